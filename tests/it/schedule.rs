//! Times for conversations: found by the kit, checked here in the plainest way from the files alone.

use super::{Run, files, folder, panelkit};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

const TODAY: &str = "2026-11-30";

/// A plan of five rounds with nine interviewers, and candidates; settings name who invites.
fn an_opening(candidates: usize) -> tempfile::TempDir {
    let at = folder();
    panelkit(at.path(), &["plan", "--role", "backend", "--level", "senior", "-o", "loop"]);
    let plan: serde_json::Value =
        serde_json::from_slice(&fs::read(at.path().join("loop/plan.json")).unwrap()).unwrap();
    let rounds: Vec<String> =
        plan["rounds"].as_array().unwrap().iter().map(|r| r["id"].as_str().unwrap().to_owned()).collect();
    assert_eq!(rounds.len(), 5, "{rounds:?}");
    let mut schedule = "candidate,round,interviewer,part\n".to_owned();
    for (i, round) in rounds.iter().enumerate() {
        let _ = writeln!(schedule, ",{round},{},lead", LEADS[i]);
        if let Some(second) = SECONDS.get(i) {
            let _ = writeln!(schedule, ",{round},{second},second");
        }
    }
    fs::write(at.path().join("loop/schedule.csv"), schedule).unwrap();
    let mut list = "name,email\n".to_owned();
    for i in 0..candidates {
        let _ = writeln!(list, "Candidate {i:02},c{i}@post.example");
    }
    fs::write(at.path().join("loop/candidates.csv"), list).unwrap();
    let mut panel = "name,email\n".to_owned();
    for name in LEADS.iter().chain(&SECONDS) {
        let _ = writeln!(panel, "{name},{}@acme.example", name.to_lowercase());
    }
    fs::write(at.path().join("loop/panel.csv"), panel).unwrap();
    fs::write(
        at.path().join("panelkit.toml"),
        "organisation = \"Acme\"\ncontact = \"Mia Berg, mia@acme.example\"\nzone = \"Europe/Berlin\"\n",
    )
    .unwrap();
    at
}

const LEADS: [&str; 5] = ["Petra", "Mei", "Ingrid", "Samuel", "Ada"];
const SECONDS: [&str; 4] = ["Tom", "Lena", "Omar", "Ruth"];

fn schedule(at: &Path, more: &[&str]) -> Run {
    let args = [&["schedule", "loop", "--today", TODAY, "--format", "md"], more].concat();
    panelkit(at, &args)
}

/// A row of schedule.csv with a time.
#[derive(Debug, Clone)]
struct Row {
    candidate: String,
    round: String,
    interviewer: String,
    /// Minutes from 1970 in UTC.
    from: i64,
    to: i64,
    day: String,
    /// Minutes of the day by the clock.
    clock: i64,
}

fn rows(at: &Path) -> Vec<Row> {
    let mut reader = csv::Reader::from_path(at.join("loop/schedule.csv")).unwrap();
    let head = reader.headers().unwrap().clone();
    let column =
        |name: &str| head.iter().position(|h| h == name).unwrap_or_else(|| panic!("no {name}: {head:?}"));
    let (candidate, round, interviewer) = (column("candidate"), column("round"), column("interviewer"));
    let (starts, minutes) = (column("starts"), column("minutes"));
    let read = |record: csv::StringRecord| {
        let at = &record[starts];
        if at.is_empty() {
            return None;
        }
        let instant: jiff::Timestamp = at.parse().unwrap();
        let from = instant.as_second() / 60;
        let hours: i64 = at[11..13].parse().unwrap();
        Some(Row {
            candidate: record[candidate].to_owned(),
            round: record[round].to_owned(),
            interviewer: record[interviewer].to_owned(),
            from,
            to: from + record[minutes].parse::<i64>().unwrap(),
            day: at[..10].to_owned(),
            clock: hours * 60 + at[14..16].parse::<i64>().unwrap(),
        })
    };
    reader.records().map(Result::unwrap).filter_map(read).collect()
}

