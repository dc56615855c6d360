//! Rows with positions: a file of any usual sort becomes cells that know their line and column.
//!
//! Nothing is guessed from statistics: the dialect is the one under which a row holds the column names that the caller
//! knows. Quote faults are found, not swallowed. Each row is either sound or carries its [`Fault`].

mod archive;
mod beginning;
mod biff;
mod decode;
mod dialect;
mod grid;
mod kind;
mod leftover;
mod ods;
mod pdf;
mod scan;
pub mod stream;
mod workbook;
mod write;

pub use beginning::Beginning;
pub use grid::{Cell, Fault, Row};
pub use leftover::leftover;
pub use write::{guard, plain, write_csv};

use crate::diag::{Diagnostic, Place};
use dialect::Found;
use grid::Grid;
use kind::Kind;
use std::ops::Range;
use std::sync::Arc;

/// What the caller knows of a table before it is read.
#[derive(Clone, Copy)]
pub struct Anchors<'a> {
    /// Whether a cell is the heading of a column.
    pub heading: &'a (dyn Fn(&str) -> bool + Sync),
    /// How many of them make a header.
    pub enough: usize,
    /// Whether a cell is one by which a row is recognised that an open quote has swallowed.
    pub mark: &'a (dyn Fn(&str) -> bool + Sync),
    /// Words with letters outside ASCII that may stand in the file, folded: they tell the older encodings apart.
    pub names: &'a [String],
    /// How a text before this one began, as its [`Reading`] says: this one may begin so too.
    pub before: Option<&'a Beginning>,
    /// What a table is called in messages, such as `a scorecard`.
    pub what: &'a str,
    /// What the header would be, for hints.
    pub columns: &'a str,
}

/// A table below its header.
#[derive(Debug)]
pub struct Table {
    /// The header's names as they stand in the file.
    pub header: Arc<[String]>,
    rows: Range<usize>,
}

/// One sheet: the text of a file, or a page of a workbook, with the tables in it.
#[derive(Debug)]
pub struct Sheet {
    /// The file as the person named it; a sheet of a workbook stands behind it in brackets.
    pub file: String,
    /// The tables in their order; a header in the middle of a file begins another one.
    pub tables: Vec<Table>,
    /// Whether lines and columns count a workbook's rows and columns.
    pub workbook: bool,
    /// Whether it is the form of a PDF: lines are pages then, and a cell is a field.
    pub form: bool,
    text: String,
    grid: Grid,
}

/// What a file holds.
#[derive(Debug, Default)]
pub struct Reading {
    /// Its sheets that have a table.
    pub sheets: Vec<Sheet>,
    /// What was noticed, and why something was not read.
    pub findings: Vec<Diagnostic>,
    /// How a text begins, where texts before it began otherwise and others may begin like it.
    pub beginning: Option<Beginning>,
}

impl Reading {
    fn refused(finding: Diagnostic) -> Self {
        Self { findings: vec![finding], ..Self::default() }
    }
}

/// The tables in `bytes`, which are the content of `file`: separated values, a workbook, or a zip of these.
///
/// Never fails: what can't be read is a finding.
pub fn read(file: &str, bytes: &[u8], anchors: &Anchors<'_>) -> Reading {
    match kind::kind(file, bytes) {
        Err(finding) => Reading::refused(finding),
        Ok(Kind::Text) => read_text(file, bytes, anchors),
        Ok(Kind::Pdf) => pdf::read(file, bytes),
        Ok(Kind::Zip) => archive::read(file, bytes, anchors),
        Ok(Kind::Compound) => workbook::read_compound(file, bytes, anchors),
    }
}

/// The one sheet of a file that holds a list, its header being a row with `enough` cells that `heading` knows; fails
/// with every fault that it has. `what` the list is, and which `columns` it has, stand in the messages.
pub fn read_list(
    file: &str,
    bytes: &[u8],
    heading: &(dyn Fn(&str) -> bool + Sync),
    enough: usize,
    what: &str,
    columns: &str,
) -> Result<Sheet, Vec<Diagnostic>> {
    let anchors = Anchors { heading, enough, mark: &|_| false, names: &[], before: None, what, columns };
    let mut reading = read(file, bytes, &anchors);
    reading.findings.retain(|f| f.severity > crate::diag::Severity::Note);
    if reading.findings.is_empty() && reading.sheets.len() > 1 {
        let finding = Diagnostic::error("many-sheets", format!("several sheets may be {what}"));
        reading.findings.push(finding.at(Place::file(file)).hint("keep one of them, or save it as CSV"));
    }
    match reading.sheets.pop() {
        Some(sheet) if reading.findings.is_empty() => Ok(sheet),
        _ => Err(reading.findings),
    }
}

