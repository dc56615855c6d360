//! Finding times: conversations are placed into days so that nobody is in two places, and everybody is free.
//!
//! It knows people as numbers and times as minutes. One visit is placed exactly: of all orders of its conversations the one
//! that ends first is taken. Many visits are placed one after another, and taken out again where one doesn't fit.

mod balance;
mod conflict;
mod order;
mod place;
mod problem;
mod search;
mod span;

pub use balance::first_places;
pub use conflict::{smallest_conflict, smallest_joint_conflict};
pub use problem::{Constraint, Day, FixedTalk, Person, Placement, Problem, Rules, Talk, Visit};
pub use search::{Solution, solve};
pub use span::{Span, SpanSet};

#[cfg(test)]
mod tests;
