//! How much a file may still unpack to, all its parts together.

use crate::limits::{Limit, SHEET_CELLS, SHEET_TEXT, UNPACKED};

/// How much a file may still unpack to: whatever is inside, in how many parts whatever, comes out of one budget.
#[derive(Debug, Clone)]
pub(super) struct Budget {
    /// Bytes of files in a zip.
    bytes: u64,
    cells: u64,
    text: u64,
}

impl Default for Budget {
    fn default() -> Self {
        Self { bytes: UNPACKED.most, cells: SHEET_CELLS.most, text: SHEET_TEXT.most }
    }
}

impl Budget {
    /// Takes room for `cells` that say `text` each; fails with the limit that is met where there is none left.
    pub(super) fn take_cells(&mut self, cells: u64, text: &str) -> Result<(), Limit> {
        self.cells = self.cells.checked_sub(cells).ok_or(SHEET_CELLS)?;
        let bytes = cells.checked_mul(text.len() as u64).ok_or(SHEET_TEXT)?;
        self.text = self.text.checked_sub(bytes).ok_or(SHEET_TEXT)?;
        Ok(())
    }

    /// How many bytes may still be unpacked.
    pub(super) fn bytes(&self) -> u64 {
        self.bytes
    }

    /// Takes room for so many unpacked bytes.
    pub(super) fn take_bytes(&mut self, bytes: u64) -> Result<(), Limit> {
        self.bytes = self.bytes.checked_sub(bytes).ok_or(UNPACKED)?;
        Ok(())
    }
}
