//! The parts of a scorecard: its columns, its last row with the overall recommendation, its check value.

use crate::text::{fnv1a, fold};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The item of a scorecard that holds the overall recommendation.
pub const OVERALL: &str = "overall";

/// The overall recommendation: four words, no neutral one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
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

    /// The words that stand for it in files.
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

    /// What an interviewer says by it.
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
pub const SCORECARD_COLUMNS: [&str; 11] = [
    "plan",
    "candidate",
    "interviewer",
    "round",
    "item",
    "asks",
    "score",
    "evidence",
    "hint",
    "held",
    "check",
];

/// The letters of a check value: no vowels, so that it is never a word; no digits, so that no spreadsheet continues it as
/// a series.
const LETTERS: &[u8; 20] = b"bcdfghjklmnpqrstvwxz";

/// The check value of the scorecard that `interviewer` (or nobody yet) fills in for `candidate` in `round` of `plan`:
/// eight letters. Names are folded, so that case and blanks don't matter.
///
/// It guards against mistakes, not against forgery: a card filled in for one candidate isn't counted for another.
pub fn check_value(plan: &str, candidate: &str, round: &str, interviewer: &str) -> String {
    let whole = [plan, candidate, round, interviewer].map(fold).join("\u{1f}");
    let mut hash = fnv1a(whole.as_bytes());
    // The last bytes of the text have changed the lower bits only.
    hash ^= hash >> 32;
    let mut letters = String::with_capacity(8);
    for _ in 0..8 {
        letters.push(char::from(LETTERS[(hash % 20) as usize]));
        hash /= 20;
    }
    letters
}

#[cfg(test)]
mod tests {
    use super::{Recommendation, check_value};
    use std::collections::BTreeSet;

    #[test]
    fn recommendations_are_read_as_people_write_them() {
        assert_eq!(Recommendation::from_words(" Strong_No "), Some(Recommendation::StrongNo));
        assert_eq!(Recommendation::from_words("YES"), Some(Recommendation::Yes));
        assert_eq!(Recommendation::from_words("maybe"), None);
    }

    #[test]
    fn a_check_value_tells_cards_apart_and_not_spellings() {
        let ours = check_value("p-1", "Zoë Łukasiewicz", "coding", "Petra");
        assert_eq!(ours, "vxfdgxld");
        assert_eq!(ours, check_value("P-1", " zoë  ŁUKASIEWICZ", "Coding", "petra"));
        let mut all = BTreeSet::new();
        for candidate in 0..1000 {
            for round in ["coding", "technical"] {
                for interviewer in ["", "Petra", "Mei-Ling"] {
                    all.insert(check_value("p-1", &format!("Candidate {candidate}"), round, interviewer));
                }
            }
        }
        assert_eq!(all.len(), 6000);
    }
}
