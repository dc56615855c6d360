//! Where a bank has too little for several plans of one opening.

use super::choose::choose;
use super::model::{Plan, Round};
use super::request::Request;
use super::variants::variants;
use crate::bank::stats::{Spot, spots};
use crate::bank::{Bank, LoopTemplate, Role};
use crate::text::{count, join};
use serde::Serialize;
use std::collections::BTreeSet;

/// A spot that not all of several plans without a common question can fill.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Thin {
    /// The role.
    pub role: String,
    /// The level.
    pub level: String,
    /// The loop.
    #[serde(rename = "loop")]
    pub loop_id: String,
    /// What is to be rated; none where the time of a whole round isn't filled.
    pub competency: Option<String>,
    /// The rounds of the loop that answer for it.
    pub rounds: Vec<String>,
    /// How many questions could be asked there.
    pub questions: usize,
    /// How many of the plans fill it.
    pub filled: usize,
    /// How many plans there were.
    pub plans: usize,
}

impl std::fmt::Display for Thin {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { role, level, loop_id, competency, rounds, questions, filled, plans } = self;
        let rounds = join(rounds, "or");
        write!(f, "{level} {role}, {loop_id}: ")?;
        match competency {
            Some(competency) if *questions == 0 => {
                write!(f, "no question to rate {competency} in a {rounds} round")
            }
            Some(competency) if *questions < *plans => {
                write!(f, "only {} to rate {competency} in a {rounds} round", count(*questions, "question"))
            }
            Some(competency) => {
                write!(f, "{filled} of {plans} plans can rate {competency} in a {rounds} round")
            }
            None => write!(f, "{filled} of {plans} plans can fill the time of a {rounds} round"),
        }
    }
}

/// The spots of a role at a level, by loop, that `wanted` plans without a common question can't all fill: too few questions
/// rate a competency; some plan rates less than one plan alone would, and lacks it; or the time of a round stays empty.
///
/// That a round is too short for all of its competencies is no fault of the bank.
pub fn thin(bank: &Bank, role: &Role, level: &str, wanted: usize) -> Vec<Thin> {
    bank.loops.iter().flat_map(|template| thin_in(bank, role, level, template, wanted)).collect()
}

fn thin_in(bank: &Bank, role: &Role, level: &str, template: &LoopTemplate, wanted: usize) -> Vec<Thin> {
    let spots = spots(bank, role, level, template);
    if spots.is_empty() || wanted == 0 {
        return Vec::new();
    }
    let request = Request {
        role: role.id.clone(),
        level: level.to_owned(),
        loop_name: template.id.clone(),
        ..Request::default()
    };
    // Where no plan can be made at all, none fills anything.
    let plans: Vec<Plan> = variants(bank, &request, wanted)
        .map_or_else(|_| Vec::new(), |plans| plans.into_iter().map(|p| p.value).collect());
    // A round has no time for everything: what counts is whether each plan rates as much as one plan alone would.
    let alone: BTreeSet<String> =
        choose(bank, &request).map_or_else(|_| BTreeSet::new(), |p| rated(&p.value));
    let short: Vec<BTreeSet<String>> =
        plans.iter().map(rated).filter(|own| own.len() < alone.len()).collect();
    let mut out = Vec::new();
    for Spot { role, level, loop_id, competency, rounds, questions } in spots {
        let filled = plans.iter().filter(|p| rated(p).contains(&competency)).count();
        let is_missed = alone.contains(&competency) && short.iter().any(|own| !own.contains(&competency));
        if questions < wanted || is_missed {
            let competency = Some(competency);
            out.push(Thin { role, level, loop_id, competency, rounds, questions, filled, plans: wanted });
        }
    }
    let all_rounds = plans.first().map_or(&[][..], |p| &p.rounds);
    for round in all_rounds {
        let same = |p: &Plan| p.rounds.iter().any(|r| r.id == round.id && !r.is_under_filled());
        let filled = plans.iter().filter(|p| same(p)).count();
        if filled < wanted {
            out.push(Thin {
                role: role.id.clone(),
                level: level.to_owned(),
                loop_id: template.id.clone(),
                competency: None,
                rounds: vec![round.kind.clone()],
                questions: plans.iter().map(|p| asked(p, round)).sum(),
                filled,
                plans: wanted,
            });
        }
    }
    out
}

/// The competencies that a plan rates.
fn rated(plan: &Plan) -> BTreeSet<String> {
    plan.coverage.iter().filter(|c| !c.rounds.is_empty()).map(|c| c.competency.clone()).collect()
}

/// How many questions a plan has in a round.
fn asked(plan: &Plan, round: &Round) -> usize {
    plan.rounds.iter().filter(|r| r.id == round.id).map(|r| r.questions.len()).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thin_is_what_three_plans_cannot_fill() {
        let mut bank = Bank::load(None).unwrap();
        let role = bank.role("backend").unwrap().clone();
        // Two questions rate ownership: one of three plans goes without.
        let rates = |q: &&crate::bank::Question| q.rated() == "ownership" && q.roles.contains(&role.id);
        let kept: Vec<String> = bank.questions.iter().filter(rates).take(2).map(|q| q.id.clone()).collect();
        bank.questions.retain(|q| q.rated() != "ownership" || kept.contains(&q.id));
        let spots = thin(&bank, &role, "senior", 3);
        let spot = spots.iter().find(|t| t.competency.as_deref() == Some("ownership")).expect("a thin spot");
        assert!(spot.questions < 3 && spot.filled < 3, "{spot:?}");
        assert!(spots.iter().all(|t| t.questions < 3 || t.filled < 3), "{spots:?}");
    }

    #[test]
    fn an_empty_bank_is_thin() {
        let mut bank = Bank::load(None).unwrap();
        bank.questions.clear();
        let role = bank.role("backend").unwrap().clone();
        let spots = thin(&bank, &role, "senior", 3);
        assert!(spots[0].to_string().contains("no question to rate"), "{}", spots[0]);
        assert!(thin(&bank, &role, "senior", 0).is_empty());
    }
}
