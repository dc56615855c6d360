//! Calendars as people have them.

use super::*;
use crate::timetable::Span;
use jiff::civil::DateTime;

fn zone(name: &str) -> Zone {
    Zone::named(name).unwrap()
}

fn window(zone: &Zone, from: &str, to: &str) -> Span {
    let minute = |day: &str| zone.nearest_minute(format!("{day}T00:00").parse().unwrap()).unwrap();
    Span::new(minute(from), minute(to))
}

fn calendar(events: &str) -> String {
    let text = format!("BEGIN:VCALENDAR\nVERSION:2.0\nX-WR-CALNAME:Mei Tanaka\n{events}END:VCALENDAR\n");
    text.replace('\n', "\r\n")
}

fn event(lines: &str) -> String {
    calendar(&format!("BEGIN:VEVENT\nUID:1\n{lines}\nEND:VEVENT\n"))
}

/// Busy times in Berlin's first days of December, such as `4 09:30-10:00`.
fn busy(text: &str) -> Vec<String> {
    let berlin = zone("Europe/Berlin");
    let read = read_busy("mei.ics", text, &berlin, window(&berlin, "2026-12-01", "2026-12-08")).unwrap();
    let shown = |span: &Span| {
        let (from, to) = (berlin.local(span.from), berlin.local(span.to));
        let end = if to.date() == from.date() { "%H:%M" } else { "%-d %H:%M" };
        format!("{}-{}", from.strftime("%-d %H:%M"), to.strftime(end))
    };
    read.value.busy.spans().iter().map(shown).collect()
}

fn findings(text: &str) -> Vec<String> {
    let berlin = zone("Europe/Berlin");
    let read = read_busy("mei.ics", text, &berlin, window(&berlin, "2026-12-01", "2026-12-08"));
    read.unwrap_err().0.iter().map(ToString::to_string).collect()
}

#[test]
fn days_without_end_are_days() {
    let text = event("DTSTART;VALUE=DATE:20261206\nDURATION:P99999999D");
    assert_eq!(busy(&text), ["6 00:00-8 00:00"]);
}

#[test]
fn rules_have_dates_as_many_as_are_left() {
    let text = event("DTSTART:20261201T090000\nRRULE:FREQ=DAILY");
    let calendar = calcard::icalendar::ICalendar::parse(&text).unwrap();
    let rule = calendar.components.iter().find_map(|c| {
        match c.property(&calcard::icalendar::ICalendarProperty::Rrule)?.values.first()? {
            calcard::icalendar::ICalendarValue::RecurrenceRule(rule) => Some(rule.clone()),
            _ => None,
        }
    });
    let (start, end) = ("2026-12-01T09:00".parse().unwrap(), "2026-12-08T00:00".parse().unwrap());
    let dates = |most| {
        let found = recurrence::occurrences(rule.as_ref().unwrap(), start, end, &zone("UTC"), most);
        found.map(|dates| dates.len())
    };
    assert_eq!((dates(7), dates(8)), (None, Some(7)));
}

#[test]
fn times_of_all_kinds_are_read() {
    for (lines, expected) in [
        ("DTSTART:20261203T090000Z\nDTEND:20261203T100000Z", &["3 10:00-11:00"][..]),
        ("DTSTART;TZID=America/New_York:20261203T090000\nDURATION:PT1H30M", &["3 15:00-16:30"]),
        (
            "DTSTART;TZID=W. Europe Standard Time:20261203T090000\nDTEND;TZID=W. Europe Standard Time:20261203T093000",
            &["3 09:00-09:30"],
        ),
        ("DTSTART:20261203T090000\nDTEND:20261203T093000", &["3 09:00-09:30"]),
        ("DTSTART;VALUE=DATE:20261203\nDTEND;VALUE=DATE:20261205", &["3 00:00-5 00:00"]),
        ("DTSTART;VALUE=DATE:20261203", &["3 00:00-4 00:00"]),
        ("DTSTART:20261203T090000\nDTEND:20261203T093000\nTRANSP:TRANSPARENT", &[]),
        ("DTSTART:20261203T090000\nDTEND:20261203T093000\nSTATUS:CANCELLED", &[]),
        ("DTSTART:20261103T090000\nDTEND:20261103T093000", &[]),
        ("DTSTART:20261203T090000", &[]),
    ] {
        assert_eq!(busy(&event(lines)), expected, "{lines}");
    }
}

