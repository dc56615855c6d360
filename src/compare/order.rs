//! Order effects: whether ratings lean against the conversation before.

use super::candidate::Candidate;
use super::panel::Panel;
use crate::opening::{DateFault, Starts, read_date};
use crate::stats::{LagOne, Ratings, Undefined, lag_one};
use jiff::civil::{Date, DateTime};
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;

/// When a conversation took place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct HeldTime {
    day: Date,
    /// None where only the day is known.
    time: Option<DateTime>,
}

impl HeldTime {
    /// The time in the text of a column `held`; none where it is neither a date nor a time.
    pub(super) fn read(text: &str) -> Option<Self> {
        match Starts::read(text) {
            Ok(starts) => {
                let time = starts.utc_or_local();
                Some(Self { day: time.date(), time: Some(time) })
            }
            Err(DateFault::NoTime) => Some(Self { day: read_date(text).ok()?, time: None }),
            Err(_) => None,
        }
    }

    /// Whether it certainly lies before `other`.
    fn is_before(self, other: Self) -> bool {
        match (self.time, other.time) {
            (Some(own), Some(others)) => own < others,
            _ => self.day < other.day,
        }
    }
}

/// When each rater spoke with each unit, by the numbers of both; of several times the first.
#[derive(Debug, Clone, Default)]
pub(super) struct Talks {
    first: BTreeMap<(u32, u32), HeldTime>,
}

impl Talks {
    /// Adds a conversation of `rater` with `unit`.
    pub(super) fn add(&mut self, rater: u32, unit: u32, held: HeldTime) {
        let first = self.first.entry((rater, unit)).or_insert(held);
        *first = held.min(*first);
    }

    /// For each of `ratings` whom the same rater had met just before, where that is certain.
    fn before(&self, ratings: &Ratings) -> Vec<Option<u32>> {
        let mut by_rater: BTreeMap<u32, Vec<(HeldTime, u32)>> = BTreeMap::new();
        for ((rater, unit), held) in &self.first {
            by_rater.entry(*rater).or_default().push((*held, *unit));
        }
        let mut before: BTreeMap<(u32, u32), u32> = BTreeMap::new();
        for (rater, talks) in &mut by_rater {
            talks.sort_unstable();
            for (i, pair) in talks.windows(2).enumerate() {
                // With a third one that may lie in between, it isn't known which came last.
                let certain = pair[0].0.is_before(pair[1].0)
                    && (i == 0 || talks[i - 1].0.is_before(pair[0].0))
                    && talks.get(i + 2).is_none_or(|next| pair[1].0.is_before(next.0));
                if certain {
                    before.insert((*rater, pair[1].1), pair[0].1);
                }
            }
        }
        ratings.cells().iter().map(|c| before.get(&(c.rater, c.unit)).copied()).collect()
    }
}

/// How far a rating leans against the one before (lag one).
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct OrderEffect {
    /// By how many points ratings are higher for each point by which others rate the person before higher; below zero they
    /// lean away from that one. Null without an interval.
    pub value: Option<f64>,
    /// The lower 95% limit.
    pub low: Option<f64>,
    /// The upper 95% limit.
    pub high: Option<f64>,
    /// How many conversations that follow another one it rests on.
    pub n: usize,
    /// Why there is no value.
    pub reason: Option<String>,
}

impl OrderEffect {
    /// The effect in the readings of `panel`; none where no scorecard says when the conversation took place.
    pub(super) fn in_panel(candidates: &[Candidate], panel: &Panel) -> Option<Self> {
        let mut talks = Talks::default();
        for (unit, i) in panel.candidates.iter().enumerate() {
            for rating in candidates[*i].questions.iter().flat_map(|q| &q.ratings) {
                let held = rating.held.as_deref().and_then(HeldTime::read);
                if let (Some(held), Some(rater)) = (held, panel.place_of(&rating.interviewer)) {
                    talks.add(rater as u32, unit as u32, held);
                }
            }
        }
        (!talks.first.is_empty()).then(|| Self::of(&panel.ratings, &talks))
    }

    /// The effect in `ratings` of people, by the times of the `talks`.
    pub(super) fn of(ratings: &Ratings, talks: &Talks) -> Self {
        let none =
            |n, why: Undefined| Self { value: None, low: None, high: None, n, reason: Some(why.to_string()) };
        match lag_one(ratings, &talks.before(ratings)) {
            Ok(LagOne { slope, limits, following }) => Self {
                value: Some(slope + 0.0),
                low: Some(limits.low + 0.0),
                high: Some(limits.high + 0.0),
                n: following,
                reason: None,
            },
            Err(why @ Undefined::TooFewFollowing(n, _)) => none(n, why),
            Err(why) => none(0, why),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::Rating;

    #[test]
    fn only_a_certain_order_counts() {
        let held = |text: &str| HeldTime::read(text).unwrap();
        assert_eq!(HeldTime::read("Thursday"), None);
        let cells = (0..4).map(|unit| Rating { unit, rater: 0, value: 3.0 }).collect();
        let ratings = Ratings::new(4, 1, cells);
        let before = |texts: [&str; 4]| {
            let mut talks = Talks::default();
            for (unit, text) in texts.iter().enumerate() {
                talks.add(0, unit as u32, held(text));
            }
            talks.before(&ratings)
        };
        // The second is in another zone, and the first of all.
        assert_eq!(
            before(["2026-12-03T10:00+01:00", "2026-12-03T10:30+02:00", "2026-12-04T09:00Z", "2026-12-05"]),
            [Some(1), None, Some(0), Some(2)]
        );
        // Of two on one day without times nobody knows which came first, nor whom the next one followed.
        assert_eq!(
            before(["2026-12-03", "2026-12-03", "2026-12-04", "2026-12-05"]),
            [None, None, None, Some(2)]
        );
    }
}
