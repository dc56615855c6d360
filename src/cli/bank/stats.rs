//! `panelkit bank stats`: counts questions and names thin spots.

use super::super::ui::Ui;
use super::{Filters, table};
use crate::bank::stats;
use crate::cli::config::Config;
use crate::cli::outcome::Outcome;
use crate::cli::ui::json;
use crate::diag::Failure;
use clap::{Args, ValueEnum};
use serde::Serialize;

/// Count questions by kind, stack and level, and name the spots where a plan finds few
#[derive(Args)]
pub(super) struct Stats {
    #[command(flatten)]
    filters: Filters,
    /// A spot with fewer questions than this is thin
    #[arg(long, value_name = "N", default_value_t = stats::FEW)]
    few: usize,
    /// How the numbers are printed
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Table,
    Json,
}

/// The numbers of `bank stats --format json`.
#[derive(Serialize)]
struct StatsReport<'a> {
    format: &'static str,
    questions: usize,
    counts: &'a [stats::Count],
    thin: &'a [stats::Thin],
}

impl Stats {
    pub(super) fn run(&self, config: &Config, ui: &mut Ui) -> Result<Outcome, Failure> {
        let bank = config.bank()?;
        let questions = self.filters.questions(&bank)?;
        let counts = stats::counts(&bank, &questions);
        let roles =
            bank.roles.iter().filter(|r| self.filters.role.is_empty() || self.filters.role.contains(&r.id));
        let mut thin: Vec<stats::Thin> = roles.flat_map(|r| stats::thin(&bank, r, self.few)).collect();
        let levels = &self.filters.seniority;
        thin.retain(|t| levels.is_empty() || levels.contains(&t.level));
        match self.format {
            Format::Table => ui.result(&table::stats(&bank, questions.len(), &counts, &thin)),
            Format::Json => ui.result(&json(&StatsReport {
                format: "panelkit.bank-stats/1",
                questions: questions.len(),
                counts: &counts,
                thin: &thin,
            })),
        }
        Ok(Outcome::Done)
    }
}
