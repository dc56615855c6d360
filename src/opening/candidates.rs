//! The list of candidates: a CSV file or a workbook with a column `name`, and perhaps `id`, `email`, `due`, `state` and
//! `state since`.

use super::dates::{DateFault, read_date};
use crate::diag::{Diagnostic, Failure, Warned};
use crate::limits::{self, unreadable};
use crate::sheet::{Anchors, Column, Row, Sheet, SheetReader, Table, Vocabulary, plain, with_names};
use crate::text::{did_you_mean, fold, shown};
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;
use std::path::Path;

/// Somebody who is interviewed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Candidate {
    /// The name as the list spells it.
    pub name: String,
    /// The id that a hiring system gave, where the list has one.
    pub id: Option<String>,
    /// The e-mail address, where the list has one.
    pub email: Option<String>,
    /// Names that they had before, where the list has some: scorecards may still carry them.
    pub former_names: Vec<String>,
    /// How many days ago the scorecards were due, where the list has a date: negative before it.
    pub overdue: Option<i64>,
    /// How far they are in the opening.
    pub state: CandidateState,
    /// Since when, where the list says so.
    pub since: Option<Date>,
}

impl Candidate {
    /// Whether `text` is their name, a former one, their id or their e-mail address.
    pub fn is_called(&self, text: &str) -> bool {
        let folded = fold(text);
        self.names().chain(self.id.as_deref()).chain(self.email.as_deref()).any(|name| fold(name) == folded)
    }

    /// The name, then former ones.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.name.as_str()).chain(self.former_names.iter().map(String::as_str))
    }
}

/// How far a candidate is in an opening.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum CandidateState {
    /// Is interviewed.
    #[default]
    Active,
    /// Doesn't want the job any more.
    Withdrawn,
    /// The team has ended it.
    Stopped,
    /// Gets the job.
    Hired,
    /// Has turned an offer down.
    Declined,
}

impl CandidateState {
    /// All states.
    pub const ALL: [Self; 5] = [Self::Active, Self::Withdrawn, Self::Stopped, Self::Hired, Self::Declined];

    /// The word for it in files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Withdrawn => "withdrawn",
            Self::Stopped => "stopped",
            Self::Hired => "hired",
            Self::Declined => "declined",
        }
    }

    /// The state that a cell names; an empty one is active.
    fn read(text: &str) -> Option<Self> {
        match fold(text).as_str() {
            "" => Some(Self::Active),
            "withdrew" => Some(Self::Withdrawn),
            "rejected" | "not hired" => Some(Self::Stopped),
            word => Self::ALL.into_iter().find(|s| s.name() == word),
        }
    }
}

/// The columns that are read.
pub(super) const COLUMNS: [Column; 9] = [
    Column::Candidate,
    Column::FirstName,
    Column::LastName,
    Column::Id,
    Column::Email,
    Column::Due,
    Column::State,
    Column::StateSince,
    Column::FormerName,
];

/// The candidates in the list at `path`, blank rows left out, and what was noticed; how late their scorecards are is counted
/// to `today`.
///
/// Fails with every row that can't be used.
pub fn read_candidates(
    path: &Path,
    today: Option<Date>,
    sheets: &SheetReader,
) -> Result<Warned<Vec<Candidate>>, Failure> {
    let bytes = limits::LIST_FILE.read(path).map_err(|e| unreadable(path, &e))?;
    let words = Vocabulary::new(&COLUMNS, &[]);
    let Warned { value: sheet, warnings } =
        sheets.read_list(&shown(path), &bytes, &anchors(&|c| is_name(&words, c)))?;
    let (value, _) = candidates_in(&sheet, today)?;
    let names: Vec<&str> = value.iter().map(|c| c.name.as_str()).collect();
    let warnings = with_names(warnings, &names);
    Ok(Warned { value, warnings })
}

/// A row of a list, with the table that it stands in.
pub(super) type ListRow = (usize, Row);

/// Whether `heading` is that of a column by which a list of candidates is known.
pub(super) fn is_name(words: &Vocabulary, heading: &str) -> bool {
    matches!(words.column(heading), Some(Column::Candidate | Column::LastName))
}

/// What is known of a list before it is read.
pub(super) fn anchors(heading: &(dyn Fn(&str) -> bool + Sync)) -> Anchors<'_> {
    Anchors {
        heading,
        enough: 1,
        mark: &|_| false,
        names: &[],
        what: "a list of candidates",
        columns: "one of them is `name`",
    }
}

/// The candidates of a list, each with the table and the row that it stands in; fails with every row that can't be used.
pub(super) fn candidates_in(
    sheet: &Sheet,
    today: Option<Date>,
) -> Result<(Vec<Candidate>, Vec<ListRow>), Failure> {
    let words = Vocabulary::new(&COLUMNS, &[]);
    let mut list = CandidateList {
        sheet,
        today,
        candidates: Vec::new(),
        rows: Vec::new(),
        lines: BTreeMap::new(),
        findings: Vec::new(),
    };
    for (at, table) in sheet.tables.iter().enumerate() {
        list.table(at, table, &words);
    }
    let CandidateList { candidates, rows, findings, .. } = list;
    if findings.is_empty() { Ok((candidates, rows)) } else { Err(Failure(findings)) }
}

