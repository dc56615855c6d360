//! Gathering: scorecards that came back are read, checked against the plan, and merged.
//!
//! Nothing is lost in silence: each row read is accepted or rejected with a finding, and the two add up. Of a table
//! with a column a question each rating counts as a row.

mod beside;
mod card_identity;
mod cards;
mod check;
mod claims;
mod columns_beside;
mod counted;
mod entries;
mod expect;
mod expected;
mod headings;
mod held;
mod held_at;
mod hint;
mod identity;
mod layout;
mod load;
mod person;
mod place_name;
mod reader;
mod reading;
mod rejection;
mod roster;
mod row_card;
mod score;
mod scores;
mod status;
mod table;
mod table_rows;
mod unread;

pub use expect::{Expectation, Prefer};
pub use load::{Content, ScoreFile, ScoreFiles, score_files};
pub use person::{PersonFinder, PersonRow, PersonRows, TableKind};
pub(crate) use score::{NoScore, Score, ScoreRange, overall as read_recommendation, read as read_score};
pub use scores::{CardProgress, CardRows, Expected, Recommended, Record, Rejected, Scores, Unrated};
pub use status::{Owed, owed};
pub use table::GATHERED_COLUMNS;

use crate::diag::Diagnostic;
use crate::limits::ALL_SCORECARDS;
use crate::opening::Part;
use crate::plan::{OVERALL, Plan, PlannedQuestion, Round};
use check::RejectedItems;
use counted::{CardCopy, CountedCard};
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
    let reader = FileReader { sheets: expect.sheets, headings, foreign, roster, prefer: expect.prefer };
    let mut readings = read_all(&reader, files);
    let mut scores = Scores { format: FORMAT, plan: plan.id.clone(), ..Scores::default() };
    for (file, reading) in files.iter().zip(&mut readings) {
        scores.rows_read += reading.rows_read;
        scores.texts_read += reading.texts_read;
        scores.texts_named += reading.texts_named;
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
    let checked = sorted.counted.par_iter().fold(Checked::default, |mut checked, (candidate, counted)| {
        let rejected = rejected_items(counted, &readings);
        checked.card(expect, &names, (*candidate, &scores.candidates[*candidate]), counted, &rejected);
        checked
    });
    let checked = checked.reduce(Checked::default, Checked::and);
    let mut states = checked.states;
    states.extend(uncounted.iter().map(CardState::from));
    states.sort_by_key(|s| (s.candidate, s.round));
    scores.findings.extend(checked.findings);
    let CardRows { records, recommendations, unrated } = checked.counted;
    (scores.records, scores.recommendations, scores.unrated) = (records, recommendations, unrated);
    scores.trainees = checked.apart;
    scores.revisions = readings.iter().flat_map(|r| &r.cards).filter_map(|card| card.revision).collect();
    let refused: Vec<&RefusedCard> = readings.iter().flat_map(|r| &r.refused).collect();
    scores.expected = expected(expect, &scores.candidates, &states, &refused);
    for (name, counted) in unlisted {
        scores.unlisted(plan, &names, name, &counted);
    }
    let is_asked = |r: &mut Record| plan.questions().any(|q| q.id == *r.question);
    scores.replaced = scores.records.extract_if(.., |r| !is_asked(r)).collect();
    scores.findings.sort_by(by_place);
    scores.rejected.sort_by(|a, b| (&a.file, a.line, a.column).cmp(&(&b.file, b.line, b.column)));
    scores.rows_rejected = scores.rejected.len();
    scores.texts_named += scores.rejected.iter().map(|r| r.texts).sum::<usize>();
    scores.texts_taken = scores.texts_read.saturating_sub(scores.texts_named);
    scores
}

