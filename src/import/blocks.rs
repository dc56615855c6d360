//! The outermost blocks of a Markdown text, each with the bytes that it stands in.

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd};
use std::ops::Range;

/// An outermost block.
pub(super) struct MarkdownBlock {
    pub at: Range<usize>,
    pub content: BlockContent,
}

/// What a block is.
pub(super) enum BlockContent {
    /// A heading of this rank, 1 the highest.
    Heading(usize, String),
    /// An item of a list: the words of its first paragraph, and the byte behind them; whether it is nothing but a link
    /// into this file.
    Item { words: String, behind: usize, is_link: bool },
    /// A table: its rows, the header first, each with its bytes.
    Table(Vec<(Range<usize>, Vec<String>)>),
    /// A quoted text.
    Quote,
    /// A code block: what it holds.
    Code(String),
    /// A comment or other HTML.
    Html(String),
    /// A paragraph, and whatever else there is.
    Other(String),
}

/// The outermost blocks of `text`, in their order.
pub(super) fn blocks(text: &str) -> Vec<MarkdownBlock> {
    let mut out = Vec::new();
    let mut events = Parser::new_ext(text, Options::ENABLE_TABLES).into_offset_iter();
    while let Some((event, at)) = events.next() {
        match event {
            // The items of a list are blocks themselves.
            Event::Start(Tag::List(_)) | Event::End(TagEnd::List(_)) => {}
            Event::Start(tag) => {
                let content = block(&tag, &at, &mut events);
                out.push(MarkdownBlock { at, content });
            }
            Event::Html(html) => {
                out.push(MarkdownBlock { at, content: BlockContent::Html(html.into_string()) });
            }
            _ => {}
        }
    }
    out
}

/// The block that `tag` begins; reads on behind its end.
fn block<'t>(
    tag: &Tag<'t>,
    at: &Range<usize>,
    events: &mut impl Iterator<Item = (Event<'t>, Range<usize>)>,
) -> BlockContent {
    let mut words = Words::default();
    let mut rows: Vec<(Range<usize>, Vec<String>)> = Vec::new();
    // Of an item only the first paragraph is its words.
    let (mut depth, mut behind) = (1, None);
    let (mut links, mut texts) = (0, 0);
    let mut in_link = false;
    while depth > 0
        && let Some((event, range)) = events.next()
    {
        match &event {
            Event::Start(inner) => {
                depth += 1;
                match inner {
                    Tag::TableHead | Tag::TableRow => rows.push((range.clone(), Vec::new())),
                    Tag::Link { dest_url, .. } if dest_url.starts_with('#') => {
                        (links, in_link) = (links + 1, true);
                    }
                    Tag::Paragraph if depth == 2 && behind.is_none() => {}
                    Tag::Emphasis
                    | Tag::Strong
                    | Tag::Strikethrough
                    | Tag::Link { .. }
                    | Tag::Image { .. } => {}
                    _ if matches!(tag, Tag::Item) && behind.is_none() => behind = Some(range.start),
                    _ => {}
                }
            }
            Event::End(inner) => {
                depth -= 1;
                match inner {
                    TagEnd::TableCell => {
                        if let Some((_, cells)) = rows.last_mut() {
                            cells.push(std::mem::take(&mut words).trimmed());
                        }
                    }
                    TagEnd::Link => in_link = false,
                    TagEnd::Paragraph if matches!(tag, Tag::Item) && behind.is_none() => {
                        behind = Some(range.end);
                    }
                    TagEnd::Paragraph | TagEnd::Item | TagEnd::CodeBlock if depth > 0 => words.gap(),
                    _ => {}
                }
            }
            _ if behind.is_some() => {}
            other => {
                if matches!(other, Event::Text(t) if !t.trim().is_empty()) || matches!(other, Event::Code(_))
                {
                    texts += usize::from(!in_link);
                }
                words.add(other);
            }
        }
    }
    match tag {
        Tag::Heading { level, .. } => BlockContent::Heading(rank(*level), words.trimmed()),
        Tag::Item => BlockContent::Item {
            words: words.trimmed(),
            behind: behind.unwrap_or(at.end),
            is_link: links > 0 && texts == 0,
        },
        Tag::Table(_) => BlockContent::Table(rows),
        Tag::BlockQuote(_) => BlockContent::Quote,
        Tag::CodeBlock(CodeBlockKind::Fenced(_) | CodeBlockKind::Indented) => BlockContent::Code(words.0),
        Tag::HtmlBlock => BlockContent::Html(words.0),
        _ => BlockContent::Other(words.trimmed()),
    }
}

fn rank(level: HeadingLevel) -> usize {
    level as usize
}

/// The words of a block on one line, code between backticks.
#[derive(Default)]
struct Words(String);

impl Words {
    fn add(&mut self, event: &Event<'_>) {
        match event {
            Event::Text(text) | Event::Html(text) => self.0.push_str(text),
            Event::Code(code) => {
                let mark = if code.contains('`') { "``" } else { "`" };
                self.0.push_str(mark);
                self.0.push_str(code);
                self.0.push_str(mark);
            }
            Event::SoftBreak | Event::HardBreak => self.0.push(' '),
            // A tag inside words, such as a line break, separates them.
            Event::InlineHtml(_) => self.gap(),
            _ => {}
        }
    }

    fn gap(&mut self) {
        if !self.0.is_empty() && !self.0.ends_with([' ', '\n']) {
            self.0.push(' ');
        }
    }

    fn trimmed(self) -> String {
        self.0.trim().to_owned()
    }
}
