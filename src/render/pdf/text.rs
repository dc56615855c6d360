//! Setting text: inlines in, lines of runs out. Breaks by the rules of Unicode, breaks over-long words, orders
//! right-to-left runs, and finds a face for each character.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::ops::Range;
use std::rc::Rc;

use icu_segmenter::{LineSegmenter, LineSegmenterBorrowed, options::LineBreakOptions};
use unicode_bidi::BidiInfo;
use unicode_normalization::char::is_combining_mark;

use super::fonts::{FaceId, Fonts};
use super::shape::Shaper;
use super::sheet::{Ink, Item, Paint, Run};
use super::style::{HAIR, LIGHT, Style};
use crate::document::{BOX, Inline};
use crate::text::is_invisible;

/// A box to tick: side, and advance, in ems.
const BOX_SIDE: (f32, f32) = (0.86, 1.06);
/// The box in place of a character that no font has.
const MISSING_SIDE: (f32, f32) = (0.6, 0.7);
/// How far lines may differ from their measure by rounding.
const SLACK: f32 = 0.01;

/// Sets the text of one document.
pub(super) struct Setter<'f> {
    shaper: Shaper<'f>,
    segmenter: LineSegmenterBorrowed<'static>,
    missing: RefCell<BTreeSet<char>>,
}

/// One line: items around a baseline at 0, from the left edge at 0.
#[derive(Debug, Clone, Default)]
pub(super) struct Line {
    pub(super) items: Vec<Item>,
    pub(super) width: f32,
}

/// Text with a style for each of its bytes.
#[derive(Default)]
struct Styled {
    text: String,
    /// Where each span ends.
    spans: Vec<(usize, Span)>,
}

/// What holds for a stretch of text.
#[derive(Debug, Clone, PartialEq)]
struct Span {
    style: Style,
    link: Option<Rc<str>>,
    kind: Kind,
}

/// How a stretch is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Glyphs,
    Box,
    Missing,
}

/// A stretch of one span and one direction: a word or the blanks between two.
struct Piece<'s> {
    range: Range<usize>,
    span: &'s Span,
    right_to_left: bool,
}

impl<'f> Setter<'f> {
    pub(super) fn new(fonts: &'f Fonts) -> Self {
        Self {
            shaper: Shaper::new(fonts),
            segmenter: LineSegmenter::new_for_non_complex_scripts(LineBreakOptions::default()),
            missing: RefCell::default(),
        }
    }

    /// The characters that no font had so far.
    pub(super) fn missing(&self) -> BTreeSet<char> {
        self.missing.borrow().clone()
    }

    /// The lines of `inlines` in `style`, none wider than `width`.
    pub(super) fn lines(&self, inlines: &[Inline], style: Style, width: f32) -> Vec<Line> {
        let mut styled = Styled::default();
        self.collect(inlines, style, None, &mut styled);
        self.wrap(&styled, width)
    }

    /// The lines of plain `text`.
    pub(super) fn plain_lines(&self, text: &str, style: Style, width: f32) -> Vec<Line> {
        self.lines(&[Inline::Text(text.to_owned())], style, width)
    }

    /// `inlines` on one line, cut with an ellipsis where it would be wider than `width`.
    pub(super) fn one_line(&self, inlines: &[Inline], style: Style, width: f32) -> Line {
        let mut whole = self.lines(inlines, style, f32::INFINITY);
        match whole.pop() {
            Some(line) if whole.is_empty() && line.width <= width => return line,
            None => return Line::default(),
            Some(_) => {}
        }
        let text: Vec<char> = crate::document::plain(inlines).chars().collect();
        (0..text.len())
            .rev()
            .find_map(|end| {
                let kept: String = text[..end].iter().collect();
                let cut = self.plain_lines(&format!("{}…", kept.trim_end()), style, f32::INFINITY).pop()?;
                (cut.width <= width).then_some(cut)
            })
            .unwrap_or_default()
    }

