//! Shaping: the glyphs of a word, remembered for the next time and for the next document.

use std::cell::RefCell;
use std::collections::HashMap;
use std::convert::Infallible;
use std::sync::Arc;

use harfrust::{Buffer, Direction, GlyphId, ShapeOptions, ShaperFont};

use super::fonts::{FaceId, Fonts};

/// One positioned glyph, in thousandths of an em.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Glyph {
    /// The glyph in its face.
    pub(super) id: u16,
    /// How far the pen moves.
    pub(super) advance: f32,
    /// How far the face alone would move it, without kerning.
    pub(super) natural: f32,
    /// How far the glyph stands right of the pen.
    pub(super) dx: f32,
    /// How far it stands above it.
    pub(super) dy: f32,
    /// The characters that it draws; empty for further glyphs of the same cluster.
    pub(super) text: String,
}

/// A shaped word.
#[derive(Debug, PartialEq)]
pub(super) struct Shaped {
    pub(super) glyphs: Vec<Glyph>,
    /// In thousandths of an em.
    pub(super) width: f32,
}

/// A word in a face, and whether it runs from right to left.
pub(super) type Word = (FaceId, bool, String);

/// The shaper of one document.
pub(super) struct Shaper<'f> {
    pub(super) fonts: &'f Fonts,
    words: RefCell<HashMap<Word, Arc<Shaped>>>,
}

impl<'f> Shaper<'f> {
    pub(super) fn new(fonts: &'f Fonts) -> Self {
        Self { fonts, words: RefCell::default() }
    }

    /// The glyphs of `word` in `face`, all of one direction, from left to right.
    pub(super) fn shape(&self, face: FaceId, right_to_left: bool, word: &str) -> Arc<Shaped> {
        let key = (face, right_to_left, word.to_owned());
        if let Some(known) = self.words.borrow().get(&key) {
            return Arc::clone(known);
        }
        let shaped = self
            .fonts
            .words
            .get(key.clone(), |_| Ok::<Shaped, Infallible>(self.shape_afresh(face, right_to_left, word)));
        let Ok(shaped) = shaped;
        self.words.borrow_mut().insert(key, Arc::clone(&shaped));
        shaped
    }

    fn shape_afresh(&self, id: FaceId, right_to_left: bool, word: &str) -> Shaped {
        let face = self.fonts.face(id);
        let per_mille = 1000.0 / face.units_per_em;
        let shaper = ShaperFont::new(&face.font);
        let mut buffer = Buffer::new();
        buffer.push_str(word);
        buffer.guess_segment_properties();
        buffer.set_direction(if right_to_left { Direction::RightToLeft } else { Direction::LeftToRight });
        if harfrust::shape(&shaper, &mut buffer, ShapeOptions::new()).is_err() {
            return Shaped { glyphs: Vec::new(), width: 0.0 };
        }
        let infos = buffer.glyph_infos();
        let mut starts: Vec<usize> = infos.iter().map(|info| info.cluster as usize).collect();
        starts.push(word.len());
        starts.sort_unstable();
        starts.dedup();
        let mut told = None;
        let mut width = 0.0;
        let glyphs = infos.iter().zip(buffer.glyph_positions()).map(|(info, position)| {
            let start = info.cluster as usize;
            let end = starts.iter().copied().find(|s| *s > start).unwrap_or(word.len());
            let text = if told == Some(start) { "" } else { word.get(start..end).unwrap_or_default() };
            told = Some(start);
            let advance = position.x_advance as f32 * per_mille;
            width += advance;
            Glyph {
                id: info.glyph_id as u16,
                advance,
                natural: shaper.glyph_h_advance(GlyphId::new(info.glyph_id)) as f32 * per_mille,
                dx: position.x_offset as f32 * per_mille,
                dy: position.y_offset as f32 * per_mille,
                text: text.to_owned(),
            }
        });
        let glyphs = glyphs.collect();
        Shaped { glyphs, width }
    }
}

#[cfg(test)]
mod tests {
    use super::super::fonts::tests::shipped;
    use super::*;

    #[test]
    fn pairs_are_kerned_and_clusters_keep_their_text() {
        let shaper = Shaper::new(shipped());
        let shaped = shaper.shape(FaceId::REGULAR, false, "Ta\u{30a}");
        assert!(shaped.glyphs[0].advance < shaped.glyphs[0].natural);
        let text: String = shaped.glyphs.iter().map(|g| g.text.as_str()).collect();
        assert_eq!(text, "Ta\u{30a}");
    }
}
