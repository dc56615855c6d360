//! A comparison as a serialisable view, and as a page: what `comparison.md`, the terminal and the browser show.

mod apart;
mod page;

pub use apart::{PairView, apart, pair_views};
pub use page::write as write_page;

use crate::compare::{AgreementFigure, Candidate, Comparison, CompetencyScores, GateState, Topic};
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
    /// Of the severity-adjusted means, where they were asked for.
    pub adjustment: Option<String>,
    /// The scale in one line.
    pub scale: String,
}

/// Some of the candidates side by side.
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
    pub topic: Topic,
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
    /// The must-haves that aren't passed, or words that all are.
    pub gates: String,
    /// What stands out.
    pub flags: Vec<String>,
}

/// How many candidates stand side by side on a page.
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
        candidates: candidates.iter().map(view).collect(),
        agenda: comparison
            .agenda
            .iter()
            .enumerate()
            .map(|(i, t)| TopicView { topic: t.clone(), number: i + 1 })
            .collect(),
        apart: apart(comparison),
        agreement: agreement(comparison),
        adjustment: adjusted.then_some(said),
        scale: points.collect::<Vec<_>>().join(", "),
    }
}

/// How many interviewers rated somebody who is shown.
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

/// Whether a decision needs the competency.
fn must_have(plan: &Plan, competency: &str) -> bool {
    plan.coverage.iter().any(|x| x.competency == competency && x.must_have)
}

fn cell(candidate: &Candidate, c: &CompetencyScores) -> ReportCell {
    let Some(mean) = c.mean else { return ReportCell::words(no_mean(candidate, c)) };
    let scores: Vec<String> = c.scores.iter().map(|s| decimal(s.score)).collect();
    ReportCell { mean: fixed(mean, 1), n: format!("n {}", c.n), scores: scores.join(", ") }
}

/// Why a cell has no mean.
fn no_mean(candidate: &Candidate, c: &CompetencyScores) -> &'static str {
    if candidate.hidden {
        "held back"
    } else if c.n > 0 {
        "1 rating, not shown"
    } else {
        "not assessed"
    }
}

/// `x` with so many decimals, zero without a sign.
pub fn fixed(x: f64, decimals: usize) -> String {
    let text = format!("{x:.decimals$}");
    match text.strip_prefix('-') {
        Some(bare) if bare.chars().all(|c| c == '0' || c == '.') => bare.to_owned(),
        _ => text,
    }
}

/// A whole number without, another one with one decimal.
fn decimal(x: f64) -> String {
    if (x - x.round()).abs() < 1e-9 { fixed(x, 0) } else { fixed(x, 1) }
}

fn overall(c: &Candidate) -> ReportCell {
    let o = &c.overall;
    match (o.mean, o.low, o.high) {
        (Some(mean), Some(low), Some(high)) => ReportCell {
            mean: fixed(mean, 1),
            n: format!("n {}", o.n),
            scores: format!("{} to {}", fixed(low, 1), fixed(high, 1)),
        },
        (Some(mean), ..) => {
            ReportCell { mean: fixed(mean, 1), n: format!("n {}", o.n), scores: String::new() }
        }
        _ if c.hidden => ReportCell::words("held back"),
        _ => ReportCell::words(o.reason.unwrap_or("incomplete")),
    }
}

/// How far the interviewers agree, in sentences.
fn agreement(comparison: &Comparison) -> Vec<String> {
    let sentence = |name: &str, figure: &AgreementFigure| match (figure.value, figure.low, figure.high) {
        (Some(value), Some(low), Some(high)) => format!(
            "{name}: {}, 95% interval {} to {} (1 is full agreement, 0 is what chance gives).",
            fixed(value, 2),
            fixed(low, 2),
            fixed(high, 2)
        ),
        _ => format!("{name}: none, since {}.", figure.reason.as_deref().unwrap_or("it is undefined")),
    };
    vec![
        sentence(
            "On one competency of one candidate (Krippendorff's alpha, ordinal)",
            &comparison.agreement.alpha_ordinal,
        ),
        sentence("On candidates as a whole (ICC 2,1)", &comparison.agreement.icc_2_1),
    ]
}

/// `complete`, `incomplete` or `4 of 5 scorecards`.
fn state(c: &Candidate) -> String {
    match (c.submitted < c.expected, c.complete) {
        (true, _) => format!("{} of {}", c.submitted, count(c.expected, "scorecard")),
        (_, true) => "complete".to_owned(),
        _ => "incomplete".to_owned(),
    }
}

fn recommendations(c: &Candidate) -> String {
    let r = c.recommendations;
    if c.hidden {
        "held back".to_owned()
    } else {
        format!("{} strong no, {} no, {} yes, {} strong yes", r.strong_no, r.no, r.yes, r.strong_yes)
    }
}

fn view(c: &Candidate) -> CandidateView {
    let open: Vec<String> = c
        .gates
        .iter()
        .filter_map(|g| match g.state {
            GateState::Pass => None,
            GateState::Fail => Some(format!("{} failed", g.title)),
            GateState::Unassessed => Some(format!("{} not assessed", g.title)),
        })
        .collect();
    let gates = match (c.hidden, c.gates.is_empty(), open.is_empty()) {
        (true, _, _) => "held back".to_owned(),
        (_, true, _) => "none defined".to_owned(),
        (_, _, true) => "all passed".to_owned(),
        _ => open.join(", "),
    };
    CandidateView {
        name: c.candidate.clone(),
        state: state(c),
        missing: c.missing.clone(),
        recommendations: recommendations(c),
        gates,
        flags: c.flags.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zero_has_no_sign() {
        assert_eq!(
            (fixed(-0.04, 1), fixed(-0.0, 2), fixed(-0.05001, 1)),
            ("0.0".into(), "0.00".into(), "-0.1".into())
        );
        assert_eq!((decimal(3.0), decimal(-0.0), decimal(2.5)), ("3".into(), "0".into(), "2.5".into()));
    }
}
