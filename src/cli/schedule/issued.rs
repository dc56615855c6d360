//! What calendars were told before: a change has to say that it is one, by a higher number.

use crate::diag::{Diagnostic, Failure, Place};
use crate::limits;
use crate::opening::LoopFolder;
use crate::opening::files::INVITATIONS;
use crate::sheet::write_csv;
use crate::text::shown;
use std::collections::BTreeMap;
use std::path::Path;

/// The heading of the record.
const HEADING: [&str; 4] = ["uid", "sequence", "stamp", "state"];

/// An event as calendars know it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct IssuedEvent {
    /// How often it has changed.
    pub(super) sequence: u32,
    /// The minute at which it was last changed, from 1970 in UTC.
    pub(super) stamp: i64,
    /// A hash of what it says.
    state: String,
}

/// All events that were written, by their UIDs. It names nobody.
#[derive(Debug, Default)]
pub(super) struct IssuedEvents {
    events: BTreeMap<String, IssuedEvent>,
}

impl IssuedEvents {
    /// Those of earlier runs.
    pub(super) fn of(folder: &LoopFolder) -> Result<Self, Failure> {
        let path = folder.path(INVITATIONS);
        if !path.exists() {
            return Ok(Self::default());
        }
        let text = limits::LIST_FILE.read_text(&path).map_err(|e| limits::unreadable(&path, &e))?;
        let (mut events, mut findings) = (BTreeMap::new(), Vec::new());
        for row in csv::Reader::from_reader(text.as_bytes()).deserialize::<(String, u32, i64, String)>() {
            match row {
                Ok((uid, sequence, stamp, state)) => {
                    events.insert(uid, IssuedEvent { sequence, stamp, state });
                }
                Err(error) => findings.push(damaged(&path, &text, &error)),
            }
        }
        if findings.is_empty() { Ok(Self { events }) } else { Err(Failure(findings)) }
    }

    /// Whether calendars know the event.
    pub(super) fn knows(&self, uid: &str) -> bool {
        self.events.contains_key(uid)
    }

    /// The number and the time of an event that says `state` now: those that it had, or new ones where it changed. `least` is
    /// a number that some calendar has.
    pub(super) fn issue(&mut self, uid: &str, state: &str, least: Option<u32>, now: i64) -> IssuedEvent {
        let known = self.events.get(uid);
        let event = match known {
            Some(known) if known.state == state && least.is_none_or(|n| n <= known.sequence) => known.clone(),
            _ => {
                let before = known.map(|k| k.sequence).max(least);
                let sequence = before.map_or(0, |n| n.saturating_add(1));
                IssuedEvent { sequence, stamp: now, state: state.to_owned() }
            }
        };
        self.events.insert(uid.to_owned(), event.clone());
        event
    }

    /// The record as a file.
    pub(super) fn content(&self) -> Vec<u8> {
        let mut rows = vec![HEADING.map(str::to_owned)];
        for (uid, event) in &self.events {
            rows.push([
                uid.clone(),
                event.sequence.to_string(),
                event.stamp.to_string(),
                event.state.clone(),
            ]);
        }
        write_csv(&rows)
    }
}

/// The error that a row isn't as the kit wrote it.
fn damaged(path: &Path, text: &str, error: &csv::Error) -> Diagnostic {
    let at = error.position().map_or(0, |position| position.byte() as usize);
    let place = Place::of_span(&shown(path), text, at..at);
    Diagnostic::error("damaged", "this row isn't as the kit wrote it")
        .at(Place { column: 0, width: 0, ..place })
        .hint("put the file back as it was; without it calendars don't take changes of events for changes")
}
