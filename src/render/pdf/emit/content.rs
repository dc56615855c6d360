//! The contents of a page: items as drawing operations.

use printpdf::{
    Codepoint, Color, DictItem, Greyscale, Line, LinePoint, Op, PaintMode, PdfFontHandle, Point, Pt, Rect,
    TextItem, TextMatrix,
};

use super::faces::Subsets;
use super::missing::Missing;
use super::tags::Marks;
use crate::render::pdf::sheet::{Ink, Item, NodeId, Paint, Run, Sheet};

/// The operations that draw `sheet`, the page with this number, `height` points high.
pub(super) fn ops(
    sheet: &Sheet,
    number: usize,
    height: f32,
    fonts: (&Subsets, &Missing),
    marks: &mut Marks,
) -> Vec<Op> {
    let (subsets, missing) = fonts;
    let mut page = Contents { ops: Vec::new(), height, subsets, missing, open: None };
    for item in &sheet.items {
        match item {
            Item::Text(run) => {
                page.enter(run.node, number, marks);
                page.text(run);
            }
            Item::Rect { x, y, width, height, paint, node } => {
                page.enter(*node, number, marks);
                page.rect((*x, *y), (*width, *height), *paint);
            }
            Item::Missing { x, y, size, c, ink, node } => {
                page.enter(*node, number, marks);
                page.replacement((*x, *y), *size, *c, *ink);
            }
            Item::Line { from, to, weight, ink, node } => {
                page.enter(*node, number, marks);
                page.line(*from, *to, *weight, *ink);
            }
            Item::Link { .. } | Item::Field { .. } | Item::Anchor { .. } => {}
        }
    }
    page.leave();
    page.ops
}

struct Contents<'a> {
    ops: Vec<Op>,
    height: f32,
    subsets: &'a Subsets,
    missing: &'a Missing,
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

impl Contents<'_> {
    /// Begins content of `node`; of nobody where there is none.
    fn enter(&mut self, node: Option<NodeId>, page: usize, marks: &mut Marks) {
        let owner = node.map_or(Owner::Nobody, Owner::Element);
        if self.open == Some(owner) {
            return;
        }
        self.leave();
        self.open = Some(owner);
        self.ops.push(match owner {
            Owner::Element(node) => {
                let id = DictItem::Int(marks.add(page, node));
                let map = [("MCID".to_owned(), id)].into();
                Op::BeginMarkedContentWithProperties {
                    tag: "Span".to_owned(),
                    properties: DictItem::Dict { map },
                }
            }
            Owner::Nobody => Op::BeginMarkedContent { tag: "Artifact".to_owned() },
        });
    }

    fn leave(&mut self) {
        if self.open.take().is_some() {
            self.ops.push(Op::EndMarkedContent);
        }
    }

    fn text(&mut self, run: &Run) {
        let Some(id) = self.subsets.id(run.face) else { return };
        self.ops.push(Op::StartTextSection);
        self.ops.push(Op::SetFillColor { col: grey(run.ink) });
        self.ops.push(Op::SetFont { font: PdfFontHandle::External(id.clone()), size: Pt(run.size) });
        let matrix = TextMatrix::Translate(Pt(run.x), Pt(self.height - run.y));
        self.ops.push(Op::SetTextMatrix { matrix });
        self.glyphs(run);
        self.ops.push(Op::EndTextSection);
    }

    /// Shows glyphs; what shaping moved them by goes between them, since a number stands after its glyph and moves back.
    fn glyphs(&mut self, run: &Run) {
        let mut items = Vec::new();
        let mut stretch: Vec<Codepoint> = Vec::new();
        let (mut lift, mut owed) = (0.0, 0.0);
        for glyph in run.glyphs.iter() {
            if (glyph.dy - lift).abs() > f32::EPSILON {
                flush(&mut stretch, &mut items);
                if !items.is_empty() {
                    self.ops.push(Op::ShowText { items: std::mem::take(&mut items) });
                }
                self.ops.push(Op::SetLineOffset { multiplier: glyph.dy * run.size / 1000.0 });
                lift = glyph.dy;
            }
            let back: f32 = owed - glyph.dx;
            if back.abs() > 0.01 {
                match stretch.last_mut() {
                    Some(last) => last.offset += back,
                    None => items.push(TextItem::Offset(back)),
                }
            }
            let gid = self.subsets.glyph(run.face, glyph.id);
            stretch.push(Codepoint { gid, offset: 0.0, cid: Some(glyph.text.clone()) });
            owed = glyph.natural + glyph.dx - glyph.advance;
        }
        flush(&mut stretch, &mut items);
        self.ops.push(Op::ShowText { items });
        if lift != 0.0 {
            self.ops.push(Op::SetLineOffset { multiplier: 0.0 });
        }
    }

    /// Shows the box in place of a character that no font has. printpdf knows no fonts of drawings: it is told in the
    /// words of PDF.
    fn replacement(&mut self, (x, y): (f32, f32), size: f32, c: char, ink: Ink) {
        let (font, code) = self.missing.place(c);
        let font = vec![DictItem::Name(font.into_bytes()), DictItem::Real(size)];
        let text = vec![DictItem::String { data: vec![code], literal: false }];
        self.ops.push(Op::StartTextSection);
        self.ops.push(Op::SetFillColor { col: grey(ink) });
        self.ops.push(Op::Unknown { key: "Tf".to_owned(), value: font });
        self.ops.push(Op::SetTextMatrix { matrix: TextMatrix::Translate(Pt(x), Pt(self.height - y)) });
        self.ops.push(Op::Unknown { key: "Tj".to_owned(), value: text });
        self.ops.push(Op::EndTextSection);
    }

    fn rect(&mut self, (x, y): (f32, f32), (width, height): (f32, f32), paint: Paint) {
        let mode = match paint {
            Paint::Fill(ink) => {
                self.ops.push(Op::SetFillColor { col: grey(ink) });
                PaintMode::Fill
            }
            Paint::Stroke(ink, weight) => {
                self.pen(ink, weight);
                PaintMode::Stroke
            }
        };
        let rectangle = Rect {
            x: Pt(x),
            y: Pt(self.height - y - height),
            width: Pt(width),
            height: Pt(height),
            mode: Some(mode),
            winding_order: None,
        };
        self.ops.push(Op::DrawRectangle { rectangle });
    }

    fn line(&mut self, from: (f32, f32), to: (f32, f32), weight: f32, ink: Ink) {
        self.pen(ink, weight);
        self.stroke(from, to);
    }

    fn pen(&mut self, ink: Ink, weight: f32) {
        self.ops.push(Op::SetOutlineColor { col: grey(ink) });
        self.ops.push(Op::SetOutlineThickness { pt: Pt(weight) });
    }

    fn stroke(&mut self, from: (f32, f32), to: (f32, f32)) {
        let point =
            |(x, y): (f32, f32)| LinePoint { p: Point { x: Pt(x), y: Pt(self.height - y) }, bezier: false };
        let line = Line { points: vec![point(from), point(to)], is_closed: false };
        self.ops.push(Op::DrawLine { line });
    }
}

fn flush(stretch: &mut Vec<Codepoint>, items: &mut Vec<TextItem>) {
    if !stretch.is_empty() {
        items.push(TextItem::GlyphIds(std::mem::take(stretch)));
    }
}

fn grey(ink: Ink) -> Color {
    let level = match ink {
        Ink::Black => 0.06,
        Ink::Dark => 0.2,
        Ink::Quiet => 0.36,
        Ink::Rule => 0.6,
        Ink::Shade => 0.93,
    };
    Color::Greyscale(Greyscale::new(level, None))
}