    /// The width of the longest line and of the widest word of `inlines`.
    pub(super) fn extent(&self, inlines: &[Inline], style: Style) -> (f32, f32) {
        let mut styled = Styled::default();
        self.collect(inlines, style, None, &mut styled);
        let bidi = BidiInfo::new(&styled.text, None);
        let longest = self.wrap(&styled, f32::INFINITY).iter().map(|l| l.width).fold(0.0, f32::max);
        let mut start = 0;
        let widest = self.breaks(&styled).fold(0.0, |widest: f32, end| {
            let word = trimmed(&styled.text, start..end);
            start = end;
            widest.max(self.measure(&styled, &bidi, word))
        });
        (longest, widest)
    }

    /// Adds `inlines` to `out`, each character with its span.
    fn collect(&self, inlines: &[Inline], style: Style, link: Option<&Rc<str>>, out: &mut Styled) {
        for inline in inlines {
            match inline {
                Inline::Text(text) => self.push(text, style, link, out),
                Inline::Code(code) => self.push(code, style.mono(), link, out),
                Inline::Strong(inner) => self.collect(inner, style.bold(), link, out),
                Inline::Emphasis(inner) => self.collect(inner, style.italic(), link, out),
                Inline::Link { url, inlines } => {
                    self.collect(inlines, style, Some(&Rc::from(url.as_str())), out);
                }
                Inline::Break => out.push('\n', Span { style, link: None, kind: Kind::Glyphs }),
                Inline::Box => out.push(BOX, Span { style, link: None, kind: Kind::Box }),
            }
        }
    }

    fn push(&self, text: &str, style: Style, link: Option<&Rc<str>>, out: &mut Styled) {
        for c in text.chars() {
            let c = if c.is_whitespace() && c != '\u{a0}' && c != '\u{202f}' { ' ' } else { c };
            if is_dropped(c) {
                continue;
            }
            let face = match c {
                ' ' | '\u{a0}' | '\u{202f}' | '\u{200c}' | '\u{200d}' => Some(style.face),
                _ if is_combining_mark(c) => self.shaper.fonts.face_for(out.last_face(style.face), c),
                _ => self.shaper.fonts.face_for(style.face, c),
            };
            let (kind, face) = match face {
                _ if c == BOX => (Kind::Box, style.face),
                Some(face) => (Kind::Glyphs, face),
                None => {
                    self.missing.borrow_mut().insert(c);
                    (Kind::Missing, style.face)
                }
            };
            out.push(c, Span { style: Style { face, ..style }, link: link.cloned(), kind });
        }
    }

