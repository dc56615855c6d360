//! Markdown -> document: one pass over the events of the Markdown parser, all mistakes collected.

mod block;
mod inline;
mod parser;
mod pending;
mod table;

use std::borrow::Cow;

use super::block::Document;
use crate::diag::Failure;
use crate::text::turns_text;
use parser::Parser;

/// The document in `markdown`, which is the content of `file`; or all its mistakes.
///
/// Raw HTML, images, unsafe links and misplaced directives are mistakes.
pub fn parse(markdown: &str, file: &str) -> Result<Document, Failure> {
    let markdown = &*printable(markdown);
    let mut parser = Parser::new(markdown, file);
    let (blocks, closing) = parser.blocks();
    if let Some((_, span)) = closing {
        parser.report(
            "stray-directive",
            span,
            "nothing is open here",
            "<!-- columns -->, <!-- sheet --> or <!-- keep --> opens",
        );
    }
    let findings = parser.into_findings();
    if findings.is_empty() { Ok(Document { blocks }) } else { Err(Failure(findings)) }
}

/// `markdown` with control characters replaced, except tabs and line ends: the writers use some of them as marks. Those that
/// turn the text around them are replaced too, as they make code say what it doesn't do. A carriage return alone is
/// the line end that Markdown takes it for.
fn printable(markdown: &str) -> Cow<'_, str> {
    let steers = |c: char| (c.is_control() && !matches!(c, '\n' | '\t')) || turns_text(c);
    if !markdown.contains(steers) {
        return Cow::Borrowed(markdown);
    }
    let mut characters = markdown.chars().peekable();
    let mut out = String::with_capacity(markdown.len());
    while let Some(c) = characters.next() {
        out.push(match c {
            '\r' if characters.peek() == Some(&'\n') => c,
            '\r' => '\n',
            c if steers(c) => '\u{fffd}',
            c => c,
        });
    }
    out.into()
}

#[cfg(test)]
mod tests;