#[test]
fn what_recurs_is_followed_by_the_clock() {
    for (lines, expected) in [
        // It began in summer time and stays at half past nine.
        (
            "DTSTART;TZID=Europe/Berlin:20260601T093000\nDURATION:PT15M\nRRULE:FREQ=WEEKLY;BYDAY=MO,TH\nEXDATE;TZID=Europe/Berlin:20261207T093000",
            &["3 09:30-09:45"][..],
        ),
        (
            "DTSTART:20261201T100000Z\nDURATION:PT1H\nRRULE:FREQ=DAILY;COUNT=2",
            &["1 11:00-12:00", "2 11:00-12:00"],
        ),
        (
            "DTSTART;TZID=Europe/Berlin:20261001T080000\nDURATION:PT1H\nRRULE:FREQ=MONTHLY;BYDAY=1TH",
            &["3 08:00-09:00"],
        ),
        ("DTSTART;VALUE=DATE:20261101\nRRULE:FREQ=DAILY;UNTIL=20261202", &["1 00:00-3 00:00"]),
        (
            "DTSTART;TZID=Europe/Berlin:20261130T080000\nDURATION:PT1H\nRRULE:FREQ=DAILY;UNTIL=20261202T070000Z",
            &["1 08:00-09:00", "2 08:00-09:00"],
        ),
        (
            "DTSTART;TZID=Europe/Berlin:20261101T080000\nDURATION:PT1H\nRDATE;TZID=Europe/Berlin:20261204T120000",
            &["4 12:00-13:00"],
        ),
    ] {
        assert_eq!(busy(&event(lines)), expected, "{lines}");
    }
}

#[test]
fn a_moved_occurrence_takes_the_place_of_its_own_whatever_its_number() {
    let series = "BEGIN:VEVENT\nUID:7\nSEQUENCE:1\nDTSTART;TZID=Europe/Berlin:20261101T090000\nDURATION:PT1H\nRRULE:FREQ=DAILY\nEND:VEVENT\n";
    let moved = "BEGIN:VEVENT\nUID:7\nSEQUENCE:4\nRECURRENCE-ID:20261203T080000Z\nDTSTART;TZID=Europe/Berlin:20261203T140000\nDURATION:PT1H\nEND:VEVENT\n";
    let gone = "BEGIN:VEVENT\nUID:7\nRECURRENCE-ID;TZID=Europe/Berlin:20261204T090000\nSTATUS:CANCELLED\nDTSTART;TZID=Europe/Berlin:20261204T090000\nDURATION:PT1H\nEND:VEVENT\n";
    let other = "BEGIN:VEVENT\nUID:8\nRECURRENCE-ID;TZID=Europe/Berlin:20261205T090000\nDTSTART;TZID=Europe/Berlin:20261205T200000\nDURATION:PT1H\nEND:VEVENT\n";
    let all = busy(&calendar(&format!("{series}{moved}{gone}{other}")));
    let expected = [
        "1 09:00-10:00",
        "2 09:00-10:00",
        "3 14:00-15:00",
        "5 09:00-10:00",
        "5 20:00-21:00",
        "6 09:00-10:00",
        "7 09:00-10:00",
    ];
    assert_eq!(all, expected);
}

#[test]
fn what_is_left_out_may_be_written_in_another_zone() {
    for (lines, expected) in [
        (
            "DTSTART:20261201T080000Z\nDURATION:PT1H\nRRULE:FREQ=DAILY;COUNT=3\nEXDATE;TZID=Eastern Standard Time:20261202T030000",
            &["1 09:00-10:00", "3 09:00-10:00"][..],
        ),
        (
            "DTSTART:20261201T080000Z\nDURATION:PT1H\nRDATE;TZID=Tokyo Standard Time:20261202T170000",
            &["1 09:00-10:00", "2 09:00-10:00"],
        ),
    ] {
        assert_eq!(busy(&event(lines)), expected, "{lines}");
    }
}

#[test]
fn events_that_share_a_uid_all_count_unless_one_is_newer() {
    let event = |lines: &str| format!("BEGIN:VEVENT\nUID:1\n{lines}\nDURATION:PT1H\nEND:VEVENT\n");
    let shared = event("DTSTART:20261201T080000Z") + &event("DTSTART:20261202T080000Z");
    assert_eq!(busy(&calendar(&shared)), ["1 09:00-10:00", "2 09:00-10:00"]);
    let newer = event("DTSTART:20261201T080000Z") + &event("SEQUENCE:1\nDTSTART:20261202T080000Z");
    assert_eq!(busy(&calendar(&newer)), ["2 09:00-10:00"]);
}

#[test]
fn free_busy_lists_are_read() {
    let text = "BEGIN:VFREEBUSY\nUID:1\nFREEBUSY;FBTYPE=BUSY:20261203T080000Z/20261203T090000Z,20261203T120000Z/PT30M\nFREEBUSY;FBTYPE=FREE:20261204T080000Z/PT1H\nEND:VFREEBUSY\n";
    assert_eq!(busy(&calendar(text)), ["3 09:00-10:00", "3 13:00-13:30"]);
}

