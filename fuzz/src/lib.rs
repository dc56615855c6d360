//! What each fuzz target does with its bytes.
//!
//! `tests/it/corpora.rs` takes in this file too and does the same with every file of the kept corpora, on the stable
//! compiler. A function here ends without a panic on any bytes whatever, and holds the laws that it asserts.

pub mod bounds;
mod texts;

pub use texts::{advertisement, calendar, questions};

use bounds::within_bounds;
use panelkit::bank::{self, Bank, SourceFile};
use panelkit::compare::{Options, compare};
use panelkit::document;
use panelkit::gather::{Expectation, ScoreFile, Scores, gather as gathered};
use panelkit::opening::{Candidate, Part, Schedule};
use panelkit::packet::{Setting, handout, packet, scorecard_rows};
use panelkit::plan::{Plan, outline};
use panelkit::render::{Page, html, markdown};
use panelkit::report::report;
use panelkit::sheet::{SheetReader, write_csv};
use panelkit::template::Templates;
use serde::Serialize;
use std::sync::LazyLock;

/// What takes any bytes.
pub type Target = fn(&[u8]);

/// The targets by name: `fuzz_targets/NAME.rs` calls the function, `corpus/NAME` holds what it has met.
pub const TARGETS: [(&str, Target); 9] = [
    ("gather", gather),
    ("bank", bank),
    ("plan", plan),
    ("document", document),
    ("pdf", pdf),
    ("workbook", workbook),
    ("calendar", calendar),
    ("advertisement", advertisement),
    ("questions", questions),
];

static PLAN: LazyLock<Plan> = LazyLock::new(|| {
    let text = include_str!("../../tests/fixtures/scorecards/plan.json");
    Plan::from_json("plan.json", text).expect("the plan of the fixtures")
});

static TEMPLATES: LazyLock<Templates> =
    LazyLock::new(|| Templates::load(None, &panelkit::template::NAMES).expect("the built-in templates"));

/// The catalogues that questions name most, as the built-in bank has them.
static CATALOGUES: LazyLock<Vec<SourceFile>> = LazyLock::new(|| {
    let few = ["scale.toml", "levels.toml", "competencies.toml", "roles/backend.toml"];
    let files = Bank::files(None).expect("the built-in bank");
    files.into_iter().filter(|f| few.contains(&f.name.as_str())).collect()
});

/// Scorecards: every row that is read is accepted or rejected, and as many are read of a file behind others as of it
/// alone. The bytes are there twice, so that copies are met, and once more by half below the same first line.
pub fn gather(data: &[u8]) {
    let names = ["Zoë Łukasiewicz", "José Ångström", "山田太郎"];
    let first = data.iter().position(|b| matches!(b, b'\n' | b'\r')).map_or(0, |at| at + 1);
    let half = [&data[..first], &data[first + (data.len() - first) / 2..]].concat();
    let alone = |data| read(&PLAN, &names, &[("a.csv", data)]).rows_read;
    let all = read(&PLAN, &names, &[("a.csv", data), ("b.xlsx", data), ("c.csv", &half)]);
    assert_eq!(all.rows_read, 2 * alone(data) + alone(&half));
}

fn read(plan: &Plan, names: &[&str], files: &[(&str, &[u8])]) -> Scores {
    let candidates: Vec<Candidate> =
        names.iter().map(|name| Candidate { name: (*name).to_owned(), ..Candidate::default() }).collect();
    let sheets = SheetReader::default();
    let schedule = Schedule::of_people(&plan.people);
    let expect = Expectation {
        plan,
        candidates: &candidates,
        headings: &[],
        trainees: &[],
        prefer: None,
        schedule: &schedule,
        now: None,
        sheets: &sheets,
    };
    let files: Vec<ScoreFile> = files.iter().map(|(name, data)| ScoreFile::of_bytes(name, data)).collect();
    let scores = gathered(&expect, &files);
    assert_eq!(scores.rows_read, scores.rows_accepted + scores.rows_rejected);
    assert_eq!(scores.rows_rejected, scores.rejected.len());
    scores
}

/// A file of a bank: its first line is its name in the bank, such as `questions/databases/an-index.toml`.
pub fn bank(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let (name, text) = text.split_once('\n').unwrap_or((text, ""));
    let mut files: Vec<SourceFile> = CATALOGUES.iter().filter(|f| f.name != name).cloned().collect();
    files.push(SourceFile { name: name.to_owned(), shown: name.to_owned(), text: text.to_owned() });
    let read = Bank::from_files(&files);
    let _ = bank::lint(&files);
    if let Err(failure) = read {
        assert!(!failure.0.is_empty(), "a bank that can't be read has a reason");
    }
}

/// A `plan.json`: what can be read is written as it was, and makes packets, scorecards and a comparison.
pub fn plan(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let Ok(plan) = Plan::from_json("plan.json", text) else { return };
    let again = Plan::from_json("plan.json", &plan.to_json()).expect("what was written can be read");
    assert_eq!(again.to_json(), plan.to_json());
    document_of("plan", &outline(&plan, &plan.people));
    let mut cards = Vec::new();
    for round in 0..plan.rounds.len() {
        let setting = Setting {
            candidate: "Ana",
            interviewer: None,
            part: Part::Lead,
            seats: &[],
            when: None,
            held: None,
            confidentiality: "Confidential",
        };
        let view = packet(&plan, round, &setting);
        document_of("packet", &view);
        if let Some(view) = handout(&plan, round) {
            document_of("handout", &view);
        }
        cards.extend(scorecard_rows(&view));
    }
    let scores = read(&plan, &["Ana"], &[("a.csv", &write_csv(&cards)), ("canonical.csv", CANONICAL)]);
    let comparison = compare(&plan, &scores, Options::default());
    document_of("comparison", &report(&plan, &comparison, false));
}

/// Scorecards of a few rows, for plans that have their questions.
const CANONICAL: &[u8] = include_bytes!("../../tests/fixtures/scorecards/canonical.csv");

fn document_of(template: &str, view: &impl Serialize) {
    if let Ok(text) = TEMPLATES.render(template, view) {
        document(text.as_bytes());
    }
}

/// The Markdown of a template: a document that is written as Markdown is read as the same document.
pub fn document(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let Ok(document) = document::parse(text, "any.md") else { return };
    let written = markdown::write(&document);
    let again = document::parse(&written, "written.md");
    assert_eq!(again.as_ref(), Ok(&document), "{written}");
    let _ = html::write(&document, &Page::default());
}

/// A PDF whose form was filled in, within bounds.
pub fn pdf(data: &[u8]) {
    if data.starts_with(b"%PDF") {
        within_bounds(data, gather);
    }
}

/// A workbook or a zip, within bounds.
pub fn workbook(data: &[u8]) {
    if data.starts_with(b"PK") || data.starts_with(b"\xd0\xcf\x11\xe0") {
        within_bounds(data, copies);
    }
}

/// A file that is there twice: as many rows are read of both as of one alone twice.
fn copies(data: &[u8]) {
    let names = ["Zoë Łukasiewicz", "José Ångström", "山田太郎"];
    let alone = read(&PLAN, &names, &[("a.xlsx", data)]).rows_read;
    assert_eq!(read(&PLAN, &names, &[("a.xlsx", data), ("b.xlsx", data)]).rows_read, 2 * alone);
}
