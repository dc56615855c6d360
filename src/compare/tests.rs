mod panels;

use super::*;
use crate::bank::Bank;
use crate::gather::{CardProgress, Expected, Recommended, Record};
use crate::opening::Part;
use crate::plan::{Recommendation, Request, choose};

/// Who holds the rounds of the plan.
const INTERVIEWERS: [&str; 2] = ["Ana", "Bo"];

fn plan() -> Plan {
    let request = Request {
        role: "backend".into(),
        level: "senior".into(),
        rounds: vec!["technical:60:Ana".parse().unwrap(), "behavioral:60:Bo".parse().unwrap()],
        ..Request::default()
    };
    choose(&Bank::load(None).unwrap(), &request).unwrap().value
}

/// Every question of the plan rated `score` for `name`.
fn scores(plan: &Plan, names: &[&str], score: f64) -> Scores {
    let mut s = Scores {
        format: crate::gather::FORMAT,
        plan: plan.id.clone(),
        rows_read: 0,
        rows_accepted: 0,
        rows_rejected: 0,
        candidates: names.iter().map(|n| (*n).to_owned()).collect(),
        records: Vec::new(),
        recommendations: Vec::new(),
        expected: Vec::new(),
        findings: Vec::new(),
        rejected: Vec::new(),
        ..Scores::default()
    };
    for name in names {
        for (round, interviewer) in plan.rounds.iter().zip(INTERVIEWERS) {
            let candidate = (*name).to_owned();
            s.expected.push(Expected {
                candidate: candidate.as_str().into(),
                round: round.id.as_str().into(),
                interviewer: interviewer.into(),
                part: Part::Lead,
                state: CardProgress::Complete,
                why: None,
                days_late: None,
            });
            s.recommendations.push(Recommended {
                candidate: candidate.as_str().into(),
                interviewer: interviewer.into(),
                round: round.id.as_str().into(),
                value: Recommendation::Yes,
                evidence: "fine".into(),
                held: None,
                file: "f".into(),
                line: 1,
            });
            for q in &round.questions {
                s.records.push(Record {
                    candidate: candidate.as_str().into(),
                    interviewer: interviewer.into(),
                    round: round.id.as_str().into(),
                    question: q.id.as_str().into(),
                    competency: q.rated().into(),
                    score: Some(score),
                    evidence: "said so".into(),
                    hint: false,
                    held: None,
                    file: "f".into(),
                    line: 1,
                });
            }
        }
    }
    s
}

#[test]
fn equal_scores_give_that_mean_whatever_the_weights() {
    let plan = plan();
    let c = compare(&plan, &scores(&plan, &["Zoë"], 3.0), Options::default());
    let zoe = &c.candidates[0];
    let unplanned = plan.coverage.iter().any(|c| c.must_have && c.questions.is_empty());
    assert_eq!(zoe.complete, !unplanned);
    let planned: f64 = zoe.competencies.iter().map(|c| c.weight).sum();
    assert!((planned - 1.0).abs() < 1e-9);
    if zoe.complete {
        assert!((zoe.overall.mean.unwrap() - 3.0).abs() < 1e-9);
    }
}

#[test]
fn items_are_averaged_before_interviewers() {
    let plan = plan();
    let mut s = scores(&plan, &["Zoë"], 3.0);
    let competency = s.records[0].competency.clone();
    s.records.retain(|r| r.competency != competency);
    for (who, score) in [("Ana", 1.0), ("Ana", 2.0), ("Ana", 3.0), ("Bo", 4.0)] {
        let record = Record {
            candidate: "Zoë".into(),
            interviewer: who.into(),
            round: plan.rounds[0].id.as_str().into(),
            question: "q".into(),
            competency: competency.clone(),
            score: Some(score),
            evidence: "e".into(),
            hint: false,
            held: None,
            file: "f".into(),
            line: 1,
        };
        s.records.push(record);
    }
    let c = compare(&plan, &s, Options::default());
    let of = c.candidates[0].competencies.iter().find(|x| *x.competency == *competency).unwrap();
    assert_eq!((of.mean, of.n), (Some(3.0), 2));
    assert!(
        c.candidates[0].flags.iter().any(|f| f.contains("run from 1 to 4")),
        "{:?}",
        c.candidates[0].flags
    );
}

