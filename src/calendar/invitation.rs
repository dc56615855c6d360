//! Invitations as calendar files (RFC 5545, and RFC 5546 for those that are sent).

use super::recurrence::{local_time, partial};
use super::title::title;
use super::zone::Zone;
use super::zone_rules::zone_rules;
use crate::text::{is_invisible, is_joiner};
use crate::timetable::Span;
use calcard::icalendar::{
    ICalendar, ICalendarComponent, ICalendarComponentType, ICalendarMethod, ICalendarParameter,
    ICalendarParameterName, ICalendarParameterValue, ICalendarParticipationRole,
    ICalendarParticipationStatus, ICalendarProperty, ICalendarStatus, ICalendarTransparency, ICalendarValue,
    ICalendarValueType, Uri,
};
use calcard::{Entry, Parser};

/// Who invites, or is invited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attendee {
    /// The name.
    pub name: String,
    /// The e-mail address.
    pub email: String,
}

/// Whether `text` is an e-mail address that a calendar can write to as it stands: one `@` between two words, of letters, digits and
/// what has no meaning of its own in a list of addresses or in a `mailto:` link (RFC 6068).
pub fn is_address(text: &str) -> bool {
    let is_word = |word: &str| {
        !word.is_empty() && word.chars().all(|c| c.is_alphanumeric() || ".!$'*+-/=^_`{|}~".contains(c))
    };
    text.split_once('@').is_some_and(|(mailbox, host)| is_word(mailbox) && is_word(host))
}

/// A file that goes with an event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    /// Its name.
    pub name: String,
    /// A PDF.
    pub bytes: Vec<u8>,
}

/// One conversation in a calendar.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CalendarEvent {
    /// What stays the same however the event changes.
    pub uid: String,
    /// How often it has changed.
    pub sequence: u32,
    /// The minute at which it was last changed, from 1970 in UTC.
    pub stamp: i64,
    /// The minute at which it begins, from 1970 in UTC.
    pub start: i64,
    /// How long it takes.
    pub minutes: i64,
    /// What stands in a calendar.
    pub summary: String,
    /// What it is about.
    pub description: String,
    /// The room or the address of a call, or empty.
    pub place: String,
    /// Whether it doesn't take place.
    pub cancelled: bool,
    /// Who invites, where an address is known.
    pub organiser: Option<Attendee>,
    /// Who is invited.
    pub attendees: Vec<Attendee>,
    /// What goes with it.
    pub attachment: Option<Attachment>,
}

/// What a file is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// To be taken into a calendar.
    Import,
    /// An invitation that is answered, or a change of one.
    Request,
    /// The event doesn't take place.
    Cancel,
}

/// The calendar file of `events`, called `name`, with times by the clock of `zone`.
pub fn write_calendar(name: &str, method: Method, zone: &Zone, events: &[CalendarEvent]) -> Vec<u8> {
    let mut root = ICalendarComponent::new(ICalendarComponentType::VCalendar);
    root.add_property(ICalendarProperty::Version, "2.0");
    root.add_property(ICalendarProperty::Prodid, "-//panelkit//schedule//EN");
    root.add_property(ICalendarProperty::Calscale, "GREGORIAN");
    match method {
        // RFC 5546 allows one UID in a file with a method, so one that is only taken up has none.
        Method::Import if name.is_empty() => {}
        Method::Import => {
            root.add_property(ICalendarProperty::Other("X-WR-CALNAME".to_owned()), readable(name));
        }
        Method::Request => root.add_property(ICalendarProperty::Method, ICalendarMethod::Request),
        Method::Cancel => root.add_property(ICalendarProperty::Method, ICalendarMethod::Cancel),
    }
    let mut calendar = ICalendar { components: vec![root] };
    let from = events.iter().map(|e| e.start).min();
    let to = events.iter().map(|e| e.start + e.minutes).max();
    let rules = from.zip(to).and_then(|(from, to)| zone_rules(zone, Span::new(from, to)));
    let names_zone = rules.is_some();
    if let Some((component, parts)) = rules {
        let at = add(&mut calendar, 0, component);
        for part in parts {
            add(&mut calendar, at, part);
        }
    }
    for event in events {
        add(&mut calendar, 0, component(event, zone, names_zone));
    }
    let mut text = String::new();
    // Writing to text doesn't fail.
    let _ = calendar.write_to(&mut text);
    text.into_bytes()
}

/// Adds `component` to the one with the number `parent`; returns its own.
fn add(calendar: &mut ICalendar, parent: usize, component: ICalendarComponent) -> usize {
    let number = calendar.components.len();
    calendar.components.push(component);
    calendar.components[parent].component_ids.push(number as u32);
    number
}

