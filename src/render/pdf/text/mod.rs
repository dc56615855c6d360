//! Setting text: inlines in, lines of runs out. Breaks by the rules of Unicode, breaks over-long words, orders
//! right-to-left runs, and finds a face for each character.

mod line;
mod styled;

use std::ops::Range;
use std::sync::Arc;

use icu_segmenter::{LineSegmenter, LineSegmenterBorrowed, options::LineBreakOptions};
use unicode_bidi::{BidiInfo, Level, get_base_direction_full};
use unicode_normalization::char::is_combining_mark;

use super::fonts::{FaceId, Fonts};
use super::kept::Kept;
use super::shape::Shapes;
use super::sheet::{Ink, Item};
use super::style::Style;
use crate::document::Inline;
pub(super) use line::Line;
use styled::{Styled, pieces};

/// How far lines may differ from their measure by rounding.
const SLACK: f32 = 0.01;

/// A text, how it is set, and the bits of the measure that its lines are broken at.
type Set = (Vec<Inline>, FaceId, u32, Ink, u32);
/// A text and how it is set.
type Measure = (Vec<Inline>, FaceId, u32);

/// What was worked out of texts, and is asked for again.
pub(super) struct Texts {
    shapes: Shapes,
    /// Texts that were broken into lines.
    lines: Kept<Set, Vec<Line>>,
    /// Texts that were measured.
    extents: Kept<Measure, (f32, f32)>,
}

impl Default for Texts {
    fn default() -> Self {
        // Those of the rounds of a large loop.
        Self { shapes: Shapes::default(), lines: Kept::at_most(1_500), extents: Kept::at_most(1_500) }
    }
}

/// Sets text.
pub(super) struct Setter<'f> {
    fonts: &'f Fonts,
    known: Texts,
    segmenter: LineSegmenterBorrowed<'static>,
}

impl Drop for Setter<'_> {
    fn drop(&mut self) {
        self.fonts.kept.put_back(std::mem::take(&mut self.known));
    }
}

impl<'f> Setter<'f> {
    pub(super) fn new(fonts: &'f Fonts) -> Self {
        Self {
            fonts,
            known: fonts.kept.texts(),
            segmenter: LineSegmenter::new_for_non_complex_scripts(LineBreakOptions::default()),
        }
    }

    /// The lines of `inlines` in `style`, none wider than `width`.
    pub(super) fn lines(&self, inlines: &[Inline], style: Style, width: f32) -> Arc<Vec<Line>> {
        let key = (inlines.to_vec(), style.face, style.size.to_bits(), style.ink, width.to_bits());
        self.known.lines.get(key, |_| {
            let mut styled = Styled::default();
            self.collect(inlines, style, None, &mut styled);
            self.wrap(&styled, width)
        })
    }

    /// The lines of plain `text`.
    pub(super) fn plain_lines(&self, text: &str, style: Style, width: f32) -> Arc<Vec<Line>> {
        self.lines(&[Inline::Text(text.to_owned())], style, width)
    }

    /// `inlines` on one line, cut with an ellipsis where it would be wider than `width`.
    pub(super) fn one_line(&self, inlines: &[Inline], style: Style, width: f32) -> Line {
        match self.lines(inlines, style, f32::INFINITY).as_slice() {
            [line] if line.width <= width => return line.clone(),
            [] => return Line::default(),
            _ => {}
        }
        let text: Vec<char> = crate::document::plain(inlines).chars().collect();
        (0..text.len())
            .rev()
            .find_map(|end| {
                let kept: String = text[..end].iter().collect();
                let cut = self.plain_lines(&format!("{}…", kept.trim_end()), style, f32::INFINITY);
                let cut = cut.last()?;
                (cut.width <= width).then(|| cut.clone())
            })
            .unwrap_or_default()
    }

    /// The width of the longest line and of the widest word of `inlines`.
    pub(super) fn extent(&self, inlines: &[Inline], style: Style) -> (f32, f32) {
        let key = (inlines.to_vec(), style.face, style.size.to_bits());
        *self.known.extents.get(key, |_| self.extent_afresh(inlines, style))
    }

    fn extent_afresh(&self, inlines: &[Inline], style: Style) -> (f32, f32) {
        let mut styled = Styled::default();
        self.collect(inlines, style, None, &mut styled);
        let bidi = directions(&styled.text);
        let longest = self.wrap(&styled, f32::INFINITY).iter().map(|l| l.width).fold(0.0, f32::max);
        let mut start = 0;
        let widest = self.breaks(&styled).fold(0.0, |widest: f32, end| {
            let word = trimmed(&styled.text, start..end);
            start = end;
            widest.max(self.measure(&styled, &bidi, word))
        });
        (longest, widest)
    }

    /// Where lines may end, the end of the text included.
    fn breaks<'s>(&self, styled: &'s Styled) -> impl Iterator<Item = usize> + use<'s> {
        self.segmenter.segment_str(&styled.text).filter(|at| *at > 0)
    }

    /// Fills lines one after the other.
    fn wrap(&self, styled: &Styled, width: f32) -> Vec<Line> {
        let text = styled.text.as_str();
        let bidi = directions(text);
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
            let blank = self.known.shapes.shape(self.fonts, run.face, false, " ");
            Arc::make_mut(&mut run.words).push(blank);
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
}

/// Which way `text` runs: as its first letter with a direction does, on all its lines.
fn directions(text: &str) -> BidiInfo<'_> {
    let level = match get_base_direction_full(text) {
        unicode_bidi::Direction::Rtl => Level::rtl(),
        _ => Level::ltr(),
    };
    BidiInfo::new(text, Some(level))
}

/// Whether `inlines` run from right to left.
pub(super) fn runs_right_to_left(inlines: &[Inline]) -> bool {
    get_base_direction_full(crate::document::plain(inlines).as_str()) == unicode_bidi::Direction::Rtl
}

/// `range` of `text` without the blanks at its end.
fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    range.start..range.start + text[range].trim_end_matches([' ', '\n']).len()
}

/// Characters that change how others join, and are kept for the shaper.
fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200c}' | '\u{200d}')
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
        assert!(matches!(lines[0].items[1], Item::Missing { c: '😀', .. }));
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
