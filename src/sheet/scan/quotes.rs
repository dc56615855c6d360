//! Quoted cells: where they close, and whether a quote was left open and has swallowed other rows.

use super::{Dialect, Scanner, separator_line};
use crate::sheet::row::{CellContent, RowFault, TextCell, TextRows, line_ends};
use memchr::memchr;

/// A quoted cell longer than this is taken for one that never closes; a spreadsheet's cell holds 32,767 characters.
const LONGEST_CELL: usize = 4 * 32_767;

/// How many bytes behind a stray quote the closing one is looked for.
const STRAY_REACH: usize = 4096;

/// A row on its own in a line has at least this many cells.
const ROW_CELLS: usize = 3;

/// The quote that closes a cell, and where the cell ends behind it.
struct Closing {
    quote: usize,
    end: usize,
    /// Whether the cell holds doubled quotes.
    doubled: bool,
}

impl Scanner<'_> {
    /// A cell whose quote opens at `open`. Where it swallows other rows, or never closes, it ends with its line.
    pub(super) fn quoted(
        &mut self,
        start: usize,
        open: usize,
        rows: &mut TextRows,
        first: usize,
        fault: &mut Option<(RowFault, u32)>,
    ) -> TextCell {
        let (closing, first_stray) = self.closing(open);
        let first_line = self.line_end(open);
        if let Some(Closing { quote, end, doubled }) = closing
            && (quote < first_line
                || !self.swallows(first_line, quote)
                || (first_stray.is_none()
                    && (self.quotes_all() || self.fits(rows.cells.len() - first + 1, end))))
        {
            if quote > first_line {
                self.state.line += line_ends(&self.bytes[open..quote]);
            }
            if let Some(stray) = first_stray {
                fault.get_or_insert((RowFault::StrayQuote, stray as u32));
            }
            self.at = end;
            let content = if doubled {
                let quote_char = char::from(self.dialect.quote).to_string();
                let text = self.text[open + 1..quote].replace(&quote_char.repeat(2), &quote_char);
                rows.beside.push(text);
                CellContent::beside(rows.beside.len() - 1)
            } else {
                CellContent::QUOTED
            };
            return TextCell { start: start as u32, end: end as u32, content };
        }
        fault.get_or_insert(match first_stray {
            Some(stray) if stray < first_line => (RowFault::StrayQuote, stray as u32),
            _ => (RowFault::UnclosedQuote, open as u32),
        });
        self.at = first_line;
        TextCell { start: start as u32, end: first_line as u32, content: CellContent::OPEN }
    }

    /// The quote that closes the one at `open`, behind which a separator, a row end or the end of the text stands; and
    /// the first one before it behind which something else stands.
    fn closing(&mut self, open: usize) -> (Option<Closing>, Option<usize>) {
        let quote = self.dialect.quote;
        let (mut at, mut stray, mut doubled) = (open + 1, None, false);
        let mut limit = open + LONGEST_CELL.min(self.state.second_reads);
        let found = loop {
            // A closing quote beyond the limit doesn't count: nothing is looked for behind it.
            let end = self.bytes.len().min(limit + 1);
            let Some(n) = self.bytes.get(at..end).and_then(|rest| memchr(quote, rest)) else { break None };
            let q = at + n;
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
        let reach = self.looked(found.as_ref().map_or(limit.min(self.bytes.len()), |c| c.quote));
        self.state.second_reads = self.state.second_reads.saturating_sub(reach.saturating_sub(open));
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
    fn quotes_all(&mut self) -> bool {
        *self.state.quotes_all.get_or_insert_with(|| first_row_is_quoted(self.text, self.dialect))
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
            s.sound_row(1, end).filter(|(cells, _)| *cells == s.state.width)
        };
        cells == self.state.width && (next.is_empty() || self.is_row(next) || follows(self).is_some())
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
}

/// Whether the first row of `text` that says something has a quote around every cell.
pub(super) fn first_row_is_quoted(text: &str, dialect: Dialect) -> bool {
    let quote = char::from(dialect.quote);
    let mut lines = text.split(['\n', '\r']).map(|l| l.trim_start_matches('\u{feff}').trim());
    let first = lines.find(|l| !l.is_empty() && separator_line(l).is_none()).unwrap_or_default();
    let quoted = |c: &str| c.len() >= 2 && c.starts_with(quote) && c.ends_with(quote);
    let mut cells = first.split(char::from(dialect.separator)).map(str::trim);
    cells.clone().count() >= ROW_CELLS && cells.all(quoted)
}
