use super::*;
use std::collections::BTreeSet;

fn request(level: &str, stacks: &[&str], loop_name: &str, seed: u64) -> Request {
    Request {
        role: "backend".into(),
        level: level.into(),
        stacks: stacks.iter().map(|s| (*s).to_owned()).collect(),
        loop_name: loop_name.into(),
        seed,
        ..Request::default()
    }
}

/// Every hard rule, read off the plan itself.
fn assert_rules(bank: &Bank, plan: &Plan, request: &Request) {
    let mut ids = BTreeSet::new();
    let mut subjects = BTreeSet::new();
    for round in &plan.rounds {
        let kind = bank.round(&round.kind).unwrap();
        assert!(round.used_minutes() + kind.opening + kind.closing <= round.minutes, "{}", round.id);
        assert!(round.questions.len() <= kind.max_questions);
        for q in &round.questions {
            let source = bank.questions.iter().find(|b| b.id == q.id).unwrap();
            assert!(ids.insert(q.id.clone()), "{} twice", q.id);
            assert!(subjects.insert(q.subject.clone()), "subject {} twice", q.subject);
            assert!(source.roles.contains(&request.role) && source.levels.contains(&request.level));
            assert!(source.stacks.is_empty() || source.stacks.iter().any(|s| request.stacks.contains(s)));
            assert!(kind.takes.contains(&q.kind));
            assert!(round.focus.iter().any(|f| f == q.rated()));
            assert!(!request.exclude.contains(&q.id));
        }
    }
}

/// The plan of each role, level, loop and stack, asked for one stack at a time.
#[test]
fn every_plan_keeps_the_rules_and_has_no_serious_gap() {
    let bank = Bank::load(None).unwrap();
    assert_eq!(bank.roles.len(), 10);
    let mut found: Vec<String> = Vec::new();
    for role in &bank.roles {
        let stacks: Vec<Vec<String>> =
            std::iter::once(Vec::new()).chain(role.stacks.iter().map(|s| vec![s.clone()])).collect();
        for level in role.weights.keys() {
            for loop_name in ["screen", "onsite"] {
                for stacks in &stacks {
                    let request = Request {
                        role: role.id.clone(),
                        level: level.clone(),
                        stacks: stacks.clone(),
                        loop_name: loop_name.into(),
                        ..Request::default()
                    };
                    let plan = choose(&bank, &request).unwrap();
                    assert_rules(&bank, &plan.value, &request);
                    let serious = plan.warnings.iter().filter(|w| w.severity > crate::diag::Severity::Note);
                    found.extend(serious.map(|w| format!("{} {level} {loop_name} {stacks:?}: {w}", role.id)));
                }
            }
        }
    }
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn one_seed_is_one_plan_and_exclusion_is_obeyed() {
    let bank = Bank::load(None).unwrap();
    let mut request = request("senior", &["rust"], "onsite", 7);
    let plan = choose(&bank, &request).unwrap().value;
    assert_eq!(plan.to_json(), choose(&bank, &request).unwrap().value.to_json());
    request.exclude = plan.rounds.iter().flat_map(|r| &r.questions).map(|q| q.id.clone()).collect();
    let fresh = choose(&bank, &request).unwrap().value;
    assert_rules(&bank, &fresh, &request);
    assert!(fresh.objective > 0.8 * plan.objective);
}

#[test]
fn the_objective_follows_the_formula() {
    let two_rounds = BTreeMap::from([(0, 3), (1, 1)]);
    let value = objective(&[0.6, 0.4], &[two_rounds, BTreeMap::new()], &[5, 1], 2, 100);
    let expected = 0.6 * (1.0 + 0.5) + 0.1 * 0.6 + 0.02 * 4.0 - 0.01 * 2.0 + 0.0005 * 100.0;
    assert!((value - expected).abs() < 1e-12);
}

#[test]
fn a_round_too_short_says_the_numbers() {
    let bank = Bank::load(None).unwrap();
    let mut request = request("senior", &[], "", 0);
    request.rounds = vec!["coding:15".parse().unwrap()];
    let shown = choose(&bank, &request).unwrap_err().to_string();
    assert!(shown.contains("the longest round has 2 minutes"), "{shown}");
}

#[test]
fn a_plan_survives_its_file() {
    let bank = Bank::load(None).unwrap();
    let plan = choose(&bank, &request("mid", &["java"], "screen", 1)).unwrap().value;
    assert_eq!(Plan::from_json("plan.json", &plan.to_json()).unwrap(), plan);
    let broken = plan.to_json().replacen("\"seed\": 1", "\"seed\": \"x\"", 1);
    let failure = Plan::from_json("plan.json", &broken).unwrap_err();
    let place = failure.0[0].place.clone().unwrap();
    assert!(place.source.contains("\"seed\""), "{}", place.source);
}
