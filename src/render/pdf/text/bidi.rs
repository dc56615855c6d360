//! The direction of text.

use unicode_bidi::{BidiInfo, Direction, Level, get_base_direction_full};

use crate::document::{Inline, plain};

/// The directions in `text`. All its lines have the direction of its first letter that has one.
pub(super) fn directions(text: &str) -> BidiInfo<'_> {
    let level = match get_base_direction_full(text) {
        Direction::Rtl => Level::rtl(),
        _ => Level::ltr(),
    };
    BidiInfo::new(text, Some(level))
}

/// Whether `inlines` run from right to left.
pub(in crate::render::pdf) fn runs_right_to_left(inlines: &[Inline]) -> bool {
    get_base_direction_full(plain(inlines).as_str()) == Direction::Rtl
}
