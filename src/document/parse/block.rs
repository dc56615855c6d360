//! Single blocks: paragraphs, lists, ratings, code.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Tag};

use super::parser::Parser;
use super::pending::Pending;
use crate::document::block::{Block, Inline, LABEL, ParagraphStyle, Point};
use crate::document::inlines::{label, trimmed};

impl Parser<'_> {
    /// The next block; none where it is empty or a mistake.
    pub(super) fn block(&mut self, pending: &mut Pending) -> Option<Block> {
        let (event, span) = self.next()?;
        match event {
            Event::Rule => Some(Block::Rule),
            Event::Start(Tag::Heading { level, .. }) => {
                self.on_one_line = true;
                let inlines = self.inlines_until_end();
                self.on_one_line = false;
                Some(Block::Heading { level: level as u8, inlines })
            }
            Event::Start(Tag::Paragraph) => {
                let inlines = self.inlines_until_end();
                let style = pending.paragraph();
                if style == ParagraphStyle::Plain
                    && self.items == 0
                    && let Some(inlines) = label(&inlines)
                {
                    return Some(Block::Heading { level: LABEL, inlines });
                }
                (!inlines.is_empty()).then_some(Block::Paragraph { style, inlines })
            }
            Event::Start(Tag::BlockQuote(_)) => {
                let inner = self.container(span);
                (!inner.is_empty()).then_some(Block::Say(inner))
            }
            Event::Start(Tag::CodeBlock(kind)) => Some(self.code(&kind)),
            Event::Start(Tag::List(start)) => Some(self.list(start, pending, span)),
            Event::Start(Tag::Table(align)) => Some(self.table(&align, pending, span)),
            Event::Start(tag) if !matches!(tag, Tag::Strong | Tag::Emphasis | Tag::Link { .. }) => {
                self.report("markup", span, "this kind of block is not drawn", "write a paragraph");
                self.skip_to_end();
                None
            }
            // The inlines of a tight list item.
            _ => {
                self.at -= 1;
                let inlines = trimmed(self.inlines());
                let style = pending.paragraph();
                (!inlines.is_empty()).then_some(Block::Paragraph { style, inlines })
            }
        }
    }

    fn code(&mut self, kind: &CodeBlockKind<'_>) -> Block {
        let lang = match kind {
            CodeBlockKind::Fenced(info) => info
                .split(|c: char| c == ',' || c.is_whitespace() || c.is_control())
                .next()
                .unwrap_or_default(),
            CodeBlockKind::Indented => "",
        };
        let lang = lang.replace('`', "");
        let lang = if lang == "text" { String::new() } else { lang };
        let mut text = String::new();
        while let Some((event, _)) = self.next() {
            match event {
                Event::Text(part) => text.push_str(&part),
                Event::End(_) => break,
                _ => {}
            }
        }
        let lines: Vec<String> =
            text.strip_suffix('\n').unwrap_or(&text).split('\n').map(without_tabs).collect();
        Block::Code { lang, text: lines.join("\n") }
    }

    fn list(&mut self, start: Option<u64>, pending: &mut Pending, span: Range<usize>) -> Block {
        if let Some(item) = pending.rating.take() {
            return self.rating(item, span);
        }
        if let Some((item, column)) = pending.tick.take() {
            let mut labels = self.tasks();
            if labels.len() != 1 || labels.iter().any(Vec::is_empty) {
                self.report(
                    "tick",
                    span,
                    "a box to tick is one task",
                    "write one line: - [ ] a hint was needed",
                );
            }
            return Block::Tick { item, column, label: labels.pop().unwrap_or_default() };
        }
        let small = std::mem::take(&mut pending.small);
        let mark = if start.is_none() { pending.mark.take() } else { None };
        let mut items = Vec::new();
        while let Some((event, span)) = self.next() {
            match event {
                Event::Start(Tag::Item) => items.push(self.item(span)),
                _ => break,
            }
        }
        Block::List { start, mark, small, items }
    }

    /// The blocks of the list item that has just been opened, up to and including its end.
    fn item(&mut self, span: Range<usize>) -> Vec<Block> {
        self.items += 1;
        let blocks = self.container(span);
        self.items -= 1;
        blocks
    }

    /// A rating by the points of a task list, up to and including its end.
    fn rating(&mut self, item: String, span: Range<usize>) -> Block {
        let points = self.tasks();
        if points.len() < 2 || points.iter().any(Vec::is_empty) {
            self.report(
                "rating",
                span,
                "a rating has two points or more, each with its label",
                "write them all",
            );
        }
        Block::Rating { item, points }
    }

    /// The lines of a task list, up to and including its end.
    fn tasks(&mut self) -> Vec<Point> {
        let mut points: Vec<Point> = Vec::new();
        while let Some((event, span)) = self.next() {
            let Event::Start(Tag::Item) = event else { break };
            self.on_one_line = true;
            let mut blocks = self.item(span.clone());
            self.on_one_line = false;
            match blocks.pop() {
                Some(Block::Paragraph { inlines, .. })
                    if blocks.is_empty() && inlines.first() == Some(&Inline::Box) =>
                {
                    points.push(trimmed(inlines.into_iter().skip(1).collect()));
                }
                _ => self.report(
                    "rating",
                    span,
                    "a point of a rating is one task",
                    "write - [ ] **1 Poor** ...",
                ),
            }
        }
        points
    }
}

/// `line` without blanks at its end, each tab as blanks up to the next multiple of four.
fn without_tabs(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut column = 0;
    for c in line.trim_end().chars() {
        if c == '\t' {
            let blanks = 4 - column % 4;
            out.extend(std::iter::repeat_n(' ', blanks));
            column += blanks;
        } else {
            out.push(c);
            column += 1;
        }
    }
    out
}
