//! Lists that are tables: separated values and workbooks.

use super::entry::{EntrySink, Field, FieldValue, ImportedEntry};
use crate::diag::{Diagnostic, Failure, Place, Severity};
use crate::sheet::{Anchors, Column, Row, Sheet, SheetReader, Table, Vocabulary, free_text};

/// Hands the rows of all tables in `bytes` to `sink`, and returns what was noticed. Fails where there is no table.
pub(super) fn read(
    file: &str,
    bytes: &[u8],
    reader: &SheetReader,
    words: &Vocabulary,
    sink: &mut dyn EntrySink,
) -> Result<Vec<Diagnostic>, Failure> {
    let anchors = Anchors {
        heading: &|c| matches!(words.column(c), Some(Column::Ask | Column::Title)),
        enough: 1,
        mark: &|_| false,
        names: &[],
        what: "a list of questions",
        columns: "one of them is `question` or `title`",
    };
    let mut reading = reader.read(file, bytes, &anchors);
    if reading.sheets.is_empty() {
        return Err(Failure(reading.findings.into_iter().map(as_a_list).collect()));
    }
    let several = reading.sheets.len() > 1;
    for sheet in &reading.sheets {
        rows_above(sheet, &mut reading.findings);
        let sections: Vec<String> =
            if several && !sheet.page().is_empty() { vec![sheet.page().to_owned()] } else { Vec::new() };
        for table in &sheet.tables {
            for row in sheet.rows(table).filter(|row| row.fault.is_none()) {
                let place =
                    |at: Option<usize>| at.map_or_else(|| sheet.row_place(row), |at| sheet.place(row, at));
                sink.entry(ImportedEntry {
                    file: &sheet.file,
                    line: row.line as usize,
                    sections: &sections,
                    fields: fields(sheet, table, row),
                    place: &place,
                });
            }
        }
    }
    Ok(reading.findings)
}

/// The cells of a row under their headings. A cell below merged ones says what those say.
fn fields(sheet: &Sheet, table: &Table, row: &Row) -> Vec<Field> {
    let headings = table.header.iter().enumerate();
    let cells = headings.map(|(at, heading)| {
        let own = sheet.cell(row, at);
        let cell = if own.trim().is_empty() { sheet.merged(row, at).unwrap_or(own) } else { own };
        let text = free_text(cell);
        let value = FieldValue::Text(text.replace("\r\n", "\n").replace('\r', "\n"));
        Field { heading: heading.trim().to_owned(), value, at }
    });
    cells.collect()
}

/// Notes the text above the first header.
fn rows_above(sheet: &Sheet, findings: &mut Vec<Diagnostic>) {
    let above: Vec<&Row> = sheet.rows_above().collect();
    if let Some((first, others)) = above.split_first() {
        let finding = Diagnostic::note("above", "what stands above the column names is not read");
        let also: Vec<Place> = others.iter().map(|row| sheet.row_place(row)).collect();
        findings.push(Diagnostic { also, ..finding.at(sheet.row_place(first)) });
    }
}

/// A finding of the one reader of tables, with a hint for who has a list of questions.
fn as_a_list(finding: Diagnostic) -> Diagnostic {
    let of_a_card =
        ["image", "empty", "program", "json", "text-document", "html", "own-page"].contains(&finding.code);
    if of_a_card && finding.severity == Severity::Error {
        finding
            .hint("a list of questions is CSV, a workbook, Markdown, YAML or JSON, with a field `question`")
    } else {
        finding
    }
}
