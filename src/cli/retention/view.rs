//! The records of a loop as JSON.

use super::files::LoopFile;
use super::people::{LoopRetention, PersonRetention};
use crate::opening::{AgeBasis, Duty, Hold, RetentionState};
use jiff::civil::Date;
use serde::Serialize;

/// How long the records of a loop are kept.
#[derive(Debug, Serialize)]
pub(in crate::cli) struct RetentionView {
    /// The rule of the settings; none where none is set.
    rule: Option<RuleView>,
    /// What stops removal.
    holds: Vec<Hold>,
    people: Vec<PersonView>,
    files: Vec<FileView>,
}

/// A file that tells of candidates.
#[derive(Debug, Serialize)]
struct FileView {
    /// Where it lies in the loop's folder.
    path: String,
    /// Of whom it tells: of all, where its rows or pages show several or that isn't known.
    candidates: Vec<String>,
    /// From which day it counts: with several people, the latest of theirs.
    from: Option<String>,
    /// The day on which nothing in it has to be kept any more; none where that isn't known for all of them.
    due: Option<String>,
    state: RetentionState,
}

#[derive(Debug, Serialize)]
struct RuleView {
    /// The profile's name; none for a team's own number.
    profile: Option<&'static str>,
    months: u32,
    duty: Duty,
    source: Option<&'static str>,
}

#[derive(Debug, Serialize)]
struct PersonView {
    candidate: String,
    state: RetentionState,
    /// From which day their records count.
    from: Option<String>,
    /// What that day is known from.
    basis: Option<AgeBasis>,
    /// The day on which they may go.
    due: Option<String>,
    /// Why they are on hold.
    hold: Option<String>,
}

impl RetentionView {
    pub(in crate::cli) fn new(retention: &LoopRetention) -> Self {
        let person = |p: &PersonRetention| PersonView {
            candidate: p.candidate.name.clone(),
            state: p.state,
            from: p.age.map(|age| age.from.to_string()),
            basis: p.age.map(|age| age.basis),
            due: p.due.map(|due| due.to_string()),
            hold: p.hold.as_ref().map(|hold| hold.reason.clone()),
        };
        Self {
            rule: retention.rule.map(|rule| RuleView {
                profile: rule.profile(),
                months: rule.months(),
                duty: rule.duty(),
                source: rule.source(),
            }),
            holds: retention.holds.all().to_vec(),
            people: retention.people.iter().map(person).collect(),
            files: retention.files.iter().map(|file| file_view(file, &retention.people)).collect(),
        }
    }
}

/// The file, which tells of some of `everybody`.
fn file_view(file: &LoopFile, everybody: &[PersonRetention]) -> FileView {
    let people: Vec<&PersonRetention> = file.people.iter().map(|i| &everybody[*i]).collect();
    let any = |state: &RetentionState| people.iter().any(|p| p.state == *state);
    let strongest = [RetentionState::Held, RetentionState::Open, RetentionState::Kept].into_iter().find(any);
    let otherwise = if people.is_empty() { RetentionState::Open } else { RetentionState::Due };
    let due: Option<Vec<Date>> = people.iter().map(|p| p.due).collect();
    FileView {
        path: file.path.clone(),
        candidates: people.iter().map(|p| p.candidate.name.clone()).collect(),
        from: people.iter().filter_map(|p| p.age).map(|age| age.from).max().map(|d| d.to_string()),
        due: due.and_then(|due| due.into_iter().max()).map(|d| d.to_string()),
        state: strongest.unwrap_or(otherwise),
    }
}
