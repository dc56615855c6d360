//! Markdown -> document: one pass over the events of the Markdown parser, all mistakes collected.

mod block;
mod inline;

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser as Markdown, Tag, TagEnd};

use super::directive::{self, Directive};
use super::{Block, Document, ParagraphStyle, TableStyle};
use crate::diag::{Diagnostic, Failure, Place};
use crate::limits::DOCUMENT_DEPTH;

/// How deep blocks may stand inside each other: deeper ones leave no room on a page.
const MAX_DEPTH: usize = DOCUMENT_DEPTH.most as usize;

/// The document that `markdown` (the content of `file`) says; every mistake in it otherwise.
///
/// Raw HTML, images, unsafe links and directives out of place are mistakes.
pub fn parse(markdown: &str, file: &str) -> Result<Document, Failure> {
    let markdown = &*printable(markdown);
    let options = Options::ENABLE_TABLES | Options::ENABLE_TASKLISTS;
    let events = Markdown::new_ext(markdown, options).into_offset_iter().collect();
    let mut parser = Parser {
        events,
        at: 0,
        depth: 0,
        styles: Vec::new(),
        items: 0,
        on_one_line: false,
        source: markdown,
        file,
        findings: Vec::new(),
    };
    let (blocks, closing) = parser.blocks();
    if let Some((_, span)) = closing {
        parser.report(
            "stray-directive",
            span,
            "nothing is open here",
            "<!-- columns --> or <!-- keep --> opens",
        );
    }
    if parser.findings.is_empty() { Ok(Document { blocks }) } else { Err(Failure(parser.findings)) }
}

/// `markdown` with the replacement character for control characters but tabs and line ends: a document holds none, and
/// the writers keep some for marks of their own.
fn printable(markdown: &str) -> Cow<'_, str> {
    let control = |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t');
    if markdown.contains(control) {
        markdown.replace(control, "\u{fffd}").into()
    } else {
        Cow::Borrowed(markdown)
    }
}

type Spanned<T> = (T, Range<usize>);

struct Parser<'a> {
    events: Vec<Spanned<Event<'a>>>,
    at: usize,
    depth: usize,
    /// The styles that are open.
    styles: Vec<Tag<'a>>,
    /// How many items of lists are open.
    items: usize,
    /// Headings and the points of a rating stay on one line.
    on_one_line: bool,
    source: &'a str,
    file: &'a str,
    findings: Vec<Diagnostic>,
}

/// What a directive says about the block that follows it.
#[derive(Default)]
struct Pending {
    small: bool,
    aside: bool,
    mark: Option<String>,
    table: Option<TableStyle>,
    rating: Option<String>,
    ratings: Option<Vec<String>>,
    span: Range<usize>,
}

