//! A plan and who holds its rounds.

use crate::plan::{Plan, RoundPeople};

/// A plan with the people of its rounds.
#[derive(Debug, Clone, Copy)]
pub(in crate::cli) struct PeopledPlan<'a> {
    pub(in crate::cli) plan: &'a Plan,
    pub(in crate::cli) people: &'a [RoundPeople],
}

impl PeopledPlan<'_> {
    /// Whether somebody is in one of its rounds.
    pub(in crate::cli) fn is_held(self) -> bool {
        self.people.iter().any(|who| *who != RoundPeople::default())
    }
}