/// Every rule, one after the other.
fn check(
    rows: &[Row],
    busy: &[(&str, i64, i64)],
    gap: i64,
    most: usize,
    breaks: &[(i64, i64)],
    day: (i64, i64),
) {
    let mut of_person: BTreeMap<&str, BTreeSet<(i64, i64, &str)>> = BTreeMap::new();
    for row in rows {
        let end = row.clock + row.to - row.from;
        assert!(row.clock >= day.0 && end <= day.1, "{row:?}");
        assert!(!breaks.iter().any(|(a, b)| row.clock < *b && *a < end), "{row:?}");
        assert!(
            !busy.iter().any(|(who, a, b)| *who == row.interviewer && row.from < *b && *a < row.to),
            "{row:?}"
        );
        for who in [&row.candidate, &row.interviewer] {
            of_person.entry(who).or_default().insert((row.from, row.to, &row.day));
        }
    }
    for (who, talks) in of_person {
        let talks: Vec<_> = talks.into_iter().collect();
        for pair in talks.windows(2) {
            assert!(pair[1].0 - pair[0].1 >= gap, "{who}: {pair:?}");
        }
        let days: BTreeSet<&str> = talks.iter().map(|t| t.2).collect();
        if who.starts_with("Candidate") {
            assert_eq!((days.len(), talks.len()), (1, 5), "{who}");
        } else {
            for day in days {
                assert!(talks.iter().filter(|t| t.2 == day).count() <= most, "{who} on {day}");
            }
        }
    }
    let rounds: BTreeSet<(&str, &str)> =
        rows.iter().map(|r| (r.candidate.as_str(), r.round.as_str())).collect();
    for (candidate, round) in rounds {
        let there = rows.iter().filter(|r| r.candidate == candidate && r.round == round);
        let times: BTreeSet<i64> = there.map(|r| r.from).collect();
        assert_eq!(times.len(), 1, "{candidate} {round}");
    }
}

/// How often each candidate is somebody's first of a day, a map for each day.
fn firsts(rows: &[Row]) -> BTreeMap<String, BTreeMap<String, usize>> {
    let mut all: BTreeMap<String, BTreeMap<String, usize>> = BTreeMap::new();
    for row in rows {
        all.entry(row.day.clone()).or_default().entry(row.candidate.clone()).or_default();
        let before =
            rows.iter().any(|r| r.interviewer == row.interviewer && r.day == row.day && r.from < row.from);
        if !before {
            *all.get_mut(&row.day).unwrap().get_mut(&row.candidate).unwrap() += 1;
        }
    }
    all
}

fn minute(text: &str) -> i64 {
    text.parse::<jiff::Timestamp>().unwrap().as_second() / 60
}

#[test]
fn twelve_candidates_five_rounds_and_nine_interviewers_keep_every_rule() {
    let at = an_opening(12);
    fs::create_dir(at.path().join("calendars")).unwrap();
    let mut busy = Vec::new();
    let mut write = |name: &'static str, events: &str, times: &[(&str, &str)]| {
        let text =
            format!("BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\nX-WR-CALNAME:{name}\n{events}END:VCALENDAR\n");
        fs::write(
            at.path().join(format!("calendars/{}.ics", name.to_lowercase())),
            text.replace('\n', "\r\n"),
        )
        .unwrap();
        busy.extend(times.iter().map(|(a, b)| (name, minute(a), minute(b))));
    };
    // A stand-up on each working day, a day off, and a conference in another zone.
    write(
        "Mei",
        "BEGIN:VEVENT\nUID:1\nDTSTART;TZID=Europe/Berlin:20260105T093000\nDURATION:PT30M\nRRULE:FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR\nEND:VEVENT\n",
        &[
            ("2026-12-01T08:30:00Z", "2026-12-01T09:00:00Z"),
            ("2026-12-02T08:30:00Z", "2026-12-02T09:00:00Z"),
            ("2026-12-03T08:30:00Z", "2026-12-03T09:00:00Z"),
            ("2026-12-04T08:30:00Z", "2026-12-04T09:00:00Z"),
        ],
    );
    write(
        "Samuel",
        "BEGIN:VEVENT\nUID:2\nDTSTART;VALUE=DATE:20261202\nDTEND;VALUE=DATE:20261203\nEND:VEVENT\n",
        &[("2026-12-01T23:00:00Z", "2026-12-02T23:00:00Z")],
    );
    write(
        "Ruth",
        "BEGIN:VEVENT\nUID:3\nDTSTART;TZID=America/New_York:20261201T080000\nDTEND;TZID=America/New_York:20261201T100000\nEND:VEVENT\n",
        &[("2026-12-01T13:00:00Z", "2026-12-01T15:00:00Z")],
    );
    let more =
        ["--from", "2026-12-01", "--to", "2026-12-08", "--break", "12:30-13:15", "--busy", "calendars"];
    let said = schedule(at.path(), &more).exits(0);
    assert!(said.err.contains("60 conversations of 12 candidates placed"), "{}", said.err);
    let all = rows(at.path());
    assert_eq!(all.len(), 12 * 9);
    check(&all, &busy, 10, 4, &[(750, 795)], (540, 1080));
    for (day, firsts) in firsts(&all) {
        // Pairs rate together in four rounds, so that a place counts two at once: two is as even as it gets.
        assert!(firsts.values().max().unwrap() - firsts.values().min().unwrap() <= 2, "{day}: {firsts:?}");
    }
    // Nobody has less to do: everything stays as it is.
    let before = files(at.path());
    schedule(at.path(), &[]).exits(0);
    assert_eq!(files(at.path()), before, "without a change, no byte changes");
}

