//! All schemas, with the files that each is of.

use super::rows::row_schemas;
use crate::bank::{Bank, catalogue_schemas, schema_text};
use crate::cli::config::{KEYS, Settings};
use crate::compare::{Calibration, Comparison};
use crate::gather::Scores;
use crate::opening::{Decisions, Holds};
use crate::packet::Packet;
use crate::plan::Plan;
use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde_json::{Value, json};

/// The folder of schemas beside a bank that was written out.
pub(in crate::cli) const SCHEMAS: &str = "schemas";

/// A schema, and the files that it is of.
pub(in crate::cli) struct SchemaFile {
    /// What it is called.
    pub(in crate::cli) name: &'static str,
    /// What it is of, for people.
    pub(in crate::cli) what: &'static str,
    /// The files by which an editor knows it, wherever they lie; `*` stands for any name, `**` for any folders.
    pub(in crate::cli) files: Vec<String>,
    pub(in crate::cli) schema: Value,
}

impl SchemaFile {
    /// The name of the file that holds it.
    pub(in crate::cli) fn file_name(&self) -> String {
        format!("{}.schema.json", self.name)
    }
}

/// All schemas; those of a bank's files offer the names of `bank`.
pub(in crate::cli) fn schemas(bank: &Bank) -> Vec<SchemaFile> {
    let mut all = vec![
        SchemaFile {
            name: "settings",
            what: "panelkit.toml: a team's defaults",
            files: vec!["panelkit.toml".to_owned()],
            schema: settings(),
        },
        SchemaFile {
            name: "question",
            what: "questions of a bank",
            files: vec!["question-bank/questions/**/*.toml".to_owned()],
            schema: serde_json::from_str(&schema_text(bank)).unwrap_or_default(),
        },
    ];
    for catalogue in catalogue_schemas(bank) {
        let mut schema = catalogue.schema;
        head(&mut schema, &format!("{} of a panelkit bank", catalogue.files));
        all.push(SchemaFile {
            name: catalogue.name,
            what: catalogue_what(catalogue.name),
            files: vec![format!("question-bank/{}", catalogue.files)],
            schema,
        });
    }
    all.extend([
        written::<Plan>(
            "plan",
            "panelkit.plan/2",
            "plan.json, plan --format json: the frozen plan",
            &["plan.json", "revisions/plan-*.json"],
        ),
        written::<Packet>(
            "packet",
            "panelkit.packet/1",
            "packet --format json: what one interviewer holds",
            &["packets/*/*.json"],
        ),
        written::<Scores>("scores", "panelkit.scores/1", "gather --format json: scorecards, checked", &[]),
        written::<Comparison>(
            "comparison",
            "panelkit.comparison/1",
            "compare --format json: the candidates for the debrief",
            &[],
        ),
        written::<Calibration>(
            "calibration",
            "panelkit.calibration/1",
            "calibrate --format json: how raters rate",
            &[],
        ),
        written::<Decisions>(
            "decisions",
            "panelkit.decisions/1",
            "decisions.json: what was decided, by whom and why",
            &["decisions.json"],
        ),
        written::<Holds>(
            "holds",
            "panelkit.holds/1",
            "holds.json: whose records aren't removed, and why",
            &["holds.json"],
        ),
    ]);
    all.extend(row_schemas().into_iter().map(|(name, what, mut schema)| {
        head(&mut schema, what);
        SchemaFile { name, what, files: Vec::new(), schema }
    }));
    all
}

/// What a catalogue holds, for people.
fn catalogue_what(name: &str) -> &'static str {
    match name {
        "briefing" => "briefing.toml: what candidates are told",
        "candidate-questions" => "candidate-questions.toml: what they ask",
        "competencies" => "competencies.toml: what is assessed",
        "conduct" => "conduct.toml: how an interview is held",
        "feedback" => "feedback.toml: what candidates are told afterwards",
        "frameworks" => "frameworks.toml: ways to answer",
        "levels" => "levels.toml: seniority",
        "loop" => "loops: rounds by role and level",
        "red-flags" => "red-flags.toml: warning signs",
        "role" => "roles: weights, must-haves and stacks",
        "rounds" => "rounds.toml: kinds of round",
        "scale" => "scale.toml: the rating scale",
        "words" => "words.toml: the words of advertisements",
        _ => "a catalogue of the question bank",
    }
}

/// The schema of `panelkit.toml`, as its reader tells what it asks for, with what each key sets.
fn settings() -> Value {
    let mut schema = Settings::described();
    for key in KEYS {
        schema["properties"][key.name]["description"] = json!(key.what);
    }
    head(&mut schema, "The settings of panelkit");
    schema
}

/// The schema of what the kit writes as JSON, made from the type that it writes.
fn written<T: JsonSchema>(
    name: &'static str,
    format: &str,
    what: &'static str,
    files: &[&str],
) -> SchemaFile {
    let settings = SchemaSettings::draft2020_12().for_serialize();
    let mut schema = settings.into_generator().into_root_schema_for::<T>().to_value();
    plain_links(&mut schema);
    schema["properties"]["format"]["const"] = json!(format);
    head(&mut schema, what);
    SchemaFile { name, what, files: files.iter().map(|f| (*f).to_owned()).collect(), schema }
}

fn head(schema: &mut Value, title: &str) {
    schema["$schema"] = json!("https://json-schema.org/draft/2020-12/schema");
    schema["title"] = json!(title);
}

/// Takes the marks of links out of descriptions, which come from the documentation of the types.
fn plain_links(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            for (key, value) in fields.iter_mut() {
                match value {
                    Value::String(text) if key == "description" => {
                        *text = text.replace("[`", "`").replace("`]", "`");
                    }
                    _ => plain_links(value),
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(plain_links),
        _ => {}
    }
}
