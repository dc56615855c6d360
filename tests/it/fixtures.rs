//! Scorecards as real programs save them, and damaged ones: `tests/fixtures/write.py` wrote them.
//!
//! `PANELKIT_BLESS=1 cargo test --test it fixtures` writes the expectations of the faulty ones anew, to be read before a commit.

use panelkit::diag::Severity;
use panelkit::gather::{Expectation, ScoreFile, Scores, gather};
use panelkit::opening::{Candidate, Schedule};
use panelkit::plan::Plan;
use panelkit::sheet::{Column, SheetReader};
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/scorecards")
}

fn names(below: &str) -> BTreeSet<String> {
    let entries = fs::read_dir(folder().join(below)).unwrap();
    entries.map(|e| e.unwrap().file_name().into_string().unwrap()).collect()
}

fn read(name: &str, bytes: &[u8]) -> Scores {
    let text = fs::read_to_string(folder().join("plan.json")).unwrap();
    let plan = Plan::from_json("plan.json", &text).unwrap();
    let list = fs::read_to_string(folder().join("candidates.csv")).unwrap();
    let candidates: Vec<Candidate> = list
        .lines()
        .skip(1)
        .filter_map(|l| l.split_once(','))
        .map(|(name, id)| Candidate {
            name: name.to_owned(),
            id: Some(id.to_owned()),
            ..Candidate::default()
        })
        .collect();
    let german = [
        (Column::Candidate, "Bewerber/in"),
        (Column::Round, "Runde"),
        (Column::Item, "Frage"),
        (Column::Score, "Bewertung"),
        (Column::Evidence, "Beleg"),
    ];
    let expect = Expectation {
        plan: &plan,
        candidates: &candidates,
        headings: &german.map(|(c, n)| (c, n.to_owned())),
        trainees: &[],
        prefer: None,
        schedule: &Schedule::of_people(&plan.people),
        now: None,
        sheets: &SheetReader::default(),
    };
    let file = ScoreFile::of_bytes(name, bytes);
    let scores = gather(&expect, &[file]);
    assert_eq!(scores.rows_read, scores.rows_accepted + scores.rows_rejected, "{name}");
    assert_eq!(scores.rows_rejected, scores.rejected.len(), "{name}");
    scores
}

/// Ratings and recommendations without their places, a line each; row ends in evidence as ` / `.
fn content(scores: &Scores, only: Option<&str>) -> Vec<String> {
    let mut all = Vec::new();
    for r in &scores.records {
        let evidence = r.evidence.replace("\r\n", "\n").replace(['\r', '\n'], " / ");
        let key = [&r.candidate, &r.interviewer, &r.round, &r.question].map(|s| &**s).join(" | ");
        all.push((r.candidate.clone(), format!("{key} | {:?} | {evidence}", r.score)));
    }
    for r in &scores.recommendations {
        let key = [&r.candidate, &r.interviewer, &r.round].map(|s| &**s).join(" | ");
        all.push((r.candidate.clone(), format!("{key} | {} | {}", r.value.words(), r.evidence)));
    }
    all.into_iter().filter(|(c, _)| only.is_none_or(|o| o.contains(&**c))).map(|(_, l)| l).collect()
}

#[test]
fn every_program_says_the_same() {
    let canonical = read("canonical.csv", &fs::read(folder().join("canonical.csv")).unwrap());
    assert!(canonical.findings.is_empty(), "{:?}", canonical.findings);
    assert_eq!((canonical.records.len(), canonical.rows_read), (15, 21));
    let all = names("same");
    assert!(all.len() >= 40, "{}", all.len());
    let mut faults = Vec::new();
    for name in &all {
        let scores = read(name, &fs::read(folder().join("same").join(name)).unwrap());
        let only = match name.split('-').next() {
            Some("jose") => Some("José Ångström"),
            Some("zoe") => Some("Zoë Łukasiewicz"),
            Some("yamada") => Some("山田太郎"),
            _ => None,
        };
        let plain = |lines: Vec<String>| -> Vec<String> {
            // Shift-JIS and Windows-1250 have no ï.
            let lacking = name.starts_with("yamada") || name.starts_with("zoe");
            lines.into_iter().map(|l| if lacking { l.replace('ï', "i") } else { l }).collect()
        };
        let (expected, got) = (plain(content(&canonical, only)), content(&scores, None));
        let wrong = scores.findings.iter().filter(|f| f.severity > Severity::Note);
        let wrong: Vec<String> = wrong.map(ToString::to_string).collect();
        if expected != got || !wrong.is_empty() || scores.rows_rejected > 0 {
            let lacks: Vec<_> = expected.iter().filter(|l| !got.contains(l)).take(3).collect();
            let more: Vec<_> = got.iter().filter(|l| !expected.contains(l)).take(3).collect();
            faults.push(format!("{name}: {wrong:#?}\nlacks {lacks:#?}\nhas {more:#?}"));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_fault_is_told_and_nothing_is_attributed_wrongly() {
    let bless = std::env::var_os("PANELKIT_BLESS").is_some();
    let all = names("faulty");
    let mut faults = Vec::new();
    for name in &all {
        let scores = read(name, &fs::read(folder().join("faulty").join(name)).unwrap());
        let mut told = String::new();
        let (read, good, bad) = (scores.rows_read, scores.rows_accepted, scores.rows_rejected);
        let _ = writeln!(told, "{read} rows = {good} accepted + {bad} rejected");
        for line in content(&scores, None) {
            let _ = writeln!(told, "record: {line}");
        }
        for r in &scores.trainees.records {
            let _ = writeln!(told, "apart: {} | {} | {:?}", r.interviewer, r.question, r.score);
        }
        for f in &scores.findings {
            let _ = writeln!(told, "{:?} {}: {f}", f.severity, f.code);
        }
        for r in &scores.rejected {
            let _ = writeln!(told, "rejected: {}:{}: {}", r.line, r.column, r.reason);
        }
        let path = folder().join("expected").join(format!("{name}.txt"));
        if bless {
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(&path, &told).unwrap();
        } else if fs::read_to_string(&path).unwrap_or_default() != told {
            faults.push(format!("{name}:\n{told}"));
        }
    }
    let expected: BTreeSet<String> = all.iter().map(|n| format!("{n}.txt")).collect();
    assert_eq!(names("expected"), expected, "an expectation without its file, or a file without one");
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
