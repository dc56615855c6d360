//! Scores as the tables that are written: gathered.csv, the trainees' and rejected.csv.

use super::{Recommended, Record, Rejected, Scores, in_parts};
use crate::plan::OVERALL;
use crate::sheet::CsvText;
use std::sync::Arc;

/// The columns of `gathered.csv`.
pub const GATHERED_COLUMNS: [&str; 10] =
    ["plan", "candidate", "interviewer", "round", "item", "competency", "score", "evidence", "file", "line"];

/// The columns of `rejected.csv`.
const REJECTED_COLUMNS: [&str; 5] = ["file", "line", "column", "reason", "row"];

impl Scores {
    /// `gathered.csv`: every accepted rating and recommendation with file and line.
    pub fn gathered_csv(&self) -> Vec<u8> {
        accepted(&self.plan, &self.records, &self.recommendations)
    }

    /// The same for what interviewers in training wrote.
    pub fn trainees_csv(&self) -> Vec<u8> {
        accepted(&self.plan, &self.trainees.records, &self.trainees.recommendations)
    }

    /// `rejected.csv`: every row that was not accepted, with its place and the reason.
    pub fn rejected_csv(&self) -> Vec<u8> {
        let mut text = CsvText::default();
        text.row(REJECTED_COLUMNS);
        for Rejected { file, line, column, row, reason } in &self.rejected {
            let column = if *column == 0 { String::new() } else { column.to_string() };
            text.row([file, &line.to_string(), &column, reason, row]);
        }
        text.into_bytes()
    }
}

fn accepted(plan: &str, records: &[Record], recommendations: &[Recommended]) -> Vec<u8> {
    let is_first = |part: &[Record]| std::ptr::eq(part.as_ptr(), records.as_ptr());
    let parts = in_parts(records, |part, room| {
        let mut text = CsvText::with_room(size(plan, room));
        if is_first(part) {
            text.row(GATHERED_COLUMNS);
        }
        ratings(plan, part, &mut text);
        text
    });
    let mut parts = parts.into_iter();
    let mut text = parts.next().unwrap_or_default();
    for part in parts {
        text.cells_of(&part);
    }
    overalls(plan, recommendations, &mut text);
    text.into_bytes()
}

/// About how many bytes the rows of `records` have, by some of them, and some more.
fn size(plan: &str, records: &[Record]) -> usize {
    let sample = records.iter().step_by(97);
    let one = |r: &Record| {
        let names = [&r.candidate, &r.interviewer, &r.round, &r.question, &r.competency, &r.file];
        plan.len() + names.map(|name| name.len()).iter().sum::<usize>() + r.evidence.len() + NUMBERS
    };
    let n = sample.len().max(1);
    sample.map(one).sum::<usize>() * records.len() / n * 9 / 8
}

/// Adds the rows of `records`.
fn ratings(plan: &str, records: &[Record], text: &mut CsvText) {
    // What says whose scorecard it is stands in many rows, one after the other.
    let mut whose = CsvText::default();
    for same in records.chunk_by(same_card) {
        let Some(r) = same.first() else { continue };
        whose.clear();
        for cell in [plan, &r.candidate, &r.interviewer, &r.round] {
            whose.cell(cell);
        }
        for r in same {
            text.cells_of(&whose);
            text.cell(&r.question);
            text.cell(&r.competency);
            match r.score {
                None => text.cell("not asked"),
                // A whole number is written sooner.
                Some(s) if s.fract() == 0.0 && (1.0..1e9).contains(&s) => text.number(s as usize),
                Some(s) => text.cell(&s.to_string()),
            }
            text.cell(&r.evidence);
            text.cell(&r.file);
            text.number(r.line);
            text.end_row();
        }
    }
}

/// The bytes of a row's numbers, separators and quotes, mostly.
const NUMBERS: usize = 20;

/// Whether two ratings are known to be of one scorecard: they share its names.
fn same_card(a: &Record, b: &Record) -> bool {
    Arc::ptr_eq(&a.candidate, &b.candidate)
        && Arc::ptr_eq(&a.interviewer, &b.interviewer)
        && Arc::ptr_eq(&a.round, &b.round)
}

fn overalls(plan: &str, recommendations: &[Recommended], text: &mut CsvText) {
    for r in recommendations {
        let line = r.line.to_string();
        text.row([
            plan,
            &r.candidate,
            &r.interviewer,
            &r.round,
            OVERALL,
            "",
            r.value.words(),
            &r.evidence,
            &r.file,
            &line,
        ]);
    }
}
