//! Lines: the items of one line of text, from left to right.

use std::ops::Range;
use std::sync::Arc;

use unicode_bidi::BidiInfo;

use super::styled::{Kind, Piece, Styled, pieces};
use super::{SLACK, Setter};
use crate::render::pdf::shape::Shaped;
use crate::render::pdf::sheet::{Ink, Item, MISSING, Paint, Run};
use crate::render::pdf::style::{HAIR, Style};

/// A box to tick: side, and advance, in ems.
const BOX_SIDE: (f32, f32) = (0.86, 1.06);

/// One line: items around a baseline at 0, from the left edge at 0.
#[derive(Debug, Clone, Default)]
pub(in crate::render::pdf) struct Line {
    pub(in crate::render::pdf) items: Vec<Item>,
    pub(in crate::render::pdf) width: f32,
    /// Whether its paragraph runs from right to left.
    pub(in crate::render::pdf) right_to_left: bool,
}

impl Setter<'_> {
    pub(super) fn piece_width(&self, styled: &Styled, piece: &Piece<'_>) -> f32 {
        let size = piece.span.style.size;
        match piece.span.kind {
            Kind::Box => BOX_SIDE.1 * size,
            Kind::Missing => MISSING.1 * size,
            Kind::Glyphs => self.shaped(styled, piece).width * size / 1000.0,
        }
    }

    fn shaped(&self, styled: &Styled, piece: &Piece<'_>) -> Arc<Shaped> {
        let word = &styled.text[piece.range.clone()];
        let face = piece.span.style.face;
        // One glyph has one meaning in the file: a blank that may not break is drawn as a blank.
        if word.contains(['\u{a0}', '\u{202f}', '\n']) {
            return self.known.shapes.shape(
                self.fonts,
                face,
                piece.right_to_left,
                &word.replace(['\u{a0}', '\u{202f}', '\n'], " "),
            );
        }
        self.known.shapes.shape(self.fonts, face, piece.right_to_left, word)
    }

    /// The items of one line, from left to right.
    pub(super) fn line(&self, styled: &Styled, bidi: &BidiInfo<'_>, range: Range<usize>) -> Line {
        let mut line = Line::default();
        if range.is_empty() {
            return line;
        }
        let Some(paragraph) = bidi.paragraphs.iter().find(|p| p.range.contains(&range.start)) else {
            return line;
        };
        line.right_to_left = paragraph.level.is_rtl();
        let (levels, runs) = bidi.visual_runs(paragraph, range.clone());
        for run in runs {
            let right_to_left = levels[run.start].is_rtl();
            let mut stretch = pieces(styled, bidi, run.start.max(range.start)..run.end.min(range.end));
            if right_to_left {
                stretch.reverse();
            }
            for piece in stretch {
                self.draw(styled, &piece, &mut line);
            }
        }
        line
    }

    /// Adds `piece` at the end of `line`.
    fn draw(&self, styled: &Styled, piece: &Piece<'_>, line: &mut Line) {
        let (style, x) = (piece.span.style, line.width);
        let width = self.piece_width(styled, piece);
        let square = |side: f32, paint| Item::Rect {
            x: x + 0.04 * style.size,
            y: -0.357 * style.size - side / 2.0,
            width: side,
            height: side,
            paint,
            node: None,
        };
        match piece.span.kind {
            Kind::Box => line.items.push(square(BOX_SIDE.0 * style.size, Paint::Stroke(Ink::Black, 0.8))),
            Kind::Missing => {
                for c in styled.text[piece.range.clone()].chars() {
                    line.items.push(Item::Missing {
                        x,
                        y: 0.0,
                        size: style.size,
                        c,
                        ink: style.ink,
                        node: None,
                    });
                }
            }
            Kind::Glyphs => line.push_word(style, self.shaped(styled, piece), width),
        }
        line.width += width;
        if let Some(url) = &piece.span.link {
            line.push_link(x, width, style, url);
        }
    }
}

impl Line {
    /// Adds a word, to the last run where it is of the same style.
    fn push_word(&mut self, style: Style, word: Arc<Shaped>, width: f32) {
        if let Some(Item::Text(run)) = self.items.last_mut()
            && (run.face, run.ink) == (style.face, style.ink)
            && (run.size - style.size).abs() < SLACK
        {
            Arc::make_mut(&mut run.words).push(word);
            run.width += width;
            return;
        }
        self.items.push(Item::Text(Run {
            x: self.width,
            y: 0.0,
            size: style.size,
            face: style.face,
            ink: style.ink,
            words: Arc::new(vec![word]),
            width,
            node: None,
        }));
    }

    /// Underlines the stretch at `x` and makes it lead to `url`.
    fn push_link(&mut self, x: f32, width: f32, style: Style, url: &Arc<str>) {
        let y = 0.14 * style.size;
        self.items.push(Item::Line {
            from: (x, y),
            to: (x + width, y),
            weight: HAIR,
            ink: style.ink,
            node: None,
        });
        let height = 1.2 * style.size;
        self.items.push(Item::Link { x, y: -0.95 * style.size, width, height, url: Arc::clone(url) });
    }

    /// Where the line starts that ends at `width`.
    pub(in crate::render::pdf) fn flush_right(&self, width: f32) -> f32 {
        (width - self.width).max(0.0)
    }
}
