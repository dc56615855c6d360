//! `panelkit bank stats`: counts questions and names thin spots.

use super::super::ui::Ui;
use super::{questions_of, table};
use crate::bank::{Role, stats};
use crate::cli::args::{BankStatsArgs, TableFormat};
use crate::cli::config::Config;
use crate::cli::outcome::Outcome;
use crate::cli::ui::json;
use crate::diag::Failure;
use crate::plan::{self, Thin};
use rayon::prelude::*;
use serde::Serialize;

/// The numbers of `bank stats --format json`.
#[derive(Serialize)]
struct StatsReport<'a> {
    format: &'static str,
    questions: usize,
    counts: &'a [stats::Count],
    thin: &'a [Thin],
}

/// So many roles and levels are looked at between two signs of progress.
const PIECE: usize = 8;

pub(super) fn run(args: &BankStatsArgs, config: &Config, ui: &mut Ui) -> Result<Outcome, Failure> {
    let bank = config.bank()?;
    let questions = questions_of(&args.filters, &bank)?;
    let counts = stats::counts(&bank, &questions);
    let filters = &args.filters;
    let roles = bank.roles.iter().filter(|r| filters.role.is_empty() || filters.role.contains(&r.id));
    let levels =
        bank.levels.iter().filter(|l| filters.seniority.is_empty() || filters.seniority.contains(&l.id));
    let levels: Vec<&str> = levels.map(|l| l.id.as_str()).collect();
    let spots: Vec<(&Role, &str)> = roles.flat_map(|r| levels.iter().map(move |l| (r, *l))).collect();
    let mut thin: Vec<Thin> = Vec::new();
    // Plans are searched for: a piece at a time, so that it is seen how far that is.
    for (n, piece) in spots.chunks(PIECE).enumerate() {
        let found = piece.par_iter().map(|(role, level)| plan::thin(&bank, role, level, args.few));
        thin.extend(found.collect::<Vec<_>>().into_iter().flatten());
        ui.progress((n * PIECE + piece.len()).min(spots.len()), spots.len(), "roles and levels");
    }
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
