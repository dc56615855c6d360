//! Zones that a calendar file brings itself, under a name that nobody knows.

use super::zone::Zone;
use calcard::icalendar::{
    ICalendar, ICalendarComponent, ICalendarComponentType, ICalendarMonth, ICalendarProperty, ICalendarValue,
    ICalendarWeekday,
};
use std::fmt::Write as _;

/// The zone called `id` as `calendar` defines it, by its latest rules for both kinds of time; none where it doesn't, or has
/// rules of another form than a weekday of a month.
pub(super) fn own_zone(calendar: &ICalendar, id: &str) -> Option<Zone> {
    let is_it = |c: &&ICalendarComponent| {
        let name = c.property(&ICalendarProperty::Tzid).and_then(|e| e.values.first()?.as_text());
        c.component_type == ICalendarComponentType::VTimezone && name.is_some_and(|n| n.trim() == id.trim())
    };
    let zone = calendar.components.iter().find(is_it)?;
    let parts = || zone.component_ids.iter().filter_map(|i| calendar.components.get(*i as usize));
    let latest = |kind: ICalendarComponentType| {
        parts().filter(|c| c.component_type == kind).max_by_key(|c| {
            c.property(&ICalendarProperty::Dtstart)
                .and_then(|e| e.values.first()?.as_partial_date_time()?.year)
        })
    };
    let standard = latest(ICalendarComponentType::Standard)?;
    let mut rules = format!("<own>{}", posix_offset(standard)?);
    if let Some(summer) = latest(ICalendarComponentType::Daylight) {
        let _ = write!(rules, "<summer>{},{},{}", posix_offset(summer)?, change(summer)?, change(standard)?);
    }
    Zone::of_rules(id, &rules)
}

/// How far west of UTC the clocks are then, as POSIX counts it.
fn posix_offset(part: &ICalendarComponent) -> Option<String> {
    let entry = part.property(&ICalendarProperty::Tzoffsetto)?;
    let minutes = match entry.values.first()? {
        ICalendarValue::PartialDateTime(at) => {
            let minutes = i32::from(at.tz_hour?) * 60 + i32::from(at.tz_minute.unwrap_or(0));
            if at.tz_minus { -minutes } else { minutes }
        }
        value => {
            let text = value.as_text()?.trim();
            let digits: i32 = text.trim_start_matches(['+', '-']).get(..4)?.parse().ok()?;
            let minutes = digits / 100 * 60 + digits % 100;
            if text.starts_with('-') { -minutes } else { minutes }
        }
    };
    let sign = if minutes > 0 { "-" } else { "" };
    Some(format!("{sign}{}:{:02}", minutes.abs() / 60, minutes.abs() % 60))
}

/// The weekday of a month, and the time, at which the clocks are changed to it, such as `M3.5.0/2`.
fn change(part: &ICalendarComponent) -> Option<String> {
    let start = part.property(&ICalendarProperty::Dtstart)?.values.first()?.as_partial_date_time()?;
    let rule = part.property(&ICalendarProperty::Rrule).and_then(|e| e.values.first());
    let Some(ICalendarValue::RecurrenceRule(rule)) = rule else { return None };
    let day = rule.byday.first()?;
    let week = match day.ordwk.or_else(|| rule.bysetpos.first().and_then(|n| i16::try_from(*n).ok()))? {
        -1 => 5,
        n @ 1..=4 => n,
        _ => return None,
    };
    let weekday = match day.weekday {
        ICalendarWeekday::Sunday => 0,
        ICalendarWeekday::Monday => 1,
        ICalendarWeekday::Tuesday => 2,
        ICalendarWeekday::Wednesday => 3,
        ICalendarWeekday::Thursday => 4,
        ICalendarWeekday::Friday => 5,
        ICalendarWeekday::Saturday => 6,
    };
    let month = rule.bymonth.first().map_or(start.month?, ICalendarMonth::month);
    let (hour, minute) = (start.hour.unwrap_or(0), start.minute.unwrap_or(0));
    Some(format!("M{month}.{week}.{weekday}/{hour}:{minute:02}"))
}
