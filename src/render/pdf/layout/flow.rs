//! Flows: pieces one below the other. A block becomes pieces once, for its width; `fill` puts them on pages.

use std::rc::Rc;

use crate::render::pdf::pages::{Ink, NodeId, PageItem, Paint};
use crate::render::pdf::style::{LIGHT, MM};

/// Pieces from top to bottom.
pub(super) type Flow = Vec<Piece>;

/// One piece of a flow.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    /// The space above; none at the top of a page or a frame.
    pub(super) above: f32,
    /// Whether it stays on the page of the piece that follows.
    pub(super) stays: bool,
    pub(super) body: Body,
}

/// What a piece is made of.
#[derive(Debug, Clone)]
pub(super) enum Body {
    /// Something indivisible: a line, a ruled line, a drawing.
    Strip { height: f32, items: Rc<[PageItem]> },
    /// Flows side by side, each with its x; each breaks by itself.
    Columns(Vec<(f32, Flow)>),
    /// A flow that is broken only where it is higher than a page.
    Keep(Flow),
    /// A flow in a frame, which is drawn on each page.
    Framed { frame: Frame, flow: Flow },
    /// Rows under a head, which is drawn again on each page.
    Headed { head: Flow, rows: Flow },
    /// A page break; `left`: the page that begins is one at the left when the sheets are printed on both sides.
    NewPage { left: bool },
}

/// What is drawn around a flow.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Frame {
    /// A heavy bar at the left.
    Bar,
    /// A light box of this width.
    Box(f32),
    /// Boxes side by side: their total width and their number.
    Cells(f32, usize),
    /// A light rule of this width below.
    Under(f32),
}

impl Frame {
    /// The space inside, above and below.
    pub(super) fn padding(self) -> (f32, f32) {
        match self {
            Self::Bar => (1.6, 1.6),
            Self::Box(_) => (2.0 * MM, 2.0 * MM),
            Self::Cells(..) => (1.3 * MM, 1.5 * MM),
            Self::Under(_) => (0.8 * MM, 1.0 * MM),
        }
    }

    /// What is drawn around a content of this height, padding included.
    pub(super) fn items(self, height: f32) -> Vec<PageItem> {
        let rect = |x, width, paint| PageItem::Rect { x, y: 0.0, width, height, paint, node: None };
        match self {
            Self::Bar => vec![rect(0.0, 2.4, Paint::Fill(Ink::Black))],
            Self::Box(width) => vec![rect(0.0, width, Paint::Stroke(Ink::Rule, LIGHT))],
            Self::Cells(width, n) => {
                let cell = width / n as f32;
                (0..n).map(|i| rect(i as f32 * cell, cell, Paint::Stroke(Ink::Black, LIGHT))).collect()
            }
            Self::Under(width) => vec![PageItem::Line {
                from: (0.0, height),
                to: (width, height),
                weight: LIGHT,
                ink: Ink::Rule,
                node: None,
            }],
        }
    }
}

impl Piece {
    pub(super) fn new(above: f32, body: Body) -> Self {
        Self { above, stays: false, body }
    }

    pub(super) fn strip(above: f32, height: f32, items: Vec<PageItem>) -> Self {
        Self::new(above, Body::Strip { height, items: items.into() })
    }

    /// The same piece, staying with the next.
    #[must_use]
    pub(super) fn staying(mut self) -> Self {
        self.stays = true;
        self
    }

    /// The same piece without a part in the structure tree: a head that is drawn again is not read again.
    pub(super) fn silent(&self) -> Self {
        let all = |flow: &Flow| flow.iter().map(Self::silent).collect();
        let body = match &self.body {
            Body::Strip { height, items } => Body::Strip {
                height: *height,
                items: items.iter().map(|item| item.clone().owned_by(None)).collect(),
            },
            Body::Columns(columns) => {
                Body::Columns(columns.iter().map(|(x, flow)| (*x, all(flow))).collect())
            }
            Body::Keep(flow) => Body::Keep(all(flow)),
            Body::Framed { frame, flow } => Body::Framed { frame: *frame, flow: all(flow) },
            Body::Headed { head, rows } => Body::Headed { head: all(head), rows: all(rows) },
            Body::NewPage { left } => Body::NewPage { left: *left },
        };
        Self { above: self.above, stays: self.stays, body }
    }
}

/// Makes every piece stay with the next.
pub(super) fn keep_all(flow: &mut Flow) {
    for piece in flow {
        piece.stays = true;
    }
}

/// Keeps the first `n` lines together and the last `n`: none is left alone at the foot or the head of a page.
pub(super) fn keep_ends(flow: &mut Flow, n: usize) {
    let count = flow.len();
    for (i, piece) in flow.iter_mut().enumerate() {
        piece.stays = i + 1 < count && (i + 1 < n || i + n >= count);
    }
}

/// Moves every strip of `flow` to the right.
pub(super) fn indent_by(flow: &mut Flow, dx: f32) {
    for piece in flow {
        if let Body::Strip { items, .. } = &mut piece.body {
            *items = items.iter().map(|item| item.clone().moved(dx, 0.0)).collect();
        }
    }
}

/// The items of all strips of `flow`.
pub(super) fn strip_items(flow: &Flow) -> Vec<PageItem> {
    let items = flow.iter().map(|piece| match &piece.body {
        Body::Strip { items, .. } => &items[..],
        _ => &[],
    });
    items.flatten().cloned().collect()
}

/// Puts `added` before the items of the first strip of `flow`.
pub(super) fn add_items(flow: &mut Flow, added: Vec<PageItem>) {
    if let Some(Piece { body: Body::Strip { items, .. }, .. }) = flow.first_mut() {
        *items = added.into_iter().chain(items.iter().cloned()).collect();
    }
}

/// A line of `width` at `y` to write on.
pub(super) fn ruled(y: f32, width: f32, node: Option<NodeId>) -> PageItem {
    PageItem::Line { from: (0.0, y), to: (width, y), weight: LIGHT, ink: Ink::Rule, node }
}

/// A rule of `width` at `y`: grey where it is lighter than [`LIGHT`], else black.
pub(super) fn rule(y: f32, width: f32, weight: f32) -> PageItem {
    let ink = if weight < LIGHT { Ink::Rule } else { Ink::Black };
    PageItem::Line { from: (0.0, y), to: (width, y), weight, ink, node: None }
}
