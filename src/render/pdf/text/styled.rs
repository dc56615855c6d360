//! Styled text: inlines as one string in which each character has its face.

use std::ops::Range;

use unicode_bidi::BidiInfo;
use unicode_normalization::char::is_combining_mark;

use crate::document::{BOX, Inline, address_behind};
use crate::render::pdf::fonts::{FaceId, Fonts};
use crate::render::pdf::style::TextStyle;
use crate::text::{is_invisible, is_joiner};

/// Text with a style for each of its bytes.
#[derive(Default)]
pub(super) struct Styled {
    pub(super) text: String,
    /// Each span with its end; it begins where the one before ends.
    spans: Vec<(usize, StyleSpan)>,
}

/// What holds for a stretch of text.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct StyleSpan {
    pub(super) style: TextStyle,
    pub(super) kind: SpanKind,
}

/// How a span is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum SpanKind {
    Glyphs,
    /// A box to tick.
    Box,
    /// Characters that no font has.
    Missing,
}

/// A stretch of one span and one direction: a word, or the blanks between two words.
pub(super) struct Fragment<'s> {
    pub(super) range: Range<usize>,
    pub(super) span: &'s StyleSpan,
    pub(super) right_to_left: bool,
}

impl Styled {
    /// `inlines` set in `style`, with a face of `fonts` for each character.
    pub(super) fn new(inlines: &[Inline], style: TextStyle, fonts: &Fonts) -> Self {
        let mut styled = Self::default();
        styled.push_inlines(inlines, style, fonts);
        styled
    }

    fn push_inlines(&mut self, inlines: &[Inline], style: TextStyle, fonts: &Fonts) {
        for inline in inlines {
            match inline {
                Inline::Text(text) => self.push_text(text, style, fonts),
                Inline::Code(code) => self.push_text(code, style.mono(), fonts),
                Inline::Strong(inner) => self.push_inlines(inner, style.bold(), fonts),
                Inline::Emphasis(inner) => self.push_inlines(inner, style.italic(), fonts),
                Inline::Link { url, inlines } => {
                    self.push_inlines(inlines, style, fonts);
                    // On paper nobody can press a link, so it says where it leads.
                    if let Some(address) = address_behind(url, inlines) {
                        self.push_text(&format!(" ({address})"), style, fonts);
                    }
                }
                Inline::Break => self.push('\n', StyleSpan { style, kind: SpanKind::Glyphs }),
                Inline::Box => self.push(BOX, StyleSpan { style, kind: SpanKind::Box }),
            }
        }
    }

    fn push_text(&mut self, text: &str, style: TextStyle, fonts: &Fonts) {
        for c in text.chars() {
            let c = if c.is_whitespace() && c != '\u{a0}' && c != '\u{202f}' { ' ' } else { c };
            if is_dropped(c) {
                continue;
            }
            let face = match c {
                ' ' | '\u{a0}' | '\u{202f}' | '\u{200c}' | '\u{200d}' => Some(style.face),
                _ if is_combining_mark(c) => fonts.face_for(self.last_face().unwrap_or(style.face), c),
                _ => fonts.face_for(style.face, c),
            };
            let (kind, face) = match face {
                _ if c == BOX => (SpanKind::Box, style.face),
                Some(face) => (SpanKind::Glyphs, face),
                None => (SpanKind::Missing, style.face),
            };
            self.push(c, StyleSpan { style: TextStyle { face, ..style }, kind });
        }
    }

    fn push(&mut self, c: char, span: StyleSpan) {
        self.text.push(c);
        match self.spans.last_mut() {
            Some((end, last)) if *last == span => *end = self.text.len(),
            _ => self.spans.push((self.text.len(), span)),
        }
    }

    /// The face of the last character: an accent is set in the face of its letter.
    fn last_face(&self) -> Option<FaceId> {
        self.spans.last().map(|(_, span)| span.style.face)
    }

    /// `range` cut where the span or the direction changes, between words and blanks, and around each box and each
    /// missing character.
    pub(super) fn fragments(&self, bidi: &BidiInfo<'_>, range: Range<usize>) -> Vec<Fragment<'_>> {
        let mut out: Vec<Fragment<'_>> = Vec::new();
        let mut span_at = self.spans.partition_point(|(end, _)| *end <= range.start);
        let mut after_blank = false;
        for (i, c) in self.text[range.clone()].char_indices() {
            let at = range.start + i;
            while self.spans.get(span_at).is_some_and(|(end, _)| *end <= at) {
                span_at += 1;
            }
            let Some((_, span)) = self.spans.get(span_at) else { break };
            let right_to_left = bidi.levels[at].is_rtl();
            let blank = c == ' ';
            match out.last_mut() {
                Some(fragment)
                    if std::ptr::eq(fragment.span, span)
                        && fragment.right_to_left == right_to_left
                        && after_blank == blank
                        && span.kind == SpanKind::Glyphs =>
                {
                    fragment.range.end = at + c.len_utf8();
                }
                _ => out.push(Fragment { range: at..at + c.len_utf8(), span, right_to_left }),
            }
            after_blank = blank;
        }
        out
    }
}

/// Whether `c` draws nothing and would only confuse readers that extract the text.
fn is_dropped(c: char) -> bool {
    (is_invisible(c) && !is_joiner(c)) || matches!(c, '\u{fe00}'..='\u{fe0f}' | '\u{e0000}'..='\u{e0fff}')
}
