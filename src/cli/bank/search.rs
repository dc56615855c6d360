//! `panelkit bank search`: finds questions by words.

use super::super::ui::Ui;
use super::{questions_of, table};
use crate::bank::{Question, SearchResult, search};
use crate::cli::args::BankSearchArgs;
use crate::cli::config::Config;
use crate::cli::outcome::Outcome;
use crate::diag::Failure;
use crate::text::{join, visible};

pub(super) fn run(args: &BankSearchArgs, config: &Config, ui: &mut Ui) -> Result<Outcome, Failure> {
    let bank = config.bank()?;
    let questions = questions_of(&args.filters, &bank)?;
    let SearchResult { hits, missing } = search(&questions, &args.words.join(" "));
    let shown: Vec<&Question> = hits.iter().take(args.limit).map(|h| h.question).collect();
    ui.result(&table::found(&bank, &shown));
    let more = hits.len() - shown.len();
    let quoted: Vec<String> = missing.iter().map(|word| format!("`{}`", visible(word))).collect();
    match (hits.is_empty(), quoted.is_empty()) {
        (true, true) => ui.say("No question has these words. Try other ones."),
        (true, false) => ui.say(&format!("Nothing on {}.", join(&quoted, "or"))),
        (false, false) => ui.say(&format!("Nothing on {}; these have the other words.", join(&quoted, "or"))),
        (false, true) => {}
    }
    if more > 0 {
        ui.say(&format!("{more} more: --limit {}", hits.len()));
    }
    Ok(Outcome::Done)
}
