//! The list of candidates: a CSV file or a workbook with a column `name`, and perhaps `id` and `due`.

use crate::diag::{Diagnostic, Failure, Place};
use crate::gather::Candidate;
use crate::limits;
use crate::sheet::{Sheet, Table, plain, read_list};
use crate::text::fold;
use jiff::civil::Date;
use std::collections::BTreeSet;
use std::io::ErrorKind;
use std::path::Path;

/// The candidates in `path`, blank rows left out; how late their scorecards are is counted to `today`.
pub(super) fn people(path: &Path, today: Option<Date>) -> Result<Vec<Candidate>, Failure> {
    let shown = path.display().to_string();
    let bytes = limits::LIST_FILE.read(path).map_err(|e| unreadable(path, &e))?;
    let heading = |c: &str| is_column(c, &["name", "candidate"]);
    let sheet = read_list(&shown, &bytes, &heading, 1, "a list of candidates", "one of them is `name`")
        .map_err(Failure)?;
    let mut list =
        List { sheet: &sheet, today, people: Vec::new(), seen: BTreeSet::new(), findings: Vec::new() };
    for table in &sheet.tables {
        list.table(table);
    }
    if list.findings.is_empty() { Ok(list.people) } else { Err(Failure(list.findings)) }
}

fn is_column(heading: &str, names: &[&str]) -> bool {
    names.contains(&heading.trim().trim_start_matches('\u{feff}').to_lowercase().as_str())
}

/// The list as it is read.
struct List<'a> {
    sheet: &'a Sheet,
    today: Option<Date>,
    people: Vec<Candidate>,
    /// Their names, folded.
    seen: BTreeSet<String>,
    findings: Vec<Diagnostic>,
}

impl List<'_> {
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
            self.people.push(Candidate { name, id, overdue });
        }
    }
}

/// The error that a file can't be read.
pub(super) fn unreadable(path: &Path, error: &std::io::Error) -> Failure {
    let hint = match error.kind() {
        ErrorKind::FileTooLarge => "look what is in it; docs/limits.md lists the limits",
        _ => "check that it is there and that you may read it",
    };
    Diagnostic::error("unreadable", format!("can't be read: {error}"))
        .at(Place::file(path.display().to_string()))
        .hint(hint)
        .into()
}
