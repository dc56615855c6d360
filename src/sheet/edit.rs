//! Changing single cells and rows of a text: every other byte stays as it is.

use super::row::Row;
use super::sheet::{Sheet, Source};
use super::write::guard;
use std::ops::Range;

/// What is to become of a text of separated values.
#[derive(Debug, Default)]
pub struct SheetEdit {
    /// Cells that get another content, by row and column; behind the row's end, empty ones are put in between.
    pub cells: Vec<(Row, usize, String)>,
    /// Rows that go.
    pub removed: Vec<Row>,
    /// Rows that come behind the last one, filled up to the width of the heading.
    pub added: Vec<Vec<String>>,
}

impl SheetEdit {
    /// Whether it changes nothing.
    pub fn is_empty(&self) -> bool {
        self.cells.is_empty() && self.removed.is_empty() && self.added.is_empty()
    }
}

impl Sheet {
    /// The text after `edit`; none where the sheet is no text.
    pub fn edited(&self, edit: &SheetEdit) -> Option<String> {
        let Source::Text { text, rows } = &self.source else { return None };
        let separator = self.separator(text);
        let mut pieces: Vec<(Range<usize>, String)> = Vec::new();
        let mut behind: Vec<(usize, usize, usize, &str)> = Vec::new();
        for (row, column, content) in &edit.cells {
            match rows.cells(row).get(*column) {
                Some(cell) => pieces.push((cell.span(), written(content, separator))),
                None => behind.push((row.span().end, *column, row.width(), content)),
            }
        }
        behind.sort_unstable();
        for same in behind.chunk_by(|a, b| a.0 == b.0) {
            let mut added = String::new();
            let mut width = same[0].2;
            for (_, column, _, content) in same {
                while width <= *column {
                    added.push(separator);
                    width += 1;
                }
                added.push_str(&written(content, separator));
            }
            pieces.push((same[0].0..same[0].0, added));
        }
        for row in &edit.removed {
            let span = row.span();
            let end = span.end + row_end(&text[span.end..]).map_or(0, str::len);
            pieces.push((span.start..end, String::new()));
        }
        pieces.sort_by_key(|(span, _)| (span.start, span.end));
        let (mut out, mut at) = (String::with_capacity(text.len()), 0);
        for (span, content) in pieces {
            out.push_str(&text[at..span.start.max(at)]);
            out.push_str(&content);
            at = span.end.max(at);
        }
        out.push_str(&text[at..]);
        let end = text.find(['\r', '\n']).and_then(|i| row_end(&text[i..])).unwrap_or("\n");
        // As wide as the heading, with the columns that the edit adds to it.
        let heading = self.tables.last().and_then(|table| self.header_row(table));
        let added =
            edit.cells.iter().filter(|(row, ..)| heading == Some(row)).map(|(_, column, _)| column + 1);
        let width = added.max().unwrap_or(0).max(heading.map_or(0, Row::width));
        for cells in &edit.added {
            if !out.is_empty() && !out.ends_with(['\r', '\n']) {
                out.push_str(end);
            }
            let mut cells: Vec<String> = cells.iter().map(|c| written(c, separator)).collect();
            cells.resize(cells.len().max(width), String::new());
            out.push_str(&cells.join(separator.encode_utf8(&mut [0; 4])));
            out.push_str(end);
        }
        Some(out)
    }

    /// What stands between the first two cells of a row, a comma where no row has two.
    fn separator(&self, text: &str) -> char {
        let Source::Text { rows, .. } = &self.source else { return ',' };
        let between = self.rows.iter().find_map(|row| match rows.cells(row) {
            [first, second, ..] => text.get(first.span().end..second.span().start),
            _ => None,
        });
        between.and_then(|b| b.trim_matches(' ').chars().next().or_else(|| b.chars().next())).unwrap_or(',')
    }
}

fn row_end(rest: &str) -> Option<&'static str> {
    ["\r\n", "\n", "\r"].into_iter().find(|e| rest.starts_with(e))
}

/// A cell as it is written, guarded, in quotes where it must be.
fn written(content: &str, separator: char) -> String {
    let content = guard(content);
    if content.contains([separator, '"', '\n', '\r']) || content.trim().len() != content.len() {
        format!("\"{}\"", content.replace('"', "\"\""))
    } else {
        content.into_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sheet::{Anchors, SheetReader};

    #[test]
    fn what_isnt_changed_stays_byte_for_byte() {
        let anchors = Anchors {
            heading: &|c| ["name", "id"].contains(&c),
            enough: 2,
            mark: &|_| false,
            names: &[],
            what: "a list",
            columns: "",
        };
        let text = "name;id;note\r\n\"Ana; K\";7;x\r\nBen;8\r\nCem;9; y \r\n";
        let sheet = SheetReader::default().read_list("l.csv", text.as_bytes(), &anchors).unwrap().value;
        let rows: Vec<Row> = sheet.rows(&sheet.tables[0]).copied().collect();
        let header = *sheet.header_row(&sheet.tables[0]).unwrap();
        let edit = SheetEdit {
            cells: vec![
                (header, 3, "state".into()),
                (rows[0], 0, "Ana \"K\"".into()),
                (rows[1], 3, "active".into()),
            ],
            removed: vec![rows[2]],
            added: vec![vec!["=Dee".into(), "1;2".into()]],
        };
        assert_eq!(
            sheet.edited(&edit).unwrap(),
            "name;id;note;state\r\n\"Ana \"\"K\"\"\";7;x\r\nBen;8;;active\r\n'=Dee;\"1;2\";;\r\n"
        );
        assert_eq!(sheet.edited(&SheetEdit::default()).unwrap(), text);
    }
}
