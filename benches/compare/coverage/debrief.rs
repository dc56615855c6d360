//! The intervals of the comparison.

use crate::panel::{COMPETENCIES, OF_CANDIDATES, OF_COMPETENCIES, OF_ERROR, OF_INTERVIEWERS, Panel, name};
use crate::tally::Tally;
use panelkit::compare::{Comparison, Options, compare};
use panelkit::gather::{CardProgress, Expected, FORMAT, Record, Scores};
use panelkit::opening::Part;
use panelkit::plan::Plan;
use panelkit::stats::{Metric, Rating, Ratings, alpha};
use rand::{RngExt, rngs::ChaCha12Rng};

/// So many candidates stand for all before whom these interviewers could sit.
const MANY: usize = 1500;

pub fn check(plan: &Plan, panel: &Panel, column: usize, tally: &mut Tally, random: &mut ChaCha12Rng) {
    let exact = compare(plan, &scores(plan, panel, false, |_, _| true), Options::default());
    means_and_pairs(panel, &exact, column, tally, ["overall mean", "pair"]);
    let whole = compare(plan, &scores(plan, panel, true, |_, _| true), Options::default());
    means_and_pairs(panel, &whole, column, tally, ["overall mean, whole points", "pair, whole points"]);
    // A quarter of the candidates wasn't asked on one competency.
    let mut left_out = Vec::new();
    for _ in &panel.truth {
        let which = (random.random::<f64>() * COMPETENCIES as f64) as usize;
        left_out.push((random.random::<f64>() < 0.25).then_some(which));
    }
    let asked = |candidate: usize, competency: usize| left_out[candidate] != Some(competency);
    let holed = compare(plan, &scores(plan, panel, false, asked), Options::default());
    let partial: Vec<String> = (0..left_out.len()).filter(|c| left_out[*c].is_some()).map(name).collect();
    let part = Comparison {
        candidates: holed.candidates.into_iter().filter(|c| partial.contains(&c.candidate)).collect(),
        pairs: holed.pairs.into_iter().filter(|p| partial.contains(&p.a) || partial.contains(&p.b)).collect(),
        ..exact.clone()
    };
    means_and_pairs(
        panel,
        &part,
        column,
        tally,
        ["overall mean, a competency missing", "pair, a competency missing"],
    );
    agreement(panel, &exact, column, tally, random);
}

fn means_and_pairs(
    panel: &Panel,
    c: &Comparison,
    column: usize,
    tally: &mut Tally,
    names: [&'static str; 2],
) {
    let place = |who: &str| (0..panel.truth.len()).find(|i| name(*i) == who).unwrap_or(0);
    let means = c.candidates.iter().filter_map(|candidate| {
        let (low, high) = (candidate.overall.low?, candidate.overall.high?);
        Some((low..=high).contains(&panel.mean(place(&candidate.candidate))))
    });
    tally.add(names[0], column, means.collect::<Vec<_>>());
    let pairs = c.pairs.iter().filter_map(|p| {
        let truth = panel.mean(place(&p.a)) - panel.mean(place(&p.b));
        Some((p.low?..=p.high?).contains(&truth))
    });
    tally.add(names[1], column, pairs.collect::<Vec<_>>());
}

/// Alpha is about these interviewers and many more candidates, ICC(2,1) about many more of both.
fn agreement(panel: &Panel, c: &Comparison, column: usize, tally: &mut Tally, random: &mut ChaCha12Rng) {
    let figure = &c.agreement.alpha_ordinal;
    if let (Some(low), Some(high)) = (figure.low, figure.high) {
        let many = Panel::of(panel.design, panel.leniency.clone(), MANY, random);
        let cells = many.cards.iter().flat_map(|card| {
            (0..COMPETENCIES).map(|k| Rating {
                unit: (card.candidate * COMPETENCIES + k) as u32,
                rater: card.interviewer as u32,
                value: card.scores[k],
            })
        });
        let ratings = Ratings::new(MANY * COMPETENCIES, panel.leniency.len(), cells.collect());
        if let Ok(truth) = alpha(&ratings, Metric::Ordinal) {
            tally.add("alpha, ordinal", column, [(low..=high).contains(&truth.value)]);
        }
    }
    let figure = &c.agreement.icc_2_1;
    if let (Some(low), Some(high)) = (figure.low, figure.high) {
        let k = COMPETENCIES as f64;
        let square = |x: f64| x * x;
        let people = square(OF_CANDIDATES) + square(OF_COMPETENCIES) / k;
        let halo = panel.design.halo;
        let error = square(OF_ERROR) * (halo + (1.0 - halo) / k);
        let truth = people / (people + square(OF_INTERVIEWERS) + error);
        tally.add("ICC(2,1)", column, [(low..=high).contains(&truth)]);
    }
}

fn scores(plan: &Plan, panel: &Panel, whole: bool, asked: impl Fn(usize, usize) -> bool) -> Scores {
    let mut scores = Scores {
        format: FORMAT,
        plan: plan.id.clone(),
        candidates: (0..panel.truth.len()).map(name).collect(),
        ..Scores::default()
    };
    for card in &panel.cards {
        let interviewer = format!("Interviewer {}", card.interviewer);
        for (k, c) in plan.coverage.iter().enumerate().filter(|(k, _)| asked(card.candidate, *k)) {
            let score = card.scores[k];
            scores.records.push(Record {
                candidate: name(card.candidate).into(),
                interviewer: interviewer.as_str().into(),
                round: "technical".into(),
                question: c.questions[0].as_str().into(),
                competency: c.competency.as_str().into(),
                score: Some(if whole { score.round().clamp(1.0, 10.0) } else { score }),
                evidence: "said so".into(),
                hint: false,
                held: None,
                file: "simulated".into(),
                line: 1,
            });
        }
        scores.expected.push(Expected {
            candidate: name(card.candidate),
            round: "technical".into(),
            interviewer,
            part: Part::Lead,
            state: CardProgress::Complete,
            why: None,
            days_late: None,
        });
    }
    scores
}
