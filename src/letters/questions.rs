//! What candidates ask, with the replies to prepare.

use crate::bank::{Bank, CandidateQuestion};
use crate::plan::Plan;
use serde::Serialize;

/// What candidates for one job ask, for those who meet them.
#[derive(Debug, Clone, Serialize)]
pub struct QuestionsPage {
    /// The job.
    pub title: String,
    /// What candidates for this role ask.
    pub of_role: Vec<Reply>,
    /// What candidates for this role and others ask.
    pub others: Vec<Reply>,
}

/// A question with the reply to prepare.
#[derive(Debug, Clone, Serialize)]
pub struct Reply {
    /// As a candidate would put it.
    pub ask: String,
    /// The reply to prepare.
    pub reply: String,
    /// Where such a question leads, and what to ask back.
    pub reveals: String,
}

/// What candidates for the role of `plan` ask, as `bank` has it.
pub fn questions(plan: &Plan, bank: &Bank) -> QuestionsPage {
    let reply = |q: &CandidateQuestion| Reply {
        ask: q.ask.clone(),
        reply: q.reply.clone(),
        reveals: q.reveals.clone(),
    };
    let (own, others): (Vec<&CandidateQuestion>, Vec<&CandidateQuestion>) =
        bank.questions_of_candidates(&plan.role).partition(|q| q.roles.len() == 1);
    QuestionsPage {
        title: plan.title(),
        of_role: own.into_iter().map(reply).collect(),
        others: others.into_iter().map(reply).collect(),
    }
}
