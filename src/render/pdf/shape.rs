//! Shaping: from the characters of a word to positioned glyphs.

use std::fmt;
use std::sync::Arc;

use harfrust::{Buffer, Direction, GlyphId, Script, ShapeOptions, ShapePlan, ShaperFont};

use super::cache::Cache;
use super::fonts::{FaceId, Fonts};

/// One positioned glyph; lengths in thousandths of an em.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Glyph {
    /// The glyph's index in its face.
    pub(super) id: u16,
    /// How far the pen moves.
    pub(super) advance: f32,
    /// How far the pen would move without kerning.
    pub(super) natural: f32,
    /// The glyph's offset to the right of the pen.
    pub(super) dx: f32,
    /// The glyph's offset above the baseline.
    pub(super) dy: f32,
    pub(super) text: GlyphText,
}

/// The characters that a glyph stands for. Of the glyphs of one cluster only the first has any.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub(super) enum GlyphText {
    #[default]
    None,
    /// The usual case, without an allocation.
    One(char),
    Several(Arc<str>),
}

impl From<&str> for GlyphText {
    fn from(text: &str) -> Self {
        let mut chars = text.chars();
        match (chars.next(), chars.next()) {
            (None, _) => Self::None,
            (Some(one), None) => Self::One(one),
            _ => Self::Several(text.into()),
        }
    }
}

impl fmt::Display for GlyphText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::None => Ok(()),
            Self::One(c) => write!(f, "{c}"),
            Self::Several(text) => f.write_str(text),
        }
    }
}

/// A shaped word.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Shaped {
    /// From left to right.
    pub(super) glyphs: Vec<Glyph>,
    /// In thousandths of an em.
    pub(super) width: f32,
}

/// A face, whether the text runs from right to left, and the word.
type WordKey = (FaceId, bool, String);

/// A face, whether the text runs from right to left, and its script.
type PlanKey = (FaceId, bool, Option<Script>);

/// Shapes words, each once.
pub(super) struct Shaper {
    plans: Cache<PlanKey, ShapePlan>,
    words: Cache<WordKey, Shaped>,
}

impl Default for Shaper {
    fn default() -> Self {
        Self { plans: Cache::with_capacity(100), words: Cache::with_capacity(4_000) }
    }
}

impl Shaper {
    /// The glyphs of `word`, which is all of one direction, in `face`.
    pub(super) fn shape(&self, fonts: &Fonts, face: FaceId, right_to_left: bool, word: &str) -> Arc<Shaped> {
        let key = (face, right_to_left, word.to_owned());
        self.words.get(key, |_| self.shape_uncached(fonts, face, right_to_left, word))
    }

    fn shape_uncached(&self, fonts: &Fonts, id: FaceId, right_to_left: bool, word: &str) -> Shaped {
        let face = fonts.face(id);
        let per_mille = 1000.0 / face.units_per_em;
        let shaper = ShaperFont::new(&face.font);
        let mut buffer = Buffer::new();
        buffer.push_str(word);
        buffer.guess_segment_properties();
        let direction = if right_to_left { Direction::RightToLeft } else { Direction::LeftToRight };
        buffer.set_direction(direction);
        let script = buffer.script();
        let plan = self.plans.get((id, right_to_left, script), |_| {
            ShapePlan::new(&face.font, direction, script, buffer.language(), &[])
        });
        if harfrust::shape(&shaper, &mut buffer, ShapeOptions::new().plan(Some(&plan))).is_err() {
            return Shaped::default();
        }
        let infos = buffer.glyph_infos();
        let mut starts: Vec<usize> = infos.iter().map(|info| info.cluster as usize).collect();
        starts.push(word.len());
        starts.sort_unstable();
        starts.dedup();
        let mut last_cluster = None;
        let mut width = 0.0;
        let glyphs = infos.iter().zip(buffer.glyph_positions()).map(|(info, position)| {
            let start = info.cluster as usize;
            let end = starts.iter().copied().find(|s| *s > start).unwrap_or(word.len());
            let first = last_cluster.replace(start) != Some(start);
            let text = if first { word.get(start..end).unwrap_or_default() } else { "" };
            let advance = position.x_advance as f32 * per_mille;
            width += advance;
            Glyph {
                id: info.glyph_id as u16,
                advance,
                natural: shaper.glyph_h_advance(GlyphId::new(info.glyph_id)) as f32 * per_mille,
                dx: position.x_offset as f32 * per_mille,
                dy: position.y_offset as f32 * per_mille,
                text: text.into(),
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
        let shaped = Shaper::default().shape(shipped(), FaceId::REGULAR, false, "Ta\u{30a}");
        assert!(shaped.glyphs[0].advance < shaped.glyphs[0].natural);
        let text: String = shaped.glyphs.iter().map(|g| g.text.to_string()).collect();
        assert_eq!(text, "Ta\u{30a}");
    }
}
