//! Sheets: pages of positioned items, what layout hands to emit. Points, from the top left corner down.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::fonts::FaceId;
use super::shape::{Glyph, Shaped};

/// A laid-out document.
#[derive(Debug)]
pub(super) struct Layout {
    pub(super) sheets: Vec<Sheet>,
    /// The headings in document order.
    pub(super) outline: Vec<Bookmark>,
    /// What a screen reader is told, in reading order.
    pub(super) tree: Vec<Node>,
    /// What the pages are called, from a page on.
    pub(super) labels: Vec<Label>,
}

impl Layout {
    /// The characters that no font has.
    pub(super) fn missing(&self) -> BTreeSet<char> {
        let items = self.sheets.iter().flat_map(Sheet::all);
        items.filter_map(|item| if let Item::Missing { c, .. } = item { Some(*c) } else { None }).collect()
    }
}

/// What pages are called: a prefix and a number from 1.
#[derive(Debug, Default)]
pub(super) struct Label {
    /// The first of them, from 0.
    pub(super) first: usize,
    pub(super) prefix: String,
}

/// One page.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    pub(super) items: Vec<Item>,
    /// The running header and the footer.
    pub(super) edges: Vec<Item>,
}

impl Sheet {
    /// All items, those at the edges last.
    pub(super) fn all(&self) -> impl Iterator<Item = &Item> {
        self.items.iter().chain(&self.edges)
    }
}

/// A heading to jump to.
#[derive(Debug)]
pub(super) struct Bookmark {
    pub(super) level: u8,
    pub(super) title: String,
}

/// An element of the structure tree.
#[derive(Debug)]
pub(super) struct Node {
    pub(super) role: Role,
    /// The element that it stands in; none at the top.
    pub(super) parent: Option<NodeId>,
    /// What is read aloud in place of what is drawn.
    pub(super) spoken: Option<Spoken>,
}

/// What is read aloud in place of what is drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Spoken {
    /// A description of a drawing.
    Description(String),
    /// The whole of a text that is cut.
    Whole(String),
}

/// The number of an element in [`Layout::tree`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct NodeId(pub(super) usize);

/// The crossed box of a missing character: side, and advance, in ems.
pub(super) const MISSING: (f32, f32) = (0.6, 0.7);

/// What an element is, by the names of PDF.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Heading(u8),
    Paragraph,
    Quote,
    List,
    ListItem,
    Label,
    ListBody,
    Code,
    Table,
    Row,
    HeadCell,
    Cell,
    Figure,
    Division,
    /// One of several documents in a file.
    Part,
}

/// How dark something is drawn. Black and white print loses none of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Ink {
    Black,
    Dark,
    Quiet,
    Rule,
    Shade,
}

/// Something at its place.
#[derive(Debug, Clone)]
pub(super) enum Item {
    /// Glyphs on a baseline.
    Text(Run),
    /// A rectangle, `y` at its top.
    Rect { x: f32, y: f32, width: f32, height: f32, paint: Paint, node: Option<NodeId> },
    /// A straight line.
    Line { from: (f32, f32), to: (f32, f32), weight: f32, ink: Ink, node: Option<NodeId> },
    /// A crossed box in place of a character that no font has, on a baseline.
    Missing { x: f32, y: f32, size: f32, c: char, ink: Ink, node: Option<NodeId> },
    /// An area that leads to an address.
    Link { x: f32, y: f32, width: f32, height: f32, url: Arc<str> },
    /// An area that can be filled in on a screen.
    Field { x: f32, y: f32, width: f32, height: f32, field: Arc<Field> },
    /// Where the bookmark with this number leads.
    Anchor { y: f32, bookmark: usize },
}

/// What an area to fill in is.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Field {
    /// Its name in the form; the boxes of one rating share it.
    pub(super) name: String,
    /// What is shown and read aloud of the whole field.
    pub(super) called: String,
    /// The state that a box stands for; none for a text.
    pub(super) point: Option<String>,
    /// Whether a text has several lines.
    pub(super) tall: bool,
}

/// How a rectangle is painted.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Paint {
    Fill(Ink),
    /// With a line of this weight.
    Stroke(Ink, f32),
}

/// Glyphs of one face and size.
#[derive(Debug, Clone)]
pub(super) struct Run {
    pub(super) x: f32,
    /// The baseline.
    pub(super) y: f32,
    pub(super) size: f32,
    pub(super) face: FaceId,
    pub(super) ink: Ink,
    /// Words and the blanks between them.
    pub(super) words: Arc<Vec<Arc<Shaped>>>,
    pub(super) width: f32,
    pub(super) node: Option<NodeId>,
}

impl Item {
    /// The item moved by `dx` and `dy`.
    #[must_use]
    pub(super) fn moved(mut self, dx: f32, dy: f32) -> Self {
        match &mut self {
            Self::Text(run) => {
                run.x += dx;
                run.y += dy;
            }
            Self::Rect { x, y, .. }
            | Self::Missing { x, y, .. }
            | Self::Link { x, y, .. }
            | Self::Field { x, y, .. } => {
                *x += dx;
                *y += dy;
            }
            Self::Line { from, to, .. } => {
                for point in [from, to] {
                    point.0 += dx;
                    point.1 += dy;
                }
            }
            Self::Anchor { y, .. } => *y += dy,
        }
        self
    }

    /// The item with the numbers of its element and its bookmark so much higher.
    #[must_use]
    pub(super) fn renumbered(mut self, nodes: usize, bookmarks: usize) -> Self {
        match &mut self {
            Self::Text(Run { node, .. })
            | Self::Rect { node, .. }
            | Self::Missing { node, .. }
            | Self::Line { node, .. } => *node = node.map(|node| NodeId(node.0 + nodes)),
            Self::Anchor { bookmark, .. } => *bookmark += bookmarks,
            Self::Link { .. } | Self::Field { .. } => {}
        }
        self
    }

    /// The item as a part of `node`.
    #[must_use]
    pub(super) fn of(mut self, to: Option<NodeId>) -> Self {
        match &mut self {
            Self::Text(Run { node, .. })
            | Self::Rect { node, .. }
            | Self::Missing { node, .. }
            | Self::Line { node, .. } => *node = to,
            Self::Link { .. } | Self::Field { .. } | Self::Anchor { .. } => {}
        }
        self
    }
}

impl Run {
    pub(super) fn glyphs(&self) -> impl Iterator<Item = &Glyph> {
        self.words.iter().flat_map(|word| &word.glyphs)
    }
}

#[cfg(test)]
impl Run {
    /// The characters of the run, without the blank at the end of a line.
    pub(super) fn text(&self) -> String {
        let text: String = self.glyphs().map(|g| g.letters.to_string()).collect();
        text.trim_end().to_owned()
    }
}
