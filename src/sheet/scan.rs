//! Text becomes rows of cells with their byte ranges.
//!
//! Written here since the csv crate counts lines wrongly on CRLF and bare CR, and joins what an unclosed quote leaves
//! open: a scorecard must not lose rows in silence. A text may come whole or block by block; the rows are the same.

mod quotes;

use super::row::{CellContent, Row, RowFault, TextCell, TextRows};
use memchr::{memchr, memchr2, memchr3};
use std::cell::Cell;

/// How cells are kept apart and wrapped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Dialect {
    /// An ASCII character.
    pub separator: u8,
    /// `"` or `'`.
    pub quote: u8,
}

/// How many bytes may be read a second time because of faulty quotes, in all: a hostile file costs no more.
const SECOND_READS: usize = 64 << 20;

/// What a scanner knows of the text before the block that it reads.
#[derive(Debug, Clone, Copy)]
pub(super) struct ScanState {
    /// The line in which the block begins.
    line: u32,
    /// How many bytes may still be read a second time.
    second_reads: usize,
    /// How many cells the widest sound row has so far: the header's, as soon as it is read.
    width: usize,
    /// Whether the first row of the text has a quote around every cell, as soon as somebody asks.
    quotes_all: Option<bool>,
}

impl Default for ScanState {
    fn default() -> Self {
        Self { line: 1, second_reads: SECOND_READS, width: 0, quotes_all: None }
    }
}

impl ScanState {
    /// What is known where a text begins whose first block is `text`.
    pub fn at_the_start(text: &str, dialect: Dialect) -> Self {
        Self { quotes_all: Some(quotes::first_row_is_quoted(text, dialect)), ..Self::default() }
    }
}

/// Reads the rows of a text, or of a block of it, one after the other.
pub(super) struct Scanner<'a> {
    text: &'a str,
    bytes: &'a [u8],
    /// Whether the text goes on behind this block.
    goes_on: bool,
    dialect: Dialect,
    /// Whether a cell is one by which a row is recognised that an open quote has swallowed.
    mark: &'a dyn Fn(&str) -> bool,
    at: usize,
    has_zero_byte: bool,
    state: ScanState,
    /// How far the row that is being read was looked for.
    reach: Cell<usize>,
}

impl<'a> Scanner<'a> {
    /// A scanner of a whole text.
    pub fn new(text: &'a str, dialect: Dialect, mark: &'a dyn Fn(&str) -> bool) -> Self {
        let mut scanner = Self::of_block(text, false, dialect, mark, ScanState::default());
        scanner.skip_separator_line();
        scanner
    }

    /// A scanner of a block in the middle of a text, or at its end.
    pub fn of_block(
        text: &'a str,
        goes_on: bool,
        dialect: Dialect,
        mark: &'a dyn Fn(&str) -> bool,
        state: ScanState,
    ) -> Self {
        let bytes = text.as_bytes();
        let has_zero_byte = memchr(0, bytes).is_some();
        Self { text, bytes, goes_on, dialect, mark, at: 0, has_zero_byte, state, reach: Cell::new(0) }
    }

    /// Passes over a first line `sep=;` that spreadsheets write to name the separator.
    pub fn skip_separator_line(&mut self) {
        let end = memchr2(b'\n', b'\r', self.bytes).unwrap_or(self.bytes.len());
        if separator_line(&self.text[..end]).is_some() {
            self.at = end;
            self.end_row();
        }
    }

    /// Whether everything is read.
    pub fn done(&self) -> bool {
        self.at >= self.bytes.len()
    }

    /// How many bytes are read, and what the scanner of the block behind them has to know.
    pub fn into_state(self) -> (usize, ScanState) {
        (self.at, self.state)
    }

    /// Reads the next row into `rows`; `false`, and nothing is read, where the block may end within it.
    pub fn row(&mut self, rows: &mut TextRows) -> bool {
        let before = (self.at, self.state, rows.cells.len(), rows.beside.len());
        self.reach.set(self.at);
        let (start, line, first) = (self.at, self.state.line, rows.cells.len());
        let mut fault = None;
        loop {
            let cell = self.cell(rows, first, &mut fault);
            rows.cells.push(cell);
            if self.bytes.get(self.at) == Some(&self.dialect.separator) {
                self.at += 1;
            } else {
                break;
            }
        }
        let end = self.at;
        if self.has_zero_byte
            && fault.is_none()
            && let Some(n) = memchr(0, &self.bytes[start..end])
        {
            fault = Some((RowFault::ZeroByte, (start + n) as u32));
        }
        self.end_row();
        if self.goes_on && self.reach.get().max(self.at) >= self.bytes.len() {
            let (at, state, cells, beside) = before;
            (self.at, self.state) = (at, state);
            rows.cells.truncate(cells);
            rows.beside.truncate(beside);
            return false;
        }
        let width = rows.cells.len() - first;
        if fault.is_none() {
            self.state.width = self.state.width.max(width);
        }
        rows.rows.push(Row {
            line,
            start: start as u32,
            end: end as u32,
            first: first as u32,
            width: width as u32,
            fault,
        });
        true
    }

    fn end_row(&mut self) {
        match self.bytes.get(self.at) {
            Some(b'\r') => self.at += if self.bytes.get(self.at + 1) == Some(&b'\n') { 2 } else { 1 },
            Some(_) => self.at += 1,
            None => return,
        }
        self.state.line += 1;
    }

    /// Remembers that the row was looked for as far as `at`.
    fn looked(&self, at: usize) -> usize {
        self.reach.set(self.reach.get().max(at));
        at
    }

    fn skip_blanks(&self, from: usize) -> usize {
        let blank = |b: &u8| *b == b' ' || (*b == b'\t' && self.dialect.separator != b'\t');
        self.looked(from + self.bytes[from..].iter().take_while(|b| blank(b)).count())
    }

    /// The next cell of the row whose cells among all begin with the `first`.
    fn cell(&mut self, rows: &mut TextRows, first: usize, fault: &mut Option<(RowFault, u32)>) -> TextCell {
        let start = self.at;
        // Most cells begin with a letter or a digit.
        if self.bytes.get(start).is_some_and(|b| !b.is_ascii_alphanumeric()) {
            let open = self.skip_blanks(start);
            if self.bytes.get(open) == Some(&self.dialect.quote) {
                return self.quoted(start, open, rows, first, fault);
            }
        }
        self.at = self.bare_end(start);
        TextCell { start: start as u32, end: self.at as u32, content: CellContent::BARE }
    }

    fn bare_end(&self, from: usize) -> usize {
        let end = memchr3(self.dialect.separator, b'\n', b'\r', &self.bytes[from..]);
        self.looked(end.map_or(self.bytes.len(), |n| from + n))
    }

    fn line_end(&self, from: usize) -> usize {
        let end = memchr2(b'\n', b'\r', &self.bytes[from..]);
        self.looked(end.map_or(self.bytes.len(), |n| from + n))
    }
}

/// The separator that a line `sep=;` names.
pub(super) fn separator_line(line: &str) -> Option<u8> {
    let plain = line.trim_matches([' ', '"']);
    let separator = plain.get(..4).filter(|p| p.eq_ignore_ascii_case("sep=")).map(|_| &plain[4..])?;
    match separator.as_bytes() {
        [b] if b.is_ascii() => Some(*b),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
