//! `panelkit gather`: read the scorecards that came back.

use super::files::{FolderLock, Outputs, Owner};
use super::folder::LoopFolder;
use super::settings::{Settings, prefer};
use super::table::grid;
use super::ui::{Ui, json};
use super::watch::watch;
use super::{Global, Outcome};
use crate::diag::{Diagnostic, Failure, Severity};
use crate::gather::{Expectation, Expected, Prefer, Scores, State, gather};
use crate::plan::Plan;
use crate::text::{count, visible};
use clap::{Args, ValueEnum};
use jiff::civil::Date;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// Read completed scorecards, check them against the plan and merge them
#[derive(Args)]
#[command(
    before_help = "Examples:\n  panelkit gather loop                  reads loop/scores, writes loop/gathered.csv\n  \
                   panelkit gather loop ~/Downloads/zoe.xlsx mail.zip\n  \
                   panelkit gather loop --watch          reads again whenever a file changes"
)]
pub(super) struct Gather {
    /// The loop's folder
    #[arg(value_name = "LOOP")]
    folder: PathBuf,
    /// Files, folders or zips to read in place of LOOP/scores: CSV, TSV, XLSX, XLS, ODS, filled-in PDF
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// How the result is printed
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
    /// Which of two different copies of a scorecard counts: `newest`, or the one in this file
    #[arg(long, value_name = "newest|FILE")]
    prefer: Option<String>,
    /// Read again whenever a file changes, until Ctrl-C
    #[arg(long)]
    watch: bool,
    /// The day by which lateness is counted, where candidates.csv has a column `due` [default: today]
    #[arg(long, value_name = "DATE")]
    today: Option<Date>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Table,
    Json,
    Csv,
}

/// The plan of a folder and its scores, checked as `settings` say. Where the scorecards lay elsewhere when they were
/// gathered, what was gathered stands for them.
pub(super) fn scores(
    folder: &LoopFolder,
    paths: &[PathBuf],
    settings: &Settings,
) -> Result<(Plan, Scores), Failure> {
    let gathered = [folder.path("gathered.csv")];
    let elsewhere = paths.is_empty() && !folder.path("scores").exists() && gathered[0].exists();
    let paths = if elsewhere { &gathered } else { paths };
    scores_at(folder, paths, settings, settings.prefer.as_ref(), jiff::Zoned::now().date())
}

fn scores_at(
    folder: &LoopFolder,
    paths: &[PathBuf],
    settings: &Settings,
    prefer: Option<&Prefer>,
    today: Date,
) -> Result<(Plan, Scores), Failure> {
    // The disk is asked what lies in the folders while the names are read.
    let (plan, candidates, left) = std::thread::scope(|scope| {
        let left = scope.spawn(|| folder.scores(paths));
        let plan = folder.plan()?;
        let candidates = folder.people(today)?;
        let left = left.join().unwrap_or_else(|e| std::panic::resume_unwind(e))?;
        Ok::<_, Failure>((plan, candidates, left))
    })?;
    let expect = Expectation {
        plan: &plan,
        candidates: &candidates,
        headings: &settings.headers,
        trainees: &settings.trainees,
        prefer,
    };
    let mut scores = gather(&expect, &left.files);
    scores.findings.extend(left.findings);
    Ok((plan, scores))
}

impl Gather {
    pub(super) fn for_folder(folder: &Path) -> Self {
        Self {
            folder: folder.to_owned(),
            paths: Vec::new(),
            format: Format::Table,
            prefer: None,
            watch: false,
            today: None,
        }
    }

    pub(super) fn run(&self, global: &Global, ui: &mut Ui) -> Result<Outcome, Failure> {
        if !self.watch {
            return self.once(global, ui);
        }
        watch(&self.watched(), ui, |ui| self.once(global, ui).map(|_| ()))
    }

