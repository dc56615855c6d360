//! `panelkit bank search`: finds questions by words.

use super::super::ui::Ui;
use super::{questions_of, table};
use crate::bank::{Question, search};
use crate::cli::args::BankSearchArgs;
use crate::cli::config::Config;
use crate::cli::outcome::Outcome;
use crate::diag::Failure;

pub(super) fn run(args: &BankSearchArgs, config: &Config, ui: &mut Ui) -> Result<Outcome, Failure> {
    let bank = config.bank()?;
    let questions = questions_of(&args.filters, &bank)?;
    let hits = search(&questions, &args.words.join(" "));
    let shown: Vec<&Question> = hits.iter().take(args.limit).map(|h| h.question).collect();
    ui.result(&table::found(&bank, &shown));
    let more = hits.len() - shown.len();
    if hits.is_empty() {
        ui.say("No question has these words. Try fewer or other ones.");
    } else if more > 0 {
        ui.say(&format!("{more} more: --limit {}", hits.len()));
    }
    Ok(Outcome::Done)
}
