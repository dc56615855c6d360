//! Gathering: scorecards that came back are read, checked against the plan, and merged.
//!
//! Nothing is lost in silence: each row read is accepted or rejected with a finding, and the two add up. Of a table
//! with a column a question each rating counts as a row.

mod cards;
mod check;
mod expect;
mod expected;
mod headings;
mod hint;
mod identity;
mod layout;
mod load;
mod person;
mod reader;
mod reading;
mod roster;
mod score;
mod scores;
mod status;
mod table;
mod table_rows;

pub use expect::{Expectation, Prefer};
pub use load::{Content, ScoreFile, ScoreFiles, score_files};
pub use person::{Held, HeldRow, Holds, PersonFinder};
pub(crate) use score::{NoScore, Score, ScoreRange, overall as read_recommendation, read as read_score};
pub use scores::{Expected, Given, Recommended, Record, Rejected, Scores, State};
pub use status::{Owed, owed};
pub use table::GATHERED_COLUMNS;

use crate::diag::Diagnostic;
use crate::limits::ALL_SCORECARDS;
use crate::opening::Part;
use crate::plan::{OVERALL, Plan, PlannedQuestion, Round};
use cards::Found;
use expected::{CardState, expected};
use headings::Headings;
use rayon::prelude::*;
use reader::FileReader;
use reading::{FileReading, RefusedCard, Value};
use roster::{Roster, replaced_in};
use std::cmp::Ordering;
use std::sync::Arc;

/// The name of the JSON format.
pub const FORMAT: &str = "panelkit.scores/1";

/// The scorecards in `files`, checked against what is expected.
pub fn gather(expect: &Expectation<'_>, files: &[ScoreFile]) -> Scores {
    let plan = expect.plan;
    let roster = Roster::new(expect);
    let foreign = roster.foreign_names();
    let headings = Headings::new(plan, expect.headings);
    let reader = FileReader { sheets: expect.sheets, headings, foreign, roster };
    let mut readings = read_all(&reader, files);
    let mut scores = Scores { format: FORMAT, plan: plan.id.clone(), ..Scores::default() };
    for (file, reading) in files.iter().zip(&mut readings) {
        scores.rows_read += reading.rows_read;
        scores.findings.append(&mut reading.findings);
        scores.rejected.extend(reading.rejected.drain(..).map(|r| r.recorded_for(file)));
    }
    let sorted = cards::sort(plan, expect.candidates, files, &readings, expect.prefer);
    scores.rows_accepted = sorted.accepted;
    let (unlisted, uncounted) = (sorted.unlisted, sorted.uncounted);
    scores.findings.extend(sorted.findings);
    scores.rejected.extend(sorted.rejected);
    scores.candidates = sorted.candidates;
    let names = ItemNames::of(plan);
    let checked = sorted.counted.par_iter().fold(Checked::default, |mut checked, (candidate, found)| {
        checked.card(expect, &names, (*candidate, &scores.candidates[*candidate]), found);
        checked
    });
    let checked = checked.reduce(Checked::default, Checked::and);
    let mut states = checked.states;
    states.extend(uncounted.iter().map(CardState::from));
    states.sort_by_key(|s| (s.candidate, s.round));
    scores.findings.extend(checked.findings);
    (scores.records, scores.recommendations) = (checked.counted.records, checked.counted.recommendations);
    scores.trainees = checked.apart;
    scores.revisions = readings.iter().flat_map(|r| &r.cards).filter_map(|card| card.revision).collect();
    let refused: Vec<&RefusedCard> = readings.iter().flat_map(|r| &r.refused).collect();
    scores.expected = expected(expect, &scores.candidates, &states, &refused);
    for (name, found) in unlisted {
        scores.unlisted(plan, &names, name, &found);
    }
    let is_asked = |r: &mut Record| plan.questions().any(|q| q.id == *r.question);
    scores.replaced = scores.records.extract_if(.., |r| !is_asked(r)).collect();
    scores.findings.sort_by(by_place);
    scores.rejected.sort_by(|a, b| (&a.file, a.line, a.column).cmp(&(&b.file, b.line, b.column)));
    scores.rows_rejected = scores.rejected.len();
    scores
}

/// The order in which findings are told.
fn by_place(a: &Diagnostic, b: &Diagnostic) -> Ordering {
    (&a.place, a.code).cmp(&(&b.place, b.code))
}

/// How many files are read before it is known whether there is room for the next ones.
const BATCH: usize = 32;

/// What each file holds, in the order of the files; those for which all the ones before leave no room are refused.
fn read_all(reader: &FileReader<'_>, files: &[ScoreFile]) -> Vec<FileReading> {
    let mut room = ALL_SCORECARDS.most;
    let mut readings = Vec::with_capacity(files.len());
    for batch in files.chunks(BATCH) {
        let read: Vec<FileReading> = batch.par_iter().map(|file| reader.file(file)).collect();
        for (file, reading) in batch.iter().zip(read) {
            let size = reading.sheets.iter().map(|sheet| sheet.size() as u64).sum();
            let left = room.checked_sub(size);
            room = left.unwrap_or(room);
            readings.push(match left {
                Some(_) => reading,
                None => {
                    FileReading::refused(ALL_SCORECARDS.exceeded(&file.name, "and those before it hold more"))
                }
            });
        }
    }
    readings
}

