//! What a file holds of scorecards, and what was wrong with it.

use super::held_at::HeldAt;
use super::layout::RatingCells;
use super::roster::Who;
use super::score::{Repair, Score};
use super::scores::Rejected;
use crate::diag::{Diagnostic, Place, Severity};
use crate::plan::Recommendation;
use crate::sheet::{Row, Sheet, free_text};
use crate::text::{count, fold, join};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What an entry says.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Value {
    Score(Score),
    Overall(Option<Recommendation>),
}

impl Value {
    /// Whether nothing was filled in yet.
    pub fn is_empty(self) -> bool {
        matches!(self, Self::Score(Score::Empty) | Self::Overall(None))
    }
}

/// One row, or one cell of a wide row, that names things of the plan.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    pub item: usize,
    pub value: Value,
    pub row: Row,
    pub cells: Arc<RatingCells>,
    /// Whether it stands in the row of another entry: the recommendation that each row of a long table repeats.
    pub aside: bool,
}

impl Entry {
    /// The evidence: all that its columns say, each text once.
    fn evidence<'s>(&self, sheet: &'s Sheet) -> Cow<'s, str> {
        let mut texts = self.cells.evidence.iter().map(|c| free_text(sheet.cell(&self.row, *c)));
        let first = texts.by_ref().find(|text| !text.is_empty()).unwrap_or_default();
        let mut all = vec![first];
        for text in texts {
            if !text.is_empty() && !all.contains(&text) {
                all.push(text);
            }
        }
        if all.len() == 1 { all.remove(0) } else { Cow::Owned(all.join("\n")) }
    }

    /// Whether a hint was needed, where its cell says so: whatever is written there but a no says yes, the hint itself included.
    fn hint(&self, sheet: &Sheet) -> Option<bool> {
        let text = sheet.cell(&self.row, self.cells.hint?).trim();
        (!text.is_empty()).then(|| !NO.contains(&fold(text).as_ref()))
    }

    /// What it says.
    pub fn said<'s>(&self, sheet: &'s Sheet) -> Said<'s> {
        Said { value: self.value, evidence: self.evidence(sheet), hint: self.hint(sheet) }
    }
}

/// What says no in a column `hint`.
const NO: [&str; 10] = ["no", "n", "none", "false", "0", "off", "-", "nein", "non", "falsch"];

/// What a scorecard says of an item.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Said<'s> {
    pub value: Value,
    pub evidence: Cow<'s, str>,
    /// Whether a hint was needed, where that is said.
    pub hint: Option<bool>,
}

impl Said<'_> {
    /// Whether nothing was filled in yet.
    pub fn is_empty(&self) -> bool {
        self.value.is_empty() && self.evidence.is_empty() && self.hint != Some(true)
    }

    /// Whether both say something of the same matter, and not the same; what one leaves empty contradicts nothing.
    pub fn contradicts(&self, other: &Self) -> bool {
        let hints = self.hint.is_some() && other.hint.is_some();
        (!self.value.is_empty() && !other.value.is_empty() && self.value != other.value)
            || (!self.evidence.is_empty() && !other.evidence.is_empty() && self.evidence != other.evidence)
            || (hints && self.hint != other.hint)
    }
}

/// A scorecard as one table of a file holds it.
#[derive(Debug)]
pub(super) struct Card {
    /// Which sheet of the reading.
    pub sheet: usize,
    pub who: Who,
    pub round: usize,
    pub interviewer: String,
    /// By what the name is known.
    pub interviewer_key: String,
    pub trainee: bool,
    pub entries: Vec<Entry>,
    /// Those that say once more what another one says.
    pub repeated: Vec<Entry>,
    /// When the conversation took place, where the card says it.
    pub held: Option<HeldAt>,
    /// The plan's revision, where the card says it.
    pub revision: Option<u32>,
    /// Rows that can't be used.
    pub faults: Vec<CardFault>,
}

/// A row of a scorecard that can't be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct CardFault {
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
    /// How many cells with text were read.
    pub texts_read: usize,
    /// How many of them are named in findings, those of rejected rows left out.
    pub texts_named: usize,
    /// The items of rows that were rejected: by sheet, round and place in it.
    pub rejected_items: BTreeSet<(usize, usize, usize)>,
    /// How many rows were rejected whose item isn't known, by sheet and round.
    pub unknown_items: BTreeMap<(usize, usize), usize>,
    /// Names that nobody on the lists has.
    pub unknown_names: BTreeSet<String>,
    pub repairs: BTreeMap<(usize, Repair), (usize, Place, String)>,
    /// Where the finding on each cause is.
    pub causes: BTreeMap<(&'static str, String), usize>,
}

impl FileReading {
    /// Nothing was read, for this reason.
    pub fn refused(finding: Diagnostic) -> Self {
        Self { findings: vec![finding], ..Self::default() }
    }

    /// Adds a finding, or its place to the one that has the same `cause`.
    pub fn tell(&mut self, finding: Diagnostic, cause: &str) {
        let n = self.findings.len();
        let at = *self.causes.entry((finding.code, cause.to_owned())).or_insert(n);
        match self.findings.get_mut(at) {
            Some(known) => known.also.extend(finding.place),
            None => self.findings.push(finding),
        }
    }

    /// Counts a cell that was understood by a repair.
    pub fn repaired(&mut self, sheet: usize, repair: Repair, text: &str, place: impl FnOnce() -> Place) {
        let known = self.repairs.entry((sheet, repair));
        known.or_insert_with(|| (0, place(), text.to_owned())).0 += 1;
    }

    /// Says of an encoding that was guessed which names are wrong in it.
    pub fn doubt_encoding(&mut self) {
        let foreign = |name: &&String| !name.is_ascii() || name.contains('?');
        let wrong: Vec<String> =
            self.unknown_names.iter().filter(foreign).map(|n| format!("`{n}`")).collect();
        if wrong.is_empty() {
            return;
        }
        for finding in self.findings.iter_mut().filter(|f| f.code == "encoding") {
            let names = join(&wrong, "and");
            let hint = finding.hint.take().unwrap_or_default();
            finding.severity = Severity::Warning;
            finding.hint = Some(format!("on no list: {names}; {hint}"));
        }
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
