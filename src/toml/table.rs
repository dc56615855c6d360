//! A table that is read field by field.

use super::file::TomlFile;
use super::shape::TableShape;
use crate::diag::{Diagnostic, Place};
use crate::limits::FINDINGS;
use crate::text::{did_you_mean, nearest};
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// The most mistakes of one file that are told: finding the place of one means going through the text before it.
const MOST: usize = FINDINGS.most as usize;

/// A value with the bytes that it was read from.
#[derive(Debug, Clone, Default)]
pub(crate) struct Located<T> {
    pub value: T,
    pub span: Range<usize>,
}

/// One table: what is asked of it, what it lacks, and the findings so far.
pub(crate) struct TableReader<'a, 'f> {
    file: TomlFile<'a>,
    pub(super) fields: &'a DeTable<'a>,
    /// Where the table begins; empty for the file itself.
    head: Range<usize>,
    /// What stands before a field's name in messages, such as `expect.`.
    path: String,
    broken: bool,
    asked: Vec<String>,
    /// Fields that have to be there and aren't, each with the form of its value.
    missing: Vec<(String, String)>,
    findings: &'f mut Vec<Diagnostic>,
    /// What was asked so far, where that is to be told.
    pub(super) shape: Option<TableShape>,
}

impl<'a, 'f> TableReader<'a, 'f> {
    /// The whole of `file`; `broken` where its syntax is wrong somewhere.
    pub fn root(
        file: TomlFile<'a>,
        fields: &'a DeTable<'a>,
        broken: bool,
        findings: &'f mut Vec<Diagnostic>,
    ) -> Self {
        let (asked, missing) = (Vec::new(), Vec::new());
        Self { file, fields, head: 0..0, path: String::new(), broken, asked, missing, findings, shape: None }
    }

    /// What `read` makes of the table. The fields that it didn't ask for and those that it missed become findings.
    pub fn read<T>(mut self, read: impl FnOnce(&mut Self) -> T) -> T {
        let value = read(&mut self);
        self.compare_asked_with_written();
        value
    }

    /// Finds unknown and missing fields. A misspelt field is one finding: it isn't missing under its right name as well.
    fn compare_asked_with_written(&mut self) {
        let (fields, asked) = (self.fields, std::mem::take(&mut self.asked));
        let asked: Vec<&str> = asked.iter().map(String::as_str).collect();
        let mut absent: Vec<&str> = asked.iter().copied().filter(|key| !fields.contains_key(*key)).collect();
        let mut unknown: Vec<_> = fields.keys().filter(|k| !asked.contains(&k.get_ref().as_ref())).collect();
        unknown.sort_by_key(|key| key.span().start);
        // More than the limit are not told.
        for key in unknown.into_iter().take(MOST + 1) {
            let name = key.get_ref();
            if let Some(meant) = nearest(name, absent.iter().copied()).first() {
                self.missing.retain(|(missing, _)| missing != meant);
                absent.retain(|other| other != meant);
            }
            let message = format!("there is no field `{}`", self.path_of(name));
            self.find("unknown-field", name, key.span(), message, did_you_mean(name, &asked));
        }
        for (key, form) in std::mem::take(&mut self.missing) {
            let message = format!("`{}` is missing", self.path_of(&key));
            self.find("missing-field", &key, self.head.clone(), message, format!("add `{key} = {form}`"));
        }
    }

    /// Notes an error about the field `key` of this table, at `span`.
    pub fn find(
        &mut self,
        code: &'static str,
        key: &str,
        span: Range<usize>,
        message: impl Into<String>,
        hint: impl Into<String>,
    ) {
        if self.findings.len() > MOST {
            return;
        }
        let whole_file = span == (0..0);
        let mut place = self.file.place(span);
        if whole_file {
            place = Place { line: 1, column: 0, ..place };
        }
        let finding = if self.findings.len() < MOST {
            Diagnostic::error(code, message).about(self.path_of(key)).hint(hint)
        } else {
            let message = format!("the file has more mistakes: {FINDINGS}");
            Diagnostic::error("too-many", message).hint("mend those above, then run it again")
        };
        self.findings.push(finding.at(place));
    }

    /// The full name of the field `key`, such as `expect.senior`.
    pub(super) fn path_of(&self, key: &str) -> String {
        format!("{}{key}", self.path)
    }

    /// How many mistakes there are so far, in this table and before it.
    pub fn mistakes(&self) -> usize {
        self.findings.len() + self.missing.len()
    }

    /// Whether the file's syntax is wrong somewhere, so that what is missing here may be what couldn't be read.
    pub fn is_broken(&self) -> bool {
        self.broken
    }

    /// The names of all fields that are written here, in alphabetical order.
    pub fn keys(&self) -> Vec<Located<String>> {
        let located =
            |key: &Spanned<_>| Located { value: ToString::to_string(key.get_ref()), span: key.span() };
        self.fields.keys().map(located).collect()
    }

