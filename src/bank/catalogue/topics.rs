//! The list of what the bank must cover.

use crate::bank::source::{SourceFile, TOPICS_FILE};
use crate::diag::{Diagnostic, Place};
use crate::text::join;
use crate::toml::NameSet;
use std::collections::BTreeSet;

/// One row of the list: something that the bank must cover.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Topic {
    /// The name in files.
    pub topic: String,
    /// What covers it: a question, a competency, a red flag, ...
    pub kind: String,
    /// The field that it belongs to.
    pub category: String,
    /// The technology, or `any`.
    pub stack: String,
    /// The lowest level that it is asked of, or `any`.
    pub lowest_level: String,
    /// What it is, in a few words.
    pub description: String,
}

/// The columns of the list, which may stand in any order and among others.
const COLUMNS: [&str; 6] = ["topic", "kind", "category", "stack", "lowest_level", "description"];

/// The topics among `files`, in the order of the list, and their names; none where a bank has no list.
pub(in crate::bank) fn topics(files: &[SourceFile], findings: &mut Vec<Diagnostic>) -> (Vec<Topic>, NameSet) {
    let before = findings.len();
    let source = files.iter().find(|f| f.name == TOPICS_FILE);
    let topics = source.map(|source| rows(source, findings)).unwrap_or_default();
    let names = NameSet::new("topic", topics.iter().map(|t| &t.topic)).partial(findings.len() > before);
    (topics, names)
}

fn rows(source: &SourceFile, findings: &mut Vec<Diagnostic>) -> Vec<Topic> {
    let mut reader = csv::Reader::from_reader(source.text.as_bytes());
    let header = reader.headers().cloned().unwrap_or_default();
    let columns = COLUMNS.map(|name| header.iter().position(|h| h == name));
    let hint = || format!("a row holds {}", join(&COLUMNS, "and"));
    if let Some((missing, _)) = COLUMNS.iter().zip(columns).find(|(_, column)| column.is_none()) {
        let message = format!("there is no column `{missing}`");
        let end = source.text.find(['\r', '\n']).unwrap_or(source.text.len());
        let place = Place::of_span(&source.shown, &source.text, 0..end);
        findings.push(Diagnostic::error("catalogue", message).at(place).hint(hint()));
        return Vec::new();
    }
    let mut topics: Vec<Topic> = Vec::new();
    let mut seen = BTreeSet::new();
    for row in reader.records() {
        // The reader counts lines as no editor does; the bytes are right.
        let start = match &row {
            Ok(row) => row.position().map(csv::Position::byte),
            Err(e) => e.position().map(csv::Position::byte),
        };
        let written = row_at(&source.text, start.unwrap_or_default() as usize);
        let mut find = |code, message: String, hint: String| {
            findings.push(Diagnostic::error(code, message).at(first_cell(source, written)).hint(hint));
        };
        let Ok(row) = row else {
            find("catalogue", "this row isn't a topic".to_owned(), hint());
            continue;
        };
        if has_stray_quote(written) {
            let message = "a text in quotes doesn't end with its cell".to_owned();
            find("catalogue", message, "close the quote; one inside the text is written twice".to_owned());
            continue;
        }
        let mut cells =
            columns.map(|c| c.and_then(|c| row.get(c)).unwrap_or_default().to_owned()).into_iter();
        let mut cell = || cells.next().unwrap_or_default();
        let topic = Topic {
            topic: cell(),
            kind: cell(),
            category: cell(),
            stack: cell(),
            lowest_level: cell(),
            description: cell(),
        };
        if seen.insert(topic.topic.clone()) {
            topics.push(topic);
        } else {
            let message = format!("the topic `{}` is listed twice", topic.topic);
            find("duplicate-id", message, "keep one of the rows".to_owned());
        }
    }
    topics
}

/// The text from the row on that the reader began at the byte `start`.
fn row_at(text: &str, start: usize) -> &str {
    // A row begins where the one before ended, which may be in the middle of a line's end.
    text.get(start..).unwrap_or_default().trim_start_matches(['\r', '\n'])
}

