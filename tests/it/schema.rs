//! The JSON Schemas: in step with what is read and written, and true of every file.

use super::{files, folder, panelkit};
use panelkit::bank::{Bank, schema_text};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// Writes the schema anew: `PANELKIT_BLESS=1 cargo test schema`.
#[test]
fn the_schema_in_the_bank_is_in_step() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("question-bank/question.schema.json");
    let schema = schema_text(&Bank::load(None).unwrap());
    if std::env::var_os("PANELKIT_BLESS").is_some() {
        std::fs::write(&path, &schema).unwrap();
    }
    let held = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        held == schema,
        "question.schema.json is not what the types say: PANELKIT_BLESS=1 cargo test schema"
    );
}

#[test]
fn every_question_file_is_valid_and_a_wrong_one_is_not() {
    let bank = Bank::load(None).unwrap();
    let schema = serde_json::from_str(&schema_text(&bank)).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let files = Bank::files(None).unwrap();
    let mut seen = 0;
    for file in files.iter().filter(|f| f.name.starts_with("questions/")) {
        let value: Value = toml::from_str(&file.text).unwrap();
        let errors: Vec<String> = validator.iter_errors(&value).map(|e| e.to_string()).collect();
        assert!(errors.is_empty(), "{}: {}", file.name, errors.join("\n"));
        seen += 1;
        if seen > 1 {
            continue;
        }
        for (field, wrong) in [
            ("kind", json!("technicl")),
            ("minutes", json!("12")),
            ("strong", json!(["one"])),
            ("anchors", json!({ "1": "a" })),
            ("colour", json!("red")),
            ("roles", json!([])),
        ] {
            let mut bad = value.clone();
            bad[field] = wrong;
            assert!(!validator.is_valid(&bad), "{field} of another form is accepted");
        }
    }
    assert_eq!(seen, bank.questions.len());
}

/// The schemas as `panelkit schema -o` writes them, by name.
fn schemas(at: &Path) -> BTreeMap<String, Value> {
    panelkit(at, &["schema", "-o", "schemas", "-q"]).exits(0);
    let read = |(path, bytes): (std::path::PathBuf, Vec<u8>)| {
        let name = path.to_string_lossy().trim_end_matches(".schema.json").to_owned();
        (name, serde_json::from_slice(&bytes).unwrap())
    };
    files(&at.join("schemas")).into_iter().map(read).collect()
}

/// The same schema with no room for a field that it doesn't name: what is written and isn't in it becomes an error.
fn closed(mut schema: Value) -> Value {
    fn close(value: &mut Value) {
        match value {
            Value::Object(fields) => {
                if fields.contains_key("properties") && !fields.contains_key("additionalProperties") {
                    fields.insert("additionalProperties".to_owned(), json!(false));
                }
                fields.values_mut().for_each(close);
            }
            Value::Array(items) => items.iter_mut().for_each(close),
            _ => {}
        }
    }
    close(&mut schema);
    schema
}

fn assert_valid(schema: &Value, value: &Value, what: &str) {
    let validator = jsonschema::validator_for(&closed(schema.clone())).unwrap();
    let errors: Vec<String> =
        validator.iter_errors(value).map(|e| format!("{}: {e}", e.instance_path())).take(5).collect();
    assert!(errors.is_empty(), "{what}:\n{}", errors.join("\n"));
}

#[test]
fn every_schema_is_one_and_has_a_name_on_the_list() {
    let at = folder();
    let all = schemas(at.path());
    let list = panelkit(at.path(), &["schema"]).exits(0).out;
    let listed: Vec<&str> = list.lines().filter_map(|l| l.split_whitespace().next()).collect();
    assert_eq!(listed.iter().collect::<BTreeSet<_>>().len(), all.len(), "{list}");
    assert!(list.lines().all(|l| l.chars().count() <= 80), "{list}");
    for (name, schema) in &all {
        assert!(listed.contains(&name.as_str()), "{name}");
        assert!(jsonschema::meta::is_valid(schema), "{name}");
        assert!(schema["title"].is_string() && schema["type"] == "object", "{name}");
        let one: Value = serde_json::from_str(&panelkit(at.path(), &["schema", name]).exits(0).out).unwrap();
        assert_eq!(&one, schema, "{name}");
    }
    let run = panelkit(at.path(), &["schema", "plann"]).exits(2);
    assert!(run.err.contains("did you mean plan"), "{}", run.err);
    let question: Value = serde_json::from_str(&schema_text(&Bank::load(None).unwrap())).unwrap();
    assert_eq!(all["question"], question);
}

