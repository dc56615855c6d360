//! One sheet: rows of cells that know where they stand, whatever sort of file they come from.

use super::row::{Row, TextCell, TextRows, line_ends};
use super::unpack::PageNotes;
use super::write::{free_text, write_csv};
use crate::diag::{Diagnostic, Place};
use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

/// A table below its header.
#[derive(Debug)]
pub struct Table {
    /// The header's names as they stand in the file.
    pub header: Arc<[String]>,
    /// The row in which the header begins; in a later block of a text none of its rows.
    pub(super) begins: usize,
    pub(super) rows: Range<usize>,
}

/// Where the cells of a sheet come from.
#[derive(Debug)]
pub(super) enum Source {
    /// A text of separated values, whole or a block of it.
    Text { text: String, rows: TextRows },
    /// A page of a workbook: what each cell shows.
    Workbook { cells: Vec<String> },
    /// The form of a PDF: what each field says.
    Form { cells: Vec<String> },
}

/// One sheet with the tables in it: the text of a file, a page of a workbook, or a form.
#[derive(Debug)]
pub struct Sheet {
    /// The file as the person named it; a page of a workbook stands behind it in brackets.
    pub file: String,
    /// The tables in their order; a header in the middle of a file begins another one.
    pub tables: Vec<Table>,
    pub(super) rows: Vec<Row>,
    pub(super) source: Source,
    /// What a page of a workbook has beside its cells.
    pub(super) beside: PageNotes,
}

impl Sheet {
    /// A sheet over a text, its tables still to be found.
    pub(super) fn of_text(file: &str, text: String, mut rows: TextRows) -> Self {
        let own = std::mem::take(&mut rows.rows);
        Self {
            file: file.to_owned(),
            tables: Vec::new(),
            rows: own,
            source: Source::Text { text, rows },
            beside: PageNotes::default(),
        }
    }

    /// A sheet of rows that are numbered, its tables still to be found.
    pub(super) fn of_cells(
        file: String,
        numbered: impl Iterator<Item = (u32, Vec<String>)>,
        source: impl FnOnce(Vec<String>) -> Source,
    ) -> Self {
        let (mut rows, mut cells) = (Vec::new(), Vec::new());
        for (line, own) in numbered {
            let (first, width) = (cells.len() as u32, own.len() as u32);
            rows.push(Row { line, first, width, start: 0, end: 0, fault: None });
            cells.extend(own);
        }
        Self { file, tables: Vec::new(), rows, source: source(cells), beside: PageNotes::default() }
    }

    /// How many bytes it takes in memory.
    pub fn size(&self) -> usize {
        let rows = self.rows.len() * size_of::<Row>();
        rows + match &self.source {
            Source::Text { text, rows } => text.len() + rows.size(),
            Source::Workbook { cells } | Source::Form { cells } => {
                cells.iter().map(|cell| size_of::<String>() + cell.len()).sum()
            }
        }
    }

    /// The rows of `table` that say something, faulty ones included.
    pub fn rows<'a>(&'a self, table: &'a Table) -> impl Iterator<Item = &'a Row> {
        self.rows[table.rows.clone()].iter().filter(|r| !self.is_blank(r))
    }

    /// The rows with text that stand above all tables.
    pub fn rows_above(&self) -> impl Iterator<Item = &Row> {
        let first = self.tables.first().map_or(0, |table| table.begins);
        self.rows[..first].iter().filter(|r| !self.is_blank(r))
    }

    fn is_blank(&self, row: &Row) -> bool {
        row.fault.is_none() && (0..row.width()).all(|c| self.cell(row, c).trim().is_empty())
    }

    /// What the cell in `column`, counted from 0, says; nothing where the row is too short.
    #[inline]
    pub fn cell(&self, row: &Row, column: usize) -> &str {
        if column >= row.width() {
            return "";
        }
        let at = row.first as usize + column;
        match &self.source {
            Source::Text { text, rows } => rows.content(text, &rows.cells[at]),
            Source::Workbook { cells } | Source::Form { cells } => &cells[at],
        }
    }

