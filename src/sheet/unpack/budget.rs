//! How much a file may unpack to, all its parts together.

use crate::limits::{Limit, SHEET_CELLS, SHEET_TEXT, UNPACKED};

/// How much a file may still unpack to: whatever is inside, in however many parts, comes out of one budget. A small file
/// has a small one, whatever it promises.
#[derive(Debug, Clone)]
pub(super) struct Budget {
    /// Bytes of files in a zip.
    bytes: Allowance,
    cells: Allowance,
    /// Bytes of text in cells.
    text: Allowance,
}

/// What is left of a limit.
#[derive(Debug, Clone)]
struct Allowance {
    left: u64,
    limit: Limit,
}

impl Allowance {
    /// All that `limit` allows a file whose size alone would allow `most`.
    fn of(limit: Limit, most: u64) -> Self {
        let limit = Limit { most: limit.most.min(most), ..limit };
        Self { left: limit.most, limit }
    }

    fn take(&mut self, n: u64) -> Result<(), Limit> {
        self.left = self.left.checked_sub(n).ok_or(self.limit)?;
        Ok(())
    }
}

impl Budget {
    /// What a file of so many bytes may unpack to.
    pub(super) fn of_file(bytes: usize) -> Self {
        let bytes = bytes as u64;
        Self {
            bytes: Allowance::of(UNPACKED, (32 << 20) + 8 * bytes),
            cells: Allowance::of(SHEET_CELLS, 500_000 + bytes / 4),
            text: Allowance::of(SHEET_TEXT, (16 << 20) + 8 * bytes),
        }
    }

    /// Takes room for `cells` that say `text` each; fails with the limit that is met where there is none left.
    pub(super) fn take_cells(&mut self, cells: u64, text: &str) -> Result<(), Limit> {
        self.cells.take(cells)?;
        self.text.take(cells.saturating_mul(text.len() as u64))
    }

    /// How many bytes may still be unpacked.
    pub(super) fn bytes(&self) -> u64 {
        self.bytes.left
    }

    /// Takes room for so many unpacked bytes.
    pub(super) fn take_bytes(&mut self, bytes: u64) -> Result<(), Limit> {
        self.bytes.take(bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_small_file_unpacks_to_little() {
        let mut budget = Budget::of_file(6_000);
        assert!(budget.take_cells(1_000_000, "").is_err_and(|limit| limit.most == 501_500));
        assert_eq!(Budget::of_file(1 << 30).bytes(), UNPACKED.most);
        let mut budget = Budget::of_file(0);
        budget.take_bytes(32 << 20).unwrap();
        assert_eq!(budget.take_bytes(1).map_err(|limit| limit.name), Err(UNPACKED.name));
    }
}
