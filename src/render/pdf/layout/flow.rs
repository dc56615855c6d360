//! Flows: pieces one below the other, and how much of them fits on a page.
//!
//! A block becomes pieces once, for its width; pages are then filled from them. Nothing here knows what a heading is.

use std::rc::Rc;

use crate::render::pdf::sheet::{Ink, Item, Paint};
use crate::render::pdf::style::{LIGHT, MM};

/// Rounding that a page forgives.
const SLACK: f32 = 0.05;

/// Pieces from top to bottom.
pub(super) type Flow = Vec<Piece>;

/// One piece of a flow.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    /// The space above; none at the top of a page or a frame.
    pub(super) above: f32,
    /// Whether it stays with the piece that follows.
    pub(super) stays: bool,
    pub(super) body: Body,
}

/// What a piece is made of.
#[derive(Debug, Clone)]
pub(super) enum Body {
    /// What can't be torn: a line, a ruled line, a drawing.
    Strip { height: f32, items: Rc<[Item]> },
    /// Flows side by side, each from its `x`; each goes on by itself.
    Columns(Vec<(f32, Flow)>),
    /// A flow that is torn only where it is higher than a page.
    Keep(Flow),
    /// A flow inside a frame; each page gets its own.
    Framed { frame: Frame, flow: Flow },
    /// Rows under a head that is drawn again on each page.
    Headed { head: Flow, rows: Flow },
    /// The rest begins a page.
    NewPage,
}

/// What is drawn around a flow.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Frame {
    /// A heavy bar at the left.
    Bar,
    /// A light box around the given width.
    Box(f32),
    /// Boxes side by side of the given total width and number.
    Cells(f32, usize),
    /// A light rule below the given width.
    Under(f32),
}

impl Frame {
    /// The space inside, above and below.
    fn padding(self) -> (f32, f32) {
        match self {
            Self::Bar => (1.6, 1.6),
            Self::Box(_) => (2.0 * MM, 2.0 * MM),
            Self::Cells(..) => (1.3 * MM, 1.5 * MM),
            Self::Under(_) => (0.8 * MM, 1.0 * MM),
        }
    }

    /// What is drawn around a content of `height`, padding included.
    fn items(self, height: f32) -> Vec<Item> {
        let stroke = |x, width, ink| Item::Rect {
            x,
            y: 0.0,
            width,
            height,
            paint: Paint::Stroke(ink, LIGHT),
            node: None,
        };
        match self {
            Self::Bar => {
                let paint = Paint::Fill(Ink::Black);
                vec![Item::Rect { x: 0.0, y: 0.0, width: 2.4, height, paint, node: None }]
            }
            Self::Box(width) => vec![stroke(0.0, width, Ink::Rule)],
            Self::Cells(width, n) => {
                let cell = width / n as f32;
                (0..n).map(|i| stroke(i as f32 * cell, cell, Ink::Black)).collect()
            }
            Self::Under(width) => {
                vec![Item::Line {
                    from: (0.0, height),
                    to: (width, height),
                    weight: 0.3,
                    ink: Ink::Rule,
                    node: None,
                }]
            }
        }
    }
}

/// What has been placed of a flow.
#[derive(Debug, Default)]
pub(super) struct Filled {
    pub(super) items: Vec<Item>,
    pub(super) height: f32,
    /// How many pieces are gone.
    pub(super) done: usize,
    /// What is left of the piece after them.
    pub(super) rest: Option<Piece>,
    /// Whether a new page was asked for.
    pub(super) page_ends: bool,
}

/// How much of a body fitted.
enum Fit {
    Whole(Vec<Item>, f32),
    Part(Vec<Item>, f32, Body),
    Nothing,
}

impl Piece {
    pub(super) fn new(above: f32, body: Body) -> Self {
        Self { above, stays: false, body }
    }

    pub(super) fn strip(above: f32, height: f32, items: Vec<Item>) -> Self {
        Self::new(above, Body::Strip { height, items: items.into() })
    }

    /// The same piece, staying with the next.
    #[must_use]
    pub(super) fn staying(mut self) -> Self {
        self.stays = true;
        self
    }
}

