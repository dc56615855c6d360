//! The cells of a list of questions under the names of their columns.

use crate::diag::Place;
use crate::sheet::{Row, Sheet, Table, plain};
use crate::text::{fold, visible};
use std::collections::BTreeMap;

/// The columns of a list, each under the names that people give it.
const COLUMNS: [(&str, &[&str]); 10] = [
    ("ask", &["ask", "question", "question text", "interview question", "prompt", "wording"]),
    ("title", &["title", "name", "short name", "topic", "headline"]),
    ("role", &["role", "roles", "position", "job"]),
    ("level", &["level", "levels", "seniority"]),
    ("stack", &["stack", "stacks", "technology", "technologies", "language"]),
    ("kind", &["kind", "type", "question type", "category"]),
    ("competency", &["competency", "competencies", "competence", "skill", "skills"]),
    ("minutes", &["minutes", "min", "time", "duration"]),
    ("answer", &["answer", "good answer", "expected answer", "model answer", "sample answer"]),
    ("notes", &["notes", "note", "comment", "comments", "remarks"]),
];

/// The column that a heading announces.
pub(super) fn column(heading: &str) -> Option<&'static str> {
    let plain = fold(heading.trim().trim_end_matches([':', '?', '*'])).replace(['_', '-'], " ");
    COLUMNS.iter().find(|(_, names)| names.contains(&plain.as_str())).map(|(column, _)| *column)
}

/// Which column of a table stands where.
pub(super) struct Columns {
    read: BTreeMap<&'static str, usize>,
    /// Columns of other names: place and heading.
    unread: Vec<(usize, String)>,
}

impl Columns {
    pub(super) fn of(table: &Table) -> Self {
        let mut columns = Self { read: BTreeMap::new(), unread: Vec::new() };
        for (at, heading) in table.header.iter().enumerate() {
            match column(heading) {
                Some(column) => {
                    columns.read.entry(column).or_insert(at);
                }
                None => columns.unread.push((at, heading.trim().to_owned())),
            }
        }
        columns
    }

    /// The headings of the columns that become comments, quoted.
    pub(super) fn unread(&self) -> Vec<String> {
        let headings = self.unread.iter().map(|(_, heading)| heading).filter(|heading| !heading.is_empty());
        headings.map(|heading| format!("`{}`", visible(heading))).collect()
    }
}

/// A row with the names of its cells.
pub(super) struct Cells<'r> {
    sheet: &'r Sheet,
    columns: &'r Columns,
    row: &'r Row,
}

impl<'r> Cells<'r> {
    pub(super) fn new(sheet: &'r Sheet, columns: &'r Columns, row: &'r Row) -> Self {
        Self { sheet, columns, row }
    }

    /// The row's line in the list.
    pub(super) fn line_number(&self) -> usize {
        self.row.line as usize
    }

    pub(super) fn row_place(&self) -> Place {
        self.sheet.row_place(self.row)
    }

    /// The text in a column; empty where there is no such column.
    pub(super) fn said(&self, column: &str) -> &str {
        self.columns.read.get(column).map_or("", |at| plain(self.sheet.cell(self.row, *at)))
    }

    /// The text in a column, on one line.
    pub(super) fn line(&self, column: &str) -> String {
        self.said(column).split_whitespace().collect::<Vec<_>>().join(" ")
    }

    pub(super) fn place(&self, column: &str) -> Place {
        let at = self.columns.read.get(column);
        at.map_or_else(|| self.row_place(), |at| self.sheet.place(self.row, *at))
    }

    /// What becomes comments: the line of the list, its notes, and what stands in columns of other names.
    pub(super) fn notes(&self) -> Vec<String> {
        let mut notes = vec![format!("From {}, line {}.", self.sheet.file, self.row.line)];
        let noted = self.columns.read.get("notes").map(|at| (*at, "Notes"));
        let others = self.columns.unread.iter().map(|(at, heading)| (*at, heading.as_str()));
        for (at, heading) in noted.into_iter().chain(others) {
            let text = plain(self.sheet.cell(self.row, at));
            if !text.is_empty() {
                notes.extend(format!("{heading}: {text}").lines().map(str::to_owned));
            }
        }
        notes
    }
}
