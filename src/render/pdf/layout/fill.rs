//! Filling pages: how much of a flow fits.

use super::flow::{Body, Flow, Piece};
use crate::render::pdf::pages::PageItem;

/// Tolerance for rounding.
const SLACK: f32 = 0.05;

/// What has been placed of a flow.
#[derive(Debug, Default)]
pub(super) struct Placed {
    pub(super) items: Vec<PageItem>,
    pub(super) height: f32,
    /// How many pieces are placed as a whole.
    pub(super) done: usize,
    /// What is left of the piece after them, where a part of it is placed.
    pub(super) rest: Option<Piece>,
    /// Whether a page break was met.
    pub(super) page_ends: bool,
    /// Whether the page after it is one at the left.
    pub(super) left: bool,
}

/// How much of a body fits.
enum Fit {
    Whole(Vec<PageItem>, f32),
    /// The items and the height of what fits, and the rest.
    Part(Vec<PageItem>, f32, Body),
    Nothing,
}

/// Places as many of `pieces` as fit into `room`. Where the page is `fresh`, nothing stands above them, and something is
/// placed whether it fits or not.
pub(super) fn fill(pieces: &[Piece], room: f32, fresh: bool) -> Placed {
    let mut placed = Placed::default();
    // Pieces, items and height at the last place where the flow may break.
    let mut safe = (0, 0, 0.0);
    for (i, piece) in pieces.iter().enumerate() {
        if let Body::NewPage { left } = piece.body {
            return Placed { done: i + 1, page_ends: true, left, ..placed };
        }
        let above = if i == 0 { 0.0 } else { piece.above };
        let top = placed.height + above;
        match fit(&piece.body, room - top, fresh && i == 0) {
            Fit::Whole(items, height) => {
                placed.items.extend(items.into_iter().map(|item| item.moved(0.0, top)));
                placed.height = top + height;
                placed.done = i + 1;
                if !piece.stays {
                    safe = (placed.done, placed.items.len(), placed.height);
                }
            }
            Fit::Part(items, height, body) => {
                placed.items.extend(items.into_iter().map(|item| item.moved(0.0, top)));
                placed.height = top + height;
                placed.rest = Some(Piece { body, above: 0.0, stays: piece.stays });
                return placed;
            }
            // A chain of staying pieces that is higher than a page is broken all the same.
            Fit::Nothing if safe.0 == 0 && fresh => return placed,
            Fit::Nothing => {
                placed.items.truncate(safe.1);
                (placed.done, placed.height) = (safe.0, safe.2);
                return placed;
            }
        }
    }
    placed
}

/// The height of a flow on one endless page.
pub(super) fn height(flow: &Flow) -> f32 {
    fill(flow, f32::INFINITY, true).height
}

fn fit(body: &Body, room: f32, fresh: bool) -> Fit {
    match body {
        Body::Strip { height, items } => {
            if *height <= room + SLACK || fresh {
                Fit::Whole(items.to_vec(), *height)
            } else {
                Fit::Nothing
            }
        }
        Body::Columns(columns) => fit_columns(columns, room, fresh),
        Body::Keep(flow) => {
            let placed = fill(flow, room, fresh);
            let whole = placed.done == flow.len();
            if whole || fresh { fit_of(placed, flow, Body::Keep) } else { Fit::Nothing }
        }
        Body::Framed { frame, flow } => {
            let (over, under) = frame.padding();
            let mut placed = fill(flow, room - over - under, fresh);
            if placed.done == 0 && placed.rest.is_none() {
                return if flow.is_empty() { Fit::Whole(Vec::new(), 0.0) } else { Fit::Nothing };
            }
            // An empty flow gets no frame.
            if placed.items.is_empty() && placed.done == flow.len() {
                return Fit::Whole(Vec::new(), 0.0);
            }
            let too_high = placed.height + over + under > room + SLACK;
            if too_high && !fresh {
                return Fit::Nothing;
            }
            // Something indivisible that fills the page leaves no room for padding.
            let (over, under) = if too_high { (0.0, 0.0) } else { (over, under) };
            placed.height += over + under;
            let inside = std::mem::take(&mut placed.items).into_iter().map(|item| item.moved(0.0, over));
            placed.items = frame.items(placed.height).into_iter().chain(inside).collect();
            fit_of(placed, flow, |flow| Body::Framed { frame: *frame, flow })
        }
        Body::Headed { head, rows } => {
            let above = fill(head, f32::INFINITY, true);
            let below = fill(rows, room - above.height, fresh);
            let head_alone = below.done == 0 && below.rest.is_none() && !rows.is_empty();
            // The head may be too high by itself, where the rows below it are empty.
            if head_alone || (above.height > room + SLACK && !fresh) {
                return Fit::Nothing;
            }
            let moved = below.items.into_iter().map(|item| item.moved(0.0, above.height));
            let items = above.items.into_iter().chain(moved).collect();
            let placed = Placed { items, height: above.height + below.height, ..below };
            let head = head.iter().map(Piece::silent).collect();
            fit_of(placed, rows, |rows| Body::Headed { head, rows })
        }
        Body::NewPage { .. } => Fit::Nothing,
    }
}

