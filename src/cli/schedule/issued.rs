//! What calendars were told before: a change has to say that it is one, by a higher number.

use crate::diag::Failure;
use crate::limits;
use crate::opening::LoopFolder;
use crate::opening::files::INVITATIONS;
use crate::sheet::write_csv;
use std::collections::BTreeMap;

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
        let mut events = BTreeMap::new();
        for line in text.lines().skip(1) {
            let parts: Vec<&str> = line.trim().split(',').collect();
            if let [uid, sequence, stamp, state] = parts[..]
                && let (Ok(sequence), Ok(stamp)) = (sequence.parse(), stamp.parse())
            {
                events.insert(uid.to_owned(), IssuedEvent { sequence, stamp, state: state.to_owned() });
            }
        }
        Ok(Self { events })
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
