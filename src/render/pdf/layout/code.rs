//! Code: in a light frame, long lines continued below behind a hook.

use std::sync::Arc;

use super::compose::Composer;
use super::flow::{Body, Flow, Frame, Piece, keep_ends};
use crate::render::pdf::pages::{Ink, NodeId, PageItem, TagRole};
use crate::render::pdf::style::{CODE, HAIR, MM};
use crate::render::pdf::text::Line;

/// How many lines stay together at both ends of a block.
const TOGETHER: usize = 5;

impl Composer<'_> {
    pub(super) fn code(&mut self, text: &str, width: f32) -> Flow {
        let (pad, hook) = ((2.4 * MM).min(width / 10.0), CODE.size);
        let inner = width - 2.0 * pad;
        let flow = self.within(TagRole::Code, |c| {
            let mut flow = Flow::new();
            for line in text.split('\n') {
                for (i, part) in c.code_line(line, inner, hook).iter().enumerate() {
                    let items = if i == 0 { part.items.clone() } else { hooked(part, hook, c.open()) };
                    let line = Line { items, ..Line::default() };
                    flow.push(c.strip(&line, CODE, 0.0));
                }
            }
            keep_ends(&mut flow, TOGETHER);
            flow
        });
        let flow = vec![Piece::new(0.0, Body::Columns(vec![(pad, flow)]))];
        vec![Piece::new(0.0, Body::Framed { frame: Frame::Box(width), flow })]
    }

    /// One line of code in as many parts as it takes; all but the first leave room for a hook.
    fn code_line(&self, line: &str, width: f32, hook: f32) -> Arc<Vec<Line>> {
        let whole = self.setter().plain_lines(line, CODE, f32::INFINITY);
        match whole.as_slice() {
            [] => vec![Line::default()].into(),
            [one] if one.width <= width => whole,
            _ => self.setter().plain_lines(line, CODE, width - hook),
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
