//! When a recurring event takes place, by the clock of its zone.

use super::zone::Zone;
use calcard::common::PartialDateTime;
use calcard::icalendar::{
    ICalendar, ICalendarComponent, ICalendarComponentType, ICalendarProperty, ICalendarRecurrenceRule,
    ICalendarValue,
};
use jiff::civil::{Date, DateTime};

/// The most occurrences of a rule that are counted; then it is told that there are more.
pub(super) const MOST_OCCURRENCES: usize = 200_000;
/// The most occurrences of all rules of a file.
pub(super) const MOST_DATES: usize = 10_000_000;

/// The occurrences of `rule` from `start` on, up to `end`, in the local time of `zone`; none where the rule is none, or has
/// `most` or more.
pub(super) fn occurrences(
    rule: &ICalendarRecurrenceRule,
    start: DateTime,
    end: DateTime,
    zone: &Zone,
    most: usize,
) -> Option<Vec<DateTime>> {
    let mut rule = rule.clone();
    let until = rule.until.as_ref().and_then(|until| local_end(until, zone));
    if rule.until.is_some() && until.is_none() {
        return None;
    }
    let last = until.map_or(end, |until| until.min(end));
    if last < start {
        return Some(Vec::new());
    }
    // Local times all through: the rule knows no zone, so no hour is lost or doubled in it.
    rule.until = Some(partial(last));
    let mut event = ICalendarComponent::new(ICalendarComponentType::VEvent);
    event.add_property(ICalendarProperty::Dtstart, ICalendarValue::PartialDateTime(Box::new(partial(start))));
    event.add_property(ICalendarProperty::Rrule, ICalendarValue::RecurrenceRule(Box::new(rule)));
    let mut calendar = ICalendarComponent::new(ICalendarComponentType::VCalendar);
    calendar.component_ids.push(1);
    let expanded = ICalendar { components: vec![calendar, event] }
        .expand_dates(calcard::common::timezone::Tz::Floating, most);
    if !expanded.errors.is_empty() || expanded.events.len() >= most {
        return None;
    }
    let local = |at: i64| {
        let at = jiff::Timestamp::from_second(at).ok()?;
        Some(at.to_zoned(jiff::tz::TimeZone::UTC).datetime())
    };
    let found = expanded.events.iter().filter_map(|e| local(e.start.naive_local().and_utc().timestamp()));
    let mut found: Vec<DateTime> = found.filter(|at| *at <= last).collect();
    found.sort_unstable();
    Some(found)
}

/// The last local time that a rule's end allows; a day's is its last minute.
fn local_end(until: &PartialDateTime, zone: &Zone) -> Option<DateTime> {
    let local = local_time(until)?;
    if !until.has_time() {
        return Some(local.date().at(23, 59, 59, 0));
    }
    if until.has_zone() {
        let utc = Zone::find("UTC")?;
        return utc.nearest_minute(local).map(|minute| zone.local(minute));
    }
    Some(local)
}

/// The date and time that is written, whatever its zone; midnight for a day. None for a day that no calendar has.
pub(super) fn local_time(written: &PartialDateTime) -> Option<DateTime> {
    let (year, month, day) = (written.year?, written.month?, written.day?);
    let date =
        Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
    let number = |part: Option<u8>| i8::try_from(part.unwrap_or(0)).ok();
    // A leap second is the minute's last.
    let second = number(written.second)?.min(59);
    let time = jiff::civil::Time::new(number(written.hour)?, number(written.minute)?, second, 0).ok()?;
    Some(date.to_datetime(time))
}

/// A local time as a calendar file has it.
pub(super) fn partial(local: DateTime) -> PartialDateTime {
    PartialDateTime {
        year: u16::try_from(local.year()).ok(),
        month: u8::try_from(local.month()).ok(),
        day: u8::try_from(local.day()).ok(),
        hour: u8::try_from(local.hour()).ok(),
        minute: u8::try_from(local.minute()).ok(),
        second: u8::try_from(local.second()).ok(),
        ..PartialDateTime::default()
    }
}
