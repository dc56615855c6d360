//! Comparing candidates by the fairness rules of the design.
//!
//! A blank is no zero. An interviewer's items are averaged first, then interviewers, then competencies with the weights
//! of the plan. A candidate with a missing scorecard stays hidden; one with an unrated competency is incomplete.

mod flags;

use crate::gather::{Record, Scores, State};
use crate::plan::{Plan, Recommendation};
use serde::Serialize;

/// The name of the JSON format.
pub const FORMAT: &str = "panelkit.comparison/1";

/// What to show.
#[derive(Debug, Clone, Copy, Default)]
pub struct Options {
    /// Show the scores of candidates whose scorecards aren't all in.
    pub partial: bool,
    /// Replace the candidates' names by letters.
    pub blind: bool,
}

/// A comparison of candidates, in the order of the list.
#[derive(Debug, Clone, Serialize)]
pub struct Comparison {
    /// Always [`FORMAT`].
    pub format: &'static str,
    /// The plan's id.
    pub plan: String,
    /// Whether scores of candidates with missing scorecards are shown.
    pub partial: bool,
    /// The candidates.
    pub candidates: Vec<Candidate>,
    /// What to talk about first.
    pub agenda: Vec<Topic>,
    /// How the scores of two candidates differ. Empty: not computed by this version.
    pub pairs: Vec<()>,
    /// How far the interviewers agree. None: not computed by this version.
    pub agreement: Option<()>,
}

/// One candidate.
#[derive(Debug, Clone, Serialize)]
pub struct Candidate {
    /// The name, or a letter.
    pub candidate: String,
    /// Whether every scorecard is in and every competency of the plan is rated.
    pub complete: bool,
    /// Whether the scores are held back until every scorecard is in.
    pub hidden: bool,
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
    /// The group of candidates that the scores can't tell apart. None: not computed by this version.
    pub band: Option<usize>,
}

/// The weighted mean of the competencies.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Overall {
    /// On the scale of the plan.
    pub mean: Option<f64>,
    /// How many interviewers rated something.
    pub n: usize,
    /// The lower limit of the interval. None: not computed by this version.
    pub low: Option<f64>,
    /// The upper limit. None: not computed by this version.
    pub high: Option<f64>,
    /// Corrected for severity. None: not computed by this version.
    pub adjusted: Option<f64>,
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
    /// The mean over interviewers; none where nobody rated it.
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

/// Something to talk about, with the evidence side by side.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Topic {
    /// The candidate.
    pub candidate: String,
    /// What it is about.
    pub text: String,
    /// What was written: who, score or recommendation, evidence.
    pub evidence: Vec<Quote>,
    /// How far the readings are apart; orders the agenda.
    #[serde(skip)]
    pub weight: f64,
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

/// The comparison of all candidates of `scores`.
pub fn compare(plan: &Plan, scores: &Scores, options: Options) -> Comparison {
    let mut agenda = Vec::new();
    let mut candidates = Vec::new();
    for (i, name) in scores.candidates.iter().enumerate() {
        let shown = if options.blind { letter(i) } else { name.clone() };
        let (candidate, topics) = candidate(plan, scores, name, &shown, options);
        candidates.push(candidate);
        agenda.extend(topics);
    }
    agenda.sort_by(|a, b| b.weight.total_cmp(&a.weight));
    if options.blind {
        let names: Vec<(&str, String)> =
            scores.candidates.iter().enumerate().map(|(i, n)| (n.as_str(), letter(i))).collect();
        for quote in agenda.iter_mut().flat_map(|t| &mut t.evidence) {
            for (name, letter) in &names {
                quote.evidence = quote.evidence.replace(name, letter);
            }
        }
    }
    Comparison {
        format: FORMAT,
        plan: plan.id.clone(),
        partial: options.partial,
        candidates,
        agenda,
        pairs: Vec::new(),
        agreement: None,
    }
}

/// `Candidate A` to `Candidate Z`, then `Candidate AA`.
fn letter(index: usize) -> String {
    let mut letters = String::new();
    let mut n = index + 1;
    while n > 0 {
        letters.insert(0, char::from(b'A' + ((n - 1) % 26) as u8));
        n = (n - 1) / 26;
    }
    format!("Candidate {letters}")
}

fn candidate(
    plan: &Plan,
    scores: &Scores,
    name: &str,
    shown: &str,
    options: Options,
) -> (Candidate, Vec<Topic>) {
    let mut missing = missing_scorecards(plan, scores, name);
    let submitted = missing.is_empty();
    let hidden = !submitted && !options.partial;
    let records: Vec<&Record> = scores.records.iter().filter(|r| r.candidate == name && !hidden).collect();
    let competencies = competencies(plan, &records);
    let unrated = |c: &&CompetencyScores| c.mean.is_none();
    if !hidden {
        missing.extend(competencies.iter().filter(unrated).map(|c| format!("{} is not rated", c.title)));
    }
    let complete = submitted && competencies.iter().all(|c| c.mean.is_some());
    let gates = gates(plan, &competencies);
    let given = || scores.recommendations.iter().filter(|r| r.candidate == name && !hidden);
    let of = |value| given().filter(|r| r.value == value).count();
    let recommendations = Recommendations {
        strong_no: of(Recommendation::StrongNo),
        no: of(Recommendation::No),
        yes: of(Recommendation::Yes),
        strong_yes: of(Recommendation::StrongYes),
    };
    let mut interviewers: Vec<(&str, &str)> = records
        .iter()
        .filter(|r| r.score.is_some())
        .map(|r| (r.round.as_str(), r.interviewer.as_str()))
        .collect();
    interviewers.sort_unstable();
    interviewers.dedup_by(|a, b| a.1 == b.1 && (!a.1.is_empty() || a.0 == b.0));
    let overall = Overall {
        mean: if complete { weighted_mean(&competencies) } else { None },
        n: interviewers.len(),
        low: None,
        high: None,
        adjusted: None,
    };
    let found = if hidden {
        flags::Found::default()
    } else {
        let given: Vec<_> = given().collect();
        flags::find(shown, plan, &competencies, &gates, &records, &given)
    };
    let candidate = Candidate {
        candidate: shown.to_owned(),
        complete,
        hidden,
        missing,
        overall,
        competencies,
        gates,
        recommendations,
        flags: found.flags,
        band: None,
    };
    (candidate, found.topics)
}

/// The scorecards of a candidate that aren't in or not filled in, in sentences.
fn missing_scorecards(plan: &Plan, scores: &Scores, name: &str) -> Vec<String> {
    let open = scores.expected.iter().filter(|e| e.candidate == name && e.state != State::Complete);
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
            let rated = || records.iter().filter(|r| r.competency == c.competency);
            let mut readers: Vec<(&str, &str)> = Vec::new();
            for r in rated() {
                let key = reader(r);
                if !readers.contains(&key) {
                    readers.push(key);
                }
            }
            let scores: Vec<InterviewerScore> = readers
                .into_iter()
                .filter_map(|key| {
                    let items: Vec<f64> =
                        rated().filter(|r| reader(r) == key).filter_map(|r| r.score).collect();
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

/// The arithmetic mean; none of nothing.
fn mean(values: &[f64]) -> Option<f64> {
    (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64)
}

/// The mean of the competencies by their weights, which sum to 1.
fn weighted_mean(competencies: &[CompetencyScores]) -> Option<f64> {
    competencies.iter().map(|c| c.mean.map(|m| m * c.weight)).sum()
}

#[cfg(test)]
mod tests;