#[test]
fn every_file_of_the_bank_is_valid_and_what_the_reader_refuses_is_not() {
    let at = folder();
    let all = schemas(at.path());
    let own = |name: &str| match name.split_once('/') {
        Some(("questions", _)) => "question".to_owned(),
        Some(("roles", _)) => "role".to_owned(),
        Some(("loops", _)) => "loop".to_owned(),
        _ => name.trim_end_matches(".toml").to_owned(),
    };
    let mut seen = BTreeSet::new();
    for file in Bank::files(None).unwrap().iter().filter(|f| f.name != "topics.csv") {
        let value: Value = toml::from_str(&file.text).unwrap();
        let name = own(&file.name);
        assert_valid(&all[&name], &value, &file.name);
        // A misspelt field, and one of another type.
        let validator = jsonschema::validator_for(&all[&name]).unwrap();
        let mut bad = value.clone();
        bad["colour"] = json!("red");
        assert!(!validator.is_valid(&bad), "{name}");
        seen.insert(name);
    }
    assert_eq!(seen.len(), 14, "{seen:?}");
    let role = jsonschema::validator_for(&all["role"]).unwrap();
    let backend =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("question-bank/roles/backend.toml"));
    let backend: Value = toml::from_str(&backend.unwrap()).unwrap();
    for (pointer, wrong) in [
        ("/title", json!("")),
        ("/weights/senior", json!({ "debugging": "much" })),
        ("/must_have/senior", json!("debugging")),
        ("/stacks", json!([3])),
    ] {
        let mut bad = backend.clone();
        *bad.pointer_mut(pointer).unwrap() = wrong;
        assert!(!role.is_valid(&bad), "{pointer}");
    }
    // A team's own level and competency are taken.
    let mut own = backend.clone();
    own["weights"]["principal"] = json!({ "whole-new": 3, "debugging": 1.5 });
    assert!(role.is_valid(&own));
}

#[test]
fn the_settings_that_are_offered_are_valid() {
    let at = folder();
    let schema = &schemas(at.path())["settings"];
    panelkit(at.path(), &["init"]).exits(0);
    let text = fs::read_to_string(at.path().join("panelkit.toml")).unwrap();
    let lines: Vec<&str> =
        text.lines().filter_map(|l| l.strip_prefix("# ").filter(|l| l.contains(" = "))).collect();
    let all: Value = toml::from_str(&lines.join("\n")).unwrap();
    assert_valid(schema, &all, "all settings");
    let validator = jsonschema::validator_for(schema).unwrap();
    let fields = schema["properties"].as_object().unwrap();
    assert!(fields.iter().all(|(_, f)| f["description"].is_string()), "{schema:#}");
    assert_eq!(all.as_object().unwrap().keys().collect::<Vec<_>>(), fields.keys().collect::<Vec<_>>());
    for bad in [
        "paper = \"a5\"",
        "bank = 3",
        "organisation = \"\"",
        "[headers]\nscores = [\"x\"]",
        "papper = \"a4\"",
    ] {
        let bad: Value = toml::from_str(bad).unwrap();
        assert!(!validator.is_valid(&bad), "{bad}");
    }
}

/// The rows of a CSV file as objects.
fn rows(path: &Path) -> (Vec<String>, Vec<Value>) {
    let bytes = fs::read(path).unwrap();
    let text = String::from_utf8(bytes).unwrap();
    let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let header: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
    let rows = reader.records().map(|row| {
        let row = row.unwrap();
        header.iter().zip(row.iter()).map(|(h, cell)| (h.clone(), json!(cell))).collect::<Value>()
    });
    (header.clone(), rows.collect())
}

