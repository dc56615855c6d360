//! Letters in the place of candidates' names, also in what interviewers wrote.

use crate::text::{NameMask, letters};

/// `Candidate A` for 0.
pub(super) fn letter(index: usize) -> String {
    format!("Candidate {}", letters(index))
}

/// The mask of these candidates.
pub(super) fn mask(candidates: &[String]) -> NameMask {
    let covered: Vec<(String, String)> =
        candidates.iter().enumerate().map(|(i, name)| (name.clone(), letter(i))).collect();
    NameMask::new(&covered, "the candidate")
}
