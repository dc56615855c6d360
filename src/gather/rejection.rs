//! A row that is not accepted, as a person can work through it in a spreadsheet.

use super::reading::Entry;
use super::scores::Rejected;
use crate::sheet::{Row, Sheet};

/// Which cell of a row is at fault, and what the row is about.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Fault<'a> {
    /// The column; none where the whole row is meant.
    pub column: Option<usize>,
    /// The question, as its id or as the row names it.
    pub question: &'a str,
    pub reason: &'a str,
}

/// `row`, rejected with all its cells.
pub(super) fn rejected(sheet: &Sheet, row: &Row, fault: Fault<'_>) -> Rejected {
    let place = fault.column.map_or_else(|| sheet.row_place(row), |c| sheet.place(row, c));
    let heading = fault.column.and_then(|c| sheet.header_of(row).get(c));
    Rejected {
        file: sheet.file.clone(),
        sheet: sheet.page().to_owned(),
        line: place.line,
        column: place.column,
        letters: fault.column.and_then(|c| sheet.letters(c)).unwrap_or_default(),
        heading: heading.map(|h| h.split_whitespace().collect::<Vec<_>>().join(" ")).unwrap_or_default(),
        question: fault.question.to_owned(),
        reason: fault.reason.to_owned(),
        row: sheet.shown(row).into_owned(),
        texts: sheet.texts(row),
    }
}

/// The row of `entry`; in a table with a column a question only the cells of that one count as rejected.
pub(super) fn rejected_entry(
    sheet: &Sheet,
    entry: &Entry,
    question: &str,
    reason: &str,
    wide: bool,
) -> Rejected {
    let fault = Fault { column: Some(entry.cells.score), question, reason };
    let mut rejected = rejected(sheet, &entry.row, fault);
    if wide {
        let columns = entry.cells.columns();
        rejected.texts = columns.filter(|c| !sheet.cell(&entry.row, *c).trim().is_empty()).count();
    }
    rejected
}
