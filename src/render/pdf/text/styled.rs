//! Styled text: inlines as one string in which each character knows its face.

use std::ops::Range;
use std::sync::Arc;

use unicode_bidi::BidiInfo;
use unicode_normalization::char::is_combining_mark;

use super::{Setter, is_joiner};
use crate::document::{BOX, Inline};
use crate::render::pdf::fonts::FaceId;
use crate::render::pdf::style::Style;
use crate::text::is_invisible;

/// Text with a style for each of its bytes.
#[derive(Default)]
pub(super) struct Styled {
    pub(super) text: String,
    /// Where each span ends.
    pub(super) spans: Vec<(usize, Span)>,
}

/// What holds for a stretch of text.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Span {
    pub(super) style: Style,
    pub(super) link: Option<Arc<str>>,
    pub(super) kind: Kind,
}

/// How a stretch is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Glyphs,
    Box,
    Missing,
}

/// A stretch of one span and one direction: a word or the blanks between two.
pub(super) struct Piece<'s> {
    pub(super) range: Range<usize>,
    pub(super) span: &'s Span,
    pub(super) right_to_left: bool,
}

impl Setter<'_> {
    /// Adds `inlines` to `out`, each character with its span.
    pub(super) fn collect(
        &self,
        inlines: &[Inline],
        style: Style,
        link: Option<&Arc<str>>,
        out: &mut Styled,
    ) {
        for inline in inlines {
            match inline {
                Inline::Text(text) => self.push(text, style, link, out),
                Inline::Code(code) => self.push(code, style.mono(), link, out),
                Inline::Strong(inner) => self.collect(inner, style.bold(), link, out),
                Inline::Emphasis(inner) => self.collect(inner, style.italic(), link, out),
                Inline::Link { url, inlines } => {
                    self.collect(inlines, style, Some(&Arc::from(url.as_str())), out);
                }
                Inline::Break => out.push('\n', Span { style, link: None, kind: Kind::Glyphs }),
                Inline::Box => out.push(BOX, Span { style, link: None, kind: Kind::Box }),
            }
        }
    }

    fn push(&self, text: &str, style: Style, link: Option<&Arc<str>>, out: &mut Styled) {
        for c in text.chars() {
            let c = if c.is_whitespace() && c != '\u{a0}' && c != '\u{202f}' { ' ' } else { c };
            if is_dropped(c) {
                continue;
            }
            let face = match c {
                ' ' | '\u{a0}' | '\u{202f}' | '\u{200c}' | '\u{200d}' => Some(style.face),
                _ if is_combining_mark(c) => self.fonts.face_for(out.last_face(style.face), c),
                _ => self.fonts.face_for(style.face, c),
            };
            let (kind, face) = match face {
                _ if c == BOX => (Kind::Box, style.face),
                Some(face) => (Kind::Glyphs, face),
                None => (Kind::Missing, style.face),
            };
            out.push(c, Span { style: Style { face, ..style }, link: link.cloned(), kind });
        }
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
pub(super) fn pieces<'s>(styled: &'s Styled, bidi: &BidiInfo<'_>, range: Range<usize>) -> Vec<Piece<'s>> {
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

/// Characters that draw nothing and would only confuse the text that is read back.
fn is_dropped(c: char) -> bool {
    (is_invisible(c) && !is_joiner(c))
        || matches!(c, '\u{ad}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0000}'..='\u{e0fff}')
}
