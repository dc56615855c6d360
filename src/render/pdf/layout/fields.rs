//! Fields on paper: ratings with a box for each point, and ruled lines.

use std::sync::Arc;

use super::compose::Composer;
use super::entry::with_field;
use super::fill::height;
use super::flow::{Body, Flow, Frame, Piece, add_items, indent_by, ruled, strip_items};
use crate::document::{Align, Inline, Point, split_point};
use crate::render::pdf::pages::{FormField, PageItem, TagRole};
use crate::render::pdf::style::{ANCHOR, BODY, MM, RULED, TextStyle};
use crate::text::count;

/// Inside the boxes of a rating, at each side.
const PAD: f32 = 1.8 * MM;
/// The minimum width of a boxed column of a rating.
const MIN_CELL: f32 = 76.0;
/// With less room than this, labels stand above their anchors.
const MIN_LABEL: f32 = 44.0;
/// The most points that stand side by side.
const MAX_CELLS: usize = 5;
/// The most ruled lines that are kept on one page.
const SHORT_FIELD: usize = 8;

impl Composer<'_> {
    /// A rating: a few points side by side in boxes, more of them in rows, labels without anchors in one row.
    pub(super) fn rating(&mut self, item: &str, points: &[Point], width: f32) -> Flow {
        let anchored = points.iter().any(|point| !split_point(point).1.is_empty());
        let cell = width / points.len().max(1) as f32;
        let flow = self.within(TagRole::List, |c| {
            let labels = points.iter().map(|point| c.label_width(split_point(point).0)).fold(0.0, f32::max);
            let few = points.len() <= MAX_CELLS && cell >= MIN_CELL;
            if few && (anchored || labels <= cell - 2.0 * PAD) {
                c.cells(item, points, width)
            } else if !anchored {
                c.bare_points(item, points, width)
            } else {
                c.rows(item, points, width)
            }
        });
        vec![Piece::new(0.0, Body::Keep(flow))]
    }

    /// Boxed columns side by side.
    fn cells(&mut self, item: &str, points: &[Point], width: f32) -> Flow {
        let cell = width / points.len() as f32;
        let inner = cell - 2.0 * PAD;
        let mut columns: Vec<(f32, Flow)> = points
            .iter()
            .enumerate()
            .map(|(i, point)| {
                let (label, rest) = split_point(point);
                let flow = self.within(TagRole::ListItem, |c| {
                    let mut flow = c.ticked(item, label, inner);
                    let mut text = c.within(TagRole::ListBody, |c| c.text(&rest, ANCHOR, Align::Left, inner));
                    if let Some(first) = text.first_mut() {
                        first.above = 1.0;
                    }
                    flow.append(&mut text);
                    flow
                });
                (i as f32 * cell + PAD, flow)
            })
            .collect();
        let frame = Frame::Cells(width, points.len());
        let (over, under) = frame.padding();
        let tall = over + columns.iter().map(|(_, flow)| height(flow)).fold(0.0, f32::max) + under;
        for (_, flow) in &mut columns {
            spread_field(flow, (-PAD, -over), (cell, tall));
        }
        let flow = vec![Piece::new(0.0, Body::Columns(columns))];
        vec![Piece::new(0.0, Body::Framed { frame, flow })]
    }

    /// One point below the other, its anchor beside it.
    fn rows(&mut self, item: &str, points: &[Point], width: f32) -> Flow {
        let labels = points.iter().map(|point| self.label_width(split_point(point).0)).fold(0.0, f32::max);
        let left = (labels + 8.0).min(width * 0.34);
        if left < MIN_LABEL {
            return self.stacked(item, points, width);
        }
        // With the leading of the label, to share its baseline.
        let beside = TextStyle { leading: BODY.leading, ..ANCHOR };
        let mut flow = Flow::new();
        for point in points {
            let (label, rest) = split_point(point);
            let columns = self.within(TagRole::ListItem, |c| {
                let label = c.ticked(item, label, left - 4.0);
                (label, c.within(TagRole::ListBody, |c| c.text(&rest, beside, Align::Left, width - left)))
            });
            let columns = Body::Columns(vec![(0.0, columns.0), (left, columns.1)]);
            let frame = Frame::Under(width);
            let row = Body::Framed { frame, flow: vec![Piece::new(0.0, columns)] };
            flow.push(Piece::new(0.0, Body::Keep(vec![Piece::new(0.0, row)])));
        }
        flow
    }

    /// One point below the other, its anchor below its label: for narrow columns.
    fn stacked(&mut self, item: &str, points: &[Point], width: f32) -> Flow {
        let mut flow = Flow::new();
        for point in points {
            let (label, rest) = split_point(point);
            self.within(TagRole::ListItem, |c| {
                let mut ticked = c.ticked(item, label, width);
                ticked
                    .append(&mut c.within(TagRole::ListBody, |c| c.text(&rest, ANCHOR, Align::Left, width)));
                if let Some(first) = ticked.first_mut() {
                    first.above = 3.0;
                }
                flow.append(&mut ticked);
            });
        }
        flow
    }

    /// Labels and their boxes: spread evenly over one row, else close together in one row, else in a grid.
    fn bare_points(&mut self, item: &str, points: &[Point], width: f32) -> Flow {
        let gap = 14.0;
        let widths: Vec<f32> =
            points.iter().map(|point| self.label_width(split_point(point).0) + gap).collect();
        let widest = widths.iter().copied().fold(30.0, f32::max).min(width);
        let close = widths.iter().sum::<f32>() <= width + gap;
        let even = widest * points.len() as f32 <= width + gap;
        let widest = if even { (width + gap) / points.len() as f32 } else { widest };
        let per_row =
            if even || close { points.len() } else { ((width + gap) / widest).floor().max(1.0) as usize };
        let mut flow = Flow::new();
        for (row, widths) in points.chunks(per_row).zip(widths.chunks(per_row)) {
            let mut x = 0.0;
            let columns = row.iter().zip(widths).map(|(point, natural)| {
                let (at, cell) = (x, if close && !even { *natural } else { widest });
                x += cell;
                let room = cell.min(width - at);
                (at, self.within(TagRole::ListItem, |c| c.ticked(item, split_point(point).0, room)))
            });
            flow.push(Piece::new(3.0, Body::Columns(columns.collect())));
        }
        flow
    }

    /// The width of a box and its label on one line.
    fn label_width(&self, label: &[Inline]) -> f32 {
        self.setter().extent(&[Inline::Box], BODY).0 + TICK_GAP + self.setter().extent(label, BODY.bold()).0
    }

    /// A box to tick and its label beside it.
    fn ticked(&mut self, item: &str, label: &[Inline], width: f32) -> Flow {
        let field = self.score_field(item, label);
        self.boxed(field, label, BODY.bold(), width)
    }

    /// A single box that stands for a yes in `column` of `item`.
    pub(super) fn single_tick(&mut self, item: &str, column: &str, label: &[Inline], width: f32) -> Flow {
        let field = self.yes_field(item, column, label);
        let flow = self
            .within(TagRole::List, |c| c.within(TagRole::ListItem, |c| c.boxed(field, label, BODY, width)));
        vec![Piece::new(0.0, Body::Keep(flow))]
    }

    /// A box under `field` and a label beside it.
    fn boxed(&mut self, field: Option<FormField>, label: &[Inline], style: TextStyle, width: f32) -> Flow {
        let indent = self.setter().extent(&[Inline::Box], BODY).0 + TICK_GAP;
        let tick = self.within(TagRole::Label, |c| {
            c.figure("Box to tick", |c| c.text(&[Inline::Box], BODY, Align::Left, indent))
        });
        let tick = with_field(tick, field);
        let mut flow = self.within(TagRole::ListBody, |c| c.text(label, style, Align::Left, width - indent));
        indent_by(&mut flow, indent);
        add_items(&mut flow, strip_items(&tick));
        flow.into_iter().map(Piece::staying).collect()
    }

    /// Ruled lines to write on.
    pub(super) fn evidence(&mut self, item: &str, lines: usize, grows: bool, width: f32) -> Flow {
        let lines = if grows { lines + self.sheet.more_lines } else { lines };
        let ruling = self.sheet.unscaled(RULED);
        // A sheet is never broken.
        let together = if self.sheet.is_set { lines } else { lines.min(SHORT_FIELD) };
        let field = self.writable(item, together, width);
        let mut flow = self.figure(&format!("{} to write on", count(lines, "line")), |c| {
            let line = ruled(ruling, width, c.open());
            let strip = |i| {
                let field = field.iter().filter(|_| i == 0).cloned();
                Piece::strip(0.0, ruling, std::iter::once(line.clone()).chain(field).collect())
            };
            (0..lines).map(strip).collect::<Flow>()
        });
        if lines == together {
            return vec![Piece::new(0.0, Body::Keep(flow))];
        }
        let stay = if field.is_some() { together - 1 } else { 1 };
        flow.iter_mut().take(stay).for_each(|piece| piece.stays = true);
        flow
    }
}

/// Spreads the field over the box at the head of `flow` over an area with this corner and size.
fn spread_field(flow: &mut Flow, corner: (f32, f32), size: (f32, f32)) {
    let Some(Piece { body: Body::Strip { items, .. }, .. }) = flow.first_mut() else { return };
    let spread = |item: &PageItem| match item {
        PageItem::Field { x, y, width: side, field, .. } => PageItem::Field {
            x: corner.0,
            y: corner.1,
            width: size.0,
            height: size.1,
            mark: Some((x - corner.0, y - corner.1, *side)),
            field: Arc::clone(field),
        },
        other => other.clone(),
    };
    *items = items.iter().map(spread).collect();
}

/// Between a box and its label.
const TICK_GAP: f32 = 2.4;
