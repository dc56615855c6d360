//! Walking through the events of the Markdown parser: blocks, containers and directives.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser as Markdown, Tag, TagEnd};

use super::pending::Pending;
use crate::diag::{Diagnostic, Place};
use crate::document::block::{Block, TableStyle};
use crate::document::directive::{self, Directive};
use crate::limits::DOCUMENT_DEPTH;

/// How deep blocks may be nested; deeper ones would have no room on a page.
pub(super) const MAX_DEPTH: usize = DOCUMENT_DEPTH.most as usize;

/// Something and where it stands.
pub(super) type Spanned<T> = (T, Range<usize>);

/// Reads the events of the Markdown parser, and collects mistakes.
pub(super) struct Parser<'a> {
    events: Vec<Spanned<Event<'a>>>,
    pub(super) at: usize,
    /// How many containers are open.
    pub(super) depth: usize,
    /// The styles that are open.
    pub(super) styles: Vec<Tag<'a>>,
    /// How many items of lists are open.
    pub(super) items: usize,
    /// Whether line breaks are blanks, as in headings and points of a rating.
    pub(super) on_one_line: bool,
    source: &'a str,
    file: &'a str,
    findings: Vec<Diagnostic>,
}

impl<'a> Parser<'a> {
    /// A parser of `markdown`, the content of `file`.
    pub(super) fn new(markdown: &'a str, file: &'a str) -> Self {
        let options = Options::ENABLE_TABLES | Options::ENABLE_TASKLISTS;
        Self {
            events: Markdown::new_ext(markdown, options).into_offset_iter().collect(),
            at: 0,
            depth: 0,
            styles: Vec::new(),
            items: 0,
            on_one_line: false,
            source: markdown,
            file,
            findings: Vec::new(),
        }
    }

    /// The mistakes that were found.
    pub(super) fn into_findings(self) -> Vec<Diagnostic> {
        self.findings
    }

