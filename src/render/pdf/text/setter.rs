//! Breaking text into lines: by the rules of Unicode, and inside words that are longer than a line.

use std::ops::Range;
use std::sync::Arc;

use unicode_bidi::BidiInfo;
use unicode_linebreak::linebreaks;
use unicode_normalization::char::is_combining_mark;

use super::bidi::directions;
use super::cache::TextCache;
use super::line::{Line, LineMaker};
use super::styled::Styled;
use crate::document::{Inline, plain};
use crate::render::pdf::fonts::Fonts;
use crate::render::pdf::style::{TICK_BOX, TextStyle};
use crate::text::is_joiner;

/// Tolerance for rounding.
const SLACK: f32 = 0.01;

/// Sets text: breaks it into lines, cuts it to one line, measures it.
pub(in crate::render::pdf) struct Setter<'a> {
    fonts: &'a Fonts,
    cache: &'a TextCache,
    least_box: f32,
}

impl<'a> Setter<'a> {
    pub(in crate::render::pdf) fn new(fonts: &'a Fonts, cache: &'a TextCache) -> Self {
        Self { fonts, cache, least_box: TICK_BOX }
    }

    /// From here on no side of a box to tick is shorter than `least`.
    pub(in crate::render::pdf) fn draw_boxes_from(&mut self, least: f32) {
        self.least_box = least;
    }

    /// The lines of `inlines` in `style`, none wider than `width`.
    pub(in crate::render::pdf) fn lines(
        &self,
        inlines: &[Inline],
        style: TextStyle,
        width: f32,
    ) -> Arc<Vec<Line>> {
        let lengths = [style.size, width, self.least_box].map(f32::to_bits);
        let key = (inlines.to_vec(), style.face, style.ink, lengths);
        self.cache.lines.get(key, |_| self.wrap(&Styled::new(inlines, style, self.fonts), width))
    }

    /// As [`Setter::lines`], for plain text.
    pub(in crate::render::pdf) fn plain_lines(
        &self,
        text: &str,
        style: TextStyle,
        width: f32,
    ) -> Arc<Vec<Line>> {
        self.lines(&[Inline::Text(text.to_owned())], style, width)
    }

    /// `inlines` on one line, cut with an ellipsis where it would be wider than `width`.
    pub(in crate::render::pdf) fn one_line(&self, inlines: &[Inline], style: TextStyle, width: f32) -> Line {
        match self.lines(inlines, style, f32::INFINITY).as_slice() {
            [line] if line.width <= width => return line.clone(),
            [] => return Line::default(),
            _ => {}
        }
        let text: Vec<char> = plain(inlines).chars().collect();
        (0..text.len())
            .rev()
            .find_map(|end| {
                let start: String = text[..end].iter().collect();
                let cut = self.plain_lines(&format!("{}…", start.trim_end()), style, f32::INFINITY);
                let cut = cut.last()?;
                (cut.width <= width).then(|| cut.clone())
            })
            .unwrap_or_default()
    }

    /// The width of the longest line and of the widest word of `inlines`.
    pub(in crate::render::pdf) fn extent(&self, inlines: &[Inline], style: TextStyle) -> (f32, f32) {
        let key = (inlines.to_vec(), style.face, [style.size, self.least_box].map(f32::to_bits));
        *self.cache.extents.get(key, |_| self.extent_uncached(inlines, style))
    }

    fn extent_uncached(&self, inlines: &[Inline], style: TextStyle) -> (f32, f32) {
        let styled = Styled::new(inlines, style, self.fonts);
        let bidi = directions(&styled.text);
        let longest = self.wrap(&styled, f32::INFINITY).iter().map(|l| l.width).fold(0.0, f32::max);
        let mut start = 0;
        let widest = linebreaks(&styled.text).fold(0.0, |widest: f32, (end, _)| {
            let word = without_end_blanks(&styled.text, start..end);
            start = end;
            widest.max(self.maker().width(&styled, &bidi, word))
        });
        (longest, widest)
    }

