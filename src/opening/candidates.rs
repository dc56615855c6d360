//! The list of candidates: a CSV file or a workbook with a column `name`, and perhaps `id` and `due`.

use crate::diag::{Diagnostic, Failure};
use crate::limits::{self, unreadable};
use crate::sheet::{Sheet, Table, plain, read_list};
use crate::text::{fold, shown};
use jiff::civil::Date;
use std::collections::BTreeSet;
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

/// The candidates in the list at `path`, blank rows left out; how late their scorecards are is counted to `today`.
///
/// Fails with every row that can't be used.
pub fn read_candidates(path: &Path, today: Option<Date>) -> Result<Vec<Candidate>, Failure> {
    let bytes = limits::LIST_FILE.read(path).map_err(|e| unreadable(path, &e))?;
    let heading = |c: &str| is_column(c, &["name", "candidate"]);
    let sheet = read_list(&shown(path), &bytes, &heading, 1, "a list of candidates", "one of them is `name`")
        .map_err(Failure)?;
    let mut list = CandidateList {
        sheet: &sheet,
        today,
        candidates: Vec::new(),
        seen: BTreeSet::new(),
        findings: Vec::new(),
    };
    for table in &sheet.tables {
        list.table(table);
    }
    if list.findings.is_empty() { Ok(list.candidates) } else { Err(Failure(list.findings)) }
}

fn is_column(heading: &str, names: &[&str]) -> bool {
    names.contains(&heading.trim().trim_start_matches('\u{feff}').to_lowercase().as_str())
}

/// The list as it is read.
struct CandidateList<'a> {
    sheet: &'a Sheet,
    today: Option<Date>,
    candidates: Vec<Candidate>,
    /// Their names, folded.
    seen: BTreeSet<String>,
    findings: Vec<Diagnostic>,
}

impl CandidateList<'_> {
    fn table(&mut self, table: &Table) {
        let column = |names: &[&str]| table.header.iter().position(|c| is_column(c, names));
        let name_column = column(&["name", "candidate"]).unwrap_or(0);
        let (id_column, due_column) = (column(&["id", "candidate id", "candidate_id"]), column(&["due"]));
        let sheet = self.sheet;
        for row in sheet.rows(table) {
            let said = |c: Option<usize>| c.map_or("", |c| plain(sheet.cell(row, c)));
            let name = said(Some(name_column)).to_owned();
            let folded = fold(&name);
            if folded.is_empty() {
                let finding = Diagnostic::error("no-name", "the row has no name");
                self.findings.push(finding.at(sheet.row_place(row)).hint("write one, or remove the row"));
                continue;
            }
            if !self.seen.insert(folded) {
                let message = format!("the candidate {name} is listed twice");
                let hint = "if these are two people, tell them apart in their names";
                let place = sheet.place(row, name_column);
                self.findings.push(Diagnostic::error("listed-twice", message).at(place).hint(hint));
                continue;
            }
            let id = Some(said(id_column).to_owned()).filter(|id| !id.is_empty());
            let due = said(due_column);
            let overdue = match (due, due.parse::<Date>()) {
                ("", _) => None,
                (_, Ok(due)) => self.today.and_then(|t| t.since(due).ok()).map(|s| i64::from(s.get_days())),
                (_, Err(_)) => {
                    let message = format!("`{due}` is not a date");
                    let place = due_column.map_or_else(|| sheet.row_place(row), |c| sheet.place(row, c));
                    let hint = "write it as 2026-11-30, or leave it empty";
                    self.findings.push(Diagnostic::error("no-date", message).at(place).hint(hint));
                    None
                }
            };
            self.candidates.push(Candidate { name, id, overdue });
        }
    }
}
