//! The forms of what is asked of a table, in the words of JSON Schema.

use super::names::NameSet;
use serde_json::{Map, Value, json};
use std::ops::RangeInclusive;

/// What is asked of one table.
#[derive(Debug, Default)]
pub(super) struct TableShape {
    pub fields: Map<String, Value>,
    pub required: Vec<String>,
    /// Whether the names of the fields are data, so that there may be others of the same form.
    pub open: bool,
}

impl TableShape {
    /// The schema of the table.
    pub fn schema(self) -> Value {
        let other = match self.fields.values().next() {
            Some(first) if self.open => first.clone(),
            _ => json!(self.open),
        };
        let mut schema =
            json!({ "type": "object", "properties": self.fields, "additionalProperties": other });
        if !self.required.is_empty() {
            schema["required"] = json!(self.required);
        }
        schema
    }
}

/// The form of a text.
pub(super) fn text_shape(may_be_empty: bool) -> Value {
    if may_be_empty { json!({ "type": "string" }) } else { json!({ "type": "string", "minLength": 1 }) }
}

/// The form of a list of texts.
pub(super) fn texts_shape() -> Value {
    json!({ "type": "array", "items": text_shape(false) })
}

/// The form of a whole number in `range`.
pub(super) fn whole_shape<N: Copy + Into<i64>>(range: &RangeInclusive<N>) -> Value {
    let (least, most): (i64, i64) = ((*range.start()).into(), (*range.end()).into());
    json!({ "type": "integer", "minimum": least, "maximum": most })
}

/// The form of a name: those that are known are offered. Others are allowed unless the kit defines them, since a team adds
/// its own.
pub(super) fn name_shape(known: &NameSet) -> Value {
    match (known.names.is_empty(), known.fixed) {
        (true, _) => text_shape(false),
        (false, true) => json!({ "enum": known.names }),
        (false, false) => json!({ "anyOf": [{ "enum": known.names }, text_shape(false)] }),
    }
}
