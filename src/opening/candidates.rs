//! The list of candidates: a CSV file or a workbook with a column `name`, and perhaps `id` and `due`.

use crate::diag::{Diagnostic, Failure, Warned};
use crate::limits::{self, unreadable};
use crate::sheet::{Anchors, Column, Row, Sheet, SheetReader, Table, Vocabulary, plain, with_names};
use crate::text::{fold, shown};
use jiff::civil::Date;
use std::collections::BTreeMap;
use std::path::Path;

/// Somebody who is interviewed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Candidate {
    /// The name as the list spells it.
    pub name: String,
    /// The id that a hiring system gave, where the list has one.
    pub id: Option<String>,
    /// How many days ago the scorecards were due, where the list has a date: negative before it.
    pub overdue: Option<i64>,
}

/// The columns that are read.
const COLUMNS: [Column; 5] =
    [Column::Candidate, Column::FirstName, Column::LastName, Column::Id, Column::Due];

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
    let anchors = Anchors {
        heading: &|c| matches!(words.column(c), Some(Column::Candidate | Column::LastName)),
        enough: 1,
        mark: &|_| false,
        names: &[],
        what: "a list of candidates",
        columns: "one of them is `name`",
    };
    let Warned { value: sheet, warnings } = sheets.read_list(&shown(path), &bytes, &anchors)?;
    let mut list = CandidateList {
        sheet: &sheet,
        today,
        candidates: Vec::new(),
        lines: BTreeMap::new(),
        findings: Vec::new(),
    };
    for table in &sheet.tables {
        list.table(table, &words);
    }
    let CandidateList { candidates: value, findings, .. } = list;
    if !findings.is_empty() {
        return Err(Failure(findings));
    }
    let names: Vec<&str> = value.iter().map(|c| c.name.as_str()).collect();
    let warnings = with_names(warnings, &names);
    Ok(Warned { value, warnings })
}

/// Where a table of candidates has what.
struct NameColumns {
    /// The columns that make up a name.
    name: Vec<usize>,
    id: Option<usize>,
    due: Option<usize>,
}

impl NameColumns {
    fn of(table: &Table, words: &Vocabulary) -> Self {
        let at = |column| words.place(&table.header, column);
        let name = words.name_places(&table.header, Column::Candidate);
        Self { name, id: at(Column::Id), due: at(Column::Due) }
    }
}

/// The list as it is read.
struct CandidateList<'a> {
    sheet: &'a Sheet,
    today: Option<Date>,
    candidates: Vec<Candidate>,
    /// The lines of their names, folded.
    lines: BTreeMap<String, u32>,
    findings: Vec<Diagnostic>,
}

impl CandidateList<'_> {
    fn table(&mut self, table: &Table, words: &Vocabulary) {
        let columns = NameColumns::of(table, words);
        for row in self.sheet.rows(table) {
            self.row(row, &columns);
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
        let id = columns.id.map(|c| cell(c).to_owned()).filter(|id| !id.is_empty());
        let due = columns.due.map(|c| (c, cell(c))).filter(|(_, due)| !due.is_empty());
        let overdue = match due.map(|(c, due)| (c, due, due.parse::<Date>())) {
            None => None,
            Some((.., Ok(due))) => {
                self.today.and_then(|t| t.since(due).ok()).map(|s| i64::from(s.get_days()))
            }
            Some((column, due, Err(_))) => {
                let message = format!("`{due}` is not a date");
                let hint = "write it as 2026-11-30, or leave it empty";
                let finding = Diagnostic::error("no-date", message);
                self.findings.push(finding.at(sheet.place(row, column)).hint(hint));
                None
            }
        };
        self.candidates.push(Candidate { name, id, overdue });
    }
}