#[test]
fn each_mistake_has_its_line_and_says_what_to_do() {
    let broken = calendar(
        "BEGIN:VEVENT\nUID:1\nDTSTART:20260230T090000\nEND:VEVENT\nBEGIN:VEVENT\nUID:2\nDTSTART;TZID=Europe/Berln:20261203T090000\nEND:VEVENT\n\
         BEGIN:VEVENT\nUID:3\nDTSTART:20261203T090000\nDTEND:20261203T080000\nEND:VEVENT\nBEGIN:VEVENT\nUID:4\nSUMMARY:x\nEND:VEVENT\n\
         BEGIN:VEVENT\nUID:5\nDTSTART:20261203T090000\nRRULE:FREQ=SOMETIMES\nEND:VEVENT\n",
    );
    let said = findings(&broken);
    for start in [
        "mei.ics:6:1: `20260230T090000` is no day or time of the calendar",
        "mei.ics:10:1: there is no time zone `Europe/Berln` (did you mean Europe/Berlin",
        "mei.ics:15:1: it ends before it begins",
        "mei.ics:17:1: the event has no DTSTART",
        "mei.ics:24:1: the rule by which it recurs can't be read",
    ] {
        assert!(said.iter().any(|s| s.starts_with(start)), "{start}: {said:#?}");
    }
    assert_eq!(said.len(), 5, "{said:#?}");
    assert!(findings("name,email\nMei,m@x.example\n")[0].contains("doesn't begin with BEGIN:VCALENDAR"));
    let whole = event("DTSTART:20261203T090000Z");
    let cut = &whole[..whole.len() - "END:VCALENDAR\r\n".len()];
    assert!(findings(cut)[0].starts_with("mei.ics:7:1: the file ends here"), "{:?}", findings(cut));
}

#[test]
fn a_zone_is_known_by_its_name_and_the_night_of_the_change_by_its_clocks() {
    let hint = |name: &str| Zone::named(name).unwrap_err().hint.unwrap();
    assert_eq!(hint("Berlin"), "did you mean Europe/Berlin?");
    assert!(hint("Europe/Berln").contains("Europe/Berlin"), "{}", hint("Europe/Berln"));
    assert_eq!(zone("europe/berlin").name(), "Europe/Berlin");
    let berlin = zone("Europe/Berlin");
    let at = |text: &str| berlin.minute(text.parse::<DateTime>().unwrap());
    assert_eq!(at("2026-03-29T02:30"), Err(LocalFault::Skipped));
    let first = at("2026-10-25T02:30").unwrap_err();
    assert!(matches!(first, LocalFault::Twice(m) if berlin.offset(m).seconds() == 7200));
    assert_eq!(at("2026-03-29T03:00").unwrap() - at("2026-03-29T01:59").unwrap(), 1);
}

#[test]
fn an_invitation_is_read_back_as_it_was_written() {
    for name in ["Europe/Berlin", "America/New_York", "Asia/Tokyo", "UTC", "Australia/Lord_Howe"] {
        let zone = zone(name);
        let mut event = CalendarEvent {
            uid: "1@panelkit".into(),
            sequence: 3,
            stamp: 29_800_000,
            start: zone.minute("2026-10-26T09:15".parse().unwrap()).unwrap(),
            minutes: 45,
            summary: "Coding: Zoë Łukasiewicz; with, commas\\".into(),
            description:
                "One line\nand another, long enough that it has to be folded: Ω and 日本 are not torn.".into(),
            place: "Room 4; 2nd floor".into(),
            cancelled: true,
            organiser: Some(Attendee { name: "Mia \"M\" Berg, HR".into(), email: "mia@acme.example".into() }),
            attendees: vec![Attendee { name: "José Ø".into(), email: "jose@acme.example".into() }],
            attachment: Some(Attachment { name: "01-coding.pdf".into(), bytes: vec![0, 255, 10, 13, 37] }),
        };
        let bytes = write_calendar("Mei", Method::Cancel, &zone, std::slice::from_ref(&event));
        let text = String::from_utf8(bytes).unwrap();
        assert!(text.lines().all(|l| l.len() <= 75) && !text.replace("\r\n", "").contains('\n'), "{text}");
        assert!(text.contains("METHOD:CANCEL\r\n") && text.contains("ENCODING=BASE64"), "{text}");
        assert_eq!(text.contains("BEGIN:VTIMEZONE"), name != "UTC", "{text}");
        event.attachment = None;
        event.organiser =
            Some(Attendee { name: "Mia 'M' Berg, HR".into(), email: "mia@acme.example".into() });
        assert_eq!(own_calendar(&text).events, [event.clone()]);
        let read = read_busy("x.ics", &text, &zone, Span::new(0, i64::from(u32::MAX)));
        assert!(read.unwrap().value.busy.spans().is_empty(), "what is cancelled takes no time");
    }
}

