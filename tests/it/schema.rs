//! The JSON Schema beside the questions: in step with the types, and true of every file.

use panelkit::bank::{Bank, schema_text};
use serde_json::{Value, json};

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
