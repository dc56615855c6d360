//! Lines: the items of one line of text, from left to right.

use std::ops::Range;
use std::sync::Arc;

use unicode_bidi::BidiInfo;

use super::styled::{Fragment, SpanKind, Styled};
use crate::render::pdf::fonts::Fonts;
use crate::render::pdf::pages::{GlyphRun, Ink, MISSING, PageItem, Paint};
use crate::render::pdf::shape::{Shaped, Shaper};
use crate::render::pdf::style::{CAPITAL_MIDDLE, TextStyle};

/// A box to tick: its side in ems, and what its advance has more, in ems.
const BOX: f32 = 0.86;
const BESIDE_BOX: f32 = 0.2;
/// Sizes that differ by less are equal.
const SLACK: f32 = 0.01;

/// One line: items around a baseline at 0, from the left edge at 0.
#[derive(Debug, Clone, Default)]
pub(in crate::render::pdf) struct Line {
    pub(in crate::render::pdf) items: Vec<PageItem>,
    pub(in crate::render::pdf) width: f32,
    /// Whether its paragraph runs from right to left.
    pub(in crate::render::pdf) right_to_left: bool,
}

/// Makes lines, and measures what will stand on them.
pub(super) struct LineMaker<'a> {
    pub(super) fonts: &'a Fonts,
    pub(super) shaper: &'a Shaper,
    /// The smallest side of a box to tick.
    pub(super) least_box: f32,
}

impl LineMaker<'_> {
    /// The width of `range` on one line.
    pub(super) fn width(&self, styled: &Styled, bidi: &BidiInfo<'_>, range: Range<usize>) -> f32 {
        styled.fragments(bidi, range).iter().map(|fragment| self.fragment_width(styled, fragment)).sum()
    }

    /// The side of a box in text of this size.
    fn box_side(&self, size: f32) -> f32 {
        (BOX * size).max(self.least_box)
    }

    fn fragment_width(&self, styled: &Styled, fragment: &Fragment<'_>) -> f32 {
        let size = fragment.span.style.size;
        match fragment.span.kind {
            SpanKind::Box => self.box_side(size) + BESIDE_BOX * size,
            SpanKind::Missing => MISSING.1 * size,
            SpanKind::Glyphs => self.shaped(styled, fragment).width * size / 1000.0,
        }
    }

    fn shaped(&self, styled: &Styled, fragment: &Fragment<'_>) -> Arc<Shaped> {
        // In the file a glyph stands for one text. The glyph of the blank stands for U+0020.
        const BLANKS: [char; 3] = ['\u{a0}', '\u{202f}', '\n'];
        let word = &styled.text[fragment.range.clone()];
        let shape = |word: &str| {
            self.shaper.shape(self.fonts, fragment.span.style.face, fragment.right_to_left, word)
        };
        if word.contains(BLANKS) { shape(&word.replace(BLANKS, " ")) } else { shape(word) }
    }

    /// The line of `range`.
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
            let mut fragments = styled.fragments(bidi, run.start.max(range.start)..run.end.min(range.end));
            if right_to_left {
                fragments.reverse();
            }
            for fragment in fragments {
                self.push(styled, &fragment, &mut line);
            }
        }
        line
    }

    /// Adds `fragment` at the end of `line`.
    fn push(&self, styled: &Styled, fragment: &Fragment<'_>, line: &mut Line) {
        let (style, x) = (fragment.span.style, line.width);
        let width = self.fragment_width(styled, fragment);
        match fragment.span.kind {
            SpanKind::Box => {
                let side = self.box_side(style.size);
                line.items.push(PageItem::Rect {
                    x: x + 0.04 * style.size,
                    y: -CAPITAL_MIDDLE * style.size - side / 2.0,
                    width: side,
                    height: side,
                    paint: Paint::Stroke(Ink::Black, 0.8),
                    node: None,
                });
            }
            SpanKind::Missing => {
                let missing = styled.text[fragment.range.clone()].chars().map(|c| PageItem::Missing {
                    x,
                    y: 0.0,
                    size: style.size,
                    c,
                    ink: style.ink,
                    node: None,
                });
                line.items.extend(missing);
            }
            SpanKind::Glyphs => line.push_word(style, self.shaped(styled, fragment), width),
        }
        line.width += width;
    }

    /// Adds a blank without a width, so that readers of the text don't join the last word to the next line's first.
    pub(super) fn push_end_blank(&self, line: &mut Line) {
        if let Some(PageItem::Text(run)) = line.items.last_mut() {
            let blank = self.shaper.shape(self.fonts, run.face, false, " ");
            Arc::make_mut(&mut run.words).push(blank);
        }
    }
}

impl Line {
    /// Adds a word, to the last run where that has the same style.
    fn push_word(&mut self, style: TextStyle, word: Arc<Shaped>, width: f32) {
        if let Some(PageItem::Text(run)) = self.items.last_mut()
            && (run.face, run.ink) == (style.face, style.ink)
            && (run.size - style.size).abs() < SLACK
        {
            Arc::make_mut(&mut run.words).push(word);
            run.width += width;
            return;
        }
        self.items.push(PageItem::Text(GlyphRun {
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

    /// The x at which the line begins so that it ends at `width`.
    pub(in crate::render::pdf) fn flush_right(&self, width: f32) -> f32 {
        (width - self.width).max(0.0)
    }
}
