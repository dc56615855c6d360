//! How long records are kept: nothing goes before its date or under a hold.

use super::{Run, files, folder, panelkit};
use proptest::prelude::*;
use std::fs;
use std::path::Path;

const NAMES: [&str; 3] = ["Zoë Łukasiewicz", "José Ångström", "山田太郎"];
const SLUGS: [&str; 3] = ["zoe-lukasiewicz", "jose-angstrom", "山田太郎"];

/// A loop of three people, all in one file of scores, each with a letter of their own; records are kept by `retention`.
fn a_loop(retention: &str) -> tempfile::TempDir {
    let at = folder();
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/scorecards");
    let looped = at.path().join("loop");
    fs::create_dir_all(looped.join("scores")).unwrap();
    for (from, to) in [
        ("plan.json", "plan.json"),
        ("candidates.csv", "candidates.csv"),
        ("canonical.csv", "scores/all.csv"),
    ] {
        fs::copy(fixtures.join(from), looped.join(to)).unwrap();
    }
    for slug in SLUGS {
        fs::create_dir_all(looped.join("letters").join(slug)).unwrap();
        fs::write(looped.join("letters").join(slug).join("brief.txt"), "Good morning").unwrap();
    }
    fs::write(at.path().join("panelkit.toml"), format!("retention = {retention}\n")).unwrap();
    at
}

/// Decisions as `decide` writes them: who, what and when.
fn decide(at: &Path, decisions: &[(&str, &str, String)]) {
    let decision = |(candidate, decision, date): &(&str, &str, String)| {
        serde_json::json!({
            "candidate": candidate, "decision": decision, "by": "Mia", "reason": "the must-have", "date": date,
            "votes": [],
            "scores": { "plan": "5ce2-e1ad", "hash": "0", "complete": 1, "expected": 1, "partial": false },
        })
    };
    let all: Vec<_> = decisions.iter().map(decision).collect();
    let text = serde_json::json!({ "format": "panelkit.decisions/1", "decisions": all });
    fs::write(at.join("loop/decisions.json"), format!("{text:#}\n")).unwrap();
}

fn status(at: &Path, today: &str) -> serde_json::Value {
    let run = panelkit(at, &["status", "loop", "--format", "json", "--today", today]);
    let json: serde_json::Value =
        serde_json::from_str(&run.out).unwrap_or_else(|e| panic!("{e}: {}", run.err));
    json["retention"].clone()
}

fn purge_due(at: &Path, today: &str, more: &[&str]) -> Run {
    panelkit(at, &[&["purge", "loop", "--due", "--today", today], more].concat())
}

/// The rows of the loop's lists that name one of the people, and the letters: all that is theirs.
fn records_of(at: &Path, person: usize) -> Vec<String> {
    let text = |name: &str| fs::read_to_string(at.join("loop").join(name)).unwrap_or_default();
    let rows = |name: &str| -> Vec<String> {
        text(name).lines().filter(|l| l.contains(NAMES[person])).map(str::to_owned).collect()
    };
    let letter = text(&format!("letters/{}/brief.txt", SLUGS[person]));
    [rows("candidates.csv"), rows("scores/all.csv"), rows("decisions.json"), vec![letter]].concat()
}

#[test]
fn what_is_due_is_told_asked_about_and_removed() {
    let at = a_loop("\"us-private\"");
    let day = |date: &str| date.to_owned();
    decide(
        at.path(),
        &[
            (NAMES[0], "no", day("2026-01-12")),
            (NAMES[1], "offer", day("2026-03-01")),
            (NAMES[2], "hold", day("2026-01-12")),
        ],
    );
    let known = status(at.path(), "2027-01-12");
    assert_eq!(known["rule"]["source"], "29 CFR 1602.14, 29 CFR 1627.3(b)");
    let told = |i: usize| {
        let person = &known["people"][i];
        ["state", "from", "basis", "due"].map(|key| person[key].as_str().unwrap_or("none").to_owned())
    };
    assert_eq!(told(0), ["due", "2026-01-12", "decision", "2027-01-12"]);
    assert_eq!(told(1), ["kept", "2026-03-01", "decision", "2027-03-01"]);
    // Nothing is decided about somebody on hold for the job, so the year of the law hasn't begun.
    assert_eq!(told(2), ["open", "2026-01-12", "decision", "none"]);
    let letter =
        known["files"].as_array().unwrap().iter().find(|f| f["path"] == "letters/zoe-lukasiewicz/brief.txt");
    assert_eq!(letter.unwrap()["due"], "2027-01-12");

    let table = panelkit(at.path(), &["status", "loop", "--today", "2027-01-12"]).exits(1);
    assert!(
        table.out.contains("Zoë Łukasiewicz: since 2027-01-12, counted from the decision on 2026-01-12"),
        "{}",
        table.out
    );
    let doctor = panelkit(at.path(), &["doctor", "loop", "--today", "2027-01-12"]).exits(1);
    assert!(doctor.err.contains("the records of Zoë Łukasiewicz are due"), "{}", doctor.err);
    assert!(!panelkit(at.path(), &["doctor", "loop", "--today", "2027-01-11"]).err.contains("are due"));

    let before = files(at.path());
    let unasked = purge_due(at.path(), "2027-01-12", &[]).exits(2);
    assert!(unasked.err.contains("--force removes it without asking"), "{}", unasked.err);
    let dry = purge_due(at.path(), "2027-01-12", &["-n"]);
    assert!(dry.out.contains("would remove loop/letters/zoe-lukasiewicz/brief.txt"), "{}", dry.out);
    let early = purge_due(at.path(), "2027-01-11", &["--force"]).exits(0);
    assert!(early.err.contains("none are due"), "{}", early.err);
    assert_eq!(files(at.path()), before);

    purge_due(at.path(), "2027-01-12", &["--force"]);
    assert!(records_of(at.path(), 0).concat().is_empty());
    for person in [1, 2] {
        assert!(records_of(at.path(), person).len() > 3);
    }
}

