//! Texts of separated values: taken apart into rows, their tables found. A text comes whole, or block by block where it may
//! have millions of rows; both ways give the same rows.

use super::anchors::Anchors;
use super::dialect::dialect;
use super::row::{RowFault, TextRows, line_ends};
use super::scan::{Dialect, ScanState, Scanner};
use super::shape::Shape;
use super::sheet::{Sheet, Source, place_in};
use super::tables::TableFinder;
use crate::diag::{Diagnostic, Place};
use crate::limits::{COLUMNS, Limit, ROW, TABLE_CELLS};

/// Reads a text block by block.
pub(super) struct TextReader<'a> {
    file: String,
    anchors: &'a Anchors<'a>,
    /// What the last block left unread: the beginning of a row.
    rest: String,
    position: Option<Position>,
}

/// Where reading goes on, in a text whose header was found.
struct Position {
    dialect: Dialect,
    state: ScanState,
    /// None before the first block.
    finder: Option<TableFinder>,
    shape: Shape,
}

impl<'a> TextReader<'a> {
    pub fn new(file: &str, anchors: &'a Anchors<'a>) -> Self {
        Self { file: file.to_owned(), anchors, rest: String::new(), position: None }
    }

    /// The rows that are whole with the next `piece` of the text, behind which nothing follows where it is the `last`; none
    /// where there are none yet.
    ///
    /// Fails where no row holds the headings, and where a row is too large.
    pub fn block(&mut self, piece: String, last: bool) -> Result<Option<Sheet>, Diagnostic> {
        let mut text = std::mem::take(&mut self.rest);
        if text.is_empty() {
            text = piece;
        } else {
            text.push_str(&piece);
        }
        if text.len() as u64 > ROW.most && self.position.is_some() && line_ends(text.as_bytes()) == 0 {
            return Err(ROW.exceeded(&self.file, "has a longer row"));
        }
        let sheet = match self.position.take() {
            Some(position) => self.scan(text, position, last)?,
            None => self.scan_first(text, last)?,
        };
        let wide = sheet.rows.iter().any(|r| r.width() as u64 > COLUMNS.most);
        if wide {
            return Err(self.too_large(COLUMNS));
        }
        Ok((last || !sheet.rows.is_empty()).then_some(sheet))
    }

    /// The first block: its headings tell the dialect.
    fn scan_first(&mut self, text: String, last: bool) -> Result<Sheet, Diagnostic> {
        let found = dialect(&text, self.anchors).map_err(|limit| self.too_large(limit))?;
        let Some(dialect) = found else { return Err(no_header(&self.file, &text, self.anchors)) };
        let start = |dialect| Position {
            dialect,
            state: ScanState::at_the_start(&text, dialect),
            finder: None,
            shape: Shape::default(),
        };
        let single = Dialect { quote: b'\'', ..dialect };
        let (double, single) = (start(dialect), start(single));
        let may_be_single = dialect.quote == b'"' && text.contains('\'');
        let sheet = self.scan(text, double, last)?;
        // Single quotes show themselves in the header, or by the rows that fit only with them.
        if !may_be_single || !only_too_long(&sheet) {
            return Ok(sheet);
        }
        let (found, rest) = (self.position.take(), std::mem::take(&mut self.rest));
        let again = self.scan(sheet.text().to_owned() + &rest, single, last)?;
        if again.rows.iter().all(|r| r.fault.is_none()) {
            return Ok(again);
        }
        (self.position, self.rest) = (found, rest);
        Ok(sheet)
    }

    /// The rows of `text` from `position` on.
    fn scan(&mut self, mut text: String, position: Position, last: bool) -> Result<Sheet, Diagnostic> {
        let Position { dialect, state, finder, mut shape } = position;
        let mut rows = TextRows::default();
        let mut scanner = Scanner::of_block(&text, !last, dialect, self.anchors.mark, state);
        if finder.is_none() {
            scanner.skip_separator_line();
        }
        while !scanner.done() && scanner.row(&mut rows) {}
        let (read, state) = scanner.into_state();
        text[read..].clone_into(&mut self.rest);
        text.truncate(read);
        let mut sheet = Sheet::of_text(&self.file, text, rows);
        let finder = match finder.or_else(|| TableFinder::new(&sheet, self.anchors)) {
            Some(mut finder) => {
                finder.find(&mut sheet, self.anchors);
                Some(finder)
            }
            None if last => return Err(no_header(&self.file, sheet.text(), self.anchors)),
            None => None,
        };
        let cut = last && !sheet.text().ends_with(['\n', '\r']);
        shape.check(&mut sheet, cut);
        self.position = Some(Position { dialect, state, finder, shape });
        Ok(sheet)
    }

    fn too_large(&self, limit: Limit) -> Diagnostic {
        limit.exceeded(&self.file, "holds more")
    }
}

/// The sheet of a whole `text`; fails where no row holds the headings, and where there is too much of it.
pub(super) fn whole(file: &str, text: String, anchors: &Anchors<'_>) -> Result<Sheet, Diagnostic> {
    // A cell takes a byte at least: its separator, or its row's end.
    if text.len() as u64 > TABLE_CELLS.most {
        let ends = |b: &&u8| matches!(b, b',' | b';' | b'\t' | b'|' | b'\n' | b'\r');
        if text.bytes().filter(|b| ends(&b)).count() as u64 > TABLE_CELLS.most {
            return Err(TABLE_CELLS.exceeded(file, "holds more"));
        }
    }
    let sheet = TextReader::new(file, anchors).block(text, true)?;
    // The last block is always one.
    sheet.ok_or_else(|| no_header(file, "", anchors))
}

/// Whether there are faulty rows, and each of them has too many cells.
fn only_too_long(sheet: &Sheet) -> bool {
    let mut faults = sheet.rows.iter().filter_map(|r| r.fault).peekable();
    faults.peek().is_some() && faults.all(|(f, _)| f == RowFault::TooLong)
}

fn no_header(file: &str, text: &str, anchors: &Anchors<'_>) -> Diagnostic {
    let first = place_in(file, text, 0..0, 1);
    let shown: String = first.source.chars().take(200).collect();
    Diagnostic::error("no-header", format!("no row holds the column names of {}", anchors.what))
        .at(Place { source: shown, column: 0, ..first })
        .hint(format!("the first row names the columns: {}", anchors.columns))
}

impl Sheet {
    fn text(&self) -> &str {
        match &self.source {
            Source::Text { text, .. } => text,
            Source::Workbook { .. } | Source::Form { .. } => "",
        }
    }
}
