//! Day sheets: a candidate's, the panel's, and the recruiter's of a week.

use serde::Serialize;

/// A candidate's day, or days. What isn't known is empty.
#[derive(Debug, Clone, Serialize)]
pub struct CandidateSheet {
    /// The candidate.
    pub candidate: String,
    /// The job.
    pub title: String,
    /// Whose interviews these are.
    pub organisation: String,
    /// The days with the conversations.
    pub days: Vec<CandidateDay>,
    /// The zone of all times.
    pub zone: String,
    /// Whether interviewers are named.
    pub names: bool,
    /// Whether a place is told.
    pub places: bool,
    /// Whom to ask.
    pub contact: String,
}

/// One day of a candidate.
#[derive(Debug, Clone, Serialize)]
pub struct CandidateDay {
    /// Such as `Thursday, 3 December 2026`.
    pub day: String,
    /// The conversations, and the breaks between them.
    pub rows: Vec<SheetRow>,
}

/// A conversation on a sheet, or a break.
#[derive(Debug, Clone, Serialize)]
pub struct SheetRow {
    /// When it begins, such as `10:00`.
    pub from: String,
    /// When it is over.
    pub to: String,
    /// The round; empty for a break.
    pub title: String,
    /// The candidate, on sheets of several.
    pub candidate: String,
    /// Who takes part, each with a word for the part where that isn't the lead's.
    pub with: Vec<String>,
    /// The room or the address of a call, or empty.
    pub place: String,
}

/// What one person does on a day.
#[derive(Debug, Clone, Serialize)]
pub struct PersonDay {
    /// Who.
    pub name: String,
    /// Their conversations, such as `10:00 Coding, Ana Kovač`.
    pub talks: Vec<String>,
}

/// The panel's day.
#[derive(Debug, Clone, Serialize)]
pub struct PanelSheet {
    /// The job.
    pub title: String,
    /// Whose interviews these are.
    pub organisation: String,
    /// Such as `Thursday, 3 December 2026`.
    pub day: String,
    /// The zone of all times.
    pub zone: String,
    /// Whether a place is told.
    pub places: bool,
    /// All conversations.
    pub rows: Vec<SheetRow>,
    /// The same by interviewers.
    pub people: Vec<PersonDay>,
    /// Whom to ask.
    pub contact: String,
}

/// The recruiter's week.
#[derive(Debug, Clone, Serialize)]
pub struct WeekSheet {
    /// The job.
    pub title: String,
    /// Whose interviews these are.
    pub organisation: String,
    /// Such as `Week 49 of 2026`.
    pub week: String,
    /// The zone of all times.
    pub zone: String,
    /// Whether a place is told.
    pub places: bool,
    /// The days with conversations.
    pub days: Vec<WeekDay>,
    /// When each interviewer is needed.
    pub people: Vec<PersonDay>,
    /// What has no time yet, such as `Ana Kovač: Coding, Debugging`.
    pub open: Vec<String>,
}

/// A day of a week.
#[derive(Debug, Clone, Serialize)]
pub struct WeekDay {
    /// Such as `Thursday, 3 December 2026`.
    pub day: String,
    /// All conversations.
    pub rows: Vec<SheetRow>,
}
