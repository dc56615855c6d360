//! What a calendar calls itself.

use calcard::icalendar::{ICalendarComponent, ICalendarEntry, ICalendarProperty};

/// The title of a calendar, as programs show it; none where it has none.
pub(super) fn title(calendar: &ICalendarComponent) -> Option<String> {
    let is_title = |e: &&ICalendarEntry| {
        matches!(&e.name, ICalendarProperty::Other(name) if name.eq_ignore_ascii_case("X-WR-CALNAME"))
            || e.name == ICalendarProperty::Name
    };
    let entry = calendar.entries.iter().find(is_title)?;
    entry.values.first()?.as_text().map(str::to_owned)
}