#[test]
fn the_same_arguments_give_the_same_bytes() {
    let (a, b) = (an_opening(4), an_opening(4));
    for at in [&a, &b] {
        schedule(at.path(), &["--from", "2026-12-01", "--to", "2026-12-02", "--format", "md,pdf,html"])
            .exits(0);
    }
    assert_eq!(files(a.path()), files(b.path()));
}

#[test]
fn what_fails_is_told_with_the_smallest_reason_and_nothing_is_written() {
    let at = an_opening(1);
    let before = files(at.path());
    for (more, said) in [
        (&["--day", "2026-12-03", "--hours", "Mei=09:00-09:20"][..], "Mei is there from 09:00 to 09:20"),
        (&["--day", "2026-12-03", "--end", "11:00"], "nothing before 09:00; nothing after 11:00"),
        (&["--day", "2026-11-27"], "27 November 2026, 09:00 lies in the past"),
        (&["--day", "2027-03-28", "--start", "02:30"], "there is no 02:30 on 28 March 2027 in Europe/Berlin"),
        (&["--day", "2026-12-03", "--zone", "Berlin"], "there is no time zone `Berlin`"),
        (&["--day", "2026-12-03", "--zone", "Berlin"], "did you mean Europe/Berlin?"),
        (&["--day", "2026-12-03", "--hours", "Mai=09:00-10:00"], "nobody called `Mai` takes part"),
        (&["--day", "2026-12-03", "--candidate", "Candidate 7"], "`Candidate 7` is not in candidates.csv"),
        (&["--from", "2026-12-05", "--to", "2026-12-06"], "there is only a weekend"),
        (&[], "no conversation has a time yet, and no day is named"),
    ] {
        let run = schedule(at.path(), more).exits(2);
        let err = run.err.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(err.contains(said), "{more:?}: {}", run.err);
    }
    assert_eq!(files(at.path()), before);
    fs::write(at.path().join("mei.ics"), "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART:20261303T100000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n").unwrap();
    let run = schedule(at.path(), &["--day", "2026-12-03", "--busy", "mei.ics"]).exits(2);
    assert!(run.err.contains("mei.ics:4"), "{}", run.err);
}

#[test]
fn who_can_be_placed_is_and_who_cannot_is_told() {
    let at = an_opening(2);
    let run = schedule(at.path(), &["--day", "2026-12-03", "--hours", "Candidate 01=09:00-10:00"]).exits(1);
    assert!(run.err.contains("there is no time for Candidate 01 on 3 December 2026"), "{}", run.err);
    assert!(rows(at.path()).iter().all(|r| r.candidate == "Candidate 00"));
    assert_eq!(rows(at.path()).len(), 9);
    // The others' times count when the second gets one.
    schedule(at.path(), &["--day", "2026-12-03"]).exits(0);
    check(&rows(at.path()), &[], 10, 4, &[], (540, 1080));
    assert_eq!(rows(at.path()).len(), 18);
}

/// A property of each event of a calendar file, with its UID.
fn property(text: &str, name: &str) -> BTreeMap<String, String> {
    let mut all = BTreeMap::new();
    for event in text.split("BEGIN:VEVENT\r\n").skip(1) {
        let value = |name: &str| {
            let line = event.lines().find(|l| l.starts_with(name) && l[name.len()..].starts_with([':', ';']));
            line.map(|l| l.split_once(':').unwrap().1.to_owned()).unwrap_or_default()
        };
        all.insert(value("UID"), value(name));
    }
    all
}

