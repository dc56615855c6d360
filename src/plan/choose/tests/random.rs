//! Laws of plans for random banks and requests.

use super::*;
use crate::bank::Question;
use crate::plan::standing::RoundNeeds;
use crate::plan::value::Standing;
use crate::plan::{PlanChanges, RoundSpec, SwapSpec, revise};
use rand::rngs::ChaCha8Rng;
use rand::seq::IndexedRandom;
use rand::{RngExt, SeedableRng};

/// A bank of invented questions, few subjects among them, and a request of rounds with a narrow focus.
fn random_problem(seed: u64) -> (Bank, Request) {
    let mut random = ChaCha8Rng::seed_from_u64(seed);
    let mut bank = Bank::load(None).unwrap();
    let pattern = bank.questions[0].clone();
    let competencies: Vec<String> = bank.competencies.iter().map(|c| c.id.clone()).collect();
    let count = random.random_range(1..60_u32);
    let question = |n: u32, random: &mut ChaCha8Rng| Question {
        id: format!("q-{n:04}"),
        kind: *QuestionKind::ALL.choose(random).unwrap(),
        roles: vec!["backend".into()],
        levels: if random.random_bool(0.8) { vec!["senior".into()] } else { vec!["junior".into()] },
        stacks: if random.random_bool(0.3) {
            vec![["rust", "go", "java"].choose(random).unwrap().to_string()]
        } else {
            Vec::new()
        },
        competencies: vec![competencies.choose(random).unwrap().clone()],
        minutes: random.random_range(3..35),
        subject: format!("s-{}", random.random_range(0..count)),
        ..pattern.clone()
    };
    bank.questions = (0..count).map(|n| question(n, &mut random)).collect();
    let kinds: Vec<String> = bank.rounds.iter().map(|r| r.kind.clone()).collect();
    let rounds = (0..random.random_range(1..7)).map(|_| RoundSpec {
        kind: kinds.choose(&mut random).unwrap().clone(),
        title: None,
        what: None,
        assistant: None,
        minutes: random.random_range(15..90),
        interviewer: None,
        focus: competencies.sample(&mut random, 6).cloned().collect(),
    });
    let request = Request {
        role: "backend".into(),
        level: "senior".into(),
        rounds: rounds.collect(),
        stacks: if random.random_bool(0.5) { vec!["rust".into()] } else { Vec::new() },
        loop_name: "onsite".into(),
        seed,
        ..Request::default()
    };
    (bank, request)
}

#[test]
fn no_plan_of_a_random_bank_breaks_a_rule() {
    let (mut planned, mut pinned) = (0, 0);
    for seed in 0..120 {
        let (bank, mut request) = random_problem(seed);
        let Ok(plan) = choose(&bank, &request) else { continue };
        planned += 1;
        assert_rules(&bank, &plan.value, &request);
        let value = value_of(&plan.value, &request, &bank);
        assert!((plan.value.objective - value).abs() < 2e-6, "{seed}: {} {value}", plan.value.objective);
        // What is kept stays, wherever it may stand; a pin that can't be kept is refused.
        let round = plan.value.rounds.iter().find(|r| !r.questions.is_empty()).unwrap();
        let kept = round.questions[0].id.clone();
        request.seed += 1;
        request.keep = vec![Pin { id: kept.clone(), round: round.id.clone() }];
        let again = choose(&bank, &request).unwrap().value;
        assert_rules(&bank, &again, &request);
        assert!(again.round(&round.id).unwrap().questions.iter().any(|q| q.id == kept));
        // Exchanging one question leaves the others.
        request.keep.clear();
        let swaps = vec![SwapSpec { old: kept.clone(), new: None }];
        let swap = PlanChanges { swaps, exposure: request.exposure.clone(), ..PlanChanges::default() };
        if let Ok(other) = revise(&bank, &plan.value, &swap) {
            pinned += 1;
            assert_rules(&bank, &other.value, &request);
            let ids = |p: &Plan| p.questions().map(|q| q.id.clone()).collect::<BTreeSet<_>>();
            assert_eq!(ids(&plan.value).difference(&ids(&other.value)).collect::<Vec<_>>(), [&kept]);
            assert_eq!(plan.value.questions().count(), other.value.questions().count());
            assert!((other.value.objective - value_of(&other.value, &request, &bank)).abs() < 2e-6);
        }
    }
    assert!(planned > 60 && pinned > 10, "{planned} plans, {pinned} exchanges");
}

