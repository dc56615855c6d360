//! The rows of a schedule.

use crate::opening::dates::Starts;
use crate::plan::{Plan, RoundPeople};
use crate::text::fold;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::HashMap;

/// What somebody is in a round.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Part {
    /// Holds it.
    #[default]
    Lead,
    /// Rates too, sealed from the lead.
    Second,
    /// A trainee, whose ratings never count.
    Shadow,
}

impl Part {
    /// All parts.
    pub const ALL: [Self; 3] = [Self::Lead, Self::Second, Self::Shadow];

    /// The word for it in files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Lead => "lead",
            Self::Second => "second",
            Self::Shadow => "shadow",
        }
    }

    /// The part that a cell names; an empty one is the lead's.
    pub(super) fn read(text: &str) -> Option<Self> {
        match fold(text).as_str() {
            "" | "lead" | "interviewer" | "first" | "host" => Some(Self::Lead),
            "second" | "second interviewer" | "co-interviewer" | "panel" => Some(Self::Second),
            "shadow" | "trainee" | "observer" | "shadowing" | "in training" => Some(Self::Shadow),
            _ => None,
        }
    }
}

/// How far a conversation is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum SeatState {
    /// It is to take place.
    #[default]
    Planned,
    /// It has taken place.
    Held,
    /// It won't take place.
    Cancelled,
}

impl SeatState {
    /// All states.
    pub const ALL: [Self; 3] = [Self::Planned, Self::Held, Self::Cancelled];

    /// The word for it in files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Planned => "planned",
            Self::Held => "held",
            Self::Cancelled => "cancelled",
        }
    }

    /// The state that a cell names; an empty one is planned.
    pub(super) fn read(text: &str) -> Option<Self> {
        match fold(text).as_str() {
            "" | "planned" | "scheduled" | "confirmed" => Some(Self::Planned),
            "held" | "done" | "took place" | "completed" => Some(Self::Held),
            "cancelled" | "canceled" | "off" => Some(Self::Cancelled),
            _ => None,
        }
    }
}

/// One row of a schedule.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ScheduleRow {
    /// The candidate as the list spells the name; none for all.
    pub candidate: Option<String>,
    /// The round's place in the plan.
    pub round: usize,
    /// Who takes part; empty where that is open.
    pub interviewer: String,
    /// As what.
    pub part: Part,
    /// When it begins, where that is set.
    pub starts: Option<Starts>,
    /// How long it takes, where that isn't what the plan says.
    pub minutes: Option<u32>,
    /// The room or the address of a call.
    pub place: String,
    /// How far it is.
    pub state: SeatState,
}

/// Who meets whom, when, and as what.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Schedule {
    /// The rows, those for all candidates among them.
    rows: Vec<ScheduleRow>,
    /// Where the rows of a candidate's round are; the candidate folded, empty for all.
    places: HashMap<(String, usize), Vec<usize>>,
}

impl Schedule {
    /// The schedule of these rows.
    pub fn new(rows: Vec<ScheduleRow>) -> Self {
        let mut places: HashMap<(String, usize), Vec<usize>> = HashMap::new();
        for (i, row) in rows.iter().enumerate() {
            let who = row.candidate.as_deref().map(fold).unwrap_or_default();
            places.entry((who, row.round)).or_default().push(i);
        }
        Self { rows, places }
    }

    /// The schedule of a plan whose people are `people`, the same for all candidates.
    pub fn of_people(people: &[RoundPeople]) -> Self {
        Self::new(people_rows(people))
    }

    /// The same schedule, with the people whom a plan of format 1 names where no row says who holds a part for all.
    #[must_use]
    pub fn with_people_of(self, plan: &Plan) -> Self {
        let mut rows = self.rows;
        let said = rows.len();
        for row in people_rows(&plan.people) {
            let is_said =
                |r: &ScheduleRow| r.candidate.is_none() && (r.round, r.part) == (row.round, row.part);
            // Of several people of one part all are taken, or none.
            if !rows[..said].iter().any(is_said) {
                rows.push(row);
            }
        }
        Self::new(rows)
    }

    /// All rows.
    pub fn rows(&self) -> &[ScheduleRow] {
        &self.rows
    }

    /// The rows of `round`, from 0, for `candidate` alone, or for all.
    pub(super) fn rows_of(&self, candidate: Option<&str>, round: usize) -> Vec<&ScheduleRow> {
        if self.places.is_empty() {
            return Vec::new();
        }
        let key = (candidate.map(fold).unwrap_or_default(), round);
        self.places.get(&key).into_iter().flatten().map(|i| &self.rows[*i]).collect()
    }

    /// The people of each of `rounds` rounds for all candidates.
    pub fn people(&self, rounds: usize) -> Vec<RoundPeople> {
        let of = |round| {
            let mut who = RoundPeople::default();
            for row in self.rows_of(None, round).into_iter().filter(|r| !r.interviewer.is_empty()) {
                match row.part {
                    Part::Lead => who.lead = Some(row.interviewer.clone()),
                    Part::Second => who.seconds.push(row.interviewer.clone()),
                    Part::Shadow => who.shadows.push(row.interviewer.clone()),
                }
            }
            who
        };
        (0..rounds).map(of).collect()
    }

    /// Everybody who takes part somewhere, each once, in the order of the rows.
    pub fn interviewers(&self) -> Vec<&str> {
        let mut names: Vec<&str> = Vec::new();
        let mut known: Vec<String> = Vec::new();
        for row in self.rows.iter().filter(|r| !r.interviewer.is_empty()) {
            let folded = fold(&row.interviewer);
            if !known.contains(&folded) {
                known.push(folded);
                names.push(&row.interviewer);
            }
        }
        names
    }
}

/// A row for each of the people of each round.
fn people_rows(people: &[RoundPeople]) -> Vec<ScheduleRow> {
    let row = |round: usize, part: Part, name: &String| ScheduleRow {
        round,
        part,
        interviewer: name.clone(),
        ..ScheduleRow::default()
    };
    let of = |(round, who): (usize, &RoundPeople)| {
        let leads = who.lead.iter().map(move |name| row(round, Part::Lead, name));
        let seconds = who.seconds.iter().map(move |name| row(round, Part::Second, name));
        let shadows = who.shadows.iter().map(move |name| row(round, Part::Shadow, name));
        leads.chain(seconds).chain(shadows).collect::<Vec<_>>()
    };
    people.iter().enumerate().flat_map(of).collect()
}
