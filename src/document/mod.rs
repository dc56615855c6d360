//! The document: what a packet or a report says, as blocks that every writer draws its own way.
//!
//! [`parse()`] makes it from Markdown. What Markdown can't say is said by directives, HTML comments on a line of their
//! own; [`Block`] lists them. A document holds no markup and no layout: those are the writers' business.

#[cfg(test)]
pub(crate) mod arbitrary;
mod directive;
pub(crate) mod inlines;
mod parse;

pub use parse::parse;

/// The character that stands for a box to tick.
pub const BOX: char = '\u{2610}';

/// The level of a heading that is a quiet label.
pub(crate) const LABEL: u8 = 4;

/// Markdown that says nothing: it keeps marks apart that would be read as one.
pub(crate) const APART: &str = "<!-- -->";

/// A parsed document: its blocks from top to bottom.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Document {
    /// The blocks in reading order.
    pub blocks: Vec<Block>,
}

/// One block of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// `#` to `######`: 1 titles the document, 2 is a question, 3 a part of it, 4 a quiet label. A label is written as
    /// strong words with a colon too: `**Rating:**`.
    Heading {
        /// 1 to 6.
        level: u8,
        /// The heading's words.
        inlines: Vec<Inline>,
    },
    /// A paragraph.
    Paragraph {
        /// How it is set.
        style: ParagraphStyle,
        /// Its words.
        inlines: Vec<Inline>,
    },
    /// A blockquote: words to say aloud.
    Say(Vec<Block>),
    /// A list.
    List {
        /// The first number of an ordered list; none for a bullet list.
        start: Option<u64>,
        /// `<!-- list: + -->`: what is drawn in place of the bullet.
        mark: Option<String>,
        /// `<!-- small -->`: in smaller type.
        small: bool,
        /// Each item's blocks.
        items: Vec<Vec<Block>>,
    },
    /// A code block.
    Code {
        /// The language of the fence; empty for plain text.
        lang: String,
        /// The code, without its last line end, tabs, and blanks at the ends of lines.
        text: String,
    },
    /// A table.
    Table(Table),
    /// `<!-- rating: ITEM -->` before a task list: one point of a scale to tick.
    Rating {
        /// The item that is rated.
        item: String,
        /// The points from low to high.
        points: Vec<Point>,
    },
    /// `<!-- evidence: ITEM 6 -->`: room to write.
    Evidence {
        /// What the evidence is for.
        item: String,
        /// How many ruled lines, 1 to [`MAX_LINES`].
        lines: usize,
    },
    /// `<!-- columns 3:2 -->`, `<!-- next -->`, `<!-- end -->`: parts side by side.
    Columns {
        /// The columns' shares of the width, one each.
        weights: Vec<u32>,
        /// The columns' blocks.
        parts: Vec<Vec<Block>>,
    },
    /// `<!-- keep -->`, `<!-- end -->`: blocks that stay on one page.
    Keep(Vec<Block>),
    /// `<!-- page-break -->`: what follows begins a page.
    PageBreak,
    /// A thematic break.
    Rule,
}

/// How a paragraph is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ParagraphStyle {
    /// As running text.
    #[default]
    Plain,
    /// `<!-- small -->`: in smaller type.
    Small,
    /// `<!-- aside -->`: at the right end of the heading before it.
    Aside,
}

/// A piece of running text.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Inline {
    /// Plain text.
    Text(String),
    /// Bold.
    Strong(Vec<Inline>),
    /// Italic.
    Emphasis(Vec<Inline>),
    /// A code span.
    Code(String),
    /// A link.
    Link {
        /// Where it leads: an `http`, `https` or `mailto` address.
        url: String,
        /// What it says.
        inlines: Vec<Inline>,
    },
    /// A line break that was asked for.
    Break,
    /// A box to tick.
    Box,
}

/// One point of a rating: what stands in bold, and what an answer worth it looks like.
pub type Point = Vec<Inline>;

/// A table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// How it is drawn.
    pub style: TableStyle,
    /// `<!-- ratings: ITEM ITEM -->`: the item that each row rates, its boxes being the points at the head of their
    /// columns; empty where the boxes are no fields.
    pub items: Vec<String>,
    /// How each column is aligned.
    pub align: Vec<Align>,
    /// The head's cells.
    pub head: Vec<Vec<Inline>>,
    /// The rows' cells; each row has as many as the head.
    pub rows: Vec<Vec<Vec<Inline>>>,
}

/// How a table is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum TableStyle {
    /// With quiet heads and light rules.
    #[default]
    Plain,
    /// `<!-- cover -->`: one row of labelled facts.
    Cover,
    /// `<!-- timeline -->`: the heads are segments, the row holds their minutes.
    Timeline,
}

/// How a column is aligned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Align {
    /// At the left.
    #[default]
    Left,
    /// In the middle.
    Center,
    /// At the right.
    Right,
}

/// The most ruled lines that one field may have.
pub const MAX_LINES: usize = 60;

/// The words of `inlines` without their styles.
pub fn plain(inlines: &[Inline]) -> String {
    let mut out = String::new();
    for inline in inlines {
        match inline {
            Inline::Text(text) | Inline::Code(text) => out.push_str(text),
            Inline::Strong(inner) | Inline::Emphasis(inner) | Inline::Link { inlines: inner, .. } => {
                out.push_str(&plain(inner));
            }
            Inline::Break => out.push(' '),
            Inline::Box => out.push(BOX),
        }
    }
    out
}

/// `point` as its label (what leads it in bold) and the rest; all is label where nothing is bold.
pub fn split_point(point: &[Inline]) -> (&[Inline], Vec<Inline>) {
    match point {
        [Inline::Strong(label), rest @ ..] => (label, inlines::trimmed(rest.to_vec())),
        all => (all, Vec::new()),
    }
}

/// A question's heading `1. Title` as its number and its title; no number where there is none.
pub fn split_number(inlines: &[Inline]) -> (Option<&str>, Vec<Inline>) {
    if let [Inline::Text(text), rest @ ..] = inlines
        && let Some((number, title)) = text.split_once(['.', ' '])
        && (1..=3).contains(&number.len())
        && number.bytes().all(|b| b.is_ascii_digit())
    {
        let title = title.trim_start();
        let mut out = Vec::with_capacity(inlines.len());
        if !title.is_empty() {
            out.push(Inline::Text(title.to_owned()));
        }
        out.extend_from_slice(rest);
        if !out.is_empty() && text.as_bytes().get(number.len()) == Some(&b'.') {
            return (Some(number), out);
        }
    }
    (None, inlines.to_vec())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(s: &str) -> Vec<Inline> {
        vec![Inline::Text(s.to_owned())]
    }

    #[test]
    fn a_question_has_a_number() {
        assert_eq!(split_number(&text("12. A title")), (Some("12"), text("A title")));
        assert_eq!(split_number(&text("2026 in short")), (None, text("2026 in short")));
        assert_eq!(split_number(&text("3 ways out. Really")), (None, text("3 ways out. Really")));
        assert_eq!(split_number(&text("1.")), (None, text("1.")));
    }

    #[test]
    fn a_point_is_label_and_rest() {
        let point = vec![Inline::Strong(text("1 Poor")), Inline::Text(" Counts".into())];
        let (label, rest) = split_point(&point);
        assert_eq!((plain(label), plain(&rest)), ("1 Poor".to_owned(), "Counts".to_owned()));
        assert_eq!(split_point(&text("1")).0, text("1").as_slice());
    }
}
