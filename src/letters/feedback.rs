//! What a candidate is told after a decision: what was seen of each competency, and the step that comes next.

use super::brief::BriefSetting;
use crate::bank::{Bank, Feedback};
use crate::compare::Candidate;
use crate::opening::DecisionValue;
use crate::plan::Plan;
use serde::Serialize;

/// A letter about the ratings, in the second person: no score, nobody's name but the candidate's, and nothing that tells
/// of a question.
#[derive(Debug, Clone, Serialize)]
pub struct FeedbackLetter {
    /// The candidate.
    pub candidate: String,
    /// The job.
    pub title: String,
    /// Whose interviews these are.
    pub organisation: String,
    /// Whether they get an offer.
    pub offer: bool,
    /// Whether they go on to the next stage.
    pub next: bool,
    /// What was at or above what the level is expected to show.
    pub reached: Vec<FeedbackPoint>,
    /// What was below it.
    pub open: Vec<FeedbackPoint>,
    /// What interviewers wrote, where that is asked for.
    pub quotes: Vec<String>,
    /// Whom to ask.
    pub contact: String,
}

/// One competency.
#[derive(Debug, Clone, Serialize)]
pub struct FeedbackPoint {
    /// Its name.
    pub title: String,
    /// What was seen.
    pub seen: String,
    /// The step that comes next, or empty.
    pub step: String,
}

/// The feedback on the ratings of `candidate` after `decision`. A mean between two points counts as the lower one. A
/// competency that nobody rated, or for which `bank` has no words, is left out.
pub fn feedback(
    plan: &Plan,
    bank: &Bank,
    candidate: &Candidate,
    decision: DecisionValue,
    quotes: Vec<String>,
    setting: &BriefSetting<'_>,
) -> FeedbackLetter {
    let (mut reached, mut open) = (Vec::new(), Vec::new());
    for rated in &candidate.competencies {
        let words = bank.feedback.iter().find(|f| f.competency == rated.competency);
        let (Some(mean), Some(words)) = (rated.mean, words) else { continue };
        let rung = rung(plan, mean);
        let point = point(&rated.title, words, rung);
        if rung < 0 { open.push(point) } else { reached.push(point) }
    }
    FeedbackLetter {
        candidate: setting.candidate.to_owned(),
        title: plan.title(),
        organisation: setting.organisation.to_owned(),
        offer: decision == DecisionValue::Offer,
        next: decision == DecisionValue::Next,
        reached,
        open,
        quotes,
        contact: setting.contact.to_owned(),
    }
}

/// The rung that a mean reaches, counted from that of the plan's level.
fn rung(plan: &Plan, mean: f64) -> i8 {
    // A mean of equal ratings may lie a hair below them.
    let reached = plan.scale.points().filter(|p| f64::from(*p) <= mean + 1e-9).last();
    plan.scale.rung(reached.unwrap_or(plan.scale.low))
}

fn point(title: &str, words: &Feedback, rung: i8) -> FeedbackPoint {
    let (seen, step) = match rung {
        ..0 => (&words.below, words.towards.as_str()),
        0 => (&words.solid, words.further.as_str()),
        _ => (&words.beyond, ""),
    };
    FeedbackPoint { title: title.to_owned(), seen: seen.clone(), step: step.to_owned() }
}
