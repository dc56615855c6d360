//! `panelkit bank list`: lists questions, one a line.

use super::super::ui::Ui;
use super::{Filters, table};
use crate::cli::config::Config;
use crate::cli::outcome::Outcome;
use crate::diag::Failure;
use crate::text::count;
use clap::Args;

/// List questions, one a line
#[derive(Args)]
pub(super) struct List {
    #[command(flatten)]
    filters: Filters,
}

impl List {
    pub(super) fn run(&self, config: &Config, ui: &mut Ui) -> Result<Outcome, Failure> {
        let bank = config.bank()?;
        let questions = self.filters.questions(&bank)?;
        ui.result(&table::list(&bank, &questions));
        ui.say(&format!("{}; `panelkit bank show ID` shows one", count(questions.len(), "question")));
        Ok(Outcome::Done)
    }
}