/// The text of a file of separated values; refused with the real reason where it is something else.
pub(crate) fn text_of(file: &str, bytes: &[u8]) -> Result<String, Diagnostic> {
    match kind::kind(file, bytes)? {
        Kind::Text => Ok(decode::decode(file, bytes, &[]).text),
        Kind::Pdf => Err(Diagnostic::error("pdf", "the file is a PDF, not CSV").at(Place::file(file))),
        Kind::Zip | Kind::Compound => {
            let message = "the file is a workbook or an archive, not CSV";
            let place = Place::file(file);
            Err(Diagnostic::error("workbook", message).at(place).hint("open it and save it as CSV"))
        }
    }
}

/// The first rows of `text`, at most `most`: what the cells of each say, and the byte where it ends.
pub(crate) fn first_rows(text: &str, separator: u8, most: usize) -> Vec<(Vec<String>, usize)> {
    let mut grid = Grid::default();
    let mut scanner = scan::Scanner::new(text, scan::Dialect { separator, quote: b'"' }, &|_| false);
    while !scanner.done() && grid.rows.len() < most {
        scanner.row(&mut grid);
    }
    let cells = |row: &Row| grid.cells(row).iter().map(|c| grid.said(text, c).to_owned()).collect();
    grid.rows.iter().map(|row| (cells(row), row.span().end)).collect()
}

fn read_text(file: &str, bytes: &[u8], anchors: &Anchors<'_>) -> Reading {
    let decoded = decode::decode(file, bytes, anchors.names);
    let Found { grid, tables, beginning } = match dialect::read(&decoded.text, anchors) {
        Ok(Some(found)) => found,
        Ok(None) => return Reading::refused(no_header(file, &decoded.text, anchors)),
        Err(limit) => return Reading::refused(limit.exceeded(file, "holds more")),
    };
    let mut findings = decoded.findings;
    let sheet =
        Sheet { file: file.to_owned(), tables, workbook: false, form: false, text: decoded.text, grid };
    findings.extend(sheet.faults());
    Reading { sheets: vec![sheet], findings, beginning }
}

fn no_header(file: &str, text: &str, anchors: &Anchors<'_>) -> Diagnostic {
    let first = place_in(file, text, 0..0, 1);
    let shown: String = first.source.chars().take(200).collect();
    Diagnostic::error("no-header", format!("no row holds the column names of {}", anchors.what))
        .at(Place { source: shown, column: 0, ..first })
        .hint(format!("the first row names the columns: {}", anchors.columns))
}

impl Sheet {
    /// The rows of `table` that say something, faulty ones included.
    pub fn rows<'a>(&'a self, table: &'a Table) -> impl Iterator<Item = &'a Row> {
        self.grid.rows[table.rows.clone()].iter().filter(|r| !self.is_blank(r))
    }

    fn is_blank(&self, row: &Row) -> bool {
        row.fault.is_none() && self.grid.cells(row).iter().all(|c| self.said(c).trim().is_empty())
    }

    fn said(&self, cell: &Cell) -> &str {
        self.grid.said(&self.text, cell)
    }

    /// What the cell in `column`, counted from 0, says; nothing where the row is too short.
    pub fn cell(&self, row: &Row, column: usize) -> &str {
        self.grid.cells(row).get(column).map_or("", |c| self.said(c))
    }

    /// The first `n` cells of a row as they stand in a text file; none where there are fewer.
    pub fn first_cells(&self, row: &Row, n: usize) -> Option<&str> {
        let last = self.grid.cells(row).get(..n)?.last().filter(|_| !self.workbook && !self.form)?;
        Some(&self.text[row.span().start..last.span().end])
    }

    /// The row as it stands in the file.
    pub fn source(&self, row: &Row) -> &str {
        &self.text[row.span()]
    }

    /// The text without these rows of it, each with its row end; every other byte stays.
    pub fn without(&self, rows: &[Row]) -> String {
        let mut spans: Vec<Range<usize>> = rows.iter().map(Row::span).collect();
        spans.sort_by_key(|s| s.start);
        let (mut out, mut at) = (String::with_capacity(self.text.len()), 0);
        for span in spans {
            out.push_str(&self.text[at..span.start.max(at)]);
            let rest = &self.text[span.end..];
            let row_end = ["\r\n", "\n", "\r"].into_iter().find(|e| rest.starts_with(e)).map_or(0, str::len);
            at = span.end + row_end;
        }
        out.push_str(&self.text[at..]);
        out
    }

