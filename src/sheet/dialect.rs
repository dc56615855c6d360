//! Which separator and which quotes a text uses: decided by the headings that are known, never by statistics.

use super::anchors::Anchors;
use super::row::TextRows;
use super::scan::{Dialect, Scanner, separator_line};
use super::tables::HEADER_ROWS;
use crate::limits::{COLUMNS, Limit};

/// The separators that are tried.
const SEPARATORS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// The dialect under which one of the first rows holds the most headings.
/// None where no row holds enough headings under any; fails where a row has too many cells.
pub(super) fn dialect(text: &str, anchors: &Anchors<'_>) -> Result<Option<Dialect>, Limit> {
    for rows in HEADER_ROWS {
        if let Some(dialect) = among(text, anchors, rows)? {
            return Ok(Some(dialect));
        }
    }
    Ok(None)
}

/// The same, where so many rows are looked at.
fn among(text: &str, anchors: &Anchors<'_>, first: usize) -> Result<Option<Dialect>, Limit> {
    let first_line = text.split(['\n', '\r']).next().unwrap_or_default();
    let named = separator_line(first_line).map(|s| vec![s]);
    let mut best: Option<(usize, Dialect)> = None;
    for separator in named.unwrap_or_else(|| SEPARATORS.to_vec()) {
        for quote in [b'"', b'\''] {
            if quote == b'\'' && !text.contains('\'') {
                continue;
            }
            let dialect = Dialect { separator, quote };
            let mut rows = TextRows::default();
            let mut scanner = Scanner::new(text, dialect, anchors.mark);
            let mut most = 0;
            while !scanner.done() && rows.rows.len() < first {
                scanner.row(&mut rows);
                let Some(row) = rows.rows.last() else { break };
                if row.width() as u64 > COLUMNS.most {
                    return Err(COLUMNS);
                }
                // Single quotes that don't show in the header are found by the rows below it.
                if quote == b'\'' && !text[row.span()].contains('\'') {
                    continue;
                }
                let n = anchors.headings(rows.cells(row).iter().map(|c| rows.content(text, c)));
                most = most.max(n);
                if anchors.is_clear(n, row.width()) {
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
