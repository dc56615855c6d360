//! Who owes which scorecard.

use super::scores::{Scores, State};
use crate::opening::Candidate;
use crate::plan::{OVERALL, Plan};
use serde::Serialize;
use std::collections::BTreeSet;

/// A scorecard that isn't complete yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Owed {
    /// Who owes it; empty where the plan names nobody.
    pub interviewer: String,
    /// About whom it is.
    pub candidate: String,
    /// The round's id.
    pub round: String,
    /// Missing or incomplete.
    pub state: State,
    /// The items of an incomplete one that have no rating yet, in the order of the plan.
    pub lacks: Vec<String>,
    /// How many days ago it was due, negative before that; none where the candidate's list has no date.
    pub days_late: Option<i64>,
}

/// The scorecards that `scores` still lack, interviewer by interviewer in the order of the plan; within, the ones due
/// first come first.
pub fn owed(plan: &Plan, candidates: &[Candidate], scores: &Scores) -> Vec<Owed> {
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
    for e in scores.expected.iter().filter(|e| e.state != State::Complete) {
        let rated = |item: &str| {
            given.contains(&(e.candidate.as_ref(), e.round.as_ref(), e.interviewer.as_ref(), item))
        };
        let round = plan.rounds.iter().position(|r| r.id == e.round);
        let questions = round.map_or(&[][..], |r| plan.rounds[r].questions.as_slice());
        let items = questions.iter().map(|q| q.id.as_str()).chain([OVERALL]);
        let lacks = match e.state {
            State::Missing => Vec::new(),
            _ => items.filter(|item| !rated(item)).map(str::to_owned).collect(),
        };
        let days_late = candidates.iter().find(|c| c.name == e.candidate).and_then(|c| c.overdue);
        let owed = Owed {
            interviewer: e.interviewer.clone(),
            candidate: e.candidate.clone(),
            round: e.round.clone(),
            state: e.state,
            lacks,
            days_late,
        };
        all.push((round.unwrap_or(plan.rounds.len()), owed));
    }
    // By the first round that somebody holds; who isn't named comes last.
    let first = |who: &str| plan.rounds.iter().position(|r| r.interviewer.as_deref() == Some(who));
    all.sort_by_cached_key(|(round, o)| {
        let place = first(&o.interviewer).unwrap_or(plan.rounds.len());
        let waits = std::cmp::Reverse(o.days_late.unwrap_or(i64::MIN));
        (o.interviewer.is_empty(), place, o.interviewer.clone(), waits, *round)
    });
    all.into_iter().map(|(_, owed)| owed).collect()
}
