//! A comparison as a serialisable view, for the template and the terminal.

use super::apart::apart;
use super::evidence::{EvidenceQuestion, EvidenceQuote, evidence_questions, recommendation_quotes};
use super::words::{
    agreement, decimal, fixed, gate_chance, must_have, no_mean, percent, recommendations, replaced,
    shared_round, state,
};
use crate::compare::{AgendaTopic, Candidate, Comparison, CompetencyScores, GateState};
use crate::plan::Plan;
use crate::text::count;
use serde::Serialize;

/// A comparison for people.
#[derive(Debug, Clone, Serialize)]
pub struct Report {
    /// The plan's title.
    pub title: String,
    /// The plan's id.
    pub plan: String,
    /// Such as `3 candidates`.
    pub candidate_count: String,
    /// Such as `5 interviewers`.
    pub interviewer_count: String,
    /// Whether scores of candidates with missing scorecards are shown.
    pub partial: bool,
    /// Whether single interviewers' scores are left out.
    pub totals_only: bool,
    /// The candidates side by side, a few a table.
    pub tables: Vec<ReportTable>,
    /// The candidates one by one.
    pub candidates: Vec<CandidateView>,
    /// What to talk about first.
    pub agenda: Vec<TopicView>,
    /// What the scores can tell apart, in sentences.
    pub apart: Vec<String>,
    /// How far the interviewers agree, in sentences.
    pub agreement: Vec<String>,
    /// A sentence on the severity-adjusted means, where they were asked for.
    pub adjustment: Option<String>,
    /// How often must-haves are rated below by chance, in a sentence.
    pub gate_chance: Option<String>,
    /// The scale in one line.
    pub scale: String,
}

/// A table of some candidates side by side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReportTable {
    /// Their names, in the order of the list.
    pub names: Vec<String>,
    /// One row a competency, then the overall mean: one cell a candidate.
    pub rows: Vec<ReportRow>,
}

/// A row of the table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReportRow {
    /// The competency's name, or `Overall`.
    pub title: String,
    /// Whether it is a must-have.
    pub must_have: bool,
    /// One a candidate.
    pub cells: Vec<ReportCell>,
}

/// A cell of the table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReportCell {
    /// The mean with one decimal, or words instead of it.
    pub mean: String,
    /// Such as `n 2`, or empty.
    pub n: String,
    /// The single scores, such as `3, 4`, or the interval, or empty.
    pub scores: String,
}

impl ReportCell {
    fn words(words: &str) -> Self {
        Self { mean: words.to_owned(), n: String::new(), scores: String::new() }
    }
}

/// A topic of the agenda.
#[derive(Debug, Clone, Serialize)]
pub struct TopicView {
    /// The topic.
    #[serde(flatten)]
    pub topic: AgendaTopic,
    /// Its number.
    pub number: usize,
}

/// A candidate of a report.
#[derive(Debug, Clone, Serialize)]
pub struct CandidateView {
    /// The name.
    pub name: String,
    /// `complete`, `incomplete` or `4 of 5 scorecards`.
    pub state: String,
    /// What is missing.
    pub missing: Vec<String>,
    /// Such as `0 strong no, 1 no, 3 yes, 1 strong yes`, or empty.
    pub recommendations: String,
    /// The must-haves that aren't met, or `all met`.
    pub gates: String,
    /// Rounds that several people rated: both, their difference and the mean.
    pub shared_rounds: Vec<String>,
    /// Ratings of questions that the plan no longer asks.
    pub replaced: Vec<String>,
    /// What stands out.
    pub flags: Vec<String>,
    /// All that was written, question by question.
    pub questions: Vec<EvidenceQuestion>,
    /// What is recommended, and why.
    pub recommended: Vec<EvidenceQuote>,
}

/// The most candidates in one table.
const ABREAST: usize = 5;

