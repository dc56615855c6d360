//! Text becomes rows of cells with their byte ranges.
//!
//! Written here since the csv crate counts lines wrongly on CRLF and bare CR, and joins what an unclosed quote leaves
//! open: a scorecard must not lose rows in silence.

use crate::diag::{Diagnostic, Place};
use std::ops::Range;

/// One cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// What it says, without its quotes.
    pub text: String,
    /// The bytes of the file's text that it was read from, quotes included.
    pub span: Range<usize>,
}

/// One row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Where it begins.
    pub start: usize,
    /// Where it ends, before the line end.
    pub end: usize,
    /// Its cells.
    pub cells: Vec<Cell>,
    /// Whether its quotes are at fault: its cells are not to be trusted.
    pub broken: bool,
}

impl Row {
    /// Whether no cell says anything.
    pub fn is_blank(&self) -> bool {
        self.cells.iter().all(|c| c.text.trim().is_empty())
    }
}

/// All rows of a text, and the quote faults that were found.
#[derive(Debug)]
pub struct Scan {
    /// The rows in their order, blank ones included.
    pub rows: Vec<Row>,
    /// Quote faults.
    pub findings: Vec<Diagnostic>,
}

/// The rows of `text` whose cells `separator` keeps apart; lines end with LF, CRLF or CR.
pub fn scan(file: &str, text: &str, separator: char) -> Scan {
    let mut scanner = Scanner { file, text, separator, at: 0, findings: Vec::new() };
    let mut rows = Vec::new();
    while scanner.at < text.len() {
        rows.push(scanner.row());
    }
    if rows.first().is_some_and(|r| is_separator_line(&text[r.start..r.end], separator)) {
        rows.remove(0);
    }
    Scan { rows, findings: scanner.findings }
}

/// A first line `sep=;` that spreadsheets write to name the separator.
fn is_separator_line(line: &str, separator: char) -> bool {
    let line = line.trim().trim_matches('"');
    line.len() == 5 && line.to_lowercase().starts_with("sep=") && line.ends_with(separator)
}

struct Scanner<'a> {
    file: &'a str,
    text: &'a str,
    separator: char,
    at: usize,
    findings: Vec<Diagnostic>,
}

impl Scanner<'_> {
    fn peek(&self) -> Option<char> {
        self.text[self.at..].chars().next()
    }

    fn row(&mut self) -> Row {
        let start = self.at;
        let mut row = Row { start, end: start, cells: Vec::new(), broken: false };
        loop {
            let cell = self.cell(&mut row.broken);
            row.cells.push(cell);
            row.end = self.at;
            match self.peek() {
                Some(c) if c == self.separator => self.at += c.len_utf8(),
                Some('\r') => {
                    self.at += if self.text[self.at..].starts_with("\r\n") { 2 } else { 1 };
                    return row;
                }
                Some(_) => {
                    self.at += 1;
                    return row;
                }
                None => return row,
            }
        }
    }

    fn cell(&mut self, broken: &mut bool) -> Cell {
        let start = self.at;
        if self.peek() == Some('"') {
            return self.quoted(start, broken);
        }
        let end = self.bare_end(start);
        self.at = end;
        Cell { text: self.text[start..end].to_owned(), span: start..end }
    }

    fn bare_end(&self, from: usize) -> usize {
        let stop = |c: char| c == self.separator || c == '\n' || c == '\r';
        self.text[from..].find(stop).map_or(self.text.len(), |n| from + n)
    }

    /// A cell that begins with a quote. A quote that never closes ends with its line, so that no later row is lost.
    fn quoted(&mut self, start: usize, broken: &mut bool) -> Cell {
        let mut said = String::new();
        let mut at = start + 1;
        loop {
            let Some(n) = self.text[at..].find('"') else {
                let end = self.bare_end(start);
                self.fault(start, "unclosed-quote", "this quote is never closed", "close it, or remove it");
                *broken = true;
                self.at = end;
                return Cell { text: self.text[start + 1..end].to_owned(), span: start..end };
            };
            said.push_str(&self.text[at..at + n]);
            at += n + 1;
            if self.text[at..].starts_with('"') {
                said.push('"');
                at += 1;
            } else {
                break;
            }
        }
        let end = self.bare_end(at);
        if !self.text[at..end].trim().is_empty() {
            let message = "there is text behind the closing quote";
            self.fault(start, "stray-quote", message, "write a quote inside a quoted cell twice: \"\"");
            *broken = true;
            said.push_str(&self.text[at..end]);
        }
        self.at = end;
        Cell { text: said, span: start..end }
    }

    fn fault(&mut self, at: usize, code: &'static str, message: &str, hint: &str) {
        let place = Place::of_span(self.file, self.text, at..at + 1);
        self.findings.push(Diagnostic::error(code, message).at(place).hint(hint));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn cells(text: &str) -> Vec<Vec<String>> {
        let rows = scan("f", text, ',').rows;
        rows.into_iter().map(|r| r.cells.into_iter().map(|c| c.text).collect()).collect()
    }

    #[test]
    fn quotes_line_ends_and_separators() {
        assert_eq!(cells("a,\"b \"\"x\"\"\r\nc\"\rd,\n"), [vec!["a", "b \"x\"\r\nc"], vec!["d", ""]]);
        assert_eq!(scan("f", "sep=;\na;b\n", ';').rows.len(), 1);
    }

    #[test]
    fn an_unclosed_quote_costs_one_row() {
        let s = scan("f", "a,b\n1,\"open\n2,fine\n", ',');
        assert_eq!(s.rows.len(), 3);
        assert!(s.rows[1].broken && !s.rows[2].broken);
        let place = s.findings[0].place.clone().unwrap();
        assert_eq!((place.line, place.column), (2, 3));
    }

    #[test]
    fn text_behind_a_quote_is_found() {
        let s = scan("f", "\"x\"y,2\n", ',');
        assert_eq!(s.findings[0].code, "stray-quote");
        assert!(s.rows[0].broken);
    }

    proptest! {
        #[test]
        fn any_text_is_scanned_without_loss(text in "[a-c\",;\r\n ]{0,60}") {
            let s = scan("f", &text, ',');
            let mut end = 0;
            for r in &s.rows {
                prop_assert!(r.start >= end && r.end >= r.start);
                end = r.end;
            }
            prop_assert!(text[end.min(text.len())..].trim_matches(['\r', '\n']).is_empty());
        }

        #[test]
        fn what_is_written_is_read_back(rows in prop::collection::vec(prop::collection::vec("[^\0]{0,8}", 2..4), 1..6)) {
            let bytes = super::super::write_csv(&rows);
            let text = String::from_utf8(bytes).unwrap();
            let read: Vec<Vec<String>> = cells(&text)
                .into_iter()
                .map(|r| r.into_iter().map(|c| super::super::unguard(&c).to_owned()).collect())
                .collect();
            prop_assert_eq!(read, rows);
        }
    }
}
