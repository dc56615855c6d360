//! How the time of a round is spent.

use crate::opening::Starts;
use crate::plan::Round;
use jiff::ToSpan;
use schemars::JsonSchema;
use serde::Serialize;

/// A part of a round's time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Segment {
    /// What happens.
    pub label: String,
    /// Its length.
    pub minutes: u32,
    /// The minute of the round at which it begins.
    pub from: u32,
    /// The time of day at which it begins, such as `10:05`, or empty where it isn't known.
    pub clock: String,
    /// Whether it is one of the questions.
    pub question: bool,
}

/// How the time of a round that begins at `held` is spent, with what the questions leave over as spare.
pub(super) fn timeline(round: &Round, held: Option<Starts>) -> Vec<Segment> {
    let mut parts: Vec<(String, u32, bool)> = vec![("Welcome".into(), round.opening, false)];
    for (i, q) in round.questions.iter().enumerate() {
        parts.push((format!("{} {}", i + 1, q.title), q.minutes, true));
    }
    parts.push(("Spare".into(), round.net_minutes().saturating_sub(round.used_minutes()), false));
    parts.push(("Their questions".into(), round.their_questions, false));
    parts.push(("Close".into(), round.closing.saturating_sub(round.their_questions), false));
    let mut from = 0;
    let mut segments = Vec::new();
    for (label, minutes, question) in parts {
        if minutes > 0 || question {
            let clock = held.map(|held| time_of_day(held, from)).unwrap_or_default();
            segments.push(Segment { label, minutes, from, clock, question });
        }
        from += minutes;
    }
    segments
}

/// The time of day `minutes` after `held`, by the clock of its place.
fn time_of_day(held: Starts, minutes: u32) -> String {
    let at = held.local.checked_add(i64::from(minutes).minutes()).unwrap_or(held.local);
    at.strftime("%H:%M").to_string()
}
