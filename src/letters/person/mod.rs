//! What is held about a candidate, for them to read: everybody else is covered.

mod build;
mod cards;
mod cover;
mod page;
mod sources;

pub use build::person_page;
pub use page::{PersonAnswer, PersonCard, PersonDecision, PersonEntry, PersonPage, PersonRound};
pub use sources::{HeldRow, PersonSources};
