//! A comparison as a serialisable view: what `comparison.md` and the terminal show.

use crate::compare::{Candidate, Comparison, CompetencyScores, GateState, Topic};
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
    /// Whether scores of candidates with missing scorecards are shown.
    pub partial: bool,
    /// The candidates' names, in the order of the list.
    pub names: Vec<String>,
    /// One row a competency, then the overall mean: one cell a candidate.
    pub rows: Vec<ReportRow>,
    /// The candidates one by one.
    pub candidates: Vec<CandidateView>,
    /// What to talk about first.
    pub agenda: Vec<Topic>,
    /// The scale in one line.
    pub scale: String,
}

/// A row of the table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReportRow {
    /// The competency's name, or `Overall`.
    pub title: String,
    /// Whether a decision needs it.
    pub must_have: bool,
    /// One a candidate.
    pub cells: Vec<ReportCell>,
}

/// A cell of the table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReportCell {
    /// The mean with one decimal, or words in its place.
    pub mean: String,
    /// Such as `n 2`, or empty.
    pub n: String,
    /// The single scores, such as `3, 4`, or empty.
    pub scores: String,
}

/// A candidate of a report.
#[derive(Debug, Clone, Serialize)]
pub struct CandidateView {
    /// The name.
    pub name: String,
    /// `complete`, `incomplete` or `waiting for scorecards`.
    pub state: &'static str,
    /// What is missing.
    pub missing: Vec<String>,
    /// Such as `0 strong no, 1 no, 3 yes, 1 strong yes`, or empty.
    pub recommendations: String,
    /// The must-haves that aren't passed, or words that all are.
    pub gates: String,
    /// What stands out.
    pub flags: Vec<String>,
}

/// The report of `comparison`.
pub fn report(plan: &Plan, comparison: &Comparison) -> Report {
    let candidates = &comparison.candidates;
    let mut rows = Vec::new();
    for (i, c) in candidates.first().map_or(&[][..], |c| c.competencies.as_slice()).iter().enumerate() {
        let must_have = plan.coverage.iter().any(|x| x.competency == c.competency && x.must_have);
        let cell = |k: &Candidate| if k.hidden { held_back() } else { cell(&k.competencies[i]) };
        rows.push(ReportRow {
            title: c.title.clone(),
            must_have,
            cells: candidates.iter().map(cell).collect(),
        });
    }
    rows.push(ReportRow {
        title: "Overall".to_owned(),
        must_have: false,
        cells: candidates.iter().map(overall).collect(),
    });
    let points = plan.scale.points().map(|p| format!("{p} {}", plan.scale.word(p)));
    Report {
        title: plan.title(),
        plan: plan.id.clone(),
        candidate_count: count(candidates.len(), "candidate"),
        partial: comparison.partial,
        names: candidates.iter().map(|c| c.candidate.clone()).collect(),
        rows,
        candidates: candidates.iter().map(view).collect(),
        agenda: comparison.agenda.clone(),
        scale: points.collect::<Vec<_>>().join(", "),
    }
}

fn held_back() -> ReportCell {
    ReportCell { mean: "held back".to_owned(), n: String::new(), scores: String::new() }
}

fn cell(c: &CompetencyScores) -> ReportCell {
    let Some(mean) = c.mean else {
        return ReportCell { mean: "not assessed".to_owned(), n: String::new(), scores: String::new() };
    };
    let scores: Vec<String> = c.scores.iter().map(|s| decimal(s.score)).collect();
    ReportCell { mean: format!("{mean:.1}"), n: format!("n {}", c.n), scores: scores.join(", ") }
}

/// A whole number without, another one with one decimal.
fn decimal(x: f64) -> String {
    if (x - x.round()).abs() < 1e-9 { format!("{x:.0}") } else { format!("{x:.1}") }
}

fn overall(c: &Candidate) -> ReportCell {
    match c.overall.mean {
        Some(mean) => {
            ReportCell { mean: format!("{mean:.1}"), n: format!("n {}", c.overall.n), scores: String::new() }
        }
        None if c.hidden => held_back(),
        None => ReportCell { mean: "incomplete".to_owned(), n: String::new(), scores: String::new() },
    }
}

fn view(c: &Candidate) -> CandidateView {
    let r = c.recommendations;
    let gates: Vec<String> = c
        .gates
        .iter()
        .filter_map(|g| match g.state {
            GateState::Pass => None,
            GateState::Fail => Some(format!("{} failed", g.title)),
            GateState::Unassessed => Some(format!("{} not assessed", g.title)),
        })
        .collect();
    let gates = match (c.hidden, c.gates.is_empty(), gates.is_empty()) {
        (true, _, _) => "held back".to_owned(),
        (_, true, _) => "none defined".to_owned(),
        (_, _, true) => "all passed".to_owned(),
        _ => gates.join(", "),
    };
    CandidateView {
        name: c.candidate.clone(),
        state: match (c.hidden, c.complete) {
            (true, _) => "waiting for scorecards",
            (_, true) => "complete",
            _ => "incomplete",
        },
        missing: c.missing.clone(),
        recommendations: if c.hidden {
            "held back".to_owned()
        } else {
            format!("{} strong no, {} no, {} yes, {} strong yes", r.strong_no, r.no, r.yes, r.strong_yes)
        },
        gates,
        flags: c.flags.clone(),
    }
}