    /// The place of a cell, or of the row's end where the row is too short for it.
    pub fn place(&self, row: &Row, column: usize) -> Place {
        if self.form {
            return self.row_place(row);
        }
        if self.workbook {
            return Place { line: row.line as usize, column: column + 1, ..Place::file(&self.file) };
        }
        let end = row.span().end;
        let span = self.grid.cells(row).get(column).map_or(end..end, Cell::span);
        let blanks = self.text[span.clone()].len() - self.text[span.clone()].trim_start_matches(' ').len();
        self.place_of(row, (span.start + blanks).min(span.end)..span.end)
    }

    /// The place of a whole row.
    pub fn row_place(&self, row: &Row) -> Place {
        if self.workbook || self.form {
            return Place { line: row.line as usize, ..Place::file(&self.file) };
        }
        let start = row.span().start;
        Place { column: 0, width: 0, ..self.place_of(row, start..start) }
    }

    fn place_of(&self, row: &Row, span: Range<usize>) -> Place {
        let before = grid::line_ends(&self.text.as_bytes()[row.span().start..span.start]);
        place_in(&self.file, &self.text, span, (row.line + before) as usize)
    }

    /// The name of a cell as a workbook shows it, such as `G12`, or of a field by its page; none in a text file.
    pub fn cell_name(&self, row: &Row, column: usize) -> Option<String> {
        if self.form {
            let header = &self.tables.first()?.header;
            let item = header.iter().position(|h| h == "item").map_or("", |at| self.cell(row, at));
            return Some(format!("page {}, field {} of {item}", row.line, header.get(column)?));
        }
        self.workbook.then(|| format!("{}{}", column_letters(column), row.line))
    }

    /// The faults of its rows as findings.
    fn faults(&self) -> Vec<Diagnostic> {
        let faulty = self.tables.iter().flat_map(|t| self.grid.rows[t.rows.clone()].iter());
        faulty
            .filter_map(|row| {
                let (fault, at) = row.fault?;
                let at = at as usize;
                let width = self.text[at..].chars().next().map_or(0, char::len_utf8);
                Some(
                    Diagnostic::error(fault.code(), fault.message())
                        .at(self.place_of(row, at..at + width))
                        .hint(fault.hint()),
                )
            })
            .collect()
    }
}

/// Where an editor shows the bytes `span`, on any row end; they are in this `line`.
fn place_in(file: &str, text: &str, span: Range<usize>, line: usize) -> Place {
    let bytes = text.as_bytes();
    let start = memchr::memrchr2(b'\n', b'\r', &bytes[..span.start]).map_or(0, |i| i + 1);
    let end = memchr::memchr2(b'\n', b'\r', &bytes[span.start..]).map_or(bytes.len(), |i| span.start + i);
    Place {
        file: file.to_owned(),
        line,
        column: text[start..span.start].chars().count() + 1,
        source: text[start..end].to_owned(),
        width: text[span.start..span.end.clamp(span.start, end)].chars().count().max(1),
    }
}

impl Fault {
    fn code(self) -> &'static str {
        match self {
            Self::UnclosedQuote => "unclosed-quote",
            Self::StrayQuote => "stray-quote",
            Self::Nul => "nul-byte",
            Self::TooLong => "long-row",
            Self::Cut => "cut-off",
        }
    }

    /// What is wrong with the row, in a sentence without a full stop.
    pub fn message(self) -> &'static str {
        match self {
            Self::UnclosedQuote => "this quote is never closed",
            Self::StrayQuote => "there is text behind the closing quote",
            Self::Nul => "there is a zero byte in the row",
            Self::TooLong => "the row has more cells than the header",
            Self::Cut => "the file ends in the middle of this row",
        }
    }

    fn hint(self) -> &'static str {
        match self {
            Self::UnclosedQuote => "close it, or remove it; the row was left out, those below it were read",
            Self::StrayQuote => "write a quote inside a quoted cell twice: \"\"",
            Self::Nul => "the file may be damaged: save it again",
            Self::TooLong => "a text that holds the separator stands in quotes",
            Self::Cut => "ask for the file again; if it is whole, add the empty cells and a row end",
        }
    }
}

/// `A`, `B`, ... `Z`, `AA`, for columns counted from 0.
fn column_letters(column: usize) -> String {
    let last = char::from(b'A' + (column % 26) as u8);
    if column < 26 { last.to_string() } else { format!("{}{last}", column_letters(column / 26 - 1)) }
}

#[cfg(test)]
mod tests;
