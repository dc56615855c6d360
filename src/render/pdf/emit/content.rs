//! The contents of a page: items as drawing operations.

use super::drawing::{Drawing, Glyphs};
use super::glyphs::UsedGlyphs;
use super::missing::MissingGlyphs;
use crate::render::pdf::pages::{GlyphRun, LayoutPage, NodeId, PageItem, Paint};

/// The operators that draw `sheet`, which has this `height`: those of its items, and apart from them those of header and
/// footer, which differ between packets where the items are the same. Each stretch of content that belongs to an element
/// adds that to `marks`.
pub(super) fn content(
    sheet: &LayoutPage,
    height: f32,
    glyphs: &UsedGlyphs,
    missing: &MissingGlyphs,
    marks: &mut Vec<NodeId>,
) -> Vec<Vec<u8>> {
    let parts = [&sheet.items, &sheet.edges].into_iter().filter(|items| !items.is_empty());
    parts.map(|items| drawn(items, height, glyphs, missing, marks)).collect()
}

fn drawn(
    items: &[PageItem],
    height: f32,
    glyphs: &UsedGlyphs,
    missing: &MissingGlyphs,
    marks: &mut Vec<NodeId>,
) -> Vec<u8> {
    let mut page = PageContent { drawing: Drawing::new(), height, glyphs, marks, open: None };
    for item in items {
        match item {
            PageItem::Text(run) => {
                page.enter(run.node);
                page.text(run);
            }
            PageItem::Rect { x, y, width, height, paint, node } => {
                page.enter(*node);
                let corner = page.up(*x, y + height);
                match *paint {
                    Paint::Fill(ink) => page.drawing.fill_rect(corner, (*width, *height), ink),
                    Paint::Stroke(ink, weight) => {
                        page.drawing.stroke_rect(corner, (*width, *height), ink, weight);
                    }
                }
            }
            PageItem::Missing { x, y, size, c, ink, node } => {
                page.enter(*node);
                let Some((font, code)) = missing.code(*c) else { continue };
                page.drawing.text(page.up(*x, *y), font, *size, *ink);
                let mut glyphs = Glyphs::default();
                glyphs.push(&[code]);
                page.drawing.show(&glyphs);
            }
            PageItem::Line { from, to, weight, ink, node } => {
                page.enter(*node);
                page.drawing.line(page.up(from.0, from.1), page.up(to.0, to.1), *ink, *weight);
            }
            PageItem::Field { .. } | PageItem::Anchor { .. } => {}
        }
    }
    page.leave();
    page.drawing.into_bytes()
}

struct PageContent<'a> {
    drawing: Drawing<'a>,
    height: f32,
    glyphs: &'a UsedGlyphs,
    marks: &'a mut Vec<NodeId>,
    /// The owner of the content that is being drawn.
    open: Option<ContentOwner>,
}

/// To whom content belongs.
#[derive(Clone, Copy, PartialEq, Eq)]
enum ContentOwner {
    Element(NodeId),
    /// Rules, frames, header and footer, which screen readers skip.
    Nobody,
}

impl PageContent<'_> {
    /// A place counted from the bottom left corner, as PDF does.
    fn up(&self, x: f32, y: f32) -> (f32, f32) {
        (x, self.height - y)
    }

    /// Begins content of `node`, unless that is open already.
    fn enter(&mut self, node: Option<NodeId>) {
        let owner = node.map_or(ContentOwner::Nobody, ContentOwner::Element);
        if self.open == Some(owner) {
            return;
        }
        self.leave();
        self.open = Some(owner);
        self.drawing.begin(node.map(|node| {
            self.marks.push(node);
            self.marks.len() - 1
        }));
    }

    fn leave(&mut self) {
        if self.open.take().is_some() {
            self.drawing.end();
        }
    }

    /// Shows the glyphs of `run` with what shaping moved them by. A shift stands behind the glyph that it moves away
    /// from, and moves back.
    fn text(&mut self, run: &GlyphRun) {
        let Some(face) = self.glyphs.face(run.face) else { return };
        self.drawing.text(self.up(run.x, run.y), face.name(), run.size, run.ink);
        let mut glyphs = Glyphs::default();
        // The current rise of the text, and the shift that the glyphs so far call for.
        let (mut rise, mut shift) = (0.0, 0.0);
        for glyph in run.glyphs() {
            if (glyph.dy - rise).abs() > f32::EPSILON {
                self.drawing.show(&std::mem::take(&mut glyphs));
                self.drawing.rise(glyph.dy * run.size / 1000.0);
                rise = glyph.dy;
            }
            let back: f32 = shift - glyph.dx;
            if back.abs() > 0.01 {
                glyphs.shift(back);
            }
            glyphs.push(&face.code(glyph.id).to_be_bytes());
            shift = glyph.natural + glyph.dx - glyph.advance;
        }
        self.drawing.show(&glyphs);
        if rise != 0.0 {
            self.drawing.rise(0.0);
        }
    }
}
