//! How each rater uses the scale, recommends and writes.

use super::ratings::TidyRatings;
use crate::stats::{Estimate, ShareCounts, share_over};
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;

/// With fewer people than this, no share is told.
const FEWEST_PEOPLE: usize = 6;

/// With more different scores than this, nothing is counted by score.
const MOST_SCORES: usize = 21;

/// How often a rater gave a score.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, JsonSchema)]
pub struct ScoreCount {
    /// The score.
    pub score: f64,
    /// How often.
    pub n: usize,
}

/// A share of what a rater gave, with its interval.
#[derive(Debug, Clone, Default, PartialEq, Serialize, JsonSchema)]
pub struct RateFigure {
    /// From 0 to 1; null where there are too few people.
    pub value: Option<f64>,
    /// The lower 95% limit, over people: what one person got hangs together.
    pub low: Option<f64>,
    /// The upper 95% limit.
    pub high: Option<f64>,
    /// Of how many recommendations or ratings.
    pub n: usize,
    /// About how many people.
    pub people: usize,
    /// Why there is no value.
    pub reason: Option<String>,
}

/// What one rater does.
#[derive(Debug, Clone, Default)]
pub(super) struct Habits {
    pub(super) distribution: Vec<ScoreCount>,
    pub(super) yes_rate: RateFigure,
    pub(super) evidence_rate: RateFigure,
}

/// The habits of each rater, by name.
pub(super) fn habits(ratings: &TidyRatings) -> BTreeMap<&str, Habits> {
    let names = ratings.rater_names();
    let mut habits: BTreeMap<&str, Habits> = BTreeMap::new();
    let mut written: BTreeMap<&str, BTreeMap<u32, ShareCounts>> = BTreeMap::new();
    for cell in ratings.scored() {
        let name = names[cell.rater as usize].as_str();
        count(&mut habits.entry(name).or_default().distribution, cell.value);
        if let Some(has_evidence) = cell.has_evidence {
            add(written.entry(name).or_default().entry(cell.target).or_default(), has_evidence);
        }
    }
    let several: usize = habits.values().flat_map(|h| &h.distribution).fold(Vec::new(), distinct).len();
    for h in habits.values_mut() {
        h.distribution.sort_by(|a, b| a.score.total_cmp(&b.score));
        if several > MOST_SCORES {
            h.distribution.clear();
        }
    }
    let mut said: BTreeMap<&str, BTreeMap<u32, ShareCounts>> = BTreeMap::new();
    for (name, target, is_yes) in ratings.recommended() {
        add(said.entry(name).or_default().entry(target).or_default(), is_yes);
        habits.entry(name).or_default();
    }
    for (name, h) in &mut habits {
        let of = |counts: &BTreeMap<&str, BTreeMap<u32, ShareCounts>>, none: &str| {
            counts.get(name).map_or_else(|| missing(none), rate)
        };
        h.yes_rate = of(&said, "no recommendations");
        h.evidence_rate = of(&written, "no column of evidence");
    }
    habits
}

fn count(counts: &mut Vec<ScoreCount>, score: f64) {
    if let Some(known) = counts.iter_mut().find(|c| c.score.total_cmp(&score).is_eq()) {
        known.n += 1;
    } else if counts.len() <= MOST_SCORES {
        // Beyond that, nothing is told.
        counts.push(ScoreCount { score, n: 1 });
    }
}

fn distinct(mut scores: Vec<f64>, count: &ScoreCount) -> Vec<f64> {
    if scores.len() <= MOST_SCORES && !scores.iter().any(|s| s.total_cmp(&count.score).is_eq()) {
        scores.push(count.score);
    }
    scores
}

fn add(counts: &mut ShareCounts, hit: bool) {
    counts.all += 1.0;
    counts.hits += f64::from(u8::from(hit));
}

fn missing(reason: &str) -> RateFigure {
    RateFigure { reason: Some(reason.to_owned()), ..RateFigure::default() }
}

fn rate(by_person: &BTreeMap<u32, ShareCounts>) -> RateFigure {
    let counts: Vec<ShareCounts> = by_person.values().copied().collect();
    let n = counts.iter().map(|c| c.all).sum::<f64>() as usize;
    let people = counts.len();
    let few = || RateFigure {
        n,
        people,
        reason: Some(format!("fewer than {FEWEST_PEOPLE} people")),
        ..RateFigure::default()
    };
    match share_over(&counts) {
        Some(Estimate { value, limits: Some(l) }) if people >= FEWEST_PEOPLE => {
            RateFigure { value: Some(value), low: Some(l.low), high: Some(l.high), n, people, reason: None }
        }
        _ => few(),
    }
}
