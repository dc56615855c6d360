//! The fields of a table: texts, names and numbers.

use super::names::NameSet;
use super::shape::{text_shape, texts_shape, whole_shape};
use super::table::{Located, TableReader};
use crate::text::did_you_mean;
use serde_json::json;
use std::ops::RangeInclusive;
use toml::Spanned;
use toml::de::DeValue;

impl<'a> TableReader<'a, '_> {
    /// The trimmed text of `value`, which may be empty.
    fn any_text(&mut self, key: &str, value: &'a Spanned<DeValue<'a>>) -> Option<Located<String>> {
        let Some(text) = value.get_ref().as_str() else {
            self.wrong_type(key, value, "a text in quotes");
            return None;
        };
        Some(Located { value: text.trim().to_owned(), span: value.span() })
    }

    fn some_text(&mut self, key: &str, value: &'a Spanned<DeValue<'a>>) -> Option<Located<String>> {
        let text = self.any_text(key, value)?;
        if text.value.is_empty() {
            let message = format!("`{}` is empty", self.path_of(key));
            let hint = "write at least a few words, or leave the field out";
            self.find("empty", key, text.span, message, hint);
            return None;
        }
        Some(text)
    }

    /// A text that has to be there, with at least a word.
    pub fn text(&mut self, key: &str) -> String {
        self.note(key, true, || text_shape(false));
        let text = self.required(key, "\"...\"").and_then(|v| self.some_text(key, v));
        text.unwrap_or_default().value
    }

    /// A text that has to be there, and may be empty.
    pub fn text_or_nothing(&mut self, key: &str) -> String {
        self.note(key, true, || text_shape(true));
        let text = self.required(key, "\"...\"").and_then(|v| self.any_text(key, v));
        text.unwrap_or_default().value
    }

    /// A text that may be left out.
    pub fn maybe_text(&mut self, key: &str) -> Option<String> {
        self.note(key, false, || text_shape(false));
        let value = self.get(key)?;
        Some(self.some_text(key, value)?.value)
    }

    /// A list of texts that has to be there, each with its place.
    pub fn located_texts(&mut self, key: &str) -> Vec<Located<String>> {
        self.note(key, true, texts_shape);
        let value = self.required(key, "[\"...\"]");
        value.map_or_else(Vec::new, |v| self.list(key, v))
    }

    /// A list of texts that may be left out, each with its place.
    pub fn maybe_located_texts(&mut self, key: &str) -> Vec<Located<String>> {
        self.note(key, false, texts_shape);
        let value = self.get(key);
        value.map_or_else(Vec::new, |v| self.list(key, v))
    }

    /// A list of texts that has to be there.
    pub fn texts(&mut self, key: &str) -> Vec<String> {
        self.located_texts(key).into_iter().map(|t| t.value).collect()
    }

    /// A list of texts that may be left out.
    pub fn maybe_texts(&mut self, key: &str) -> Vec<String> {
        self.maybe_located_texts(key).into_iter().map(|t| t.value).collect()
    }

    /// A list of texts that has to be there unless the field `other` is.
    pub fn texts_unless(&mut self, key: &str, other: &str) -> Vec<String> {
        let may_lack = self.is_describing() || self.get(other).is_some();
        if may_lack { self.maybe_texts(key) } else { self.texts(key) }
    }

    fn list(&mut self, key: &str, value: &'a Spanned<DeValue<'a>>) -> Vec<Located<String>> {
        let Some(list) = value.get_ref().as_array() else {
            self.wrong_type(key, value, "a list of texts");
            return Vec::new();
        };
        list.iter().filter_map(|v| self.some_text(key, v)).collect()
    }

    /// A name that has to be there.
    pub fn name(&mut self, key: &str, known: &NameSet) -> String {
        self.note(key, true, || text_shape(false));
        self.note_names(key, known);
        let name = self.required(key, "\"...\"").and_then(|v| self.some_text(key, v));
        self.known(key, name.unwrap_or_default(), known)
    }

    /// A name that may be left out.
    pub fn maybe_name(&mut self, key: &str, known: &NameSet) -> Option<String> {
        self.note(key, false, || text_shape(false));
        self.note_names(key, known);
        let value = self.get(key)?;
        let name = self.some_text(key, value)?;
        Some(self.known(key, name, known))
    }

    /// A list of names that has to be there, and may be empty.
    pub fn names(&mut self, key: &str, known: &NameSet) -> Vec<String> {
        let names = self.located_texts(key);
        self.note_names(key, known);
        names.into_iter().map(|name| self.known(key, name, known)).collect()
    }

    /// A list of names that may be left out.
    pub fn maybe_names(&mut self, key: &str, known: &NameSet) -> Vec<String> {
        let names = self.maybe_located_texts(key);
        self.note_names(key, known);
        names.into_iter().map(|name| self.known(key, name, known)).collect()
    }

    /// A list of names that has to be there, with at least one of them.
    pub fn some_names(&mut self, key: &str, known: &NameSet) -> Vec<String> {
        if let Some(value) = self.get(key)
            && value.get_ref().as_array().is_some_and(|list| list.is_empty())
        {
            let message = format!("`{}` is empty", self.path_of(key));
            self.find("empty", key, value.span(), message, "name at least one");
        }
        let names = self.names(key, known);
        self.note_some(key);
        names
    }

    /// The name that `key` holds, found where it isn't known.
    pub fn known(&mut self, key: &str, name: Located<String>, known: &NameSet) -> String {
        let Located { value, span } = name;
        if !value.is_empty() && !known.may_hold(&value) {
            let message = format!("there is no {} `{value}`", known.noun);
            self.find("unknown-name", key, span, message, did_you_mean(&value, &known.as_strs()));
        }
        value
    }

    /// The names of all fields that are written here, found where they aren't known.
    pub fn known_keys(&mut self, known: &NameSet) -> Vec<Located<String>> {
        if self.is_describing() {
            self.note_open();
            return known.names.iter().map(|name| Located { value: name.clone(), span: 0..0 }).collect();
        }
        let keys = self.keys();
        for key in &keys {
            self.known(&key.value, key.clone(), known);
        }
        keys
    }

    /// A whole number in `range` that has to be there; the lowest one where it can't be read.
    pub fn number(&mut self, key: &str, range: RangeInclusive<u32>) -> u32 {
        self.note(key, true, || whole_shape(&range));
        let value = self.required(key, &range.start().to_string());
        value.and_then(|v| self.whole(key, v, &range)).unwrap_or(*range.start())
    }

    /// A whole number in `range` that may be left out.
    pub fn maybe_number(&mut self, key: &str, range: RangeInclusive<u32>) -> Option<u32> {
        self.note(key, false, || whole_shape(&range));
        let value = self.get(key)?;
        self.whole(key, value, &range)
    }

    fn whole(&mut self, key: &str, value: &Spanned<DeValue<'_>>, range: &RangeInclusive<u32>) -> Option<u32> {
        let integer = value.get_ref().as_integer();
        let number = integer.and_then(|i| u32::from_str_radix(i.as_str(), i.radix()).ok());
        let fitting = number.filter(|n| range.contains(n));
        if fitting.is_none() {
            let wanted = format!("a whole number from {} to {}", range.start(), range.end());
            match integer {
                Some(_) => self.not_as_wanted(key, value.span(), self.written(value), &wanted),
                None => self.wrong_type(key, value, &wanted),
            }
        }
        fitting
    }

    /// Whole numbers in `range` in a list that may be left out.
    pub fn maybe_integers(&mut self, key: &str, range: RangeInclusive<i64>) -> Option<Vec<i64>> {
        self.note(key, false, || json!({ "type": "array", "items": whole_shape(&range) }));
        let value = self.get(key)?;
        let Some(list) = value.get_ref().as_array() else {
            self.wrong_type(key, value, "a list of whole numbers");
            return None;
        };
        let mut numbers = Vec::new();
        for item in list {
            let integer = item.get_ref().as_integer();
            let number = integer.and_then(|i| i64::from_str_radix(i.as_str(), i.radix()).ok());
            if let Some(number) = number.filter(|n| range.contains(n)) {
                numbers.push(number);
            } else {
                let wanted = format!("a whole number from {} to {}", range.start(), range.end());
                self.not_as_wanted(key, item.span(), self.written(item), &wanted);
            }
        }
        Some(numbers)
    }

    /// Whether something is so; it isn't where that is left out.
    pub fn flag(&mut self, key: &str) -> bool {
        self.note(key, false, || json!({ "type": "boolean" }));
        let Some(value) = self.get(key) else { return false };
        value.get_ref().as_bool().unwrap_or_else(|| {
            self.wrong_type(key, value, "true or false");
            false
        })
    }

    /// A number, with or without a decimal point, that has to be there.
    pub fn decimal(&mut self, key: &str) -> Option<Located<f64>> {
        self.note(key, true, || json!({ "type": "number" }));
        let value = self.required(key, "1")?;
        let number = match value.get_ref() {
            DeValue::Integer(i) => i64::from_str_radix(i.as_str(), i.radix()).ok().map(|n| n as f64),
            DeValue::Float(f) => f.as_str().parse().ok(),
            _ => None,
        };
        if number.is_none() {
            self.wrong_type(key, value, "a number");
        }
        Some(Located { value: number?, span: value.span() })
    }

    /// The texts of the table `key`, which has to hold one for each of `names`. Where there may be more names, those texts
    /// that are written.
    pub fn text_of_each(&mut self, key: &str, names: &NameSet) -> Vec<(String, String)> {
        let texts = self.table(key, |t| {
            let written = || t.keys().into_iter().map(|k| k.value).collect();
            let names: Vec<String> = if names.partial { written() } else { names.names.clone() };
            names.into_iter().map(|name| (t.text(&name), name)).map(|(text, name)| (name, text)).collect()
        });
        texts.unwrap_or_default()
    }
}
