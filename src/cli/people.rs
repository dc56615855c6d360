//! Changes of who meets whom: the schedule's file, and what they mean for papers that were printed.

use super::ui::Ui;
use crate::diag::{Diagnostic, Failure, Place};
use crate::opening::files::{ConversationFiles, SCHEDULE, namesakes};
use crate::opening::{LoopFolder, Part, Schedule, ScheduleFile, Seat, SeatChange};
use crate::plan::Plan;
use crate::text::{fold, join, shown, slugs};

/// The schedule's file after `changes`; none where nothing changes.
pub(super) fn schedule_file(
    folder: &LoopFolder,
    plan: &Plan,
    file: &ScheduleFile,
    changes: &[SeatChange],
) -> Result<Option<Vec<u8>>, Failure> {
    if changes.is_empty() {
        return Ok(None);
    }
    let (bytes, _) = file.changed(plan, changes);
    bytes.map(Some).ok_or_else(|| no_text(folder))
}

/// The error that the schedule is a workbook.
pub(super) fn no_text(folder: &LoopFolder) -> Failure {
    Diagnostic::error("no-text", "the schedule is a workbook, and only CSV can be changed")
        .at(Place::of_path(&folder.path(SCHEDULE)))
        .hint("save it as CSV under this name")
        .into()
}

/// Says who is scheduled now who wasn't, and which blank scorecards nobody needs any more.
pub(super) fn told(
    folder: &LoopFolder,
    plan: &Plan,
    names: &[String],
    (before, after): (&Schedule, &Schedule),
    changes: &[SeatChange],
    ui: &mut Ui,
) {
    let is_new = |change: &&SeatChange| {
        let seats = |schedule: &Schedule| match &change.candidate {
            Some(name) => schedule.seats(name, change.round),
            None => schedule.seats("", change.round),
        };
        seats(before) != seats(after)
            && change.names.iter().any(|name| {
                !seats(before).iter().any(|s| s.part == change.part && fold(&s.interviewer) == fold(name))
            })
    };
    for change in changes.iter().filter(is_new) {
        let round = &plan.rounds[change.round];
        let verb = match (change.part, change.names.len()) {
            (Part::Lead, _) => "leads",
            (Part::Second, 1) => "rates too in",
            (Part::Second, _) => "rate too in",
            (Part::Shadow, 1) => "sits in as a trainee on",
            (Part::Shadow, _) => "sit in as trainees on",
        };
        let whom = change.candidate.as_ref().map_or_else(String::new, |name| format!(" for {name}"));
        ui.say(&format!(
            "{} {verb} {}{whom} now: {SCHEDULE} says so.",
            join(&change.names, "and"),
            round.title
        ));
    }
    let slugs = slugs(names);
    for (name, slug) in names.iter().zip(&slugs) {
        for round in 0..plan.rounds.len() {
            let now = after.seats(name, round);
            let is_gone = |seat: &Seat| !now.iter().any(|s| fold(&s.interviewer) == fold(&seat.interviewer));
            let seats = before.seats(name, round);
            for seat in seats.iter().filter(|seat| is_gone(seat)) {
                let files = ConversationFiles {
                    candidate: slug,
                    round,
                    round_id: &plan.rounds[round].id,
                    interviewer: Some(seat.interviewer.as_str()).filter(|name| !name.is_empty()),
                    namesakes: namesakes(seats.iter().map(|s| s.interviewer.as_str()), &seat.interviewer),
                };
                let blank = folder.path(&files.scorecard("csv"));
                if blank.exists() {
                    let whose = if seat.interviewer.is_empty() { "the blank" } else { &seat.interviewer };
                    ui.say(&format!(
                        "{} is replaced ({whose}): throw it and its packet away, unless it is filled in already.",
                        shown(&blank)
                    ));
                }
            }
        }
    }
}