#[test]
fn what_the_commands_write_is_valid() {
    let at = folder();
    let all = schemas(at.path());
    panelkit(at.path(), &["demo", "-o", "loop", "-q"]);
    let json = |args: &[&str]| -> Value {
        let run = panelkit(at.path(), args);
        assert!(matches!(run.code, Some(0 | 1)), "{args:?}: {}", run.err);
        serde_json::from_str(&run.out).unwrap()
    };
    let file =
        |name: &str| -> Value { serde_json::from_slice(&fs::read(at.path().join(name)).unwrap()).unwrap() };
    assert_valid(&all["plan"], &file("loop/plan.json"), "plan.json");
    let asked = [
        "plan",
        "--role",
        "backend",
        "--level",
        "mid",
        "--stack",
        "rust:4",
        "--country",
        "UK",
        "--format",
        "json",
    ];
    assert_valid(&all["plan"], &json(&asked), "a plan with counts and a country");

    let scores =
        fs::read_to_string(at.path().join("loop/scores").join(&files(&at.path().join("loop/scores"))[0].0))
            .unwrap();
    // A row that is rejected, and evidence beside what isn't rated.
    let mut broken: Vec<String> = scores.lines().map(str::to_owned).collect();
    broken[1] =
        broken[1].replacen(",3,", ",nine,", 1).replacen(",4,", ",nine,", 1).replacen(",2,", ",nine,", 1);
    fs::write(at.path().join("loop/scores/zz-more.csv"), broken.join("\n")).unwrap();
    let gathered = json(&["gather", "loop", "--format", "json"]);
    assert!(!gathered["findings"].as_array().unwrap().is_empty(), "{gathered:#}");
    assert_valid(&all["scores"], &gathered, "scores");
    fs::remove_file(at.path().join("loop/scores/zz-more.csv")).unwrap();
    assert_valid(&all["scores"], &json(&["gather", "loop", "--format", "json"]), "scores");
    for args in [
        &["compare", "loop", "--format", "json"][..],
        &["compare", "loop", "--format", "json", "--blind"],
        &["compare", "loop", "--format", "json", "--partial"],
    ] {
        assert_valid(&all["comparison"], &json(args), &args.join(" "));
    }
    let calibration = json(&["calibrate", "loop/gathered.csv", "--format", "json"]);
    assert_valid(&all["calibration"], &calibration, "calibration");

    let packets = ["packet", "loop", "--format", "json", "--force", "-q"];
    panelkit(at.path(), &packets).exits(0);
    let mut packets = 0;
    for (path, bytes) in files(&at.path().join("loop/packets")) {
        if path.extension().is_some_and(|e| e == "json") && !path.to_string_lossy().contains("candidate-") {
            assert_valid(&all["packet"], &serde_json::from_slice(&bytes).unwrap(), &path.to_string_lossy());
            packets += 1;
        }
    }
    assert!(packets > 5, "{packets}");

    let who = rows(&at.path().join("loop/candidates.csv")).1[0]["name"].as_str().unwrap().to_owned();
    let decide = [
        "decide",
        "loop",
        "--candidate",
        &who,
        "--decision",
        "offer",
        "--by",
        "Ana",
        "--reason",
        "It fits.",
        "--vote",
        "Ben=strong yes",
    ];
    let run = panelkit(at.path(), &decide);
    assert!(matches!(run.code, Some(0 | 1)), "{}", run.err);
    assert_valid(&all["decisions"], &file("loop/decisions.json"), "decisions.json");
    panelkit(at.path(), &["hold", "loop", "--reason", "A complaint"]).exits(0);
    assert_valid(&all["holds"], &file("loop/holds.json"), "holds.json");
    panelkit(at.path(), &["hold", "loop", "--release"]).exits(0);

    panelkit(
        at.path(),
        &["init", "new", "--role", "sre", "--level", "mid", "--candidate", "Ana", "--interviewer", "Ben"],
    );
    let rejected = "plan,candidate,interviewer,round,item,score\n,Nobody,Ben,coding,no-such,3\n";
    fs::create_dir(at.path().join("new/scores")).unwrap();
    fs::write(at.path().join("new/scores/a.csv"), rejected).unwrap();
    panelkit(at.path(), &["gather", "new"]);
    panelkit(at.path(), &["packet", "new", "--format", "md"]).exits(0);
    let card = files(&at.path().join("new/scorecards"))[0].0.clone();
    for (name, of) in [
        ("loop/gathered.csv", "gathered"),
        ("loop/candidates.csv", "candidates"),
        ("loop/schedule.csv", "schedule"),
        ("new/candidates.csv", "candidates"),
        ("new/panel.csv", "panel"),
        ("new/schedule.csv", "schedule"),
        ("new/rejected.csv", "rejected"),
        (&format!("new/scorecards/{}", card.display()), "scorecard"),
    ] {
        let (header, rows) = rows(&at.path().join(name));
        assert!(!rows.is_empty(), "{name}");
        for (i, row) in rows.iter().enumerate() {
            assert_valid(&all[of], row, &format!("{name}, row {}", i + 1));
        }
        let columns: Vec<&str> =
            all[of]["x-columns"].as_array().unwrap().iter().map(|c| c.as_str().unwrap()).collect();
        if !["candidates"].contains(&of) {
            assert_eq!(header, columns, "{name}");
        }
    }
}

