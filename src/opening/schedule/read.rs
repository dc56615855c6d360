//! Reading `schedule.csv`, with a finding for each cell that can't be used.

use super::edit::ScheduleFile;
use super::model::{Part, Schedule, ScheduleRow, SeatState};
use super::rows::{COLUMNS, Columns, SHOWN, TableRow};
use crate::diag::{Diagnostic, Failure, Severity, Warned};
use crate::opening::candidates::Candidate;
use crate::opening::dates::{DateFault, Starts};
use crate::plan::{Plan, RoundNames};
use crate::sheet::{
    Anchors, Row, Sheet, SheetReader, Vocabulary, free_text, plain, unread_columns, with_names,
};
use crate::text::{did_you_mean, fold};
use std::borrow::Cow;

/// The schedule in `bytes`, the content of the file called `file`, and what was noticed; an empty `candidate` stands for all.
///
/// Fails with a finding for each cell that can't be used.
pub fn read_schedule(
    file: &str,
    bytes: &[u8],
    plan: &Plan,
    candidates: &[Candidate],
    sheets: &SheetReader,
) -> Result<Warned<ScheduleFile>, Failure> {
    let words = Vocabulary::new(&COLUMNS, &[]);
    let anchors = Anchors {
        heading: &|c| words.column(c).is_some(),
        enough: 2,
        mark: &|_| false,
        names: &[],
        what: "a schedule",
        columns: SHOWN,
    };
    let Warned { value: sheet, warnings } = sheets.read_list(file, bytes, &anchors)?;
    let mut reader = ScheduleReader {
        sheet: &sheet,
        rounds: RoundNames::new(plan),
        candidates,
        rows: Vec::new(),
        findings: Vec::new(),
    };
    let mut table_rows = Vec::new();
    for (t, table) in sheet.tables.iter().enumerate() {
        let columns = Columns::of(&table.header, &words);
        for row in sheet.rows(table) {
            if let Some(read) = reader.row(row, &columns) {
                reader.twice(&read, row, &columns);
                reader.rows.push((read, row.line));
                table_rows.push(TableRow { table: t, row: *row });
            }
        }
    }
    let ScheduleReader { rows, findings, .. } = reader;
    if !findings.is_empty() {
        return Err(Failure(findings));
    }
    let rows: Vec<ScheduleRow> = rows.into_iter().map(|(row, _)| row).collect();
    let names: Vec<&str> = rows.iter().map(|r| r.interviewer.as_str()).collect();
    let mut warnings = with_names(warnings, &names);
    // Further columns are kept; one whose heading is misspelt was meant to be read.
    warnings.extend(
        unread_columns(&sheet, &words, SHOWN).into_iter().filter(|f| f.severity == Severity::Warning),
    );
    // Spreadsheets know UTF-8 by its mark.
    let marked = bytes.starts_with(b"\xef\xbb\xbf") || std::str::from_utf8(bytes).is_err();
    let value = ScheduleFile::of_sheet(Schedule::new(rows), sheet, table_rows, marked);
    Ok(Warned { value, warnings })
}

/// The schedule as it is read.
struct ScheduleReader<'a> {
    sheet: &'a Sheet,
    rounds: RoundNames<'a>,
    candidates: &'a [Candidate],
    /// The rows with their lines.
    rows: Vec<(ScheduleRow, u32)>,
    findings: Vec<Diagnostic>,
}

