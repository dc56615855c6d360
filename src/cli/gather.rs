//! `panelkit gather`: read the scorecards that came back.

use super::files::{Outputs, Owner};
use super::folder::LoopFolder;
use super::table::{plain_table, trimmed};
use super::ui::Ui;
use super::{Global, Outcome};
use crate::diag::{Failure, Severity};
use crate::gather::{Scores, State, gather};
use crate::plan::Plan;
use crate::sheet::write_csv;
use crate::text::{count, visible};
use clap::{Args, ValueEnum};
use std::fmt::Write as _;
use std::path::PathBuf;

/// Read completed scorecards, check them against the plan and merge them
#[derive(Args)]
#[command(
    before_help = "Examples:\n  panelkit gather loop                  reads loop/scores, writes loop/gathered.csv\n  \
                   panelkit gather loop ~/Downloads/zoe.csv"
)]
pub(super) struct Gather {
    /// The loop's folder
    #[arg(value_name = "LOOP")]
    folder: PathBuf,
    /// Files or folders to read in place of LOOP/scores
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// How the result is printed
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Table,
    Json,
    Csv,
}

/// The plan of a folder and its scores, checked.
pub(super) fn scores(folder: &LoopFolder, paths: &[PathBuf]) -> Result<(Plan, Scores), Failure> {
    let plan = folder.plan()?;
    let candidates = folder.candidates()?;
    let (files, findings) = folder.scores(paths)?;
    let mut scores = gather(&plan, &candidates, &files);
    scores.findings.extend(findings);
    Ok((plan, scores))
}

impl Gather {
    pub(super) fn for_folder(folder: &std::path::Path) -> Self {
        Self { folder: folder.to_owned(), paths: Vec::new(), format: Format::Table }
    }

    pub(super) fn run(&self, global: &Global, ui: &mut Ui) -> Result<Outcome, Failure> {
        let folder = LoopFolder::new(&self.folder);
        let (plan, scores) = scores(&folder, &self.paths)?;
        let csv = write_csv(&scores.table());
        match self.format {
            Format::Table => ui.result(&table(&plan, &scores)),
            Format::Json => {
                ui.result(&(serde_json::to_string_pretty(&scores).unwrap_or_default() + "\n"));
            }
            Format::Csv => ui.bytes(&csv),
        }
        ui.findings(&scores.findings);
        let mut outputs = Outputs::default();
        outputs.add(folder.path("gathered.csv"), csv, Owner::Kit);
        if !scores.rejected.is_empty() || folder.path("rejected.csv").exists() {
            outputs.add(folder.path("rejected.csv"), write_csv(&scores.rejected_table()), Owner::Kit);
        }
        outputs.write(global, ui)?;
        ui.say(&sum(&scores));
        if !global.dry_run {
            let shown = folder.shown();
            ui.say(&format!("Accepted rows are in {shown}/gathered.csv. Next: panelkit compare {shown}"));
        }
        let open = scores.expected.iter().any(|e| e.state != State::Complete);
        let serious = scores.findings.iter().any(|f| f.severity > Severity::Note);
        Ok(if open || serious { Outcome::NeedsPerson } else { Outcome::Done })
    }
}

/// `33 rows read = 33 accepted + 0 rejected`.
fn sum(s: &Scores) -> String {
    format!(
        "{} read = {} accepted + {} rejected.",
        count(s.rows_read, "row"),
        s.rows_accepted,
        s.rows_rejected
    )
}

/// Candidates by rounds: how far each scorecard has come.
fn table(plan: &Plan, scores: &Scores) -> String {
    let mut out = String::new();
    let _ = writeln!(out, "{}\nPlan {}: scorecards by round\n", plan.title(), plan.id);
    let mut t = plain_table();
    let mut head = vec![String::new()];
    head.extend(plan.rounds.iter().map(|r| r.title.clone()));
    t.set_header(head);
    for candidate in &scores.candidates {
        let mut row = vec![visible(candidate)];
        for round in &plan.rounds {
            let state = scores.expected.iter().find(|e| e.candidate == *candidate && e.round == round.id);
            row.push(
                match state.map(|e| e.state) {
                    Some(State::Complete) => "complete",
                    Some(State::Incomplete) => "incomplete",
                    _ => "missing",
                }
                .to_owned(),
            );
        }
        t.add_row(row);
    }
    let _ = writeln!(out, "{}", trimmed(&t));
    out
}
