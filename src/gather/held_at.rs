//! When a conversation took place.

use crate::diag::Place;

/// When a conversation took place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct HeldAt {
    /// A date, or a date and time, such as `2026-12-03T10:00+01:00`.
    pub text: String,
    /// Where that stands.
    pub place: Place,
}

impl HeldAt {
    /// Whether both can be true: one may say more than the other, such as the time of the day or the zone.
    pub fn agrees(&self, other: &str) -> bool {
        self.text.starts_with(other) || other.starts_with(&self.text)
    }
}
