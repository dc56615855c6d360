//! What a page about one person is made from.

use crate::gather::{CardRows, Recommended, Record, Scores, Unrated};
use crate::letters::brief::BriefSetting;
use crate::opening::{Candidate, Decision, Schedule};
use crate::plan::Plan;

/// What a page about one person is made from.
#[derive(Debug)]
pub struct PersonSources<'a> {
    /// The person.
    pub candidate: &'a Candidate,
    /// The plan of the opening.
    pub plan: &'a Plan,
    /// Who meets whom.
    pub schedule: &'a Schedule,
    /// What scorecards say, of others too.
    pub scores: &'a Scores,
    /// What was decided about them.
    pub decisions: &'a [Decision],
    /// The names of everybody else who is interviewed.
    pub others: Vec<&'a str>,
    /// What the list of candidates says: headings and cells.
    pub listed: Vec<(&'a str, &'a str)>,
    /// Rows of completed scorecards: what isn't among the scores is shown as it stands.
    pub rows: Vec<HeldRow<'a>>,
    /// What else is held, in words.
    pub papers: Vec<String>,
    /// How long it is kept, in words.
    pub kept: String,
    /// What the team says of itself.
    pub setting: BriefSetting<'a>,
}

/// A row about the person, as it stands in a file.
#[derive(Debug)]
pub struct HeldRow<'a> {
    /// The file.
    pub file: &'a str,
    /// The line there.
    pub line: usize,
    /// Headings and cells.
    pub cells: &'a [(String, String)],
}

/// The rows of some scorecards: ratings, recommendations, evidence without a rating.
pub(super) type CardParts<'a> = (&'a [Record], &'a [Recommended], &'a [Unrated]);

/// All that scorecards say: what counts, what interviewers in training wrote, what is of people who aren't on the list, and
/// what rates questions that the plan no longer asks.
pub(super) fn all_cards(scores: &Scores) -> [CardParts<'_>; 4] {
    let own = (&scores.records[..], &scores.recommendations[..], &scores.unrated[..]);
    [own, of(&scores.trainees), of(&scores.unlisted), (&scores.replaced, &[], &[])]
}

fn of(rows: &CardRows) -> CardParts<'_> {
    (&rows.records, &rows.recommendations, &rows.unrated)
}
