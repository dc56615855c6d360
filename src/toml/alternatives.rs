//! Fields that take one of two forms, as the settings have some.

use super::names::NameSet;
use super::shape::{name_shape, text_shape, texts_shape};
use super::table::TableReader;
use serde_json::{Value, json};

impl<'a> TableReader<'a, '_> {
    /// A text or a list of texts that may be left out.
    pub fn maybe_text_or_texts(&mut self, key: &str) -> Vec<String> {
        let texts = match self.length(key) {
            Some(_) => self.maybe_texts(key),
            None => self.maybe_text(key).into_iter().collect(),
        };
        self.note(key, false, || json!({ "anyOf": [text_shape(false), texts_shape()] }));
        texts
    }

    /// A field that may be left out: a name, which `of_name` takes, or a table, which `read` takes.
    pub fn maybe_name_or_table<T>(
        &mut self,
        key: &str,
        known: &NameSet,
        of_name: impl FnOnce(String) -> Option<T>,
        read: impl FnOnce(&mut TableReader<'a, '_>) -> Option<T>,
    ) -> Option<T> {
        if self.is_describing() {
            let value = self.maybe_table(key, read);
            self.note_alternative(key, &name_shape(known));
            return value.flatten();
        }
        if self.is_table(key) {
            self.table(key, read).flatten()
        } else {
            of_name(self.maybe_name(key, known)?)
        }
    }

    /// Notes that the field `key` may be of this form as well.
    fn note_alternative(&mut self, key: &str, form: &Value) {
        if let Some(field) = self.shape.as_mut().and_then(|shape| shape.fields.get_mut(key)) {
            *field = json!({ "anyOf": [form, field.take()] });
        }
    }

    /// Whether the field `key` is a table.
    fn is_table(&self, key: &str) -> bool {
        self.fields.get(key).is_some_and(|value| value.get_ref().as_table().is_some())
    }
}
