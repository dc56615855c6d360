//! Rows of a text, and its cells with their places.

use memchr::memchr2_iter;
use std::ops::Range;

/// Where the content of a cell is, in four bytes: there are many cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct CellContent(u32);

impl CellContent {
    /// The cell's bytes as they stand in the text.
    pub const BARE: Self = Self(0);
    /// What stands between its quotes.
    pub const QUOTED: Self = Self(1);
    /// What stands behind a quote that never closes.
    pub const OPEN: Self = Self(2);
    const FIRST: u32 = 3;

    /// The string with this index beside the text, such as one whose doubled quotes were made single.
    pub fn beside(index: usize) -> Self {
        Self(index as u32 + Self::FIRST)
    }
}

/// A cell of a text: its bytes, quotes included, and where its content is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct TextCell {
    pub start: u32,
    pub end: u32,
    pub content: CellContent,
}

impl TextCell {
    /// The bytes of the text that it was read from, quotes included.
    pub fn span(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// Why the cells of a row are not to be trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowFault {
    /// A quote that never closes, or that closes only after it has swallowed other rows.
    UnclosedQuote,
    /// A quote inside a quoted cell that isn't doubled.
    StrayQuote,
    /// A zero byte.
    ZeroByte,
    /// More cells than the header has.
    TooLong,
    /// Fewer cells than the header has, in the last row of a file that has no row end there.
    CutOff,
}

impl RowFault {
    /// A stable slug.
    pub(super) fn code(self) -> &'static str {
        match self {
            Self::UnclosedQuote => "unclosed-quote",
            Self::StrayQuote => "stray-quote",
            Self::ZeroByte => "nul-byte",
            Self::TooLong => "long-row",
            Self::CutOff => "cut-off",
        }
    }

    /// What is wrong with the row, in a sentence without a full stop.
    pub fn message(self) -> &'static str {
        match self {
            Self::UnclosedQuote => "this quote is never closed",
            Self::StrayQuote => "there is text behind the closing quote",
            Self::ZeroByte => "there is a zero byte in the row",
            Self::TooLong => "the row has more cells than the header",
            Self::CutOff => "the file ends in the middle of this row",
        }
    }

    /// What to do about it.
    pub(super) fn hint(self) -> &'static str {
        match self {
            Self::UnclosedQuote => "close it, or remove it; the row was left out, those below it were read",
            Self::StrayQuote => "write a quote inside a quoted cell twice: \"\"",
            Self::ZeroByte => "the file may be damaged: save it again",
            Self::TooLong => "a text that holds the separator stands in quotes",
            Self::CutOff => "ask for the file again; if it is whole, add the empty cells and a row end",
        }
    }
}

/// One row of a sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row {
    /// The line in which it begins, as an editor counts; in a workbook the row's number, in a form the page.
    pub line: u32,
    /// Its first cell among those of the sheet.
    pub(super) first: u32,
    pub(super) width: u32,
    /// Its bytes in a text, from the first cell to the last.
    pub(super) start: u32,
    pub(super) end: u32,
    /// What is wrong with it, and at which byte.
    pub fault: Option<(RowFault, u32)>,
}

impl Row {
    /// The bytes from its first cell to its last one.
    pub(super) fn span(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// How many cells it has.
    #[inline]
    pub fn width(&self) -> usize {
        self.width as usize
    }

    /// Its cells among those of the sheet.
    #[inline]
    pub(super) fn cells(&self) -> Range<usize> {
        self.first as usize..(self.first + self.width) as usize
    }
}

/// What may stand around a quoted cell; a tab that separates never stands there.
const BLANKS: [char; 2] = [' ', '\t'];

/// The rows and cells of a text.
#[derive(Debug, Default)]
pub(super) struct TextRows {
    pub rows: Vec<Row>,
    pub cells: Vec<TextCell>,
    /// The content of cells that doesn't stand in the text so.
    pub beside: Vec<String>,
}

impl TextRows {
    /// How many bytes cells take in memory, the text aside.
    pub fn size(&self) -> usize {
        let beside: usize = self.beside.iter().map(|text| size_of::<String>() + text.len()).sum();
        self.cells.len() * size_of::<TextCell>() + beside
    }

    /// The cells of a row.
    pub fn cells(&self, row: &Row) -> &[TextCell] {
        &self.cells[row.cells()]
    }

    /// The content of a cell of `text`, without its quotes.
    #[inline]
    pub fn content<'a>(&'a self, text: &'a str, cell: &TextCell) -> &'a str {
        let bytes = || &text[cell.span()];
        match cell.content {
            CellContent::BARE => bytes(),
            CellContent::QUOTED => bytes().trim_matches(BLANKS).get(1..).map_or("", |t| &t[..t.len() - 1]),
            CellContent::OPEN => bytes().trim_start_matches(BLANKS).get(1..).unwrap_or_default(),
            CellContent(i) => &self.beside[(i - CellContent::FIRST) as usize],
        }
    }
}

/// How many line ends `bytes` hold: LF, CRLF or CR.
pub(super) fn line_ends(bytes: &[u8]) -> u32 {
    let hits = memchr2_iter(b'\n', b'\r', bytes);
    hits.filter(|i| !(bytes[*i] == b'\n' && *i > 0 && bytes[i - 1] == b'\r')).count() as u32
}
