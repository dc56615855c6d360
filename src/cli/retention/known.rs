//! Everybody of whom a loop has records, found by what they are called.

use crate::cli::scores::LoopScores;
use crate::opening::{Candidate, Decisions};
use crate::text::fold;
use std::collections::HashMap;

/// Those on the list of candidates, then others whom scorecards or decisions name.
#[derive(Debug, Default)]
pub(super) struct KnownPeople {
    all: Vec<Candidate>,
    /// Their places by names, ids and e-mail addresses.
    places: HashMap<String, usize>,
}

impl KnownPeople {
    pub(super) fn of(read: &LoopScores, decisions: &Decisions) -> Self {
        let mut people = Self::default();
        read.candidates.iter().cloned().for_each(|candidate| people.add(candidate));
        let decided = decisions.holding().map(|d| d.candidate.as_str());
        let unlisted = read.scores.unlisted.records.iter().map(|r| &*r.candidate);
        for name in read.scores.candidates.iter().map(String::as_str).chain(decided).chain(unlisted) {
            if people.place(name).is_none() {
                people.add(Candidate { name: name.to_owned(), ..Candidate::default() });
            }
        }
        people
    }

    fn add(&mut self, candidate: Candidate) {
        let marks = [&candidate.id, &candidate.email];
        for called in candidate.names().chain(marks.into_iter().flatten().map(String::as_str)) {
            self.places.entry(fold(called)).or_insert(self.all.len());
        }
        self.all.push(candidate);
    }

    pub(super) fn all(&self) -> &[Candidate] {
        &self.all
    }

    /// Where the person called `name`, or with that id or address, stands among them.
    pub(super) fn place(&self, name: &str) -> Option<usize> {
        self.places.get(&fold(name)).copied()
    }
}
