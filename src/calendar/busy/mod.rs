//! What a calendar file says of when somebody is busy.

mod event;
mod lines;
mod occupied;
mod reader;

use super::recurrence::MOST_DATES;
use super::title::title;
use super::zone::Zone;
use crate::diag::{Diagnostic, Failure, Place, Warned};
use crate::timetable::{Span, SpanSet};
use calcard::icalendar::{ICalendar, ICalendarComponent, ICalendarEntry, ICalendarProperty};
use calcard::{Entry, Parser};
use lines::CalendarLines;
use reader::BusyReader;
use std::cell::RefCell;

/// A person's calendar.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BusyCalendar {
    /// What the file calls itself, or empty.
    pub name: String,
    /// When they are busy: minutes from 1970 in UTC.
    pub busy: SpanSet,
}

/// The calendar in `text`, the content of the file called `file`, within `window`. Whole days, and times that name no zone,
/// are by the clock of the calendar's own zone, else of `zone`. Cancelled and transparent events take no time.
///
/// Fails with a finding for each event that can't be understood.
pub fn read_busy(file: &str, text: &str, zone: &Zone, window: Span) -> Result<Warned<BusyCalendar>, Failure> {
    let lines = CalendarLines::of(file, text);
    let calendars = parsed(&lines)?;
    let (mut findings, mut warnings, mut busy, mut name) =
        (Vec::new(), Vec::new(), Vec::new(), String::new());
    let (mut begun, mut dates_left) = (0, MOST_DATES);
    for calendar in &calendars {
        if let Some(own) = calendar.components.first().and_then(title).filter(|_| name.is_empty()) {
            name = own;
        }
        let own = calendar.components.first().and_then(calendar_zone);
        let mut reader = BusyReader {
            lines: &lines,
            calendar,
            resolver: calendar.build_tz_resolver(),
            zone: own.as_ref().unwrap_or(zone),
            window,
            dates_left: &mut dates_left,
            zones: RefCell::default(),
            findings: &mut findings,
            busy: &mut busy,
        };
        begun = reader.calendar(calendar, begun);
    }
    if begun == 0 && findings.is_empty() {
        let finding = Diagnostic::warning(
            "empty-calendar",
            "the calendar has no event: it says nothing of when somebody is busy",
        );
        warnings.push(finding.at(Place::file(file)));
    }
    if !findings.is_empty() {
        return Err(Failure(findings));
    }
    Ok(Warned { value: BusyCalendar { name, busy: SpanSet::of(busy) }, warnings })
}

/// The calendars of a file; fails where it is none, or ends too early.
fn parsed(lines: &CalendarLines<'_>) -> Result<Vec<ICalendar>, Failure> {
    let wrong = |line: usize, message: &str, hint: &str| -> Failure {
        Diagnostic::error("no-calendar", message).at(lines.place(line)).hint(hint).into()
    };
    let again = "export the calendar again, as an .ics file";
    if !lines
        .text
        .trim_start_matches('\u{feff}')
        .trim_start()
        .to_ascii_uppercase()
        .starts_with("BEGIN:VCALENDAR")
    {
        return Err(wrong(0, "this is no calendar file: it doesn't begin with BEGIN:VCALENDAR", again));
    }
    let last = lines.all.iter().rposition(|line| !line.trim().is_empty()).unwrap_or_default();
    if !lines.all[last].trim().eq_ignore_ascii_case("END:VCALENDAR") {
        return Err(wrong(last, "the file ends here, without END:VCALENDAR: a part of it is missing", again));
    }
    let mut parser = Parser::new(lines.text);
    let mut calendars = Vec::new();
    loop {
        match parser.entry() {
            Entry::ICalendar(calendar) => calendars.push(calendar),
            Entry::Eof => return Ok(calendars),
            Entry::UnterminatedComponent(what) => {
                let message = format!("the file ends inside a {what}: a part of it is missing");
                return Err(wrong(lines.all.len().saturating_sub(1), &message, again));
            }
            Entry::UnexpectedComponentEnd { expected, found } => {
                let message = format!("END:{} where END:{} belongs", found.as_str(), expected.as_str());
                let line = lines.find(&format!("END:{}", found.as_str()), 0..lines.all.len());
                return Err(wrong(line, &message, again));
            }
            _ => {
                return Err(wrong(0, "this is no calendar file", again));
            }
        }
    }
}

/// The zone of times that name none, where the calendar says it.
fn calendar_zone(calendar: &ICalendarComponent) -> Option<Zone> {
    let is_zone = |e: &&ICalendarEntry| matches!(&e.name, ICalendarProperty::Other(name) if name.eq_ignore_ascii_case("X-WR-TIMEZONE"));
    Zone::find(calendar.entries.iter().find(is_zone)?.values.first()?.as_text()?)
}
