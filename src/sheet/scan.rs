//! Text becomes rows of cells with their byte ranges.
//!
//! Written here since the csv crate counts lines wrongly on CRLF and bare CR, and joins what an unclosed quote leaves
//! open: a scorecard must not lose rows in silence.

use memchr::{memchr, memchr2, memchr2_iter, memchr3};
use std::ops::Range;

/// How cells are kept apart and wrapped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Dialect {
    /// An ASCII character.
    pub separator: u8,
    /// `"` or `'`.
    pub quote: u8,
}

/// What a cell says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Said {
    /// These bytes of the text.
    Bytes { start: u32, end: u32 },
    /// This one of the strings beside the text: doubled quotes made single.
    Unescaped(u32),
}

/// One cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cell {
    start: u32,
    end: u32,
    said: Said,
}

impl Cell {
    /// The bytes of the text that it was read from, quotes included.
    pub fn span(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// Why the cells of a row are not to be trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// A quote that never closes, or that closes only after it has swallowed other rows.
    UnclosedQuote,
    /// A quote inside a quoted cell that isn't doubled.
    StrayQuote,
    /// A zero byte.
    Nul,
    /// More cells than the header has.
    TooLong,
    /// Fewer cells than the header has, in the last row of a file that has no row end there.
    Cut,
}

/// One row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row {
    /// The line in which it begins, as an editor counts; in a workbook the row's number.
    pub line: u32,
    start: u32,
    end: u32,
    first: u32,
    width: u32,
    /// What is wrong with it, and at which byte.
    pub fault: Option<(Fault, u32)>,
}

impl Row {
    /// The bytes from its first cell to its last one.
    pub fn span(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// How many cells it has.
    pub fn width(&self) -> usize {
        self.width as usize
    }
}

/// Rows and their cells, over one text.
#[derive(Debug, Default)]
pub(super) struct Grid {
    pub rows: Vec<Row>,
    cells: Vec<Cell>,
    unescaped: Vec<String>,
}

impl Grid {
    /// An empty grid with room for the rows of `text`, as long as no cell has separators or row ends inside.
    pub fn sized_for(text: &str, separator: u8) -> Self {
        let rows = line_ends(text.as_bytes()) as usize + 1;
        let separators = memchr::memchr_iter(separator, text.as_bytes()).count();
        let (rows, cells) = (Vec::with_capacity(rows), Vec::with_capacity(rows + separators));
        Self { rows, cells, unescaped: Vec::new() }
    }

    pub fn cells(&self, row: &Row) -> &[Cell] {
        &self.cells[row.first as usize..(row.first + row.width) as usize]
    }

    /// What a cell says, without its quotes.
    pub fn said<'a>(&'a self, text: &'a str, cell: &Cell) -> &'a str {
        match cell.said {
            Said::Bytes { start, end } => &text[start as usize..end as usize],
            Said::Unescaped(i) => &self.unescaped[i as usize],
        }
    }

    /// Adds a row whose cells, by their bytes in the text, say what stands beside them.
    pub fn push(
        &mut self,
        line: u32,
        span: Range<usize>,
        cells: impl Iterator<Item = (Range<usize>, String)>,
    ) {
        let first = self.cells.len() as u32;
        for (span, said) in cells {
            let said_at = Said::Unescaped(self.unescaped.len() as u32);
            self.unescaped.push(said);
            self.cells.push(Cell { start: span.start as u32, end: span.end as u32, said: said_at });
        }
        let width = self.cells.len() as u32 - first;
        self.rows.push(Row {
            line,
            start: span.start as u32,
            end: span.end as u32,
            first,
            width,
            fault: None,
        });
    }
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
        let (start, end) = (start as u32, self.at as u32);
        Cell { start, end, said: Said::Bytes { start, end } }
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
                grid.unescaped.push(text);
                Said::Unescaped(grid.unescaped.len() as u32 - 1)
            } else {
                Said::Bytes { start: open as u32 + 1, end: quote as u32 }
            };
            return Cell { start: start as u32, end: end as u32, said };
        }
        fault.get_or_insert(match first_stray {
            Some(stray) if stray < first_line => (Fault::StrayQuote, stray as u32),
            _ => (Fault::UnclosedQuote, open as u32),
        });
        self.at = first_line;
        let said = Said::Bytes { start: open as u32 + 1, end: first_line as u32 };
        Cell { start: start as u32, end: first_line as u32, said }
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

