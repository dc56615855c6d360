//! What a loop folder holds about one person: handed out, and removed.

mod export;
mod holding;
mod mention;
mod purge;

pub(super) use export::run as export;
pub(super) use purge::run as purge;
