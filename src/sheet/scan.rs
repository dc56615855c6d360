//! Text becomes rows of cells with their byte ranges.
//!
//! Written here since the csv crate counts lines wrongly on CRLF and bare CR, and joins what an unclosed quote leaves
//! open: a scorecard must not lose rows in silence.

use super::grid::{Cell, Fault, Grid, Row, Said, line_ends};
use memchr::{memchr, memchr2, memchr3};
use std::ops::Range;

/// How cells are kept apart and wrapped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Dialect {
    /// An ASCII character.
    pub separator: u8,
    /// `"` or `'`.
    pub quote: u8,
}

/// A quoted cell longer than this is taken for one that never closes; a spreadsheet's cell holds 32,767 characters.
const LONGEST_CELL: usize = 4 * 32_767;

/// Within so many bytes behind a stray quote the closing one is looked for.
const STRAY_REACH: usize = 4096;

/// How many bytes may be read a second time because of faulty quotes, in all: a hostile file costs no more.
const SECOND_READS: usize = 64 << 20;

/// A row on its own in a line has at least this many cells.
const ROW_CELLS: usize = 3;

/// Reads rows one after the other.
pub(super) struct Scanner<'a> {
    text: &'a str,
    bytes: &'a [u8],
    dialect: Dialect,
    /// Whether a cell is one by which a row is recognised that an open quote has swallowed.
    mark: &'a dyn Fn(&str) -> bool,
    at: usize,
    line: u32,
    second_reads: usize,
    has_nul: bool,
    /// How many cells the widest sound row has so far: the header's, as soon as it is read.
    width: usize,
}

impl<'a> Scanner<'a> {
    pub fn new(text: &'a str, dialect: Dialect, mark: &'a dyn Fn(&str) -> bool) -> Self {
        let bytes = text.as_bytes();
        let has_nul = memchr(0, bytes).is_some();
        let second_reads = SECOND_READS;
        let mut scanner =
            Self { text, bytes, dialect, mark, at: 0, line: 1, second_reads, has_nul, width: 0 };
        scanner.skip_separator_line();
        scanner
    }

    /// Passes over a first line `sep=;` that spreadsheets write to name the separator.
    fn skip_separator_line(&mut self) {
        let end = memchr2(b'\n', b'\r', self.bytes).unwrap_or(self.bytes.len());
        if separator_line(&self.text[..end]).is_some() {
            self.at = end;
            self.end_row();
        }
    }

    /// Whether all is read.
    pub fn done(&self) -> bool {
        self.at >= self.bytes.len()
    }

    /// Reads the next row into `grid`.
    pub fn row(&mut self, grid: &mut Grid) {
        let (start, line, first) = (self.at, self.line, grid.cells.len());
        let mut fault = None;
        loop {
            let cell = self.cell(grid, first, &mut fault);
            grid.cells.push(cell);
            if self.bytes.get(self.at) == Some(&self.dialect.separator) {
                self.at += 1;
            } else {
                break;
            }
        }
        let end = self.at;
        if self.has_nul
            && fault.is_none()
            && let Some(n) = memchr(0, &self.bytes[start..end])
        {
            fault = Some((Fault::Nul, (start + n) as u32));
        }
        self.end_row();
        let width = grid.cells.len() - first;
        if fault.is_none() {
            self.width = self.width.max(width);
        }
        grid.rows.push(Row {
            line,
            start: start as u32,
            end: end as u32,
            first: first as u32,
            width: width as u32,
            fault,
        });
    }

    fn end_row(&mut self) {
        match self.bytes.get(self.at) {
            Some(b'\r') => self.at += if self.bytes.get(self.at + 1) == Some(&b'\n') { 2 } else { 1 },
            Some(_) => self.at += 1,
            None => return,
        }
        self.line += 1;
    }

    fn skip_blanks(&self, from: usize) -> usize {
        let blank = |b: &u8| *b == b' ' || (*b == b'\t' && self.dialect.separator != b'\t');
        from + self.bytes[from..].iter().take_while(|b| blank(b)).count()
    }

    /// The next cell of the row whose cells in the grid begin with the `first`.
    fn cell(&mut self, grid: &mut Grid, first: usize, fault: &mut Option<(Fault, u32)>) -> Cell {
        let start = self.at;
        let open = self.skip_blanks(start);
        if self.bytes.get(open) == Some(&self.dialect.quote) {
            return self.quoted(start, open, grid, first, fault);
        }
        self.at = self.bare_end(start);
        Cell { start: start as u32, end: self.at as u32, said: Said::BARE }
    }

    fn bare_end(&self, from: usize) -> usize {
        memchr3(self.dialect.separator, b'\n', b'\r', &self.bytes[from..])
            .map_or(self.bytes.len(), |n| from + n)
    }

    fn line_end(&self, from: usize) -> usize {
        memchr2(b'\n', b'\r', &self.bytes[from..]).map_or(self.bytes.len(), |n| from + n)
    }

