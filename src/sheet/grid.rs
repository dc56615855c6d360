//! Rows and cells with their places in a text.

use memchr::memchr2_iter;
use std::ops::Range;

/// What a cell says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Said {
    /// These bytes of the text.
    Bytes { start: u32, end: u32 },
    /// This one of the strings beside the text: doubled quotes made single.
    Unescaped(u32),
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

/// Rows and their cells, over one text.
#[derive(Debug, Default)]
pub(super) struct Grid {
    pub rows: Vec<Row>,
    pub(super) cells: Vec<Cell>,
    pub(super) unescaped: Vec<String>,
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

/// How many line ends `bytes` hold: LF, CRLF or CR.
pub(super) fn line_ends(bytes: &[u8]) -> u32 {
    let hits = memchr2_iter(b'\n', b'\r', bytes);
    hits.filter(|i| !(bytes[*i] == b'\n' && *i > 0 && bytes[i - 1] == b'\r')).count() as u32
}
