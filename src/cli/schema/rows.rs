//! The rows of the tables that people and programs write and read, as schemas of an object that has the columns as its keys.
//! A cell is a text.

use crate::opening::{CandidateState, Part, SeatState};
use crate::plan::Recommendation;
use serde_json::{Map, Value, json};

/// What a cell may hold.
enum Cell {
    Text,
    /// A text that has to be there.
    Something,
    /// A whole number, or nothing.
    Number,
    /// A date, or a date and time, or nothing.
    Time,
    /// One of these words, or nothing.
    Words(Vec<&'static str>),
    /// A point of the scale, `not asked` or a recommendation; nothing where it isn't filled in yet.
    Score,
}

impl Cell {
    fn schema(&self) -> Value {
        let number = || json!({ "type": "string", "pattern": "^[0-9]*$" });
        match self {
            Self::Text => json!({ "type": "string" }),
            Self::Something => json!({ "type": "string", "minLength": 1 }),
            Self::Number => number(),
            Self::Time => json!({ "type": "string", "examples": ["2026-12-03T10:00+01:00", "2026-12-03"] }),
            Self::Words(words) => {
                let words = [&[""], words.as_slice()].concat();
                json!({ "enum": words })
            }
            Self::Score => {
                let words = [&["not asked"][..], &Recommendation::ALL.map(Recommendation::words)].concat();
                json!({ "anyOf": [number(), { "enum": words }] })
            }
        }
    }
}

/// A column: its heading, what a cell may hold, and what that is.
type RowColumn = (&'static str, Cell, &'static str);

/// The schemas of rows: the name of each, what it is of, and the schema.
pub(super) fn row_schemas() -> Vec<(&'static str, &'static str, Value)> {
    vec![
        ("candidates", "a row of candidates.csv; further columns are kept", row(&candidates(), 1, true)),
        ("panel", "a row of a panel, such as panel.csv", row(&panel(), 1, true)),
        ("schedule", "a row of schedule.csv: who meets whom, when, as what", row(&schedule(), 3, true)),
        ("scorecard", "a row of a scorecard", row(&card(), 7, true)),
        ("gathered", "a row of gathered.csv and trainees.csv", row(&gathered(), 12, false)),
        ("rejected", "a row of rejected.csv: what was not accepted", row(&rejected(), 9, false)),
    ]
}

/// The schema of a row whose first `required` columns have to be there; `open` where there may be others.
fn row(columns: &[RowColumn], required: usize, open: bool) -> Value {
    let names: Vec<&str> = columns.iter().map(|(name, ..)| *name).collect();
    let properties: Map<String, Value> = columns
        .iter()
        .map(|(name, cell, what)| {
            let mut schema = cell.schema();
            schema["description"] = json!(what);
            ((*name).to_owned(), schema)
        })
        .collect();
    let mut schema = json!({
        "type": "object",
        "properties": properties,
        "required": names[..required],
        // Keys have no order: this is that of the columns.
        "x-columns": names,
    });
    if !open {
        schema["additionalProperties"] = json!(false);
    }
    schema
}

fn candidates() -> Vec<RowColumn> {
    vec![
        ("name", Cell::Something, "the candidate's name"),
        ("id", Cell::Text, "the id that a hiring system gave"),
        ("email", Cell::Text, "the e-mail address"),
        ("due", Cell::Time, "the day by which scorecards are due"),
        (
            "state",
            Cell::Words(CandidateState::ALL.map(CandidateState::name).to_vec()),
            "how far they are; empty: active",
        ),
        ("state since", Cell::Time, "the day of that, from which the time of their records counts"),
        ("former name", Cell::Text, "a name that scorecards may still carry"),
    ]
}

fn panel() -> Vec<RowColumn> {
    vec![
        ("name", Cell::Something, "the interviewer's name"),
        ("email", Cell::Text, "the e-mail address"),
        ("competencies", Cell::Text, "what they can rate, with ; between several; empty: anything"),
        ("stacks", Cell::Text, "technologies that they can follow, with ; between several; empty: any"),
        (
            "kinds",
            Cell::Text,
            "kinds of round or question that they hold, with ; between several; empty: any",
        ),
        ("max_rounds", Cell::Number, "the most rounds that they hold; empty: as many as needed"),
        ("trainee", Cell::Text, "yes for somebody who sits in and is never counted"),
    ]
}

fn schedule() -> Vec<RowColumn> {
    vec![
        ("candidate", Cell::Text, "the candidate; empty: all"),
        ("round", Cell::Something, "the round's id, title or number"),
        ("interviewer", Cell::Text, "who meets the candidate; empty: nobody yet"),
        ("part", Cell::Words(Part::ALL.map(Part::name).to_vec()), "what they are in the round; empty: lead"),
        ("starts", Cell::Time, "date and time, with its zone or in that of the settings"),
        ("minutes", Cell::Number, "how long; empty: as long as the round"),
        ("place", Cell::Text, "a room or an address"),
        ("state", Cell::Words(SeatState::ALL.map(SeatState::name).to_vec()), "how far it is; empty: planned"),
    ]
}

fn card() -> Vec<RowColumn> {
    vec![
        ("plan", Cell::Text, "the plan's id, from its second revision on as ID.REVISION"),
        ("candidate", Cell::Text, "the candidate's name or id"),
        ("interviewer", Cell::Text, "the interviewer's name"),
        ("round", Cell::Text, "the round's id, title or number"),
        ("item", Cell::Something, "the question's id, or overall"),
        ("asks", Cell::Text, "what the question is, for people; not read"),
        ("score", Cell::Score, "the rating; empty: not filled in yet"),
        ("evidence", Cell::Text, "what the candidate said or did"),
        ("hint", Cell::Text, "yes where one was needed"),
        ("held", Cell::Time, "when the conversation took place"),
        ("check", Cell::Text, "eight letters over plan, candidate, round and interviewer"),
    ]
}

fn gathered() -> Vec<RowColumn> {
    vec![
        ("plan", Cell::Something, "the plan's id"),
        ("candidate", Cell::Something, "the candidate's name"),
        ("interviewer", Cell::Text, "the interviewer's name"),
        ("round", Cell::Text, "the round's id"),
        ("item", Cell::Something, "the question's id, or overall"),
        ("competency", Cell::Text, "what the rating counts for"),
        ("score", Cell::Score, "the rating"),
        ("evidence", Cell::Text, "what the candidate said or did"),
        ("hint", Cell::Text, "yes where one was needed"),
        ("held", Cell::Time, "when the conversation took place"),
        ("file", Cell::Something, "the file that it was read from, from the loop's folder on"),
        ("line", Cell::Number, "its line there"),
    ]
}

fn rejected() -> Vec<RowColumn> {
    vec![
        ("file", Cell::Something, "the file that it was read from"),
        ("line", Cell::Number, "its line there"),
        ("column", Cell::Number, "the column in characters; empty: the whole row"),
        ("sheet", Cell::Text, "the sheet of a workbook"),
        ("letter", Cell::Text, "the letter of a workbook's column"),
        ("heading", Cell::Text, "the heading of the column"),
        ("question", Cell::Text, "what the row rates"),
        ("reason", Cell::Something, "why it was not accepted"),
        ("row", Cell::Text, "the row as it was read"),
    ]
}
