//! Where the tables of a sheet begin: decided by the headings that are known.

use super::anchors::Anchors;
use super::sheet::{Sheet, Table};
use std::sync::Arc;

/// How many rows from the top the first header is looked for in, and where none of them is one in how many more.
pub(super) const HEADER_ROWS: [usize; 2] = [20, 400];

/// Finds the tables of a sheet, or of the blocks of a long one, one after the other.
#[derive(Debug)]
pub(super) struct TableFinder {
    /// The header of the last table.
    header: Arc<[String]>,
    /// The column of its first heading: a later header has a heading there too.
    column: Option<usize>,
    /// What the last row says in that column.
    before: String,
    /// The row in which the header of the first block begins.
    begins: usize,
    /// The row that the next block begins with.
    first_row: usize,
}

impl TableFinder {
    /// A finder behind the best header among the first rows of `sheet`; none where no row is one.
    pub(super) fn new(sheet: &Sheet, anchors: &Anchors<'_>) -> Option<Self> {
        let first = HEADER_ROWS.iter().find_map(|rows| best_row(sheet, anchors, *rows))?;
        let TableHead { names: header, begins, first_row } =
            two_rows(sheet, anchors, first).unwrap_or_else(|| TableHead {
                names: header(sheet, first),
                begins: first,
                first_row: first + 1,
            });
        let column = header.iter().position(|h| (anchors.heading)(h));
        Some(Self { header, column, before: String::new(), begins, first_row })
    }

    /// Finds the tables of `sheet`, the first of which goes on from the block before.
    pub(super) fn find(&mut self, sheet: &mut Sheet, anchors: &Anchors<'_>) {
        let start = std::mem::take(&mut self.first_row);
        let begins = std::mem::take(&mut self.begins);
        let rows = start..sheet.rows.len();
        let mut tables = vec![Table { header: Arc::clone(&self.header), begins, rows }];
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
                    let rows = i + 1..sheet.rows.len();
                    tables.push(Table { header: Arc::clone(&self.header), begins: i, rows });
                }
            }
        }
        sheet.tables = tables;
    }
}

/// The header of a table.
struct TableHead {
    names: Arc<[String]>,
    /// The row in which it begins.
    begins: usize,
    /// The first row below it.
    first_row: usize,
}

/// Which of the first `rows` of a sheet has the most headings.
fn best_row(sheet: &Sheet, anchors: &Anchors<'_>, rows: usize) -> Option<usize> {
    let mut best: Option<(usize, usize)> = None;
    for (i, row) in sheet.rows.iter().take(rows).enumerate() {
        let n = anchors.headings(sheet.cells(row));
        if n >= anchors.enough && best.is_none_or(|(m, _)| n > m) {
            best = Some((n, i));
        }
        if anchors.is_clear(n, row.width()) {
            break;
        }
    }
    best.map(|(_, row)| row)
}

/// The header that two rows make together, and the first row below it: one names groups of columns, such as questions, and
/// the one below it what each column of a group holds, the same in several of them.
fn two_rows(sheet: &Sheet, anchors: &Anchors<'_>, found: usize) -> Option<TableHead> {
    let cells = |row: usize| -> Option<Vec<&str>> {
        Some(sheet.cells(sheet.rows.get(row)?).map(str::trim).filter(|c| !c.is_empty()).collect())
    };
    let repeats = |cells: &[&str]| {
        cells.iter().enumerate().any(|(i, cell)| cells[..i].contains(cell) && (anchors.heading)(cell))
    };
    let (above, below) = if repeats(&cells(found)?) {
        (found.checked_sub(1)?, found)
    } else {
        let next = cells(found + 1)?;
        if !(repeats(&next) && next.iter().all(|cell| (anchors.heading)(cell))) {
            return None;
        }
        (found, found + 1)
    };
    let row = |at: usize| sheet.cells(&sheet.rows[at]).map(|c| c.trim().to_owned()).collect::<Vec<String>>();
    let (groups, own) = (row(above), row(below));
    if !groups.iter().any(|cell| (anchors.heading)(cell)) {
        return None;
    }
    let mut group = "";
    let width = groups.len().max(own.len());
    let names = (0..width).map(|i| {
        let (above, below) =
            (groups.get(i).map_or("", String::as_str), own.get(i).map_or("", String::as_str));
        if !above.is_empty() {
            group = above;
        }
        match (group, below) {
            (_, "") => above.to_owned(),
            ("", below) => below.to_owned(),
            (group, below) => format!("{group}: {below}"),
        }
    });
    Some(TableHead { names: names.collect(), begins: above, first_row: below + 1 })
}

/// The cells of a row as the names of columns.
fn header(sheet: &Sheet, row: usize) -> Arc<[String]> {
    sheet.cells(&sheet.rows[row]).map(str::to_owned).collect()
}