    pub(super) fn peek(&self) -> Option<&Spanned<Event<'a>>> {
        self.events.get(self.at)
    }

    pub(super) fn next(&mut self) -> Option<Spanned<Event<'a>>> {
        let event = self.events.get(self.at).cloned();
        self.at += 1;
        event
    }

    pub(super) fn report(&mut self, code: &'static str, span: Range<usize>, message: &str, hint: &str) {
        let place = Place::of_span(self.file, self.source, span);
        self.findings.push(Diagnostic::error(code, message).at(place).hint(hint));
    }

    /// The blocks up to the end of the container or the file, or up to a `next` or `end`, which is returned.
    pub(super) fn blocks(&mut self) -> (Vec<Block>, Option<Spanned<Directive>>) {
        let mut out: Vec<Block> = Vec::new();
        let mut pending = Pending::default();
        let mut closing = None;
        while let Some((event, span)) = self.peek().cloned() {
            match event {
                Event::End(_) => break,
                Event::Start(Tag::HtmlBlock) => {
                    for (directive, span) in self.html_block() {
                        match directive {
                            Directive::Next | Directive::End => closing = Some((directive, span)),
                            Directive::Columns(weights) => {
                                self.unused(&mut pending);
                                out.push(self.columns(weights, span));
                            }
                            Directive::Keep => {
                                self.unused(&mut pending);
                                let inner = self.part(&span).0;
                                out.push(Block::Keep(inner));
                            }
                            Directive::Sheet => {
                                self.unused(&mut pending);
                                out.push(Block::Sheet(self.parts(&span)));
                            }
                            Directive::PageBreak => out.push(Block::PageBreak),
                            Directive::Evidence(item, lines, grows) => {
                                out.push(Block::Evidence { item, lines, grows });
                            }
                            other => pending.set(other, span),
                        }
                    }
                    if closing.is_some() {
                        break;
                    }
                }
                _ => {
                    if pending.aside && !matches!(out.last(), Some(Block::Heading { .. })) {
                        self.report(
                            "stray-directive",
                            span,
                            "an aside follows a heading",
                            "put it after one",
                        );
                        pending.aside = false;
                    }
                    if let Some(block) = self.block(&mut pending) {
                        out.push(block);
                    }
                    self.unused(&mut pending);
                }
            }
        }
        self.unused(&mut pending);
        (out, closing)
    }

    /// Reports the directives that no block has used.
    fn unused(&mut self, pending: &mut Pending) {
        let left = std::mem::take(pending);
        let hints = [
            (left.small, "'small' stands before a paragraph or a list"),
            (left.aside, "'aside' stands before a paragraph that follows a heading"),
            (left.mark.is_some(), "'list' stands before a bullet list"),
            (left.table == Some(TableStyle::Cover), "'cover' stands before a table with one row"),
            (
                left.table == Some(TableStyle::Timeline),
                "'timeline' stands before a table with one row of minutes",
            ),
            (left.ratings.is_some(), "'ratings' stands before a table with one row an item"),
            (left.tick.is_some(), "'tick' stands before a task list of one line"),
            (left.rating.is_some(), "'rating' stands before a task list with one line a point"),
        ];
        for (_, hint) in hints.iter().filter(|(set, _)| *set) {
            self.report("stray-directive", left.span.clone(), "this directive has nothing to work on", hint);
        }
    }

    /// The directives in an HTML block; anything else is reported.
    fn html_block(&mut self) -> Vec<Spanned<Directive>> {
        self.at += 1;
        let mut out = Vec::new();
        while let Some((event, span)) = self.next() {
            match event {
                Event::Html(html) if !html.trim().is_empty() => match directive::read(&html) {
                    Ok(directive) => out.push((directive, span)),
                    Err((message, hint)) => self.report("directive", span, &message, &hint),
                },
                Event::End(TagEnd::HtmlBlock) => break,
                _ => {}
            }
        }
        out
    }

    /// The blocks inside a `columns`, `sheet` or `keep` at `span`, and what closed it.
    fn part(&mut self, span: &Range<usize>) -> (Vec<Block>, Option<Directive>) {
        if self.depth >= MAX_DEPTH {
            self.too_deep(span.clone());
            return (Vec::new(), None);
        }
        self.depth += 1;
        let (blocks, closing) = self.blocks();
        self.depth -= 1;
        if closing.is_none() {
            self.report(
                "unclosed-directive",
                span.clone(),
                "this is never closed",
                "write <!-- end --> after it",
            );
        }
        (blocks, closing.map(|(directive, _)| directive))
    }

    /// The parts of what opens at `span`, up to its end.
    fn parts(&mut self, span: &Range<usize>) -> Vec<Vec<Block>> {
        let mut parts = Vec::new();
        loop {
            let (blocks, closing) = self.part(span);
            parts.push(blocks);
            if closing != Some(Directive::Next) {
                return parts;
            }
        }
    }

    fn columns(&mut self, mut weights: Vec<u32>, span: Range<usize>) -> Block {
        let parts = self.parts(&span);
        if weights.is_empty() {
            weights = vec![1; parts.len()];
        } else if weights.len() != parts.len() {
            let hint = format!("there are {} weights and {} columns", weights.len(), parts.len());
            self.report("columns", span, "each column needs its weight", &hint);
        }
        Block::Columns { weights, parts }
    }

    pub(super) fn too_deep(&mut self, span: Range<usize>) {
        if !self.findings.iter().any(|f| f.code == "too-deep") {
            let message = format!("blocks stand too deep inside each other: {DOCUMENT_DEPTH}");
            self.report("too-deep", span, &message, "take some apart");
        }
    }

    /// The blocks of the container that has just been opened, up to and including its end.
    pub(super) fn container(&mut self, span: Range<usize>) -> Vec<Block> {
        if self.depth >= MAX_DEPTH {
            self.too_deep(span);
            self.skip_to_end();
            return Vec::new();
        }
        self.depth += 1;
        let (blocks, closing) = self.blocks();
        self.depth -= 1;
        if let Some((_, span)) = closing {
            self.report(
                "stray-directive",
                span,
                "this closes what opened outside",
                "close it where it opened",
            );
            self.skip_to_end();
        } else {
            self.at += 1;
        }
        blocks
    }

    /// Skips everything up to and including the end of the open container.
    pub(super) fn skip_to_end(&mut self) {
        let mut open = 1;
        while open > 0 {
            match self.next() {
                Some((Event::Start(_), _)) => open += 1,
                Some((Event::End(_), _)) => open -= 1,
                Some(_) => {}
                None => return,
            }
        }
    }
}
