//! `panelkit bank list`: lists questions, one a line.

use super::super::ui::Ui;
use super::{questions_of, table};
use crate::cli::args::BankListArgs;
use crate::cli::config::Config;
use crate::cli::outcome::Outcome;
use crate::diag::Failure;
use crate::text::count;

pub(super) fn run(args: &BankListArgs, config: &Config, ui: &mut Ui) -> Result<Outcome, Failure> {
    let bank = config.bank()?;
    let questions = questions_of(&args.filters, &bank)?;
    ui.result(&table::list(&bank, &questions));
    ui.say(&format!("{}; `panelkit bank show ID` shows one", count(questions.len(), "question")));
    Ok(Outcome::Done)
}