#[test]
fn calendars_take_changes_and_cancellations_for_the_same_events() {
    let at = an_opening(1);
    let read = |name: &str| {
        fs::read_to_string(at.path().join("loop/calendar").join(name)).unwrap().replace("\r\n ", "")
    };
    schedule(at.path(), &["--day", "2026-12-03", "--place", "Room 4"]).exits(0);
    let first = read("interviewer-mei.ics");
    assert!(first.contains("Candidate 00") && first.contains("TZID:Europe/Berlin"), "{first}");
    assert!(first.contains("ORGANIZER;CN=\"Mia Berg\":mailto:mia@acme.example"), "{first}");
    assert!(
        first.contains("mailto:mei@acme.example") && first.contains("mailto:lena@acme.example"),
        "{first}"
    );
    assert_eq!(property(&first, "SEQUENCE").into_values().collect::<Vec<_>>(), ["0"]);
    let theirs = read("candidate-candidate-00.ics");
    assert_eq!(property(&theirs, "SUMMARY").len(), 5);
    for word in ["acket", "Mei", "lena@", "ATTACH"] {
        assert!(!theirs.contains(word), "{word}: {theirs}");
    }
    // Another day: the same events, a higher number.
    schedule(at.path(), &["--day", "2026-12-04", "--again"]).exits(0);
    let second = read("interviewer-mei.ics");
    assert_eq!(property(&second, "UID"), property(&first, "UID"));
    assert_eq!(property(&second, "SEQUENCE").into_values().collect::<Vec<_>>(), ["1"]);
    assert!(property(&second, "DTSTART").values().all(|d| d.starts_with("20261204T")), "{second}");
    // A stand-in: who is replaced has it cancelled, who comes has it.
    let csv = fs::read_to_string(at.path().join("loop/schedule.csv")).unwrap();
    fs::write(at.path().join("loop/schedule.csv"), csv.replace(",Mei,", ",Noor,")).unwrap();
    schedule(at.path(), &[]).exits(0);
    let third = read("interviewer-mei.ics");
    assert_eq!(property(&third, "UID"), property(&first, "UID"));
    assert_eq!(property(&third, "STATUS").into_values().collect::<Vec<_>>(), ["CANCELLED"]);
    assert_eq!(property(&third, "SEQUENCE").into_values().collect::<Vec<_>>(), ["2"]);
    assert!(third.contains("X-WR-CALNAME:Mei\r\n"), "whose calendar it is stays told: {third}");
    assert_eq!(
        property(&read("interviewer-noor.ics"), "STATUS").into_values().collect::<Vec<_>>(),
        ["CONFIRMED"]
    );
    // The candidate goes: all is cancelled, for everybody.
    fs::write(
        at.path().join("loop/candidates.csv"),
        "name,email,state\nCandidate 00,c0@post.example,withdrawn\n",
    )
    .unwrap();
    schedule(at.path(), &[]).exits(0);
    for name in ["candidate-candidate-00.ics", "interviewer-petra.ics", "interviewer-noor.ics"] {
        let text = read(name);
        assert!(property(&text, "STATUS").values().all(|s| s == "CANCELLED"), "{text}");
        assert!(property(&text, "SEQUENCE").values().all(|s| s != "0"), "{text}");
    }
    assert!(
        !at.path().join("loop/calendar/panel-2026-12-03.md").exists(),
        "a day without a conversation has no sheet"
    );
}

#[test]
fn invitations_go_one_by_one_and_packets_with_them_where_that_is_asked_for() {
    let at = an_opening(1);
    schedule(at.path(), &["--day", "2026-12-03"]).exits(0);
    panelkit(at.path(), &["packet", "loop", "--format", "pdf"]).exits(0);
    panelkit(at.path(), &["brief", "loop", "--format", "pdf"]).exits(0);
    schedule(at.path(), &["--each", "--attach"]).exits(0);
    let calendar = at.path().join("loop/calendar");
    let mut seen = 0;
    for (path, bytes) in files(&calendar) {
        let path = path.to_string_lossy().replace('\\', "/");
        let text = String::from_utf8_lossy(&bytes).replace("\r\n ", "");
        if path.contains('/') {
            seen += 1;
            assert!(text.contains("METHOD:REQUEST\r\n"), "{path}: {text}");
            assert_eq!(text.matches("BEGIN:VEVENT").count(), 1, "{path}");
            let name = if path.starts_with("candidate-") { "X-FILENAME=brief.pdf" } else { "X-FILENAME=0" };
            assert!(text.contains(name), "{path}");
            assert!(!path.starts_with("candidate-") || !text.to_lowercase().contains("packet"), "{path}");
        } else if path.rsplit('.').next() == Some("ics") {
            assert!(!text.contains("METHOD:") && !text.contains("ATTACH"), "{path}");
        }
    }
    assert_eq!(seen, 9 + 5);
    // Whoever goes leaves no file and no folder of that name, and the others' calendars are made anew.
    let purged = panelkit(at.path(), &["purge", "loop", "--candidate", "Candidate 00"]).exits(0);
    assert!(purged.out.contains("loop/calendar/candidate-candidate-00/"), "{}", purged.out);
    assert!(!calendar.join("candidate-candidate-00").exists());
    for (path, bytes) in files(&calendar) {
        assert!(!String::from_utf8_lossy(&bytes).contains("Candidate 00"), "{}", path.display());
    }
}

