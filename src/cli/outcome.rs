//! What the exit code says.

/// How a command ended that could do its work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outcome {
    /// Everything is done.
    Done,
    /// The work is done; something needs a person.
    NeedsPerson,
}
