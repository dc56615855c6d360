//! What one plan has less of than another, in words of the trade.

use super::model::{Plan, Round};
use super::request::Request;
use super::rules::lowest_level;
use crate::bank::Bank;
use crate::text::{count, join};

/// What `other` lacks beside `this`, each as a clause such as "rate Security in one round instead of two"; none where it
/// lacks nothing that the planner looks at.
fn contrast(bank: &Bank, request: &Request, this: &Plan, other: &Plan) -> Vec<String> {
    let mut clauses = Vec::new();
    let (mut unrated, mut once) = (Vec::new(), Vec::new());
    for c in &this.coverage {
        let then = other.coverage.iter().find(|o| o.competency == c.competency).map_or(0, |o| o.rounds.len());
        match (c.rounds.len(), then) {
            (1.., 0) => unrated.push(c.title.as_str()),
            (2.., 1) => once.push(c.title.as_str()),
            _ => {}
        }
    }
    if !unrated.is_empty() {
        clauses.push(format!("leave {} unrated", join(&unrated, "and")));
    }
    if !once.is_empty() {
        clauses.push(format!("rate {} in one round instead of two", join(&once, "and")));
    }
    for stack in &request.stacks {
        let of = |plan: &Plan| plan.questions().filter(|q| q.stacks.contains(stack)).count();
        if of(other) < of(this) {
            clauses.push(format!("ask {} of {stack} instead of {}", of(other), of(this)));
        }
    }
    for (round, changed) in this.rounds.iter().zip(&other.rounds) {
        let (here, then) = (own_minutes(bank, round), own_minutes(bank, changed));
        let kinds = bank.round(&round.kind).map_or(&[][..], |k| k.own.as_slice());
        if then + 5 <= here && kinds.len() == 1 {
            clauses.push(format!(
                "spend {} less on {} in {}",
                count((here - then) as usize, "minute"),
                kinds[0].name(),
                round.title
            ));
        }
    }
    if let Some(lowest) = lowest_level(bank, &request.level) {
        let low = |plan: &Plan| {
            let is_low = |id: &str| bank.question(id).is_some_and(|q| q.levels.iter().any(|l| l == lowest));
            plan.questions().filter(|q| is_low(&q.id)).count()
        };
        if low(other) > low(this) {
            let more = count(low(other) - low(this), "more question");
            clauses.push(format!("ask {more} that a {lowest} is asked too"));
        }
    }
    let exposures = |plan: &Plan| -> u32 {
        plan.questions().map(|q| request.exposure.get(&q.id).copied().unwrap_or(0)).sum()
    };
    if exposures(other) > exposures(this) {
        clauses.push("ask what was asked more often before".to_owned());
    }
    let minutes = |plan: &Plan| plan.rounds.iter().map(Round::used_minutes).sum::<u32>();
    let lost = minutes(this).saturating_sub(minutes(other));
    if lost >= 5 {
        clauses.push(format!("leave {lost} minutes more unused"));
    }
    clauses
}

fn own_minutes(bank: &Bank, round: &Round) -> u32 {
    let is_own = |kind| bank.round(&round.kind).is_some_and(|k| k.own.contains(kind));
    round.questions.iter().filter(|q| is_own(&q.kind)).map(|q| q.minutes).sum()
}

/// The questions of a round of `other` that `this` doesn't ask, by their titles and ids.
pub(super) fn further(this: &Plan, other: &Plan, round: &str) -> Vec<String> {
    let asks = |id: &str| this.questions().any(|q| q.id == id);
    let new = other.round(round).into_iter().flat_map(|r| &r.questions).filter(|q| !asks(&q.id));
    new.map(|q| format!("{} ({}, {} min)", q.title, q.id, q.minutes)).collect()
}

/// What `other` would come to beside `this`, as the end of "the plan would": the clauses, or that it is about as good.
pub(super) fn verdict(bank: &Bank, request: &Request, this: &Plan, other: &Plan) -> String {
    let clauses = contrast(bank, request, this, other);
    if is_as_good(this, other) || clauses.is_empty() {
        "be about as good".to_owned()
    } else {
        join(&clauses, "and")
    }
}

/// Whether `other` is worth about as much as `this`.
pub(super) fn is_as_good(this: &Plan, other: &Plan) -> bool {
    other.objective >= this.objective - 0.005 * this.objective.abs()
}
