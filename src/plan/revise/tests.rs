use super::*;

fn plan() -> (Bank, Plan) {
    let bank = Bank::load(None).unwrap();
    let request = Request {
        role: "backend".into(),
        level: "senior".into(),
        stacks: vec!["rust".into(), "postgres".into()],
        loop_name: "onsite".into(),
        ..Request::default()
    };
    let plan = choose(&bank, &request).unwrap().value;
    (bank, plan)
}

fn ids(plan: &Plan) -> Vec<Vec<String>> {
    plan.rounds.iter().map(|r| r.questions.iter().map(|q| q.id.clone()).collect()).collect()
}

fn swaps(all: &[&str]) -> PlanChanges {
    PlanChanges { swaps: all.iter().map(|s| s.parse().unwrap()).collect(), ..PlanChanges::default() }
}

#[test]
fn a_chain_of_swaps_never_brings_a_question_back() {
    let (bank, first) = plan();
    let mut plan = first.clone();
    let mut seen: BTreeSet<String> = plan.questions().map(|q| q.id.clone()).collect();
    for step in 2..8 {
        let old = ids(&plan)[2][1].clone();
        plan = revise(&bank, &plan, &swaps(&[&old])).unwrap().value;
        let new = ids(&plan)[2][1].clone();
        assert!(seen.insert(new.clone()), "{new} came back");
        assert_eq!((plan.id.as_str(), plan.revision), (first.id.as_str(), step));
        assert!(plan.excluded.contains(&old));
        assert_eq!(plan.replaced.last().unwrap().question.id, old);
        assert_eq!((plan.rounds[2].since, plan.rounds[0].since), (step, 1));
    }
    assert_eq!(plan.replaced.len(), 6);
    // By name it may return, and is no replaced one any more.
    let (old, gone) = (ids(&plan)[2][1].clone(), first.rounds[2].questions[1].id.clone());
    let back = revise(&bank, &plan, &swaps(&[&format!("{old}={gone}")])).unwrap().value;
    assert_eq!(ids(&back)[2][1], gone);
    assert!(!back.excluded.contains(&gone) && !back.replaced.iter().any(|r| r.question.id == gone));
    assert!(Plan::is_untouched(&back.to_json()));
    assert_eq!(Plan::from_json("plan.json", &back.to_json()).unwrap(), back);
}

#[test]
fn only_what_is_asked_for_changes() {
    let (bank, first) = plan();
    let before = ids(&first);
    let gone = before[3][0].clone();
    let exclude = PlanChanges { exclude: [gone.clone()].into(), ..PlanChanges::default() };
    let plan = revise(&bank, &first, &exclude).unwrap().value;
    let after = ids(&plan);
    for r in [0, 1, 2, 4] {
        assert_eq!(before[r], after[r]);
    }
    assert!(!after[3].contains(&gone) && after[3].len() == before[3].len());
    // What isn't in the plan is only remembered: what is printed stays.
    let other =
        bank.questions.iter().map(|q| &q.id).find(|id| !after.iter().flatten().any(|a| a == *id)).unwrap();
    let remembered =
        revise(&bank, &plan, &PlanChanges { exclude: [other.clone()].into(), ..PlanChanges::default() })
            .unwrap()
            .value;
    assert_eq!((remembered.revision, ids(&remembered)), (plan.revision, after.clone()));
    assert!(remembered.excluded.contains(other) && remembered.excluded.contains(&gone));
}

#[test]
fn a_shorter_round_keeps_what_is_worth_most_and_a_longer_one_is_filled() {
    let (bank, first) = plan();
    let minutes = |n: u32| PlanChanges {
        minutes: vec![format!("technical={n}").parse().unwrap()],
        ..PlanChanges::default()
    };
    let short = revise(&bank, &first, &minutes(40)).unwrap().value;
    let round = short.round("technical").unwrap();
    assert!(round.used_minutes() <= round.net_minutes() && round.minutes == 40);
    assert!(
        ids(&short)[2].iter().all(|id| ids(&first)[2].contains(id))
            || ids(&short)[2].len() < ids(&first)[2].len()
    );
    let long = revise(&bank, &short, &minutes(75)).unwrap().value;
    assert!(ids(&short)[2].iter().all(|id| ids(&long)[2].contains(id)));
    assert!(ids(&long)[2].len() > ids(&short)[2].len());
    assert_eq!((ids(&long)[0].clone(), long.revision), (ids(&first)[0].clone(), 3));
    assert!("technical=0".parse::<RoundMinutes>().is_err());
    assert!(
        revise(
            &bank,
            &first,
            &PlanChanges { minutes: vec!["tecnical=40".parse().unwrap()], ..PlanChanges::default() }
        )
        .is_err()
    );
}

#[test]
fn another_stack_and_another_seed_are_revisions_too() {
    let (bank, first) = plan();
    let stacks = PlanChanges { stacks: Some(vec!["go".parse().unwrap()]), ..PlanChanges::default() };
    let go = revise(&bank, &first, &stacks).unwrap().value;
    assert!(go.questions().all(|q| q.stacks.is_empty() || q.stacks.iter().any(|s| s == "go")));
    assert!(go.questions().any(|q| q.stacks.iter().any(|s| s == "go")));
    assert_eq!((go.id.as_str(), go.stacks.as_slice()), (first.id.as_str(), &["go".to_owned()][..]));
    let generic =
        |p: &Plan| p.questions().filter(|q| q.stacks.is_empty()).map(|q| q.id.clone()).collect::<Vec<_>>();
    let kept = generic(&first).iter().filter(|id| generic(&go).contains(id)).count();
    assert!(kept + 2 >= generic(&first).len(), "{:?} {:?}", generic(&first), generic(&go));
    let seeded =
        revise(&bank, &first, &PlanChanges { seed: Some(5), ..PlanChanges::default() }).unwrap().value;
    assert_eq!((seeded.seed, seeded.id.as_str()), (5, first.id.as_str()));
    let undone = back_to(&seeded, &first);
    assert_eq!((ids(&undone), undone.seed, undone.revision), (ids(&first), first.seed, seeded.revision + 1));
}

#[test]
fn a_kept_question_makes_its_room() {
    let (bank, first) = plan();
    let keep = |pin: &str| PlanChanges { keep: vec![pin.parse().unwrap()], ..PlanChanges::default() };
    let planned: BTreeSet<&str> = first.questions().map(|q| q.id.as_str()).collect();
    let subjects: BTreeSet<&str> = first.questions().map(|q| q.subject.as_str()).collect();
    let new = bank
        .questions
        .iter()
        .find(|q| {
            q.kind.name() == "technical"
                && q.roles.contains(&"backend".to_owned())
                && q.levels.contains(&"senior".to_owned())
                && q.stacks.is_empty()
                && !planned.contains(q.id.as_str())
                && !subjects.contains(q.subject.as_str())
                && first.rounds[2].focus.iter().any(|f| f == q.rated())
        })
        .unwrap();
    let plan = revise(&bank, &first, &keep(&format!("{}@technical", new.id))).unwrap().value;
    let round = plan.round("technical").unwrap();
    assert!(round.questions.iter().any(|q| q.id == new.id));
    assert!(round.used_minutes() <= round.net_minutes());
    assert_eq!(ids(&plan)[0], ids(&first)[0]);
    let failure = revise(&bank, &first, &keep("last-seat-sold-twice@coding")).unwrap_err().to_string();
    assert!(failure.contains("takes coding and code-review questions"), "{failure}");
}
