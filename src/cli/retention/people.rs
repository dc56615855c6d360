//! The candidates of a loop, each with the day from which their records count and the day on which these may go.

use super::changed::last_change;
use crate::cli::config::Config;
use crate::cli::scores::{self, Clock, LoopScores, ScoreSource};
use crate::diag::Failure;
use crate::gather::{Record, Scores};
use crate::opening::files::{CANDIDATES, GATHERED, SCORECARDS, SCORES, own_folders, scorecard_prefix};
use crate::opening::{
    Candidate, CandidateState, DatedRecords, Decisions, Hold, Holds, LoopFolder, RecordAge, RetentionRule,
    RetentionState, Schedule, SeatState, read_date, retention_state,
};
use crate::text::slugs;
use crate::walk::Walk;
use jiff::civil::Date;
use std::path::PathBuf;

/// Whose records of a loop are kept until when.
#[derive(Debug)]
pub(in crate::cli) struct LoopRetention {
    /// How long records are kept, where the settings say so.
    pub(in crate::cli) rule: Option<RetentionRule>,
    pub(in crate::cli) holds: Holds,
    /// Everybody of whom the loop has records that can be told: those on the list, then others.
    pub(in crate::cli) people: Vec<PersonRetention>,
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
        let people = everybody(read, &decisions);
        let names: Vec<&str> = people.iter().map(|c| c.name.as_str()).collect();
        let slugs = slugs(&names);
        let person = |(candidate, slug): (&Candidate, &String)| {
            let records = DatedRecords {
                decisions: decisions.about(&candidate.name).collect(),
                state: candidate.state,
                since: candidate.since,
                conversations: conversations(candidate, read, today),
                list_changed: last_change(&[folder.path(CANDIDATES)]),
                files_changed: last_change(&own_files(folder, slug, candidate, &read.scores)),
            };
            let (age, hold) = (records.age(), holds.on(candidate).cloned());
            let (state, due) = retention_state(rule, age, hold.is_some(), today);
            PersonRetention { candidate: candidate.clone(), state, age, due, hold }
        };
        let people = people.iter().zip(&slugs).map(person).collect();
        Ok(Self { rule, holds, people })
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

/// Those on the list, and others whom scorecards or decisions name.
fn everybody(read: &LoopScores, decisions: &Decisions) -> Vec<Candidate> {
    let mut all = read.candidates.clone();
    let decided = decisions.holding().map(|d| d.candidate.as_str());
    let unlisted = read.scores.unlisted.records.iter().map(|r| &*r.candidate);
    for name in read.scores.candidates.iter().map(String::as_str).chain(decided).chain(unlisted) {
        if !all.iter().any(|c| c.is_called(name)) {
            all.push(Candidate { name: name.to_owned(), ..Candidate::default() });
        }
    }
    all
}

/// The days on which `candidate` was met, as scorecards and the schedule have them. What is still to come counts for those
/// who are interviewed.
fn conversations(candidate: &Candidate, read: &LoopScores, today: Date) -> Vec<Date> {
    let scores = &read.scores;
    let rated = all_records(scores).map(|r| (&r.candidate, &r.held));
    let cards = [&scores.trainees, &scores.unlisted];
    let others = cards.into_iter().flat_map(|cards| &cards.recommendations);
    let recommended = scores.recommendations.iter().chain(others).map(|r| (&r.candidate, &r.held));
    let theirs = rated.chain(recommended).filter(|(name, _)| candidate.is_called(name));
    let held = theirs.filter_map(|(_, held)| held.as_deref());
    let mut days: Vec<Date> = held.filter_map(|held| read_date(held).ok()).collect();
    let counts = |day: &Date| *day <= today || candidate.state == CandidateState::Active;
    days.extend(scheduled(&candidate.name, &read.schedule, read.plan.rounds.len()).filter(counts));
    days.sort_unstable();
    days.dedup();
    days
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

/// The files that are about one candidate, and those with scorecards of theirs.
fn own_files(folder: &LoopFolder, slug: &str, candidate: &Candidate, scores: &Scores) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = Vec::new();
    for own in own_folders(slug).map(|own| folder.path(&own)).filter(|own| own.is_dir()) {
        files.extend(Walk::INSIDE.through(&[own]).files);
    }
    let cards = folder.path(SCORECARDS);
    if cards.is_dir() {
        let prefix = scorecard_prefix(slug);
        let is_theirs =
            |path: &PathBuf| path.file_name().is_some_and(|n| n.to_string_lossy().starts_with(&prefix));
        files.extend(Walk::ONE_LEVEL.through(&[cards]).files.into_iter().filter(is_theirs));
    }
    let theirs = all_records(scores).filter(|r| candidate.is_called(&r.candidate));
    let mut rated: Vec<PathBuf> = theirs.map(|r| folder.path(&r.file)).collect();
    rated.dedup();
    files.extend(rated);
    files
}
