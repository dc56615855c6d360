//! A TOML table that is read field by field and notes every mistake instead of stopping at the first.

use crate::diag::{Diagnostic, Place};
use crate::limits::FINDINGS;
use crate::text::did_you_mean;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// The file that a table stands in, for places.
#[derive(Clone, Copy)]
pub(crate) struct InFile<'a> {
    pub shown: &'a str,
    pub text: &'a str,
}

impl InFile<'_> {
    pub fn place(&self, span: Range<usize>) -> Place {
        Place::of_span(self.shown, self.text, span)
    }
}

/// The most mistakes of one file that are told: the place of each takes a look at the whole text before it.
const MOST: usize = FINDINGS.most as usize;

/// A value with the bytes that it was read from.
pub(crate) type At<T> = (T, Range<usize>);

/// One table, the place of its head, and the findings so far.
pub(crate) struct Table<'a, 'f> {
    file: InFile<'a>,
    fields: &'a DeTable<'a>,
    head: Range<usize>,
    path: String,
    pub findings: &'f mut Vec<Diagnostic>,
}

/// Parses a file; syntax errors become findings, and what could be read is returned all the same.
pub(crate) fn parse<'a>(file: InFile<'a>, findings: &mut Vec<Diagnostic>) -> Spanned<DeTable<'a>> {
    let (table, errors) = DeTable::parse_recoverable(file.text);
    let mut last = 0;
    for e in errors.into_iter().take(MOST) {
        let place = file.place(e.span().unwrap_or(0..0));
        // One broken line gives several errors; the first one tells.
        if std::mem::replace(&mut last, place.line) != place.line {
            let hint = "strings are quoted, lists are in [ ], a long text stands in triple quotes";
            findings.push(Diagnostic::error("toml", first_line(e.message())).at(place).hint(hint));
        }
    }
    table
}

fn first_line(message: &str) -> String {
    message.lines().next().unwrap_or_default().trim_end_matches('.').to_owned()
}

impl<'a, 'f> Table<'a, 'f> {
    pub fn root(file: InFile<'a>, table: &'a DeTable<'a>, findings: &'f mut Vec<Diagnostic>) -> Self {
        Self { file, fields: table, head: 0..0, path: String::new(), findings }
    }

    /// Notes a finding at `span`.
    pub fn find(&mut self, code: &'static str, span: Range<usize>, message: String, hint: String) {
        let own = self
            .findings
            .iter()
            .rev()
            .take_while(|f| f.place.as_ref().is_some_and(|p| p.file == self.file.shown));
        let own = own.take(MOST + 1).count();
        if own == MOST {
            let message = format!("the file has more mistakes: {FINDINGS}");
            let hint = "mend those above, then run it again";
            self.findings.push(Diagnostic::error("too-many", message).at(self.file.place(span)).hint(hint));
        } else if own < MOST {
            self.findings.push(Diagnostic::error(code, message).at(self.file.place(span)).hint(hint));
        }
    }

    /// Notes each key that isn't in `known`.
    pub fn only(&mut self, known: &[&str]) {
        let unknown: Vec<At<String>> = self
            .fields
            .iter()
            .filter(|(k, _)| !known.contains(&k.get_ref().as_ref()))
            .map(|(k, _)| (k.get_ref().to_string(), k.span()))
            .collect();
        for (key, span) in unknown {
            let hint = did_you_mean(&key, known);
            let message = format!("there is no field `{}{key}`", self.path);
            self.find("unknown-field", span, message, hint);
        }
    }

    fn get(&mut self, key: &str, required: Option<&str>) -> Option<&'a Spanned<DeValue<'a>>> {
        let value = self.fields.get(key);
        if let (None, Some(form)) = (value, required) {
            let message = format!("`{}{key}` is missing", self.path);
            let hint = format!("add `{key} = {form}`");
            let mut place = self.file.place(self.head.clone());
            if self.head.is_empty() {
                place = Place { line: 1, column: 0, ..place };
            }
            self.findings.push(Diagnostic::error("missing-field", message).at(place).hint(hint));
        }
        value
    }

    fn wrong(&mut self, key: &str, value: &Spanned<DeValue<'_>>, wanted: &str) {
        let message =
            format!("`{}{key}` is {}, not {wanted}", self.path, article(value.get_ref().type_str()));
        self.find("wrong-type", value.span(), message, format!("write {wanted}"));
    }

    fn as_text(&mut self, key: &str, value: &'a Spanned<DeValue<'a>>) -> Option<At<String>> {
        match value.get_ref().as_str() {
            Some(s) if s.trim().is_empty() => {
                let message = format!("`{}{key}` is empty", self.path);
                self.find(
                    "empty",
                    value.span(),
                    message,
                    "write at least a few words, or leave the field out".into(),
                );
                None
            }
            Some(s) => Some((s.trim().to_owned(), value.span())),
            None => {
                self.wrong(key, value, "a text in quotes");
                None
            }
        }
    }