/// What of a scorecard's round was rejected in its sheets: items, and how many rows whose item isn't known.
fn rejected_items(counted: &CountedCard<'_>, readings: &[FileReading]) -> RejectedItems {
    let of_copy = |copy: &CardCopy<'_>| {
        let (sheet, round) = (copy.card.sheet, copy.card.round);
        let all = &readings[copy.number].rejected_items;
        all.range((sheet, round, 0)..=(sheet, round, usize::MAX)).map(|(.., item)| *item).collect::<Vec<_>>()
    };
    let unknown = |copy: &CardCopy<'_>| {
        readings[copy.number]
            .unknown_items
            .get(&(copy.card.sheet, copy.card.round))
            .copied()
            .unwrap_or_default()
    };
    let items = counted.copies.iter().flat_map(of_copy).collect();
    RejectedItems { items, unknown: counted.copies.iter().map(unknown).sum() }
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
    counted: CardRows,
    apart: CardRows,
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
        counted: &CountedCard<'a>,
        rejected: &RejectedItems,
    ) {
        let plan = expect.plan;
        let card = counted.card;
        let round = &plan.rounds[card.round];
        if card.trainee {
            let who = counted::card_owner(card);
            let message =
                format!("{who} is in training: the scorecard for {name}, round {}, is kept apart", round.id);
            self.findings.push(Diagnostic::note("trainee", message).at(counted.place()));
            return take(plan, names, name, counted, &mut self.apart);
        }
        let (state, why) = check::completeness(counted, name, plan, rejected, &mut self.findings);
        hint::check(counted, plan, &mut self.findings);
        held::check(counted, &mut self.findings);
        check::second_look(counted, &plan.scale, &mut self.findings);
        let interviewer = &card.interviewer;
        self.states.push(CardState { candidate, round: card.round, interviewer, state, why });
        take(plan, names, name, counted, &mut self.counted);
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
    fn unlisted(&mut self, plan: &Plan, names: &ItemNames, name: &str, counted: &CountedCard<'_>) {
        let round = &plan.rounds[counted.card.round];
        let who = counted::card_owner(counted.card);
        let why = format!("{name} isn't on the list any more");
        let message =
            format!("{why}: the scorecard of {who}, round {}, is kept and counts nowhere", round.id);
        let hint = "a new name? Write the old one into a column `former name` of candidates.csv";
        self.findings.push(Diagnostic::note("unlisted", message).at(counted.place()).hint(hint));
        self.expected.push(Expected {
            candidate: name.to_owned(),
            round: round.id.clone(),
            interviewer: counted.card.interviewer.clone(),
            part: Part::Lead,
            state: CardProgress::NotCounted,
            why: Some(why),
            days_late: None,
        });
        take(plan, names, name, counted, &mut self.unlisted);
    }
}

/// Adds the ratings and the recommendation of a scorecard, in the order of the plan.
fn take(plan: &Plan, names: &ItemNames, candidate: &str, counted: &CountedCard<'_>, into: &mut CardRows) {
    let card = counted.card;
    let candidate: Arc<str> = candidate.into();
    let interviewer: Arc<str> = card.interviewer.as_str().into();
    let round: Arc<str> = plan.rounds[card.round].id.as_str().into();
    let held: Option<Arc<str>> = counted.held().map(|held| held.text.as_str().into());
    let mut file: Arc<str> = "".into();
    for item in &counted.items {
        let recorded = item.recorded();
        if *recorded != *file {
            file = recorded.into();
        }
        let (candidate, interviewer) = (Arc::clone(&candidate), Arc::clone(&interviewer));
        let (round, held, file) = (Arc::clone(&round), held.clone(), Arc::clone(&file));
        let (evidence, hint) = (item.said.evidence.clone().into_owned(), item.said.hint == Some(true));
        let line = item.line();
        match item.said.value {
            Value::Overall(Some(value)) => {
                into.recommendations.push(Recommended {
                    candidate,
                    interviewer,
                    round,
                    value,
                    evidence,
                    held,
                    file,
                    line,
                });
            }
            Value::Score(score) if score != Score::Empty => {
                let (question, competency) = names.0[card.round][item.item].clone();
                let score = if let Score::Rated(s) = score { Some(s) } else { None };
                into.records.push(Record {
                    candidate,
                    interviewer,
                    round,
                    question,
                    competency,
                    score,
                    evidence,
                    hint,
                    held,
                    file,
                    line,
                });
            }
            _ if !item.said.is_empty() => {
                let named = names.0[card.round].get(item.item).cloned();
                let (question, competency) = named.unwrap_or_else(|| (OVERALL.into(), "".into()));
                into.unrated.push(Unrated {
                    candidate,
                    interviewer,
                    round,
                    question,
                    competency,
                    evidence,
                    hint,
                    held,
                    file,
                    line,
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
