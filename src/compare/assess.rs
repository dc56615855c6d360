//! From the scorecards of one candidate to means, gates and flags.

use super::candidate::{Candidate, CompetencyScores, Overall, RaterReading, Recommendations};
use super::evidence::{questions, recommended};
use super::flags::{Assessment, topics};
use super::gate::GateState;
use super::gates::gates;
use super::model::PanelModel;
use super::options::Options;
use super::panel::{Panel, readings};
use super::raters::{InterviewerScore, replaced_ratings, shared_rounds};
use super::topic::{AgendaTopic, TopicKind};
use crate::gather::{CardProgress, Expected, Recommended, Record, Scores, Unrated};
use crate::plan::{Plan, Recommendation};
use crate::stats::{Limits, Variance, mean, weighted_error, weighted_limits};
use crate::text::fold;
use std::collections::BTreeMap;

/// What came in about one candidate, and what was expected.
#[derive(Debug, Default)]
pub(super) struct Scorecards<'a> {
    records: Vec<&'a Record>,
    replaced: Vec<&'a Record>,
    recommended: Vec<&'a Recommended>,
    unrated: Vec<&'a Unrated>,
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
    for u in &scores.unrated {
        by_candidate.entry(&u.candidate).or_default().unrated.push(u);
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
) -> (Candidate, Vec<AgendaTopic>) {
    let mut missing = missing_scorecards(plan, &cards.expected);
    let submitted = missing.is_empty();
    let hidden = !submitted && !options.partial;
    let (records, given, unrated) = if hidden {
        (&[][..], &[][..], &[][..])
    } else {
        (&cards.records[..], &cards.recommended[..], &cards.unrated[..])
    };
    let competencies = competencies(plan, records);
    let open = |c: &&CompetencyScores| c.mean.is_none();
    if !hidden {
        missing.extend(competencies.iter().filter(open).map(|c| format!("{} is not rated", c.title)));
    }
    let complete = submitted && competencies.iter().all(|c| c.mean.is_some());
    let gates = gates(plan, &competencies, options.totals_only);
    let complete = complete && gates.iter().all(|g| g.state != GateState::Unassessed);
    let recommendations = counted(given);
    let readings = readings(&competencies);
    let overall = overall(&competencies, &readings, submitted, hidden);
    let assessment = Assessment {
        candidate: &shown,
        competencies: &competencies,
        gates: &gates,
        records,
        recommended: given,
        solid: plan.scale.word(plan.scale.expected()),
        totals_only: options.totals_only,
        titles,
    };
    let topics = if hidden { Vec::new() } else { topics(&assessment) };
    let candidate = Candidate {
        candidate: shown,
        complete,
        hidden,
        submitted: cards.expected.iter().filter(|e| e.state == CardProgress::Complete).count(),
        expected: cards.expected.iter().filter(|e| e.state != CardProgress::Cancelled).count(),
        missing,
        overall,
        competencies,
        gates,
        recommendations,
        // What isn't assessed stands in `missing`.
        flags: topics.iter().filter(|t| t.kind != TopicKind::Gap).map(|t| t.text.clone()).collect(),
        questions: questions(plan, records, unrated),
        recommended: recommended(given, unrated),
        shared_rounds: shared_rounds(plan, records),
        replaced: if hidden { Vec::new() } else { replaced_ratings(plan, &cards.replaced) },
        readings,
    };
    (candidate, topics)
}

/// How many people recommend what: each of them once, by the lowest recommendation that they gave.
fn counted(given: &[&Recommended]) -> Recommendations {
    let mut people: Vec<(String, Recommendation)> = Vec::new();
    for r in given {
        let name = if r.interviewer.is_empty() { format!("round {}", r.round) } else { fold(&r.interviewer) };
        match people.iter_mut().find(|(n, _)| *n == name) {
            Some((_, value)) => *value = (*value).min(r.value),
            None => people.push((name, r.value)),
        }
    }
    let of = |value| people.iter().filter(|(_, v)| *v == value).count();
    Recommendations {
        strong_no: of(Recommendation::StrongNo),
        no: of(Recommendation::No),
        yes: of(Recommendation::Yes),
        strong_yes: of(Recommendation::StrongYes),
    }
}

fn overall(
    competencies: &[CompetencyScores],
    readings: &[RaterReading],
    submitted: bool,
    hidden: bool,
) -> Overall {
    let mut interviewers: Vec<&str> =
        competencies.iter().flat_map(|c| &c.scores).map(|s| s.interviewer.as_str()).collect();
    interviewers.sort_unstable();
    interviewers.dedup();
    let mean = if submitted { weighted_mean(competencies) } else { None };
    let (scores, shares): (Vec<f64>, Vec<f64>) = readings.iter().map(|r| (r.score, r.share)).unzip();
    let limits = mean.and_then(|_| weighted_limits(&scores, &shares));
    let reason = match (mean, limits) {
        (None, _) if hidden => Some("held back until every scorecard is in"),
        (None, _) if submitted => Some("nothing is rated"),
        (None, _) => Some("incomplete"),
        (_, None) if readings.len() < 2 => Some("an interval needs two interviewers"),
        (_, None) => Some("the interviewers show no spread to draw an interval from"),
        _ => None,
    };
    Overall {
        mean,
        covered: covered(competencies),
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
            CardProgress::Incomplete => format!("the scorecard of the round {title}{who} is not filled in"),
            CardProgress::NotHeld => format!("the round {title}{who} is still to be held"),
            CardProgress::NotCounted => {
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

/// The mean of the competencies that are rated, by their weights; none where none is.
fn weighted_mean(competencies: &[CompetencyScores]) -> Option<f64> {
    let covered = covered(competencies);
    let sum: f64 = competencies.iter().filter_map(|c| Some(c.mean? * c.weight)).sum();
    (covered > 0.0).then(|| sum / covered)
}

/// The part of the plan's weight that is rated.
fn covered(competencies: &[CompetencyScores]) -> f64 {
    let sum: f64 = competencies.iter().filter(|c| c.mean.is_some()).map(|c| c.weight).sum();
    if (sum - 1.0).abs() < 1e-9 { 1.0 } else { sum }
}

/// Widens the interval of each overall mean that lacks a competency by what that one may add; where the panel is too small
/// to tell how much, there is none.
pub(super) fn allow_for_missing(candidates: &mut [Candidate], panel: &Panel, model: &PanelModel) {
    for i in &panel.candidates {
        let c = &mut candidates[*i];
        if c.overall.covered >= 1.0 {
            continue;
        }
        let weights = |rated: bool| -> Vec<f64> {
            let of = c.competencies.iter().filter(|s| s.mean.is_some() == rated && s.weight > 0.0);
            of.map(|s| s.weight).collect()
        };
        let open = model.missing_variance(&weights(true), &weights(false));
        let (scores, shares): (Vec<f64>, Vec<f64>) = c.readings.iter().map(|r| (r.score, r.share)).unzip();
        let error = weighted_error(&scores, &shares);
        let limits = error.zip(open).and_then(|(e, open)| {
            let centre = c.overall.mean.unwrap_or(e.mean);
            let all = Variance { value: e.se * e.se, df: e.df }.plus(open);
            Limits::around(centre, all.value.sqrt(), all.df)
        });
        (c.overall.low, c.overall.high) = (limits.map(|l| l.low + 0.0), limits.map(|l| l.high + 0.0));
        if limits.is_none() && error.is_some() {
            c.overall.reason = Some("the panel is too small to judge what the missing part may add");
        }
    }
}
