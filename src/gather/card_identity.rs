//! The cells that say whose scorecard a row is, and what comes of them.

use super::roster::Who;

/// The cells that say whose scorecard a row is.
pub(super) struct CardCells<'c> {
    pub plan: &'c str,
    pub candidate: &'c str,
    pub interviewer: &'c str,
    /// None where there is no column for it.
    pub round: Option<&'c str>,
    pub trainee: &'c str,
    pub check: &'c str,
    /// The round that its questions tell, where they do.
    pub by_questions: Option<usize>,
}

/// Whose scorecard a row is.
pub(super) struct CardIdentity {
    pub who: Who,
    pub round: usize,
    /// The name as the schedule spells it, or as the row has it.
    pub interviewer: String,
    pub trainee: bool,
    /// The plan's revision, where the card says it.
    pub revision: Option<u32>,
    /// What the check value settled, and what else a person should know.
    pub notes: Vec<IdentityNote>,
}

/// How a cell was understood that doesn't say it plainly.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct IdentityNote {
    pub at: KeyCell,
    pub code: &'static str,
    pub message: String,
}

/// A cell that says whose scorecard a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum KeyCell {
    Plan,
    Candidate,
    Interviewer,
    Round,
    Trainee,
    Check,
    /// None of them.
    Row,
}

/// Why it can't be told whose scorecard a row is, or why it is another's.
pub(super) struct IdentityFault {
    pub at: KeyCell,
    pub code: &'static str,
    pub message: String,
    pub hint: String,
    /// About whom the row is, and of which round, as far as that is known.
    pub who: Option<Who>,
    pub round: Option<usize>,
}
