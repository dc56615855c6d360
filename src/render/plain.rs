//! Plain text, for a mail: no markup, lines that every program shows whole.

use crate::document::{Block, Document, Inline, Table, address_behind};

/// The longest line, in characters.
const WIDTH: usize = 72;

/// `document` as plain text. What is drawn on paper only, such as columns and page breaks, leaves no trace; fields to fill
/// in are left out.
pub fn write(document: &Document) -> String {
    let mut lines = blocks(&document.blocks, WIDTH);
    lines.push(String::new());
    lines.join("\n")
}

/// The lines of `all`, with an empty one between two blocks.
fn blocks(all: &[Block], width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for block in all {
        let own = one(block, width);
        if !own.is_empty() {
            if !lines.is_empty() {
                lines.push(String::new());
            }
            lines.extend(own);
        }
    }
    lines
}

fn one(block: &Block, width: usize) -> Vec<String> {
    match block {
        Block::Heading { level, inlines } => {
            let mut lines = wrapped(&words(inlines), width);
            let longest = lines.iter().map(|line| line.chars().count()).max().unwrap_or_default();
            match level {
                1 => lines.push("=".repeat(longest)),
                2 => lines.push("-".repeat(longest)),
                _ => {}
            }
            lines
        }
        Block::Paragraph { inlines, .. } => wrapped(&words(inlines), width),
        Block::Say(inner) => hung(blocks(inner, width - 2), "> ", "> "),
        Block::List { start, items, .. } => {
            let mut lines = Vec::new();
            for (i, item) in items.iter().enumerate() {
                let mark = start.map_or_else(|| "- ".to_owned(), |n| format!("{}. ", n + i as u64));
                let rest = " ".repeat(mark.len());
                lines.extend(hung(blocks(item, width - mark.len()), &mark, &rest));
            }
            lines
        }
        Block::Code { text, .. } => {
            text.lines().map(|line| format!("    {line}").trim_end().to_owned()).collect()
        }
        Block::Table(table) => rows(table, width),
        Block::Columns { parts, .. } | Block::Sheet(parts) => blocks(&parts.concat(), width),
        Block::Keep(inner) => blocks(inner, width),
        Block::Rule => vec!["-".repeat(width.min(20))],
        Block::Rating { .. } | Block::Tick { .. } | Block::Evidence { .. } | Block::PageBreak => Vec::new(),
    }
}

/// A table as a list: the first cell of a row, and below it the others, each behind the head of its column.
fn rows(table: &Table, width: usize) -> Vec<String> {
    let heads: Vec<String> = table.head.iter().map(|head| words(head)).collect();
    let mut lines = Vec::new();
    for row in &table.rows {
        let cells: Vec<String> = row.iter().map(|cell| words(cell)).collect();
        let mut own = cells.first().map(|first| wrapped(first, width - 2)).unwrap_or_default();
        for (head, cell) in heads.iter().zip(&cells).skip(1).filter(|(_, cell)| !cell.is_empty()) {
            own.extend(hung(wrapped(&format!("{head}: {cell}"), width - 6), "  ", "    "));
        }
        lines.extend(hung(own, "- ", "  "));
    }
    lines
}

/// `lines` behind `first`, then `rest`.
fn hung(lines: Vec<String>, first: &str, rest: &str) -> Vec<String> {
    let mark = |i: usize| if i == 0 { first } else { rest };
    lines
        .into_iter()
        .enumerate()
        .map(|(i, line)| format!("{}{line}", mark(i)).trim_end().to_owned())
        .collect()
}

fn words(inlines: &[Inline]) -> String {
    inlines
        .iter()
        .map(|inline| match inline {
            Inline::Text(text) | Inline::Code(text) => text.clone(),
            Inline::Strong(inner) | Inline::Emphasis(inner) => words(inner),
            Inline::Link { url, inlines } => {
                let behind = address_behind(url, inlines).map(|address| format!(" ({address})"));
                words(inlines) + &behind.unwrap_or_default()
            }
            Inline::Break => "\n".to_owned(),
            Inline::Box => "[ ]".to_owned(),
        })
        .collect()
}

/// `text` in lines of at most `width` characters, but for words that are longer.
fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for part in text.split('\n') {
        let (mut line, mut length) = (String::new(), 0);
        for word in part.split_whitespace() {
            let more = word.chars().count();
            if length > 0 && length + 1 + more > width {
                lines.push(std::mem::take(&mut line));
                length = 0;
            }
            if length > 0 {
                line.push(' ');
                length += 1;
            }
            line.push_str(word);
            length += more;
        }
        lines.push(line);
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::parse;

    #[test]
    fn a_document_becomes_lines_that_a_mail_shows_whole() {
        let text = "# A day\n\nSome **bold** words \\* and a [page](https://example.org).\n\n\
                    1. one\n2. two\n\n| Round | Minutes | When |\n| --- | --- | --- |\n| Coding | 60 |  |\n";
        let plain = write(&parse(text, "test").unwrap());
        let wanted = "A day\n=====\n\nSome bold words * and a page (https://example.org).\n\n1. one\n2. two\n\n\
                      - Coding\n    Minutes: 60\n";
        assert_eq!(plain, wanted);
        let long = write(&parse(&"word ".repeat(60), "test").unwrap());
        assert!(long.lines().all(|line| line.chars().count() <= WIDTH), "{long}");
        assert_eq!(long.split_whitespace().count(), 60);
    }
}