/// Places as many of `pieces` as fit into `room`; `fresh` where nothing stands above, so that something must be placed.
pub(super) fn fill(pieces: &[Piece], room: f32, fresh: bool) -> Filled {
    let mut now = Filled::default();
    // Where the flow may be left: pieces, items and height by then.
    let mut safe = (0, 0, 0.0);
    for (i, piece) in pieces.iter().enumerate() {
        if matches!(piece.body, Body::NewPage) {
            return Filled { done: i + 1, page_ends: true, ..now };
        }
        let above = if i == 0 { 0.0 } else { piece.above };
        let top = now.height + above;
        match piece.body.fit(room - top, fresh && i == 0) {
            Fit::Whole(items, height) => {
                now.items.extend(items.into_iter().map(|item| item.moved(0.0, top)));
                now.height = top + height;
                now.done = i + 1;
                if !piece.stays {
                    safe = (now.done, now.items.len(), now.height);
                }
            }
            Fit::Part(items, height, body) => {
                now.items.extend(items.into_iter().map(|item| item.moved(0.0, top)));
                now.height = top + height;
                now.rest = Some(Piece { body, above: 0.0, stays: piece.stays });
                return now;
            }
            // A chain of staying pieces that is higher than a page is torn where it must be.
            Fit::Nothing if safe.0 == 0 && fresh => return now,
            Fit::Nothing => {
                now.items.truncate(safe.1);
                (now.done, now.height) = (safe.0, safe.2);
                return now;
            }
        }
    }
    now
}

/// The height of a flow that is not torn.
pub(super) fn height(flow: &Flow) -> f32 {
    fill(flow, f32::INFINITY, true).height
}

impl Body {
    fn fit(&self, room: f32, fresh: bool) -> Fit {
        match self {
            Self::Strip { height, items } => {
                if *height <= room + SLACK || fresh {
                    Fit::Whole(items.to_vec(), *height)
                } else {
                    Fit::Nothing
                }
            }
            Self::Columns(columns) => fit_columns(columns, room, fresh),
            Self::Keep(flow) => {
                let filled = fill(flow, room, fresh);
                let whole = filled.done == flow.len();
                if whole || fresh { fit_of(filled, flow, Self::Keep) } else { Fit::Nothing }
            }
            Self::Framed { frame, flow } => {
                let (over, under) = frame.padding();
                let mut filled = fill(flow, room - over - under, fresh);
                if filled.done == 0 && filled.rest.is_none() {
                    return if flow.is_empty() { Fit::Whole(Vec::new(), 0.0) } else { Fit::Nothing };
                }
                // A frame is drawn around something: not around empty parts, and not past the page's end.
                if filled.items.is_empty() && filled.done == flow.len() {
                    return Fit::Whole(Vec::new(), 0.0);
                }
                let high = filled.height + over + under > room + SLACK;
                if high && !fresh {
                    return Fit::Nothing;
                }
                // What can't be torn and fills the page leaves no room for padding.
                let (over, under) = if high { (0.0, 0.0) } else { (over, under) };
                filled.items = filled.items.into_iter().map(|item| item.moved(0.0, over)).collect();
                filled.height += over + under;
                let mut items = frame.items(filled.height);
                items.append(&mut filled.items);
                filled.items = items;
                fit_of(filled, flow, |flow| Self::Framed { frame: *frame, flow })
            }
            Self::Headed { head, rows } => {
                let filled = fill(head, f32::INFINITY, true);
                let body = fill(rows, room - filled.height, fresh);
                // A row of nothing takes no room: the head needs its own.
                let torn_off = body.done == 0 && body.rest.is_none() && !rows.is_empty();
                if torn_off || (filled.height > room + SLACK && !fresh) {
                    return Fit::Nothing;
                }
                let Filled { items, height, .. } = filled;
                let below = body.items.into_iter().map(|item| item.moved(0.0, height));
                let items = items.into_iter().chain(below).collect();
                let filled = Filled { items, height: height + body.height, ..body };
                let head = head.iter().map(Piece::silent).collect();
                fit_of(filled, rows, |rows| Self::Headed { head, rows })
            }
            Self::NewPage => Fit::Nothing,
        }
    }

    /// The same without a part in the structure tree: a head that is drawn again is not read again.
    fn silent(&self) -> Self {
        let all = |flow: &Flow| flow.iter().map(Piece::silent).collect();
        match self {
            Self::Strip { height, items } => Self::Strip {
                height: *height,
                items: items.iter().map(|item| item.clone().of(None)).collect(),
            },
            Self::Columns(columns) => {
                Self::Columns(columns.iter().map(|(x, flow)| (*x, all(flow))).collect())
            }
            Self::Keep(flow) => Self::Keep(all(flow)),
            Self::Framed { frame, flow } => Self::Framed { frame: *frame, flow: all(flow) },
            Self::Headed { head, rows } => Self::Headed { head: all(head), rows: all(rows) },
            Self::NewPage => Self::NewPage,
        }
    }
}

impl Piece {
    fn silent(&self) -> Self {
        Self { above: self.above, stays: self.stays, body: self.body.silent() }
    }
}

