//! Templates: the list of their fields is in step with the views, and what can't be filled in is refused.

use super::{files, folder, panelkit};
use panelkit::bank::{Bank, export};
use panelkit::compare::{Options, compare};
use panelkit::gather::{Expectation, ScoreFile, gather};
use panelkit::letters::{
    BriefSetting, CandidateDay, CandidateSheet, HeldRow, PanelSheet, PersonDay, PersonSources, SheetRow,
    WeekDay, WeekSheet, brief, feedback, letter, person_page, questions,
};
use panelkit::opening::{Candidate, Decision, DecisionBasis, DecisionValue, Part, Schedule, Vote};
use panelkit::packet::{Setting, handout, packet};
use panelkit::plan::{Plan, Recommendation, RoundPeople, outline};
use panelkit::report::{decision_record, report};
use panelkit::sheet::SheetReader;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// Field -> type and example.
type Fields = BTreeMap<String, (&'static str, String)>;

/// Adds the fields of `value`: `a.b` is inside an object, `a[].b` inside each entry of a list.
fn add(value: &Value, path: &str, fields: &mut Fields) {
    let kind = match value {
        Value::Object(map) => {
            for (key, inner) in map {
                let dot = if path.is_empty() { "" } else { "." };
                add(inner, &format!("{path}{dot}{key}"), fields);
            }
            return;
        }
        Value::Array(entries) => {
            fields.entry(path.to_owned()).or_insert(("list", String::new()));
            for entry in entries {
                add(entry, &format!("{path}[]"), fields);
            }
            return;
        }
        Value::Null => "text or nothing",
        Value::Bool(_) => "yes or no",
        Value::Number(_) => "number",
        Value::String(_) => "text",
    };
    let example = value.as_str().map_or_else(|| value.to_string(), example);
    let field = fields.entry(path.to_owned()).or_insert((kind, String::new()));
    if field.0 != kind {
        field.0 = "text or nothing";
    }
    if field.1.is_empty() && kind != "text or nothing" {
        field.1 = example;
    }
}

/// The start of `text`, on one line and fit for a table's cell.
fn example(text: &str) -> String {
    const LONGEST: usize = 48;
    let line = text.lines().next().unwrap_or_default();
    let cut = match line.char_indices().nth(LONGEST) {
        Some((at, _)) => format!("{}…", line[..line[..at].rfind(' ').unwrap_or(at)].trim_end()),
        None => line.to_owned(),
    };
    cut.replace('`', "'").replace('|', "/")
}

/// The fields of each template, from views of the demo's round and of the whole bank.
fn views(at: &Path) -> Vec<(&'static str, Fields)> {
    panelkit(at, &["demo", "-o", "demo", "-q"]);
    let plan = Plan::from_json("plan.json", &fs::read_to_string(at.join("demo/plan.json")).unwrap()).unwrap();
    let trainee = RoundPeople { shadows: vec!["Eli".to_owned()], ..RoundPeople::default() };
    let schedule = Schedule::of_people(&[trainee]);
    let setting = Setting {
        candidate: "Zoë Łukasiewicz",
        interviewer: Some("José Ångström"),
        part: Part::Lead,
        seats: &schedule.seats("Zoë Łukasiewicz", 0),
        when: Some("Tuesday, 10:00"),
        held: None,
        confidentiality: "Confidential.",
    };
    let mut all: Vec<(&'static str, Fields)> = [
        "packet",
        "handout",
        "plan",
        "comparison",
        "decision",
        "question",
        "brief",
        "questions",
        "invitation",
        "feedback",
        "day-candidate",
        "day-panel",
        "week",
        "person",
    ]
    .map(|name| (name, Fields::new()))
    .to_vec();
    let mut see = |at: usize, value: serde_json::Result<Value>| add(&value.unwrap(), "", &mut all[at].1);
    for index in 0..plan.rounds.len() {
        see(0, serde_json::to_value(packet(&plan, index, &setting)));
        if let Some(sheet) = handout(&plan, index) {
            see(1, serde_json::to_value(sheet));
        }
    }
    see(2, serde_json::to_value(outline(&plan, &schedule.people(plan.rounds.len()))));
    let scores: Vec<ScoreFile> = files(&at.join("demo/scores"))
        .into_iter()
        .map(|(path, bytes)| ScoreFile::of_bytes(&path.display().to_string(), &bytes))
        .collect();
    let candidates = ["Ana Kovač", "Zoë Łukasiewicz", "Γιάννης Παππάς", "Nobody Yet"]
        .map(|name| Candidate { name: name.to_owned(), ..Candidate::default() });
    let sheets = SheetReader::default();
    let expect = Expectation {
        plan: &plan,
        candidates: &candidates,
        headings: &[],
        trainees: &[],
        prefer: None,
        schedule: &schedule,
        now: None,
        sheets: &sheets,
    };
    let scores = gather(&expect, &scores);
    for (partial, adjusted) in [(true, true), (false, false)] {
        let comparison = compare(&plan, &scores, Options { partial, ..Options::default() });
        see(3, serde_json::to_value(report(&plan, &comparison, adjusted)));
        let decision = Decision {
            candidate: "Zoë Łukasiewicz".to_owned(),
            decision: DecisionValue::No,
            by: "Mia Berg".to_owned(),
            reason: "Debugging is below what the job needs".to_owned(),
            date: "2026-12-04".to_owned(),
            votes: Vec::new(),
            scores: DecisionBasis {
                plan: plan.card_id(),
                hash: "7f3a19c2d4e5f607".to_owned(),
                complete: 5,
                expected: 5,
                partial,
            },
        };
        for candidate in &comparison.candidates {
            let decision = Decision { candidate: candidate.candidate.clone(), ..decision.clone() };
            let record = decision_record(&plan, candidate, &scores, &decision, &[&decision]);
            see(4, serde_json::to_value(record));
        }
    }
    let decided = Decision {
        candidate: "Zoë Łukasiewicz".to_owned(),
        decision: DecisionValue::Next,
        by: "Mia Berg".to_owned(),
        reason: "Strong in storage, unlike Ana".to_owned(),
        date: "2026-12-04".to_owned(),
        votes: vec![Vote { interviewer: "José Ångström".to_owned(), value: Recommendation::Yes }],
        scores: DecisionBasis {
            plan: plan.card_id(),
            hash: "7f3a19c2d4e5f607".to_owned(),
            complete: 5,
            expected: 5,
            partial: false,
        },
    };
    let cells = [("item".to_owned(), "an-old-question".to_owned())];
    let page = person_page(&PersonSources {
        candidate: &candidates[1],
        plan: &plan,
        schedule: &schedule,
        scores: &scores,
        decisions: std::slice::from_ref(&decided),
        others: vec!["Ana Kovač"],
        listed: vec![("name", "Zoë Łukasiewicz")],
        rows: vec![HeldRow { file: "scores/old.csv", line: 2, cells: &cells }],
        papers: vec!["Letters to you: brief.pdf".to_owned()],
        kept: "It is kept until 2027-12-04: 1 year, from the decision on 2026-12-04.".to_owned(),
        setting: BriefSetting { organisation: "Acme GmbH", contact: "Mia Berg", ..BriefSetting::default() },
    });
    assert_eq!(page.decisions[0].reason, "Strong in storage, unlike another candidate");
    see(13, serde_json::to_value(page));
    let bank = Bank::load(None).unwrap();
    for question in &bank.questions {
        see(5, serde_json::to_value(export::page(&bank, question)));
    }
    let told = BriefSetting {
        candidate: "Zoë Łukasiewicz",
        organisation: "Acme GmbH",
        contact: "Mia Berg, mia@acme.example",
        pay: "70,000 to 85,000 euros a year",
        keeping: "for six months after the decision",
        with_names: true,
    };
    see(6, serde_json::to_value(brief(&plan, &bank, &schedule, &told)));
    see(7, serde_json::to_value(questions(&plan, &bank)));
    see(8, serde_json::to_value(letter(&plan, &schedule, &told)));
    let comparison = compare(&plan, &scores, Options { partial: true, ..Options::default() });
    for candidate in &comparison.candidates {
        let quotes = vec!["Asked for the log of failed searches first".to_owned()];
        let view = feedback(&plan, &bank, candidate, DecisionValue::No, quotes, &told);
        see(9, serde_json::to_value(view));
    }
    let row = SheetRow {
        from: "10:00".to_owned(),
        to: "10:45".to_owned(),
        title: "Coding".to_owned(),
        candidate: "Zoë Łukasiewicz".to_owned(),
        with: vec!["José Ångström".to_owned()],
        place: "Room 4".to_owned(),
    };
    let day = || "Thursday, 3 December 2026".to_owned();
    let people = vec![PersonDay {
        name: "José Ångström".to_owned(),
        talks: vec!["10:00 Coding, Zoë Łukasiewicz".to_owned()],
    }];
    let (title, organisation) = (plan.title(), "Acme GmbH".to_owned());
    let (zone, contact) = ("Europe/Berlin".to_owned(), told.contact.to_owned());
    see(
        10,
        serde_json::to_value(CandidateSheet {
            candidate: told.candidate.to_owned(),
            title: title.clone(),
            organisation: organisation.clone(),
            days: vec![CandidateDay { day: day(), rows: vec![row.clone()] }],
            zone: zone.clone(),
            names: true,
            places: true,
            contact: contact.clone(),
        }),
    );
    see(
        11,
        serde_json::to_value(PanelSheet {
            title: title.clone(),
            organisation: organisation.clone(),
            day: day(),
            zone: zone.clone(),
            places: true,
            rows: vec![row.clone()],
            people: people.clone(),
            contact,
        }),
    );
    see(
        12,
        serde_json::to_value(WeekSheet {
            title,
            organisation,
            week: "Week 49 of 2026".to_owned(),
            zone,
            places: true,
            days: vec![WeekDay { day: day(), rows: vec![row] }],
            people,
            open: vec!["Ana Kovač: Coding".to_owned()],
        }),
    );
    all
}

#[test]
fn the_list_of_fields_is_in_step_with_the_views() {
    let at = folder();
    let listed = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/templates/README.md")).unwrap();
    let (mut wanted, mut rows) = (Vec::new(), Vec::new());
    for (name, fields) in views(at.path()) {
        let title = format!("### `{name}.md.hbs`");
        wanted.push(title.clone());
        rows.extend([
            title,
            String::new(),
            "| Field | Type | Example |".into(),
            "| --- | --- | --- |".into(),
        ]);
        for (field, (kind, example)) in fields {
            wanted.push(format!("| `{field}` | {kind} |"));
            rows.push(format!("| `{field}` | {kind} | {example} |"));
        }
        rows.push(String::new());
    }
    // Fields and types have to be these; the examples are examples.
    let cut = |line: &str| {
        let cells: Vec<&str> = line.splitn(4, '|').collect();
        if cells.len() == 4 { format!("|{}|{}|", cells[1], cells[2]) } else { line.to_owned() }
    };
    let start = listed.find("### `packet.md.hbs`").unwrap_or(listed.len());
    let there: Vec<String> = listed[start..]
        .lines()
        .filter(|line| line.starts_with("### ") || line.starts_with("| `"))
        .map(cut)
        .collect();
    if there != wanted {
        let new = Path::new(env!("CARGO_TARGET_TMPDIR")).join("templates-fields.md");
        fs::write(&new, rows.join("\n")).unwrap();
        let gone: Vec<&String> = there.iter().filter(|row| !wanted.contains(row)).collect();
        let missing: Vec<&String> = wanted.iter().filter(|row| !there.contains(row)).collect();
        panic!(
            "templates/README.md is out of step with the views: it lacks {missing:#?} and has {gone:#?} that isn't there; \
             the whole list is in {}",
            new.display()
        );
    }
}

#[test]
fn a_template_that_includes_itself_is_refused() {
    let at = folder();
    panelkit(at.path(), &["plan", "--role", "backend", "--level", "mid", "--loop", "screen", "-o", "loop"]);
    fs::create_dir(at.path().join("ours")).unwrap();
    fs::write(
        at.path().join("ours/packet.md.hbs"),
        "# {{candidate}}\n\n{{#each questions}}{{> packet}}{{/each}}\n",
    )
    .unwrap();
    let args = ["packet", "loop", "--candidate", "Ana", "--templates", "ours"];
    let run = panelkit(at.path(), &args).exits(2);
    assert!(run.err.contains("`packet` includes itself without end"), "{}", run.err);
    assert!(run.err.contains("packet.md.hbs:3:"), "{}", run.err);
    assert!(!at.path().join("loop/packets").exists());
}
