//! Events as they are written, and which of them hold.

use crate::calendar::zone::Zone;
use calcard::icalendar::{ICalendarComponent, ICalendarParameterName, ICalendarProperty, ICalendarValue};
use jiff::civil::DateTime;
use std::collections::{HashMap, HashSet};

/// An event as it is written.
pub(super) struct Event<'a> {
    /// Which of the file's, from 0.
    pub(super) nth: usize,
    pub(super) component: &'a ICalendarComponent,
    /// The zone of its start; none for whole days.
    pub(super) zone: Option<Zone>,
    pub(super) start: DateTime,
    /// How long it takes: whole days, and beyond that minutes.
    pub(super) length: Length,
}

/// How long an event takes.
#[derive(Clone, Copy)]
pub(super) enum Length {
    Days(i32),
    Minutes(i64),
}

/// Of events with the same UID that stand for the same occurrence, or for the whole series, those with the highest number. Where
/// several have it and begin at different times, all of them hold: some programs give one UID to several events.
pub(super) fn newest(mut events: Vec<Event<'_>>) -> Vec<Event<'_>> {
    let sequence = |e: &Event<'_>| {
        let value = e.component.property(&ICalendarProperty::Sequence).and_then(|e| e.values.first());
        value.and_then(ICalendarValue::as_integer).unwrap_or(0)
    };
    let stands_for = |e: &Event<'_>| {
        let entry = e.component.property(&ICalendarProperty::RecurrenceId);
        entry.and_then(|e| e.values.first()?.as_partial_date_time().cloned())
    };
    events.sort_by_key(|e| std::cmp::Reverse((sequence(e), e.nth)));
    let mut highest = HashMap::new();
    let mut known = HashSet::new();
    events.retain(|event| {
        let (occurrence, number) = (stands_for(event), sequence(event));
        *highest.entry(occurrence.clone()).or_insert(number) == number
            && known.insert((occurrence, event.start))
    });
    events
}

/// Whether an occurrence changes all that come after it.
pub(super) fn is_from_then_on(component: &ICalendarComponent) -> bool {
    let entry = component.property(&ICalendarProperty::RecurrenceId);
    entry.is_some_and(|e| e.has_parameter(&ICalendarParameterName::Range))
}

/// A change of all occurrences from one on.
#[derive(Clone, Copy)]
pub(super) struct OccurrenceChange {
    /// That one as the series has it.
    pub(super) from: i64,
    /// By how many minutes they are moved.
    pub(super) shift: i64,
    pub(super) length: Length,
}