#[test]
fn a_blank_is_no_zero_and_makes_a_candidate_incomplete() {
    let plan = plan();
    let mut s = scores(&plan, &["Zoë"], 4.0);
    let competency = s.records[0].competency.clone();
    for r in s.records.iter_mut().filter(|r| r.competency == competency) {
        r.score = None;
    }
    let c = compare(&plan, &s, Options::default());
    let zoe = &c.candidates[0];
    assert!(!zoe.complete && !zoe.hidden);
    // It stands over what is rated, and says how much of the weight that is.
    assert!(zoe.overall.covered < 1.0 && (zoe.overall.mean.unwrap() - 4.0).abs() < 1e-9, "{:?}", zoe.overall);
    assert!(zoe.missing.iter().any(|m| m.ends_with("is not rated")), "{:?}", zoe.missing);
    let of = zoe.competencies.iter().find(|x| *x.competency == *competency).unwrap();
    assert_eq!((of.mean, of.n), (None, 0));
    assert!(zoe.competencies.iter().filter(|x| x.n > 0).all(|x| x.mean == Some(4.0)));
}

#[test]
fn scores_stay_hidden_until_every_scorecard_is_in() {
    let plan = plan();
    let mut s = scores(&plan, &["Zoë", "Bo"], 3.0);
    s.expected[0].state = CardProgress::Missing;
    let c = compare(&plan, &s, Options::default());
    assert!(c.candidates[0].hidden && !c.candidates[1].hidden);
    assert!(c.candidates[0].competencies.iter().all(|x| x.mean.is_none()));
    assert_eq!(c.candidates[0].recommendations, Recommendations::default());
    assert!(c.candidates[0].missing[0].contains("is missing"), "{:?}", c.candidates[0].missing);
    assert!(c.agenda.iter().all(|t| t.candidate != "Zoë"));
    let partial = compare(&plan, &s, Options { partial: true, ..Options::default() });
    assert!(!partial.candidates[0].hidden && !partial.candidates[0].complete);
    assert!(partial.candidates[0].competencies.iter().any(|x| x.mean.is_some()));
}

#[test]
fn gates_and_strong_noes_are_shown() {
    let plan = plan();
    let mut s = scores(&plan, &["Zoë"], 4.0);
    let must = plan.coverage.iter().find(|c| c.must_have && !c.questions.is_empty()).unwrap();
    for r in s.records.iter_mut().filter(|r| *r.competency == must.competency) {
        r.score = Some(2.0);
    }
    s.recommendations[0].value = Recommendation::StrongNo;
    let c = compare(&plan, &s, Options::default());
    let zoe = &c.candidates[0];
    let gate = zoe.gates.iter().find(|g| g.competency == must.competency).unwrap();
    assert_eq!((gate.state, gate.below), (GateState::Below, Some(gate.of)));
    assert_eq!(zoe.recommendations.strong_no, 1);
    // One matter is one topic.
    assert!(c.agenda[0].text.starts_with("1 strong no from"), "{:?}", c.agenda[0]);
    assert!(c.agenda[0].text.contains("; split recommendations: "), "{:?}", c.agenda[0]);
    assert!(!zoe.flags.iter().any(|f| f.starts_with("split recommendations")));
}

#[test]
fn blind_shows_letters_only() {
    let plan = plan();
    let mut s = scores(&plan, &["Zoë", "Bo"], 3.0);
    s.recommendations[0].value = Recommendation::StrongNo;
    s.recommendations[0].evidence = "Zoë said so".into();
    let c = compare(&plan, &s, Options { blind: true, ..Options::default() });
    let json = serde_json::to_string(&c).unwrap();
    assert!(!json.contains("Zoë"), "{json}");
}