impl<'a> Parser<'a> {
    fn peek(&self) -> Option<&Spanned<Event<'a>>> {
        self.events.get(self.at)
    }

    fn next(&mut self) -> Option<Spanned<Event<'a>>> {
        let event = self.events.get(self.at).cloned();
        self.at += 1;
        event
    }

    fn report(&mut self, code: &'static str, span: Range<usize>, message: &str, hint: &str) {
        let place = Place::of_span(self.file, self.source, span);
        self.findings.push(Diagnostic::error(code, message).at(place).hint(hint));
    }

    /// The blocks up to the end of the container, the file, or a `next` or `end`, which is returned.
    fn blocks(&mut self) -> (Vec<Block>, Option<Spanned<Directive>>) {
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
                            Directive::PageBreak => out.push(Block::PageBreak),
                            Directive::Evidence(item, lines) => out.push(Block::Evidence { item, lines }),
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

    /// Reports what no block has taken up.
    fn unused(&mut self, pending: &mut Pending) {
        let left = std::mem::take(pending);
        let wants = [
            (left.small, "'small' stands before a paragraph or a list"),
            (left.aside, "'aside' stands before a paragraph that follows a heading"),
            (left.mark.is_some(), "'list' stands before a bullet list"),
            (left.table == Some(TableStyle::Cover), "'cover' stands before a table with one row"),
            (
                left.table == Some(TableStyle::Timeline),
                "'timeline' stands before a table with one row of minutes",
            ),
            (left.ratings.is_some(), "'ratings' stands before a table with one row an item"),
            (left.rating.is_some(), "'rating' stands before a task list with one line a point"),
        ];
        for (_, hint) in wants.iter().filter(|(set, _)| *set) {
            self.report("stray-directive", left.span.clone(), "this directive has nothing to work on", hint);
        }
    }

    /// The directives of an HTML block; anything else in it is reported.
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

    /// The blocks of a `columns` or `keep` that opened at `span`, and what closed them.
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

    fn columns(&mut self, mut weights: Vec<u32>, span: Range<usize>) -> Block {
        let mut parts = Vec::new();
        loop {
            let (blocks, closing) = self.part(&span);
            parts.push(blocks);
            if closing != Some(Directive::Next) {
                break;
            }
        }
        if weights.is_empty() {
            weights = vec![1; parts.len()];
        } else if weights.len() != parts.len() {
            let hint = format!("there are {} weights and {} columns", weights.len(), parts.len());
            self.report("columns", span, "each column needs its weight", &hint);
        }
        Block::Columns { weights, parts }
    }

    fn too_deep(&mut self, span: Range<usize>) {
        if !self.findings.iter().any(|f| f.code == "too-deep") {
            let message = format!("blocks stand too deep inside each other: {DOCUMENT_DEPTH}");
            self.report("too-deep", span, &message, "take some apart");
        }
    }

    /// The blocks inside a container that has just been entered, its end consumed.
    fn container(&mut self, span: Range<usize>) -> Vec<Block> {
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

    /// Consumes everything up to and with the end of the container that is open.
    fn skip_to_end(&mut self) {
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

impl Pending {
    fn set(&mut self, directive: Directive, span: Range<usize>) {
        self.span = span;
        match directive {
            Directive::Small => self.small = true,
            Directive::Aside => self.aside = true,
            Directive::Mark(mark) => self.mark = Some(mark),
            Directive::Cover => self.table = Some(TableStyle::Cover),
            Directive::Timeline => self.table = Some(TableStyle::Timeline),
            Directive::Rating(item) => self.rating = Some(item),
            Directive::Ratings(items) => self.ratings = Some(items),
            _ => {}
        }
    }

    fn paragraph(&mut self) -> ParagraphStyle {
        if std::mem::take(&mut self.aside) {
            ParagraphStyle::Aside
        } else if std::mem::take(&mut self.small) {
            ParagraphStyle::Small
        } else {
            ParagraphStyle::Plain
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Inline;

    fn blocks(markdown: &str) -> Vec<Block> {
        parse(markdown, "t.md").unwrap().blocks
    }

    fn findings(markdown: &str) -> Vec<String> {
        parse(markdown, "t.md").unwrap_err().0.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_rating_is_a_field() {
        let found = blocks("<!-- rating: q1 -->\n\n- [ ] **1 Poor** Counts\n- [ ] **2 Good**\n");
        let [Block::Rating { item, points }] = found.as_slice() else { panic!("{found:?}") };
        assert_eq!((item.as_str(), points.len()), ("q1", 2));
        assert!(matches!(points[0][0], Inline::Strong(_)));
    }

    #[test]
    fn columns_nest_and_close() {
        let found = blocks(
            "<!-- columns 3:2 -->\n\na\n\n<!-- next -->\n\n<!-- keep -->\n\nb\n\n<!-- end -->\n\n<!-- end -->\n\nc\n",
        );
        let [Block::Columns { weights, parts }, Block::Paragraph { .. }] = found.as_slice() else {
            panic!("{found:?}")
        };
        assert_eq!(weights, &[3, 2]);
        assert!(matches!(parts[1].as_slice(), [Block::Keep(_)]));
    }

    #[test]
    fn every_mistake_is_named_with_its_line() {
        let found =
            findings("<b>x</b>\n\n<!-- colums -->\n\na ![i](j.png)\n\n[l](javascript:x)\n\n<!-- end -->\n");
        assert_eq!(found.len(), 6, "{found:#?}");
        assert!(found.iter().any(|f| f.starts_with("t.md:3:") && f.contains("did you mean columns?")));
        assert!(found.iter().any(|f| f.starts_with("t.md:5:3:") && f.contains("image")));
    }

    #[test]
    fn what_has_nothing_to_work_on_is_a_mistake() {
        assert!(findings("<!-- rating: x -->\n\nno list\n")[0].contains("task list"));
        assert!(findings("<!-- cover -->\n")[0].contains("table"));
        assert!(findings("<!-- ratings: a -->\n\nno table\n")[0].contains("one row an item"));
        let rows = "<!-- ratings: a -->\n\n| x |\n| --- |\n| \u{2610} |\n| \u{2610} |\n";
        assert!(findings(rows)[0].contains("as many rows as items"));
        assert!(findings("<!-- keep -->\n\nx\n")[0].contains("never closed"));
        assert!(findings("<!-- aside -->\n\nx\n")[0].contains("follows a heading"));
    }

    #[test]
    fn depth_has_a_limit() {
        assert!(findings(&format!("{}x", "> ".repeat(5000)))[0].contains("too deep"));
        assert!(findings(&"<!-- keep -->\n\n".repeat(5000))[0].contains("too deep"));
        let stars = format!("{}x{}", "*a ".repeat(3000), "*".repeat(3000));
        let _ = parse(&stars, "t.md");
    }

    #[test]
    fn control_characters_are_not_taken_over() {
        let text = |said: &str| Block::Paragraph {
            style: ParagraphStyle::Plain,
            inlines: vec![Inline::Text(said.into())],
        };
        assert_eq!(blocks("a\0\u{1}~b\u{9b}"), [text("a\u{fffd}\u{fffd}~b\u{fffd}")]);
    }

    #[test]
    fn tabs_in_code_become_blanks() {
        assert_eq!(blocks("```go\na\tb\n```\n"), [Block::Code { lang: "go".into(), text: "a   b".into() }]);
    }
}
