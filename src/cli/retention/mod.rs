//! How long the records of a loop are kept: whose are due, whose are on hold.

mod changed;
mod files;
mod known;
mod people;
mod text;
mod view;

pub(super) use people::{LoopRetention, PersonRetention};
pub(super) use text::summary;
pub(super) use view::RetentionView;
