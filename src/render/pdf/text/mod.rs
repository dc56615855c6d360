//! Setting text: from inlines to lines of positioned glyphs.

mod bidi;
mod cache;
mod line;
mod setter;
mod styled;

pub(super) use bidi::runs_right_to_left;
pub(super) use cache::TextCache;
pub(super) use line::Line;
pub(super) use setter::Setter;
