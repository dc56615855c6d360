//! A list of questions as a file: what sort of file it is, and its entries.

use super::entry::{EntrySink, Lines};
use super::tree::TreeWalk;
use super::{json, markdown, tables, yaml};
use crate::diag::{Diagnostic, Failure, Place, Severity};
use crate::sheet::{SheetReader, Vocabulary, decode};
use crate::text::shown;
use std::path::Path;

/// A sort of list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ListKind {
    Table,
    Markdown,
    Yaml,
    Json,
}

/// Hands the entries of the list in `bytes` to `sink`, and returns what was noticed. Fails where nothing can be read.
pub(super) fn read(
    path: &Path,
    bytes: &[u8],
    reader: &SheetReader,
    words: &Vocabulary,
    sink: &mut dyn EntrySink,
) -> Result<Vec<Diagnostic>, Failure> {
    let file = shown(path);
    let kind = kind(path, bytes);
    if kind == ListKind::Table {
        return match tables::read(&file, bytes, reader, words, sink) {
            // A text without columns is read line by line.
            Err(_) if has_ending(path, &["txt", "text"]) && is_text(bytes) => {
                Ok(text(&file, bytes, |text, findings| {
                    findings.extend(markdown::read(&file, text, words, sink));
                }))
            }
            read => read,
        };
    }
    let mut failed = false;
    let findings = text(&file, bytes, |text, findings| {
        let lines = Lines::new(&file, text);
        let parse = match kind {
            ListKind::Json => json::parse,
            ListKind::Yaml => yaml::parse,
            ListKind::Markdown | ListKind::Table => {
                return findings.extend(markdown::read(&file, text, words, sink));
            }
        };
        let (nodes, faults) = parse(text, &lines);
        failed = nodes.is_empty() && !faults.is_empty();
        findings.extend(faults);
        let mut walk =
            TreeWalk { file: &file, lines: &lines, words, sink, findings: Vec::new(), sections: Vec::new() };
        for node in nodes {
            walk.walk(node);
        }
        findings.append(&mut walk.findings);
    });
    if failed { Err(Failure(findings)) } else { Ok(findings) }
}

/// The text in `bytes` for `read`, and what was noticed.
fn text(file: &str, bytes: &[u8], read: impl FnOnce(&str, &mut Vec<Diagnostic>)) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    let text = decode(file, bytes, &[], &mut findings);
    read(&text.replace("\r\n", "\n").replace('\r', "\n"), &mut findings);
    findings
}

/// What sort of list a file is: by what it begins with, then by the ending of its name.
fn kind(path: &Path, bytes: &[u8]) -> ListKind {
    let starts: [&[u8]; 3] = [b"PK", b"%PDF", b"\xd0\xcf\x11\xe0"];
    if starts.iter().any(|start| bytes.starts_with(start)) {
        return ListKind::Table;
    }
    let endings: [(&[&str], ListKind); 3] = [
        (&["md", "markdown", "mdown", "mkd"], ListKind::Markdown),
        (&["yaml", "yml"], ListKind::Yaml),
        (&["json", "jsonl", "ndjson"], ListKind::Json),
    ];
    if let Some((_, kind)) = endings.iter().find(|(endings, _)| has_ending(path, endings)) {
        return *kind;
    }
    let first = bytes.iter().find(|b| b.is_ascii() && !b.is_ascii_whitespace());
    let second = bytes.iter().filter(|b| !b.is_ascii_whitespace()).nth(1);
    match (first, second) {
        (Some(b'{'), Some(b'"')) | (Some(b'['), Some(b'{' | b'"')) => ListKind::Json,
        _ => ListKind::Table,
    }
}

fn has_ending(path: &Path, endings: &[&str]) -> bool {
    let ending = path.extension().map(|e| e.to_string_lossy().to_lowercase());
    ending.is_some_and(|ending| endings.contains(&ending.as_str()))
}

fn is_text(bytes: &[u8]) -> bool {
    !bytes.contains(&0)
}

/// The finding that a file holds no question.
pub(super) fn nothing(path: &Path) -> Diagnostic {
    let finding = Diagnostic::error("no-questions", "the file holds no question that could be read");
    let hint = "a table has a column `question`; in Markdown questions are headings, items or lines that end with `?`";
    Diagnostic { severity: Severity::Error, ..finding.at(Place::of_path(path)).hint(hint) }
}
