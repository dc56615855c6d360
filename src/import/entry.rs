//! One entry of a list of questions, whatever sort of file the list is.

use crate::diag::Place;

/// What a field of an entry says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum FieldValue {
    Text(String),
    List(Vec<FieldValue>),
    Table(Vec<(String, FieldValue)>),
}

impl FieldValue {
    /// All that it says as one text, an item of a list or a field of a table a line.
    pub(super) fn text(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::List(items) => items.iter().map(Self::text).collect::<Vec<_>>().join("\n"),
            Self::Table(fields) => {
                let line = |(name, value): &(String, Self)| format!("{name}: {}", value.text());
                fields.iter().map(line).collect::<Vec<_>>().join("\n")
            }
        }
    }

    /// Whether it says nothing.
    pub(super) fn is_blank(&self) -> bool {
        match self {
            Self::Text(text) => text.trim().is_empty(),
            Self::List(items) => items.iter().all(Self::is_blank),
            Self::Table(fields) => fields.iter().all(|(_, value)| value.is_blank()),
        }
    }

    /// What a table says in the field `name`.
    pub(super) fn field(&self, name: &str) -> Option<&Self> {
        match self {
            Self::Table(fields) => fields.iter().find(|(n, _)| n == name).map(|(_, value)| value),
            _ => None,
        }
    }

    /// The single entries: the items of a list, else the lines of a text without the marks of a list before them. A line
    /// that is indented goes on with the one above.
    pub(super) fn entries(&self) -> Vec<String> {
        let mut entries: Vec<String> = Vec::new();
        match self {
            Self::List(items) => entries.extend(items.iter().map(Self::text)),
            Self::Table(_) => entries.push(self.text()),
            Self::Text(text) => {
                for line in text.lines() {
                    match (line.strip_prefix(CONTINUES), entries.last_mut()) {
                        (Some(rest), Some(last)) => {
                            last.push('\n');
                            last.push_str(rest);
                        }
                        _ => entries.push(without_bullet(line).to_owned()),
                    }
                }
            }
        }
        let trimmed = entries.into_iter().map(|entry| entry.trim().to_owned());
        trimmed.filter(|entry| !entry.is_empty()).collect()
    }
}

/// What stands before a line of a cell that goes on with the entry above.
pub(super) const CONTINUES: &str = "  ";

/// A line without the mark of a list before it.
fn without_bullet(line: &str) -> &str {
    let line = line.trim();
    let bare = ["- ", "* ", "\u{2022}", "\u{2013} "].iter().find_map(|mark| line.strip_prefix(mark));
    bare.unwrap_or_else(|| without_number(line).1).trim()
}

/// The number before an entry of a numbered list, such as `3.`, `(3)` or `Q3:`, empty where there is none, and the rest.
pub(super) fn without_number(text: &str) -> (&str, &str) {
    let text = text.trim_start();
    let inner = text.trim_start_matches(['(', '[', '#']).trim_start_matches(['Q', 'q']);
    let digits = inner.len() - inner.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let behind = &inner[digits..];
    let rest = behind.trim_start_matches(['.', ')', ']', ':']);
    // `3.5 million` and `10 users` begin with numbers that are words.
    let is_number =
        (1..=4).contains(&digits) && rest.len() < behind.len() && rest.starts_with(char::is_whitespace);
    if is_number {
        let rest = rest.trim_start();
        (text[..text.len() - rest.len()].trim_end(), rest)
    } else {
        ("", text)
    }
}

/// One entry of a list: what it says under which headings.
pub(super) struct ImportedEntry<'a> {
    /// The file, as findings and comments name it.
    pub file: &'a str,
    /// The line, or the row of a sheet, in which it begins.
    pub line: usize,
    /// The names of the sections of the list that it stands in, the innermost last.
    pub sections: &'a [String],
    pub fields: Vec<Field>,
    /// The place of the entry, or of the field that stands at such a position.
    pub place: &'a dyn Fn(Option<usize>) -> Place,
}

/// A field of an entry.
#[derive(Debug, Clone)]
pub(super) struct Field {
    pub heading: String,
    pub value: FieldValue,
    /// Its position: the column of a table, or the byte of a text.
    pub at: usize,
}

/// Takes the entries of a list as they are read.
pub(super) trait EntrySink {
    fn entry(&mut self, entry: ImportedEntry<'_>);
}

/// The lines of a text, by which the place of a byte is found.
pub(super) struct Lines<'t> {
    file: &'t str,
    text: &'t str,
    /// The byte with which each line begins.
    starts: Vec<usize>,
}

impl<'t> Lines<'t> {
    pub(super) fn new(file: &'t str, text: &'t str) -> Self {
        let ends = text.match_indices('\n').map(|(at, _)| at + 1);
        Self { file, text, starts: std::iter::once(0).chain(ends).collect() }
    }

    /// The number of the line that holds the byte `at`, from 1.
    pub(super) fn number(&self, at: usize) -> usize {
        self.starts.partition_point(|start| *start <= at).max(1)
    }

    /// The byte with which the line of this number begins.
    pub(super) fn start(&self, number: usize) -> usize {
        self.starts.get(number.saturating_sub(1)).copied().unwrap_or(self.text.len())
    }

    /// The line that holds the byte `at`.
    pub(super) fn place(&self, at: usize) -> Place {
        let line = self.number(at);
        let end = self.starts.get(line).copied().unwrap_or(self.text.len());
        let source = self.text[self.starts[line - 1]..end].trim_end().chars().take(SHOWN).collect();
        Place { line, column: 0, source, width: 0, ..Place::file(self.file) }
    }
}

/// How many characters of a line are shown.
const SHOWN: usize = 300;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_a_list_are_no_words() {
        for (text, number, rest) in [
            ("1. What is it?", "1.", "What is it?"),
            ("(12) What?", "(12)", "What?"),
            ("Q3: What?", "Q3:", "What?"),
            ("3.5 million rows", "", "3.5 million rows"),
            ("10 users wait", "", "10 users wait"),
            ("Quite", "", "Quite"),
        ] {
            assert_eq!(without_number(text), (number, rest));
        }
    }

    #[test]
    fn a_cell_has_an_entry_a_line() {
        let text = FieldValue::Text("- one\n\u{2022} two\n  goes on\n\n3) three".to_owned());
        assert_eq!(text.entries(), ["one", "two\ngoes on", "three"]);
    }
}
