//! What a plan is to cover: all that the role weighs, or, for a loop that is one step of a longer way, what that step answers
//! for.

use super::model::Plan;
use super::request::Request;
use crate::bank::{Bank, LoopTemplate};
use std::borrow::Cow;

/// The bank as it serves `request`: where the loop is one step of a longer way, the role weighs only what its rounds answer
/// for, and what the role itself doesn't weigh counts as much as the mean of the others.
pub fn scoped<'b>(bank: &'b Bank, request: &Request) -> Cow<'b, Bank> {
    let step = |l: &&LoopTemplate| l.id == request.loop_name && l.is_step;
    if !request.rounds.is_empty() || !bank.loops.iter().any(|l| step(&l)) {
        return Cow::Borrowed(bank);
    }
    let Ok(rounds) = request.checked(bank) else { return Cow::Borrowed(bank) };
    let Some(weights) = bank.role(&request.role).and_then(|r| r.weights.get(&request.level)) else {
        return Cow::Borrowed(bank);
    };
    let weight = |c: &str| weights.iter().find(|(w, _)| w == c).map(|(_, weight)| *weight);
    let mut answered: Vec<&str> = Vec::new();
    for competency in rounds.iter().flat_map(|round| &round.focus) {
        if !answered.contains(&competency.as_str()) {
            answered.push(competency);
        }
    }
    let known: Vec<f64> = answered.iter().filter_map(|c| weight(c)).collect();
    let mean = if known.is_empty() { 1.0 } else { known.iter().sum::<f64>() / known.len() as f64 };
    let weighed = answered.iter().map(|c| ((*c).to_owned(), weight(c).unwrap_or(mean))).collect();
    Cow::Owned(with_weights(bank, &request.role, &request.level, weighed))
}

/// The bank as it serves changes of `plan`, which keeps covering what it covered.
pub fn scoped_as<'b>(bank: &'b Bank, plan: &Plan) -> Cow<'b, Bank> {
    let weights = bank.role(&plan.role).and_then(|r| r.weights.get(&plan.level));
    let covered = |c: &str| plan.coverage.iter().any(|row| row.competency == c);
    if weights.is_none_or(|weights| weights.iter().all(|(c, _)| covered(c))) {
        return Cow::Borrowed(bank);
    }
    let weighed = plan.coverage.iter().map(|row| (row.competency.clone(), row.weight)).collect();
    Cow::Owned(with_weights(bank, &plan.role, &plan.level, weighed))
}

/// The bank with these weights for one role and level, scaled to sum 1; of its must-haves those stay that have one.
fn with_weights(bank: &Bank, role: &str, level: &str, weights: Vec<(String, f64)>) -> Bank {
    let mut bank = bank.clone();
    if let Some(role) = bank.roles.iter_mut().find(|r| r.id == role) {
        if let Some(must) = role.must_have.get_mut(level) {
            must.retain(|c| weights.iter().any(|(w, _)| w == c));
        }
        let sum: f64 = weights.iter().map(|(_, weight)| weight).sum();
        let scaled = weights.into_iter().map(|(c, weight)| (c, weight / sum)).collect();
        role.weights.insert(level.to_owned(), scaled);
    }
    bank
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::choose;

    #[test]
    fn a_step_covers_what_its_rounds_answer_for() {
        let bank = Bank::load(None).unwrap();
        for (name, expected) in
            [("phone-screen", &["motivation", "terms"][..]), ("take-home-review", &["submitted-work"])]
        {
            let request = Request {
                role: "backend".into(),
                level: "senior".into(),
                loop_name: name.into(),
                ..Request::default()
            };
            let scoped = scoped(&bank, &request);
            let planned = choose(&scoped, &request).unwrap();
            let covered: Vec<&str> = planned.value.coverage.iter().map(|c| c.competency.as_str()).collect();
            assert_eq!(covered, expected);
            assert!(planned.warnings.is_empty(), "{:?}", planned.warnings);
            let count = planned.value.questions().count();
            assert!(count >= 3, "{name}: {count}");
            assert_eq!(scoped_as(&bank, &planned.value).role("backend"), scoped.role("backend"));
        }
        let request = Request {
            role: "backend".into(),
            level: "mid".into(),
            loop_name: "onsite".into(),
            ..Request::default()
        };
        assert!(matches!(scoped(&bank, &request), Cow::Borrowed(_)));
    }

    #[test]
    fn questions_of_a_step_are_asked_nowhere_else() {
        let bank = Bank::load(None).unwrap();
        let of_a_step = |c: &String| ["motivation", "submitted-work", "terms"].contains(&c.as_str());
        for template in
            bank.loops.iter().filter(|l| !["phone-screen", "take-home-review"].contains(&l.id.as_str()))
        {
            let focus = template.variants.iter().flat_map(|v| &v.rounds).flat_map(|r| &r.focus);
            assert!(!focus.clone().any(of_a_step), "{}", template.id);
        }
        assert!(bank.roles.iter().all(|r| !r.weights.values().flatten().any(|(c, _)| of_a_step(c))));
    }
}
