//! `panelkit bank search`: finds questions by words.

use super::super::ui::Ui;
use super::{Filters, table};
use crate::bank::{Question, search};
use crate::cli::config::Config;
use crate::cli::outcome::Outcome;
use crate::diag::Failure;
use clap::Args;

/// Find questions by words in titles, asks, topics and signals; a typo is forgiven
#[derive(Args)]
pub(super) struct Search {
    /// What to look for
    #[arg(value_name = "WORD", required = true)]
    words: Vec<String>,
    #[command(flatten)]
    filters: Filters,
    /// How many to print
    #[arg(long, value_name = "N", default_value_t = 10)]
    limit: usize,
}

impl Search {
    pub(super) fn run(&self, config: &Config, ui: &mut Ui) -> Result<Outcome, Failure> {
        let bank = config.bank()?;
        let questions = self.filters.questions(&bank)?;
        let hits = search(&questions, &self.words.join(" "));
        let shown: Vec<&Question> = hits.iter().take(self.limit).map(|h| h.question).collect();
        ui.result(&table::found(&bank, &shown));
        let more = hits.len() - shown.len();
        if hits.is_empty() {
            ui.say("No question has these words. Try fewer or other ones.");
        } else if more > 0 {
            ui.say(&format!("{more} more: --limit {}", hits.len()));
        }
        Ok(Outcome::Done)
    }
}
