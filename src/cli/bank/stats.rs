//! `panelkit bank stats`: counts questions and names thin spots.

use super::super::ui::Ui;
use super::{questions_of, table};
use crate::bank::stats;
use crate::cli::args::{BankStatsArgs, TableFormat};
use crate::cli::config::Config;
use crate::cli::outcome::Outcome;
use crate::cli::ui::json;
use crate::diag::Failure;
use serde::Serialize;

/// The numbers of `bank stats --format json`.
#[derive(Serialize)]
struct StatsReport<'a> {
    format: &'static str,
    questions: usize,
    counts: &'a [stats::Count],
    thin: &'a [stats::Thin],
}

pub(super) fn run(args: &BankStatsArgs, config: &Config, ui: &mut Ui) -> Result<Outcome, Failure> {
    let bank = config.bank()?;
    let questions = questions_of(&args.filters, &bank)?;
    let counts = stats::counts(&bank, &questions);
    let roles =
        bank.roles.iter().filter(|r| args.filters.role.is_empty() || args.filters.role.contains(&r.id));
    let mut thin: Vec<stats::Thin> = roles.flat_map(|r| stats::thin(&bank, r, args.few)).collect();
    let levels = &args.filters.seniority;
    thin.retain(|t| levels.is_empty() || levels.contains(&t.level));
    match args.format {
        TableFormat::Table => ui.result(&table::stats(&bank, questions.len(), &counts, &thin)),
        TableFormat::Json => ui.result(&json(&StatsReport {
            format: "panelkit.bank-stats/1",
            questions: questions.len(),
            counts: &counts,
            thin: &thin,
        })),
    }
    Ok(Outcome::Done)
}
