//! Where the tables of a sheet begin: decided by the headings that are known.

use super::anchors::Anchors;
use super::sheet::{Sheet, Table};
use std::sync::Arc;

/// How many rows from the top the first header is looked for in.
pub(super) const HEADER_ROWS: usize = 20;

/// Finds the tables of a sheet, or of the blocks of a long one, one after the other.
#[derive(Debug)]
pub(super) struct TableFinder {
    /// The header of the last table.
    header: Arc<[String]>,
    /// The column of its first heading: a later header has a heading there too.
    column: Option<usize>,
    /// What the last row says in that column.
    before: String,
    /// The row that the next block begins with.
    first_row: usize,
}

impl TableFinder {
    /// A finder behind the best header among the first rows of `sheet`; none where no row is one.
    pub(super) fn new(sheet: &Sheet, anchors: &Anchors<'_>) -> Option<Self> {
        let mut best: Option<(usize, usize)> = None;
        for (i, row) in sheet.rows.iter().take(HEADER_ROWS).enumerate() {
            let n = anchors.headings(sheet.cells(row));
            if n >= anchors.enough && best.is_none_or(|(m, _)| n > m) {
                best = Some((n, i));
            }
            if anchors.is_clear(n, row.width()) {
                break;
            }
        }
        let (_, first) = best?;
        let header = header(sheet, first);
        let column = header.iter().position(|h| (anchors.heading)(h));
        Some(Self { header, column, before: String::new(), first_row: first + 1 })
    }

    /// Finds the tables of `sheet`, the first of which goes on from the block before.
    pub(super) fn find(&mut self, sheet: &mut Sheet, anchors: &Anchors<'_>) {
        let start = std::mem::take(&mut self.first_row);
        let mut tables = vec![Table { header: Arc::clone(&self.header), rows: start..sheet.rows.len() }];
        if let Some(column) = self.column {
            for (i, row) in sheet.rows.iter().enumerate().skip(start) {
                let content = sheet.cell(row, column);
                // Most rows say there what the one above says.
                if content == self.before {
                    continue;
                }
                content.clone_into(&mut self.before);
                if (anchors.heading)(content)
                    && row.fault.is_none()
                    && anchors.is_clear(anchors.headings(sheet.cells(row)), row.width())
                {
                    if let Some(last) = tables.last_mut() {
                        last.rows.end = i;
                    }
                    self.header = header(sheet, i);
                    tables.push(Table { header: Arc::clone(&self.header), rows: i + 1..sheet.rows.len() });
                }
            }
        }
        sheet.tables = tables;
    }
}

/// The cells of a row as the names of columns.
fn header(sheet: &Sheet, row: usize) -> Arc<[String]> {
    sheet.cells(&sheet.rows[row]).map(str::to_owned).collect()
}
