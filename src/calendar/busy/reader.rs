//! Reading events, with a finding for each that can't be understood.

use super::event::{Event, Length, OccurrenceChange, is_from_then_on, newest};
use super::lines::CalendarLines;
use crate::calendar::own_zone::own_zone;
use crate::calendar::recurrence::local_time;
use crate::calendar::zone::Zone;
use crate::diag::Diagnostic;
use crate::timetable::Span;
use calcard::common::PartialDateTime;
use calcard::icalendar::{
    ICalendar, ICalendarComponent, ICalendarComponentType, ICalendarEntry, ICalendarProperty, ICalendarValue,
    timezone::TzResolver,
};
use jiff::civil::DateTime;
use jiff::tz::Offset;
use std::cell::RefCell;
use std::collections::{BTreeMap, HashSet};

/// What reads the events of one calendar.
pub(super) struct BusyReader<'a, 'f> {
    pub(super) lines: &'a CalendarLines<'a>,
    pub(super) calendar: &'a ICalendar,
    pub(super) resolver: TzResolver<&'a str>,
    pub(super) zone: &'a Zone,
    pub(super) window: Span,
    /// How many dates the rules of the file's events may still have.
    pub(super) dates_left: &'f mut usize,
    /// The zones that the calendar names, with what is known of each.
    pub(super) zones: RefCell<BTreeMap<String, Option<Zone>>>,
    pub(super) findings: &'f mut Vec<Diagnostic>,
    pub(super) busy: &'f mut Vec<Span>,
}

