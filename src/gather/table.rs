//! Scores as the tables that are written: gathered.csv, the trainees' and rejected.csv.

use super::scores::{Recommended, Record, Rejected, Scores};
use crate::plan::OVERALL;
use crate::sheet::write_csv;
use crate::text::fnv1a;
use rayon::prelude::*;
use std::borrow::Cow;

/// The columns of `gathered.csv`.
pub const GATHERED_COLUMNS: [&str; 11] = [
    "plan",
    "candidate",
    "interviewer",
    "round",
    "item",
    "competency",
    "score",
    "evidence",
    "hint",
    "file",
    "line",
];

/// The columns of `rejected.csv`.
const REJECTED_COLUMNS: [&str; 5] = ["file", "line", "column", "reason", "row"];

impl Scores {
    /// `gathered.csv`: every accepted rating and recommendation with file and line.
    pub fn gathered_csv(&self) -> Vec<u8> {
        let all: Vec<Record>;
        let records = if self.replaced.is_empty() {
            &self.records
        } else {
            all = self.records.iter().chain(&self.replaced).cloned().collect();
            &all
        };
        accepted(&self.plan, records, &self.recommendations)
    }

    /// A hash of the accepted ratings and recommendations of `candidate`, wherever they stand: 16 digits.
    pub fn fingerprint(&self, candidate: &str) -> String {
        let of = |r: &&Record| *r.candidate == *candidate;
        let ratings = self.records.iter().chain(&self.replaced).filter(of).map(|r| rating("", r).to_vec());
        let overall = self.recommendations.iter().filter(|r| *r.candidate == *candidate);
        let overall = overall.map(|r| recommendation("", r).to_vec());
        // Without the file and the line, which move.
        let mut rows: Vec<Vec<u8>> =
            ratings.chain(overall).map(|cells| write_csv(&[&cells[..cells.len() - 2]])).collect();
        rows.sort_unstable();
        format!("{:016x}", fnv1a(&rows.concat()))
    }

    /// The same for what interviewers in training wrote.
    pub fn trainees_csv(&self) -> Vec<u8> {
        accepted(&self.plan, &self.trainees.records, &self.trainees.recommendations)
    }

    /// `rejected.csv`: every row that was not accepted, with its place and the reason.
    pub fn rejected_csv(&self) -> Vec<u8> {
        let mut rows = vec![REJECTED_COLUMNS.map(str::to_owned)];
        rows.extend(self.rejected.iter().map(|Rejected { file, line, column, row, reason }| {
            let column = if *column == 0 { String::new() } else { column.to_string() };
            [file.clone(), line.to_string(), column, reason.clone(), row.clone()]
        }));
        write_csv(&rows)
    }
}

fn accepted(plan: &str, records: &[Record], recommendations: &[Recommended]) -> Vec<u8> {
    let mut text = write_csv(&[GATHERED_COLUMNS]);
    let ratings: Vec<Vec<u8>> = records
        .par_chunks(TOGETHER)
        .map(|part| write_csv(&part.iter().map(|r| rating(plan, r)).collect::<Vec<_>>()))
        .collect();
    text.extend(ratings.concat());
    let overall: Vec<_> = recommendations.iter().map(|r| recommendation(plan, r)).collect();
    text.extend(write_csv(&overall));
    text
}

/// How many ratings are written at a time, side by side with others.
const TOGETHER: usize = 5_000;

fn rating<'r>(plan: &'r str, r: &'r Record) -> [Cow<'r, str>; 11] {
    let score = r.score.map_or(Cow::Borrowed("not asked"), |score| score.to_string().into());
    [
        plan.into(),
        (&*r.candidate).into(),
        (&*r.interviewer).into(),
        (&*r.round).into(),
        (&*r.question).into(),
        (&*r.competency).into(),
        score,
        r.evidence.as_str().into(),
        if r.hint { "yes" } else { "" }.into(),
        (&*r.file).into(),
        r.line.to_string().into(),
    ]
}

fn recommendation<'r>(plan: &'r str, r: &'r Recommended) -> [Cow<'r, str>; 11] {
    [
        plan.into(),
        (&*r.candidate).into(),
        (&*r.interviewer).into(),
        (&*r.round).into(),
        OVERALL.into(),
        "".into(),
        r.value.words().into(),
        r.evidence.as_str().into(),
        "".into(),
        (&*r.file).into(),
        r.line.to_string().into(),
    ]
}
