//! Which time events take.

use super::event::{Event, Length, OccurrenceChange};
use super::reader::BusyReader;
use crate::calendar::recurrence::{MOST_DATES, MOST_OCCURRENCES, local_time, occurrences};
use crate::calendar::zone::Zone;
use crate::timetable::Span;
use calcard::common::PartialDateTime;
use calcard::icalendar::{
    ICalendarComponent, ICalendarEntry, ICalendarFreeBusyType, ICalendarParameterName,
    ICalendarParameterValue, ICalendarPeriod, ICalendarProperty, ICalendarStatus, ICalendarTransparency,
    ICalendarValue,
};
use jiff::SignedDuration;
use jiff::civil::DateTime;
use std::collections::HashSet;

impl<'a> BusyReader<'a, '_> {
    /// The moment of a property in the zone of its event, or in its own; an excluded day is the start on that day.
    pub(super) fn moment(&self, event: &Event<'a>, entry: &ICalendarEntry) -> Option<i64> {
        let written = entry.values.first()?.as_partial_date_time()?;
        self.moment_of(event, written, entry.tz_id())
    }

    pub(super) fn moment_of(
        &self,
        event: &Event<'a>,
        written: &PartialDateTime,
        id: Option<&str>,
    ) -> Option<i64> {
        let local = local_time(written)?;
        if !written.has_time() && event.zone.is_some() {
            let zone = event.zone.as_ref()?;
            return zone.nearest_minute(local.date().to_datetime(event.start.time()));
        }
        if written.has_zone() {
            let utc = Zone::find("UTC")?;
            let shift =
                i64::from(written.tz_hour.unwrap_or(0)) * 60 + i64::from(written.tz_minute.unwrap_or(0));
            let shift = if written.tz_minus { -shift } else { shift };
            return utc.nearest_minute(local).map(|m| m - shift);
        }
        let own = id.and_then(|id| self.zone_called(id));
        own.as_ref().or(event.zone.as_ref()).unwrap_or(self.zone).nearest_minute(local)
    }

    /// Takes up the time of an event, but for those of its occurrences that are `replaced`. The changes from one
    /// occurrence on stand in the order of those.
    pub(super) fn occupy(
        &mut self,
        event: &Event<'a>,
        replaced: &HashSet<i64>,
        from_then_on: &[OccurrenceChange],
    ) {
        let component = event.component;
        let is_free = component.status() == Some(&ICalendarStatus::Cancelled)
            || component.transparency() == Some(&ICalendarTransparency::Transparent);
        if is_free {
            return;
        }
        let is_replacement = component.has_property(&ICalendarProperty::RecurrenceId);
        let zone = event.zone.clone().unwrap_or_else(|| self.zone.clone());
        let Some(starts) = self.starts(event, &zone, is_replacement) else { return };
        let mut begins: Vec<(i64, Length)> =
            starts.into_iter().filter_map(|s| zone.nearest_minute(s).map(|m| (m, event.length))).collect();
        for entry in component.properties(&ICalendarProperty::Rdate) {
            for value in &entry.values {
                let moment = |written: &PartialDateTime| self.moment_of(event, written, entry.tz_id());
                let own = match value {
                    ICalendarValue::Period(ICalendarPeriod::Range { start, end }) => {
                        let span = moment(start).zip(moment(end));
                        span.map(|(from, to)| (from, Length::Minutes(to - from)))
                    }
                    ICalendarValue::Period(ICalendarPeriod::Duration { start, duration }) => {
                        moment(start).map(|from| (from, Length::Minutes(duration.as_seconds() / 60)))
                    }
                    other => other.as_partial_date_time().and_then(moment).map(|from| (from, event.length)),
                };
                begins.extend(own);
            }
        }
        let excluded: HashSet<i64> = component
            .properties(&ICalendarProperty::Exdate)
            .flat_map(|e| e.values.iter().map(move |v| (e, v)))
            .filter_map(|(e, v)| self.moment_of(event, v.as_partial_date_time()?, e.tz_id()))
            .collect();
        let is_gone = |m: &i64| excluded.contains(m) || (!is_replacement && replaced.contains(m));
        for (mut from, mut length) in begins.into_iter().filter(|(m, _)| !is_gone(m)) {
            let before = from_then_on.partition_point(|c| c.from <= from);
            if let Some(change) = from_then_on[..before].last().filter(|_| !is_replacement) {
                (from, length) = (from + change.shift, change.length);
            }
            let to = match length {
                Length::Minutes(minutes) => Some(from + minutes),
                Length::Days(days) => {
                    let days = SignedDuration::from_hours(24 * i64::from(days));
                    let end = zone.local(from).checked_add(days).ok();
                    // What goes on beyond the years of any calendar goes on to the end of the window.
                    Some(end.and_then(|end| zone.nearest_minute(end)).unwrap_or(self.window.to))
                }
            };
            self.take(from, to);
        }
    }

    /// When the occurrences of an event begin, by the clock; none, with a finding, where that can't be known.
    fn starts(&mut self, event: &Event<'a>, zone: &Zone, is_replacement: bool) -> Option<Vec<DateTime>> {
        let hint = "correct the event in its calendar, or take it out of the file";
        let mut starts = vec![event.start];
        for entry in event.component.properties(&ICalendarProperty::Rrule).filter(|_| !is_replacement) {
            let Some(ICalendarValue::RecurrenceRule(rule)) = entry.values.first() else {
                let message = "the rule by which it recurs can't be read".to_owned();
                self.wrong(event.nth, "RRULE", "no-rule", message, hint);
                return None;
            };
            let end = zone.local(self.window.to);
            let most = MOST_OCCURRENCES.min(*self.dates_left);
            let Some(found) = occurrences(rule, event.start, end, zone, most) else {
                let message = if most < MOST_OCCURRENCES {
                    format!(
                        "the events of the calendar have more than {MOST_DATES} dates, those of this one included"
                    )
                } else {
                    format!(
                        "the rule by which it recurs can't be followed: it is none, or has more than {MOST_OCCURRENCES} dates"
                    )
                };
                self.wrong(event.nth, "RRULE", "no-rule", message, hint);
                return None;
            };
            *self.dates_left -= found.len();
            starts.extend(found);
        }
        starts.sort_unstable();
        starts.dedup();
        Some(starts)
    }

    fn take(&mut self, from: i64, to: Option<i64>) {
        let span = Span::new(from, to.unwrap_or(from));
        if span.overlaps(self.window) {
            self.busy.push(span);
        }
    }

    /// Takes up what a free-busy list says.
    pub(super) fn free_busy(&mut self, component: &ICalendarComponent, nth: usize) {
        for entry in component.properties(&ICalendarProperty::Freebusy) {
            let kind = entry.parameter(&ICalendarParameterName::Fbtype);
            if matches!(kind, Some(ICalendarParameterValue::Fbtype(ICalendarFreeBusyType::Free))) {
                continue;
            }
            for value in &entry.values {
                let ICalendarValue::Period(period) = value else {
                    let hint = "a time is written 20261203T100000Z/20261203T110000Z";
                    self.wrong(
                        nth,
                        "FREEBUSY",
                        "no-date",
                        "the list of busy times can't be read".into(),
                        hint,
                    );
                    return;
                };
                let (start, end) = match period {
                    ICalendarPeriod::Range { start, end } => (start, Ok(end)),
                    ICalendarPeriod::Duration { start, duration } => (start, Err(duration.as_seconds())),
                };
                let utc = |written: &PartialDateTime| {
                    let zone = if written.has_zone() { Zone::find("UTC")? } else { self.zone.clone() };
                    zone.nearest_minute(local_time(written)?)
                };
                let Some(from) = utc(start) else { continue };
                let to = match end {
                    Ok(end) => utc(end),
                    Err(seconds) => Some(from + SignedDuration::from_secs(seconds).as_mins()),
                };
                self.take(from, to);
            }
        }
    }
}