/// The fit of a body made of `flow`, of which `placed` is placed; `wrap` makes a body of the rest.
fn fit_of(placed: Placed, flow: &Flow, wrap: impl FnOnce(Flow) -> Body) -> Fit {
    if placed.done == flow.len() {
        return Fit::Whole(placed.items, placed.height);
    }
    if placed.done == 0 && placed.rest.is_none() {
        return Fit::Nothing;
    }
    let rest = rest_of(flow, placed.done, placed.rest);
    Fit::Part(placed.items, placed.height, wrap(rest))
}

/// What is left of `flow` after `done` pieces and the part of the next one that `rest` doesn't hold.
fn rest_of(flow: &Flow, done: usize, rest: Option<Piece>) -> Flow {
    let mut left: Flow = rest.into_iter().collect();
    left.extend_from_slice(flow.get(done + left.len()..).unwrap_or_default());
    left
}

/// Fills each column by itself. They break only where something of each is placed.
fn fit_columns(columns: &[(f32, Flow)], room: f32, fresh: bool) -> Fit {
    let mut items = Vec::new();
    let mut height: f32 = 0.0;
    let mut rests = Vec::with_capacity(columns.len());
    for (x, flow) in columns {
        let placed = fill(flow, room, fresh);
        if placed.done == 0 && placed.rest.is_none() && !flow.is_empty() {
            return Fit::Nothing;
        }
        items.extend(placed.items.into_iter().map(|item| item.moved(*x, 0.0)));
        height = height.max(placed.height);
        rests.push((*x, rest_of(flow, placed.done, placed.rest)));
    }
    if rests.iter().all(|(_, rest)| rest.is_empty()) {
        Fit::Whole(items, height)
    } else {
        Fit::Part(items, height, Body::Columns(rests))
    }
}

#[cfg(test)]
mod tests {
    use super::super::flow::{Frame, rule};
    use super::*;
    use crate::render::pdf::style::LIGHT;

    fn strip(height: f32) -> Piece {
        Piece::strip(2.0, height, vec![rule(0.0, 1.0, LIGHT)])
    }

    #[test]
    fn what_fits_is_placed() {
        let placed = fill(&[strip(10.0), strip(10.0), strip(10.0)], 25.0, true);
        assert_eq!((placed.done, placed.height), (2, 22.0));
    }

    #[test]
    fn a_staying_piece_goes_with_the_next() {
        let pieces = [strip(10.0), strip(10.0).staying(), strip(10.0)];
        assert_eq!(fill(&pieces, 25.0, true).done, 1);
        assert_eq!(fill(&pieces[1..], 15.0, false).done, 0);
        assert_eq!(fill(&pieces[1..], 15.0, true).done, 1, "on a fresh page something must be placed");
    }

    #[test]
    fn a_keep_is_broken_only_when_higher_than_a_page() {
        let keep = Piece::new(0.0, Body::Keep(vec![strip(10.0), strip(10.0)]));
        let placed = fill(&[strip(5.0), keep.clone()], 20.0, true);
        assert_eq!((placed.done, placed.rest.is_some()), (1, false));
        let placed = fill(&[keep], 15.0, true);
        assert_eq!((placed.done, placed.rest.is_some()), (0, true));
    }

    #[test]
    fn columns_break_by_themselves() {
        let columns = Body::Columns(vec![(0.0, vec![strip(10.0); 3]), (50.0, vec![strip(10.0)])]);
        let placed = fill(&[Piece::new(0.0, columns)], 25.0, true);
        let Some(Piece { body: Body::Columns(rest), .. }) = placed.rest else { panic!() };
        assert_eq!((rest[0].1.len(), rest[1].1.len()), (1, 0));
    }

    #[test]
    fn a_head_over_an_empty_row_needs_its_room() {
        let empty = Piece::new(0.0, Body::Framed { frame: Frame::Under(9.0), flow: Vec::new() });
        let table = Body::Headed { head: vec![strip(10.0)], rows: vec![empty, strip(10.0)] };
        let placed = fill(&[strip(10.0), Piece::new(0.0, table)], 15.0, true);
        assert_eq!((placed.done, placed.rest.is_some()), (1, false));
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