/// What the rounds of a request need, and how good the choice is that is found.
fn best_found(bank: &Bank, request: &Request) -> Option<(Vec<RoundNeeds>, Standing)> {
    let specs = request.checked(bank).ok()?;
    let instance = Instance::new(bank, request, &specs).ok()?;
    let choice = search(&instance, request.seed);
    Some((instance.needs.clone(), instance.standing(&choice)))
}

#[test]
fn one_question_more_never_makes_a_plan_worse() {
    let mut compared = 0;
    for seed in 0..40 {
        let (bank, mut request) = random_problem(seed);
        let Some((needs, all)) = best_found(&bank, &request) else { continue };
        // Leaving one out and putting it back is adding one.
        for question in bank.questions.iter().step_by(7) {
            request.exclude = BTreeSet::from([question.id.clone()]);
            let Some((fewer_needs, fewer)) = best_found(&bank, &request) else { continue };
            // With one question more, more can be asked of the rounds.
            if needs != fewer_needs {
                continue;
            }
            compared += 1;
            assert!(all.met >= fewer.met, "{seed} {}: {all:?} {fewer:?}", question.id);
            let least = fewer.value - 0.01 * fewer.value.abs();
            assert!(all.met > fewer.met || all.value >= least, "{seed} {}", question.id);
        }
    }
    assert!(compared > 60, "{compared}");
}

/// No choice that another seed finds, and that meets as much, is worth more than the bound of a choice.
#[test]
fn the_bound_holds_for_every_choice_that_meets_as_much() {
    let mut compared = 0;
    for seed in 0..40 {
        let (bank, request) = random_problem(seed);
        let Ok(specs) = request.checked(&bank) else { continue };
        let Ok(instance) = Instance::new(&bank, &request, &specs) else { continue };
        let choices: Vec<Choice> = (0..3).map(|seed| search(&instance, seed)).collect();
        for choice in &choices {
            let standing = instance.standing(choice);
            let bound = super::super::bound(&instance, choice).unwrap();
            for other in choices.iter().map(|other| instance.standing(other)) {
                if other.met == standing.met {
                    compared += 1;
                    assert!(other.value <= bound + 1e-9, "{seed}: {other:?} {bound}");
                }
            }
        }
    }
    assert!(compared > 100, "{compared}");
}

/// Where too many questions are asked of juniors too, no plan is better without one of its questions or two.
#[test]
fn a_plan_of_a_thin_bank_asks_nothing_that_costs_more_than_it_adds() {
    let mut excessive = 0;
    for seed in 0..40 {
        let (mut bank, request) = random_problem(seed);
        for question in bank.questions.iter_mut().step_by(2) {
            question.levels = vec!["junior".into(), "senior".into()];
        }
        let Ok(specs) = request.checked(&bank) else { continue };
        let Ok(instance) = Instance::new(&bank, &request, &specs) else { continue };
        let choice = search(&instance, seed);
        let all = instance.standing(&choice);
        let chosen: Vec<usize> = choice.iter().flatten().copied().collect();
        let low = chosen.iter().filter(|i| instance.items[**i].low).count();
        if 10 * low <= 3 * chosen.len() {
            continue;
        }
        excessive += 1;
        for (n, a) in chosen.iter().enumerate() {
            for b in &chosen[n..] {
                let mut fewer = choice.clone();
                for round in &mut fewer {
                    round.retain(|i| i != a && i != b);
                }
                let fewer = instance.standing(&fewer);
                let is_better = fewer.met > all.met || fewer.met == all.met && fewer.value > all.value + 1e-6;
                assert!(!is_better, "{seed}: without {a} and {b} {fewer:?}, with them {all:?}");
            }
        }
    }
    assert!(excessive > 5, "{excessive}");
}
