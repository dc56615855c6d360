//! What stands out about a candidate, and what to talk about first.

use super::{CompetencyScores, Gate, GateState, Quote, Topic};
use crate::gather::{Recommended, Record};
use crate::plan::{Plan, Recommendation};
use crate::text::{count, join};

/// Flags in sentences, and the topics of the agenda.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) flags: Vec<String>,
    pub(super) topics: Vec<Topic>,
}

/// Readings of one competency this far apart are talked about.
const WIDE_RANGE: f64 = 2.0;

pub(super) fn find(
    candidate: &str,
    plan: &Plan,
    competencies: &[CompetencyScores],
    gates: &[Gate],
    records: &[&Record],
    given: &[&Recommended],
) -> Found {
    let mut found = Found::default();
    let mut add = |text: String, evidence: Vec<Quote>, weight: f64| {
        found.flags.push(text.clone());
        found.topics.push(Topic { candidate: candidate.to_owned(), text, evidence, weight });
    };
    let strong_no: Vec<&&Recommended> =
        given.iter().filter(|r| r.value == Recommendation::StrongNo).collect();
    if !strong_no.is_empty() {
        let who: Vec<&str> = strong_no.iter().map(|r| r.interviewer.as_str()).collect();
        let text = format!("{} from {}", count(strong_no.len(), "strong no"), join(&who, "and"));
        let text = text.replace("strong nos", "strong noes");
        add(text, strong_no.iter().map(|r| recommendation_quote(r)).collect(), 10.0);
    }
    for gate in gates.iter().filter(|g| g.state != GateState::Pass) {
        let text = match gate.state {
            GateState::Fail => format!("the must-have {} is below the middle of the scale", gate.title),
            _ => format!("the must-have {} is not assessed", gate.title),
        };
        add(text, quotes(plan, records, &gate.competency), 8.0);
    }
    for c in competencies {
        let all = || records.iter().filter(|r| r.competency == c.competency).filter_map(|r| r.score);
        let (low, high) = (all().fold(f64::INFINITY, f64::min), all().fold(f64::NEG_INFINITY, f64::max));
        if high - low >= WIDE_RANGE {
            let text = format!("the ratings of {} run from {low} to {high}", c.title);
            add(text, quotes(plan, records, &c.competency), 4.0 + (high - low));
        }
    }
    let positive = |r: &Recommended| r.value >= Recommendation::Yes;
    if given.iter().any(|r| positive(r)) && given.iter().any(|r| !positive(r)) {
        let yes = given.iter().filter(|r| positive(r)).count();
        let text = format!("split recommendations: {yes} for, {} against", given.len() - yes);
        add(text, given.iter().map(|r| recommendation_quote(r)).collect(), 5.0);
    }
    let bare: Vec<&&Record> =
        records.iter().filter(|r| r.score.is_some() && r.evidence.trim().is_empty()).collect();
    if !bare.is_empty() {
        let mut who: Vec<&str> = bare.iter().map(|r| r.interviewer.as_str()).collect();
        who.dedup();
        let text = format!("{} without evidence, from {}", count(bare.len(), "rating"), join(&who, "and"));
        add(text, Vec::new(), 1.0);
    }
    found
}

fn recommendation_quote(r: &Recommended) -> Quote {
    Quote {
        interviewer: r.interviewer.clone(),
        value: r.value.words().to_owned(),
        evidence: r.evidence.clone(),
    }
}

fn quotes(plan: &Plan, records: &[&Record], competency: &str) -> Vec<Quote> {
    let rated = records.iter().filter(|r| r.competency == competency);
    rated
        .filter_map(|r| {
            let score = r.score?;
            let title = plan.rounds.iter().flat_map(|x| &x.questions).find(|q| q.id == r.question);
            let title = title.map_or(r.question.as_str(), |q| q.title.as_str());
            Some(Quote {
                interviewer: r.interviewer.clone(),
                value: format!("{score}, {title}"),
                evidence: r.evidence.clone(),
            })
        })
        .collect()
}