/// What `filled` means for a body made of `flow`, whose rest `wrap` makes a body again.
fn fit_of(filled: Filled, flow: &Flow, wrap: impl FnOnce(Flow) -> Body) -> Fit {
    if filled.done == flow.len() {
        return Fit::Whole(filled.items, filled.height);
    }
    if filled.done == 0 && filled.rest.is_none() {
        return Fit::Nothing;
    }
    let mut rest: Flow = filled.rest.into_iter().collect();
    let after = filled.done + rest.len();
    rest.extend_from_slice(flow.get(after..).unwrap_or_default());
    Fit::Part(filled.items, filled.height, wrap(rest))
}

/// Fills each column by itself; they leave the page together only where each has begun on it.
fn fit_columns(columns: &[(f32, Flow)], room: f32, fresh: bool) -> Fit {
    let mut items = Vec::new();
    let mut height: f32 = 0.0;
    let mut rests = Vec::with_capacity(columns.len());
    for (x, flow) in columns {
        let filled = fill(flow, room, fresh);
        if filled.done == 0 && filled.rest.is_none() && !flow.is_empty() {
            return Fit::Nothing;
        }
        items.extend(filled.items.into_iter().map(|item| item.moved(*x, 0.0)));
        height = height.max(filled.height);
        let mut rest: Flow = filled.rest.into_iter().collect();
        let after = filled.done + rest.len();
        rest.extend_from_slice(flow.get(after..).unwrap_or_default());
        rests.push((*x, rest));
    }
    if rests.iter().all(|(_, rest)| rest.is_empty()) {
        Fit::Whole(items, height)
    } else {
        Fit::Part(items, height, Body::Columns(rests))
    }
}

/// The heavy or light rule of `width` at `y`.
pub(super) fn rule(y: f32, width: f32, weight: f32) -> Item {
    let ink = if weight < LIGHT { Ink::Rule } else { Ink::Black };
    Item::Line { from: (0.0, y), to: (width, y), weight, ink, node: None }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn strip(height: f32) -> Piece {
        Piece::strip(2.0, height, vec![rule(0.0, 1.0, LIGHT)])
    }

    #[test]
    fn what_fits_is_placed() {
        let filled = fill(&[strip(10.0), strip(10.0), strip(10.0)], 25.0, true);
        assert_eq!((filled.done, filled.height), (2, 22.0));
    }

    #[test]
    fn what_stays_goes_with_the_next() {
        let pieces = [strip(10.0), strip(10.0).staying(), strip(10.0)];
        assert_eq!(fill(&pieces, 25.0, true).done, 1);
        assert_eq!(fill(&pieces[1..], 15.0, false).done, 0);
        assert_eq!(fill(&pieces[1..], 15.0, true).done, 1, "on a fresh page something must be placed");
    }

    #[test]
    fn a_keep_is_torn_only_when_higher_than_a_page() {
        let keep = Piece::new(0.0, Body::Keep(vec![strip(10.0), strip(10.0)]));
        let filled = fill(&[strip(5.0), keep.clone()], 20.0, true);
        assert_eq!((filled.done, filled.rest.is_some()), (1, false));
        let filled = fill(&[keep], 15.0, true);
        assert_eq!((filled.done, filled.rest.is_some()), (0, true));
    }

    #[test]
    fn columns_go_on_by_themselves() {
        let columns = Body::Columns(vec![(0.0, vec![strip(10.0); 3]), (50.0, vec![strip(10.0)])]);
        let filled = fill(&[Piece::new(0.0, columns)], 25.0, true);
        let Some(Piece { body: Body::Columns(rest), .. }) = filled.rest else { panic!() };
        assert_eq!((rest[0].1.len(), rest[1].1.len()), (1, 0));
    }

    #[test]
    fn a_head_over_an_empty_row_needs_its_room() {
        let empty = Piece::new(0.0, Body::Framed { frame: Frame::Under(9.0), flow: Vec::new() });
        let table = Body::Headed { head: vec![strip(10.0)], rows: vec![empty, strip(10.0)] };
        let filled = fill(&[strip(10.0), Piece::new(0.0, table)], 15.0, true);
        assert_eq!((filled.done, filled.rest.is_some()), (1, false));
    }

    #[test]
    fn a_head_is_drawn_again() {
        let table = Body::Headed { head: vec![strip(10.0)], rows: vec![strip(10.0); 3] };
        let first = fill(&[Piece::new(0.0, table)], 35.0, true);
        assert!((first.height - 32.0).abs() < SLACK);
        let second = fill(&[first.rest.unwrap()], 35.0, true);
        assert_eq!((second.done, second.height), (1, 20.0));
    }
}
