//! Rows and cells with their places in a text.

use memchr::memchr2_iter;
use std::ops::Range;

/// What a cell says, in four bytes: there are many cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Said(u32);

impl Said {
    /// Its bytes in the text.
    pub const BARE: Self = Self(0);
    /// Those between its quotes.
    pub const QUOTED: Self = Self(1);
    /// Those behind a quote that never closes.
    pub const OPEN: Self = Self(2);
    const FIRST: u32 = 3;

    /// This one of the strings beside the text, such as one whose doubled quotes were made single.
    pub fn aside(i: usize) -> Self {
        Self(i as u32 + Self::FIRST)
    }
}

/// One cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cell {
    pub(super) start: u32,
    pub(super) end: u32,
    pub(super) said: Said,
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
    pub(super) start: u32,
    pub(super) end: u32,
    pub(super) first: u32,
    pub(super) width: u32,
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

/// What may stand around a quoted cell; a tab that separates never stands there.
const BLANKS: [char; 2] = [' ', '\t'];

/// Rows and their cells, over one text.
#[derive(Debug, Default)]
pub(super) struct Grid {
    pub rows: Vec<Row>,
    pub(super) cells: Vec<Cell>,
    /// What cells say that doesn't stand in the text so.
    pub(super) aside: Vec<String>,
}

impl Grid {
    /// An empty grid with room for so many rows and cells.
    pub fn with_room(rows: usize, cells: usize) -> Self {
        Self { rows: Vec::with_capacity(rows), cells: Vec::with_capacity(cells), aside: Vec::new() }
    }

    pub fn cells(&self, row: &Row) -> &[Cell] {
        &self.cells[row.first as usize..(row.first + row.width) as usize]
    }

    /// What a cell says, without its quotes.
    pub fn said<'a>(&'a self, text: &'a str, cell: &Cell) -> &'a str {
        let bytes = || &text[cell.span()];
        match cell.said {
            Said::BARE => bytes(),
            Said::QUOTED => bytes().trim_matches(BLANKS).get(1..).map_or("", |t| &t[..t.len() - 1]),
            Said::OPEN => bytes().trim_start_matches(BLANKS).get(1..).unwrap_or_default(),
            Said(i) => &self.aside[(i - Said::FIRST) as usize],
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
            let aside = Said::aside(self.aside.len());
            self.aside.push(said);
            self.cells.push(Cell { start: span.start as u32, end: span.end as u32, said: aside });
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

/// How many line ends `bytes` hold: LF, CRLF or CR.
pub(super) fn line_ends(bytes: &[u8]) -> u32 {
    let hits = memchr2_iter(b'\n', b'\r', bytes);
    hits.filter(|i| !(bytes[*i] == b'\n' && *i > 0 && bytes[i - 1] == b'\r')).count() as u32
}
