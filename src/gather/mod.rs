//! Gathering: scorecards that came back are read, checked against the plan, and merged.
//!
//! Nothing is lost in silence: each row read is accepted or rejected with a finding, and the two add up.

mod check;
mod columns;
mod score;

pub use check::gather;

use crate::diag::Diagnostic;
use crate::plan::Recommendation;
use serde::Serialize;

/// The name of the JSON format.
pub const FORMAT: &str = "panelkit.scores/1";

/// A file with scorecards, as it was found.
#[derive(Debug, Clone)]
pub struct ScoreFile {
    /// The path as the person would open it.
    pub name: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// One rating that was accepted.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Record {
    /// The candidate, as the plan's list spells the name.
    pub candidate: String,
    /// Who rated.
    pub interviewer: String,
    /// The round's id.
    pub round: String,
    /// The question's id.
    pub question: String,
    /// The competency that the rating counts for.
    pub competency: String,
    /// The rating; none where the question was not asked.
    pub score: Option<f64>,
    /// What was said or done.
    pub evidence: String,
    /// Where it was read.
    pub file: String,
    /// The line there, as an editor shows it.
    pub line: usize,
}

/// One overall recommendation that was accepted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Recommended {
    /// The candidate.
    pub candidate: String,
    /// Who recommends.
    pub interviewer: String,
    /// The round's id.
    pub round: String,
    /// The recommendation.
    pub value: Recommendation,
    /// What it rests on.
    pub evidence: String,
    /// Where it was read.
    pub file: String,
    /// The line there.
    pub line: usize,
}

/// How far a scorecard has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// Every question has a rating or was not asked, and there is an overall recommendation.
    Complete,
    /// Something is still empty.
    Incomplete,
    /// No file holds it.
    Missing,
}

/// A scorecard that the plan calls for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Expected {
    /// The candidate.
    pub candidate: String,
    /// The round's id.
    pub round: String,
    /// Who holds the round, where that is known.
    pub interviewer: String,
    /// How far it has come.
    pub state: State,
}

/// A row that was not accepted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Rejected {
    /// Where it was read.
    pub file: String,
    /// The line there.
    pub line: usize,
    /// The row as it stands in the file.
    pub row: String,
    /// Why it was not accepted.
    pub reason: String,
}

/// All scorecards of a loop, checked.
#[derive(Debug, Clone, Serialize)]
pub struct Scores {
    /// Always [`FORMAT`].
    pub format: &'static str,
    /// The plan's id.
    pub plan: String,
    /// How many rows were read, blank ones left out.
    pub rows_read: usize,
    /// How many of them were accepted: ratings, recommendations, and rows that are still empty.
    pub rows_accepted: usize,
    /// How many of them were rejected.
    pub rows_rejected: usize,
    /// The candidates in the order of the list, then those only seen in scorecards.
    pub candidates: Vec<String>,
    /// Ratings in the order of the candidates and of the plan.
    pub records: Vec<Record>,
    /// Overall recommendations in the same order.
    pub recommendations: Vec<Recommended>,
    /// The state of every scorecard that the plan calls for.
    pub expected: Vec<Expected>,
    /// What a person should look at.
    pub findings: Vec<Diagnostic>,
    /// Rows that were not accepted.
    pub rejected: Vec<Rejected>,
}

/// The columns of `gathered.csv`.
pub const GATHERED_COLUMNS: [&str; 10] =
    ["plan", "candidate", "interviewer", "round", "item", "competency", "score", "evidence", "file", "line"];

impl Scores {
    /// The rows of `gathered.csv`, its header first: every accepted rating and recommendation with file and line.
    pub fn table(&self) -> Vec<Vec<String>> {
        let mut rows = vec![GATHERED_COLUMNS.map(str::to_owned).to_vec()];
        for r in &self.records {
            let score = r.score.map_or_else(|| "not asked".to_owned(), |s| s.to_string());
            rows.push(vec![
                self.plan.clone(),
                r.candidate.clone(),
                r.interviewer.clone(),
                r.round.clone(),
                r.question.clone(),
                r.competency.clone(),
                score,
                r.evidence.clone(),
                r.file.clone(),
                r.line.to_string(),
            ]);
        }
        for r in &self.recommendations {
            rows.push(vec![
                self.plan.clone(),
                r.candidate.clone(),
                r.interviewer.clone(),
                r.round.clone(),
                crate::plan::OVERALL.to_owned(),
                String::new(),
                r.value.words().to_owned(),
                r.evidence.clone(),
                r.file.clone(),
                r.line.to_string(),
            ]);
        }
        rows
    }

    /// The rows of `rejected.csv`, its header first.
    pub fn rejected_table(&self) -> Vec<Vec<String>> {
        let mut rows = vec![["file", "line", "reason", "row"].map(str::to_owned).to_vec()];
        for r in &self.rejected {
            rows.push(vec![r.file.clone(), r.line.to_string(), r.reason.clone(), r.row.clone()]);
        }
        rows
    }
}

#[cfg(test)]
mod tests;