fn component(event: &CalendarEvent, zone: &Zone, names_zone: bool) -> ICalendarComponent {
    let mut c = ICalendarComponent::new(ICalendarComponentType::VEvent);
    c.add_uid(&event.uid);
    c.add_sequence(i64::from(event.sequence));
    c.add_property(ICalendarProperty::Dtstamp, utc(event.stamp));
    // A time that the clocks show twice that night means either moment, and programs differ.
    let is_certain = |minute: i64| zone.minute(zone.local(minute)) == Ok(minute);
    let names_zone = names_zone && is_certain(event.start) && is_certain(event.start + event.minutes);
    let time = |minute: i64| if names_zone { partial(zone.local(minute)) } else { utc(minute) };
    let zone_name = names_zone.then(|| ICalendarParameter::tzid(zone.name().to_owned()));
    c.add_property_with_params(ICalendarProperty::Dtstart, zone_name.clone(), time(event.start));
    c.add_property_with_params(ICalendarProperty::Dtend, zone_name, time(event.start + event.minutes));
    c.add_property(ICalendarProperty::Summary, readable(&event.summary));
    for (property, text) in
        [(ICalendarProperty::Description, &event.description), (ICalendarProperty::Location, &event.place)]
    {
        if !text.is_empty() {
            c.add_property(property, readable(text));
        }
    }
    let status = if event.cancelled { ICalendarStatus::Cancelled } else { ICalendarStatus::Confirmed };
    c.add_property(ICalendarProperty::Status, status);
    c.add_property(ICalendarProperty::Transp, ICalendarTransparency::Opaque);
    // Without somebody who invites there is nobody to answer.
    if let Some(organiser) = &event.organiser {
        let name = ICalendarParameter::cn(quoted(&organiser.name));
        c.add_property_with_params(ICalendarProperty::Organizer, [name], mailto(organiser));
        for attendee in &event.attendees {
            let params = [
                ICalendarParameter::cn(quoted(&attendee.name)),
                ICalendarParameter::role(ICalendarParticipationRole::ReqParticipant),
                ICalendarParameter::partstat(ICalendarParticipationStatus::NeedsAction),
                ICalendarParameter::rsvp(true),
            ];
            c.add_property_with_params(ICalendarProperty::Attendee, params, mailto(attendee));
        }
    }
    if let Some(attachment) = &event.attachment {
        let params = [
            ICalendarParameter::value(ICalendarValueType::Binary),
            ICalendarParameter::fmttype("application/pdf".to_owned()),
            ICalendarParameter::new(
                ICalendarParameterName::Other("X-FILENAME".to_owned()),
                attachment.name.clone(),
            ),
        ];
        c.add_property_with_params(ICalendarProperty::Attach, params, attachment.bytes.clone());
    }
    c
}

/// A name as a parameter holds it, where no quotation marks may stand (RFC 5545, 3.1).
fn quoted(name: &str) -> String {
    readable(name).replace('"', "'").replace('\n', " ")
}

/// `text` as a calendar shows it: its line ends stay, other control characters, which RFC 5545 forbids, are blanks, and what
/// nobody sees is replaced.
fn readable(text: &str) -> String {
    text.replace("\r\n", "\n")
        .chars()
        .map(|c| match c {
            '\n' => c,
            c if c.is_control() => ' ',
            c if is_invisible(c) && !is_joiner(c) => '\u{fffd}',
            c => c,
        })
        .collect()
}

fn mailto(who: &Attendee) -> ICalendarValue {
    ICalendarValue::Uri(Uri::Location(format!("mailto:{}", who.email)))
}

/// A minute as the time of UTC.
fn utc(minute: i64) -> calcard::common::PartialDateTime {
    calcard::common::PartialDateTime::from_utc_timestamp(minute.saturating_mul(60))
}

/// What a file says that was written by [`write_calendar`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OwnCalendar {
    /// What it was called, or empty.
    pub name: String,
    /// Its events, but for what is attached.
    pub events: Vec<CalendarEvent>,
}

/// The calendar in `text`, the content of a file that was written by [`write_calendar`]; an empty one where it is none.
pub fn own_calendar(text: &str) -> OwnCalendar {
    let mut parser = Parser::new(text);
    let Entry::ICalendar(calendar) = parser.entry() else { return OwnCalendar::default() };
    OwnCalendar {
        name: calendar.components.first().and_then(title).unwrap_or_default(),
        events: calendar.components.iter().filter_map(read).collect(),
    }
}

fn read(c: &ICalendarComponent) -> Option<CalendarEvent> {
    if c.component_type != ICalendarComponentType::VEvent {
        return None;
    }
    let moment = |property: ICalendarProperty| {
        let entry = c.property(&property)?;
        let written = entry.values.first()?.as_partial_date_time()?;
        let zone = Zone::find(entry.tz_id().unwrap_or("UTC"))?;
        zone.nearest_minute(local_time(written)?)
    };
    let text = |property: ICalendarProperty| {
        let value = c.property(&property).and_then(|e| e.values.first()).and_then(|v| v.as_text());
        value.unwrap_or_default().to_owned()
    };
    let start = moment(ICalendarProperty::Dtstart)?;
    let person = |entry: &calcard::icalendar::ICalendarEntry| {
        let name = entry.parameter(&ICalendarParameterName::Cn).and_then(ICalendarParameterValue::as_text);
        let email = entry.calendar_address()?.to_owned();
        Some(Attendee { name: name.unwrap_or_default().to_owned(), email })
    };
    let sequence = c.property(&ICalendarProperty::Sequence).and_then(|e| e.values.first()?.as_integer());
    Some(CalendarEvent {
        uid: c.uid()?.to_owned(),
        sequence: sequence.and_then(|n| u32::try_from(n).ok()).unwrap_or_default(),
        stamp: moment(ICalendarProperty::Dtstamp).unwrap_or_default(),
        start,
        minutes: moment(ICalendarProperty::Dtend)? - start,
        summary: text(ICalendarProperty::Summary),
        description: text(ICalendarProperty::Description),
        place: text(ICalendarProperty::Location),
        cancelled: c.status() == Some(&ICalendarStatus::Cancelled),
        organiser: c.property(&ICalendarProperty::Organizer).and_then(person),
        attendees: c.properties(&ICalendarProperty::Attendee).filter_map(person).collect(),
        attachment: None,
    })
}
