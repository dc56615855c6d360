//! From the scorecards of one candidate to means, gates and flags.

use super::candidate::{Candidate, CompetencyScores, Gate, GateState, Overall, Reading, Recommendations};
use super::flags::{Assessment, Topic, topics};
use super::options::Options;
use super::panel::readings;
use super::raters::{InterviewerScore, replaced_ratings, shared_rounds};
use crate::gather::{Expected, Recommended, Record, Scores, State};
use crate::plan::{Plan, Recommendation};
use crate::stats::{mean, weighted_limits};
use std::collections::BTreeMap;

/// What came in about one candidate, and what was expected.
#[derive(Debug, Default)]
pub(super) struct Scorecards<'a> {
    records: Vec<&'a Record>,
    replaced: Vec<&'a Record>,
    recommended: Vec<&'a Recommended>,
    expected: Vec<&'a Expected>,
}

/// The scorecards of each candidate, by name.
pub(super) fn scorecards(scores: &Scores) -> BTreeMap<&str, Scorecards<'_>> {
    let mut by_candidate: BTreeMap<&str, Scorecards<'_>> = BTreeMap::new();
    for r in &scores.records {
        by_candidate.entry(&r.candidate).or_default().records.push(r);
    }
    for r in &scores.replaced {
        by_candidate.entry(&r.candidate).or_default().replaced.push(r);
    }
    for r in &scores.recommendations {
        by_candidate.entry(&r.candidate).or_default().recommended.push(r);
    }
    for e in &scores.expected {
        by_candidate.entry(&e.candidate).or_default().expected.push(e);
    }
    by_candidate
}

/// The candidate of these scorecards under the name `shown`, and what to talk about.
pub(super) fn assess(
    plan: &Plan,
    cards: &Scorecards<'_>,
    shown: String,
    options: Options,
    titles: &BTreeMap<&str, &str>,
) -> (Candidate, Vec<Topic>) {
    let mut missing = missing_scorecards(plan, &cards.expected);
    let submitted = missing.is_empty();
    let hidden = !submitted && !options.partial;
    let (records, recommended) =
        if hidden { (&[][..], &[][..]) } else { (&cards.records[..], &cards.recommended[..]) };
    let competencies = competencies(plan, records);
    let unrated = |c: &&CompetencyScores| c.mean.is_none();
    if !hidden {
        missing.extend(competencies.iter().filter(unrated).map(|c| format!("{} is not rated", c.title)));
    }
    let complete = submitted && competencies.iter().all(|c| c.mean.is_some());
    let gates = gates(plan, &competencies);
    let of = |value| recommended.iter().filter(|r| r.value == value).count();
    let recommendations = Recommendations {
        strong_no: of(Recommendation::StrongNo),
        no: of(Recommendation::No),
        yes: of(Recommendation::Yes),
        strong_yes: of(Recommendation::StrongYes),
    };
    let readings = readings(&competencies);
    let overall = overall(&competencies, &readings, complete, hidden);
    let assessment = Assessment {
        candidate: &shown,
        competencies: &competencies,
        gates: &gates,
        records,
        recommended,
        totals_only: options.totals_only,
        titles,
    };
    let topics = if hidden { Vec::new() } else { topics(&assessment) };
    let candidate = Candidate {
        candidate: shown,
        complete,
        hidden,
        submitted: cards.expected.iter().filter(|e| e.state == State::Complete).count(),
        expected: cards.expected.iter().filter(|e| e.state != State::Cancelled).count(),
        missing,
        overall,
        competencies,
        gates,
        recommendations,
        flags: topics.iter().map(|t| t.text.clone()).collect(),
        band: None,
        shared_rounds: shared_rounds(plan, records),
        replaced: if hidden { Vec::new() } else { replaced_ratings(plan, &cards.replaced) },
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
        // Adding zero takes the sign off a zero.
        low: limits.map(|l| l.low + 0.0),
        high: limits.map(|l| l.high + 0.0),
        adjusted: None,
        reason,
    }
}

/// The scorecards that aren't in or not filled in, one sentence each.
fn missing_scorecards(plan: &Plan, expected: &[&Expected]) -> Vec<String> {
    let open = expected.iter().filter(|e| e.state.is_awaited());
    open.map(|e| {
        let title = plan.round(&e.round).map_or(e.round.as_str(), |r| r.title.as_str());
        let who = if e.interviewer.is_empty() { String::new() } else { format!(" ({})", e.interviewer) };
        match e.state {
            State::Incomplete => format!("the scorecard of the round {title}{who} is not filled in"),
            State::NotHeld => format!("the round {title}{who} is still to be held"),
            State::NotCounted => {
                let why = e.why.as_deref().unwrap_or("panelkit gather tells why");
                format!("the scorecard of the round {title}{who} came and isn't counted: {why}")
            }
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
            let mut raters: Vec<(&str, &str)> = Vec::new();
            for r in &rated {
                let key = rater(r);
                if !raters.contains(&key) {
                    raters.push(key);
                }
            }
            let scores: Vec<InterviewerScore> = raters
                .into_iter()
                .filter_map(|key| {
                    let items: Vec<f64> =
                        rated.iter().filter(|r| rater(r) == key).filter_map(|r| r.score).collect();
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

/// Who rated: the interviewer, or the round where no name was given.
fn rater(record: &Record) -> (&str, &str) {
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

/// The mean of the competencies by their weights, which sum to 1; none where one isn't rated.
fn weighted_mean(competencies: &[CompetencyScores]) -> Option<f64> {
    competencies.iter().map(|c| c.mean.map(|m| m * c.weight)).sum()
}
