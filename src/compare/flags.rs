//! What stands out about a candidate: the topics of the agenda that are about one person.

use super::candidate::CompetencyScores;
use super::evidence::who;
use super::gate::{Gate, GateState};
use super::topic::{AgendaTopic, Quote, TopicKind, WIDE_RANGE, sort};
use crate::gather::{Recommended, Record};
use crate::plan::Recommendation;
use crate::text::{count, join};
use std::collections::BTreeMap;

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

/// The topics of one candidate, in the order of the agenda.
pub(super) fn topics(assessment: &Assessment<'_>) -> Vec<AgendaTopic> {
    let mut found = vec![];
    found.extend(recommendations(assessment));
    found.extend(assessment.gates.iter().filter_map(|g| gate(assessment, g)));
    // One matter is one topic: a must-have tells how far its ratings are apart itself.
    let told = |c: &&CompetencyScores| !found_gate(&found, &c.competency);
    let ranges: Vec<AgendaTopic> =
        assessment.competencies.iter().filter(told).filter_map(|c| range(assessment, c)).collect();
    found.extend(ranges);
    found.extend(assessment.competencies.iter().filter_map(|c| gap(assessment, c)));
    found.extend(no_evidence(assessment));
    sort(&mut found);
    found
}

/// Whether a topic is about the must-have.
fn found_gate(topics: &[AgendaTopic], competency: &str) -> bool {
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
    ) -> AgendaTopic {
        AgendaTopic {
            candidate: self.candidate.to_owned(),
            kind,
            competency: competency.map(str::to_owned),
            text,
            evidence: if self.totals_only { Vec::new() } else { evidence },
            disagreement,
            evenness: 0.0,
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

/// Recommendations that are split or hold a strong no: one matter, so one topic.
fn recommendations(assessment: &Assessment<'_>) -> Option<AgendaTopic> {
    let strong: Vec<String> = assessment
        .recommended
        .iter()
        .filter(|r| r.value == Recommendation::StrongNo)
        .map(|r| who(&r.interviewer, &r.round))
        .collect();
    let strong: Vec<&str> = strong.iter().map(String::as_str).collect();
    let all = assessment.recommended.len();
    let yes = assessment.recommended.iter().filter(|r| r.value >= Recommendation::Yes).count();
    let no = all - yes;
    let mut parts = Vec::new();
    if !strong.is_empty() {
        let n = count(strong.len(), "strong no").replace("strong nos", "strong noes");
        parts.push(n + &assessment.from(&strong));
    }
    if yes > 0 && no > 0 {
        parts.push(format!("split recommendations: {yes} for, {no} against"));
    }
    if parts.is_empty() {
        return None;
    }
    let kind = if strong.is_empty() { TopicKind::Split } else { TopicKind::StrongNo };
    let quotes = assessment.recommendations(|r| yes > 0 || r.value == Recommendation::StrongNo);
    let topic = assessment.topic(kind, None, parts.join("; "), quotes, assessment.steps());
    Some(AgendaTopic { evenness: yes.min(no) as f64 / all as f64, ..topic })
}

fn gate(assessment: &Assessment<'_>, gate: &Gate) -> Option<AgendaTopic> {
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

fn range(assessment: &Assessment<'_>, c: &CompetencyScores) -> Option<AgendaTopic> {
    if assessment.totals_only && c.n < 3 {
        // The ends of the range would follow from the mean.
        return None;
    }
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

/// A competency that nobody rated; a must-have tells that itself.
fn gap(assessment: &Assessment<'_>, c: &CompetencyScores) -> Option<AgendaTopic> {
    let is_gate = assessment.gates.iter().any(|g| g.competency == c.competency);
    (c.n == 0 && c.weight > 0.0 && !is_gate).then(|| {
        let text = format!("{} is not assessed", c.title);
        assessment.topic(TopicKind::Gap, Some(&c.competency), text, Vec::new(), 0.0)
    })
}

fn no_evidence(assessment: &Assessment<'_>) -> Option<AgendaTopic> {
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