#[test]
fn the_rules_of_a_zone_hold_on_both_sides_of_the_change() {
    let berlin = zone("Europe/Berlin");
    let start = |day: &str| berlin.minute(format!("{day}T10:00").parse().unwrap()).unwrap();
    let event = |uid: &str, day: &str| CalendarEvent {
        uid: uid.into(),
        start: start(day),
        minutes: 60,
        ..CalendarEvent::default()
    };
    let events = [event("1", "2026-10-23"), event("2", "2026-10-26")];
    let text = String::from_utf8(write_calendar("x", Method::Import, &berlin, &events)).unwrap();
    for line in [
        "DTSTART:20261025T030000\r\nTZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\nTZNAME:CET",
        "DTSTART:20260329T020000\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\nTZNAME:CEST",
        "DTSTART;TZID=Europe/Berlin:20261023T100000",
        "DTSTART;TZID=Europe/Berlin:20261026T100000",
    ] {
        assert!(text.contains(line), "{line}: {text}");
    }
    assert_eq!(start("2026-10-26") - start("2026-10-23"), 3 * 1440 + 60);
}

#[test]
fn a_time_that_the_clocks_show_twice_is_written_so_that_it_is_one() {
    let berlin = zone("Europe/Berlin");
    let midnight = berlin.minute("2026-10-25T00:00".parse().unwrap()).unwrap();
    for after in (0..6 * 60).step_by(15) {
        let event = CalendarEvent {
            uid: "1@panelkit".into(),
            start: midnight + after,
            minutes: 45,
            ..CalendarEvent::default()
        };
        let bytes = write_calendar("", Method::Import, &berlin, std::slice::from_ref(&event));
        let text = String::from_utf8(bytes).unwrap();
        assert_eq!(own_calendar(&text).events, [event], "{text}");
        // By the clock from 02:00 to 03:00, and an hour later once more.
        assert_eq!(text.contains("DTSTART;TZID"), after + 45 < 120 || after >= 240, "{after}: {text}");
    }
}

#[test]
fn no_text_becomes_a_line_of_its_own() {
    let hostile =
        "Ana\r\nATTENDEE:mailto:eve@b.example\nX:1\rX:2\u{85}X:3\u{2028}X:4\u{1b}[2J\u{202e}\";X=1:y";
    let event = CalendarEvent {
        uid: "1@panelkit".into(),
        minutes: 45,
        summary: hostile.into(),
        description: hostile.into(),
        place: hostile.into(),
        organiser: Some(Attendee { name: hostile.into(), email: "mia@acme.example".into() }),
        attendees: vec![Attendee { name: hostile.into(), email: "ana@b.example".into() }],
        ..CalendarEvent::default()
    };
    let bytes = write_calendar(hostile, Method::Import, &zone("UTC"), &[event]);
    let text = String::from_utf8(bytes).unwrap();
    assert!(!text.replace("\r\n", "").contains(crate::text::is_invisible), "{text}");
    let lines = text.replace("\r\n ", "");
    let names: Vec<&str> = lines.lines().map(|line| line.split([':', ';']).next().unwrap()).collect();
    assert!(names.iter().all(|name| !name.starts_with('X') || *name == "X-WR-CALNAME"), "{lines}");
    assert_eq!(names.iter().filter(|name| **name == "ATTENDEE").count(), 1, "{lines}");
    let read = &own_calendar(&text).events[0];
    assert!(read.summary.starts_with("Ana\nATTENDEE:mailto:eve@b.example\nX:1 X:2 X:3\u{fffd}X:4 [2J"));
    assert_eq!(read.attendees[0].email, "ana@b.example");
}

#[test]
fn an_address_holds_nothing_that_a_link_or_a_list_would_read() {
    for address in ["ana@b.example", "a.b+c@localhost", "o'neil@b.example", "josé@bücher.example"] {
        assert!(is_address(address), "{address}");
    }
    for text in [
        "",
        "ana",
        "@b",
        "a@",
        "a@b@c",
        "a b@c",
        "a@b?cc=eve@c",
        "a@b\r\nX:1",
        "a,b@c",
        "<a@b>",
        "a%0d@b",
        "a@b#c",
    ] {
        assert!(!is_address(text), "{text:?}");
    }
}