    /// Where lines may end, the end of the text included.
    fn breaks<'s>(&self, styled: &'s Styled) -> impl Iterator<Item = usize> + use<'s> {
        self.segmenter.segment_str(&styled.text).filter(|at| *at > 0)
    }

    /// Fills lines one after the other.
    fn wrap(&self, styled: &Styled, width: f32) -> Vec<Line> {
        let text = styled.text.as_str();
        let bidi = BidiInfo::new(text, None);
        let mut lines: Vec<Range<usize>> = Vec::new();
        let (mut start, mut last, mut used) = (0, 0, 0.0);
        for at in self.breaks(styled) {
            let word = trimmed(text, last..at);
            let word_width = self.measure(styled, &bidi, word.clone());
            if used + word_width > width + SLACK && last > start {
                lines.push(start..last);
                (start, used) = (last, 0.0);
            }
            while used == 0.0 && self.measure(styled, &bidi, start.max(last)..word.end) > width + SLACK {
                let end = self.longest_fit(styled, &bidi, start..word.end, width);
                if end >= word.end {
                    break;
                }
                lines.push(start..end);
                (start, last) = (end, end);
            }
            used += self.measure(styled, &bidi, last..at);
            last = at;
            if text[..at].ends_with('\n') {
                lines.push(start..at);
                (start, used) = (at, 0.0);
            }
        }
        if start < text.len() {
            lines.push(start..text.len());
        }
        let set = |range: Range<usize>| {
            let mut line = self.line(styled, &bidi, trimmed(text, range.clone()));
            if text[range.clone()].ends_with(' ') && range.end < text.len() {
                self.end_word(&mut line);
            }
            line
        };
        lines.into_iter().map(set).collect()
    }

    /// Adds a blank that takes no room: read aloud, the word at the end of a line is not one with the next.
    fn end_word(&self, line: &mut Line) {
        if let Some(Item::Text(run)) = line.items.last_mut() {
            let blank = self.shaper.shape(run.face, false, " ");
            Rc::make_mut(&mut run.glyphs).extend_from_slice(&blank.glyphs);
        }
    }

    /// The end of the longest start of `range` that fits into `width`: one cluster at least.
    fn longest_fit(&self, styled: &Styled, bidi: &BidiInfo<'_>, range: Range<usize>, width: f32) -> usize {
        let word = &styled.text[range.clone()];
        let mut ends: Vec<usize> = word
            .char_indices()
            .skip(1)
            .filter(|(_, c)| !is_combining_mark(*c) && !is_joiner(*c))
            .map(|(i, _)| range.start + i)
            .collect();
        ends.push(range.end);
        let fits = ends.partition_point(|end| self.measure(styled, bidi, range.start..*end) <= width + SLACK);
        ends[fits.max(1) - 1]
    }

    fn measure(&self, styled: &Styled, bidi: &BidiInfo<'_>, range: Range<usize>) -> f32 {
        pieces(styled, bidi, range).iter().map(|piece| self.piece_width(styled, piece)).sum()
    }

    fn piece_width(&self, styled: &Styled, piece: &Piece<'_>) -> f32 {
        let size = piece.span.style.size;
        match piece.span.kind {
            Kind::Box => BOX_SIDE.1 * size,
            Kind::Missing => MISSING_SIDE.1 * size,
            Kind::Glyphs => self.shaped(styled, piece).width * size / 1000.0,
        }
    }

    fn shaped(&self, styled: &Styled, piece: &Piece<'_>) -> Rc<super::shape::Shaped> {
        let word = &styled.text[piece.range.clone()];
        let face = piece.span.style.face;
        // One glyph has one meaning in the file: a blank that may not break is drawn as a blank.
        if word.contains(['\u{a0}', '\u{202f}', '\n']) {
            return self.shaper.shape(
                face,
                piece.right_to_left,
                &word.replace(['\u{a0}', '\u{202f}', '\n'], " "),
            );
        }
        self.shaper.shape(face, piece.right_to_left, word)
    }

    /// The items of one line, from left to right.
    fn line(&self, styled: &Styled, bidi: &BidiInfo<'_>, range: Range<usize>) -> Line {
        let mut line = Line::default();
        if range.is_empty() {
            return line;
        }
        let Some(paragraph) = bidi.paragraphs.iter().find(|p| p.range.contains(&range.start)) else {
            return line;
        };
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
                line.items.push(square(MISSING_SIDE.0 * style.size, Paint::Crossed(Ink::Black, LIGHT)));
            }
            Kind::Glyphs => line.push_glyphs(style, &self.shaped(styled, piece).glyphs, width),
        }
        line.width += width;
        if let Some(url) = &piece.span.link {
            line.push_link(x, width, style, url);
        }
    }
}

impl Line {
    /// Adds glyphs, to the last run where it is of the same style.
    fn push_glyphs(&mut self, style: Style, glyphs: &[super::shape::Glyph], width: f32) {
        if let Some(Item::Text(run)) = self.items.last_mut()
            && (run.face, run.ink) == (style.face, style.ink)
            && (run.size - style.size).abs() < SLACK
        {
            Rc::make_mut(&mut run.glyphs).extend_from_slice(glyphs);
            run.width += width;
            return;
        }
        self.items.push(Item::Text(Run {
            x: self.width,
            y: 0.0,
            size: style.size,
            face: style.face,
            ink: style.ink,
            glyphs: Rc::new(glyphs.to_vec()),
            width,
            node: None,
        }));
    }

    /// Underlines the stretch at `x` and makes it lead to `url`.
    fn push_link(&mut self, x: f32, width: f32, style: Style, url: &Rc<str>) {
        let y = 0.14 * style.size;
        self.items.push(Item::Line {
            from: (x, y),
            to: (x + width, y),
            weight: HAIR,
            ink: style.ink,
            node: None,
        });
        let height = 1.2 * style.size;
        self.items.push(Item::Link { x, y: -0.95 * style.size, width, height, url: Rc::clone(url) });
    }

    /// Where the line starts that ends at `width`.
    pub(super) fn flush_right(&self, width: f32) -> f32 {
        (width - self.width).max(0.0)
    }
}

impl Styled {
    fn push(&mut self, c: char, span: Span) {
        self.text.push(c);
        match self.spans.last_mut() {
            Some((end, last)) if *last == span => *end = self.text.len(),
            _ => self.spans.push((self.text.len(), span)),
        }
    }

