//! Pages of positioned items, which layout hands to emit. In points, from the top left corner down.

use std::sync::Arc;

use super::fonts::FaceId;
use super::shape::{Glyph, Shaped};

/// A laid-out document.
#[derive(Debug)]
pub(super) struct PagedDocument {
    /// Width and height of all its pages.
    pub(super) size: (f32, f32),
    pub(super) sheets: Vec<LayoutPage>,
    /// The headings in document order.
    pub(super) outline: Vec<Bookmark>,
    /// The structure for screen readers, in reading order; an element comes before its children.
    pub(super) tree: Vec<Node>,
}

impl PagedDocument {
    /// The characters that no font has, in their order on the pages, repeated ones included.
    pub(super) fn missing(&self) -> impl Iterator<Item = char> {
        let items = self.sheets.iter().flat_map(LayoutPage::all);
        items.filter_map(|item| if let PageItem::Missing { c, .. } = item { Some(*c) } else { None })
    }
}

/// One page.
#[derive(Debug, Default)]
pub(super) struct LayoutPage {
    pub(super) items: Vec<PageItem>,
    /// The running header and the footer.
    pub(super) edges: Vec<PageItem>,
}

impl LayoutPage {
    /// All items, those of header and footer last.
    pub(super) fn all(&self) -> impl Iterator<Item = &PageItem> {
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
    pub(super) role: TagRole,
    /// The element that contains it; none at the top.
    pub(super) parent: Option<NodeId>,
    /// What is read aloud instead of what is drawn.
    pub(super) spoken: Option<Spoken>,
}

/// What is read aloud instead of what is drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Spoken {
    /// A description of a drawing.
    Description(String),
    /// The full text where what is drawn is cut short.
    FullText(String),
}

/// The index of an element in [`PagedDocument::tree`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct NodeId(pub(super) usize);

/// The crossed box of a missing character: its side and its advance, in ems.
pub(super) const MISSING: (f32, f32) = (0.6, 0.7);

/// The standard structure types of PDF that are used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TagRole {
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
    /// A form field.
    Form,
}

/// How dark something is drawn; all of them survive a black-and-white printer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Ink {
    Black,
    Dark,
    Quiet,
    Rule,
    Shade,
}

/// Something at its place on a page.
#[derive(Debug, Clone)]
pub(super) enum PageItem {
    /// Glyphs on a baseline.
    Text(GlyphRun),
    /// A rectangle, `y` at its top.
    Rect { x: f32, y: f32, width: f32, height: f32, paint: Paint, node: Option<NodeId> },
    /// A straight line.
    Line { from: (f32, f32), to: (f32, f32), weight: f32, ink: Ink, node: Option<NodeId> },
    /// A crossed box on a baseline, for a character that no font has.
    Missing { x: f32, y: f32, size: f32, c: char, ink: Ink, node: Option<NodeId> },
    /// An area that can be filled in on screen. `mark`: where in it the cross of a box is drawn, from its top left corner, and
    /// the side of the box; in all of the area where there is none.
    Field { x: f32, y: f32, width: f32, height: f32, mark: Option<(f32, f32, f32)>, field: Arc<FormField> },
    /// The target of the bookmark with this index.
    Anchor { y: f32, bookmark: usize },
}

/// A form field.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct FormField {
    /// Its name in the form; the boxes of one rating share it.
    pub(super) name: String,
    /// What is shown as a tooltip and read aloud.
    pub(super) label: String,
    pub(super) kind: FieldKind,
    /// Its element.
    pub(super) node: NodeId,
}

/// What is entered into a form field.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum FieldKind {
    /// A box of a rating; ticked, the field has this value.
    Box(String),
    /// Text, of one line or of several.
    Text { multiline: bool },
}

/// How a rectangle is painted.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Paint {
    Fill(Ink),
    /// Its outline, with a line of this weight.
    Stroke(Ink, f32),
}

/// Glyphs of one face and size.
#[derive(Debug, Clone)]
pub(super) struct GlyphRun {
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

impl PageItem {
    /// The item moved by `dx` and `dy`.
    #[must_use]
    pub(super) fn moved(mut self, dx: f32, dy: f32) -> Self {
        match &mut self {
            Self::Text(run) => {
                run.x += dx;
                run.y += dy;
            }
            Self::Rect { x, y, .. } | Self::Missing { x, y, .. } | Self::Field { x, y, .. } => {
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

    /// The item at `scale` times its size, but with lines as heavy as before.
    #[must_use]
    pub(super) fn scaled(mut self, scale: f32) -> Self {
        let all = |lengths: &mut [&mut f32]| lengths.iter_mut().for_each(|length| **length *= scale);
        match &mut self {
            Self::Text(GlyphRun { x, y, size, width, .. }) => all(&mut [x, y, size, width]),
            Self::Missing { x, y, size, .. } => all(&mut [x, y, size]),
            Self::Rect { x, y, width, height, .. } => all(&mut [x, y, width, height]),
            Self::Field { x, y, width, height, mark, .. } => {
                all(&mut [x, y, width, height]);
                if let Some((left, top, side)) = mark {
                    all(&mut [left, top, side]);
                }
            }
            Self::Line { from, to, .. } => all(&mut [&mut from.0, &mut from.1, &mut to.0, &mut to.1]),
            Self::Anchor { y, .. } => *y *= scale,
        }
        self
    }

    /// The item as content of the element `owner`.
    #[must_use]
    pub(super) fn owned_by(mut self, owner: Option<NodeId>) -> Self {
        match &mut self {
            Self::Text(GlyphRun { node, .. })
            | Self::Rect { node, .. }
            | Self::Missing { node, .. }
            | Self::Line { node, .. } => *node = owner,
            Self::Field { .. } | Self::Anchor { .. } => {}
        }
        self
    }
}

impl GlyphRun {
    pub(super) fn glyphs(&self) -> impl Iterator<Item = &Glyph> {
        self.words.iter().flat_map(|word| &word.glyphs)
    }
}

#[cfg(test)]
impl GlyphRun {
    /// The characters of the run, without the blank at the end of a line.
    pub(super) fn text(&self) -> String {
        let text: String = self.glyphs().map(|g| g.text.to_string()).collect();
        text.trim_end().to_owned()
    }
}
