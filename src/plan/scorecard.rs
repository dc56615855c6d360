//! What a scorecard is made of: its columns, its last row, and the overall recommendation.

use serde::Serialize;

/// The item of a scorecard that holds the overall recommendation.
pub const OVERALL: &str = "overall";

/// The overall recommendation: four words, no neutral one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub enum Recommendation {
    /// Would object to hiring.
    #[serde(rename = "strong no")]
    StrongNo,
    /// Would not hire.
    #[serde(rename = "no")]
    No,
    /// Would hire.
    #[serde(rename = "yes")]
    Yes,
    /// Would argue for hiring.
    #[serde(rename = "strong yes")]
    StrongYes,
}

impl Recommendation {
    /// All four, lowest first.
    pub const ALL: [Self; 4] = [Self::StrongNo, Self::No, Self::Yes, Self::StrongYes];

    /// The words in files.
    pub fn words(self) -> &'static str {
        match self {
            Self::StrongNo => "strong no",
            Self::No => "no",
            Self::Yes => "yes",
            Self::StrongYes => "strong yes",
        }
    }

    /// The recommendation that these words stand for, whatever their case and blanks.
    pub fn from_words(text: &str) -> Option<Self> {
        let plain: String = text.to_lowercase().replace(['_', '-'], " ");
        let plain = plain.split_whitespace().collect::<Vec<_>>().join(" ");
        Self::ALL.into_iter().find(|r| r.words() == plain)
    }

    /// What choosing it says.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::StrongNo => "I would object to an offer",
            Self::No => "I would not make an offer",
            Self::Yes => "I would make an offer",
            Self::StrongYes => "I would argue for an offer",
        }
    }
}

/// The columns of a scorecard.
pub const SCORECARD_COLUMNS: [&str; 8] =
    ["plan", "candidate", "interviewer", "round", "item", "asks", "score", "evidence"];

#[cfg(test)]
mod tests {
    use super::Recommendation;

    #[test]
    fn recommendations_are_read_as_people_write_them() {
        assert_eq!(Recommendation::from_words(" Strong_No "), Some(Recommendation::StrongNo));
        assert_eq!(Recommendation::from_words("YES"), Some(Recommendation::Yes));
        assert_eq!(Recommendation::from_words("maybe"), None);
    }
}
