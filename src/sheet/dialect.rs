//! Which separator and which quotes a text uses, and where its tables begin: decided by the headings that are known.

use super::beginning::Beginning;
use super::grid::{Fault, Grid, Row, line_ends};
use super::scan::{Dialect, Scanner, separator_line};
use super::{Anchors, Table};
use crate::limits::{COLUMNS, Limit, TABLE_CELLS};
use std::ops::Range;
use std::sync::Arc;

/// The rows of a text and the tables among them.
pub(super) struct Found {
    pub grid: Grid,
    pub tables: Vec<Table>,
    /// How the text begins, where texts before it began otherwise.
    pub beginning: Option<Beginning>,
}

/// How many rows from the top the first header is looked for in.
const HEADER_ROWS: usize = 20;

/// The separators that are tried.
const SEPARATORS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// The tables of `text`; none where no row holds enough headings under any dialect. Fails where it is too large.
pub(super) fn read(text: &str, anchors: &Anchors<'_>) -> Result<Option<Found>, Limit> {
    let known = anchors.before.filter(|b| b.begins(text));
    let dialect = match known {
        Some(known) => known.dialect,
        None => match dialect(text, anchors)? {
            Some(dialect) => dialect,
            None => return Ok(None),
        },
    };
    // There are no more, as long as no cell has separators or row ends inside.
    let rows = line_ends(text.as_bytes()) as usize + 1;
    let cells = rows + memchr::memchr_iter(dialect.separator, text.as_bytes()).count();
    if cells as u64 > TABLE_CELLS.most {
        return Err(TABLE_CELLS);
    }
    let scan = |dialect| scan(text, dialect, anchors, known, Grid::with_room(rows, cells));
    let mut found = scan(dialect);
    if let (None, [table, ..]) = (known, found.tables.as_slice())
        && (dialect.separator, dialect.quote) == (SEPARATORS[0], b'"')
    {
        found.beginning = Beginning::of(text, dialect, &found.grid, table, anchors);
    }
    // Single quotes show themselves in the header, or by the rows that fit only with them.
    if dialect.quote == b'"' && text.contains('\'') && only_too_long(&found) {
        let single = scan(Dialect { quote: b'\'', ..dialect });
        if single.grid.rows.iter().all(|r| r.fault.is_none()) {
            found = single;
        }
    }
    let wide = found.grid.rows.iter().any(|r| r.width() as u64 > COLUMNS.most);
    if wide { Err(COLUMNS) } else { Ok(Some(found)) }
}

/// Whether there are faulty rows, and each of them has too many cells.
fn only_too_long(found: &Found) -> bool {
    let mut faults = found.grid.rows.iter().filter_map(|r| r.fault).peekable();
    faults.peek().is_some() && faults.all(|(f, _)| f == Fault::TooLong)
}

fn scan(
    text: &str,
    dialect: Dialect,
    anchors: &Anchors<'_>,
    known: Option<&Beginning>,
    mut grid: Grid,
) -> Found {
    let mut scanner = Scanner::new(text, dialect, anchors.mark);
    while !scanner.done() {
        scanner.row(&mut grid);
    }
    let tables = tables(text, &mut grid, anchors, known);
    let ended = text.ends_with(['\n', '\r']);
    for table in &tables {
        check_shape(text, &mut grid, table, ended);
    }
    Found { grid, tables, beginning: None }
}

/// The dialect under which one of the first rows holds the most headings.
fn dialect(text: &str, anchors: &Anchors<'_>) -> Result<Option<Dialect>, Limit> {
    let first_line = text.split(['\n', '\r']).next().unwrap_or_default();
    let named = separator_line(first_line).map(|s| vec![s]);
    let mut best: Option<(usize, Dialect)> = None;
    for separator in named.unwrap_or_else(|| SEPARATORS.to_vec()) {
        for quote in [b'"', b'\''] {
            if quote == b'\'' && !text.contains('\'') {
                continue;
            }
            let dialect = Dialect { separator, quote };
            let mut grid = Grid::default();
            let mut scanner = Scanner::new(text, dialect, anchors.mark);
            let mut most = 0;
            while !scanner.done() && grid.rows.len() < HEADER_ROWS {
                scanner.row(&mut grid);
                let Some(row) = grid.rows.last() else { break };
                if row.width() as u64 > COLUMNS.most {
                    return Err(COLUMNS);
                }
                let n = headings(text, &grid, row, anchors);
                most = most.max(n);
                if is_clear(n, row, anchors) {
                    break;
                }
            }
            if most >= anchors.enough && best.is_none_or(|(n, _)| most > n) {
                best = Some((most, dialect));
            }
        }
        // A header that is all there needs no other separator.
        if best.is_some_and(|(n, _)| n > anchors.enough) {
            break;
        }
    }
    Ok(best.map(|(_, d)| d))
}

