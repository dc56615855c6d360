//! The page as a serialisable view.

use serde::Serialize;

/// What is held about a person. What isn't known is empty.
#[derive(Debug, Clone, Serialize)]
pub struct PersonPage {
    /// The person.
    pub candidate: String,
    /// The job.
    pub title: String,
    /// Who holds it.
    pub organisation: String,
    /// What the list of candidates says.
    pub listed: Vec<PersonEntry>,
    /// The conversations, with what was written about each.
    pub rounds: Vec<PersonRound>,
    /// What was decided.
    pub decisions: Vec<PersonDecision>,
    /// Rows that count nowhere, as they stand.
    pub further: Vec<String>,
    /// What else is held.
    pub papers: Vec<String>,
    /// How long it is kept.
    pub kept: String,
    /// Whom to ask.
    pub contact: String,
}

/// A cell under its heading.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PersonEntry {
    /// The heading.
    pub heading: String,
    /// What the cell says.
    pub value: String,
}

/// One conversation.
#[derive(Debug, Clone, Serialize)]
pub struct PersonRound {
    /// Its name.
    pub title: String,
    /// When it begins, or empty.
    pub when: String,
    /// The room or the address of a call, or empty.
    pub place: String,
    /// Who takes part, such as `Interviewer A`.
    pub with: Vec<String>,
    /// What each of them wrote.
    pub cards: Vec<PersonCard>,
}

/// What one interviewer wrote.
#[derive(Debug, Clone, Serialize)]
pub struct PersonCard {
    /// Who, such as `Interviewer A`.
    pub interviewer: String,
    /// The ratings with what was noted.
    pub answers: Vec<PersonAnswer>,
    /// The overall recommendation, or empty.
    pub recommendation: String,
    /// What that rests on.
    pub resting: String,
}

/// One rating.
#[derive(Debug, Clone, Serialize)]
pub struct PersonAnswer {
    /// The question's title.
    pub question: String,
    /// The rating, such as `3 Solid`.
    pub score: String,
    /// Whether a hint was needed.
    pub hint: bool,
    /// What was noted.
    pub evidence: String,
}

/// One decision.
#[derive(Debug, Clone, Serialize)]
pub struct PersonDecision {
    /// The day.
    pub date: String,
    /// What was decided.
    pub decision: String,
    /// Who decided.
    pub by: String,
    /// Why.
    pub reason: String,
    /// The votes, such as `Interviewer A: yes`.
    pub votes: Vec<String>,
}
