//! All that was written about a candidate, question by question.

use crate::gather::{Recommended, Record, Unrated};
use crate::plan::{OVERALL, Plan};
use crate::text::NameMask;
use schemars::JsonSchema;
use serde::Serialize;

/// What was written about one question.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct QuestionEvidence {
    /// The question's id.
    pub question: String,
    /// Its title.
    pub title: String,
    /// The round's id.
    pub round: String,
    /// The competency that it rates.
    pub competency: String,
    /// What each interviewer gave and wrote, in the order of the scorecards.
    pub ratings: Vec<RatingEvidence>,
}

/// What one interviewer gave and wrote.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct RatingEvidence {
    /// Who rated; the round where no name was given.
    pub interviewer: String,
    /// The rating; null where the question was not asked, or isn't rated yet.
    pub score: Option<f64>,
    /// Whether the question was left out.
    pub not_asked: bool,
    /// What was said or done.
    pub evidence: String,
    /// Whether a hint was needed.
    pub hint: bool,
    /// When the conversation took place, where the scorecard says it.
    pub held: Option<String>,
}

/// What one interviewer recommends, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct RecommendationEvidence {
    /// Who recommends; the round where no name was given.
    pub interviewer: String,
    /// The round's id.
    pub round: String,
    /// The recommendation in words; empty where it is still open.
    pub value: &'static str,
    /// What it rests on.
    pub evidence: String,
}

/// The interviewer, or the round where no name was given.
pub(super) fn who(interviewer: &str, round: &str) -> String {
    if interviewer.is_empty() { format!("round {round}") } else { interviewer.to_owned() }
}

/// What these ratings of one candidate say, in the order of `plan`; `unrated` is evidence beside what isn't rated yet.
pub(super) fn questions(plan: &Plan, records: &[&Record], unrated: &[&Unrated]) -> Vec<QuestionEvidence> {
    let mut questions = Vec::new();
    for round in &plan.rounds {
        for q in &round.questions {
            let rated = records.iter().filter(|r| *r.round == *round.id && *r.question == *q.id);
            let open = unrated.iter().filter(|u| *u.round == *round.id && *u.question == *q.id);
            let mut ratings: Vec<RatingEvidence> = rated
                .map(|r| RatingEvidence {
                    interviewer: who(&r.interviewer, &r.round),
                    score: r.score,
                    not_asked: r.score.is_none(),
                    evidence: r.evidence.clone(),
                    hint: r.hint,
                    held: r.held.as_deref().map(str::to_owned),
                })
                .collect();
            ratings.extend(open.map(|u| RatingEvidence {
                interviewer: who(&u.interviewer, &u.round),
                score: None,
                not_asked: false,
                evidence: u.evidence.clone(),
                hint: u.hint,
                held: u.held.as_deref().map(str::to_owned),
            }));
            if !ratings.is_empty() {
                questions.push(QuestionEvidence {
                    question: q.id.clone(),
                    title: q.title.clone(),
                    round: round.id.clone(),
                    competency: q.rated().to_owned(),
                    ratings,
                });
            }
        }
    }
    questions
}

/// What is recommended about one candidate, and why.
pub(super) fn recommended(given: &[&Recommended], unrated: &[&Unrated]) -> Vec<RecommendationEvidence> {
    let all = given.iter().map(|r| RecommendationEvidence {
        interviewer: who(&r.interviewer, &r.round),
        round: r.round.to_string(),
        value: r.value.words(),
        evidence: r.evidence.clone(),
    });
    let open = unrated.iter().filter(|u| *u.question == *OVERALL).map(|u| RecommendationEvidence {
        interviewer: who(&u.interviewer, &u.round),
        round: u.round.to_string(),
        value: "",
        evidence: u.evidence.clone(),
    });
    all.chain(open).collect()
}

/// Puts letters in the place of candidates' names.
pub(super) fn cover(
    mask: &NameMask,
    questions: &mut [QuestionEvidence],
    recommended: &mut [RecommendationEvidence],
) {
    for rating in questions.iter_mut().flat_map(|q| &mut q.ratings) {
        rating.evidence = mask.cover(&rating.evidence);
    }
    for r in recommended {
        r.evidence = mask.cover(&r.evidence);
    }
}
