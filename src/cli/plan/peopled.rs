//! A plan with its people.

use crate::plan::{Plan, RoundPeople};

/// A plan with the people of its rounds.
#[derive(Debug, Clone, Copy)]
pub(in crate::cli) struct PeopledPlan<'a> {
    pub(in crate::cli) plan: &'a Plan,
    pub(in crate::cli) people: &'a [RoundPeople],
}
