//! One candidate: what the scorecards add up to, by competency and overall.

use super::panel::Reading;
use super::{Options, Topic, flags, panel};
use crate::gather::{Expected, Recommended, Record, Scores, State};
use crate::plan::{Plan, Recommendation};
use crate::stats::{mean, weighted_limits};
use serde::Serialize;
use std::collections::BTreeMap;

/// One candidate.
#[derive(Debug, Clone, Serialize)]
pub struct Candidate {
    /// The name, or a letter.
    pub candidate: String,
    /// Whether every scorecard is in and every competency of the plan is rated.
    pub complete: bool,
    /// Whether the scores are held back until every scorecard is in.
    pub hidden: bool,
    /// How many scorecards are filled in.
    pub submitted: usize,
    /// How many the plan calls for.
    pub expected: usize,
    /// What is still missing, in sentences.
    pub missing: Vec<String>,
    /// Over all competencies; the mean is null while the candidate is incomplete.
    pub overall: Overall,
    /// The competencies that the plan assesses, heaviest first.
    pub competencies: Vec<CompetencyScores>,
    /// The must-haves.
    pub gates: Vec<Gate>,
    /// How many interviewers recommend what.
    pub recommendations: Recommendations,
    /// What stands out, in sentences.
    pub flags: Vec<String>,
    /// The group of candidates that the scores can't tell apart, 1 the highest; null for an incomplete candidate.
    pub band: Option<usize>,
    /// What each interviewer thought on the whole.
    pub readings: Vec<Reading>,
}

/// The weighted mean of the competencies.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Overall {
    /// On the scale of the plan; null while the candidate is incomplete.
    pub mean: Option<f64>,
    /// How many interviewers rated something.
    pub n: usize,
    /// The lower 95% limit, by Student's t over interviewers; it may lie off the scale.
    pub low: Option<f64>,
    /// The upper 95% limit.
    pub high: Option<f64>,
    /// Corrected for the interviewers' severity, where that is possible.
    pub adjusted: Option<f64>,
    /// Why there is no mean, or no interval.
    pub reason: Option<&'static str>,
}

/// One competency of one candidate.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CompetencyScores {
    /// The competency's id.
    pub competency: String,
    /// Its name on paper.
    pub title: String,
    /// Its share in the plan.
    pub weight: f64,
    /// The mean over interviewers; null where nobody rated it, and in a view of totals where one interviewer did.
    pub mean: Option<f64>,
    /// How many interviewers rated it.
    pub n: usize,
    /// Each interviewer's mean over the items.
    pub scores: Vec<InterviewerScore>,
}

/// One interviewer's reading of one competency.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct InterviewerScore {
    /// Who rated.
    pub interviewer: String,
    /// The mean over the items.
    pub score: f64,
}

/// A must-have and whether it is met.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Gate {
    /// The competency's id.
    pub competency: String,
    /// Its name on paper.
    pub title: String,
    /// Whether it is met.
    pub state: GateState,
}

/// Whether a must-have is met: its mean against the middle of the scale.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum GateState {
    /// The mean is at least the middle of the scale.
    Pass,
    /// The mean is below the middle of the scale.
    Fail,
    /// Nobody rated it.
    Unassessed,
}

/// How many interviewers recommend what.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Recommendations {
    /// Would object to hiring.
    pub strong_no: usize,
    /// Would not hire.
    pub no: usize,
    /// Would hire.
    pub yes: usize,
    /// Would argue for hiring.
    pub strong_yes: usize,
}

/// Takes out what a single interviewer scored, a mean of one included.
pub(super) fn leave_totals(candidate: &mut Candidate) {
    candidate.readings.clear();
    for c in &mut candidate.competencies {
        c.scores.clear();
        c.mean = c.mean.filter(|_| c.n > 1);
    }
    let overall = &mut candidate.overall;
    if overall.n < 2 && overall.mean.is_some() {
        *overall =
            Overall { mean: None, adjusted: None, reason: Some("a single interviewer"), ..overall.clone() };
    }
}

/// What there is of one candidate.
#[derive(Debug, Default)]
pub(super) struct File<'a> {
    records: Vec<&'a Record>,
    given: Vec<&'a Recommended>,
    expected: Vec<&'a Expected>,
}

/// What there is of each candidate, by name.
pub(super) fn files(scores: &Scores) -> BTreeMap<&str, File<'_>> {
    let mut files: BTreeMap<&str, File<'_>> = BTreeMap::new();
    for r in &scores.records {
        files.entry(&r.candidate).or_default().records.push(r);
    }
    for r in &scores.recommendations {
        files.entry(&r.candidate).or_default().given.push(r);
    }
    for e in &scores.expected {
        files.entry(&e.candidate).or_default().expected.push(e);
    }
    files
}

