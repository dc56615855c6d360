//! The configuration by which editors complete and check files with the schemas, without a step of the person's.

use super::list::{SCHEMAS, SchemaFile};
use serde_json::{Map, Value, json};
use std::fmt::Write as _;

/// The files of the configuration, from the folder on in which bank and schemas lie: for Taplo, which serves most editors, and
/// for VS Code with the extension Even Better TOML.
pub(in crate::cli) fn editor_files(schemas: &[SchemaFile]) -> [(&'static str, String); 2] {
    [(".taplo.toml", taplo(schemas)), (".vscode/settings.json", vs_code(schemas))]
}

/// Where the schema lies. That of questions lies in the bank, since questions name it themselves.
fn path(schema: &SchemaFile) -> String {
    let folder = if schema.name == "question" { "question-bank" } else { SCHEMAS };
    format!("{folder}/{}", schema.file_name())
}

/// The schemas of files with this ending, each with the patterns of its files.
fn with_files<'s>(
    schemas: &'s [SchemaFile],
    ending: &'static str,
) -> impl Iterator<Item = (&'s SchemaFile, &'s str)> {
    let each = schemas.iter().flat_map(|schema| schema.files.iter().map(move |file| (schema, file.as_str())));
    each.filter(move |(_, file)| file.ends_with(ending))
}

fn taplo(schemas: &[SchemaFile]) -> String {
    let mut out =
        "# Which schema completes and checks which file, in every editor that Taplo serves.\n".to_owned();
    for (schema, file) in with_files(schemas, ".toml") {
        let _ = write!(
            out,
            "\n[[rule]]\ninclude = [\"**/{file}\"]\n[rule.schema]\npath = \"{}\"\n",
            path(schema)
        );
    }
    out
}

fn vs_code(schemas: &[SchemaFile]) -> String {
    let toml: Map<String, Value> = with_files(schemas, ".toml")
        .map(|(schema, file)| (expression(file), json!(format!("./{}", path(schema)))))
        .collect();
    let json: Vec<Value> = with_files(schemas, ".json")
        .map(|(schema, file)| json!({ "fileMatch": [format!("**/{file}")], "url": format!("./{}", path(schema)) }))
        .collect();
    let settings = json!({ "evenBetterToml.schema.associations": toml, "json.schemas": json });
    serde_json::to_string_pretty(&settings).unwrap_or_default() + "\n"
}

/// A regular expression for the addresses of the files that a pattern means.
fn expression(pattern: &str) -> String {
    let escaped = pattern.replace('.', "\\.").replace("**/", "\u{1}").replace('*', "[^/]*");
    format!("^.*/{}$", escaped.replace('\u{1}', "(.*/)?"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_become_expressions() {
        assert_eq!(expression("panelkit.toml"), "^.*/panelkit\\.toml$");
        assert_eq!(expression("q/**/*.toml"), "^.*/q/(.*/)?[^/]*\\.toml$");
    }
}