/// Where a table of candidates has what.
struct NameColumns {
    /// The columns that make up a name.
    name: Vec<usize>,
    id: Option<usize>,
    email: Option<usize>,
    due: Option<usize>,
    state: Option<usize>,
    since: Option<usize>,
    former: Option<usize>,
}

impl NameColumns {
    fn of(table: &Table, words: &Vocabulary) -> Self {
        let at = |column| words.place(&table.header, column);
        let name = words.name_places(&table.header, Column::Candidate);
        Self {
            name,
            id: at(Column::Id),
            email: at(Column::Email),
            due: at(Column::Due),
            state: at(Column::State),
            since: at(Column::StateSince),
            former: at(Column::FormerName),
        }
    }
}

/// The list as it is read.
struct CandidateList<'a> {
    sheet: &'a Sheet,
    today: Option<Date>,
    candidates: Vec<Candidate>,
    /// Where each of them stands.
    rows: Vec<ListRow>,
    /// The lines of their names, folded.
    lines: BTreeMap<String, u32>,
    findings: Vec<Diagnostic>,
}

impl CandidateList<'_> {
    fn table(&mut self, at: usize, table: &Table, words: &Vocabulary) {
        let columns = NameColumns::of(table, words);
        for row in self.sheet.rows(table) {
            let before = self.candidates.len();
            self.row(row, &columns);
            if self.candidates.len() > before {
                self.rows.push((at, *row));
            }
        }
    }

    fn row(&mut self, row: &Row, columns: &NameColumns) {
        let sheet = self.sheet;
        let cell = |c: usize| plain(sheet.cell(row, c));
        let name = sheet.joined(row, &columns.name).into_owned();
        let folded = fold(&name);
        let place = || sheet.place(row, columns.name.first().copied().unwrap_or(0));
        if folded.is_empty() {
            let finding = Diagnostic::error("no-name", "the row has no name");
            self.findings.push(finding.at(sheet.row_place(row)).hint("write one, or remove the row"));
            return;
        }
        if let Some(first) = self.lines.insert(folded, row.line) {
            let message = format!("the candidate {name} is listed twice, first in line {first}");
            let hint = "if these are two people, tell them apart in their names";
            self.findings.push(Diagnostic::error("listed-twice", message).at(place()).hint(hint));
            return;
        }
        let text = |column: Option<usize>| column.map(|c| cell(c).to_owned()).filter(|t| !t.is_empty());
        let (id, email) = (text(columns.id), text(columns.email));
        for (what, own, column) in [("id", &id, columns.id), ("e-mail address", &email, columns.email)] {
            let Some((own, column)) = own.as_ref().zip(column) else { continue };
            let other = self.candidates.iter().find(|c| {
                let others = if what == "id" { &c.id } else { &c.email };
                others.as_ref().is_some_and(|o| fold(o) == fold(own))
            });
            if let Some(other) = other {
                let message = format!("{} has the {what} `{own}` too", other.name);
                let finding = Diagnostic::error("listed-twice", message).at(sheet.place(row, column));
                self.findings.push(finding.hint(format!("each has their own {what}, or none")));
            }
        }
        let due = self.date(row, columns.due);
        let overdue = due.zip(self.today).and_then(|(due, today)| today.since(due).ok());
        let overdue = overdue.map(|s| i64::from(s.get_days()));
        let since = self.date(row, columns.since);
        let said = columns.state.map_or("", cell);
        let state = CandidateState::read(said).unwrap_or_else(|| {
            let message = format!("`{said}` is no state of a candidate");
            let hint = did_you_mean(said, &CandidateState::ALL.map(CandidateState::name));
            let place = sheet.place(row, columns.state.unwrap_or(0));
            self.findings.push(Diagnostic::error("unknown-state", message).at(place).hint(hint));
            CandidateState::Active
        });
        let former = columns.former.map_or("", cell).split([';', '|', '\n']);
        let former_names = former.map(|n| n.trim().to_owned()).filter(|n| !n.is_empty()).collect();
        self.candidates.push(Candidate { name, id, email, former_names, overdue, state, since });
    }

    /// The day in the cell of `column`; none where it is empty, or can't be read, which is told.
    fn date(&mut self, row: &Row, column: Option<usize>) -> Option<Date> {
        let column = column?;
        let text = plain(self.sheet.cell(row, column));
        if text.is_empty() {
            return None;
        }
        read_date(text)
            .map_err(|fault| {
                let hint = match fault {
                    DateFault::DayOrMonth => "write it as 2026-11-30 or 30.11.2026",
                    _ => "write it as 2026-11-30, or leave it empty",
                };
                let finding = Diagnostic::error("no-date", fault.message(text));
                self.findings.push(finding.at(self.sheet.place(row, column)).hint(hint));
            })
            .ok()
    }
}
