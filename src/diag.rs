//! Diagnostics: what is wrong, where, and what would be right.
//!
//! The core returns diagnostics and never prints them; the CLI draws them with their source line.

use crate::text::{join, shown};
use schemars::JsonSchema;
use serde::Serialize;

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing; nothing has to be done.
    Note,
    /// Something a person should look at; the work went on.
    Warning,
    /// The input was not accepted.
    Error,
}

impl Severity {
    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// Where in a file a finding is: line and column count from 1, the column in characters.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
pub struct Place {
    /// The file as the person named it.
    pub file: String,
    /// Line as an editor shows it; 0 when the whole file is meant.
    pub line: usize,
    /// Column in characters; 0 when the whole line is meant.
    pub column: usize,
    /// The line itself, without its end.
    #[serde(skip)]
    pub source: String,
    /// How many characters are marked, at least 1 when there is a column.
    #[serde(skip)]
    pub width: usize,
}

impl Place {
    /// The whole of `file`.
    pub fn file(file: impl Into<String>) -> Self {
        Self { file: file.into(), line: 0, column: 0, source: String::new(), width: 0 }
    }

    /// The whole of the file at `path`.
    pub fn of_path(path: &std::path::Path) -> Self {
        Self::file(shown(path))
    }

    /// The place of the bytes `span` in `text`, which is the content of `file`.
    pub fn of_span(file: &str, text: &str, span: std::ops::Range<usize>) -> Self {
        let start = floor_char_boundary(text, span.start);
        let end = floor_char_boundary(text, span.end.max(start));
        let line_start = text[..start].rfind('\n').map_or(0, |i| i + 1);
        let line_end = text[start..].find('\n').map_or(text.len(), |i| start + i);
        let source = text[line_start..line_end].trim_end_matches('\r');
        Self {
            file: file.to_owned(),
            line: text[..start].matches('\n').count() + 1,
            column: text[line_start..start].chars().count() + 1,
            source: source.to_owned(),
            width: text[start..end.min(line_end).max(start)].chars().count().max(1),
        }
    }
}

fn floor_char_boundary(text: &str, index: usize) -> usize {
    let mut at = index.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// So many other places of a cause are named.
const ALSO: usize = 12;

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Diagnostic {
    /// How much it matters.
    pub severity: Severity,
    /// A stable slug for the kind of finding, for filters and tests.
    pub code: &'static str,
    /// What it is about, such as the name of a field, where the kind alone doesn't tell: nobody parses a message.
    #[serde(skip)]
    pub subject: Option<String>,
    /// What is wrong, in one sentence without a full stop.
    pub message: String,
    /// Where, if it has a place.
    #[serde(flatten)]
    pub place: Option<Place>,
    /// The other places that have the same cause.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<Place>,
    /// What is allowed, or the nearest right thing.
    pub hint: Option<String>,
}

impl Diagnostic {
    /// The message, and below it the hint where there is one.
    pub fn lines(&self) -> String {
        self.hint.as_ref().map_or_else(|| self.message.clone(), |hint| format!("{}\n{hint}", self.message))
    }

    /// An error of the kind `code`.
    pub fn error(code: &'static str, message: impl Into<String>) -> Self {
        Self {
            severity: Severity::Error,
            code,
            subject: None,
            message: message.into(),
            place: None,
            also: Vec::new(),
            hint: None,
        }
    }

    /// A warning of the kind `code`.
    pub fn warning(code: &'static str, message: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(code, message) }
    }

    /// A note of the kind `code`.
    pub fn note(code: &'static str, message: impl Into<String>) -> Self {
        Self { severity: Severity::Note, ..Self::error(code, message) }
    }

    /// The same finding at `place`.
    #[must_use]
    pub fn at(mut self, place: Place) -> Self {
        self.place = Some(place);
        self
    }

    /// The other places in words, such as `lines 3, 4 and 8`; none where there are none. Of many the first are named.
    pub fn also_at(&self) -> Option<String> {
        let own = self.place.as_ref().map_or("", |p| p.file.as_str());
        let mut lines: Vec<usize> = self.also.iter().filter(|p| p.file == own).map(|p| p.line).collect();
        lines.dedup();
        let mut places: Vec<String> = lines.iter().filter(|l| **l > 0).map(usize::to_string).collect();
        places.extend(self.also.iter().filter(|p| p.file != own).map(|p| format!("{}:{}", p.file, p.line)));
        let more = places.len().saturating_sub(ALSO);
        places.truncate(ALSO);
        let noun = if self.also.len() == 1 { "line" } else { "lines" };
        match (places.is_empty(), more) {
            (true, _) => None,
            (_, 0) => Some(format!("{noun} {}", join(&places, "and"))),
            (_, more) => Some(format!("{noun} {} and {more} more", places.join(", "))),
        }
    }

    /// The same finding about `subject`.
    #[must_use]
    pub fn about(mut self, subject: impl Into<String>) -> Self {
        self.subject = Some(subject.into());
        self
    }

    /// The same finding with a hint.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// The same finding with a hint where there is one.
    #[must_use]
    pub fn maybe_hint(mut self, hint: Option<String>) -> Self {
        self.hint = hint;
        self
    }
}

/// One line a finding, as logs and tests want it: `file:line:column: message (hint)`.
impl std::fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if let Some(p) = &self.place {
            write!(f, "{}:", p.file)?;
            if p.line > 0 {
                write!(f, "{}:", p.line)?;
            }
            if p.column > 0 {
                write!(f, "{}:", p.column)?;
            }
            write!(f, " ")?;
        }
        write!(f, "{}", self.message)?;
        if let Some(also) = self.also_at() {
            write!(f, "; also {also}")?;
        }
        if let Some(h) = &self.hint {
            write!(f, " ({h})")?;
        }
        Ok(())
    }
}

/// Why a piece of work could not be done: every finding that stands in its way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure(pub Vec<Diagnostic>);

impl From<Diagnostic> for Failure {
    fn from(d: Diagnostic) -> Self {
        Self(vec![d])
    }
}

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (i, d) in self.0.iter().enumerate() {
            if i > 0 {
                writeln!(f)?;
            }
            write!(f, "{d}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Failure {}

/// A value together with what was noticed while it was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Warned<T> {
    /// The result.
    pub value: T,
    /// What a person should know about it.
    pub warnings: Vec<Diagnostic>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn place_counts_lines_and_characters() {
        let p = Place::of_span("f", "ab\r\nëx = 1\r\n", 6..7);
        assert_eq!((p.line, p.column, p.source.as_str(), p.width), (2, 2, "ëx = 1", 1));
    }

    #[test]
    fn place_past_the_end_is_the_last_line() {
        let p = Place::of_span("f", "ab", 9..12);
        assert_eq!((p.line, p.column), (1, 3));
    }

    #[test]
    fn display_is_one_line_with_the_hint() {
        let d =
            Diagnostic::error("x", "no such role").at(Place::of_span("a.toml", "r = 1", 4..5)).hint("try b");
        assert_eq!(d.to_string(), "a.toml:1:5: no such role (try b)");
    }
}
