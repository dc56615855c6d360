//! What scorecards are checked against.

use crate::opening::{Candidate, Schedule};
use crate::plan::Plan;
use crate::sheet::{Column, SheetReader};
use jiff::Zoned;

/// Which of two different copies of a scorecard counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Prefer {
    /// The one whose file was changed last.
    Newest,
    /// The one in the file of this path or name.
    File(String),
}

/// What scorecards are checked against.
#[derive(Debug, Clone, Copy)]
pub struct Expectation<'a> {
    /// The plan.
    pub plan: &'a Plan,
    /// Who is expected. A candidate that isn't in a non-empty list is a finding; with an empty list the scorecards say
    /// who there is.
    pub candidates: &'a [Candidate],
    /// Who meets whom.
    pub schedule: &'a Schedule,
    /// The moment by which a conversation has been held; none where all that is planned has.
    pub now: Option<&'a Zoned>,
    /// A team's own names of columns.
    pub headings: &'a [(Column, String)],
    /// Interviewers in training: their scorecards are kept apart.
    pub trainees: &'a [String],
    /// Which of two different copies counts.
    pub prefer: Option<&'a Prefer>,
    /// What files are read with.
    pub sheets: &'a SheetReader,
}
