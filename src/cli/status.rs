//! `panelkit status`: who owes which scorecard, and whose records are due to be removed.

use super::args::{StatusArgs, StatusFormat};
use super::config::Config;
use super::outcome::Outcome;
use super::retention::{LoopRetention, RetentionView, summary};
use super::scores::{self, Clock, LoopScores, ScoreSource};
use super::table::{plain_table, trimmed};
use super::ui::{Ui, json};
use crate::diag::{Diagnostic, Failure};
use crate::gather::{CardProgress, Owed, owed};
use crate::opening::{LoopFolder, RetentionState};
use crate::plan::{OVERALL, Plan};
use crate::text::{count, did_you_mean, fold, is_are, join, visible};
use jiff::ToSpan;
use jiff::civil::Date;
use serde::Serialize;
use std::fmt::Write as _;

/// The name of the JSON format.
const FORMAT: &str = "panelkit.status/1";

/// What is owed, as JSON.
#[derive(Serialize)]
struct StatusView {
    format: &'static str,
    plan: String,
    today: String,
    expected: usize,
    complete: usize,
    /// How many conversations are still to come.
    not_held: usize,
    owed: Vec<OwedItem>,
    /// Whose records are kept until when.
    retention: RetentionView,
}

/// One scorecard that is owed.
#[derive(Serialize)]
struct OwedItem {
    #[serde(flatten)]
    owed: Owed,
    /// The day on which it was due, where that is known.
    due: Option<String>,
}

pub(super) fn run(args: &StatusArgs, config: &Config, ui: &mut Ui) -> Result<Outcome, Failure> {
    let folder = LoopFolder::new(&args.folder);
    let clock = Clock::of(args.today);
    let today = clock.today();
    let read = scores::read(&folder, ScoreSource::SoFar, None, &clock, config)?;
    let retention = LoopRetention::of(&folder, &read, today, config)?;
    let LoopScores { plan, candidates, schedule, scores } = read;
    if candidates.is_empty() && scores.rows_read == 0 && scores.findings.is_empty() {
        let hint = format!("make packets first: panelkit packet {} --candidate NAME", folder.typed());
        return Err(Diagnostic::error("no-candidate", "nobody is interviewed in this loop yet")
            .hint(hint)
            .into());
    }
    let mut all = owed(&plan, &candidates, &schedule, &scores);
    let number = |state| scores.expected.iter().filter(|e| e.state == state).count();
    let (complete, to_come) = (number(CardProgress::Complete), number(CardProgress::NotHeld));
    let expected = scores.expected.len() - number(CardProgress::Cancelled);
    if let Some(name) = &args.interviewer {
        let known = scores.expected.iter().map(|e| e.interviewer.as_str());
        let mut known: Vec<&str> = known.filter(|n| !n.is_empty()).collect();
        known.sort_unstable();
        known.dedup();
        if !known.iter().any(|n| fold(n) == fold(name)) {
            let message = format!("{name} holds no round of this plan");
            return Err(Diagnostic::error("no-interviewer", message).hint(did_you_mean(name, &known)).into());
        }
        all.retain(|o| fold(&o.interviewer) == fold(name));
    }
    let items: Vec<OwedItem> = all
        .into_iter()
        .map(|owed| OwedItem { due: owed.days_late.and_then(|d| due(today, d)).map(|d| d.to_string()), owed })
        .collect();
    let done = items.is_empty();
    match args.format {
        StatusFormat::Table => {
            let records = summary(&retention, &folder.typed());
            let between = if records.is_empty() { "" } else { "\n" };
            let owed = table(&plan, &items, complete, expected) + &still_to_come(to_come);
            ui.table(&(owed + between + &records));
        }
        StatusFormat::Text => ui.table(&text(&plan, &items, &folder.shown(), to_come)),
        StatusFormat::Json => ui.result(&json(&StatusView {
            format: FORMAT,
            plan: plan.id.clone(),
            today: today.to_string(),
            expected,
            complete,
            not_held: to_come,
            owed: items,
            retention: RetentionView::new(&retention),
        })),
    }
    if scores.rows_rejected > 0 {
        let rows = count(scores.rows_rejected, "row");
        let warning =
            Diagnostic::warning("rejected", format!("{rows} of the scorecards that came can't be read"));
        ui.findings(&[warning.hint(format!("panelkit gather {} tells why", folder.typed()))]);
    }
    let nothing_due = retention.in_state(RetentionState::Due).next().is_none();
    Ok(if done && nothing_due && scores.rows_rejected == 0 { Outcome::Done } else { Outcome::NeedsPerson })
}

/// The day `days` before `today`.
fn due(today: Date, days: i64) -> Option<Date> {
    today.checked_sub(days.days()).ok()
}

