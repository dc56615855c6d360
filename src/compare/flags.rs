//! What stands out about a candidate, and what to talk about first.

use super::candidate::CompetencyScores;
use super::evidence::who;
use super::gate::{Gate, GateState};
use crate::gather::{Recommended, Record};
use crate::plan::Recommendation;
use crate::text::{count, join};
use serde::Serialize;
use std::collections::BTreeMap;

/// Something for the debrief to talk about, with the evidence side by side.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Topic {
    /// The candidate.
    pub candidate: String,
    /// The sort of topic.
    pub kind: TopicKind,
    /// The competency that it is about; null where it is about the candidate as a whole.
    pub competency: Option<String>,
    /// The topic in a few words.
    pub text: String,
    /// What was written: who, score or recommendation, evidence.
    pub evidence: Vec<Quote>,
    /// How far the interviewers are apart: in points of the scale, or in steps from strong no to strong yes.
    pub disagreement: f64,
}

/// The sort of topic; topics of equal disagreement are sorted in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum TopicKind {
    /// Somebody would object to hiring.
    StrongNo,
    /// A must-have is rated below Solid or not assessed.
    Gate,
    /// The ratings of a competency are far apart.
    Range,
    /// Some are for, some against.
    Split,
    /// Ratings without evidence.
    NoEvidence,
}

/// What one interviewer wrote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Quote {
    /// Who wrote it.
    pub interviewer: String,
    /// The score or the recommendation.
    pub value: String,
    /// What was said or done.
    pub evidence: String,
}

/// Ratings of one competency that are this many points apart make a topic.
const WIDE_RANGE: f64 = 2.0;

/// What is known about one candidate.
pub(super) struct Assessment<'a> {
    /// The candidate's name or letter.
    pub(super) candidate: &'a str,
    pub(super) competencies: &'a [CompetencyScores],
    pub(super) gates: &'a [Gate],
    pub(super) records: &'a [&'a Record],
    pub(super) recommended: &'a [&'a Recommended],
    /// The scale's word for what the level is expected to show.
    pub(super) solid: &'a str,
    /// Leave out who gave which score.
    pub(super) totals_only: bool,
    /// The titles of questions by id.
    pub(super) titles: &'a BTreeMap<&'a str, &'a str>,
}

/// The topics of one candidate, those of the widest disagreement first.
pub(super) fn topics(assessment: &Assessment<'_>) -> Vec<Topic> {
    let mut found = vec![];
    found.extend(strong_no(assessment));
    found.extend(assessment.gates.iter().filter_map(|g| gate(assessment, g)));
    // One matter is one topic: a must-have tells how far its ratings are apart itself.
    let told = |c: &&CompetencyScores| !found_gate(&found, &c.competency);
    let ranges: Vec<Topic> =
        assessment.competencies.iter().filter(told).filter_map(|c| range(assessment, c)).collect();
    found.extend(ranges);
    found.extend(split(assessment));
    found.extend(no_evidence(assessment));
    sort(&mut found);
    found
}

/// Sorts by disagreement, the widest first, then by kind; topics that are equal in both keep their order.
pub(super) fn sort(topics: &mut [Topic]) {
    topics.sort_by(|a, b| b.disagreement.total_cmp(&a.disagreement).then(a.kind.cmp(&b.kind)));
}

/// Whether a topic is about the must-have.
fn found_gate(topics: &[Topic], competency: &str) -> bool {
    topics.iter().any(|t| t.kind == TopicKind::Gate && t.competency.as_deref() == Some(competency))
}

impl Assessment<'_> {
    fn topic(
        &self,
        kind: TopicKind,
        competency: Option<&str>,
        text: String,
        evidence: Vec<Quote>,
        disagreement: f64,
    ) -> Topic {
        Topic {
            candidate: self.candidate.to_owned(),
            kind,
            competency: competency.map(str::to_owned),
            text,
            evidence: if self.totals_only { Vec::new() } else { evidence },
            disagreement,
        }
    }

    /// ` from A and B`, or nothing in a view of totals.
    fn from(&self, who: &[&str]) -> String {
        if self.totals_only { String::new() } else { format!(" from {}", join(who, "and")) }
    }

    /// How many steps the recommendations are apart.
    fn steps(&self) -> f64 {
        let step = |r: &&Recommended| match r.value {
            Recommendation::StrongNo => 0.0,
            Recommendation::No => 1.0,
            Recommendation::Yes => 2.0,
            Recommendation::StrongYes => 3.0,
        };
        spread(self.recommended.iter().map(step)).map_or(0.0, |(low, high)| high - low)
    }

    fn recommendations(&self, which: impl Fn(&Recommended) -> bool) -> Vec<Quote> {
        let quote = |r: &&Recommended| Quote {
            interviewer: who(&r.interviewer, &r.round),
            value: r.value.words().to_owned(),
            evidence: r.evidence.clone(),
        };
        self.recommended.iter().filter(|r| which(r)).map(quote).collect()
    }

    /// What was written about a competency, the lowest score first.
    fn quotes(&self, competency: &str) -> Vec<Quote> {
        let mut rated: Vec<(f64, &Record)> = self
            .records
            .iter()
            .filter(|r| *r.competency == *competency)
            .filter_map(|r| Some((r.score?, *r)))
            .collect();
        rated.sort_by(|a, b| a.0.total_cmp(&b.0));
        let quote = |(score, r): (f64, &Record)| {
            let title = self.titles.get(&*r.question).copied().unwrap_or(&r.question);
            Quote {
                interviewer: who(&r.interviewer, &r.round),
                value: format!("{score}, {title}"),
                evidence: r.evidence.clone(),
            }
        };
        rated.into_iter().map(quote).collect()
    }

    fn range_of(&self, competency: &str) -> Option<(f64, f64)> {
        spread(self.records.iter().filter(|r| *r.competency == *competency).filter_map(|r| r.score))
    }
}

