//! What a loop folder holds about one person: handed out, and removed.

mod due;
mod export;
mod guard;
mod holding;
mod mention;
mod page;
mod purge;
mod rated;
mod removal;

pub(super) use export::run as export;
pub(super) use purge::run as purge;