impl ScheduleReader<'_> {
    fn wrong(
        &mut self,
        row: &Row,
        column: Option<usize>,
        code: &'static str,
        message: String,
        hint: impl Into<String>,
    ) {
        let place = column.map_or_else(|| self.sheet.row_place(row), |c| self.sheet.place(row, c));
        self.findings.push(Diagnostic::error(code, message).at(place).hint(hint));
    }

    /// What a row says; none, with findings, where it can't be used.
    fn row(&mut self, row: &Row, columns: &Columns) -> Option<ScheduleRow> {
        let before = self.findings.len();
        let sheet = self.sheet;
        let text = |column: Option<usize>| column.map_or("", |c| plain(sheet.cell(row, c)));
        let c = *columns;
        let round = match text(c.round) {
            "" => {
                self.wrong(row, c.round, "no-round", "the row names no round".into(), self.round_hint());
                0
            }
            name => self.rounds.find(name).unwrap_or_else(|hint| {
                self.wrong(row, c.round, "unknown-round", format!("the plan has no round `{name}`"), hint);
                0
            }),
        };
        // Names and places may hold what had to be guarded.
        let free =
            |column: Option<usize>| column.map_or(Cow::Borrowed(""), |c| free_text(sheet.cell(row, c)));
        let candidate = match &*free(c.candidate) {
            "" => None,
            name => Some(self.candidate(name, row, c.candidate)),
        };
        let part = Part::read(text(c.part)).unwrap_or_else(|| {
            let message = format!("`{}` is no part in a round", text(c.part));
            let hint = did_you_mean(text(c.part), &Part::ALL.map(Part::name));
            self.wrong(row, c.part, "unknown-part", message, hint);
            Part::Lead
        });
        let state = SeatState::read(text(c.state)).unwrap_or_else(|| {
            let message = format!("`{}` is no state of a conversation", text(c.state));
            let hint = did_you_mean(text(c.state), &SeatState::ALL.map(SeatState::name));
            self.wrong(row, c.state, "unknown-state", message, hint);
            SeatState::Planned
        });
        let starts = self.time(row, c.starts);
        let ends = self.time(row, c.ends);
        let mut minutes = match text(c.minutes) {
            "" => None,
            text => match text.parse::<i64>() {
                Ok(n) if (1..=1440).contains(&n) => u32::try_from(n).ok(),
                Ok(n) if n < 1 => {
                    let message = format!("it takes {n} minutes: it would end before it begins");
                    self.wrong(row, c.minutes, "ends-early", message, "write how long it takes");
                    None
                }
                _ => {
                    let message = format!("`{text}` is not a number of minutes from 1 to 1440");
                    self.wrong(row, c.minutes, "minutes", message, "a whole number, or empty for the plan's");
                    None
                }
            },
        };
        if let (Some(from), Some(to)) = (starts, ends) {
            let length = to.local.duration_since(from.local).as_mins();
            if length <= 0 {
                let hint = format!("it begins {from}");
                self.wrong(row, c.ends, "ends-early", "it ends before it begins".into(), hint);
            } else {
                minutes = minutes.or(u32::try_from(length).ok());
            }
        }
        let interviewer = free(c.interviewer).into_owned();
        if interviewer.is_empty() && part != Part::Lead && candidate.is_none() {
            let message = format!("the row names no {}", part.name());
            self.wrong(row, c.interviewer, "no-interviewer", message, "write a name, or remove the row");
        }
        let place = free(c.place).into_owned();
        (self.findings.len() == before).then_some(ScheduleRow {
            candidate,
            round,
            interviewer,
            part,
            starts,
            minutes,
            place,
            state,
        })
    }

    fn round_hint(&self) -> String {
        self.rounds.find("").err().unwrap_or_default()
    }

    /// The candidate as the list spells the name.
    fn candidate(&mut self, name: &str, row: &Row, column: Option<usize>) -> String {
        if let Some(known) = self.candidates.iter().find(|c| c.is_called(name)) {
            return known.name.clone();
        }
        if !self.candidates.is_empty() {
            let names: Vec<&str> = self.candidates.iter().map(|c| c.name.as_str()).collect();
            let message = format!("the candidate `{name}` is not in candidates.csv");
            self.wrong(row, column, "unknown-candidate", message, did_you_mean(name, &names));
        }
        name.to_owned()
    }

    fn time(&mut self, row: &Row, column: Option<usize>) -> Option<Starts> {
        let text = column.map_or("", |c| plain(self.sheet.cell(row, c)));
        if text.is_empty() {
            return None;
        }
        match Starts::read(text) {
            Ok(starts) => Some(starts),
            Err(fault) => {
                let hint = match fault {
                    DateFault::NoTime => "add it, such as 2026-12-03T10:00+01:00, or leave the cell empty",
                    _ => "write it as 2026-12-03T10:00+01:00, or leave the cell empty",
                };
                self.wrong(row, column, "no-date", fault.message(text), hint);
                None
            }
        }
    }

    /// Tells of a second lead of one round, and of a person who is twice in it.
    fn twice(&mut self, new: &ScheduleRow, row: &Row, columns: &Columns) {
        let is_off = |r: &ScheduleRow| r.state == SeatState::Cancelled;
        let same_round = |(r, _): &&(ScheduleRow, u32)| {
            r.candidate == new.candidate && r.round == new.round && !is_off(r) && !is_off(new)
        };
        let others = self.rows.iter().filter(same_round);
        let lead = others.clone().find(|(r, _)| new.part == Part::Lead && r.part == Part::Lead);
        let person = others
            .clone()
            .find(|(r, _)| !new.interviewer.is_empty() && fold(&r.interviewer) == fold(&new.interviewer));
        let finding = match (lead, person) {
            (Some((_, line)), _) => Some((
                "two-leads",
                "the round has two leads".to_owned(),
                format!("the other one is in line {line}; who rates beside the lead has the part second"),
            )),
            (None, Some((_, line))) => Some((
                "twice",
                format!("{} is in this round twice", new.interviewer),
                format!("the other row is in line {line}; keep one of them"),
            )),
            (None, None) => None,
        };
        if let Some((code, message, hint)) = finding {
            self.wrong(row, columns.interviewer, code, message, hint);
        }
    }
}