    /// A cell whose quote opens at `open`. Where it swallows other rows, or never closes, it ends with its line.
    fn quoted(
        &mut self,
        start: usize,
        open: usize,
        grid: &mut Grid,
        first: usize,
        fault: &mut Option<(Fault, u32)>,
    ) -> Cell {
        let (closing, first_stray) = self.closing(open);
        let first_line = self.line_end(open);
        if let Some(Closing { quote, end, doubled }) = closing
            && (quote < first_line
                || !self.swallows(first_line, quote)
                || (first_stray.is_none()
                    && (self.quotes_all() || self.fits(grid.cells.len() - first + 1, end))))
        {
            if quote > first_line {
                self.line += self.line_ends(open..quote);
            }
            if let Some(stray) = first_stray {
                fault.get_or_insert((Fault::StrayQuote, stray as u32));
            }
            self.at = end;
            let said = if doubled {
                let quote_char = char::from(self.dialect.quote).to_string();
                let text = self.text[open + 1..quote].replace(&quote_char.repeat(2), &quote_char);
                grid.aside.push(text);
                Said::aside(grid.aside.len() - 1)
            } else {
                Said::QUOTED
            };
            return Cell { start: start as u32, end: end as u32, said };
        }
        fault.get_or_insert(match first_stray {
            Some(stray) if stray < first_line => (Fault::StrayQuote, stray as u32),
            _ => (Fault::UnclosedQuote, open as u32),
        });
        self.at = first_line;
        Cell { start: start as u32, end: first_line as u32, said: Said::OPEN }
    }

    /// The quote that closes the one at `open`, behind which a separator, a row end or the end of the text stands; and
    /// the first one before it behind which something else stands.
    fn closing(&mut self, open: usize) -> (Option<Closing>, Option<usize>) {
        let quote = self.dialect.quote;
        let (mut at, mut stray, mut doubled) = (open + 1, None, false);
        let mut limit = open + LONGEST_CELL.min(self.second_reads);
        let found = loop {
            let Some(n) = memchr(quote, &self.bytes[at..]) else { break None };
            let q = at + n;
            if q > limit {
                break None;
            }
            if self.bytes.get(q + 1) == Some(&quote) {
                doubled = true;
                at = q + 2;
                continue;
            }
            let end = self.skip_blanks(q + 1);
            match self.bytes.get(end) {
                None | Some(b'\n' | b'\r') => break Some(Closing { quote: q, end, doubled }),
                Some(b) if *b == self.dialect.separator => {
                    break Some(Closing { quote: q, end, doubled });
                }
                Some(_) => {
                    if stray.is_none() {
                        stray = Some(q);
                        limit = limit.min(q + STRAY_REACH);
                    }
                    at = q + 1;
                }
            }
        };
        // What lies behind the first line is read again if the quote turns out to be open.
        let reach = found.as_ref().map_or(limit.min(self.bytes.len()), |c| c.quote);
        self.second_reads = self.second_reads.saturating_sub(reach.saturating_sub(open));
        (found, stray)
    }

    /// Whether a line between `from` and `to`, the first one left out, is a row of its own.
    fn swallows(&self, from: usize, to: usize) -> bool {
        let inside = &self.text[from..to];
        inside.split(['\n', '\r']).skip(1).any(|line| self.is_row(line))
    }

    /// Whether a line looks like a row, or the beginning of one.
    fn is_row(&self, line: &str) -> bool {
        let cells = line.split(char::from(self.dialect.separator));
        let bare = |c: &str| (self.mark)(c.trim().trim_matches(char::from(self.dialect.quote)));
        cells.clone().count() >= ROW_CELLS && cells.into_iter().any(bare)
    }

    /// Whether the first row has a quote around every cell. Where all rows are written so, a swallowed row would bring
    /// quotes of its own along: a closed quote without any in between holds text, however much it looks like rows.
    fn quotes_all(&self) -> bool {
        let quote = char::from(self.dialect.quote);
        let mut lines = self.text.split(['\n', '\r']).map(|l| l.trim_start_matches('\u{feff}').trim());
        let first = lines.find(|l| !l.is_empty() && separator_line(l).is_none()).unwrap_or_default();
        let quoted = |c: &str| c.len() >= 2 && c.starts_with(quote) && c.ends_with(quote);
        let mut cells = first.split(char::from(self.dialect.separator)).map(str::trim);
        cells.clone().count() >= ROW_CELLS && cells.all(quoted)
    }

    /// Whether the row goes on behind a quoted cell, its `cells`th, that ends at `end`, as rows of this text do: it gets
    /// the width of those before it, and another row follows, if anything. A quote that is open and swallows rows closes
    /// at one of theirs, and no such row comes of it.
    fn fits(&mut self, cells: usize, end: usize) -> bool {
        let Some((cells, end)) = self.sound_row(cells, end) else { return false };
        let below = self.text.len() - self.text[end..].trim_start_matches(['\n', '\r']).len();
        let next = &self.text[below..self.line_end(below)];
        let follows = |s: &mut Self| {
            let end = s.sound_cell(below)?;
            s.sound_row(1, end).filter(|(cells, _)| *cells == s.width)
        };
        cells == self.width && (next.is_empty() || self.is_row(next) || follows(self).is_some())
    }

    /// How many cells a row has, and where it ends, whose `cells`th ends at `end`; none where a quote behind it is at
    /// fault.
    fn sound_row(&mut self, mut cells: usize, mut end: usize) -> Option<(usize, usize)> {
        while self.bytes.get(end) == Some(&self.dialect.separator) {
            cells += 1;
            end = self.sound_cell(end + 1)?;
        }
        Some((cells, end))
    }

    /// Where the cell ends that begins at `start`; none where its quote is at fault.
    fn sound_cell(&mut self, start: usize) -> Option<usize> {
        let open = self.skip_blanks(start);
        if self.bytes.get(open) != Some(&self.dialect.quote) {
            return Some(self.bare_end(start));
        }
        let (closing, stray) = self.closing(open);
        closing.filter(|_| stray.is_none()).map(|c| c.end)
    }

    fn line_ends(&self, span: Range<usize>) -> u32 {
        line_ends(&self.bytes[span])
    }
}

struct Closing {
    quote: usize,
    end: usize,
    doubled: bool,
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