fn headings(text: &str, grid: &Grid, row: &Row, anchors: &Anchors<'_>) -> usize {
    grid.cells(row).iter().filter(|c| (anchors.heading)(grid.said(text, c))).count()
}

/// Whether a row with `n` headings is a header beyond doubt: most of its cells are.
pub(super) fn is_clear(n: usize, row: &Row, anchors: &Anchors<'_>) -> bool {
    n >= anchors.enough && n * 2 > row.width()
}

/// The tables among the rows: the first header is the best of the first rows, another one stands where a row holds
/// headings again. Where the text begins with a line that is `known`, that is the first header.
pub(super) fn tables(
    text: &str,
    grid: &mut Grid,
    anchors: &Anchors<'_>,
    known: Option<&Beginning>,
) -> Vec<Table> {
    let header = |grid: &Grid, row: usize| -> Arc<[String]> {
        grid.cells(&grid.rows[row]).iter().map(|c| grid.said(text, c).to_owned()).collect()
    };
    // A later header has a heading where the first one has its first.
    let (first, names, column, mut before) = if let Some(known) = known {
        (0, Arc::clone(&known.header), Some(known.column), known.below.as_str())
    } else {
        let Some(first) = first_header(text, grid, anchors) else { return Vec::new() };
        let names = header(grid, first);
        let column = names.iter().position(|h| (anchors.heading)(h));
        (first, names, column, "")
    };
    let mut tables = vec![Table { header: names, rows: first + 1..grid.rows.len() }];
    let Some(column) = column else { return tables };
    for i in first + 1..grid.rows.len() {
        let row = &grid.rows[i];
        let said = grid.cells(row).get(column).map_or("", |c| grid.said(text, c));
        // Most rows say there what the one above says.
        let again = said != before && (anchors.heading)(said);
        before = said;
        if again && row.fault.is_none() && is_clear(headings(text, grid, row, anchors), row, anchors) {
            if let Some(last) = tables.last_mut() {
                last.rows.end = i;
            }
            tables.push(Table { header: header(grid, i), rows: i + 1..grid.rows.len() });
        }
    }
    tables
}

/// The best header of the first rows.
fn first_header(text: &str, grid: &Grid, anchors: &Anchors<'_>) -> Option<usize> {
    let mut best: Option<(usize, usize)> = None;
    for (i, row) in grid.rows.iter().take(HEADER_ROWS).enumerate() {
        let n = headings(text, grid, row, anchors);
        if n >= anchors.enough && best.is_none_or(|(m, _)| n > m) {
            best = Some((n, i));
        }
        if is_clear(n, row, anchors) {
            break;
        }
    }
    best.map(|(_, first)| first)
}

/// Marks the rows that have more cells than the header, and a last row that is cut off.
fn check_shape(text: &str, grid: &mut Grid, table: &Table, ended: bool) {
    let width = table.header.len();
    let Range { start, end } = table.rows;
    let rows = &grid.rows[start..end];
    let of_width = |n: usize| rows.iter().filter(|r| r.width() == n).count();
    let last = rows.len().wrapping_sub(1);
    let mut faults: Vec<(usize, Fault, u32)> = Vec::new();
    let mut common: Option<(usize, bool)> = None;
    for (i, row) in rows.iter().enumerate() {
        if row.fault.is_some() {
            continue;
        }
        if row.width() > width {
            let extra = &grid.cells(row)[width..];
            let said = extra.iter().find(|c| !grid.said(text, c).trim().is_empty());
            // Blank cells at the end are a spreadsheet's where most rows have them, else a separator slipped in.
            let usual = match common {
                Some((n, usual)) if n == row.width() => usual,
                _ => of_width(row.width()) * 2 > rows.len(),
            };
            common = Some((row.width(), usual));
            if let Some(cell) = said.or(if usual { None } else { extra.first() }) {
                faults.push((i, Fault::TooLong, cell.span().start as u32));
            }
        } else if i == last && !ended && row.width() < width && !rows[..last].is_empty() {
            let full = rows[..last].iter().all(|r| r.width() >= width);
            if full {
                faults.push((i, Fault::Cut, row.span().end as u32));
            }
        }
    }
    for (i, fault, at) in faults {
        grid.rows[start + i].fault = Some((fault, at));
    }
}
