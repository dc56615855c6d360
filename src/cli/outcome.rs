//! What the exit code says.

use crate::diag::{Diagnostic, Severity};

/// How a command ended that could do its work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outcome {
    /// Everything is done.
    Done,
    /// The work is done; something needs a person.
    NeedsPerson,
}

impl Outcome {
    /// What findings mean: a person is needed where one of them is more than a note.
    pub(super) fn of(findings: &[Diagnostic]) -> Self {
        let serious = findings.iter().any(|f| f.severity > Severity::Note);
        if serious { Self::NeedsPerson } else { Self::Done }
    }
}
