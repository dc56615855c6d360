//! The records of a loop in words.

use super::people::{LoopRetention, PersonRetention};
use crate::opening::{Duty, RetentionState};
use crate::text::{count, visible};
use std::fmt::Write as _;

impl PersonRetention {
    /// From when their records count, such as `the decision on 2026-12-04`.
    pub(in crate::cli) fn counts_from(&self) -> String {
        self.age.map_or_else(
            || "nothing that is dated".to_owned(),
            |age| format!("{} on {}", age.basis.words(), age.from),
        )
    }
}

/// What is due, on hold and kept, a line each; empty where no rule is set and nothing is on hold.
pub(in crate::cli) fn summary(retention: &LoopRetention, folder: &str) -> String {
    let mut out = String::new();
    let number = |state| retention.in_state(state).count();
    if let Some(rule) = retention.rule {
        let (due, kept, open) =
            (number(RetentionState::Due), number(RetentionState::Kept), number(RetentionState::Open));
        let whose = match due {
            0 => "none are due".to_owned(),
            1 => "those of 1 candidate are due".to_owned(),
            n => format!("those of {n} candidates are due"),
        };
        let _ = writeln!(out, "Records ({}): {whose} to be removed.", rule.title());
        for person in retention.in_state(RetentionState::Due) {
            let since = person.due.map(|due| due.to_string()).unwrap_or_default();
            let name = visible(&person.candidate.name);
            let _ = writeln!(out, "  {name}: since {since}, counted from {}", person.counts_from());
        }
        if due > 0 {
            let _ = writeln!(out, "  panelkit purge {folder} --due --dry-run says what would go.");
        }
        let first = retention.in_state(RetentionState::Kept).filter_map(|p| p.due).min();
        if let Some(first) = first {
            let _ = writeln!(out, "Kept: {}, the first until {first}.", count(kept, "candidate"));
        }
        if open > 0 {
            let why = match rule.duty() {
                Duty::AtLeast => "nothing is decided, so the time doesn't count yet",
                Duty::AtMost => "nothing is dated",
            };
            let _ = writeln!(out, "Without a date: {}: {why}.", count(open, "candidate"));
        }
    }
    for hold in retention.holds.all() {
        let whose = hold.candidate.as_deref().map_or_else(|| "all candidates".to_owned(), visible);
        let _ = writeln!(out, "On hold since {}: {whose}. {}", hold.date, visible(&hold.reason));
    }
    out
}
