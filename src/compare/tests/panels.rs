//! Intervals, pairs and agreement of whole panels.

use super::*;

/// A panel that rates one competency: each candidate's scores by interviewer, none where the two didn't meet.
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
fn pairs_of_a_crossed_panel_rest_on_the_pooled_residual() {
    let (plan, s) = panel(&TABLE);
    let c = compare(&plan, &s, Options::default());
    // numpy: the residual of the table less its row and column means has s = 0.235702 on 6 degrees of freedom.
    let (ab, ac) = (&c.pairs[0], &c.pairs[1]);
    let half = 2.446_911_85 * 0.235_702_26 * (2.0_f64 / 4.0).sqrt();
    assert!(near(ab.difference, 0.25) && near(ab.low, 0.25 - half) && near(ab.high, 0.25 + half), "{ab:?}");
    assert_eq!((ab.verdict, ac.verdict, ab.shared), (Verdict::NotApart, Verdict::Apart, 4));
    assert_eq!(c.pairs[1].chance_words.as_deref(), Some("more than 19 in 20"));
    assert!(c.panel.crossed && !c.adjustment.available);
    assert!(c.agreement.icc_2_1.value.is_some() && c.agreement.icc_2_1.low.is_some());
    assert_eq!(c.agreement.alpha_ordinal.value, None, "three things are too few for limits");
}

#[test]
fn a_pair_is_compared_by_the_model_where_the_panel_is_not_crossed() {
    let mut rows = TABLE;
    rows[0].1 = &[Some(3.0), Some(4.0), Some(3.0), None];
    let (plan, s) = panel(&rows);
    let c = compare(&plan, &s, Options::default());
    assert!(!c.panel.crossed);
    assert!(c.pairs.iter().all(|p| p.chance.is_some() && p.low.is_some()));
    assert_eq!(c.pairs[0].shared, 3);
    // The difference of a pair is that of the adjusted means.
    let adjusted = |i: usize| c.candidates[i].overall.adjusted.unwrap();
    assert!(near(c.pairs[1].difference, adjusted(0) - adjusted(2)), "{:?}", c.pairs[1]);
}

#[test]
fn who_shares_nobody_is_compared_through_others() {
    let rows: [(&str, &[Option<f64>]); 4] = [
        ("Ana", &[Some(3.0), Some(3.5), None, None]),
        ("Bo", &[None, None, Some(2.0), Some(1.5)]),
        ("Chi", &[Some(2.0), Some(2.5), Some(2.0), None]),
        ("Dee", &[None, Some(3.0), Some(2.5), Some(2.0)]),
    ];
    let (plan, s) = panel(&rows);
    let c = compare(&plan, &s, Options::default());
    let ab = &c.pairs[0];
    assert_eq!((ab.shared, ab.difference.is_some(), ab.low.is_some()), (0, true, true), "{ab:?}");
    let width = |p: &Pair| p.high.unwrap() - p.low.unwrap();
    assert!(width(ab) > width(&c.pairs[4]), "less is known of who shares nobody");
}

#[test]
fn a_competency_that_is_missing_removes_nobody_and_widens_the_interval() {
    let mut plan = plan();
    plan.coverage.retain(|c| !c.questions.is_empty());
    plan.coverage.truncate(4);
    for c in &mut plan.coverage {
        (c.must_have, c.weight) = (false, 0.25);
    }
    let names = ["Ana", "Bo", "Chi", "Dee"];
    let mut s = scores(&plan, &names, 3.0);
    let template = s.records[0].clone();
    s.records.clear();
    for (i, name) in names.iter().enumerate() {
        for rater in 0..3 {
            for (k, c) in plan.coverage.iter().enumerate() {
                let off = [0.0, 1.0, -0.5, 0.5][(i + 2 * k + 3 * rater) % 4] + [0.0, 0.4, 0.1][rater];
                s.records.push(Record {
                    candidate: (*name).into(),
                    interviewer: format!("Interviewer {rater}").into(),
                    competency: c.competency.as_str().into(),
                    score: Some(2.5 + off * 0.5),
                    ..template.clone()
                });
            }
        }
    }
    let whole = compare(&plan, &s, Options::default());
    let last = plan.coverage[3].competency.clone();
    s.records.retain(|r| *r.candidate != *"Bo" || *r.competency != *last);
    let c = compare(&plan, &s, Options::default());
    let bo = &c.candidates[1];
    assert!(!bo.complete && bo.overall.mean.is_some() && near(Some(bo.overall.covered), 0.75), "{bo:#?}");
    assert!(bo.missing.iter().any(|m| m.ends_with("is not rated")), "{:?}", bo.missing);
    assert_eq!((c.pairs.len(), c.pairs[0].competencies, c.pairs[1].competencies), (6, 3, 4));
    let width = |c: &Comparison, i: usize| c.pairs[i].high.unwrap() - c.pairs[i].low.unwrap();
    assert!(width(&c, 0) > width(&whole, 0), "{:?} {:?}", c.pairs[0], whole.pairs[0]);
    assert!(c.pairs[0].note.is_some_and(|n| n.contains("both are rated in")), "{:?}", c.pairs[0]);
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
    s.expected.iter_mut().find(|e| e.candidate == "Bo").unwrap().state = CardProgress::Missing;
    for partial in [false, true] {
        let c = compare(&plan, &s, Options { partial, ..Options::default() });
        assert_eq!((c.candidates[1].overall.mean, c.pairs.len()), (None, 1));
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
fn the_agenda_goes_by_what_is_open() {
    let (plan, mut s) = panel(&TABLE);
    s.records[1].evidence = String::new();
    s.records[4].score = Some(1.0);
    s.recommendations[0].value = Recommendation::No;
    let c = compare(&plan, &s, Options::default());
    let kinds: Vec<_> = c.agenda.iter().map(|t| (t.kind, t.disagreement)).collect();
    assert_eq!(
        kinds,
        [
            (TopicKind::Close, 0.0),
            (TopicKind::Split, 1.0),
            (TopicKind::Range, 3.0),
            (TopicKind::NoEvidence, 0.0)
        ]
    );
    assert_eq!(
        (c.agenda[0].candidate.as_str(), c.agenda[0].text.as_str()),
        ("Ana", "the highest overall mean, but not told apart from Bo")
    );
    let quotes: Vec<&str> = c.agenda[2].evidence.iter().map(|q| &q.value[..1]).collect();
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
