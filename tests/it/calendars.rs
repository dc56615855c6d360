//! The exports of calendar programs: each blocks exactly the minutes that three independent parsers say
//! (`tests/calendars`), and is taken by the command.

use super::{folder, panelkit};
use panelkit::calendar::{Zone, read_busy};
use panelkit::timetable::{Span, SpanSet};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

fn exports() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/calendars")
}

/// What the parsers say of one export.
#[derive(Default)]
struct ParsedExport {
    zone: String,
    /// The first day, and the one after the last.
    days: (String, String),
    busy: Vec<Span>,
}

fn expected() -> BTreeMap<String, ParsedExport> {
    let mut all: BTreeMap<String, ParsedExport> = BTreeMap::new();
    let mut reader = csv::Reader::from_path(exports().join("expected.csv")).unwrap();
    for row in reader.deserialize::<[String; 6]>() {
        let [file, zone, from, to, busy_from, busy_to] = row.unwrap();
        let export = all.entry(file).or_default();
        (export.zone, export.days) = (zone, (from, to));
        if !busy_from.is_empty() {
            let minute = |text: &str| text.parse::<jiff::Timestamp>().unwrap().as_second() / 60;
            export.busy.push(Span::new(minute(&busy_from), minute(&busy_to)));
        }
    }
    all
}

#[test]
fn exports_of_calendar_programs_block_the_minutes_that_other_parsers_say() {
    let expected = expected();
    assert!(expected.len() >= 10);
    for (name, export) in expected {
        let text = fs::read_to_string(exports().join(format!("{name}.ics"))).unwrap();
        let zone = Zone::named(&export.zone).unwrap();
        let day = |day: &str| zone.day(day.parse().unwrap()).unwrap().0;
        let window = Span::new(day(&export.days.0), day(&export.days.1));
        let read = read_busy(&name, &text, &zone, window).unwrap_or_else(|f| panic!("{name}: {f:?}"));
        assert_eq!(read.warnings, [], "{name}");
        assert_eq!(read.value.busy, SpanSet::of(export.busy), "{name}");
    }
}

#[test]
fn each_export_is_taken_and_nobody_is_met_while_it_says_busy() {
    let at = folder();
    panelkit(
        at.path(),
        &["plan", "--role", "backend", "--level", "mid", "--round", "technical:60:Mei", "-o", "loop"],
    );
    fs::write(at.path().join("loop/candidates.csv"), "name\nAna\n").unwrap();
    for (name, export) in expected() {
        let busy = format!("Mei={}", exports().join(format!("{name}.ics")).display());
        // The whole of its days, so that only the calendar stands in the way.
        let first: jiff::civil::Date = export.days.0.parse().unwrap();
        for day in first.series(jiff::ToSpan::days(1)).take(14) {
            let day = day.to_string();
            let args = [
                "schedule",
                "loop",
                "--today",
                "2010-01-01",
                "--day",
                &day,
                "--start",
                "00:00",
                "--end",
                "23:59",
            ];
            let more = ["--zone", export.zone.as_str(), "--busy", &busy, "--again", "--format", "md"];
            let run = panelkit(at.path(), &[&args[..], &more[..]].concat());
            assert!(matches!(run.code, Some(0 | 1)), "{name}: {}", run.err);
            if run.code == Some(1) {
                continue;
            }
            let mut rows = csv::Reader::from_path(at.path().join("loop/schedule.csv")).unwrap();
            let head = rows.headers().unwrap().clone();
            let starts = head.iter().position(|h| h == "starts").unwrap();
            for row in rows.records().map(Result::unwrap).filter(|row| row[starts].starts_with(&day)) {
                let from = row[starts].parse::<jiff::Timestamp>().unwrap().as_second() / 60;
                let talk = Span::new(from, from + 60);
                assert!(!export.busy.iter().any(|span| span.overlaps(talk)), "{name}: {row:?}");
            }
        }
    }
}
