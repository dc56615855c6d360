//! A TOML file as a whole: its text and its syntax.

use crate::diag::{Diagnostic, Place};
use crate::limits::FINDINGS;
use std::ops::Range;
use toml::de::DeTable;

/// The text of a TOML file, and the path under which findings name it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct TomlFile<'a> {
    pub shown: &'a str,
    pub text: &'a str,
}

impl<'a> TomlFile<'a> {
    /// The place of the bytes `span`.
    pub fn place(self, span: Range<usize>) -> Place {
        Place::of_span(self.shown, self.text, span)
    }

    /// What could be read of the file, with a finding for each line whose syntax is wrong.
    pub fn parse(self) -> (DeTable<'a>, Vec<Diagnostic>) {
        let (table, errors) = DeTable::parse_recoverable(self.text);
        let mut findings: Vec<Diagnostic> = Vec::new();
        for e in errors.into_iter().take(FINDINGS.most as usize) {
            let place = self.place(e.span().unwrap_or(0..0));
            // One broken line gives several errors; the first one tells.
            if findings.last().and_then(|f| f.place.as_ref()).is_none_or(|last| last.line != place.line) {
                let hint = "strings are quoted, lists are in [ ], a long text stands in triple quotes";
                findings.push(Diagnostic::error("toml", first_line(e.message())).at(place).hint(hint));
            }
        }
        (table.into_inner(), findings)
    }
}

fn first_line(message: &str) -> String {
    message.lines().next().unwrap_or_default().trim_end_matches('.').to_owned()
}
