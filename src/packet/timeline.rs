//! How the time of a round is spent.

use crate::plan::Round;
use serde::Serialize;

/// A part of a round's time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Segment {
    /// What happens.
    pub label: String,
    /// Its length.
    pub minutes: u32,
    /// The minute of the round at which it begins.
    pub from: u32,
    /// Whether it is one of the questions.
    pub question: bool,
}

/// How the time of a round is spent, with what the questions leave over as spare.
pub(super) fn timeline(round: &Round) -> Vec<Segment> {
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
            segments.push(Segment { label, minutes, from, question });
        }
        from += minutes;
    }
    segments
}
