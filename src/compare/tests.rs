use super::*;
use crate::bank::Bank;
use crate::gather::{Expected, Recommended, Record, State};
use crate::plan::{Recommendation, Request, choose};

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
        for round in &plan.rounds {
            let interviewer = round.interviewer.clone().unwrap_or_default();
            let candidate = (*name).to_owned();
            s.expected.push(Expected {
                candidate: candidate.as_str().into(),
                round: round.id.as_str().into(),
                interviewer: interviewer.as_str().into(),
                state: State::Complete,
                days_late: None,
            });
            s.recommendations.push(Recommended {
                candidate: candidate.as_str().into(),
                interviewer: interviewer.as_str().into(),
                round: round.id.as_str().into(),
                value: Recommendation::Yes,
                evidence: "fine".into(),
                file: "f".into(),
                line: 1,
            });
            for q in &round.questions {
                s.records.push(Record {
                    candidate: candidate.as_str().into(),
                    interviewer: interviewer.as_str().into(),
                    round: round.id.as_str().into(),
                    question: q.id.as_str().into(),
                    competency: q.rated().into(),
                    score: Some(score),
                    evidence: "said so".into(),
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
    assert_eq!(zoe.overall.mean, None);
    let of = zoe.competencies.iter().find(|x| *x.competency == *competency).unwrap();
    assert_eq!((of.mean, of.n), (None, 0));
    assert!(zoe.competencies.iter().filter(|x| x.n > 0).all(|x| x.mean == Some(4.0)));
}

#[test]
fn scores_stay_hidden_until_every_scorecard_is_in() {
    let plan = plan();
    let mut s = scores(&plan, &["Zoë", "Bo"], 3.0);
    s.expected[0].state = State::Missing;
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
    assert_eq!(gate.state, GateState::Fail);
    assert_eq!(zoe.recommendations.strong_no, 1);
    assert!(c.agenda[0].text.starts_with("1 strong no from"), "{:?}", c.agenda[0]);
    assert!(zoe.flags.iter().any(|f| f.starts_with("split recommendations")));
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

/// A panel of one competency for all, scored as said: candidate by interviewers, none where they didn't meet.
fn panel(rows: &[(&str, &[Option<f64>])]) -> (Plan, Scores) {
    let mut plan = plan();
    plan.coverage.retain(|c| !c.questions.is_empty());
    plan.coverage.truncate(1);
    plan.coverage[0].must_have = false;
    let names: Vec<&str> = rows.iter().map(|(n, _)| *n).collect();
    let mut s = scores(&plan, &names, 3.0);
    let template = s.records[0].clone();
    s.records.clear();
    for (name, given) in rows {
        for (i, score) in given.iter().enumerate() {
            let record = Record {
                candidate: (*name).into(),
                interviewer: format!("Interviewer {i}").into(),
                competency: plan.coverage[0].competency.as_str().into(),
                score: *score,
                ..template.clone()
            };
            s.records.extend(score.is_some().then_some(record));
        }
    }
    (plan, s)
}

fn near(a: Option<f64>, b: f64) -> bool {
    a.is_some_and(|a| (a - b).abs() < 1e-6)
}

const TABLE: [(&str, &[Option<f64>]); 3] = [
    ("Ana", &[Some(3.0), Some(4.0), Some(3.0), Some(3.5)]),
    ("Bo", &[Some(2.5), Some(4.0), Some(3.0), Some(3.0)]),
    ("Chi", &[Some(1.0), Some(2.0), Some(1.5), Some(1.0)]),
];

#[test]
fn an_overall_mean_has_the_t_interval_of_its_interviewers() {
    let (plan, s) = panel(&TABLE);
    let c = compare(&plan, &s, Options::default());
    // scipy 1.17.1: t.interval(0.95, 3, 3.375, sd / 2)
    let ana = &c.candidates[0].overall;
    assert!(near(ana.mean, 3.375) && near(ana.low, 2.613_259_91) && near(ana.high, 4.136_740_09), "{ana:?}");
    let (plan, s) = panel(&[("Ana", &[Some(3.0)])]);
    let one = &compare(&plan, &s, Options::default()).candidates[0].overall;
    assert_eq!(
        (one.mean, one.low, one.reason),
        (Some(3.0), None, Some("an interval needs two interviewers"))
    );
}

#[test]
fn pairs_rest_on_the_pooled_residual_and_bands_join_what_they_leave() {
    let (plan, s) = panel(&TABLE);
    let c = compare(&plan, &s, Options::default());
    // numpy: the residual of the table less its row and column means has s = 0.235702 on 6 degrees of freedom.
    let (ab, ac) = (&c.pairs[0], &c.pairs[1]);
    let half = 2.446_911_85 * 0.235_702_26 * (2.0_f64 / 4.0).sqrt();
    assert!(near(ab.difference, 0.25) && near(ab.low, 0.25 - half) && near(ab.high, 0.25 + half), "{ab:?}");
    assert_eq!((ab.verdict, ac.verdict, ab.shared), (Verdict::NotApart, Verdict::Apart, 4));
    let bands: Vec<_> = c.candidates.iter().map(|c| c.band).collect();
    assert_eq!(bands, [Some(1), Some(1), Some(2)]);
    assert_eq!(c.pairs[1].chance_words.as_deref(), Some("more than 19 in 20"));
    assert!(c.panel.crossed && !c.adjustment.available);
    assert!(c.agreement.icc_2_1.value.is_some() && c.agreement.icc_2_1.low.is_some());
    assert_eq!(c.agreement.alpha_ordinal.value, None, "three things are too few for limits");
}

#[test]
fn a_chance_is_told_only_of_a_crossed_panel() {
    let mut rows = TABLE;
    rows[0].1 = &[Some(3.0), Some(4.0), Some(3.0), None];
    let (plan, s) = panel(&rows);
    let c = compare(&plan, &s, Options::default());
    assert!(!c.panel.crossed);
    assert!(c.pairs.iter().all(|p| p.chance.is_none() && p.chance_words.is_none() && p.low.is_some()));
    assert_eq!(c.pairs[0].shared, 3);
}

#[test]
fn severity_is_taken_out_in_a_connected_panel_only() {
    // Interviewer 3 is a point stricter than the others and met Bo only, who would else stand below Ana.
    let rows: [(&str, &[Option<f64>]); 4] = [
        ("Ana", &[Some(3.0), Some(3.0), Some(3.0), None]),
        ("Bo", &[None, Some(3.0), Some(3.5), Some(2.0)]),
        ("Chi", &[Some(2.0), Some(2.5), None, Some(1.0)]),
        ("Dee", &[Some(3.5), Some(4.0), Some(4.0), Some(2.5)]),
    ];
    let (plan, s) = panel(&rows);
    let c = compare(&plan, &s, Options::default());
    assert!(c.adjustment.available, "{:?}", c.adjustment);
    let of = |i: usize| &c.candidates[i].overall;
    assert!(of(1).adjusted.unwrap() > of(1).mean.unwrap() && of(0).adjusted.unwrap() < of(0).mean.unwrap());
    let apart: [(&str, &[Option<f64>]); 2] =
        [("Ana", &[Some(3.0), Some(2.0), None, None]), ("Bo", &[None, None, Some(3.0), Some(3.5)])];
    let (plan, s) = panel(&apart);
    let c = compare(&plan, &s, Options::default());
    assert!(!c.adjustment.available && c.candidates.iter().all(|c| c.overall.adjusted.is_none()));
    assert!(
        c.adjustment.reason.contains("Interviewer 0 and Interviewer 1; Interviewer 2"),
        "{:?}",
        c.adjustment
    );
    assert_eq!((c.pairs[0].verdict, c.pairs[0].difference), (Verdict::NoneShared, None));
    assert_eq!(c.candidates[0].band, c.candidates[1].band, "what can't be compared isn't put apart");
}

#[test]
fn equal_scores_are_not_told_apart_and_nothing_is_infinite() {
    let rows: [(&str, &[Option<f64>]); 2] =
        [("Ana", &[Some(3.0), Some(3.0)]), ("Bo", &[Some(3.0), Some(3.0)])];
    let (plan, s) = panel(&rows);
    let c = compare(&plan, &s, Options::default());
    assert_eq!((c.pairs[0].difference, c.pairs[0].verdict), (Some(0.0), Verdict::NotApart));
    assert!(c.pairs[0].note.is_some());
    assert_eq!(c.agreement.alpha_ordinal.reason.as_deref(), Some("all ratings are equal"));
    let json = serde_json::to_string(&c).unwrap();
    assert!(!json.contains("-0.0") && !json.contains("NaN") && !json.contains("inf"), "{json}");
}

#[test]
fn incomplete_candidates_stand_outside() {
    let (plan, mut s) = panel(&TABLE);
    s.expected.iter_mut().find(|e| e.candidate == "Bo").unwrap().state = State::Missing;
    for partial in [false, true] {
        let c = compare(&plan, &s, Options { partial, ..Options::default() });
        assert_eq!((c.candidates[1].band, c.candidates[1].overall.mean, c.pairs.len()), (None, None, 1));
        assert_eq!(c.candidates[1].competencies[0].mean.is_some(), partial);
    }
}

#[test]
fn a_view_of_totals_holds_no_single_score() {
    let (plan, mut s) = panel(&TABLE);
    s.recommendations[0].value = Recommendation::StrongNo;
    s.records[0].score = Some(1.0);
    s.records.retain(|r| *r.candidate != *"Chi" || *r.interviewer == *"Interviewer 0");
    let c = compare(&plan, &s, Options { totals_only: true, ..Options::default() });
    let json = serde_json::to_string(&c).unwrap();
    assert!(!json.contains("Interviewer") && !json.contains("said so"), "{json}");
    assert!(c.candidates[0].competencies[0].mean.is_some() && c.candidates[0].overall.low.is_some());
    let chi = &c.candidates[2];
    assert_eq!((chi.competencies[0].mean, chi.competencies[0].n, chi.overall.mean), (None, 1, None));
    assert!(c.agenda.iter().any(|t| t.kind == TopicKind::Range && !t.text.contains('1')), "{:?}", c.agenda);
}

#[test]
fn the_agenda_goes_by_disagreement() {
    let (plan, mut s) = panel(&TABLE);
    s.records[1].evidence = String::new();
    s.records[4].score = Some(1.0);
    s.recommendations[0].value = Recommendation::No;
    let c = compare(&plan, &s, Options::default());
    let kinds: Vec<_> = c.agenda.iter().map(|t| (t.kind, t.disagreement)).collect();
    assert_eq!(kinds, [(TopicKind::Range, 3.0), (TopicKind::Split, 1.0), (TopicKind::NoEvidence, 0.0)]);
    let quotes: Vec<&str> = c.agenda[0].evidence.iter().map(|q| &q.value[..1]).collect();
    assert_eq!(quotes, ["1", "3", "3", "4"], "the lowest first, side by side");
}

#[test]
fn candidates_keep_the_order_of_the_list() {
    let (plan, s) = panel(&TABLE);
    let names = |s: &Scores| {
        let c = compare(&plan, s, Options::default());
        c.candidates.into_iter().map(|c| c.candidate).collect::<Vec<_>>()
    };
    assert_eq!(names(&s), ["Ana", "Bo", "Chi"]);
    let mut turned = s.clone();
    turned.candidates.reverse();
    assert_eq!(names(&turned), ["Chi", "Bo", "Ana"]);
}
