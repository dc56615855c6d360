//! Code: in a light frame, in smaller type where its lines are long; still longer ones are continued below behind a hook.

use std::sync::Arc;

use super::compose::Composer;
use super::flow::{Body, Flow, Frame, Piece, keep_ends};
use crate::document::Inline;
use crate::render::pdf::pages::{Ink, NodeId, PageItem, TagRole};
use crate::render::pdf::style::{CODE, HAIR, MM, TextStyle};
use crate::render::pdf::text::Line;

/// The smallest size of code.
const SMALLEST: f32 = 5.6;

/// How many lines stay together at both ends of a block.
const TOGETHER: usize = 5;

impl Composer<'_> {
    pub(super) fn code(&mut self, text: &str, width: f32) -> Flow {
        let (pad, hook) = ((2.4 * MM).min(width / 10.0), CODE.size);
        let inner = width - 2.0 * pad;
        let style = self.code_style(text, inner);
        let flow = self.within(TagRole::Code, |c| {
            let mut flow = Flow::new();
            for line in text.split('\n') {
                for (i, part) in c.code_line(line, style, inner, hook).iter().enumerate() {
                    let items = if i == 0 { part.items.clone() } else { hooked(part, hook, c.open()) };
                    let line = Line { items, ..Line::default() };
                    flow.push(c.strip(&line, style, 0.0));
                }
            }
            keep_ends(&mut flow, TOGETHER);
            flow
        });
        let flow = vec![Piece::new(0.0, Body::Columns(vec![(pad, flow)]))];
        vec![Piece::new(0.0, Body::Framed { frame: Frame::Box(width), flow })]
    }

    /// As large as lets the longest line of `text` stand whole, so that columns stay under each other; not smaller than
    /// [`SMALLEST`], and not smaller at all where that wouldn't do.
    fn code_style(&self, text: &str, width: f32) -> TextStyle {
        let extent = |line| self.setter().extent(&[Inline::Text(String::from(line))], CODE).0;
        let longest = text.split('\n').map(extent).fold(0.0, f32::max);
        let scale = (width - 0.1) / longest.max(1.0);
        if scale >= 1.0 || scale * CODE.size < SMALLEST {
            return CODE;
        }
        TextStyle { size: CODE.size * scale, leading: CODE.leading * scale, ..CODE }
    }

    /// One line of code in as many parts as it takes; all but the first leave room for a hook.
    fn code_line(&self, line: &str, style: TextStyle, width: f32, hook: f32) -> Arc<Vec<Line>> {
        let whole = self.setter().plain_lines(line, style, f32::INFINITY);
        match whole.as_slice() {
            [] => vec![Line::default()].into(),
            [one] if one.width <= width => whole,
            _ => self.setter().plain_lines(line, style, width - hook),
        }
    }
}

/// The items of a continued line behind a drawn hook.
fn hooked(line: &Line, hook: f32, node: Option<NodeId>) -> Vec<PageItem> {
    let (left, right, y) = (1.0, hook * 0.62, -0.2 * CODE.size);
    let stroke = |from, to| PageItem::Line { from, to, weight: HAIR * 1.6, ink: Ink::Quiet, node: None };
    let mut items = vec![
        stroke((left, y - 3.0), (left, y)),
        stroke((left, y), (right, y)),
        stroke((right - 1.6, y - 1.6), (right, y)),
        stroke((right - 1.6, y + 1.6), (right, y)),
    ];
    items.extend(line.items.iter().map(|item| item.clone().moved(hook, 0.0).owned_by(node)));
    items
}
