//! Short letters: an invitation, thanks, and what comes next.

use super::brief::{BriefRound, BriefSetting, brief_rounds};
use crate::opening::Schedule;
use crate::plan::Plan;
use serde::Serialize;

/// What a short letter can say. What isn't known is empty.
#[derive(Debug, Clone, Serialize)]
pub struct Letter {
    /// The candidate.
    pub candidate: String,
    /// The job.
    pub title: String,
    /// Whose interviews these are.
    pub organisation: String,
    /// The conversations in their order.
    pub rounds: Vec<BriefRound>,
    /// The minutes of all of them.
    pub minutes: u32,
    /// Whether a time is set for one of them.
    pub times: bool,
    /// The pay range.
    pub pay: String,
    /// Who signs, and whom to ask.
    pub contact: String,
}

/// What a letter to the candidate of `setting` can say.
pub fn letter(plan: &Plan, schedule: &Schedule, setting: &BriefSetting<'_>) -> Letter {
    let rounds = brief_rounds(plan, schedule, setting);
    Letter {
        candidate: setting.candidate.to_owned(),
        title: plan.title(),
        organisation: setting.organisation.to_owned(),
        minutes: rounds.iter().fold(0, |sum, r| sum.saturating_add(r.minutes)),
        times: rounds.iter().any(|r| !r.when.is_empty()),
        rounds,
        pay: setting.pay.to_owned(),
        contact: setting.contact.to_owned(),
    }
}
