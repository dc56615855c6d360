//! The JSON Schema of a question file, made from the types, with the names that this bank knows.

use super::contents::Bank;
use super::ladder::{BEYOND, POOR, SHORT};
use super::question::Question;
use serde_json::{Map, Value, json};

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
    let rungs = [POOR, SHORT].into_iter().chain(levels).chain([BEYOND]);
    let rungs: Map<String, Value> = rungs.map(|name| (name.to_owned(), text.clone())).collect();
    // A team's own levels have other names: the linter knows which rungs a question has to have.
    let description = schema["properties"]["ladder"]["description"].clone();
    schema["properties"]["ladder"] = json!({
        "description": description,
        "type": "object",
        "properties": rungs,
        "required": [POOR, SHORT, BEYOND],
        "additionalProperties": text,
    });
    schema["title"] = json!("A question of a panelkit bank");
    schema
}

/// The JSON Schema of a question file as it lies in the bank's folder: indented, with a line end.
pub fn schema_text(bank: &Bank) -> String {
    serde_json::to_string_pretty(&schema(bank)).map(|s| s + "\n").unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::super::catalogue_schema::names;
    use super::super::parse::described;
    use super::*;

    #[test]
    fn the_schema_has_the_fields_that_a_question_is_read_by() {
        let bank = Bank::load(None).unwrap();
        let (schema, read) = (schema(&bank), described(&names(&bank)));
        for part in ["", "/probes/items", "/sample", "/answers/items"] {
            let keys = |of: &Value| -> Vec<String> {
                let mut at = of;
                for step in part.split('/').filter(|step| !step.is_empty()) {
                    at = if step == "items" { &at["items"] } else { &at["properties"][step] };
                    if let Some(name) = at["$ref"].as_str() {
                        at = of.pointer(name.trim_start_matches('#')).unwrap();
                    }
                }
                at["properties"].as_object().unwrap().keys().cloned().collect()
            };
            assert_eq!(keys(&schema), keys(&read), "{part}");
        }
    }
}
