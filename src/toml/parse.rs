//! A TOML file as a whole: its syntax, and the findings on it in the order of its lines.

use super::table::TableReader;
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

/// What `read` makes of the file's fields; what is wrong with the file goes to `findings`, by line.
pub(crate) fn read<T>(
    file: TomlFile<'_>,
    findings: &mut Vec<Diagnostic>,
    read: impl FnOnce(&mut TableReader<'_, '_>) -> T,
) -> T {
    let (table, syntax) = file.parse();
    let mut own = Vec::new();
    let value = TableReader::root(file, &table, !syntax.is_empty(), &mut own).read(read);
    if let Some(broken) = syntax.iter().filter_map(|f| Some(f.place.as_ref()?.line)).min() {
        // What a broken line swallowed is neither missing nor of another type, and what follows it may have ended up in
        // the wrong table.
        let before = |f: &Diagnostic| f.place.as_ref().is_some_and(|p| p.line < broken);
        own.retain(|f| match f.code {
            "missing-field" | "wrong-type" => false,
            "unknown-field" => before(f),
            _ => true,
        });
    }
    own.extend(syntax);
    own.sort_by(|a, b| a.place.cmp(&b.place));
    findings.extend(own);
    value
}