    /// What is looked at for changes: what is read, never what is written.
    fn watched(&self) -> Vec<PathBuf> {
        let folder = LoopFolder::new(&self.folder);
        let mut paths = vec![folder.path("plan.json"), folder.path("candidates.csv")];
        if self.paths.is_empty() {
            paths.push(folder.path("scores"));
        } else {
            paths.extend(self.paths.iter().cloned());
        }
        paths
    }

    fn once(&self, global: &Global, ui: &mut Ui) -> Result<Outcome, Failure> {
        let folder = LoopFolder::new(&self.folder);
        let _lock = FolderLock::take(&self.folder, "gather", global, ui)?;
        let prefer = self.prefer.as_deref().map(prefer).or_else(|| global.settings.prefer.clone());
        let today = self.today.unwrap_or_else(|| jiff::Zoned::now().date());
        let (plan, scores) = scores_at(&folder, &self.paths, &global.settings, prefer.as_ref(), today)?;
        let (csv, table) = std::thread::scope(|scope| {
            let csv = scope.spawn(|| scores.gathered_csv());
            let table = (self.format == Format::Table).then(|| table(&plan, &scores));
            (csv.join().unwrap_or_else(|e| std::panic::resume_unwind(e)), table.unwrap_or_default())
        });
        match self.format {
            Format::Table => ui.result(&table),
            Format::Json => {
                ui.result(&json(&scores));
            }
            Format::Csv => ui.bytes(&csv),
        }
        ui.findings(&scores.findings);
        let mut outputs = Outputs::default();
        outputs.add(folder.path("gathered.csv"), csv, Owner::Kit);
        if !scores.rejected.is_empty() || folder.path("rejected.csv").exists() {
            outputs.add(folder.path("rejected.csv"), scores.rejected_csv(), Owner::Kit);
        }
        let any_trainees = !scores.trainees.records.is_empty() || !scores.trainees.recommendations.is_empty();
        if any_trainees || folder.path("trainees.csv").exists() {
            outputs.add(folder.path("trainees.csv"), scores.trainees_csv(), Owner::Kit);
        }
        outputs.write(global, ui)?;
        ui.say(&sum(&scores));
        if !global.dry_run {
            let shown = folder.shown();
            if scores.rows_rejected > 0 {
                ui.say(&format!("Rejected rows are in {shown}/rejected.csv with their places and reasons."));
            }
            if any_trainees {
                ui.say(&format!("What interviewers in training wrote is in {shown}/trainees.csv."));
            }
            ui.say(&format!("Accepted rows are in {shown}/gathered.csv. Next: panelkit compare {shown}"));
        }
        let open = scores.expected.iter().any(|e| e.state != State::Complete);
        let serious = |f: &Diagnostic| f.severity > Severity::Note;
        let outcome =
            if open || scores.findings.iter().any(serious) { Outcome::NeedsPerson } else { Outcome::Done };
        if !self.watch {
            // The command ends here: taking some hundred thousand ratings apart one by one would only cost time.
            std::mem::forget(scores);
        }
        Ok(outcome)
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
    let mut head = vec![String::new()];
    head.extend(plan.rounds.iter().map(|r| r.title.clone()));
    let mut rows = Vec::with_capacity(scores.candidates.len());
    // The scorecards stand in the order of the candidates and of the rounds.
    let mut states = scores.expected.iter().peekable();
    for candidate in &scores.candidates {
        let mut row = vec![visible(candidate)];
        for round in &plan.rounds {
            let mut words = Vec::new();
            while let Some(e) = states.next_if(|e| e.candidate == *candidate && e.round == round.id) {
                words.push(state(e));
            }
            row.push(words.join(", "));
        }
        rows.push(row);
    }
    let _ = writeln!(out, "{}", grid(&head, &rows));
    out
}

fn state(e: &Expected) -> String {
    let word = match e.state {
        State::Complete => "complete",
        State::Incomplete => "incomplete",
        State::Missing => "missing",
    };
    match e.days_late {
        Some(days) => format!("{word}, {} late", count(days.unsigned_abs() as usize, "day")),
        None => word.to_owned(),
    }
}