    /// The face of the character before: an accent is set in the face of its letter.
    fn last_face(&self, otherwise: FaceId) -> FaceId {
        self.spans.last().map_or(otherwise, |(_, span)| span.style.face)
    }
}

/// `range` of `styled` cut where span or direction change and between words and blanks, and around each box.
fn pieces<'s>(styled: &'s Styled, bidi: &BidiInfo<'_>, range: Range<usize>) -> Vec<Piece<'s>> {
    let mut out: Vec<Piece<'s>> = Vec::new();
    let mut span_at = styled.spans.partition_point(|(end, _)| *end <= range.start);
    let mut was_blank = false;
    for (i, c) in styled.text[range.clone()].char_indices() {
        let at = range.start + i;
        while styled.spans.get(span_at).is_some_and(|(end, _)| *end <= at) {
            span_at += 1;
        }
        let Some((_, span)) = styled.spans.get(span_at) else { break };
        let right_to_left = bidi.levels[at].is_rtl();
        let blank = c == ' ';
        match out.last_mut() {
            Some(piece)
                if std::ptr::eq(piece.span, span)
                    && piece.right_to_left == right_to_left
                    && was_blank == blank
                    && span.kind == Kind::Glyphs =>
            {
                piece.range.end = at + c.len_utf8();
            }
            _ => out.push(Piece { range: at..at + c.len_utf8(), span, right_to_left }),
        }
        was_blank = blank;
    }
    out
}

/// `range` of `text` without the blanks at its end.
fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    range.start..range.start + text[range].trim_end_matches([' ', '\n']).len()
}

/// Characters that change how others join, and are kept for the shaper.
fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200c}' | '\u{200d}')
}

/// Characters that draw nothing and would only confuse the text that is read back.
fn is_dropped(c: char) -> bool {
    (is_invisible(c) && !is_joiner(c))
        || matches!(c, '\u{ad}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests {
    use super::super::fonts::tests::shipped;
    use super::super::style::BODY;
    use super::*;

    fn set(text: &str, width: f32) -> Vec<(String, f32)> {
        let setter = Setter::new(shipped());
        let lines = setter.plain_lines(text, BODY, width);
        let read = |line: &Line| {
            line.items
                .iter()
                .map(|i| if let Item::Text(run) = i { run.text() } else { String::new() })
                .collect()
        };
        lines.iter().map(|line| (read(line), line.width)).collect()
    }

    #[test]
    fn text_is_wrapped_between_words() {
        let lines = set("one two three four", 50.0);
        assert_eq!(lines.iter().map(|l| l.0.as_str()).collect::<Vec<_>>(), ["one two", "three four"]);
        assert!(lines.iter().all(|l| l.1 <= 50.0));
    }

    #[test]
    fn long_words_are_broken_and_no_letter_is_lost() {
        let word = "Donaudampfschifffahrtsgesellschaftskapitän".repeat(4);
        let lines = set(&format!("the {word} sails"), 80.0);
        assert!(lines.iter().all(|l| l.1 <= 80.02), "{lines:?}");
        let read: String = lines.iter().map(|l| l.0.as_str()).collect();
        assert_eq!(read.replace(' ', ""), format!("the{word}sails"));
    }

    #[test]
    fn what_no_font_has_is_reported_and_drawn() {
        let setter = Setter::new(shipped());
        let lines = setter.plain_lines("a 😀", BODY, 100.0);
        assert!(matches!(lines[0].items[1], Item::Rect { paint: Paint::Crossed(..), .. }));
        assert_eq!(setter.missing(), BTreeSet::from(['😀']));
    }

    #[test]
    fn a_name_too_long_is_cut() {
        let setter = Setter::new(shipped());
        let line = setter.one_line(&[Inline::Text("A very long name".into())], BODY, 40.0);
        assert!(line.width <= 40.0 && line.width > 20.0);
        assert_eq!(setter.one_line(&[Inline::Text("x".into())], BODY, 1.0).items.len(), 0);
    }

    #[test]
    fn blanks_that_do_not_break_are_blanks() {
        assert_eq!(set("20\u{a0}min", 100.0)[0].0, "20 min");
    }
}