/// The place of the first cell of the rows `written` at the end of the file.
fn first_cell(source: &SourceFile, written: &str) -> Place {
    let start = source.text.len() - written.len();
    let end = start + written.find([',', '\r', '\n']).unwrap_or(written.len());
    Place::of_span(&source.shown, &source.text, start..end)
}

/// Whether the row at the beginning of `text` has a cell that opens with a quote and doesn't end with one.
fn has_stray_quote(text: &str) -> bool {
    let mut rest = text;
    loop {
        let end = match rest.strip_prefix('"') {
            Some(inside) => match closing_quote(inside) {
                Some(at) => at + 2,
                None => return true,
            },
            None => rest.find([',', '\r', '\n']).unwrap_or(rest.len()),
        };
        match rest[end..].chars().next() {
            Some(',') => rest = &rest[end + 1..],
            None | Some('\r' | '\n') => return false,
            Some(_) => return true,
        }
    }
}

/// Where the quote stands that closes a cell; a double one inside it stands for one.
fn closing_quote(inside: &str) -> Option<usize> {
    let mut at = 0;
    loop {
        at += inside[at..].find('"')?;
        if !inside[at + 1..].starts_with('"') {
            return Some(at);
        }
        at += 2;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Vec<Topic>, Vec<String>) {
        let source = SourceFile { name: TOPICS_FILE.into(), shown: TOPICS_FILE.into(), text: text.into() };
        let mut findings = Vec::new();
        let (topics, _) = topics(&[source], &mut findings);
        (topics, findings.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn a_bad_row_is_named_with_its_line() {
        let (topics, findings) = read(
            "topic,kind,category,stack,lowest_level,description\r\na,question,apis,any,any,\"A, b\"\r\n\r\nb,c\r\na,question,x,any,any,y\r\n",
        );
        assert_eq!((topics.len(), topics[0].description.as_str()), (1, "A, b"));
        assert!(findings[0].starts_with("topics.csv:4:1: this row isn't a topic"), "{findings:?}");
        assert!(findings[1].starts_with("topics.csv:5:1: the topic `a` is listed twice"), "{findings:?}");
    }

    #[test]
    fn a_list_without_its_columns_is_a_finding() {
        let (topics, findings) = read("id,name\na,b\n");
        assert!(topics.is_empty());
        assert_eq!(findings.len(), 1, "{findings:?}");
    }

    #[test]
    fn rows_have_their_places_after_blank_lines_and_lines_inside_a_cell() {
        let (topics, findings) = read(
            "\u{feff}topic,kind,category,stack,lowest_level,description\r\n\r\n\r\na,question,x,any,any,\"two\r\nlines\"\r\nb\r\n",
        );
        assert_eq!((topics.len(), topics[0].description.as_str()), (1, "two\r\nlines"));
        assert_eq!(findings.len(), 1, "{findings:?}");
        assert!(findings[0].starts_with("topics.csv:6:1: this row isn't a topic"), "{findings:?}");
    }

    #[test]
    fn a_quote_that_isnt_closed_swallows_no_rows_in_silence() {
        let head = "topic,kind,category,stack,lowest_level,description\n";
        for (row, faulty) in [
            ("a,question,x,any,any,\"open\nb,question,x,any,any,y\n", true),
            ("a,question,x,any,any,\"open\" here\n", true),
            ("a,question,x,any,any,\"an \"\"inner\"\" one\"\n", false),
            ("a,question,x,any,any,5\" disks\n", false),
        ] {
            let (topics, findings) = read(&format!("{head}{row}"));
            assert_eq!(
                (topics.is_empty(), findings.len()),
                (faulty, usize::from(faulty)),
                "{row}: {findings:?}"
            );
            let said = "topics.csv:2:1: a text in quotes doesn't end with its cell";
            assert!(!faulty || findings[0].starts_with(said), "{findings:?}");
        }
    }
}