    /// A text that must be there.
    pub fn text(&mut self, key: &str) -> At<String> {
        let value = self.get(key, Some("\"...\""));
        value.and_then(|v| self.as_text(key, v)).unwrap_or_default()
    }

    /// A text that may be left out.
    pub fn maybe_text(&mut self, key: &str) -> Option<At<String>> {
        let value = self.get(key, None)?;
        self.as_text(key, value)
    }

    /// A list of texts; left out it is empty, unless it is required.
    pub fn texts(&mut self, key: &str, required: bool) -> Vec<At<String>> {
        let Some(value) = self.get(key, required.then_some("[\"...\"]")) else { return Vec::new() };
        let Some(list) = value.get_ref().as_array() else {
            self.wrong(key, value, "a list of texts");
            return Vec::new();
        };
        list.iter().filter_map(|v| self.as_text(key, v)).collect()
    }

    /// A list of names out of `known`; `what` is the noun for one of them.
    pub fn names(&mut self, key: &str, required: bool, what: &str, known: &[&str]) -> Vec<String> {
        let texts = self.texts(key, required);
        texts.into_iter().map(|t| self.known(t, what, known)).collect()
    }

    /// Notes the list `key` where it has no entry.
    pub fn some(&mut self, key: &str) {
        if let Some(value) = self.fields.get(key)
            && value.get_ref().as_array().is_some_and(|list| list.is_empty())
        {
            let message = format!("`{}{key}` is empty", self.path);
            self.find("empty", value.span(), message, "name at least one".into());
        }
    }

    /// The name, noted where `known` doesn't hold it.
    pub fn known(&mut self, (name, span): At<String>, what: &str, known: &[&str]) -> String {
        if !known.contains(&name.as_str()) && !name.is_empty() {
            self.find(
                "unknown-name",
                span,
                format!("there is no {what} `{name}`"),
                did_you_mean(&name, known),
            );
        }
        name
    }

    /// A whole number in `range` that must be there.
    pub fn number(&mut self, key: &str, range: std::ops::RangeInclusive<u32>) -> u32 {
        let form = range.start().to_string();
        let Some(value) = self.get(key, Some(&form)) else { return *range.start() };
        let number =
            value.get_ref().as_integer().and_then(|i| u32::from_str_radix(i.as_str(), i.radix()).ok());
        match number {
            Some(n) if range.contains(&n) => n,
            _ => {
                self.wrong(key, value, &format!("a whole number from {} to {}", range.start(), range.end()));
                *range.start()
            }
        }
    }

    /// The tables of a list, each read by `read`.
    pub fn tables<T>(
        &mut self,
        key: &str,
        form: &str,
        mut read: impl FnMut(&mut Table<'a, '_>) -> T,
    ) -> Vec<T> {
        let Some(value) = self.get(key, Some(form)) else { return Vec::new() };
        let Some(list) = value.get_ref().as_array() else {
            self.wrong(key, value, "a list of tables");
            return Vec::new();
        };
        let mut out = Vec::new();
        for (i, item) in list.iter().enumerate() {
            match item.get_ref().as_table() {
                Some(t) => out.push(read(&mut self.inside(t, item.span(), &format!("{key}[{i}].")))),
                None => self.wrong(key, item, form),
            }
        }
        out
    }

    /// A table that must be there, read by `read`.
    pub fn table<T: Default>(&mut self, key: &str, read: impl FnOnce(&mut Table<'a, '_>) -> T) -> T {
        let Some(value) = self.get(key, Some("{ ... }")) else { return T::default() };
        let Some(table) = value.get_ref().as_table() else {
            self.wrong(key, value, "a table");
            return T::default();
        };
        read(&mut self.inside(table, value.span(), &format!("{key}.")))
    }

    /// A table that may be left out, read by `read`.
    pub fn maybe_table<T: Default>(&mut self, key: &str, read: impl FnOnce(&mut Table<'a, '_>) -> T) -> T {
        if self.fields.contains_key(key) { self.table(key, read) } else { T::default() }
    }

    fn inside<'s>(&'s mut self, table: &'a DeTable<'a>, head: Range<usize>, path: &str) -> Table<'a, 's> {
        Table {
            file: self.file,
            fields: table,
            head,
            path: format!("{}{path}", self.path),
            findings: self.findings,
        }
    }
}

fn article(noun: &str) -> String {
    let an = noun.starts_with(['a', 'e', 'i', 'o', 'u']);
    format!("{} {noun}", if an { "an" } else { "a" })
}
