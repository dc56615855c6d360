//! Rows that have more cells than their header, or that are cut off.

use super::row::{Row, RowFault};
use super::sheet::{Sheet, Source};
use std::collections::HashMap;
use std::sync::Arc;

/// How many rows of a table tell how wide its rows usually are.
const SAMPLE: usize = 1000;

/// What is known of the rows of a table so far.
#[derive(Debug, Default)]
pub(super) struct Shape {
    header: Option<Arc<[String]>>,
    /// How many of the first rows have which width.
    widths: HashMap<usize, usize>,
    sampled: usize,
    /// Whether there are sound rows, and all of them reach to the last column.
    full: Option<bool>,
}

impl Shape {
    /// Marks the rows of `sheet` that have too many cells, and its last row where the file ends in the middle of it: a
    /// file that ends with the sheet, without a row end.
    pub(super) fn check(&mut self, sheet: &mut Sheet, cut: bool) {
        let Source::Text { .. } = sheet.source else { return };
        let mut faults: Vec<(usize, RowFault, u32)> = Vec::new();
        let last = sheet.rows.len().wrapping_sub(1);
        for table in &sheet.tables {
            if self.header.as_ref().is_none_or(|h| !Arc::ptr_eq(h, &table.header)) {
                *self = Self { header: Some(Arc::clone(&table.header)), ..Self::default() };
            }
            let rows = &sheet.rows[table.rows.clone()];
            for row in rows.iter().take(SAMPLE.saturating_sub(self.sampled)) {
                *self.widths.entry(row.width()).or_default() += 1;
                self.sampled += 1;
            }
            let width = table.header.len();
            for (i, row) in table.rows.clone().zip(rows).filter(|(_, r)| r.fault.is_none()) {
                if row.width() > width {
                    faults.extend(self.too_long(sheet, row, width).map(|at| (i, RowFault::TooLong, at)));
                } else if cut && i == last && row.width() < width && self.full == Some(true) {
                    faults.push((i, RowFault::CutOff, row.end));
                }
                self.full = Some(self.full.unwrap_or(true) && row.width() >= width);
            }
        }
        for (i, fault, at) in faults {
            sheet.rows[i].fault = Some((fault, at));
        }
    }

    /// The byte of the first cell that is too many. Blank cells at the end are a spreadsheet's where most rows have them,
    /// else a separator slipped in.
    fn too_long(&self, sheet: &Sheet, row: &Row, width: usize) -> Option<u32> {
        let Source::Text { rows, .. } = &sheet.source else { return None };
        let said = (width..row.width()).find(|c| !sheet.cell(row, *c).trim().is_empty());
        let is_usual = self.widths.get(&row.width()).is_some_and(|n| n * 2 > self.sampled);
        let column = said.or((!is_usual).then_some(width))?;
        Some(rows.cells[row.first as usize + column].start)
    }
}
