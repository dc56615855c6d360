//! Scores as the tables that are written: gathered.csv, the trainees' and rejected.csv.

use super::{Recommended, Record, Rejected, Scores, in_parts};
use crate::plan::OVERALL;
use crate::sheet::CsvText;

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
    let parts = in_parts(records, |part| ratings(plan, part, is_first(part)));
    let overalls = overalls(plan, recommendations);
    let more: usize = parts.iter().skip(1).map(Vec::len).sum();
    let mut parts = parts.into_iter();
    // The rest goes behind the first part, which is not copied.
    let mut bytes = parts.next().unwrap_or_default();
    bytes.reserve_exact(more + overalls.len());
    for part in parts {
        bytes.extend_from_slice(&part);
    }
    bytes.extend_from_slice(&overalls);
    bytes
}

/// The rows of `records`, under their header where they are the `first`.
fn ratings(plan: &str, records: &[Record], first: bool) -> Vec<u8> {
    let mut text = CsvText::default();
    if first {
        text.row(GATHERED_COLUMNS);
    }
    for r in records {
        let score = match r.score {
            None => "not asked".to_owned(),
            // A whole number is written sooner.
            Some(s) if s.fract() == 0.0 && (1.0..1e9).contains(&s) => (s as u32).to_string(),
            Some(s) => s.to_string(),
        };
        let line = r.line.to_string();
        text.row([
            plan,
            &r.candidate,
            &r.interviewer,
            &r.round,
            &r.question,
            &r.competency,
            &score,
            &r.evidence,
            &r.file,
            &line,
        ]);
    }
    text.into_bytes()
}

fn overalls(plan: &str, recommendations: &[Recommended]) -> Vec<u8> {
    let mut text = CsvText::default();
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
    text.into_bytes()
}
