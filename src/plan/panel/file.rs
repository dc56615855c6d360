//! The panel's file: a CSV with a row for each interviewer.

use super::member::Member;
use crate::bank::{Bank, QuestionKind};
use crate::diag::{Diagnostic, Failure, Place};
use crate::sheet::{Row, Sheet, plain, read_list};
use crate::text::{did_you_mean, fold};

const COLUMNS: [&str; 7] = ["name", "email", "competencies", "stacks", "kinds", "max_rounds", "trainee"];

/// The panel in the CSV `bytes`; only the column `name` is required, and `;` separates several values in a cell.
///
/// Fails with a finding for each cell that can't be used.
pub fn read_panel(bank: &Bank, file: &str, bytes: &[u8]) -> Result<Vec<Member>, Failure> {
    let known = |cell: &str| COLUMNS.contains(&column_name(cell).as_str());
    let sheet = read_list(file, bytes, &known, 1, "a panel", &COLUMNS.join(",")).map_err(Failure)?;
    let mut findings = Vec::new();
    let competencies: Vec<&str> = bank.competencies.iter().map(|c| c.id.as_str()).collect();
    let stacks = bank.stacks();
    let mut kinds: Vec<&str> = bank.rounds.iter().map(|r| r.kind.as_str()).collect();
    let of_questions = QuestionKind::ALL.iter().map(|k| k.name());
    kinds.extend(of_questions.filter(|k| !bank.rounds.iter().any(|r| r.kind == *k)));
    let mut members: Vec<Member> = Vec::new();
    for table in &sheet.tables {
        let names: Vec<String> = table.header.iter().map(|h| column_name(h)).collect();
        if !names.iter().any(|n| n == "name") {
            findings.push(
                Diagnostic::error("no-column", "the panel has no column `name`")
                    .at(Place::file(file))
                    .hint(format!("the columns are {}", COLUMNS.join(","))),
            );
            return Err(Failure(findings));
        }
        for row in sheet.rows(table) {
            let mut reader = RowReader { sheet: &sheet, row, names: &names, findings: &mut findings };
            let member = Member {
                name: reader.text("name").to_owned(),
                email: reader.text("email").to_owned(),
                competencies: reader.list("competencies", "competency", &competencies),
                stacks: reader.list("stacks", "stack", &stacks),
                kinds: reader.list("kinds", "kind", &kinds),
                max_rounds: reader.number("max_rounds"),
                trainee: reader.yes("trainee"),
            };
            if member.name.is_empty() {
                reader.wrong("name", "the row has no name".into(), "write one, or remove the row".into());
            } else if members.iter().any(|m| fold(&m.name) == fold(&member.name)) {
                let message = format!("{} is listed twice", member.name);
                reader.wrong("name", message, "one row an interviewer".into());
            } else {
                members.push(member);
            }
        }
    }
    if findings.is_empty() { Ok(members) } else { Err(Failure(findings)) }
}

/// A column's name in the form in which names are compared.
fn column_name(cell: &str) -> String {
    cell.trim().trim_start_matches('\u{feff}').to_lowercase().replace([' ', '-'], "_")
}

/// One row, read cell by cell; what can't be used becomes a finding.
struct RowReader<'s> {
    sheet: &'s Sheet,
    row: &'s Row,
    names: &'s [String],
    findings: &'s mut Vec<Diagnostic>,
}

impl<'s> RowReader<'s> {
    fn column(&self, name: &str) -> Option<usize> {
        self.names.iter().position(|n| n == name)
    }

    fn text(&self, name: &str) -> &'s str {
        self.column(name).map_or("", |c| plain(self.sheet.cell(self.row, c)))
    }

    fn wrong(&mut self, name: &str, message: String, hint: String) {
        let place = self.sheet.place(self.row, self.column(name).unwrap_or(0));
        self.findings.push(Diagnostic::error("panel", message).at(place).hint(hint));
    }

    fn list(&mut self, name: &str, what: &str, known: &[&str]) -> Vec<String> {
        let parts: Vec<String> = self
            .text(name)
            .split([';', ',', '|', '/', '\n'])
            .map(|p| p.trim().to_lowercase().replace([' ', '_'], "-"))
            .filter(|p| !p.is_empty())
            .collect();
        for part in parts.iter().filter(|p| !known.contains(&p.as_str())) {
            self.wrong(name, format!("there is no {what} `{part}`"), did_you_mean(part, known));
        }
        parts
    }

    fn number(&mut self, name: &str) -> Option<usize> {
        let text = self.text(name);
        if text.is_empty() {
            return None;
        }
        let number = text.parse().ok().filter(|n| (1..=1000).contains(n));
        if number.is_none() {
            let message = format!("`{text}` is not a number of rounds");
            self.wrong(name, message, "a whole number from 1, or empty for no limit".into());
        }
        number
    }

    fn yes(&mut self, name: &str) -> bool {
        match self.text(name).to_lowercase().as_str() {
            "" | "no" | "n" | "false" | "0" => false,
            "yes" | "y" | "true" | "1" | "x" => true,
            other => {
                self.wrong(name, format!("`{other}` is neither yes nor no"), "write yes or no".into());
                false
            }
        }
    }
}
