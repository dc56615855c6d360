//! Who owes which scorecard.

use super::scores::{CardProgress, Scores};
use crate::opening::{Candidate, Part, Schedule};
use crate::plan::{OVERALL, Plan};
use crate::text::fold;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeSet;

/// A scorecard that isn't complete yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Owed {
    /// Who owes it; empty where the plan names nobody.
    pub interviewer: String,
    /// About whom it is.
    pub candidate: String,
    /// The round's id.
    pub round: String,
    /// As what they rate.
    pub part: Part,
    /// Missing, incomplete, or not counted.
    pub state: CardProgress,
    /// Why it, or some of it, doesn't count.
    pub why: Option<String>,
    /// The items of an incomplete one that have no rating yet, in the order of the plan.
    pub lacks: Vec<String>,
    /// How many days ago it was due, negative before that; none where the candidate's list has no date.
    pub days_late: Option<i64>,
}

/// The scorecards that `scores` still lack, interviewer by interviewer in the order of the plan; within, the ones due
/// first come first.
pub fn owed(plan: &Plan, candidates: &[Candidate], schedule: &Schedule, scores: &Scores) -> Vec<Owed> {
    let mut all: Vec<(usize, Owed)> = Vec::new();
    let given: BTreeSet<(&str, &str, &str, &str)> = scores
        .records
        .iter()
        .map(|r| (r.candidate.as_ref(), r.round.as_ref(), r.interviewer.as_ref(), r.question.as_ref()))
        .chain(
            scores
                .recommendations
                .iter()
                .map(|r| (r.candidate.as_ref(), r.round.as_ref(), r.interviewer.as_ref(), OVERALL)),
        )
        .collect();
    for e in scores.expected.iter().filter(|e| e.state.is_owed()) {
        let rated = |item: &str| {
            given.contains(&(e.candidate.as_ref(), e.round.as_ref(), e.interviewer.as_ref(), item))
        };
        let round = plan.rounds.iter().position(|r| r.id == e.round);
        let questions = round.map_or(&[][..], |r| plan.rounds[r].questions.as_slice());
        let items = questions.iter().map(|q| q.id.as_str()).chain([OVERALL]);
        let lacks = match e.state {
            CardProgress::Incomplete => items.filter(|item| !rated(item)).map(str::to_owned).collect(),
            _ => Vec::new(),
        };
        let days_late = candidates.iter().find(|c| c.name == e.candidate).and_then(|c| c.overdue);
        let owed = Owed {
            interviewer: e.interviewer.clone(),
            candidate: e.candidate.clone(),
            round: e.round.clone(),
            part: e.part,
            state: e.state,
            why: e.why.clone(),
            lacks,
            days_late,
        };
        all.push((round.unwrap_or(plan.rounds.len()), owed));
    }
    // In the order of the schedule; who isn't named comes last.
    let people = schedule.interviewers();
    let first = |who: &str| people.iter().position(|name| fold(name) == fold(who));
    all.sort_by_cached_key(|(round, o)| {
        let place = first(&o.interviewer).unwrap_or(people.len());
        let waits = std::cmp::Reverse(o.days_late.unwrap_or(i64::MIN));
        (o.interviewer.is_empty(), place, o.interviewer.clone(), waits, *round)
    });
    all.into_iter().map(|(_, owed)| owed).collect()
}
