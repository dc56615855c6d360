//! `panelkit gather`: read the scorecards that came back.

use super::args::{GatherArgs, GatherFormat};
use super::config::{Config, parse_prefer};
use super::files::{FolderLock, Outputs, Owner};
use super::outcome::Outcome;
use super::scores::{self, Clock, LoopScores, ScoreSource};
use super::table::grid;
use super::ui::{Ui, json};
use super::watch::watch;
use crate::diag::{Diagnostic, Failure, Severity};
use crate::gather::{CardProgress, Expected, Prefer, Scores};
use crate::opening::LoopFolder;
use crate::opening::files::{CANDIDATES, GATHERED, PLAN, REJECTED, SCHEDULE, SCORES, TRAINEES};
use crate::plan::Plan;
use crate::text::{count, visible};
use std::fmt::Write as _;
use std::path::PathBuf;

pub(super) fn run(args: &GatherArgs, config: &Config, ui: &mut Ui) -> Result<Outcome, Failure> {
    let folder = LoopFolder::new(&args.folder);
    let options = GatherOptions {
        paths: &args.paths,
        prefer: args.prefer.as_deref().map(parse_prefer),
        clock: Clock::of(args.today),
        format: args.format,
    };
    if args.watch {
        return watch(&watched(&folder, &args.paths), ui, |ui| {
            gather_loop(&folder, &options, config, ui).map(|_| ())
        });
    }
    gather_loop(&folder, &options, config, ui)
}

/// What is looked at for changes: what is read, never what is written.
fn watched(folder: &LoopFolder, paths: &[PathBuf]) -> Vec<PathBuf> {
    let mut watched = vec![folder.path(PLAN), folder.path(CANDIDATES), folder.path(SCHEDULE)];
    if paths.is_empty() {
        watched.push(folder.path(SCORES));
    } else {
        watched.extend_from_slice(paths);
    }
    watched
}

/// How a loop's scorecards are gathered.
pub(super) struct GatherOptions<'a> {
    /// Files and folders to read in place of the loop's own.
    pub(super) paths: &'a [PathBuf],
    /// Which of two different copies counts, where the settings are not to say it.
    pub(super) prefer: Option<Prefer>,
    /// When that is.
    pub(super) clock: Clock,
    /// How the result is printed.
    pub(super) format: GatherFormat,
}

/// Reads the scorecards of a loop, prints how far each has come, and writes what was accepted and what wasn't.
pub(super) fn gather_loop(
    folder: &LoopFolder,
    options: &GatherOptions<'_>,
    config: &Config,
    ui: &mut Ui,
) -> Result<Outcome, Failure> {
    let _lock = FolderLock::take(folder.root(), "gather", config, ui)?;
    let source = ScoreSource::Paths(options.paths);
    let LoopScores { plan, scores, .. } =
        scores::read(folder, source, options.prefer.as_ref(), &options.clock, config)?;
    // What was gathered before isn't replaced by nothing.
    let nothing = scores.rows_read == 0 && scores.findings.iter().any(|f| f.severity > Severity::Note);
    if nothing && !options.paths.is_empty() {
        return Err(Failure(scores.findings));
    }
    let csv = scores.gathered_csv();
    match options.format {
        GatherFormat::Table => ui.table(&table(&plan, &scores)),
        GatherFormat::Json => ui.result(&json(&scores)),
        GatherFormat::Csv => ui.bytes(&csv),
    }
    ui.findings(&scores.findings);
    if nothing {
        ui.say("Nothing could be read; what was gathered before stands as it was.");
        return Ok(Outcome::NeedsPerson);
    }
    let mut outputs = Outputs::default();
    outputs.add(folder.path(GATHERED), csv, Owner::Kit);
    if !scores.rejected.is_empty() || folder.path(REJECTED).exists() {
        outputs.add(folder.path(REJECTED), scores.rejected_csv(), Owner::Kit);
    }
    let any_trainees = !scores.trainees.records.is_empty() || !scores.trainees.recommendations.is_empty();
    if any_trainees || folder.path(TRAINEES).exists() {
        outputs.add(folder.path(TRAINEES), scores.trainees_csv(), Owner::Kit);
    }
    outputs.write(config, ui)?;
    ui.say(&sum(&scores));
    if !config.dry_run {
        let shown = folder.shown();
        if scores.rows_rejected > 0 {
            ui.say(&format!("Rejected rows are in {shown}/{REJECTED} with their places and reasons."));
        }
        if any_trainees {
            ui.say(&format!("What interviewers in training wrote is in {shown}/{TRAINEES}."));
        }
        ui.say(&format!(
            "Accepted rows are in {shown}/{GATHERED}. Next: panelkit compare {}",
            folder.typed()
        ));
    }
    let open = scores.expected.iter().any(|e| e.state.is_owed());
    let serious = |f: &Diagnostic| f.severity > Severity::Note;
    let needs_person = open || scores.findings.iter().any(serious);
    Ok(if needs_person { Outcome::NeedsPerson } else { Outcome::Done })
}

/// `33 rows read = 33 accepted + 0 rejected`, and where some texts were not taken how many.
fn sum(s: &Scores) -> String {
    let rows = format!(
        "{} read = {} accepted + {} rejected.",
        count(s.rows_read, "row"),
        s.rows_accepted,
        s.rows_rejected
    );
    if s.texts_named == 0 {
        return rows;
    }
    let texts = count(s.texts_read, "cell");
    format!(
        "{rows}\n{texts} with text = {} taken + {} named above or in {REJECTED}.",
        s.texts_taken, s.texts_named
    )
}

/// Candidates by rounds: how far each scorecard has come.
fn table(plan: &Plan, scores: &Scores) -> String {
    let mut out = String::new();
    let _ = writeln!(out, "{}\nPlan {}: scorecards by round\n", plan.title(), plan.card_id());
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
        CardProgress::Complete => "complete",
        CardProgress::Incomplete => "incomplete",
        CardProgress::NotCounted => "came, not counted",
        CardProgress::Missing => "missing",
        CardProgress::NotHeld => "to be held",
        CardProgress::Cancelled => "cancelled",
    };
    match e.days_late {
        Some(days) => format!("{word}, {} late", count(days.unsigned_abs() as usize, "day")),
        None => word.to_owned(),
    }
}
