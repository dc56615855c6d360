//! Scores as the tables that are written: gathered.csv, the trainees' and rejected.csv.

use super::scores::{CardRows, Recommended, Record, Rejected, Scores, Unrated};
use crate::plan::OVERALL;
use crate::sheet::write_csv;
use crate::text::fnv1a;
use rayon::prelude::*;
use std::borrow::Cow;

/// The columns of `gathered.csv`.
pub const GATHERED_COLUMNS: [&str; 12] = [
    "plan",
    "candidate",
    "interviewer",
    "round",
    "item",
    "competency",
    "score",
    "evidence",
    "hint",
    "held",
    "file",
    "line",
];

/// The columns of `rejected.csv`.
const REJECTED_COLUMNS: [&str; 9] =
    ["file", "line", "column", "sheet", "letter", "heading", "question", "reason", "row"];

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
        accepted(&self.plan, records, &self.recommendations, &self.unrated)
    }

    /// A hash of the accepted ratings and recommendations of `candidate`, wherever they stand: 16 digits.
    pub fn fingerprint(&self, candidate: &str) -> String {
        let of = |r: &&Record| *r.candidate == *candidate;
        let ratings = self.records.iter().chain(&self.replaced).filter(of).map(|r| rating("", r).to_vec());
        let overall = self.recommendations.iter().filter(|r| *r.candidate == *candidate);
        let overall = overall.map(|r| recommendation("", r).to_vec());
        // Without the time, which rates nothing, and the file and the line, which move.
        let mut rows: Vec<Vec<u8>> =
            ratings.chain(overall).map(|cells| write_csv(&[&cells[..cells.len() - 3]])).collect();
        rows.sort_unstable();
        format!("{:016x}", fnv1a(&rows.concat()))
    }

    /// The same for what interviewers in training wrote.
    pub fn trainees_csv(&self) -> Vec<u8> {
        let CardRows { records, recommendations, unrated } = &self.trainees;
        accepted(&self.plan, records, recommendations, unrated)
    }

    /// `rejected.csv`: every row that was not accepted, with its place and the reason.
    pub fn rejected_csv(&self) -> Vec<u8> {
        let mut rows = vec![REJECTED_COLUMNS.map(str::to_owned)];
        rows.extend(self.rejected.iter().map(|r: &Rejected| {
            let column = if r.column == 0 { String::new() } else { r.column.to_string() };
            let texts = [&r.letters, &r.heading, &r.question, &r.reason, &r.row].map(Clone::clone);
            let [letters, heading, question, reason, row] = texts;
            let line = r.line.to_string();
            [r.file.clone(), line, column, r.sheet.clone(), letters, heading, question, reason, row]
        }));
        write_csv(&rows)
    }
}

fn accepted(plan: &str, records: &[Record], recommendations: &[Recommended], unrated: &[Unrated]) -> Vec<u8> {
    let mut text = write_csv(&[GATHERED_COLUMNS]);
    let ratings: Vec<Vec<u8>> = records
        .par_chunks(TOGETHER)
        .map(|part| write_csv(&part.iter().map(|r| rating(plan, r)).collect::<Vec<_>>()))
        .collect();
    text.extend(ratings.concat());
    let overall: Vec<_> = recommendations.iter().map(|r| recommendation(plan, r)).collect();
    text.extend(write_csv(&overall));
    let without: Vec<_> = unrated.iter().map(|u| evidence_alone(plan, u)).collect();
    text.extend(write_csv(&without));
    text
}

/// How many ratings are written at a time, side by side with others.
const TOGETHER: usize = 5_000;

fn rating<'r>(plan: &'r str, r: &'r Record) -> [Cow<'r, str>; 12] {
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
        r.held.as_deref().unwrap_or_default().into(),
        (&*r.file).into(),
        r.line.to_string().into(),
    ]
}

fn recommendation<'r>(plan: &'r str, r: &'r Recommended) -> [Cow<'r, str>; 12] {
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
        r.held.as_deref().unwrap_or_default().into(),
        (&*r.file).into(),
        r.line.to_string().into(),
    ]
}

fn evidence_alone<'r>(plan: &'r str, u: &'r Unrated) -> [Cow<'r, str>; 12] {
    [
        plan.into(),
        (&*u.candidate).into(),
        (&*u.interviewer).into(),
        (&*u.round).into(),
        (&*u.question).into(),
        (&*u.competency).into(),
        "".into(),
        u.evidence.as_str().into(),
        if u.hint { "yes" } else { "" }.into(),
        u.held.as_deref().unwrap_or_default().into(),
        (&*u.file).into(),
        u.line.to_string().into(),
    ]
}
