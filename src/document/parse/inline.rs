//! Running text: the inlines of a paragraph, a heading or a cell.

use std::ops::Range;

use pulldown_cmark::{Event, Tag};

use super::parser::{MAX_DEPTH, Parser};
use crate::document::block::{BOX, Inline, SEPARATOR};
use crate::document::inlines::{is_safe_url, push, push_text, trimmed};

impl Parser<'_> {
    /// The inlines of the block that has just been opened, up to and including its end.
    pub(super) fn inlines_until_end(&mut self) -> Vec<Inline> {
        let inlines = trimmed(self.inlines());
        self.at += 1;
        inlines
    }

    /// The inlines up to the end of the block or the start of another.
    pub(super) fn inlines(&mut self) -> Vec<Inline> {
        let mut out = Vec::new();
        while let Some((event, span)) = self.peek().cloned() {
            self.at += 1;
            match event {
                Event::Text(text) => push_text(&mut out, &text),
                Event::SoftBreak => push_text(&mut out, " "),
                Event::HardBreak if self.on_one_line => push_text(&mut out, " "),
                Event::HardBreak => out.push(Inline::Break),
                Event::Code(code) if code.trim().is_empty() => push_text(&mut out, " "),
                Event::Code(code) => push(&mut out, Inline::Code(code.trim().to_owned())),
                Event::InlineHtml(html) if *html == *SEPARATOR => {}
                Event::TaskListMarker(ticked) => {
                    if ticked {
                        self.report("markup", span, "a ticked box is not drawn", "write - [ ]");
                    }
                    push_text(&mut out, &format!("{BOX} "));
                }
                Event::InlineHtml(_) | Event::Html(_) => {
                    self.report(
                        "html",
                        span,
                        "HTML is not drawn here",
                        "write Markdown, or \\< for the character",
                    );
                }
                Event::Start(tag @ (Tag::Strong | Tag::Emphasis)) => {
                    let wrap = if tag == Tag::Strong { Inline::Strong } else { Inline::Emphasis };
                    if self.styles.contains(&tag) {
                        // Bold inside bold is bold.
                        self.spliced(&mut out, span);
                    } else {
                        self.styles.push(tag);
                        self.styled(&mut out, span, wrap);
                        self.styles.pop();
                    }
                }
                // A link inside a link leads where the outer one does.
                Event::Start(Tag::Link { .. })
                    if self.styles.iter().any(|style| matches!(style, Tag::Link { .. })) =>
                {
                    self.spliced(&mut out, span);
                }
                Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
                    if !is_safe_url(&dest_url) {
                        self.report(
                            "link",
                            span.clone(),
                            "this link leads nowhere",
                            "write an https address",
                        );
                    }
                    let url = dest_url.to_string();
                    self.styles.push(Tag::Link { link_type, dest_url, title, id });
                    self.styled(&mut out, span, |inlines| Inline::Link { url, inlines });
                    self.styles.pop();
                }
                Event::Start(Tag::Image { .. }) => {
                    self.report("image", span, "images are not drawn", "say it in words");
                    self.skip_to_end();
                }
                _ => {
                    self.at -= 1;
                    break;
                }
            }
        }
        out
    }

    /// Adds the inlines of a span without its style: it stands inside a span of the same kind.
    fn spliced(&mut self, out: &mut Vec<Inline>, span: Range<usize>) {
        for inline in self.inner(span) {
            push(out, inline);
        }
    }

    /// Adds the inlines of a span as `wrap` makes one of them; nothing, if it is empty.
    fn styled(
        &mut self,
        out: &mut Vec<Inline>,
        span: Range<usize>,
        wrap: impl FnOnce(Vec<Inline>) -> Inline,
    ) {
        let inner = self.inner(span);
        if !inner.is_empty() {
            push(out, wrap(inner));
        }
    }

    /// The inlines of the span that has just been opened, up to and including its end.
    fn inner(&mut self, span: Range<usize>) -> Vec<Inline> {
        if self.depth >= 2 * MAX_DEPTH {
            self.too_deep(span);
            self.skip_to_end();
            return Vec::new();
        }
        self.depth += 1;
        let inner = self.inlines();
        self.depth -= 1;
        self.at += 1;
        inner
    }
}
