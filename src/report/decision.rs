//! A decision for the files: what was decided, why, and on what it rests.

use super::words::{decimal, fixed};
use crate::compare::{Candidate, GateState};
use crate::gather::Scores;
use crate::opening::{Decision, DecisionValue};
use crate::plan::{Plan, PlannedQuestion, Recommendation};
use crate::text::fold;
use serde::Serialize;

/// The record of a decision.
#[derive(Debug, Clone, Serialize)]
pub struct DecisionRecord {
    /// The candidate.
    pub candidate: String,
    /// The plan's title.
    pub title: String,
    /// The plan's id, with its revision from the second one on.
    pub plan: String,
    /// What is to happen, in words.
    pub decision: String,
    /// Who decided.
    pub by: String,
    /// The day.
    pub date: String,
    /// Why, in the words of who decided.
    pub reason: String,
    /// Such as `5 of 5 scorecards`.
    pub cards: String,
    /// Whether it was decided before all scorecards were in.
    pub partial: bool,
    /// The hash of the scores that it rests on.
    pub hash: String,
    /// What was below what the job needs, in the words of the plan; only where the candidate is not taken on.
    pub below: Vec<BelowView>,
    /// Whether the candidate is not taken on and no rating is below.
    pub nothing_below: bool,
    /// Recommendations before the debrief, votes after it.
    pub votes: Vec<VoteView>,
    /// The competencies with their means.
    pub competencies: Vec<CompetencyView>,
    /// What was written, question by question.
    pub evidence: Vec<EvidenceView>,
    /// Decisions before this one, in sentences.
    pub earlier: Vec<String>,
}

/// A competency that was below what the job needs.
#[derive(Debug, Clone, Serialize)]
pub struct BelowView {
    /// Its name.
    pub title: String,
    /// Whether a decision needs it.
    pub must_have: bool,
    /// Whether nobody rated it.
    pub unassessed: bool,
    /// The ratings below.
    pub ratings: Vec<BelowRating>,
}

/// A rating below what is expected, in the words of its anchors.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BelowRating {
    /// The question's title.
    pub question: String,
    /// Such as `2 Borderline`, or `2 Borderline by 2 interviewers`.
    pub point: String,
    /// What an answer of that point is like.
    pub anchor: String,
    /// What a solid answer is like.
    pub solid: String,
}

/// How somebody recommended and voted.
#[derive(Debug, Clone, Serialize)]
pub struct VoteView {
    /// Who.
    pub interviewer: String,
    /// The recommendation before the debrief, or empty.
    pub before: String,
    /// The vote after it, or empty.
    pub after: String,
}

/// A competency with its mean.
#[derive(Debug, Clone, Serialize)]
pub struct CompetencyView {
    /// Its name.
    pub title: String,
    /// Whether a decision needs it.
    pub must_have: bool,
    /// The mean over interviewers, or words.
    pub mean: String,
    /// The single scores.
    pub scores: String,
}

/// What one interviewer wrote about one question.
#[derive(Debug, Clone, Serialize)]
pub struct EvidenceView {
    /// The question's title.
    pub question: String,
    /// Who.
    pub interviewer: String,
    /// The rating.
    pub score: String,
    /// What was said or done, or empty.
    pub evidence: String,
}

/// The record of `decision` about `candidate`, whose `scores` it rests on; `earlier` are those before it.
pub fn decision_record(
    plan: &Plan,
    candidate: &Candidate,
    scores: &Scores,
    decision: &Decision,
    earlier: &[&Decision],
) -> DecisionRecord {
    let is_no = decision.decision == DecisionValue::No;
    let below = if is_no { below(plan, candidate, scores) } else { Vec::new() };
    let told = |d: &&Decision| format!("{}: {}, by {}: {}", d.date, d.decision.words(), d.by, d.reason);
    let must = |id: &str| plan.coverage.iter().any(|c| c.competency == id && c.must_have);
    DecisionRecord {
        candidate: decision.candidate.clone(),
        title: plan.title(),
        plan: decision.scores.plan.clone(),
        decision: decision.decision.words().to_owned(),
        by: decision.by.clone(),
        date: decision.date.clone(),
        reason: decision.reason.clone(),
        cards: format!("{} of {} scorecards", decision.scores.complete, decision.scores.expected),
        partial: decision.scores.partial,
        hash: decision.scores.hash.clone(),
        nothing_below: is_no && below.is_empty(),
        below,
        votes: votes(scores, decision),
        competencies: candidate
            .competencies
            .iter()
            .map(|c| CompetencyView {
                title: c.title.clone(),
                must_have: must(&c.competency),
                mean: c.mean.map_or_else(|| "not rated".to_owned(), |m| fixed(m, 1)),
                scores: c
                    .scores
                    .iter()
                    .map(|s| format!("{} {}", s.interviewer, decimal(s.score)))
                    .collect::<Vec<_>>()
                    .join(", "),
            })
            .collect(),
        evidence: evidence(plan, scores, &decision.candidate),
        earlier: earlier.iter().map(told).collect(),
    }
}

