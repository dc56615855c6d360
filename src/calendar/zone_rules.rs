//! A zone as calendar files carry it: each change of its clocks near the events, one by one.

use super::recurrence::partial;
use super::zone::Zone;
use crate::timetable::Span;
use calcard::icalendar::{ICalendarComponent, ICalendarComponentType, ICalendarProperty};
use jiff::tz::{Offset, TimeZone, TimeZoneTransition};
use jiff::{SignedDuration, Timestamp};

/// The component VTIMEZONE of `zone` for events within `span`, and its parts; none for UTC, whose times need no zone.
pub(super) fn zone_rules(zone: &Zone, span: Span) -> Option<(ICalendarComponent, Vec<ICalendarComponent>)> {
    if zone.name() == "UTC" {
        return None;
    }
    let rules = zone.rules();
    let at = |minute: i64| Timestamp::from_second(minute.saturating_mul(60)).unwrap_or_default();
    // Both kinds of time have begun before the first event.
    let mut changes: Vec<TimeZoneTransition<'_>> = rules.preceding(at(span.from)).take(2).collect();
    changes.reverse();
    let last = at(span.to).saturating_add(SignedDuration::from_hours(24 * 366)).unwrap_or(Timestamp::MAX);
    changes.extend(rules.following(at(span.from - 1)).take_while(|c| c.timestamp() <= last));
    let mut seen = Vec::new();
    changes.retain(|c| {
        let new = !seen.contains(&c.timestamp());
        seen.push(c.timestamp());
        new
    });
    let parts = if changes.is_empty() {
        let info = rules.to_offset_info(at(span.from));
        vec![part(false, (info.offset(), info.offset()), info.abbreviation(), Timestamp::UNIX_EPOCH)]
    } else {
        changes.iter().map(|c| of_change(rules, c)).collect()
    };
    let mut component = ICalendarComponent::new(ICalendarComponentType::VTimezone);
    component.add_property(ICalendarProperty::Tzid, zone.name());
    Some((component, parts))
}

fn of_change(rules: &TimeZone, change: &TimeZoneTransition<'_>) -> ICalendarComponent {
    let just_before = change.timestamp() - SignedDuration::from_secs(1);
    let before = rules.to_offset(just_before);
    part(change.dst().is_dst(), (before, change.offset()), change.abbreviation(), change.timestamp())
}

/// From `at` on the clocks show another distance from UTC.
fn part(summer: bool, (before, after): (Offset, Offset), name: &str, at: Timestamp) -> ICalendarComponent {
    let kind = if summer { ICalendarComponentType::Daylight } else { ICalendarComponentType::Standard };
    let mut part = ICalendarComponent::new(kind);
    // It is written by the clock as it was until then.
    part.add_property(ICalendarProperty::Dtstart, partial(before.to_datetime(at)));
    part.add_property(ICalendarProperty::Tzoffsetfrom, written(before));
    part.add_property(ICalendarProperty::Tzoffsetto, written(after));
    part.add_property(ICalendarProperty::Tzname, name);
    part
}

/// Such as `+0100`.
fn written(offset: Offset) -> String {
    let seconds = offset.seconds();
    let sign = if seconds < 0 { '-' } else { '+' };
    let minutes = seconds.unsigned_abs() / 60;
    format!("{sign}{:02}{:02}", minutes / 60, minutes % 60)
}
