//! What is inside files of other programs, as it is handed on: plain data, which a process can send to another.

use crate::diag::{Diagnostic, Place};
use crate::sheet::prose::ProseLine;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// What a file of another program holds.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Unpacked {
    /// Its parts, in their order.
    pub(in crate::sheet) parts: Vec<FilePart>,
    /// Why parts of it, or all, were not read, and what else was noticed.
    pub(in crate::sheet) remarks: Vec<Remark>,
}

/// A part that may hold tables.
#[derive(Debug, Serialize, Deserialize)]
pub(in crate::sheet) enum FilePart {
    /// A file of separated values that was packed with others.
    Text { file: String, bytes: Vec<u8> },
    /// A workbook.
    Book { file: String, pages: Vec<WorkbookPage> },
    /// The running text of a document.
    Prose { lines: Vec<ProseLine> },
    /// The form of a PDF: its rows by the pages on which they begin.
    Form { file: String, header: Vec<String>, rows: Vec<(u32, Vec<String>)> },
}

/// A page of a workbook: its cells that say something, by row and column, both counted from 0.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(in crate::sheet) struct WorkbookPage {
    pub notes: PageNotes,
    pub rows: BTreeMap<u32, BTreeMap<u32, String>>,
}

/// What a page of a workbook has beside what its cells say. Rows and columns count from 0, and ranges include their ends.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(in crate::sheet) struct PageNotes {
    pub name: String,
    /// Whether nobody sees the page.
    pub hidden: bool,
    pub hidden_rows: Vec<(u32, u32)>,
    pub hidden_columns: Vec<(u32, u32)>,
    /// Merged cells: first row, first column, last row, last column.
    pub merged: Vec<[u32; 4]>,
    /// Formulas whose values aren't stored.
    pub formulas: BTreeSet<(u32, u32)>,
    /// What people wrote beside cells: row, column, text.
    pub comments: Vec<(u32, u32, String)>,
}

impl WorkbookPage {
    /// An empty page of this name.
    pub(super) fn named(name: &str) -> Self {
        Self { notes: PageNotes { name: name.to_owned(), ..PageNotes::default() }, ..Self::default() }
    }

    /// Puts a text into a cell.
    pub(super) fn put(&mut self, row: u32, column: u32, text: String) {
        if !text.is_empty() {
            self.rows.entry(row).or_default().insert(column, text);
        }
    }

    /// How many cells its rows have when each reaches from the first column to its last cell.
    pub(in crate::sheet) fn span(&self) -> u64 {
        let width = |r: &BTreeMap<u32, String>| r.last_key_value().map_or(0, |(c, _)| u64::from(*c) + 1);
        self.rows.values().map(width).sum()
    }
}

/// What was noticed in a file, by which code it is known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::sheet) struct Remark {
    /// 0 for a note, 1 for a warning, 2 for an error.
    level: u8,
    code: String,
    message: String,
    file: String,
    hint: Option<String>,
}

/// The codes of remarks; another one can only come from a process that isn't ours.
const CODES: [&str; 19] = [
    "annotation",
    "archive",
    "damaged",
    "document",
    "empty",
    "html",
    "image",
    "json",
    "own-page",
    "pages-missing",
    "password",
    "pdf",
    "program",
    "skipped",
    "table",
    "text-document",
    "too-large",
    "unread-field",
    "workbook",
];

impl From<Diagnostic> for Remark {
    fn from(finding: Diagnostic) -> Self {
        Self {
            level: finding.severity as u8,
            code: finding.code.to_owned(),
            message: finding.message,
            file: finding.place.map(|p| p.file).unwrap_or_default(),
            hint: finding.hint,
        }
    }
}

impl From<Remark> for Diagnostic {
    fn from(remark: Remark) -> Self {
        let code = CODES.into_iter().chain(["xml"]).find(|c| *c == remark.code).unwrap_or("damaged");
        let finding = match remark.level {
            0 => Self::note(code, remark.message),
            1 => Self::warning(code, remark.message),
            _ => Self::error(code, remark.message),
        };
        finding.at(Place::file(remark.file)).maybe_hint(remark.hint)
    }
}

impl Unpacked {
    /// Nothing was unpacked, for this reason.
    pub fn refused(finding: Diagnostic) -> Self {
        Self { parts: Vec::new(), remarks: vec![finding.into()] }
    }

    /// One part.
    pub(super) fn of(part: FilePart) -> Self {
        Self { parts: vec![part], remarks: Vec::new() }
    }

    /// Adds what another file of the same archive holds.
    pub(super) fn append(&mut self, mut other: Self) {
        self.parts.append(&mut other.parts);
        self.remarks.append(&mut other.remarks);
    }
}
