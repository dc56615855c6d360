//! What a document consists of.

/// The character that is a box to tick.
pub const BOX: char = '\u{2610}';

/// The level of headings that are quiet labels.
pub(crate) const LABEL: u8 = 4;

/// Markdown that shows nothing. It separates delimiters that would otherwise be read as one.
pub(crate) const SEPARATOR: &str = "<!-- -->";

/// A parsed document: its blocks from top to bottom.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Document {
    /// The blocks in reading order.
    pub blocks: Vec<Block>,
}

/// One block of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// `#` to `######`: level 1 is the title, 2 a question, 3 a part of it, 4 a quiet label. A label may also be written
    /// in bold with a colon: `**Rating:**`.
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
        /// `<!-- list: + -->`: what is drawn instead of the bullet.
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
        /// The code, with tabs expanded, and without blanks at the ends of lines or the last line end.
        text: String,
    },
    /// A table.
    Table(Table),
    /// `<!-- rating: ITEM -->` before a task list: a scale, of which one point is ticked.
    Rating {
        /// The item that is rated.
        item: String,
        /// The points from low to high.
        points: Vec<Point>,
    },
    /// `<!-- tick: ITEM COLUMN -->` before a task list of one line: a single box.
    Tick {
        /// The item that it is about.
        item: String,
        /// The column of the scorecard that says `yes` where it is ticked, such as `hint`.
        column: String,
        /// What is so where it is ticked.
        label: Vec<Inline>,
    },
    /// `<!-- evidence: ITEM 6 -->`: room to write.
    Evidence {
        /// The item that it is about.
        item: String,
        /// The number of ruled lines, 1 to [`MAX_LINES`].
        lines: usize,
        /// `<!-- evidence: ITEM 6+ -->`: as many more as its sheet has room for.
        grows: bool,
    },
    /// `<!-- columns 3:2 -->`, `<!-- next -->`, `<!-- end -->`: parts side by side.
    Columns {
        /// The share of the width that each column gets.
        weights: Vec<u32>,
        /// The columns' blocks.
        parts: Vec<Vec<Block>>,
    },
    /// `<!-- keep -->`, `<!-- end -->`: blocks that stay on one page.
    Keep(Vec<Block>),
    /// `<!-- sheet -->`, `<!-- next -->`, `<!-- end -->`: parts that are set on one page of their own, in smaller type where
    /// they need it; else on facing pages, no part on two.
    Sheet(Vec<Vec<Block>>),
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
    /// `<!-- aside -->`: flush right on the line of the heading before it.
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
        /// Its words.
        inlines: Vec<Inline>,
    },
    /// A hard line break.
    Break,
    /// A box to tick.
    Box,
}

/// One point of a rating: its label in bold, and what an answer worth it looks like.
pub type Point = Vec<Inline>;

/// A table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// How it is drawn.
    pub style: TableStyle,
    /// `<!-- ratings: ITEM ITEM -->`: the item that each row rates; a box stands for the point at the head of its column.
    /// Empty where the boxes are not fields.
    pub items: Vec<String>,
    /// The alignment of each column.
    pub align: Vec<Align>,
    /// The head's cells.
    pub head: Vec<Vec<Inline>>,
    /// The cells of each row, as many as the head has.
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
    /// `<!-- timeline -->`: the heads are segments, the row holds their minutes, after the time of day where it is known.
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

/// The most ruled lines of one field.
pub const MAX_LINES: usize = 60;
