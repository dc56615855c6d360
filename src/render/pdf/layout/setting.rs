//! The setting of a sheet: its page, its size and the room that is left on it.

use crate::render::pdf::style::{SMALLEST_BOX, TICK_BOX};

/// What a sheet is set by.
#[derive(Debug, Clone, Copy)]
pub(super) struct SheetSetting {
    /// The width and height of a page.
    pub(super) page: (f32, f32),
    /// Whether a sheet is being set.
    pub(super) is_set: bool,
    /// The share of the usual size that all of it is going to have.
    pub(super) scale: f32,
    /// How many lines each field that grows has beyond its own.
    pub(super) more_lines: usize,
}

impl Default for SheetSetting {
    fn default() -> Self {
        Self { page: (0.0, 0.0), is_set: false, scale: 1.0, more_lines: 0 }
    }
}

impl SheetSetting {
    /// The length that is `length` once the sheet is brought to its size.
    pub(super) fn unscaled(self, length: f32) -> f32 {
        length / self.scale
    }

    /// The smallest side of a box to tick while the sheet is set.
    pub(super) fn least_box(self) -> f32 {
        self.unscaled(SMALLEST_BOX).max(TICK_BOX)
    }
}