#[test]
fn the_time_counts_from_what_is_known_best() {
    let at = a_loop("\"eu\"");
    let write = |name: &str, text: &str| fs::write(at.path().join("loop").join(name), text).unwrap();
    write(
        "candidates.csv",
        &format!(
            "name,state,state since\n{},withdrawn,2026-02-03\n{},active,\n{},,\n",
            NAMES[0], NAMES[1], NAMES[2]
        ),
    );
    let scores = fs::read_to_string(at.path().join("loop/scores/all.csv")).unwrap();
    let held = scores.lines().enumerate().map(|(i, line)| match i {
        0 => format!("{line},held\n"),
        _ if line.contains(NAMES[1]) => format!("{line},2026-01-20T10:00\n"),
        _ => format!("{line},\n"),
    });
    write("scores/all.csv", &held.collect::<String>());
    let known = status(at.path(), "2026-05-01");
    let told =
        |i: usize| ["from", "basis", "due"].map(|key| known["people"][i][key].as_str().unwrap().to_owned());
    assert_eq!(told(0), ["2026-02-03", "state", "2026-08-03"]);
    assert_eq!(told(1), ["2026-01-20", "record", "2026-07-20"]);
    assert_eq!(told(2)[1], "file");
    // A later decision counts.
    decide(at.path(), &[(NAMES[1], "no", "2026-03-31".to_owned())]);
    let known = status(at.path(), "2026-05-01");
    assert_eq!(known["people"][1]["due"], "2026-10-01");
    // Before the date they go only where the person asked for it.
    let purge = ["purge", "loop", "--candidate", NAMES[1], "--today", "2026-05-01"];
    let refused = panelkit(at.path(), &purge).exits(2);
    assert!(refused.err.contains("2026-10-01") && refused.err.contains("--requested"), "{}", refused.err);
    panelkit(at.path(), &[&purge[..], &["--requested"]].concat());
    assert!(records_of(at.path(), 1).concat().is_empty());
}

#[test]
fn a_hold_stops_removal_until_it_is_released() {
    let at = a_loop("\"us-private\"");
    decide(at.path(), &[(NAMES[0], "no", "2020-01-12".into()), (NAMES[1], "no", "2020-01-12".into())]);
    panelkit(at.path(), &["gather", "loop"]);
    panelkit(at.path(), &["compare", "loop", "--partial", "--format", "md", "--force"]);
    let comparison = at.path().join("loop/comparison.md");
    fs::write(&comparison, "all of them").unwrap();
    let hold = |more: &[&str]| panelkit(at.path(), &[&["hold", "loop"], more].concat());
    assert!(hold(&["--candidate", "Zoë Łukasiewics", "--reason", "x"]).exits(2).err.contains("did you mean"));
    hold(&["--candidate", "007", "--reason", "Charge 520", "--date", "2026-12-01"]).exits(0);
    let known = status(at.path(), "2027-01-12");
    assert_eq!(
        (&known["people"][0]["state"], &known["people"][0]["hold"]),
        (&"held".into(), &"Charge 520".into())
    );
    let refused = panelkit(at.path(), &["purge", "loop", "--candidate", NAMES[0], "--force"]).exits(2);
    assert!(refused.err.contains("on hold since 2026-12-01: Charge 520"), "{}", refused.err);
    let before = records_of(at.path(), 0);
    let removed = purge_due(at.path(), "2027-01-12", &["--force"]).exits(1);
    assert!(
        removed.err.contains("since it shows Zoë Łukasiewicz, whose records are on hold"),
        "{}",
        removed.err
    );
    assert_eq!(records_of(at.path(), 0), before);
    assert!(records_of(at.path(), 1).concat().is_empty() && comparison.exists());

    hold(&["--reason", "An audit"]).exits(0);
    hold(&["--candidate", NAMES[0], "--release"]).exits(0);
    let refused = panelkit(at.path(), &["purge", "loop", "--candidate", NAMES[0], "--force"]).exits(2);
    assert!(refused.err.contains("all records of this loop are on hold"), "{}", refused.err);
    assert!(purge_due(at.path(), "2027-01-12", &["--force"]).exits(0).err.contains("none are due"));
    assert!(hold(&["--candidate", NAMES[0], "--release"]).exits(2).err.contains("no hold is on"));
    hold(&["--release"]).exits(0);
    assert!(!at.path().join("loop/holds.json").exists());
    purge_due(at.path(), "2027-01-12", &["--force"]);
    assert!(records_of(at.path(), 0).concat().is_empty());
}