/// The report of `comparison`; `adjusted` adds the means corrected for severity, or why there are none.
pub fn report(plan: &Plan, comparison: &Comparison, adjusted: bool) -> Report {
    let candidates = &comparison.candidates;
    let points = plan.scale.points().map(|p| format!("{p} {}", plan.scale.word(p)));
    let adjustment = &comparison.adjustment;
    let said = if adjustment.available {
        format!("Severity-adjusted means stand beside the plain ones: {}.", adjustment.reason)
    } else {
        format!("There are no severity-adjusted means: {}.", adjustment.reason)
    };
    Report {
        title: plan.title(),
        plan: plan.id.clone(),
        candidate_count: count(candidates.len(), "candidate"),
        interviewer_count: count(interviewers(comparison), "interviewer"),
        partial: comparison.partial,
        totals_only: comparison.totals_only,
        tables: candidates
            .chunks(ABREAST)
            .map(|some| table(plan, some, adjusted && comparison.adjustment.available))
            .collect(),
        candidates: candidates.iter().map(|c| view(plan, c)).collect(),
        agenda: comparison
            .agenda
            .iter()
            .enumerate()
            .map(|(i, t)| TopicView { topic: t.clone(), number: i + 1 })
            .collect(),
        apart: apart(comparison),
        agreement: agreement(comparison),
        adjustment: adjusted.then_some(said),
        gate_chance: comparison.gate_chance.as_ref().map(|c| gate_chance(plan, c)),
        scale: points.collect::<Vec<_>>().join(", "),
    }
}

/// The number of interviewers who rated a candidate that is shown.
fn interviewers(comparison: &Comparison) -> usize {
    if comparison.totals_only {
        return comparison.panel.interviewers;
    }
    let all = comparison.candidates.iter().flat_map(|c| &c.competencies).flat_map(|c| &c.scores);
    let mut names: Vec<&str> = all.map(|s| s.interviewer.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    names.len()
}

fn table(plan: &Plan, candidates: &[Candidate], adjusted: bool) -> ReportTable {
    let mut rows = Vec::new();
    for (i, c) in candidates.first().map_or(&[][..], |c| c.competencies.as_slice()).iter().enumerate() {
        rows.push(ReportRow {
            title: c.title.clone(),
            must_have: must_have(plan, &c.competency),
            cells: candidates.iter().map(|k| cell(k, &k.competencies[i])).collect(),
        });
    }
    let row = |title: &str, of: fn(&Candidate) -> ReportCell| ReportRow {
        title: title.to_owned(),
        must_have: false,
        cells: candidates.iter().map(of).collect(),
    };
    rows.push(row("Overall", overall));
    if adjusted {
        rows.push(row("Severity-adjusted", |c| match c.overall.adjusted {
            Some(mean) => ReportCell::words(&fixed(mean, 1)),
            None => ReportCell::words("none"),
        }));
    }
    ReportTable { names: candidates.iter().map(|c| c.candidate.clone()).collect(), rows }
}

fn cell(candidate: &Candidate, c: &CompetencyScores) -> ReportCell {
    let Some(mean) = c.mean else { return ReportCell::words(no_mean(candidate, c)) };
    let scores: Vec<String> = c.scores.iter().map(|s| decimal(s.score)).collect();
    ReportCell { mean: fixed(mean, 1), n: format!("n {}", c.n), scores: scores.join(", ") }
}

fn overall(c: &Candidate) -> ReportCell {
    let o = &c.overall;
    let n = if o.covered < 1.0 {
        format!("n {}, {} of the weight", o.n, percent(o.covered))
    } else {
        format!("n {}", o.n)
    };
    match (o.mean, o.low, o.high) {
        (Some(mean), Some(low), Some(high)) => {
            ReportCell { mean: fixed(mean, 1), n, scores: format!("{} to {}", fixed(low, 1), fixed(high, 1)) }
        }
        (Some(mean), ..) => ReportCell { mean: fixed(mean, 1), n, scores: String::new() },
        _ if c.hidden => ReportCell::words("held back"),
        _ => ReportCell::words(o.reason.unwrap_or("incomplete")),
    }
}

fn view(plan: &Plan, c: &Candidate) -> CandidateView {
    CandidateView {
        name: c.candidate.clone(),
        state: state(c),
        missing: c.missing.clone(),
        recommendations: recommendations(c),
        gates: gates(plan, c),
        shared_rounds: c.shared_rounds.iter().map(shared_round).collect(),
        replaced: c.replaced.iter().map(replaced).collect(),
        flags: c.flags.clone(),
        questions: evidence_questions(plan, c),
        recommended: recommendation_quotes(plan, c),
    }
}

/// The must-haves that aren't met, in words.
fn gates(plan: &Plan, c: &Candidate) -> String {
    let solid = plan.scale.word(plan.scale.expected());
    let open: Vec<String> = c
        .gates
        .iter()
        .filter(|g| g.state != GateState::Met)
        .map(|g| format!("{} {}", g.title, g.words(solid)))
        .collect();
    match (c.hidden, c.gates.is_empty(), open.is_empty()) {
        (true, _, _) => "held back".to_owned(),
        (_, true, _) => "none defined".to_owned(),
        (_, _, true) => "all met".to_owned(),
        _ => open.join(", "),
    }
}