/// A candidate, called as `shown`, and what to talk about.
pub(super) fn candidate(
    plan: &Plan,
    file: &File<'_>,
    shown: String,
    options: Options,
    titles: &BTreeMap<&str, &str>,
) -> (Candidate, Vec<Topic>) {
    let mut missing = missing_scorecards(plan, &file.expected);
    let submitted = missing.is_empty();
    let hidden = !submitted && !options.partial;
    let (records, given) = if hidden { (&[][..], &[][..]) } else { (&file.records[..], &file.given[..]) };
    let competencies = competencies(plan, records);
    let unrated = |c: &&CompetencyScores| c.mean.is_none();
    if !hidden {
        missing.extend(competencies.iter().filter(unrated).map(|c| format!("{} is not rated", c.title)));
    }
    let complete = submitted && competencies.iter().all(|c| c.mean.is_some());
    let gates = gates(plan, &competencies);
    let of = |value| given.iter().filter(|r| r.value == value).count();
    let recommendations = Recommendations {
        strong_no: of(Recommendation::StrongNo),
        no: of(Recommendation::No),
        yes: of(Recommendation::Yes),
        strong_yes: of(Recommendation::StrongYes),
    };
    let readings = panel::readings(&competencies);
    let overall = overall(&competencies, &readings, complete, hidden);
    let seen = flags::Seen {
        candidate: &shown,
        competencies: &competencies,
        gates: &gates,
        records,
        given,
        totals_only: options.totals_only,
        titles,
    };
    let topics = if hidden { Vec::new() } else { flags::topics(&seen) };
    let candidate = Candidate {
        candidate: shown,
        complete,
        hidden,
        submitted: file.expected.iter().filter(|e| e.state == State::Complete).count(),
        expected: file.expected.len(),
        missing,
        overall,
        competencies,
        gates,
        recommendations,
        flags: topics.iter().map(|t| t.text.clone()).collect(),
        band: None,
        readings,
    };
    (candidate, topics)
}

fn overall(competencies: &[CompetencyScores], readings: &[Reading], complete: bool, hidden: bool) -> Overall {
    let mut interviewers: Vec<&str> =
        competencies.iter().flat_map(|c| &c.scores).map(|s| s.interviewer.as_str()).collect();
    interviewers.sort_unstable();
    interviewers.dedup();
    let mean = if complete { weighted_mean(competencies) } else { None };
    let (scores, shares): (Vec<f64>, Vec<f64>) = readings.iter().map(|r| (r.score, r.share)).unzip();
    let limits = mean.and_then(|_| weighted_limits(&scores, &shares));
    let reason = match (mean, limits) {
        (None, _) if hidden => Some("held back until every scorecard is in"),
        (None, _) => Some("incomplete"),
        (_, None) if readings.len() < 2 => Some("an interval needs two interviewers"),
        (_, None) => Some("the interviewers show no spread to draw an interval from"),
        _ => None,
    };
    Overall {
        mean,
        n: interviewers.len(),
        low: limits.map(|l| l.low + 0.0),
        high: limits.map(|l| l.high + 0.0),
        adjusted: None,
        reason,
    }
}

/// The scorecards of a candidate that aren't in or not filled in, in sentences.
fn missing_scorecards(plan: &Plan, expected: &[&Expected]) -> Vec<String> {
    let open = expected.iter().filter(|e| e.state != State::Complete);
    open.map(|e| {
        let title = plan.round(&e.round).map_or(e.round.as_str(), |r| r.title.as_str());
        let who = if e.interviewer.is_empty() { String::new() } else { format!(" ({})", e.interviewer) };
        match e.state {
            State::Incomplete => format!("the scorecard of the round {title}{who} is not filled in"),
            _ => format!("the scorecard of the round {title}{who} is missing"),
        }
    })
    .collect()
}

fn competencies(plan: &Plan, records: &[&Record]) -> Vec<CompetencyScores> {
    let assessed = plan.coverage.iter().filter(|c| !c.questions.is_empty() || c.must_have);
    let share: f64 = assessed.clone().filter(|c| !c.questions.is_empty()).map(|c| c.weight).sum();
    assessed
        .map(|c| {
            let rated: Vec<&&Record> = records.iter().filter(|r| *r.competency == c.competency).collect();
            let mut readers: Vec<(&str, &str)> = Vec::new();
            for r in &rated {
                let key = reader(r);
                if !readers.contains(&key) {
                    readers.push(key);
                }
            }
            let scores: Vec<InterviewerScore> = readers
                .into_iter()
                .filter_map(|key| {
                    let items: Vec<f64> =
                        rated.iter().filter(|r| reader(r) == key).filter_map(|r| r.score).collect();
                    let interviewer =
                        if key.0.is_empty() { format!("round {}", key.1) } else { key.0.to_owned() };
                    Some(InterviewerScore { interviewer, score: mean(&items)? })
                })
                .collect();
            let means: Vec<f64> = scores.iter().map(|s| s.score).collect();
            let weight = if c.questions.is_empty() || share <= 0.0 { 0.0 } else { c.weight / share };
            CompetencyScores {
                competency: c.competency.clone(),
                title: c.title.clone(),
                weight,
                mean: mean(&means),
                n: means.len(),
                scores,
            }
        })
        .collect()
}

/// Who read: the interviewer, or the round where no name was given.
fn reader(record: &Record) -> (&str, &str) {
    if record.interviewer.is_empty() { ("", &record.round) } else { (&record.interviewer, "") }
}

fn gates(plan: &Plan, competencies: &[CompetencyScores]) -> Vec<Gate> {
    let middle = f64::midpoint(f64::from(plan.scale.low), f64::from(plan.scale.high()));
    let must = plan.coverage.iter().filter(|c| c.must_have);
    must.map(|c| {
        let mean = competencies.iter().find(|s| s.competency == c.competency).and_then(|s| s.mean);
        let state = match mean {
            None => GateState::Unassessed,
            Some(m) if m >= middle => GateState::Pass,
            Some(_) => GateState::Fail,
        };
        Gate { competency: c.competency.clone(), title: c.title.clone(), state }
    })
    .collect()
}

/// The mean of the competencies by their weights, which sum to 1.
fn weighted_mean(competencies: &[CompetencyScores]) -> Option<f64> {
    competencies.iter().map(|c| c.mean.map(|m| m * c.weight)).sum()
}
