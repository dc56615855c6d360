//! The records of a loop as JSON.

use super::files::{FileRetention, files};
use super::people::{LoopRetention, PersonRetention};
use crate::gather::Scores;
use crate::opening::{AgeBasis, Duty, Hold, LoopFolder, RetentionState};
use serde::Serialize;

/// How long the records of a loop are kept.
#[derive(Debug, Serialize)]
pub(in crate::cli) struct RetentionView {
    /// The rule of the settings; none where none is set.
    rule: Option<RuleView>,
    /// What stops removal.
    holds: Vec<Hold>,
    people: Vec<PersonView>,
    files: Vec<FileRetention>,
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
    pub(in crate::cli) fn new(folder: &LoopFolder, retention: &LoopRetention, scores: &Scores) -> Self {
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
            files: files(folder, retention, scores),
        }
    }
}
