//! The contents of a page: items as drawing operations.

use super::drawing::{Drawing, Glyphs};
use super::faces::Subsets;
use super::missing::Missing;
use super::tags::Marks;
use crate::render::pdf::sheet::{Item, NodeId, Paint, Run, Sheet};

/// What draws `sheet`, the page with this number, `height` points high: what is on it and what is at its edges. The
/// first is often the same in many files, the second seldom.
pub(super) fn content(
    sheet: &Sheet,
    number: usize,
    height: f32,
    fonts: (&Subsets, &Missing),
    marks: &mut Marks,
) -> Vec<Vec<u8>> {
    let parts = [&sheet.items, &sheet.edges].into_iter().filter(|items| !items.is_empty());
    parts.map(|items| drawn(items, number, height, fonts, marks)).collect()
}

fn drawn(
    items: &[Item],
    number: usize,
    height: f32,
    (subsets, missing): (&Subsets, &Missing),
    marks: &mut Marks,
) -> Vec<u8> {
    let mut page = Content { drawing: Drawing::new(), height, subsets, open: None };
    for item in items {
        match item {
            Item::Text(run) => {
                page.enter(run.node, number, marks);
                page.text(run);
            }
            Item::Rect { x, y, width, height, paint, node } => {
                page.enter(*node, number, marks);
                let corner = page.up(*x, y + height);
                match *paint {
                    Paint::Fill(ink) => page.drawing.fill_rect(corner, (*width, *height), ink),
                    Paint::Stroke(ink, weight) => {
                        page.drawing.stroke_rect(corner, (*width, *height), ink, weight);
                    }
                }
            }
            Item::Missing { x, y, size, c, ink, node } => {
                page.enter(*node, number, marks);
                let Some((font, code)) = missing.place(*c) else { continue };
                page.drawing.text(page.up(*x, *y), font, *size, *ink);
                let mut glyphs = Glyphs::default();
                glyphs.push(&[code]);
                page.drawing.show(&glyphs);
            }
            Item::Line { from, to, weight, ink, node } => {
                page.enter(*node, number, marks);
                page.drawing.line(page.up(from.0, from.1), page.up(to.0, to.1), *ink, *weight);
            }
            Item::Link { .. } | Item::Field { .. } | Item::Anchor { .. } => {}
        }
    }
    page.leave();
    page.drawing.into_bytes()
}

struct Content<'a> {
    drawing: Drawing<'a>,
    height: f32,
    subsets: &'a Subsets,
    /// Whose content is being drawn, where any is.
    open: Option<Owner>,
}

/// Whose content something is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Owner {
    Element(NodeId),
    /// Rules, frames, header and footer: readers pass over them.
    Nobody,
}

impl Content<'_> {
    /// The place as PDF counts it.
    fn up(&self, x: f32, y: f32) -> (f32, f32) {
        (x, self.height - y)
    }

    /// Begins content of `node`; of nobody where there is none.
    fn enter(&mut self, node: Option<NodeId>, page: usize, marks: &mut Marks) {
        let owner = node.map_or(Owner::Nobody, Owner::Element);
        if self.open == Some(owner) {
            return;
        }
        self.leave();
        self.open = Some(owner);
        self.drawing.begin(node.map(|node| marks.add(page, node)));
    }

    fn leave(&mut self) {
        if self.open.take().is_some() {
            self.drawing.end();
        }
    }

    /// Shows glyphs; what shaping moved them by goes between them, since a number stands after its glyph and moves back.
    fn text(&mut self, run: &Run) {
        let Some(subset) = self.subsets.of_face(run.face) else { return };
        self.drawing.text(self.up(run.x, run.y), subset.name(), run.size, run.ink);
        let mut glyphs = Glyphs::default();
        let (mut lift, mut owed) = (0.0, 0.0);
        for glyph in run.glyphs() {
            if (glyph.dy - lift).abs() > f32::EPSILON {
                self.drawing.show(&std::mem::take(&mut glyphs));
                self.drawing.lift(glyph.dy * run.size / 1000.0);
                lift = glyph.dy;
            }
            let back: f32 = owed - glyph.dx;
            if back.abs() > 0.01 {
                glyphs.shift(back);
            }
            glyphs.push(&subset.code(glyph.id).to_be_bytes());
            owed = glyph.natural + glyph.dx - glyph.advance;
        }
        self.drawing.show(&glyphs);
        if lift != 0.0 {
            self.drawing.lift(0.0);
        }
    }
}
