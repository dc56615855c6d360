//! The JSON Schema of a question file, made from the types, with the names that this bank knows.

use super::contents::Bank;
use super::question::Question;
use serde_json::{Value, json};

/// The schema of the files in `questions/`, for editors. It offers the names of `bank`, and allows others, since a team
/// adds its own.
fn schema(bank: &Bank) -> Value {
    let mut schema = schemars::schema_for!(Question).to_value();
    let ids = |list: Vec<&str>| json!({ "anyOf": [{ "enum": list }, { "type": "string" }] });
    let levels: Vec<&str> = bank.levels.iter().map(|l| l.id.as_str()).collect();
    let topics = bank.topics.iter().filter(|t| ["question", "stack-emphasis"].contains(&t.kind.as_str()));
    let lists = [
        ("roles", bank.roles.iter().map(|r| r.id.as_str()).collect()),
        ("levels", levels.clone()),
        ("stacks", bank.stacks()),
        ("competencies", bank.competencies.iter().map(|c| c.id.as_str()).collect()),
        ("topics", topics.map(|t| t.topic.as_str()).collect()),
    ];
    for (field, names) in lists {
        schema["properties"][field]["items"] = ids(names);
    }
    let description = schema["properties"]["framework"]["description"].clone();
    schema["properties"]["framework"] = ids(bank.frameworks.iter().map(|f| f.id.as_str()).collect());
    schema["properties"]["framework"]["description"] = description;
    let text = json!({ "type": "string" });
    let named = |names: &[String]| -> Value {
        names.iter().map(|n| (n.clone(), text.clone())).collect::<serde_json::Map<_, _>>().into()
    };
    let levels: Vec<String> = levels.into_iter().map(str::to_owned).collect();
    let points: Vec<String> = bank.scale.points().map(|p| p.to_string()).collect();
    schema["properties"]["expect"]["properties"] = named(&levels);
    let anchors = &mut schema["properties"]["anchors"];
    *anchors = json!({
        "description": anchors["description"],
        "type": "object",
        "properties": named(&points),
        "required": points,
        "additionalProperties": false,
    });
    schema["title"] = json!("A question of a panelkit bank");
    schema
}

/// The JSON Schema of a question file as it lies in the bank's folder: indented, with a line end.
pub fn schema_text(bank: &Bank) -> String {
    serde_json::to_string_pretty(&schema(bank)).map(|s| s + "\n").unwrap_or_default()
}
