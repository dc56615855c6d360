//! What a candidate would be asked twice: the same question, the same subject, or nearly the same words.

use super::model::{Plan, PlannedQuestion};
use crate::bank::same_ask;
use serde::Serialize;
use std::fmt;

/// How a question repeats another, the worst first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Repetition {
    /// One question, by its id.
    SameQuestion,
    /// Two questions in nearly the same words.
    NearWording,
    /// Two questions about one subject.
    SameSubject,
}

/// A question and where it is asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AskedQuestion {
    /// The plan, as the caller names it.
    pub plan: String,
    /// The round's id.
    pub round: String,
    /// The question's id.
    pub id: String,
    /// The question's title.
    pub title: String,
}

/// A question that repeats another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Repeat {
    /// How it does.
    pub what: Repetition,
    /// The one that comes first.
    pub first: AskedQuestion,
    /// The one that repeats it.
    pub second: AskedQuestion,
}

impl fmt::Display for Repetition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::SameQuestion => "the same question",
            Self::NearWording => "nearly the same words",
            Self::SameSubject => "the same subject",
        })
    }
}

/// All repetitions within and across `plans`, which come with a name each: the worst first, then in the order of the plans.
pub fn audit(plans: &[(String, Plan)]) -> Vec<Repeat> {
    let asked: Vec<(AskedQuestion, &PlannedQuestion)> = plans
        .iter()
        .flat_map(|(name, plan)| {
            plan.rounds.iter().flat_map(move |round| {
                round.questions.iter().map(move |q| {
                    let (plan, round) = (name.clone(), round.id.clone());
                    (AskedQuestion { plan, round, id: q.id.clone(), title: q.title.clone() }, q)
                })
            })
        })
        .collect();
    let mut found = Vec::new();
    for (i, (second, later)) in asked.iter().enumerate() {
        for (first, earlier) in &asked[..i] {
            if let Some(what) = repetition(earlier, later) {
                found.push(Repeat { what, first: first.clone(), second: second.clone() });
            }
        }
    }
    found.sort_by_key(|r| r.what);
    found
}

fn repetition(a: &PlannedQuestion, b: &PlannedQuestion) -> Option<Repetition> {
    if a.id == b.id {
        Some(Repetition::SameQuestion)
    } else if same_ask(&a.ask, &b.ask) {
        Some(Repetition::NearWording)
    } else {
        (a.subject == b.subject).then_some(Repetition::SameSubject)
    }
}
