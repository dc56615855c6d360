//! Lists in JSON: one value, or one on each line.

use super::entry::Lines;
use super::tree::{NodeContent, TreeNode};
use crate::diag::Diagnostic;
use crate::limits::LIST_DEPTH;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;
use std::fmt;

/// The values in `text`, and what can't be read of it.
pub(super) fn parse(text: &str, lines: &Lines<'_>) -> (Vec<TreeNode>, Vec<Diagnostic>) {
    match one(text, 0, text, lines) {
        Ok(node) => (vec![node], Vec::new()),
        // An object on each line: what is wrong with one says nothing of the others.
        Err(finding) if text.trim_start().starts_with('{') && text.trim_end().contains('\n') => {
            let mut values = Vec::new();
            let mut faults = Vec::new();
            let mut at = 0;
            for line in text.split_inclusive('\n') {
                if !line.trim().is_empty() {
                    match one(line.trim_end(), at, text, lines) {
                        Ok(node) => values.push(node),
                        Err(finding) => faults.push(finding),
                    }
                }
                at += line.len();
            }
            if values.is_empty() { (values, vec![finding]) } else { (values, faults) }
        }
        Err(finding) => (Vec::new(), vec![finding]),
    }
}

/// The one value in `part`, which begins at the byte `at` of the whole `text`.
fn one(part: &str, at: usize, text: &str, lines: &Lines<'_>) -> Result<TreeNode, Diagnostic> {
    let fault = |e: &serde_json::Error| {
        let line = part.split_inclusive('\n').take(e.line().saturating_sub(1)).map(str::len).sum::<usize>();
        let told = e.to_string();
        let told = told.split(" at line ").next().unwrap_or_default();
        let mut place = lines.place(at + line);
        (place.column, place.width) = (e.column().max(1), 1);
        Diagnostic::error("json", format!("this is not JSON: {told}"))
            .at(place)
            .hint("mend it, and import the list again")
    };
    let raw: &RawValue = serde_json::from_str(part).map_err(|e| fault(&e))?;
    node(raw, text, 0).map_err(|e| fault(&e))
}

/// The tree of a value, `depth` parts below the whole.
fn node(raw: &RawValue, text: &str, depth: usize) -> Result<TreeNode, serde_json::Error> {
    let source = raw.get();
    // A raw value is a part of the text that it was read from.
    let at = (source.as_ptr() as usize).saturating_sub(text.as_ptr() as usize);
    if depth as u64 > LIST_DEPTH.most {
        return Err(serde::de::Error::custom(format!("it stands deeper: {LIST_DEPTH}")));
    }
    let content = match source.as_bytes().first() {
        Some(b'[') => {
            let items: Vec<&RawValue> = serde_json::from_str(source)?;
            NodeContent::List(
                items.into_iter().map(|item| node(item, text, depth + 1)).collect::<Result<_, _>>()?,
            )
        }
        Some(b'{') => {
            let fields = serde_json::Deserializer::from_str(source).deserialize_map(Fields)?;
            let fields = fields.into_iter().map(|(name, value)| Ok((name, node(value, text, depth + 1)?)));
            NodeContent::Table(fields.collect::<Result<_, serde_json::Error>>()?)
        }
        Some(b'"') => NodeContent::Text(serde_json::from_str(source)?),
        Some(b'n') => NodeContent::Text(String::new()),
        _ => NodeContent::Text(source.to_owned()),
    };
    Ok(TreeNode { at, content })
}

/// Reads the fields of an object in their order.
struct Fields;

impl<'de> Visitor<'de> for Fields {
    type Value = Vec<(String, &'de RawValue)>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut fields = Vec::new();
        while let Some(field) = map.next_entry()? {
            fields.push(field);
        }
        Ok(fields)
    }
}
