//! What was written about a candidate, as a view.

use super::words::decimal;
use crate::compare::{Candidate, RatingEvidence, RecommendationEvidence};
use crate::plan::Plan;
use serde::Serialize;

/// A question with what each interviewer wrote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EvidenceQuestion {
    /// The question's title.
    pub title: String,
    /// The round's title.
    pub round: String,
    /// The ratings.
    pub ratings: Vec<EvidenceQuote>,
}

/// What one interviewer wrote, with the rating or the recommendation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EvidenceQuote {
    /// Who.
    pub interviewer: String,
    /// The rating in words, such as `3 Solid`, `not asked`, or a recommendation.
    pub value: String,
    /// What was said or done, or empty.
    pub evidence: String,
}

/// All that was written about `c`, question by question.
pub(super) fn evidence_questions(plan: &Plan, c: &Candidate) -> Vec<EvidenceQuestion> {
    let view = |r: &RatingEvidence| EvidenceQuote {
        interviewer: r.interviewer.clone(),
        value: rating(plan, r),
        evidence: r.evidence.clone(),
    };
    c.questions
        .iter()
        .map(|q| EvidenceQuestion {
            title: q.title.clone(),
            round: round_title(plan, &q.round),
            ratings: q.ratings.iter().map(view).collect(),
        })
        .collect()
}

/// What is recommended about `c`, and why.
pub(super) fn recommendation_quotes(plan: &Plan, c: &Candidate) -> Vec<EvidenceQuote> {
    let view = |r: &RecommendationEvidence| EvidenceQuote {
        interviewer: format!("{}, {}", r.interviewer, round_title(plan, &r.round)),
        value: if r.value.is_empty() { "no recommendation yet".to_owned() } else { r.value.to_owned() },
        evidence: r.evidence.clone(),
    };
    c.recommended.iter().map(view).collect()
}

/// A rating in words.
pub(super) fn rating(plan: &Plan, r: &RatingEvidence) -> String {
    let score = match r.score {
        Some(score) => {
            let point = plan.scale.points().find(|p| (f64::from(*p) - score).abs() < 1e-9);
            let word = point.map_or("", |p| plan.scale.word(p));
            format!("{} {word}", decimal(score)).trim_end().to_owned()
        }
        None if r.not_asked => "not asked".to_owned(),
        None => "not rated yet".to_owned(),
    };
    if r.hint { format!("{score}, after a hint") } else { score }
}

fn round_title(plan: &Plan, round: &str) -> String {
    plan.round(round).map_or_else(|| round.to_owned(), |r| r.title.clone())
}