/// How many line ends `bytes` hold: LF, CRLF or CR.
pub(super) fn line_ends(bytes: &[u8]) -> u32 {
    let hits = memchr2_iter(b'\n', b'\r', bytes);
    hits.filter(|i| !(bytes[*i] == b'\n' && *i > 0 && bytes[i - 1] == b'\r')).count() as u32
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
mod tests {
    use super::*;
    use proptest::prelude::*;
    use proptest::test_runner::RngSeed;

    const COMMA: Dialect = Dialect { separator: b',', quote: b'"' };

    fn grid(text: &str) -> Grid {
        let mark = |c: &str| ["a", "b", "c"].contains(&c);
        let mut grid = Grid::default();
        let mut scanner = Scanner::new(text, COMMA, &mark);
        while !scanner.done() {
            scanner.row(&mut grid);
        }
        grid
    }

    fn cells(text: &str) -> Vec<Vec<String>> {
        let g = grid(text);
        g.rows.iter().map(|r| g.cells(r).iter().map(|c| g.said(text, c).to_owned()).collect()).collect()
    }

    fn faults(text: &str) -> Vec<(u32, Option<Fault>)> {
        grid(text).rows.iter().map(|r| (r.line, r.fault.map(|f| f.0))).collect()
    }

    #[test]
    fn quotes_line_ends_and_separators() {
        assert_eq!(cells("a,\"b \"\"x\"\"\r\nc\"\rd,\n"), [vec!["a", "b \"x\"\r\nc"], vec!["d", ""]]);
        assert_eq!(cells("sep=,\na, \"b, c\" \n"), [["a", "b, c"]]);
        let lines: Vec<u32> = grid("1\r2\r\n\"3\r\n4\"\n5").rows.iter().map(|r| r.line).collect();
        assert_eq!(lines, [1, 2, 3, 5]);
    }

    #[test]
    fn an_unclosed_quote_costs_one_row() {
        use Fault::UnclosedQuote;
        for (text, bad) in [
            ("x,y,z\na,1,\"open\nb,2,fine\n", 2),
            ("x,y,z\na,1,\"open\nb,2,\"fine\"\n", 2),
            ("x,y,z\na,1,\"open\nb,2,fine\nc,2,\"good, too\"\n", 2),
            ("x,y,z\na,1,\"open\nb,2,\"\"\nc,2,\n", 2),
            ("x,y,z\na,1,2\nb,2,\"open", 3),
        ] {
            for (line, fault) in faults(text) {
                assert_eq!(fault, (line == bad).then_some(UnclosedQuote), "{text:?} line {line}");
            }
            assert_eq!(grid(text).rows.len(), text.trim_end().lines().count(), "{text:?}");
        }
    }

    #[test]
    fn where_everything_is_quoted_text_may_look_like_rows() {
        let head = "\"x\",\"y\",\"z\"\n";
        let text = format!("{head}\"a\",\"1\",\"said\nb,2,fine\nc,3,x\"\n\"b\",\"2\",\"\"\n");
        assert_eq!(faults(&text), [(1, None), (2, None), (5, None)]);
        assert_eq!(cells(&text)[1][2], "said\nb,2,fine\nc,3,x");
        let open = format!("{head}\"a\",\"1\",\"open\n\"b\",\"2\",\"fine\"\n\"c\",\"3\",\"\"\n");
        assert_eq!(faults(&open), [(1, None), (2, Some(Fault::StrayQuote)), (4, None)]);
    }

    #[test]
    fn a_quote_that_closes_where_its_row_ends_holds_text_that_looks_like_rows() {
        let text = "x,y,z,v\na,1,\"said\nb,2,fine\n\",w\nb,2,,\n";
        assert_eq!(faults(text), [(1, None), (2, None), (5, None)]);
        assert_eq!(cells(text)[1], ["a", "1", "said\nb,2,fine\n", "w"]);
        // Not where the row would be wider or narrower than the others, or the next line none.
        for open in ["a,1,\"said\nb,2,fine 5\"\nc,2,,\n", "a,\"1,\nb,2,5\",,,\n", "a,1,\"\nb,2,\"\nwhy\",\n"]
        {
            let text = format!("x,y,z,v\n{open}");
            assert_eq!(faults(&text)[1], (2, Some(Fault::UnclosedQuote)), "{text:?}");
        }
    }

    #[test]
    fn a_cell_of_several_lines_stays_one() {
        let text = "a,1,\"said: yes, no, and, then\nwent on, twice, and, on\"\nb,2,x\n";
        assert_eq!(faults(text), [(1, None), (3, None)]);
        assert_eq!(
            faults("a,1,\"one \"two\" three\nfour\"\nb,2,x\n"),
            [(1, Some(Fault::StrayQuote)), (3, None)]
        );
    }

    #[test]
    fn a_zero_byte_is_found_where_it_is() {
        let g = grid("a,1\nb,\0\n");
        assert_eq!(g.rows[1].fault, Some((Fault::Nul, 6)));
    }

    #[test]
    fn hostile_quotes_take_no_long_time() {
        let text = "\"a\n".repeat(300_000);
        assert_eq!(grid(&text).rows.len(), 300_000);
        let text = format!("{}\"x\n", "\"\" a\n".repeat(100_000));
        grid(&text);
    }

    proptest! {
        #![proptest_config(ProptestConfig {
            rng_seed: if cfg!(debug_assertions) { RngSeed::Fixed(1) } else { RngSeed::Random },
            ..ProptestConfig::with_cases(if cfg!(debug_assertions) { 1000 } else { 20_000 })
        })]
        #[test]
        fn any_text_is_scanned_without_loss(text in "[a-c\",;\r\n\0 ]{0,60}") {
            let g = grid(&text);
            let mut end = 0;
            for r in &g.rows {
                let between = &text[end..r.span().start];
                prop_assert!(between.chars().all(|c| c == '\n' || c == '\r'), "{:?}", between);
                end = r.span().end;
            }
            prop_assert!(text[end..].trim_matches(['\r', '\n']).is_empty());
            for r in &g.rows {
                prop_assert_eq!(r.line, line_ends(&text.as_bytes()[..r.span().start]) + 1);
            }
        }
    }
}
