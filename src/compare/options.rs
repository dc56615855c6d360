//! What of a comparison is shown.

/// What of a comparison is shown.
#[derive(Debug, Clone, Copy, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a choice of its own")]
pub struct Options {
    /// Show the scores of candidates whose scorecards aren't all in.
    pub partial: bool,
    /// Replace the candidates' names by letters.
    pub blind: bool,
    /// Make all pairs, however many there are.
    pub pairs: bool,
    /// Leave out what a single interviewer scored and wrote.
    pub totals_only: bool,
}
