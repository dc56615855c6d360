//! Rounds that several people rated, and ratings of questions that the plan no longer asks.

use crate::gather::Record;
use crate::plan::Plan;
use crate::stats::mean;
use schemars::JsonSchema;
use serde::Serialize;

/// What one interviewer gave: to a competency, a round or a question.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct InterviewerScore {
    /// Who rated.
    pub interviewer: String,
    /// The mean over the items.
    pub score: f64,
}

/// A round that several people rated, each sealed from the others.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct SharedRound {
    /// The round's id.
    pub round: String,
    /// Its name on paper.
    pub title: String,
    /// The mean of each of them over the questions of the round.
    pub raters: Vec<InterviewerScore>,
    /// Between the highest and the lowest of them, in points of the scale.
    pub difference: f64,
    /// The mean over them.
    pub mean: f64,
    /// The questions that several of them rated.
    pub questions: Vec<SharedQuestion>,
}

/// A question that several people rated in one round.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct SharedQuestion {
    /// The question's id.
    pub question: String,
    /// Its title.
    pub title: String,
    /// The rating of each of them.
    pub scores: Vec<InterviewerScore>,
    /// Between the highest and the lowest of them, in points of the scale.
    pub difference: f64,
    /// The mean over them.
    pub mean: f64,
}

/// A rating of a question that the plan no longer asks: it is part of no mean.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct ReplacedRating {
    /// The round's id.
    pub round: String,
    /// The question's id.
    pub question: String,
    /// Its title.
    pub title: String,
    /// Who rated.
    pub interviewer: String,
    /// The rating; none where the question was not asked.
    pub score: Option<f64>,
    /// What was said or done.
    pub evidence: String,
}

/// The rounds of `plan` that several people rated, by these ratings of one candidate.
pub(super) fn shared_rounds(plan: &Plan, records: &[&Record]) -> Vec<SharedRound> {
    let mut rounds = Vec::new();
    for round in &plan.rounds {
        let here: Vec<&&Record> = records.iter().filter(|r| *r.round == *round.id).collect();
        let mut names: Vec<&str> = Vec::new();
        for r in here.iter().filter(|r| r.score.is_some()) {
            if !names.contains(&&*r.interviewer) {
                names.push(&r.interviewer);
            }
        }
        if names.len() < 2 {
            continue;
        }
        let rating = |name: &str, question: Option<&str>| {
            let theirs = here.iter().filter(|r| *r.interviewer == *name);
            let asked = theirs.filter(|r| question.is_none_or(|q| *r.question == *q));
            let score = mean(&asked.filter_map(|r| r.score).collect::<Vec<_>>())?;
            Some(InterviewerScore { interviewer: name.to_owned(), score })
        };
        let of = |question: Option<&str>| -> Vec<InterviewerScore> {
            names.iter().filter_map(|name| rating(name, question)).collect()
        };
        let questions = round.questions.iter().filter_map(|q| {
            let scores = of(Some(&q.id));
            let (difference, mean) = spread_and_mean(&scores)?;
            let (question, title) = (q.id.clone(), q.title.clone());
            Some(SharedQuestion { question, title, scores, difference, mean })
        });
        let questions = questions.collect();
        let raters = of(None);
        let Some((difference, mean)) = spread_and_mean(&raters) else { continue };
        let (id, title) = (round.id.clone(), round.title.clone());
        rounds.push(SharedRound { round: id, title, raters, difference, mean, questions });
    }
    rounds
}

/// How far several scores are apart, and their mean; none of fewer than two.
fn spread_and_mean(scores: &[InterviewerScore]) -> Option<(f64, f64)> {
    let values: Vec<f64> = scores.iter().map(|s| s.score).collect();
    let (low, high) =
        values.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(l, h), v| (l.min(*v), h.max(*v)));
    (values.len() > 1).then_some(())?;
    Some((high - low, mean(&values)?))
}

/// The ratings of questions that `plan` no longer asks.
pub(super) fn replaced_ratings(plan: &Plan, records: &[&Record]) -> Vec<ReplacedRating> {
    let title = |id: &str| {
        let old = plan.replaced.iter().find(|r| r.question.id == *id);
        old.map_or_else(|| id.to_owned(), |r| r.question.title.clone())
    };
    let rating = |r: &&Record| ReplacedRating {
        round: r.round.to_string(),
        question: r.question.to_string(),
        title: title(&r.question),
        interviewer: r.interviewer.to_string(),
        score: r.score,
        evidence: r.evidence.clone(),
    };
    records.iter().map(rating).collect()
}
