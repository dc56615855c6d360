//! One file: what it holds of scorecards, and what was wrong with it.

mod entries;

use super::headings::{Heading, Headings};
use super::layout::{Cells, Layout};
use super::roster::{Roster, Who};
use super::score::{Repair, Score};
use super::{Content, Rejected, ScoreFile};
use crate::diag::{Diagnostic, Place};
use crate::limits;
use crate::plan::Recommendation;
use crate::sheet::{self, Anchors, Beginning, Row, Sheet, Table, plain};
use crate::text::count;
use entries::TableReader;
use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::sync::Arc;

/// What an entry says.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Value {
    Score(Score),
    Overall(Option<Recommendation>),
}

/// One row, or one cell of a wide row, that names things of the plan.
#[derive(Debug, Clone, Copy)]
pub(super) struct Entry {
    pub item: usize,
    pub value: Value,
    pub row: Row,
    pub cells: Cells,
}

/// A scorecard as one table of a file holds it.
#[derive(Debug)]
pub(super) struct Card {
    /// Which sheet of the reading.
    pub sheet: usize,
    pub who: Who,
    pub round: usize,
    pub interviewer: String,
    /// The name folded.
    pub interviewer_key: String,
    pub trainee: bool,
    pub entries: Vec<Entry>,
    /// Those that say once more what another one says.
    pub repeated: Vec<Entry>,
}

/// What a file gave.
#[derive(Debug, Default)]
pub(super) struct FileReading {
    pub sheets: Vec<Sheet>,
    pub cards: Vec<Card>,
    pub findings: Vec<Diagnostic>,
    pub rejected: Vec<Rejected>,
    pub rows_read: usize,
    repairs: BTreeMap<(usize, Repair), (usize, Place, String)>,
}

/// How the file before began, its header and where its columns are: the next file is mostly the same.
#[derive(Debug, Default)]
pub(super) struct Lately {
    beginning: Option<Beginning>,
    layout: Option<(Arc<[String]>, Layout)>,
}

/// What every file is read with.
#[derive(Debug)]
pub(super) struct Reader<'a> {
    pub roster: Roster<'a>,
    pub headings: Headings,
    pub foreign: Vec<String>,
}

impl Reader<'_> {
    /// What `file` holds; `lately` is what a file before it showed.
    pub fn file(&self, file: &ScoreFile, lately: &mut Lately) -> FileReading {
        let bytes = match &file.content {
            Content::Bytes(bytes) => std::borrow::Cow::Borrowed(bytes),
            Content::Path(path) => match limits::SCORECARD_FILE.read(path) {
                Ok(bytes) => std::borrow::Cow::Owned(bytes),
                Err(e) => {
                    let hint = match e.kind() {
                        ErrorKind::FileTooLarge => {
                            "a scorecard has a few kilobytes; docs/limits.md lists the limits"
                        }
                        _ => "check that it is there and that you may read it",
                    };
                    let finding = Diagnostic::error("unreadable", format!("can't be read: {e}"))
                        .at(Place::file(&file.name))
                        .hint(hint);
                    return FileReading { findings: vec![finding], ..FileReading::default() };
                }
            },
        };
        let heading = |c: &str| match self.headings.heading(c) {
            // A row of ratings has a cell `overall`, which is no header.
            Some(Heading::Overall) | None => false,
            Some(_) => true,
        };
        let mark = |c: &str| self.roster.marks_a_row(c);
        let anchors = Anchors {
            heading: &heading,
            enough: 3,
            mark: &mark,
            names: &self.foreign,
            before: lately.beginning.as_ref(),
            what: "a scorecard",
            columns: "plan, candidate, interviewer, round, item, score, evidence",
        };
        let mut reading = sheet::read(&file.name, &bytes, &anchors);
        if let Some(beginning) = reading.beginning.take() {
            lately.beginning = Some(beginning);
        }
        let mut out =
            FileReading { findings: std::mem::take(&mut reading.findings), ..FileReading::default() };
        for (i, sheet) in reading.sheets.iter().enumerate() {
            for table in &sheet.tables {
                self.table(i, sheet, table, lately, &mut out);
            }
        }
        out.sheets = reading.sheets;
        out.note_repairs();
        out
    }

    fn table(&self, index: usize, sheet: &Sheet, table: &Table, lately: &mut Lately, out: &mut FileReading) {
        if let Some((_, layout)) = lately.layout.as_ref().filter(|(header, _)| *header == table.header) {
            return TableReader::new(self, index, sheet, layout, out).read(table);
        }
        let layout = match Layout::find(sheet, table, &self.headings) {
            Ok(layout) => layout,
            Err(findings) => {
                out.findings.extend(findings);
                for row in sheet.rows(table) {
                    out.rows_read += 1;
                    out.reject(sheet, row, "the columns of the file are at fault");
                }
                return;
            }
        };
        TableReader::new(self, index, sheet, &layout, out).read(table);
        lately.layout = Some((Arc::clone(&table.header), layout));
    }
}

impl FileReading {
    pub fn reject(&mut self, sheet: &Sheet, row: &Row, reason: &str) {
        self.rejected.push(rejected(sheet, row, 0, reason));
    }

    fn repaired(&mut self, sheet: usize, repair: Repair, text: &str, place: impl FnOnce() -> Place) {
        let known = self.repairs.entry((sheet, repair));
        known.or_insert_with(|| (0, place(), text.to_owned())).0 += 1;
    }

    /// One note a file on each way in which cells were understood that don't say their value plainly.
    fn note_repairs(&mut self) {
        for ((_, repair), (n, place, text)) in std::mem::take(&mut self.repairs) {
            let (code, what, read) = match repair {
                Repair::DecimalComma => ("decimal-comma", "score", "with a decimal comma"),
                Repair::OutOf => ("out-of", "score", "as a share of the scale's highest point"),
                Repair::Synonym => ("synonym", "recommendation", "in other words"),
                Repair::Spelling => ("spelling", "item", "in another spelling"),
            };
            let was = if n == 1 { "was" } else { "were" };
            let message = format!("{} {was} understood that {was} written {read}: `{text}`", count(n, what));
            self.findings.push(Diagnostic::note(code, message).at(place));
        }
    }
}

pub(super) fn rejected(sheet: &Sheet, row: &Row, column: usize, reason: &str) -> Rejected {
    Rejected {
        file: sheet.file.clone(),
        line: row.line as usize,
        column,
        row: sheet.source(row).to_owned(),
        reason: reason.to_owned(),
    }
}

/// The evidence of an entry.
pub(super) fn evidence<'s>(sheet: &'s Sheet, entry: &Entry) -> &'s str {
    entry.cells.evidence.map_or("", |c| plain(sheet.cell(&entry.row, c)))
}

/// What an entry says, to be compared.
pub(super) fn said<'s>(sheet: &'s Sheet, entry: &Entry) -> (usize, String, &'s str) {
    (entry.item, format!("{:?}", entry.value), evidence(sheet, entry))
}
