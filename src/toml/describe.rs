//! What a reader of tables asks for, as a JSON Schema: the reader tells it itself, so that the two can't drift apart.

use super::file::TomlFile;
use super::names::NameSet;
use super::shape::{TableShape, name_shape};
use super::table::TableReader;
use serde_json::{Value, json};
use toml::de::DeTable;

/// The JSON Schema of the tables that `read` takes.
pub(crate) fn describe<T>(read: impl FnOnce(&mut TableReader<'_, '_>) -> T) -> Value {
    let (table, mut findings) = (DeTable::default(), Vec::new());
    let file = TomlFile { shown: "", text: "" };
    let mut reader = TableReader::root(file, &table, false, &mut findings);
    reader.shape = Some(TableShape::default());
    read(&mut reader);
    reader.shape.take().unwrap_or_default().schema()
}

impl<'a> TableReader<'a, '_> {
    /// Whether the reader tells what it asks for, and reads nothing.
    pub(super) fn is_describing(&self) -> bool {
        self.shape.is_some()
    }

    /// Notes that the field `key` is asked for.
    pub(super) fn note(&mut self, key: &str, required: bool, form: impl FnOnce() -> Value) {
        if let Some(shape) = &mut self.shape {
            shape.fields.insert(key.to_owned(), form());
            if required && !shape.open && !shape.required.iter().any(|k| k == key) {
                shape.required.push(key.to_owned());
            }
        }
    }

    /// Notes that what is asked for in the field `key` is one of `known`, or are some of them.
    pub(super) fn note_names(&mut self, key: &str, known: &NameSet) {
        if let Some(field) = self.shape.as_mut().and_then(|shape| shape.fields.get_mut(key)) {
            match field.get_mut("items") {
                Some(items) => *items = name_shape(known),
                None => *field = name_shape(known),
            }
        }
    }

    /// Notes that the list in the field `key` has to have an entry.
    pub(super) fn note_some(&mut self, key: &str) {
        if let Some(field) = self.shape.as_mut().and_then(|shape| shape.fields.get_mut(key)) {
            field["minItems"] = json!(1);
        }
    }

    /// Notes that the fields are called by names that aren't the reader's own.
    pub(super) fn note_open(&mut self) {
        if let Some(shape) = &mut self.shape {
            shape.open = true;
        }
    }

    /// Notes that the field `key` holds a table that `read` takes, or a list of them; what it reads where there is nothing.
    pub(super) fn note_table<T>(
        &mut self,
        key: &str,
        required: bool,
        is_list: bool,
        read: impl FnOnce(&mut TableReader<'a, '_>) -> T,
    ) -> Option<T> {
        self.shape.as_ref()?;
        let mut inside = self.inside(self.fields, 0..0, "");
        inside.shape = Some(TableShape::default());
        let value = read(&mut inside);
        let table = inside.shape.take().unwrap_or_default().schema();
        self.note(key, required, || if is_list { json!({ "type": "array", "items": table }) } else { table });
        Some(value)
    }
}