/// The lowest and the highest; none of nothing.
fn spread(values: impl Iterator<Item = f64>) -> Option<(f64, f64)> {
    values.fold(None, |range, v| {
        Some(range.map_or((v, v), |(low, high): (f64, f64)| (low.min(v), high.max(v))))
    })
}

fn strong_no(assessment: &Assessment<'_>) -> Option<Topic> {
    let is = |r: &Recommended| r.value == Recommendation::StrongNo;
    let names: Vec<String> =
        assessment.recommended.iter().filter(|r| is(r)).map(|r| who(&r.interviewer, &r.round)).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let text =
        count(names.len(), "strong no").replace("strong nos", "strong noes") + &assessment.from(&names);
    (!names.is_empty()).then(|| {
        assessment.topic(TopicKind::StrongNo, None, text, assessment.recommendations(is), assessment.steps())
    })
}

fn gate(assessment: &Assessment<'_>, gate: &Gate) -> Option<Topic> {
    let text = match gate.state {
        GateState::Met | GateState::Withheld => return None,
        GateState::Below => format!("the must-have {} is {}", gate.title, gate.words(assessment.solid)),
        GateState::Unassessed => format!("the must-have {} is not assessed", gate.title),
    };
    let range = assessment.range_of(&gate.competency);
    let apart = range.map_or(0.0, |(low, high)| high - low);
    let text = match range.filter(|_| apart >= WIDE_RANGE) {
        Some(_) if assessment.totals_only => format!("{text}; its ratings are two points apart or more"),
        Some((low, high)) => format!("{text}; its ratings run from {low} to {high}"),
        None => text,
    };
    Some(assessment.topic(
        TopicKind::Gate,
        Some(&gate.competency),
        text,
        assessment.quotes(&gate.competency),
        apart,
    ))
}

fn range(assessment: &Assessment<'_>, c: &CompetencyScores) -> Option<Topic> {
    let (low, high) = assessment.range_of(&c.competency)?;
    if high - low < WIDE_RANGE {
        return None;
    }
    let text = if assessment.totals_only {
        format!("the ratings of {} are two points apart or more", c.title)
    } else {
        format!("the ratings of {} run from {low} to {high}", c.title)
    };
    Some(assessment.topic(
        TopicKind::Range,
        Some(&c.competency),
        text,
        assessment.quotes(&c.competency),
        high - low,
    ))
}

fn split(assessment: &Assessment<'_>) -> Option<Topic> {
    let yes = assessment.recommended.iter().filter(|r| r.value >= Recommendation::Yes).count();
    let no = assessment.recommended.len() - yes;
    let text = format!("split recommendations: {yes} for, {no} against");
    (yes > 0 && no > 0).then(|| {
        assessment.topic(
            TopicKind::Split,
            None,
            text,
            assessment.recommendations(|_| true),
            assessment.steps(),
        )
    })
}

fn no_evidence(assessment: &Assessment<'_>) -> Option<Topic> {
    let bare = assessment.records.iter().filter(|r| r.score.is_some() && r.evidence.trim().is_empty());
    let names: Vec<String> = bare.map(|r| who(&r.interviewer, &r.round)).collect();
    let mut once: Vec<&str> = Vec::new();
    for n in &names {
        if !once.contains(&n.as_str()) {
            once.push(n);
        }
    }
    let from = if assessment.totals_only { String::new() } else { format!(",{}", assessment.from(&once)) };
    let text = format!("{} without evidence{from}", count(names.len(), "rating"));
    (!names.is_empty()).then(|| assessment.topic(TopicKind::NoEvidence, None, text, Vec::new(), 0.0))
}
