//! Who takes part in a round, for all candidates.

/// Who takes part in a round, as it is planned for all candidates.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RoundPeople {
    /// Who holds it, where that is known.
    pub lead: Option<String>,
    /// Who rates too.
    pub seconds: Vec<String>,
    /// Trainees, who rate for practice.
    pub shadows: Vec<String>,
}