#[test]
fn without_a_setting_one_person_can_be_removed_and_nothing_is_due() {
    let at = a_loop("\"uk\"");
    fs::write(at.path().join("panelkit.toml"), "").unwrap();
    let none = purge_due(at.path(), "2040-01-01", &["--force"]).exits(2);
    assert!(
        none.err.contains("retention = \"us-private\"") && none.err.contains("california"),
        "{}",
        none.err
    );
    panelkit(at.path(), &["purge", "loop", "--candidate", NAMES[0]]);
    assert!(records_of(at.path(), 0).concat().is_empty());
    // Damaged holds stop everything.
    fs::write(at.path().join("loop/holds.json"), "{").unwrap();
    let damaged = panelkit(at.path(), &["purge", "loop", "--candidate", NAMES[1]]).exits(2);
    assert!(damaged.err.contains("these are no holds"), "{}", damaged.err);
    assert!(!records_of(at.path(), 1).concat().is_empty());
}

/// A day in one of the years from 2020 on.
fn day(days: i64) -> String {
    use jiff::ToSpan;
    jiff::civil::date(2020, 1, 1).checked_add(days.days()).unwrap().to_string()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn nothing_is_removed_before_its_date_or_on_hold(
        decided in prop::array::uniform3(prop::option::of(0_i64..1500)),
        held in prop::array::uniform3(prop::bool::weighted(0.3)),
        all_held in prop::bool::weighted(0.1),
        today in 300_i64..2400,
        profile in prop::sample::select(vec![("\"us-private\"", 12), ("{ profile = \"eu\", months = 9 }", 9), ("{ months = 1 }", 1)]),
    ) {
        use jiff::ToSpan;
        let (retention, months) = profile;
        let at = a_loop(retention);
        let decisions: Vec<_> = decided.iter().enumerate()
            .filter_map(|(i, days)| Some((NAMES[i], "no", day((*days)?))))
            .collect();
        decide(at.path(), &decisions);
        for (i, _) in held.iter().enumerate().filter(|(_, held)| **held) {
            panelkit(at.path(), &["hold", "loop", "--candidate", NAMES[i], "--reason", "a charge"]).exits(0);
        }
        if all_held {
            panelkit(at.path(), &["hold", "loop", "--reason", "an audit"]).exits(0);
        }
        let before: Vec<_> = (0..3).map(|i| records_of(at.path(), i)).collect();
        let now: jiff::civil::Date = day(today).parse().unwrap();
        let may_go = |i: usize| {
            let over = decided[i].is_some_and(|days| {
                let from: jiff::civil::Date = day(days).parse().unwrap();
                from.checked_add(months.months()).unwrap() <= now
            });
            over && !held[i] && !all_held
        };
        for (i, name) in NAMES.iter().enumerate().filter(|(i, _)| !may_go(*i)) {
            let run = panelkit(at.path(), &["purge", "loop", "--candidate", name, "--today", &day(today), "--force"]);
            prop_assert_eq!(run.code, Some(2), "{}: {}", name, run.err);
            prop_assert_eq!(&records_of(at.path(), i), &before[i]);
        }
        purge_due(at.path(), &day(today), &["--force"]);
        for (i, before) in before.iter().enumerate() {
            let now = records_of(at.path(), i);
            if may_go(i) {
                prop_assert!(now.concat().is_empty(), "{:?}", now);
            } else {
                prop_assert_eq!(&now, before);
            }
        }
    }
}
