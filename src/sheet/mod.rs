//! Rows with positions: a file of any usual dialect becomes cells that know their line and column.
//!
//! Nothing is guessed from statistics: the dialect is the one under which a row holds the column names that the caller
//! knows. Quote faults are found, not swallowed.

mod decode;
mod scan;
pub mod stream;
mod write;

pub use decode::decode;
pub use scan::{Cell, Row, Scan, scan};
pub use write::{guard, unguard, write_csv};

use crate::diag::{Diagnostic, Place};

/// A table whose header was found.
#[derive(Debug)]
pub struct Sheet {
    /// The file as the person named it.
    pub file: String,
    /// The decoded text.
    pub text: String,
    /// The header's names as they stand in the file.
    pub header: Vec<String>,
    /// The rows below the header that aren't blank.
    pub rows: Vec<Row>,
    /// What was noticed while reading.
    pub findings: Vec<Diagnostic>,
}

/// How many rows from the top the header is looked for in.
const HEADER_ROWS: usize = 20;

/// The separators that are tried.
const SEPARATORS: [char; 4] = [',', ';', '\t', '|'];

impl Sheet {
    /// The table in `bytes`, its header being the first row in which `known` recognises at least `enough` cells.
    ///
    /// Fails with the real reason where there is none.
    pub fn read(
        file: &str,
        bytes: &[u8],
        known: &dyn Fn(&str) -> bool,
        enough: usize,
    ) -> Result<Self, Diagnostic> {
        let text = decode(file, bytes)?;
        let mut best: Option<(usize, usize, Scan)> = None;
        for separator in SEPARATORS {
            let scanned = scan(file, &text, separator);
            let hits = |row: &Row| row.cells.iter().filter(|c| known(&c.text)).count();
            let header = scanned
                .rows
                .iter()
                .take(HEADER_ROWS)
                .map(hits)
                .enumerate()
                .max_by_key(|(i, n)| (*n, usize::MAX - i));
            if let Some((index, n)) = header
                && n >= enough
                && best.as_ref().is_none_or(|(m, _, _)| n > *m)
            {
                best = Some((n, index, scanned));
            }
        }
        let Some((_, index, scanned)) = best else {
            return Err(Diagnostic::error("no-header", "no row holds the column names of a scorecard")
                .at(Place { line: 1, column: 0, ..Place::of_span(file, &text, 0..0) })
                .hint("the first row names the columns: plan, candidate, interviewer, round, item, score, evidence"));
        };
        let mut rows = scanned.rows.into_iter().skip(index);
        let header = rows.next().map_or_else(Vec::new, |r| r.cells.into_iter().map(|c| c.text).collect());
        let rows = rows.filter(|r| !r.is_blank()).collect();
        Ok(Self { file: file.to_owned(), text, header, rows, findings: scanned.findings })
    }

    /// The place of a cell, or of the row's end where the row is too short for it.
    pub fn place(&self, row: &Row, column: usize) -> Place {
        let span = row.cells.get(column).map_or(row.end..row.end, |c| c.span.clone());
        Place::of_span(&self.file, &self.text, span)
    }

    /// The place of a whole row.
    pub fn row_place(&self, row: &Row) -> Place {
        Place { column: 0, width: 0, ..Place::of_span(&self.file, &self.text, row.start..row.start) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> Result<Sheet, Diagnostic> {
        Sheet::read("f.csv", bytes, &|c| ["item", "score"].contains(&c.trim().to_lowercase().as_str()), 2)
    }

    #[test]
    fn titles_semicolons_and_blank_rows_are_read() {
        let s = read(b"Scores of round 2;;\r\n\r\nItem;Score\r\na;3\r\n;\r\nb;4\r\n").unwrap();
        assert_eq!(s.header, ["Item", "Score"]);
        let cells: Vec<Vec<&str>> =
            s.rows.iter().map(|r| r.cells.iter().map(|c| c.text.as_str()).collect()).collect();
        assert_eq!(cells, [["a", "3"], ["b", "4"]]);
        assert_eq!(s.place(&s.rows[1], 1).line, 6);
        assert_eq!(s.place(&s.rows[1], 1).column, 3);
    }

    #[test]
    fn what_is_no_table_is_refused() {
        assert_eq!(read(b"hello\nworld\n").unwrap_err().code, "no-header");
        assert_eq!(read(b"").unwrap_err().code, "empty");
    }
}
