//! What scorecards say, checked.

use super::load::ScoreFile;
use crate::diag::Diagnostic;
use crate::opening::Part;
use crate::plan::Recommendation;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeSet;
use std::sync::Arc;

/// One rating that was accepted.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Record {
    /// The candidate, as the plan's list spells the name.
    pub candidate: Arc<str>,
    /// Who rated.
    pub interviewer: Arc<str>,
    /// The round's id.
    pub round: Arc<str>,
    /// The question's id.
    pub question: Arc<str>,
    /// The competency that the rating counts for.
    pub competency: Arc<str>,
    /// The rating; none where the question was not asked.
    pub score: Option<f64>,
    /// What was said or done.
    pub evidence: String,
    /// Whether a hint was needed.
    pub hint: bool,
    /// When the conversation took place, where the scorecard says it: a date, or a date and time.
    pub held: Option<Arc<str>>,
    /// Where it was read.
    pub file: Arc<str>,
    /// The line there, as an editor shows it.
    pub line: usize,
}

/// One overall recommendation that was accepted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Recommended {
    /// The candidate.
    pub candidate: Arc<str>,
    /// Who recommends.
    pub interviewer: Arc<str>,
    /// The round's id.
    pub round: Arc<str>,
    /// The recommendation.
    pub value: Recommendation,
    /// What it rests on.
    pub evidence: String,
    /// When the conversation took place, where the scorecard says it: a date, or a date and time.
    pub held: Option<Arc<str>>,
    /// Where it was read.
    pub file: Arc<str>,
    /// The line there.
    pub line: usize,
}

/// How far a scorecard has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum CardProgress {
    /// Every question has a rating or was not asked, and there is an overall recommendation.
    Complete,
    /// Something is still empty.
    Incomplete,
    /// It came, and it, or some of it, doesn't count.
    NotCounted,
    /// No file holds it.
    Missing,
    /// The conversation is still to come.
    NotHeld,
    /// The conversation won't take place.
    Cancelled,
}

impl CardProgress {
    /// Whether a candidate's scores wait for it.
    pub fn is_awaited(self) -> bool {
        !matches!(self, Self::Complete | Self::Cancelled)
    }

    /// Whether somebody has to do something about it now.
    pub fn is_owed(self) -> bool {
        self.is_awaited() && self != Self::NotHeld
    }
}

/// A scorecard that the schedule calls for, or that came although the schedule doesn't.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Expected {
    /// The candidate.
    pub candidate: String,
    /// The round's id.
    pub round: String,
    /// Who holds the round, where that is known.
    pub interviewer: String,
    /// As what.
    pub part: Part,
    /// How far it has come.
    pub state: CardProgress,
    /// Why it is so, where that needs a word.
    pub why: Option<String>,
    /// How many days it is late, where the candidate's list has a date and the scorecard isn't complete.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub days_late: Option<i64>,
}

/// A row that was not accepted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Rejected {
    /// Where it was read.
    pub file: String,
    /// The line there.
    pub line: usize,
    /// The column there; 0 when the whole row is meant.
    pub column: usize,
    /// The sheet of a workbook.
    pub sheet: String,
    /// The column as a spreadsheet names it, such as `E`; empty when the whole row is meant, and in a form.
    pub letters: String,
    /// The column's heading.
    pub heading: String,
    /// The question that the row rates: its id, or what stands in its place.
    pub question: String,
    /// The row as it stands in the file.
    pub row: String,
    /// Why it was not accepted.
    pub reason: String,
    /// How many of its cells with text are rejected.
    #[serde(skip)]
    pub(super) texts: usize,
}

impl Rejected {
    /// The same row with its file as it is recorded; `file` is the one that it was read from.
    pub(super) fn recorded_for(self, file: &ScoreFile) -> Self {
        Self { file: file.recorded_part(&self.file), ..self }
    }
}

/// Evidence beside a rating or a recommendation that isn't filled in yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Unrated {
    /// The candidate.
    pub candidate: Arc<str>,
    /// Who wrote it.
    pub interviewer: Arc<str>,
    /// The round's id.
    pub round: Arc<str>,
    /// The question's id, or `overall`.
    pub question: Arc<str>,
    /// The competency that a rating would count for; empty for the recommendation.
    pub competency: Arc<str>,
    /// What was said or done.
    pub evidence: String,
    /// Whether a hint was needed.
    pub hint: bool,
    /// When the conversation took place, where the scorecard says it: a date, or a date and time.
    pub held: Option<Arc<str>>,
    /// Where it was read.
    pub file: Arc<str>,
    /// The line there.
    pub line: usize,
}

/// What some scorecards say.
#[derive(Debug, Clone, Default, Serialize, JsonSchema)]
pub struct CardRows {
    /// Their ratings.
    pub records: Vec<Record>,
    /// Their overall recommendations.
    pub recommendations: Vec<Recommended>,
    /// Their evidence without a rating.
    pub unrated: Vec<Unrated>,
}

impl CardRows {
    /// Adds those of `after` behind these.
    pub(super) fn append(&mut self, mut after: Self) {
        self.records.append(&mut after.records);
        self.recommendations.append(&mut after.recommendations);
        self.unrated.append(&mut after.unrated);
    }
}

/// All scorecards of a loop, checked.
#[derive(Debug, Clone, Default, Serialize, JsonSchema)]
pub struct Scores {
    /// Always [`super::FORMAT`].
    pub format: &'static str,
    /// The plan's id.
    pub plan: String,
    /// How many rows were read, blank ones left out.
    pub rows_read: usize,
    /// How many of them were accepted: ratings, recommendations, and rows that are still empty.
    pub rows_accepted: usize,
    /// How many of them were rejected.
    pub rows_rejected: usize,
    /// How many cells with text were read; those of headers left out.
    pub texts_read: usize,
    /// How many of them were taken.
    pub texts_taken: usize,
    /// How many of them were not taken: all are in rejected rows or named in findings.
    pub texts_named: usize,
    /// The candidates in the order of the list, then those only seen in scorecards.
    pub candidates: Vec<String>,
    /// Ratings in the order of the candidates and of the plan.
    pub records: Vec<Record>,
    /// Overall recommendations in the same order.
    pub recommendations: Vec<Recommended>,
    /// Evidence beside what isn't rated yet: it is kept, and counts for nothing.
    pub unrated: Vec<Unrated>,
    /// What interviewers in training wrote: read and checked, and counted nowhere.
    pub trainees: CardRows,
    /// Ratings of questions that the plan no longer asks: kept, and averaged with nothing.
    pub replaced: Vec<Record>,
    /// What cards of this plan say of people who aren't on the list any more: counted nowhere.
    pub unlisted: CardRows,
    /// The revisions of the plan that scorecards name.
    #[serde(skip)]
    pub revisions: BTreeSet<u32>,
    /// The state of every scorecard that the schedule calls for.
    pub expected: Vec<Expected>,
    /// What a person should look at.
    pub findings: Vec<Diagnostic>,
    /// Rows that were not accepted.
    pub rejected: Vec<Rejected>,
}