    /// What several cells say, one behind the other, such as a first and a last name.
    pub fn joined(&self, row: &Row, columns: &[usize]) -> Cow<'_, str> {
        match columns {
            [one] => free_text(self.cell(row, *one)),
            several => {
                let parts: Vec<Cow<'_, str>> =
                    several.iter().map(|c| free_text(self.cell(row, *c))).filter(|p| !p.is_empty()).collect();
                Cow::Owned(parts.join(" "))
            }
        }
    }

    /// The name of the page, where the sheet is one of a workbook.
    pub fn page(&self) -> &str {
        match &self.source {
            Source::Workbook { .. } => &self.beside.name,
            _ => "",
        }
    }

    /// The row in which the header of a table begins; none in a form, and in a later block of a text.
    pub fn header_row(&self, table: &Table) -> Option<&Row> {
        self.rows.get(table.begins).filter(|_| !self.is_form() && table.begins < table.rows.start)
    }

    /// Whether it is the form of a PDF.
    pub fn is_form(&self) -> bool {
        matches!(self.source, Source::Form { .. })
    }

    /// The header of the table that a row belongs to.
    pub fn header_of(&self, row: &Row) -> &[String] {
        let begins =
            |table: &&Table| self.rows.get(table.rows.start).is_some_and(|first| first.line <= row.line);
        self.tables.iter().rev().find(begins).map_or(&[], |table| &table.header)
    }

    /// What to do about a row that is too short: it may have come from a file with another separator.
    pub fn short_row_hint(&self, row: &Row) -> String {
        let text = self.shown(row);
        let width = self.header_of(row).len();
        let others = [(';', "semicolons"), (',', "commas"), ('\t', "tabs"), ('|', "bars")];
        let other = others.iter().find(|(separator, _)| width > 1 && text.split(*separator).count() == width);
        match other {
            Some((_, name)) => format!(
                "{name} separate its cells, and not those of the header: two files may have been joined; save each with one separator"
            ),
            None => "add the cells that it lacks".to_owned(),
        }
    }

    /// The name of a column as a spreadsheet shows it, counted from 0; none in a form.
    pub fn letters(&self, column: usize) -> Option<String> {
        (!matches!(self.source, Source::Form { .. })).then(|| column_letters(column))
    }

    /// How many cells of a row say something.
    pub fn texts(&self, row: &Row) -> usize {
        self.cells(row).filter(|cell| !cell.trim().is_empty()).count()
    }

    /// Whether nobody sees a column, counted from 0.
    pub fn is_hidden_column(&self, column: usize) -> bool {
        self.beside.hidden_columns.iter().any(|(from, to)| (*from..=*to).contains(&(column as u32)))
    }

    /// Whether nobody sees the page.
    pub fn is_hidden(&self) -> bool {
        self.beside.hidden
    }

    /// Whether nobody sees a row.
    pub fn is_hidden_row(&self, row: &Row) -> bool {
        let number = row.line.saturating_sub(1);
        self.beside.hidden_rows.iter().any(|(from, to)| (*from..=*to).contains(&number))
    }

    /// Whether some of its rows are hidden.
    pub fn has_hidden_rows(&self) -> bool {
        !self.beside.hidden_rows.is_empty()
    }

    /// What people wrote beside its cells: the name of the cell, its place, and the text.
    pub fn comments(&self) -> impl Iterator<Item = (String, Place, &str)> {
        self.beside.comments.iter().map(|(row, column, text)| {
            let (line, at) = (*row as usize + 1, *column as usize);
            let place = Place { line, column: at + 1, ..Place::file(&self.file) };
            (format!("{}{line}", column_letters(at)), place, text.as_str())
        })
    }

    /// The merged cells that cover several rows: the first row and the last, counted from 1, and the first column and the
    /// last, counted from 0.
    pub fn merged_rows(&self) -> impl Iterator<Item = ([u32; 2], [usize; 2])> {
        let merged = self.beside.merged.iter().filter(|m| m[2] > m[0]);
        merged.map(|[r0, c0, r1, c1]| ([r0 + 1, r1 + 1], [*c0 as usize, *c1 as usize]))
    }

    /// Whether a cell is a formula whose value isn't stored.
    pub fn is_bare_formula(&self, row: &Row, column: usize) -> bool {
        self.beside.formulas.contains(&(row.line.saturating_sub(1), column as u32))
    }

    /// What the first of the merged cells says that this empty one belongs to.
    pub fn merged(&self, row: &Row, column: usize) -> Option<&str> {
        let (r, c) = (row.line.checked_sub(1)?, column as u32);
        let is_in = |m: &&[u32; 4]| (m[0]..=m[2]).contains(&r) && (m[1]..=m[3]).contains(&c) && m[0] < r;
        let [first, left, ..] = *self.beside.merged.iter().find(is_in)?;
        let first = self.rows.iter().find(|row| row.line == first + 1)?;
        Some(self.cell(first, left as usize))
    }

    /// All that the cells of a row say.
    pub(super) fn cells<'a>(&'a self, row: &'a Row) -> impl Iterator<Item = &'a str> {
        (0..row.width()).map(|c| self.cell(row, c))
    }

    /// The row as it stands in a text, else as CSV would have it.
    pub fn shown(&self, row: &Row) -> Cow<'_, str> {
        if let Source::Text { text, .. } = &self.source {
            return Cow::Borrowed(&text[row.span()]);
        }
        let cells: Vec<&str> = self.cells(row).collect();
        let line = String::from_utf8_lossy(&write_csv(&[cells])).into_owned();
        Cow::Owned(line.trim_end_matches('\n').to_owned())
    }

    /// The text without these rows of it, each with its row end, every other byte as it was; none where the sheet is no
    /// text.
    pub fn without(&self, rows: &[Row]) -> Option<String> {
        let Source::Text { text, .. } = &self.source else { return None };
        let mut spans: Vec<Range<usize>> = rows.iter().map(Row::span).collect();
        spans.sort_by_key(|s| s.start);
        let (mut out, mut at) = (String::with_capacity(text.len()), 0);
        for span in spans {
            out.push_str(&text[at..span.start.max(at)]);
            let rest = &text[span.end..];
            let row_end = ["\r\n", "\n", "\r"].into_iter().find(|e| rest.starts_with(e)).map_or(0, str::len);
            at = span.end + row_end;
        }
        out.push_str(&text[at..]);
        Some(out)
    }

    /// The place of a cell, or of the row's end where the row is too short for it.
    pub fn place(&self, row: &Row, column: usize) -> Place {
        match &self.source {
            Source::Form { .. } => self.row_place(row),
            Source::Workbook { .. } => Place { column: column + 1, ..self.row_place(row) },
            Source::Text { text, rows } => {
                let end = row.span().end;
                let cell = (column < row.width()).then(|| &rows.cells[row.first as usize + column]);
                let span = cell.map_or(end..end, TextCell::span);
                let blanks = text[span.clone()].len() - text[span.clone()].trim_start_matches(' ').len();
                self.text_place(text, row, (span.start + blanks).min(span.end)..span.end)
            }
        }
    }

    /// The place of a whole row.
    pub fn row_place(&self, row: &Row) -> Place {
        match &self.source {
            Source::Workbook { .. } | Source::Form { .. } => {
                Place { line: row.line as usize, ..Place::file(&self.file) }
            }
            Source::Text { text, .. } => {
                let start = row.span().start;
                Place { column: 0, width: 0, ..self.text_place(text, row, start..start) }
            }
        }
    }

    fn text_place(&self, text: &str, row: &Row, span: Range<usize>) -> Place {
        let before = line_ends(&text.as_bytes()[row.span().start..span.start]);
        place_in(&self.file, text, span, (row.line + before) as usize)
    }

    /// The name of a cell as a workbook shows it, such as `G12`, or of a field by its page; none in a text file.
    pub fn cell_name(&self, row: &Row, column: usize) -> Option<String> {
        match &self.source {
            Source::Text { .. } => None,
            Source::Workbook { .. } => Some(format!("{}{}", column_letters(column), row.line)),
            Source::Form { .. } => {
                let header = &self.tables.first()?.header;
                let item = header.iter().position(|h| h == "item").map_or("", |at| self.cell(row, at));
                let page = if row.line > 0 { format!("page {}, ", row.line) } else { String::new() };
                Some(format!("{page}field {} of {item}", header.get(column)?))
            }
        }
    }

    /// The faults of its rows, headers among them, as findings.
    pub(super) fn faults(&self) -> Vec<Diagnostic> {
        let Source::Text { text, .. } = &self.source else { return Vec::new() };
        // Of a later block of a text the header stands in the first one.
        let all = |t: &Table| t.begins.min(t.rows.start)..t.rows.end;
        let rows = self.tables.iter().flat_map(|t| self.rows[all(t)].iter());
        rows.filter_map(|row| {
            let (fault, at) = row.fault?;
            let at = at as usize;
            let width = text[at..].chars().next().map_or(0, char::len_utf8);
            let finding = Diagnostic::error(fault.code(), fault.message());
            Some(finding.at(self.text_place(text, row, at..at + width)).hint(fault.hint()))
        })
        .collect()
    }
}

/// Where an editor shows the bytes `span`, on any row end; they are in this `line`.
pub(super) fn place_in(file: &str, text: &str, span: Range<usize>, line: usize) -> Place {
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

/// `A`, `B`, ... `Z`, `AA`, for columns counted from 0.
pub(super) fn column_letters(column: usize) -> String {
    let last = char::from(b'A' + (column % 26) as u8);
    if column < 26 { last.to_string() } else { format!("{}{last}", column_letters(column / 26 - 1)) }
}

#[cfg(test)]
mod tests {
    use super::column_letters;

    #[test]
    fn column_letters_are_a_spreadsheets() {
        assert_eq!([0, 25, 26, 701, 702].map(column_letters), ["A", "Z", "AA", "ZZ", "AAA"]);
    }
}