    /// How many entries the list `key` has; none where there is no such list.
    pub fn length(&self, key: &str) -> Option<usize> {
        self.fields.get(key)?.get_ref().as_array().map(|list| list.len())
    }

    /// Where the value of the field `key` stands; nowhere if it is missing.
    pub fn span(&self, key: &str) -> Range<usize> {
        self.fields.get(key).map_or(0..0, Spanned::span)
    }

    /// Leaves the field `key` unread without a finding.
    pub fn ignore(&mut self, key: &str) {
        self.get(key);
    }

    pub(super) fn get(&mut self, key: &str) -> Option<&'a Spanned<DeValue<'a>>> {
        if !self.asked.iter().any(|k| k == key) {
            self.asked.push(key.to_owned());
        }
        self.fields.get(key)
    }

    /// The field `key`, which has to be there in the given form.
    pub(super) fn required(&mut self, key: &str, form: &str) -> Option<&'a Spanned<DeValue<'a>>> {
        let value = self.get(key);
        if value.is_none() {
            self.missing.push((key.to_owned(), form.to_owned()));
        }
        value
    }

    /// The value as it is written in the file.
    pub(super) fn written(&self, value: &Spanned<DeValue<'_>>) -> &'a str {
        self.file.text.get(value.span()).unwrap_or_default()
    }

    pub(super) fn wrong_type(&mut self, key: &str, value: &Spanned<DeValue<'_>>, wanted: &str) {
        self.not_as_wanted(key, value.span(), &with_article(value.get_ref().type_str()), wanted);
    }

    /// Notes that the field `key` is something else than what is `wanted`.
    pub(super) fn not_as_wanted(&mut self, key: &str, span: Range<usize>, is: &str, wanted: &str) {
        let message = format!("`{}` is {is}, not {wanted}", self.path_of(key));
        self.find("wrong-type", key, span, message, format!("write {wanted}"));
    }

    /// The tables of a list that has to be there, each read by `read`; `form` is how such a list is written.
    pub fn tables<T>(
        &mut self,
        key: &str,
        form: &str,
        mut read: impl FnMut(&mut TableReader<'a, '_>) -> T,
    ) -> Vec<T> {
        self.note_table(key, true, true, &mut read);
        let value = self.required(key, form);
        value.map_or_else(Vec::new, |v| self.each_table(key, v, form, read))
    }

    /// The tables of a list that may be left out, each read by `read`.
    pub fn maybe_tables<T>(
        &mut self,
        key: &str,
        form: &str,
        mut read: impl FnMut(&mut TableReader<'a, '_>) -> T,
    ) -> Vec<T> {
        self.note_table(key, false, true, &mut read);
        let value = self.get(key);
        value.map_or_else(Vec::new, |v| self.each_table(key, v, form, read))
    }

    fn each_table<T>(
        &mut self,
        key: &str,
        value: &'a Spanned<DeValue<'a>>,
        form: &str,
        mut read: impl FnMut(&mut TableReader<'a, '_>) -> T,
    ) -> Vec<T> {
        let Some(list) = value.get_ref().as_array() else {
            self.wrong_type(key, value, "a list of tables");
            return Vec::new();
        };
        let mut out = Vec::new();
        for (i, item) in list.iter().enumerate() {
            match item.get_ref().as_table() {
                Some(table) => {
                    out.push(self.inside(table, item.span(), &format!("{key}[{i}].")).read(&mut read));
                }
                None => self.wrong_type(key, item, form),
            }
        }
        out
    }

    /// A table that has to be there, read by `read`; none where there isn't one.
    pub fn table<T>(&mut self, key: &str, read: impl FnOnce(&mut TableReader<'a, '_>) -> T) -> Option<T> {
        if self.is_describing() {
            return self.note_table(key, true, false, read);
        }
        let value = self.required(key, "{ ... }")?;
        let Some(table) = value.get_ref().as_table() else {
            self.wrong_type(key, value, "a table");
            return None;
        };
        Some(self.inside(table, value.span(), &format!("{key}.")).read(read))
    }

    /// A table that may be left out, read by `read`.
    pub fn maybe_table<T>(
        &mut self,
        key: &str,
        read: impl FnOnce(&mut TableReader<'a, '_>) -> T,
    ) -> Option<T> {
        if self.is_describing() {
            return self.note_table(key, false, false, read);
        }
        if self.get(key).is_some() { self.table(key, read) } else { None }
    }

    pub(super) fn inside<'s>(
        &'s mut self,
        fields: &'a DeTable<'a>,
        head: Range<usize>,
        path: &str,
    ) -> TableReader<'a, 's> {
        TableReader {
            file: self.file,
            fields,
            head,
            path: format!("{}{path}", self.path),
            broken: self.broken,
            asked: Vec::new(),
            missing: Vec::new(),
            findings: self.findings,
            shape: None,
        }
    }
}

fn with_article(noun: &str) -> String {
    let an = noun.starts_with(['a', 'e', 'i', 'o', 'u']);
    format!("{} {noun}", if an { "an" } else { "a" })
}
