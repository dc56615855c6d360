//! Gathering: scorecards that came back are read, checked against the plan, and merged.
//!
//! Nothing is lost in silence: each row read is accepted or rejected with a finding, and the two add up. Of a table
//! with a column a question each rating counts as a row.

mod cards;
mod check;
mod expect;
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
use crate::plan::{Plan, PlannedQuestion};
use cards::Found;
use headings::Headings;
use rayon::prelude::*;
use reader::FileReader;
use reading::{FileReading, Value};
use roster::Roster;
use std::cmp::Ordering;
use std::sync::Arc;

/// The name of the JSON format.
pub const FORMAT: &str = "panelkit.scores/1";

/// The scorecards in `files`, checked against what is expected.
pub fn gather(expect: &Expectation<'_>, files: &[ScoreFile]) -> Scores {
    let plan = expect.plan;
    let roster = Roster::new(plan, expect.candidates, expect.trainees);
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
    scores.findings.extend(sorted.findings);
    scores.rejected.extend(sorted.rejected);
    scores.candidates = sorted.candidates;
    let names = ItemNames::of(plan);
    let checked = sorted.counted.par_iter().fold(Checked::default, |mut checked, (candidate, found)| {
        checked.card(expect, &names, (*candidate, &scores.candidates[*candidate]), found);
        checked
    });
    let checked = checked.reduce(Checked::default, Checked::and);
    let states = checked.states;
    scores.findings.extend(checked.findings);
    (scores.records, scores.recommendations) = (checked.counted.records, checked.counted.recommendations);
    scores.trainees = checked.apart;
    scores.expected = expected(expect, &scores.candidates, &states);
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
    states: Vec<(usize, usize, &'a str, State)>,
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
        let state = check::completeness(found, name, round, &mut self.findings);
        hint::check(found, round, &plan.scale, &mut self.findings);
        check::second_look(found, &plan.scale, &mut self.findings);
        self.states.push((candidate, card.round, &card.interviewer, state));
        take(plan, names, name, found, &mut self.counted);
    }
}

/// The names of a plan's questions and competencies, shared by all ratings.
struct ItemNames(Vec<Vec<(Arc<str>, Arc<str>)>>);

impl ItemNames {
    fn of(plan: &Plan) -> Self {
        let names = |q: &PlannedQuestion| (q.id.as_str().into(), q.rated().into());
        Self(plan.rounds.iter().map(|round| round.questions.iter().map(names).collect()).collect())
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

/// The state of each scorecard: `states` are those that came, in the order of candidates and rounds.
fn expected(
    expect: &Expectation<'_>,
    candidates: &[String],
    states: &[(usize, usize, &str, State)],
) -> Vec<Expected> {
    let mut all = Vec::new();
    let mut came = states.iter().peekable();
    for (c, candidate) in candidates.iter().enumerate() {
        let overdue = expect.candidates.get(c).and_then(|x| x.overdue).filter(|days| *days > 0);
        for (r, round) in expect.plan.rounds.iter().enumerate() {
            let mut push = |interviewer: &str, state: State| {
                all.push(Expected {
                    candidate: candidate.clone(),
                    round: round.id.clone(),
                    interviewer: interviewer.to_owned(),
                    state,
                    days_late: overdue.filter(|_| state != State::Complete),
                });
            };
            let mut any = false;
            while let Some((_, _, interviewer, state)) = came.next_if(|s| (s.0, s.1) == (c, r)) {
                push(interviewer, *state);
                any = true;
            }
            if !any {
                push(round.interviewer.as_deref().unwrap_or_default(), State::Missing);
            }
        }
    }
    all
}

#[cfg(test)]
mod laws;
#[cfg(test)]
mod tests;