#[test]
fn times_stand_on_packets_briefs_sheets_and_cards() {
    let at = an_opening(1);
    schedule(at.path(), &["--day", "2026-12-03", "--start", "10:00", "--place", "Room 4"]).exits(0);
    let first = rows(at.path()).into_iter().min_by_key(|r| r.from).unwrap();
    assert_eq!(first.clock, 600);
    panelkit(at.path(), &["packet", "loop", "--format", "md"]).exits(0);
    panelkit(at.path(), &["brief", "loop", "--format", "txt"]).exits(0);
    let all: Vec<(String, String)> = files(&at.path().join("loop"))
        .into_iter()
        .map(|(path, bytes)| {
            (path.to_string_lossy().replace('\\', "/"), String::from_utf8_lossy(&bytes).into_owned())
        })
        .collect();
    let text = |part: &str, words: &str| {
        assert!(all.iter().any(|(p, t)| p.contains(part) && t.contains(words)), "{part}: {words}");
    };
    text("packets/", "3 December 2026, 10:00, Room 4");
    text("scorecards/", "2026-12-03T10:00+01:00");
    text("letters/", "Thursday, 3 December 2026, 10:00");
    text("calendar/candidate-candidate-00.md", "Thursday, 3 December 2026");
    text("calendar/panel-2026-12-03.md", "10:00");
    text("calendar/week-2026-W49.md", "Candidate 00");
    let sheet = &all.iter().find(|(p, _)| p.ends_with("candidate-candidate-00.md")).unwrap().1;
    assert!(!sheet.contains("Mei") && sheet.contains("Room 4"), "{sheet}");
}

#[test]
fn a_schedule_by_hand_is_as_good_and_keeps_its_own_columns() {
    let at = an_opening(1);
    let path = at.path().join("loop/schedule.csv");
    let text = fs::read_to_string(&path).unwrap();
    let own: String = text.lines().enumerate().fold(String::new(), |mut out, (i, line)| {
        let _ = writeln!(out, "{line},{}", if i == 0 { "note" } else { "ours" });
        out
    });
    let round = text.lines().nth(1).unwrap().split(',').nth(1).unwrap().to_owned();
    fs::write(&path, format!("{own}Candidate 00,{round},,,by hand\n")).unwrap();
    schedule(at.path(), &["--day", "2026-12-03"]).exits(0);
    let after = fs::read_to_string(&path).unwrap();
    assert!(after.starts_with("candidate,round,interviewer,part,note,starts,minutes"), "{after}");
    assert_eq!(after.matches(",ours").count(), 9, "{after}");
    let line = after.lines().find(|l| l.contains("by hand")).unwrap();
    assert!(line.contains("Petra") && line.contains("2026-12-03T"), "{line}");
    assert_eq!(rows(at.path()).len(), 9);
}

#[test]
fn what_others_put_beside_the_calendars_stays_and_a_damaged_record_is_told() {
    let at = an_opening(1);
    schedule(at.path(), &["--day", "2026-12-03"]).exits(0);
    let calendar = at.path().join("loop/calendar");
    let theirs = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:dentist@example\r\nDTSTAMP:20261101T000000Z\r\n\
                  DTSTART:20261207T100000Z\r\nDTEND:20261207T110000Z\r\nSUMMARY:Dentist\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
    let own = [("mei.ics", theirs), ("week-plan.md", "Bring cake\n"), ("panel-photo.pdf", "%PDF-1.4\n")];
    for (name, text) in own {
        fs::write(calendar.join(name), text).unwrap();
    }
    schedule(at.path(), &["--day", "2026-12-04", "--again"]).exits(0);
    for (name, text) in own {
        assert_eq!(fs::read_to_string(calendar.join(name)).unwrap(), text, "{name}");
    }
    assert!(!calendar.join("panel-2026-12-03.md").exists() && calendar.join("panel-2026-12-04.md").exists());
    let record = fs::read_to_string(calendar.join("invitations.csv")).unwrap();
    fs::write(calendar.join("invitations.csv"), record.replacen(",1,", ",one,", 1)).unwrap();
    let run = schedule(at.path(), &["--day", "2026-12-05", "--again"]).exits(2);
    assert!(
        run.err.contains("this row isn't as the kit wrote it") && run.err.contains("invitations.csv:2"),
        "{}",
        run.err
    );
}
