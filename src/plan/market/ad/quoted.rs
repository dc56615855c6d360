//! Lines of an advertisement, and what they say.

use crate::sheet::ProseLine;
use std::sync::Arc;

/// A line of an advertisement, counted from 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AdLine {
    /// Its number.
    pub number: usize,
    /// What it says: one text for all that quote the line, however long it is.
    pub text: Arc<str>,
}

/// What a line says, as what it is taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quoted {
    /// The id of a role or level; none where the bank has none for it.
    pub id: Option<String>,
    /// What is told of the word: `Principal: taken as staff`; none where it is the name in the bank.
    pub told: Option<String>,
    /// The line that says it.
    pub line: AdLine,
}

impl AdLine {
    /// The line at this place, counted from 0.
    pub(super) fn new(at: usize, line: &ProseLine) -> Self {
        Self { number: at + 1, text: line.text.trim().into() }
    }
}