/// Scorecards that count, looked at one after the other.
#[derive(Default)]
struct Checked<'a> {
    states: Vec<CardState<'a>>,
    findings: Vec<Diagnostic>,
    counted: Given,
    apart: Given,
}

impl<'a> Checked<'a> {
    /// Both, those of `after` behind these.
    fn and(mut self, mut after: Self) -> Self {
        self.states.append(&mut after.states);
        self.findings.append(&mut after.findings);
        self.counted.append(after.counted);
        self.apart.append(after.apart);
        self
    }

    fn card(
        &mut self,
        expect: &Expectation<'_>,
        names: &ItemNames,
        (candidate, name): (usize, &str),
        found: &Found<'a>,
    ) {
        let plan = expect.plan;
        let card = found.card;
        let round = &plan.rounds[card.round];
        if card.trainee {
            let who = cards::card_owner(card);
            let message =
                format!("{who} is in training: the scorecard for {name}, round {}, is kept apart", round.id);
            self.findings.push(Diagnostic::note("trainee", message).at(found.place()));
            return take(plan, names, name, found, &mut self.apart);
        }
        let (state, why) = check::completeness(found, name, plan, round, &mut self.findings);
        hint::check(found, round, &plan.scale, &mut self.findings);
        check::second_look(found, &plan.scale, &mut self.findings);
        let interviewer = &card.interviewer;
        self.states.push(CardState { candidate, round: card.round, interviewer, state, why });
        take(plan, names, name, found, &mut self.counted);
    }
}

/// The names of a plan's questions and competencies, shared by all ratings.
struct ItemNames(Vec<Vec<(Arc<str>, Arc<str>)>>);

impl ItemNames {
    fn of(plan: &Plan) -> Self {
        let names = |q: &PlannedQuestion| (q.id.as_str().into(), q.rated().into());
        let of = |round: &Round| {
            let replaced = replaced_in(plan, &round.id).map(|old| names(&old.question));
            // The place of the overall recommendation is between.
            let overall = (Arc::from(OVERALL), Arc::from(""));
            round.questions.iter().map(names).chain([overall]).chain(replaced).collect()
        };
        Self(plan.rounds.iter().map(of).collect())
    }
}

impl Scores {
    /// Keeps what the card of somebody says who isn't on the list any more.
    fn unlisted(&mut self, plan: &Plan, names: &ItemNames, name: &str, found: &Found<'_>) {
        let round = &plan.rounds[found.card.round];
        let who = cards::card_owner(found.card);
        let why = format!("{name} isn't on the list any more");
        let message =
            format!("{why}: the scorecard of {who}, round {}, is kept and counts nowhere", round.id);
        let hint = "a new name? Write the old one into a column `former name` of candidates.csv";
        self.findings.push(Diagnostic::note("unlisted", message).at(found.place()).hint(hint));
        self.expected.push(Expected {
            candidate: name.to_owned(),
            round: round.id.clone(),
            interviewer: found.card.interviewer.clone(),
            part: Part::Lead,
            state: State::NotCounted,
            why: Some(why),
            days_late: None,
        });
        take(plan, names, name, found, &mut self.unlisted);
    }
}

/// Adds the ratings and the recommendation of a scorecard, in the order of the plan.
fn take(plan: &Plan, names: &ItemNames, candidate: &str, found: &Found<'_>, into: &mut Given) {
    let card = found.card;
    let candidate: Arc<str> = candidate.into();
    let interviewer: Arc<str> = card.interviewer.as_str().into();
    let round: Arc<str> = plan.rounds[card.round].id.as_str().into();
    let file: Arc<str> = found.recorded().into();
    let mut entries: Vec<_> = card.entries.iter().collect();
    entries.sort_by_key(|e| e.item);
    for e in entries {
        let evidence = || reading::evidence(found.sheet, e).into_owned();
        match e.value {
            Value::Overall(Some(value)) => into.recommendations.push(Recommended {
                candidate: Arc::clone(&candidate),
                interviewer: Arc::clone(&interviewer),
                round: Arc::clone(&round),
                value,
                evidence: evidence(),
                file: Arc::clone(&file),
                line: e.row.line as usize,
            }),
            Value::Score(score) if score != Score::Empty => {
                let (question, competency) = &names.0[card.round][e.item];
                into.records.push(Record {
                    candidate: Arc::clone(&candidate),
                    interviewer: Arc::clone(&interviewer),
                    round: Arc::clone(&round),
                    question: Arc::clone(question),
                    competency: Arc::clone(competency),
                    score: if let Score::Rated(s) = score { Some(s) } else { None },
                    evidence: evidence(),
                    hint: reading::needed_hint(found.sheet, e),
                    file: Arc::clone(&file),
                    line: e.row.line as usize,
                });
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod laws;
#[cfg(test)]
mod tests;