fn table(plan: &Plan, items: &[OwedItem], complete: usize, expected: usize) -> String {
    let mut out = String::new();
    let _ = writeln!(out, "{}\nPlan {}: {complete} of {}\n", plan.title(), plan.card_id(), are_in(expected));
    if items.is_empty() {
        out.push_str("Nobody owes anything.\n");
        return out;
    }
    let mut t = plain_table();
    t.set_header(["Interviewer", "Candidate", "Round", "Scorecard", "Due", "Late"]);
    let mut before = None;
    for OwedItem { owed, due } in items {
        let who = if before == Some(&owed.interviewer) { String::new() } else { name(owed) };
        before = Some(&owed.interviewer);
        let late = owed.days_late.filter(|days| *days > 0);
        let late = late.map(|days| count(days.unsigned_abs() as usize, "day")).unwrap_or_default();
        let due = due.clone().unwrap_or_default();
        t.add_row([who, visible(&owed.candidate), title(plan, &owed.round), state(owed), due, late]);
    }
    let _ = writeln!(out, "{}", trimmed(&t));
    if items.iter().all(|i| i.due.is_none()) {
        out.push_str("Since when is told where candidates.csv has a column `due`.\n");
    }
    out
}

/// A line on conversations that nobody is asked about yet.
fn still_to_come(number: usize) -> String {
    match number {
        0 => String::new(),
        1 => "1 conversation is still to be held.\n".to_owned(),
        n => format!("{n} conversations are still to be held.\n"),
    }
}

/// `12 scorecards are complete`.
fn are_in(expected: usize) -> String {
    format!("{} {} complete", count(expected, "scorecard"), is_are(expected))
}

fn name(owed: &Owed) -> String {
    if owed.interviewer.is_empty() { "(not named)".to_owned() } else { visible(&owed.interviewer) }
}

fn title(plan: &Plan, round: &str) -> String {
    plan.rounds.iter().find(|r| r.id == round).map_or_else(|| round.to_owned(), |r| r.title.clone())
}

fn state(owed: &Owed) -> String {
    match owed.state {
        CardProgress::Missing => "missing".to_owned(),
        CardProgress::NotCounted => {
            let why = owed.why.as_deref().map(|why| format!(": {}", visible(why))).unwrap_or_default();
            format!("came, not counted{why}")
        }
        _ => format!("{} open", count(owed.lacks.len(), "rating")),
    }
}

/// A message for each interviewer.
fn text(plan: &Plan, items: &[OwedItem], folder: &str, to_come: usize) -> String {
    let mut out = String::new();
    if items.is_empty() {
        return match to_come {
            0 => "All scorecards are in. Thank you!\n".to_owned(),
            _ => format!("Nobody owes a scorecard now. {}", still_to_come(to_come)),
        };
    }
    for group in items.chunk_by(|a, b| a.owed.interviewer == b.owed.interviewer) {
        if !out.is_empty() {
            out.push('\n');
        }
        let who = &group[0].owed.interviewer;
        let hello =
            if who.is_empty() { "To whoever holds these rounds".to_owned() } else { format!("Hello {who}") };
        let cards = if group.len() == 1 { "this scorecard is" } else { "these scorecards are" };
        let _ = writeln!(out, "{hello}, {cards} still open for {}:\n", plan.title());
        for OwedItem { owed, due } in group {
            let _ = write!(out, "- {}, {}", owed.candidate, title(plan, &owed.round));
            if !owed.lacks.is_empty() {
                let _ = write!(out, " (begun; still empty: {})", join(&words(plan, owed), "and"));
            }
            if let Some(why) = &owed.why {
                let _ = match owed.state {
                    CardProgress::Missing => write!(out, " ({why})"),
                    _ => write!(out, " (it came and isn't counted: {why})"),
                };
            }
            let _ = match (due, owed.days_late) {
                (Some(due), Some(days)) if days > 0 => {
                    writeln!(out, ": was due on {due}, {} ago", count(days.unsigned_abs() as usize, "day"))
                }
                (Some(due), Some(0)) => writeln!(out, ": due today, {due}"),
                (Some(due), _) => writeln!(out, ": due on {due}"),
                _ => writeln!(out),
            };
        }
        let _ = writeln!(
            out,
            "\nThe blank ones are in {folder}/scorecards. A question that you didn't ask is rated \"not asked\". \
             Scores stay hidden from everybody until all of a candidate's are in."
        );
    }
    out
}

/// What an incomplete scorecard lacks, by the questions' titles.
fn words(plan: &Plan, owed: &Owed) -> Vec<String> {
    let round = plan.rounds.iter().find(|r| r.id == owed.round);
    let questions = round.map_or(&[][..], |r| r.questions.as_slice());
    let word = |item: &String| match questions.iter().find(|q| q.id == *item) {
        Some(q) => format!("\"{}\"", q.title),
        None if item == OVERALL => "the overall recommendation".to_owned(),
        None => item.clone(),
    };
    owed.lacks.iter().map(word).collect()
}