#[test]
fn eject_writes_what_an_editor_needs() {
    let at = folder();
    fs::create_dir_all(at.path().join("mine/.vscode")).unwrap();
    fs::write(at.path().join("mine/.vscode/settings.json"), "{}\n").unwrap();
    let run = panelkit(at.path(), &["eject", "mine"]).exits(0);
    assert!(
        run.err.contains("mine/.vscode/settings.json") && run.err.contains("left as it is"),
        "{}",
        run.err
    );
    assert_eq!(fs::read_to_string(at.path().join("mine/.vscode/settings.json")).unwrap(), "{}\n");
    panelkit(at.path(), &["eject", "ours"]).exits(0);
    let ours = at.path().join("ours");
    let all = schemas(at.path());
    let taplo: Value = toml::from_str(&fs::read_to_string(ours.join(".taplo.toml")).unwrap()).unwrap();
    let code: Value = serde_json::from_slice(&fs::read(ours.join(".vscode/settings.json")).unwrap()).unwrap();
    let read = |path: &str| -> Value { serde_json::from_slice(&fs::read(ours.join(path)).unwrap()).unwrap() };
    let rules = taplo["rule"].as_array().unwrap();
    let regexes = code["evenBetterToml.schema.associations"].as_object().unwrap();
    assert_eq!((rules.len(), regexes.len()), (15, 15));
    for rule in rules {
        assert!(read(rule["schema"]["path"].as_str().unwrap())["title"].is_string());
    }
    for path in regexes.values().map(|p| p.as_str().unwrap()) {
        assert!(path.starts_with("./") && all.values().any(|s| s["title"] == read(path)["title"]), "{path}");
    }
    for entry in code["json.schemas"].as_array().unwrap() {
        assert!(read(entry["url"].as_str().unwrap())["title"].is_string());
    }
    // Each TOML file that was written belongs to just one schema.
    for (path, _) in files(&ours)
        .into_iter()
        .filter(|(p, _)| p.starts_with("question-bank") && p.extension().is_some_and(|e| e == "toml"))
    {
        let path = path.to_string_lossy().replace('\\', "/");
        let fits = |pattern: &str| {
            let pattern = pattern.trim_start_matches("**/");
            match pattern.split_once('*') {
                None => pattern == path,
                Some((head, _)) => path.starts_with(head),
            }
        };
        let of: Vec<&Value> = rules.iter().filter(|r| fits(r["include"][0].as_str().unwrap())).collect();
        assert_eq!(of.len(), 1, "{path}: {of:?}");
    }
    panelkit(at.path(), &["bank", "lint", "--bank", "ours/question-bank"]).exits(0);
}
