//! What a file holds of scorecards, and what was wrong with it.

use super::layout::Cells;
use super::roster::Who;
use super::score::{Repair, Score};
use super::scores::Rejected;
use crate::diag::{Diagnostic, Place};
use crate::plan::Recommendation;
use crate::sheet::{Row, Sheet, free_text};
use crate::text::{count, fold};
use std::borrow::Cow;
use std::collections::BTreeMap;

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
    /// The plan's revision, where the card says it.
    pub revision: Option<u32>,
    /// Rows that can't be used.
    pub faults: Vec<CellFault>,
}

/// A row of a scorecard that can't be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct CellFault {
    /// The item, where that is known.
    pub item: Option<usize>,
    /// What is wrong with it.
    pub why: String,
}

/// A scorecard none of whose rows can be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct RefusedCard {
    /// About whom it is, where that is known.
    pub who: Option<Who>,
    /// The candidate as it names them.
    pub candidate: String,
    /// The round, where that is known.
    pub round: Option<usize>,
    /// The interviewer as it names them.
    pub interviewer: String,
    /// What is wrong with it.
    pub why: String,
}

/// What a file gave.
#[derive(Debug, Default)]
pub(super) struct FileReading {
    pub sheets: Vec<Sheet>,
    pub cards: Vec<Card>,
    pub findings: Vec<Diagnostic>,
    pub rejected: Vec<Rejected>,
    pub refused: Vec<RefusedCard>,
    pub rows_read: usize,
    pub repairs: BTreeMap<(usize, Repair), (usize, Place, String)>,
}

impl FileReading {
    /// Nothing was read, for this reason.
    pub fn refused(finding: Diagnostic) -> Self {
        Self { findings: vec![finding], ..Self::default() }
    }

    /// Rejects a whole row.
    pub fn reject(&mut self, sheet: &Sheet, row: &Row, reason: &str) {
        self.rejected.push(rejected(sheet, row, 0, reason));
    }

    /// Counts a cell that was understood by a repair.
    pub fn repaired(&mut self, sheet: usize, repair: Repair, text: &str, place: impl FnOnce() -> Place) {
        let known = self.repairs.entry((sheet, repair));
        known.or_insert_with(|| (0, place(), text.to_owned())).0 += 1;
    }

    /// One note a file on each way in which cells were understood that don't say their value plainly.
    pub fn note_repairs(&mut self) {
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
        row: sheet.shown(row).into_owned(),
        reason: reason.to_owned(),
    }
}

/// The evidence of an entry.
pub(super) fn evidence<'s>(sheet: &'s Sheet, entry: &Entry) -> Cow<'s, str> {
    entry.cells.evidence.map_or(Cow::Borrowed(""), |c| free_text(sheet.cell(&entry.row, c)))
}

/// What says no in a column `hint`.
const NO: [&str; 10] = ["no", "n", "none", "false", "0", "off", "-", "nein", "non", "falsch"];

/// Whether an entry says that a hint was needed: whatever else is written there says so, the hint itself included.
pub(super) fn needed_hint(sheet: &Sheet, entry: &Entry) -> bool {
    let text = entry.cells.hint.map_or("", |column| sheet.cell(&entry.row, column).trim());
    !text.is_empty() && !NO.contains(&fold(text).as_str())
}

/// What an entry says, to be compared: its item, value and evidence, and whether a hint was needed.
pub(super) type EntryContent<'s> = (usize, String, Cow<'s, str>, bool);

/// What an entry says, to be compared.
pub(super) fn said<'s>(sheet: &'s Sheet, entry: &Entry) -> EntryContent<'s> {
    (entry.item, format!("{:?}", entry.value), evidence(sheet, entry), needed_hint(sheet, entry))
}
