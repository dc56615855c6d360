//! The panel's file: a CSV with a row for each interviewer.

use super::member::Member;
use crate::bank::{Bank, QuestionKind};
use crate::diag::{Diagnostic, Failure, Place, Warned};
use crate::sheet::{
    Anchors, Column, Row, Sheet, SheetReader, Table, Vocabulary, plain, unread_columns, with_names,
};
use crate::text::{did_you_mean, fold};

/// The columns that are read.
const COLUMNS: [Column; 9] = [
    Column::Member,
    Column::FirstName,
    Column::LastName,
    Column::Email,
    Column::Competencies,
    Column::Stacks,
    Column::Kinds,
    Column::MaxRounds,
    Column::Trainee,
];

/// The columns as a hint shows them.
const SHOWN: &str = "name,email,competencies,stacks,kinds,max_rounds,trainee";

/// The panel in the list `bytes`, and what was noticed, such as an encoding that was guessed; only the column `name` is
/// required, and `;` separates several values in a cell.
///
/// Fails with a finding for each cell that can't be used.
pub fn read_panel(
    bank: &Bank,
    file: &str,
    bytes: &[u8],
    sheets: &SheetReader,
) -> Result<Warned<Vec<Member>>, Failure> {
    let words = Vocabulary::new(&COLUMNS, &[]);
    let anchors = Anchors {
        heading: &|c| words.column(c).is_some(),
        enough: 1,
        mark: &|_| false,
        names: &[],
        what: "a panel",
        columns: SHOWN,
    };
    let Warned { value: sheet, warnings } = sheets.read_list(file, bytes, &anchors)?;
    let known = Known::of(bank);
    let (mut members, mut findings): (Vec<Member>, Vec<Diagnostic>) = (Vec::new(), Vec::new());
    for table in &sheet.tables {
        let name = words.name_places(&table.header, Column::Member);
        if name.is_empty() {
            let finding = Diagnostic::error("no-column", "the panel has no column `name`");
            findings.push(finding.at(Place::file(file)).hint(format!("the columns are {SHOWN}")));
            return Err(Failure(findings));
        }
        for row in sheet.rows(table) {
            let mut reader =
                RowReader { sheet: &sheet, row, table, words: &words, name: &name, findings: &mut findings };
            let member = Member {
                name: sheet.joined(row, &name).into_owned(),
                email: reader.text(Column::Email).to_owned(),
                competencies: reader.list(Column::Competencies, "competency", &known.competencies),
                stacks: reader.list(Column::Stacks, "stack", &known.stacks),
                kinds: reader.list(Column::Kinds, "kind", &known.kinds),
                max_rounds: reader.number(Column::MaxRounds),
                trainee: reader.yes(Column::Trainee),
            };
            if member.name.is_empty() {
                reader.wrong(
                    Column::Member,
                    "the row has no name".into(),
                    "write one, or remove the row".into(),
                );
            } else if members.iter().any(|m| fold(&m.name) == fold(&member.name)) {
                let message = format!("{} is listed twice", member.name);
                reader.wrong(Column::Member, message, "one row an interviewer".into());
            } else {
                members.push(member);
            }
        }
    }
    if !findings.is_empty() {
        return Err(Failure(findings));
    }
    let names: Vec<&str> = members.iter().map(|m| m.name.as_str()).collect();
    let mut warnings = with_names(warnings, &names);
    warnings.extend(unread_columns(&sheet, &words, SHOWN));
    Ok(Warned { value: members, warnings })
}

/// What a panel's cells may name.
struct Known<'b> {
    competencies: Vec<&'b str>,
    stacks: Vec<&'b str>,
    kinds: Vec<&'b str>,
}

impl<'b> Known<'b> {
    fn of(bank: &'b Bank) -> Self {
        let mut kinds: Vec<&str> = bank.rounds.iter().map(|r| r.kind.as_str()).collect();
        let of_questions = QuestionKind::ALL.iter().map(|k| k.name());
        kinds.extend(of_questions.filter(|k| !bank.rounds.iter().any(|r| r.kind == *k)));
        let competencies = bank.competencies.iter().map(|c| c.id.as_str()).collect();
        Self { competencies, stacks: bank.stacks(), kinds }
    }
}

/// One row, read cell by cell; what can't be used becomes a finding.
struct RowReader<'s> {
    sheet: &'s Sheet,
    row: &'s Row,
    table: &'s Table,
    words: &'s Vocabulary,
    /// Where the name stands.
    name: &'s [usize],
    findings: &'s mut Vec<Diagnostic>,
}

impl<'s> RowReader<'s> {
    fn place(&self, column: Column) -> Option<usize> {
        if column == Column::Member {
            return self.name.first().copied();
        }
        self.words.place(&self.table.header, column)
    }

    fn text(&self, column: Column) -> &'s str {
        self.place(column).map_or("", |c| plain(self.sheet.cell(self.row, c)))
    }

    fn wrong(&mut self, column: Column, message: String, hint: String) {
        let place = self.sheet.place(self.row, self.place(column).unwrap_or(0));
        self.findings.push(Diagnostic::error("panel", message).at(place).hint(hint));
    }

    fn list(&mut self, column: Column, what: &str, known: &[&str]) -> Vec<String> {
        let parts: Vec<String> = self
            .text(column)
            .split([';', ',', '|', '/', '\n'])
            .map(|p| p.trim().to_lowercase().replace([' ', '_'], "-"))
            .filter(|p| !p.is_empty())
            .collect();
        for part in parts.iter().filter(|p| !known.contains(&p.as_str())) {
            self.wrong(column, format!("there is no {what} `{part}`"), did_you_mean(part, known));
        }
        parts
    }

    fn number(&mut self, column: Column) -> Option<usize> {
        let text = self.text(column);
        if text.is_empty() {
            return None;
        }
        let number = text.parse().ok().filter(|n| (1..=1000).contains(n));
        if number.is_none() {
            let message = format!("`{text}` is not a number of rounds");
            self.wrong(column, message, "a whole number from 1, or empty for no limit".into());
        }
        number
    }

    fn yes(&mut self, column: Column) -> bool {
        match self.text(column).to_lowercase().as_str() {
            "" | "no" | "n" | "false" | "0" => false,
            "yes" | "y" | "true" | "1" | "x" => true,
            other => {
                self.wrong(column, format!("`{other}` is neither yes nor no"), "write yes or no".into());
                false
            }
        }
    }
}
