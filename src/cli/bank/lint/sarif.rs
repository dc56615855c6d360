//! Findings as SARIF 2.1.0, which code forges show beside the lines that they are about.

use crate::diag::{Diagnostic, Place};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// The log of one run. Columns count characters; the places of a file are below the root of the repository.
pub(super) fn log(findings: &[Diagnostic]) -> Value {
    let codes: BTreeSet<&str> = findings.iter().map(|f| f.code).collect();
    let codes: Vec<&str> = codes.into_iter().collect();
    let rules: Vec<Value> = codes.iter().map(|code| json!({ "id": code })).collect();
    let results: Vec<Value> = findings.iter().map(|f| result(f, &codes)).collect();
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "panelkit",
                "version": env!("CARGO_PKG_VERSION"),
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            } },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    })
}

fn result(finding: &Diagnostic, codes: &[&str]) -> Value {
    let level = finding.severity.word();
    let text = finding.lines();
    let mut result = json!({ "ruleId": finding.code, "level": level, "message": { "text": text } });
    if let Ok(at) = codes.binary_search(&finding.code) {
        result["ruleIndex"] = json!(at);
    }
    if let Some(place) = &finding.place {
        result["locations"] = json!([location(place)]);
    }
    if !finding.also.is_empty() {
        result["relatedLocations"] = finding.also.iter().map(location).collect();
    }
    result
}

fn location(place: &Place) -> Value {
    let mut physical = json!({ "artifactLocation": { "uri": uri(&place.file) } });
    if !place.file.starts_with('/') {
        physical["artifactLocation"]["uriBaseId"] = json!("%SRCROOT%");
    }
    if place.line > 0 {
        physical["region"] = json!({ "startLine": place.line });
        if place.column > 0 {
            physical["region"]["startColumn"] = json!(place.column);
            physical["region"]["endColumn"] = json!(place.column + place.width.max(1));
        }
    }
    json!({ "physicalLocation": physical })
}

/// A path as a reference of a URI: what isn't a letter, a digit or one of `-._~/` is written as the bytes of its UTF-8 (RFC
/// 3986, section 2.1).
fn uri(path: &str) -> String {
    path.bytes().fold(String::new(), |mut uri, byte| {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            let _ = write!(uri, "%{byte:02X}");
        }
        uri
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_finding_names_its_rule_its_level_and_its_place() {
        let findings = [
            Diagnostic::error("toml", "no end")
                .at(Place::of_span("a b/ä.toml", "x = \"é\nb", 4..7))
                .hint("close it"),
            Diagnostic::warning("few", "few questions"),
        ];
        let log = log(&findings);
        assert_eq!(log["version"], "2.1.0");
        let run = &log["runs"][0];
        assert_eq!(run["tool"]["driver"]["rules"], json!([{ "id": "few" }, { "id": "toml" }]));
        let first = &run["results"][0];
        assert_eq!(first["ruleIndex"], 1);
        assert_eq!(first["message"]["text"], "no end\nclose it");
        let place = &first["locations"][0]["physicalLocation"];
        assert_eq!(place["artifactLocation"]["uri"], "a%20b/%C3%A4.toml");
        assert_eq!(place["region"], json!({ "startLine": 1, "startColumn": 5, "endColumn": 7 }));
        assert_eq!(run["results"][1]["level"], "warning");
        assert!(run["results"][1].get("locations").is_none());
    }
}
