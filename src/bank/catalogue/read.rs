//! Reading catalogue files: each file whole, then the names in it, one by one.

use crate::bank::source::SourceFile;
use crate::diag::{Diagnostic, Place};
use crate::text::did_you_mean;
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;
use std::ops::Range;
use toml::Spanned;

/// The catalogue files and what is wrong with them so far.
pub(super) struct Reader<'f, 'd> {
    pub files: &'f [SourceFile],
    pub findings: &'d mut Vec<Diagnostic>,
}

impl<'f> Reader<'f, '_> {
    /// The files of the folder `name` with their ids.
    pub fn folder(&self, name: &str) -> Vec<(&'f SourceFile, &'f str)> {
        let files = self.files;
        files
            .iter()
            .filter_map(|f| {
                let id = f.name.strip_prefix(name)?.strip_prefix('/')?.strip_suffix(".toml")?;
                Some((f, id))
            })
            .collect()
    }

    /// The file as a `T`; where it can't be, that is a finding.
    pub fn parse<T: DeserializeOwned>(&mut self, source: &SourceFile) -> Option<T> {
        match toml::from_str(&source.text) {
            Ok(value) => Some(value),
            Err(e) => {
                let place = Place::of_span(&source.shown, &source.text, e.span().unwrap_or(0..0));
                let message = e.message().lines().next().unwrap_or("the file can't be read").to_owned();
                self.findings.push(
                    Diagnostic::error("catalogue", message)
                        .at(place)
                        .hint("`panelkit eject DIR` writes the built-in file out, to compare with"),
                );
                None
            }
        }
    }

    /// The file called `name`, where there is one.
    pub fn one<T: DeserializeOwned>(&mut self, name: &str) -> Option<T> {
        let files = self.files;
        self.parse(files.iter().find(|f| f.name == name)?)
    }

    /// The tables `key` of the file `name`; a table of another name is a finding.
    pub fn list<T: DeserializeOwned>(&mut self, name: &str, key: &str) -> Vec<T> {
        let files = self.files;
        let Some(source) = files.iter().find(|f| f.name == name) else { return Vec::new() };
        let tables = self.parse::<BTreeMap<Spanned<String>, Vec<T>>>(source).unwrap_or_default();
        let mut entries = Vec::new();
        for (found, list) in tables {
            if found.get_ref() == key {
                entries = list;
                continue;
            }
            let message = format!("there is no table `{}`", found.get_ref());
            let hint = format!("the entries of this file are `[[{key}]]`");
            let mut names = Names { source, findings: self.findings };
            names.find("unknown-field", found.span(), message, hint);
        }
        entries
    }
}

/// Checks names in one file.
pub(super) struct Names<'f, 'd> {
    pub source: &'f SourceFile,
    pub findings: &'d mut Vec<Diagnostic>,
}

impl Names<'_, '_> {
    /// Notes an error of the kind `code` at `span`.
    pub fn find(&mut self, code: &'static str, span: Range<usize>, message: String, hint: String) {
        let place = Place::of_span(&self.source.shown, &self.source.text, span);
        self.findings.push(Diagnostic::error(code, message).at(place).hint(hint));
    }

    /// The name, noted where `known` doesn't hold it; `what` is the noun for one of them.
    pub fn known(&mut self, name: Spanned<String>, what: &str, known: &[&str]) -> String {
        if !known.contains(&name.get_ref().as_str()) {
            let message = format!("there is no {what} `{}`", name.get_ref());
            self.find("unknown-name", name.span(), message, did_you_mean(name.get_ref(), known));
        }
        name.into_inner()
    }

    /// All names, each as [`Names::known`].
    pub fn all(&mut self, names: Vec<Spanned<String>>, what: &str, known: &[&str]) -> Vec<String> {
        names.into_iter().map(|n| self.known(n, what, known)).collect()
    }
}
