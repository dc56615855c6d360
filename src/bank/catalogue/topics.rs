//! The list of what the bank must cover.

use crate::bank::source::SourceFile;
use crate::diag::{Diagnostic, Place};
use serde::{Deserialize, Serialize};

/// The name of the list in a bank.
pub(in crate::bank) const FILE: &str = "topics.csv";

/// One row of the list: something that the bank must cover.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
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

/// The topics among `files`, in the order of the list; empty where a bank has none.
pub(super) fn topics(files: &[SourceFile], findings: &mut Vec<Diagnostic>) -> Vec<Topic> {
    let Some(source) = files.iter().find(|f| f.name == FILE) else { return Vec::new() };
    let mut reader = csv::Reader::from_reader(source.text.as_bytes());
    let mut topics: Vec<Topic> = Vec::new();
    let mut seen = std::collections::BTreeSet::new();
    let mut start = 0;
    let headers = reader.headers().cloned();
    for row in reader.records() {
        let parsed = match (&headers, row) {
            (Ok(headers), Ok(row)) => {
                start = row.position().map_or(start, |p| p.byte() as usize);
                row.deserialize::<Topic>(Some(headers))
            }
            (_, Err(e)) => {
                start = e.position().map_or(start, |p| p.byte() as usize);
                Err(e)
            }
            (Err(_), Ok(_)) => continue,
        };
        // A record starts where the one before ended, which may be in the middle of a line's end.
        let blank = |t: &str| t.len() - t.trim_start_matches(['\r', '\n']).len();
        start += source.text.get(start..).map_or(0, blank);
        let width = source.text.get(start..).and_then(|t| t.find(',')).unwrap_or(1);
        let place = Place::of_span(&source.shown, &source.text, start..start + width);
        match parsed {
            Ok(topic) if !seen.insert(topic.topic.clone()) => {
                let message = format!("the topic `{}` is listed twice", topic.topic);
                findings
                    .push(Diagnostic::error("duplicate-id", message).at(place).hint("keep one of the rows"));
            }
            Ok(topic) => topics.push(topic),
            Err(_) => findings.push(
                Diagnostic::error("catalogue", "this row isn't a topic")
                    .at(place)
                    .hint("a row holds topic, kind, category, stack, lowest_level and description"),
            ),
        }
    }
    topics
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Vec<Topic>, Vec<String>) {
        let source = SourceFile { name: FILE.into(), shown: FILE.into(), text: text.into() };
        let mut findings = Vec::new();
        let topics = topics(&[source], &mut findings);
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
}
