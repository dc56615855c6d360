//! The direction of text.

use unicode_bidi::{BidiClass, BidiInfo, Direction, Level, bidi_class, get_base_direction_full};

use crate::document::{Inline, plain};

/// The directions in `text`. All its lines have the same one, see [`is_right_to_left`].
pub(super) fn directions(text: &str) -> BidiInfo<'_> {
    let level = if is_right_to_left(text) { Level::rtl() } else { Level::ltr() };
    BidiInfo::new(text, Some(level))
}

/// Whether `inlines` run from right to left.
pub(in crate::render::pdf) fn runs_right_to_left(inlines: &[Inline]) -> bool {
    is_right_to_left(&plain(inlines))
}

/// Whether the first letter of `text` that has a direction runs from right to left, and most of the others do too: a name at
/// its head doesn't turn an English line.
fn is_right_to_left(text: &str) -> bool {
    if get_base_direction_full(text) != Direction::Rtl {
        return false;
    }
    let (mut left, mut right) = (0_usize, 0_usize);
    for c in text.chars() {
        match bidi_class(c) {
            BidiClass::L => left += 1,
            BidiClass::R | BidiClass::AL => right += 1,
            _ => {}
        }
    }
    right >= left
}

#[cfg(test)]
mod tests {
    use super::is_right_to_left;

    #[test]
    fn a_name_does_not_turn_an_english_line() {
        assert!(is_right_to_left("יעל בן-דוד"));
        assert!(is_right_to_left("יעל בן-דוד (Yael)"));
        assert!(is_right_to_left("אמרה שזה תלוי, then stopped"));
        assert!(!is_right_to_left("יעל בן-דוד, round 1 of 2, Coding. Tick one box a row."));
        assert!(!is_right_to_left("Asked יעל בן-דוד"));
        assert!(!is_right_to_left("1.2"));
    }
}