    fn maker(&self) -> LineMaker<'a> {
        LineMaker { fonts: self.fonts, shaper: &self.cache.shaper, least_box: self.least_box }
    }

    /// Fills one line after the other.
    fn wrap(&self, styled: &Styled, width: f32) -> Vec<Line> {
        let text = styled.text.as_str();
        let bidi = directions(text);
        let maker = self.maker();
        let measure = |range| maker.width(styled, &bidi, range);
        let mut lines: Vec<Range<usize>> = Vec::new();
        let (mut start, mut last, mut used) = (0, 0, 0.0);
        // Lines may end where Unicode Standard Annex 14 says, the end of the text included.
        for (at, _) in linebreaks(text) {
            let word = without_end_blanks(text, last..at);
            let word_width = measure(word.clone());
            if used + word_width > width + SLACK && last > start {
                lines.push(start..last);
                (start, used) = (last, 0.0);
            }
            // A word that is wider than a line is broken between characters.
            while used == 0.0 && measure(start.max(last)..word.end) > width + SLACK {
                let end = longest_fit(styled, &bidi, &maker, start..word.end, width);
                if end >= word.end {
                    break;
                }
                lines.push(start..end);
                (start, last) = (end, end);
            }
            used += measure(last..at);
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
            let mut line = maker.line(styled, &bidi, without_end_blanks(text, range.clone()));
            if text[range.clone()].ends_with(' ') && range.end < text.len() {
                maker.push_end_blank(&mut line);
            }
            line
        };
        lines.into_iter().map(set).collect()
    }
}

/// The end of the longest beginning of `range` that fits into `width`; at least one cluster.
fn longest_fit(
    styled: &Styled,
    bidi: &BidiInfo<'_>,
    maker: &LineMaker<'_>,
    range: Range<usize>,
    width: f32,
) -> usize {
    let word = &styled.text[range.clone()];
    let mut ends: Vec<usize> = word
        .char_indices()
        .skip(1)
        .filter(|(_, c)| !is_combining_mark(*c) && !is_joiner(*c))
        .map(|(i, _)| range.start + i)
        .collect();
    ends.push(range.end);
    let fits = ends.partition_point(|end| maker.width(styled, bidi, range.start..*end) <= width + SLACK);
    ends[fits.max(1) - 1]
}

/// `range` of `text` without the blanks at its end.
fn without_end_blanks(text: &str, range: Range<usize>) -> Range<usize> {
    range.start..range.start + text[range].trim_end_matches([' ', '\n']).len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::pdf::fonts::tests::shipped;
    use crate::render::pdf::pages::PageItem;
    use crate::render::pdf::style::BODY;

    fn set(text: &str, width: f32) -> Vec<(String, f32)> {
        let cache = TextCache::default();
        let lines = Setter::new(shipped(), &cache).plain_lines(text, BODY, width);
        let read = |line: &Line| {
            line.items
                .iter()
                .map(|i| if let PageItem::Text(run) = i { run.text() } else { String::new() })
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
        let cache = TextCache::default();
        let setter = Setter::new(shipped(), &cache);
        let lines = setter.plain_lines("a 😀", BODY, 100.0);
        assert!(matches!(lines[0].items[1], PageItem::Missing { c: '😀', .. }));
    }

    #[test]
    fn a_name_too_long_is_cut() {
        let cache = TextCache::default();
        let setter = Setter::new(shipped(), &cache);
        let line = setter.one_line(&[Inline::Text("A very long name".into())], BODY, 40.0);
        assert!(line.width <= 40.0 && line.width > 20.0);
        assert_eq!(setter.one_line(&[Inline::Text("x".into())], BODY, 1.0).items.len(), 0);
    }

    #[test]
    fn blanks_that_do_not_break_are_blanks() {
        assert_eq!(set("20\u{a0}min", 100.0)[0].0, "20 min");
    }
}
