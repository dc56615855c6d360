//! The candidates of a loop, each with the day from which their records count and the day on which these may go.

use super::changed::last_change;
use super::files::{LoopFile, LoopFiles};
use super::known::KnownPeople;
use crate::cli::config::Config;
use crate::cli::scores::{self, Clock, LoopScores, ScoreSource};
use crate::diag::Failure;
use crate::gather::{Record, Scores};
use crate::opening::files::{CANDIDATES, GATHERED, SCORES};
use crate::opening::{
    Candidate, CandidateState, DatedRecords, Hold, Holds, LoopFolder, RecordAge, RetentionRule,
    RetentionState, Schedule, SeatState, read_date, retention_state,
};
use jiff::civil::Date;
use std::collections::BTreeSet;

/// Whose records of a loop are kept until when.
#[derive(Debug)]
pub(in crate::cli) struct LoopRetention {
    /// How long records are kept, where the settings say so.
    pub(in crate::cli) rule: Option<RetentionRule>,
    pub(in crate::cli) holds: Holds,
    /// Everybody of whom the loop has records that can be told: those on the list, then others.
    pub(in crate::cli) people: Vec<PersonRetention>,
    /// The files that tell of them.
    pub(super) files: Vec<LoopFile>,
}

/// One candidate's records.
#[derive(Debug)]
pub(in crate::cli) struct PersonRetention {
    pub(in crate::cli) candidate: Candidate,
    pub(in crate::cli) state: RetentionState,
    /// From which day they count, where anything is dated.
    pub(in crate::cli) age: Option<RecordAge>,
    /// The day on which they may go, where it is known.
    pub(in crate::cli) due: Option<Date>,
    pub(in crate::cli) hold: Option<Hold>,
}

impl LoopRetention {
    /// What the folder's own files say, on the day of `clock`.
    pub(in crate::cli) fn read(folder: &LoopFolder, clock: &Clock, config: &Config) -> Result<Self, Failure> {
        let gathered_elsewhere = !folder.path(SCORES).exists() && folder.path(GATHERED).exists();
        let source = if gathered_elsewhere { ScoreSource::OwnOrGathered } else { ScoreSource::SoFar };
        let read = scores::read(folder, source, None, clock, config)?;
        Self::of(folder, &read, clock.today(), config)
    }

    /// The same, where the scores have been read already.
    pub(in crate::cli) fn of(
        folder: &LoopFolder,
        read: &LoopScores,
        today: Date,
        config: &Config,
    ) -> Result<Self, Failure> {
        let (rule, holds) = (config.settings.retention, folder.holds()?);
        let decisions = folder.decisions()?;
        let known = KnownPeople::of(read, &decisions);
        let files = LoopFiles::of(folder, &known, all_records(&read.scores));
        let held = days_held(&known, &read.scores);
        let list_changed = last_change(&[folder.path(CANDIDATES)]);
        let person = |(i, candidate): (usize, &Candidate)| {
            let records = DatedRecords {
                decisions: decisions.about(&candidate.name).collect(),
                state: candidate.state,
                since: candidate.since,
                conversations: conversations(candidate, &held[i], read, today),
                list_changed,
                files_changed: last_change(&files.of_person[i]),
            };
            let (age, hold) = (records.age(), holds.on(candidate).cloned());
            let (state, due) = retention_state(rule, age, hold.is_some(), today);
            PersonRetention { candidate: candidate.clone(), state, age, due, hold }
        };
        let people = known.all().iter().enumerate().map(person).collect();
        Ok(Self { rule, holds, people, files: files.all })
    }

    /// What is known of the records of the person called `name`, or with that id.
    pub(in crate::cli) fn person(&self, name: &str) -> Option<&PersonRetention> {
        self.people.iter().find(|p| p.candidate.is_called(name))
    }

    /// Those whose records are in `state`.
    pub(in crate::cli) fn in_state(&self, state: RetentionState) -> impl Iterator<Item = &PersonRetention> {
        self.people.iter().filter(move |p| p.state == state)
    }
}

/// The days on which each of `people` was met, as scorecards have them.
fn days_held(people: &KnownPeople, scores: &Scores) -> Vec<BTreeSet<Date>> {
    let rated = all_records(scores).map(|r| (&r.candidate, &r.held));
    let cards = [&scores.trainees, &scores.unlisted];
    let others = cards.into_iter().flat_map(|cards| &cards.recommendations);
    let recommended = scores.recommendations.iter().chain(others).map(|r| (&r.candidate, &r.held));
    let mut days = vec![BTreeSet::new(); people.all().len()];
    for (name, held) in rated.chain(recommended) {
        let day = held.as_deref().and_then(|held| read_date(held).ok());
        if let Some((day, person)) = day.zip(people.place(name)) {
            days[person].insert(day);
        }
    }
    days
}

/// The days on which `candidate` was met, as scorecards and the schedule have them. What is still to come counts for those
/// who are interviewed.
fn conversations(candidate: &Candidate, held: &BTreeSet<Date>, read: &LoopScores, today: Date) -> Vec<Date> {
    let counts = |day: &Date| *day <= today || candidate.state == CandidateState::Active;
    let planned = scheduled(&candidate.name, &read.schedule, read.plan.rounds.len()).filter(counts);
    held.iter().copied().chain(planned).collect()
}

/// Every rating that was accepted, those that count nowhere included.
fn all_records(scores: &Scores) -> impl Iterator<Item = &Record> {
    let (trainees, unlisted) = (&scores.trainees.records, &scores.unlisted.records);
    scores.records.iter().chain(trainees).chain(unlisted).chain(&scores.replaced)
}

fn scheduled(name: &str, schedule: &Schedule, rounds: usize) -> impl Iterator<Item = Date> {
    let seats = (0..rounds).flat_map(move |round| schedule.seats(name, round));
    let takes_place = seats.filter(|seat| seat.state != SeatState::Cancelled);
    takes_place.filter_map(|seat| Some(seat.starts?.local.date()))
}