/// The must-haves that are below what the job needs or that nobody rated; where there is none, the other competencies below.
fn below(plan: &Plan, candidate: &Candidate, scores: &Scores) -> Vec<BelowView> {
    let solid = solid(plan);
    let view = |competency: &str, title: &str, must_have: bool| {
        let theirs = scores.records.iter().filter(|r| *r.candidate == *candidate.candidate);
        let rated = theirs.filter(|r| *r.competency == *competency);
        let lower = rated.filter_map(|r| r.score.filter(|s| *s < f64::from(solid)).map(|s| (r, s)));
        let ratings = together(lower.filter_map(|(r, score)| {
            let question = plan.questions().find(|q| q.id == *r.question)?;
            Some(below_rating(plan, question, score, solid))
        }));
        let mean = candidate.competencies.iter().find(|c| c.competency == competency).and_then(|c| c.mean);
        BelowView { title: title.to_owned(), must_have, unassessed: mean.is_none(), ratings }
    };
    let gates = candidate.gates.iter().filter(|g| g.state != GateState::Met);
    let must: Vec<BelowView> = gates.map(|g| view(&g.competency, &g.title, true)).collect();
    if !must.is_empty() {
        return must;
    }
    let low = candidate.competencies.iter().filter(|c| c.mean.is_some_and(|m| m < f64::from(solid)));
    low.map(|c| view(&c.competency, &c.title, false)).filter(|v| !v.ratings.is_empty()).collect()
}

/// What several interviewers rated alike once, with their number behind the point.
fn together(ratings: impl Iterator<Item = BelowRating>) -> Vec<BelowRating> {
    let mut counted: Vec<(BelowRating, usize)> = Vec::new();
    for rating in ratings {
        match counted.iter_mut().find(|(r, _)| *r == rating) {
            Some((_, n)) => *n += 1,
            None => counted.push((rating, 1)),
        }
    }
    let named = |(rating, n): (BelowRating, usize)| match n {
        1 => rating,
        n => BelowRating { point: format!("{} by {n} interviewers", rating.point), ..rating },
    };
    counted.into_iter().map(named).collect()
}

/// The lowest point above the middle of the scale: what the level is expected to show.
fn solid(plan: &Plan) -> u8 {
    let middle = f64::midpoint(f64::from(plan.scale.low), f64::from(plan.scale.high()));
    plan.scale.points().find(|p| f64::from(*p) >= middle).unwrap_or(plan.scale.high())
}

fn below_rating(plan: &Plan, question: &PlannedQuestion, score: f64, solid: u8) -> BelowRating {
    // An answer between two points has the lower one.
    let point = plan.scale.points().filter(|p| f64::from(*p) <= score).last().unwrap_or(plan.scale.low);
    let anchor = |p: u8| question.anchors.get(&p).cloned().unwrap_or_default();
    BelowRating {
        question: question.title.clone(),
        point: format!("{} {}", decimal(score), plan.scale.word(point)),
        anchor: anchor(point),
        solid: anchor(solid),
    }
}

fn votes(scores: &Scores, decision: &Decision) -> Vec<VoteView> {
    let mut votes: Vec<VoteView> = Vec::new();
    let recommended = scores.recommendations.iter().filter(|r| *r.candidate == *decision.candidate);
    for r in recommended {
        let words = r.value.words().to_owned();
        match votes.iter_mut().find(|v| fold(&v.interviewer) == fold(&r.interviewer)) {
            Some(vote) => vote.before = format!("{}, {words}", vote.before),
            None => votes.push(VoteView {
                interviewer: r.interviewer.to_string(),
                before: words,
                after: String::new(),
            }),
        }
    }
    for vote in &decision.votes {
        let after = Recommendation::words(vote.value).to_owned();
        match votes.iter_mut().find(|v| fold(&v.interviewer) == fold(&vote.interviewer)) {
            Some(known) => known.after = after,
            None => {
                votes.push(VoteView { interviewer: vote.interviewer.clone(), before: String::new(), after });
            }
        }
    }
    votes
}

fn evidence(plan: &Plan, scores: &Scores, candidate: &str) -> Vec<EvidenceView> {
    let title = |id: &str| {
        let planned = plan.questions().find(|q| q.id == id);
        let replaced = || plan.replaced.iter().map(|r| &r.question).find(|q| q.id == id);
        planned.or_else(replaced).map_or_else(|| id.to_owned(), |q| q.title.clone())
    };
    let theirs = scores.records.iter().chain(&scores.replaced).filter(|r| *r.candidate == *candidate);
    theirs
        .map(|r| EvidenceView {
            question: title(&r.question),
            interviewer: r.interviewer.to_string(),
            score: r.score.map_or_else(|| "not asked".to_owned(), decimal),
            evidence: r.evidence.clone(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_ratings_are_told_once() {
        let rating = |question: &str, point: &str| BelowRating {
            question: question.into(),
            point: point.into(),
            anchor: String::new(),
            solid: String::new(),
        };
        let three = [rating("a", "2 Borderline"), rating("a", "1 Poor"), rating("a", "2 Borderline")];
        let points: Vec<String> = together(three.into_iter()).into_iter().map(|r| r.point).collect();
        assert_eq!(points, ["2 Borderline by 2 interviewers", "1 Poor"]);
    }
}