impl<'a> BusyReader<'a, '_> {
    /// Reads the events of `calendar`, of which `begun` come before it in the file; returns how many there are then.
    pub(super) fn calendar(&mut self, calendar: &'a ICalendar, begun: usize) -> usize {
        let mut nth = begun;
        // Of one UID: the rule, and what replaces single occurrences.
        let mut series: BTreeMap<&str, Vec<Event<'a>>> = BTreeMap::new();
        for component in &calendar.components {
            match component.component_type {
                ICalendarComponentType::VFreebusy => {
                    self.free_busy(component, nth);
                    nth += 1;
                }
                ICalendarComponentType::VEvent => {
                    if let Some(event) = self.event(component, nth) {
                        // Events without a UID are of no series.
                        series.entry(component.uid().unwrap_or_default()).or_default().push(event);
                    }
                    nth += 1;
                }
                _ => {}
            }
        }
        for (uid, mut events) in series {
            if !uid.is_empty() {
                events = newest(events);
            }
            let instead =
                |e: &Event<'a>| self.moment(e, e.component.property(&ICalendarProperty::RecurrenceId)?);
            let moments: Vec<Option<i64>> = events.iter().map(instead).collect();
            let replaced: HashSet<i64> =
                moments.iter().copied().flatten().filter(|_| !uid.is_empty()).collect();
            let mut from_then_on: Vec<OccurrenceChange> = events
                .iter()
                .zip(&moments)
                .filter_map(|(e, moment)| Some((e, (*moment)?)))
                .filter(|(e, _)| is_from_then_on(e.component))
                .filter_map(|(e, from)| {
                    let zone = e.zone.as_ref().unwrap_or(self.zone);
                    Some(OccurrenceChange {
                        from,
                        shift: zone.nearest_minute(e.start)? - from,
                        length: e.length,
                    })
                })
                .collect();
            from_then_on.sort_by_key(|change| change.from);
            for event in &events {
                self.occupy(event, &replaced, &from_then_on);
            }
        }
        nth
    }

    pub(super) fn wrong(
        &mut self,
        nth: usize,
        property: &str,
        code: &'static str,
        message: String,
        hint: &str,
    ) {
        let place = self.lines.of_event(nth, property);
        self.findings.push(Diagnostic::error(code, message).at(place).hint(hint));
    }

    /// An event; none, with a finding, where its times can't be understood.
    fn event(&mut self, component: &'a ICalendarComponent, nth: usize) -> Option<Event<'a>> {
        let hint = "correct the event in its calendar, or take it out of the file";
        let Some(entry) = component.property(&ICalendarProperty::Dtstart) else {
            self.wrong(nth, "BEGIN", "no-start", "the event has no DTSTART".into(), hint);
            return None;
        };
        let (written, start) = self.time(entry, nth, "DTSTART")?;
        let zone =
            if written.has_time() { Some(self.zone_of(entry, written, nth, "DTSTART")?) } else { None };
        let mut event = Event { nth, component, zone, start, length: Length::Days(1) };
        event.length = self.length(&event)?;
        Some(event)
    }

    /// The time of a property, as it is written and by the clock.
    fn time(
        &mut self,
        entry: &'a ICalendarEntry,
        nth: usize,
        name: &str,
    ) -> Option<(&'a PartialDateTime, DateTime)> {
        let written = entry.values.first();
        let partial = written.and_then(ICalendarValue::as_partial_date_time);
        let found = partial.and_then(|p| local_time(p).map(|local| (p, local)));
        if found.is_none() {
            let place = self.lines.of_event(nth, name);
            let text = place.source.rsplit(':').next().unwrap_or_default().trim().to_owned();
            let hint = "a day is written 20261203, a time 20261203T100000";
            self.wrong(nth, name, "no-date", format!("`{text}` is no day or time of the calendar"), hint);
        }
        found
    }

    /// The zone in which a property is written.
    fn zone_of(
        &mut self,
        entry: &ICalendarEntry,
        written: &PartialDateTime,
        nth: usize,
        name: &str,
    ) -> Option<Zone> {
        if written.has_zone() {
            let hours = i32::from(written.tz_hour.unwrap_or(0));
            let minutes = i32::from(written.tz_minute.unwrap_or(0));
            let sign = if written.tz_minus { -1 } else { 1 };
            return Offset::from_seconds(sign * (hours * 3600 + minutes * 60)).ok().map(Zone::fixed);
        }
        let Some(id) = entry.tz_id() else { return Some(self.zone.clone()) };
        let known = self.zone_called(id);
        if known.is_none() {
            let message = format!("there is no time zone `{id}`");
            let hint = Zone::named(id).err().and_then(|d| d.hint).unwrap_or_default();
            self.wrong(nth, name, "unknown-zone", message, &hint);
        }
        known
    }

    /// The zone called `id`: one of the database, one of another program's names, or one that the calendar defines.
    pub(super) fn zone_called(&self, id: &str) -> Option<Zone> {
        if let Some(zone) = self.zones.borrow().get(id) {
            return zone.clone();
        }
        let known = Zone::find(id).or_else(|| match self.resolver.resolve(id)? {
            calcard::common::timezone::Tz::Fixed(offset) => {
                Offset::from_seconds(offset.local_minus_utc()).ok().map(Zone::fixed)
            }
            other => Zone::find(&other.name()?),
        });
        let known = known.or_else(|| own_zone(self.calendar, id));
        self.zones.borrow_mut().insert(id.to_owned(), known.clone());
        known
    }

    /// How long an event takes, by its end or its duration.
    fn length(&mut self, event: &Event<'a>) -> Option<Length> {
        let component = event.component;
        if let Some(entry) = component.property(&ICalendarProperty::Dtend) {
            let (written, end) = self.time(entry, event.nth, "DTEND")?;
            let Some(zone) = &event.zone else {
                let days = event.start.date().until(end.date()).ok()?.get_days();
                return Some(Length::Days(days.max(1)));
            };
            let end_zone = if written.has_time() {
                self.zone_of(entry, written, event.nth, "DTEND")?
            } else {
                zone.clone()
            };
            let minutes = end_zone.nearest_minute(end)? - zone.nearest_minute(event.start)?;
            if minutes < 0 {
                let hint = "correct the event in its calendar, or take it out of the file";
                self.wrong(event.nth, "DTEND", "ends-early", "it ends before it begins".into(), hint);
                return None;
            }
            return Some(Length::Minutes(minutes));
        }
        let duration = component.property(&ICalendarProperty::Duration).and_then(|e| e.values.first());
        if let Some(ICalendarValue::Duration(duration)) = duration {
            let seconds = duration.as_seconds();
            return Some(match event.zone {
                None => Length::Days(i32::try_from(seconds / 86_400).unwrap_or(1).max(1)),
                Some(_) => Length::Minutes(seconds.max(0) / 60),
            });
        }
        // RFC 5545: a day where only a day is written, else no time at all.
        Some(if event.zone.is_some() { Length::Minutes(0) } else { Length::Days(1) })
    }
}
