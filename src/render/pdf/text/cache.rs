//! What has been worked out about texts: of a thousand packets of one round nearly all lines are the same.

use super::line::Line;
use crate::document::Inline;
use crate::render::pdf::cache::Cache;
use crate::render::pdf::fonts::FaceId;
use crate::render::pdf::pages::Ink;
use crate::render::pdf::shape::Shaper;

/// A text, its face, size and ink, and the width of its lines; lengths by their bits.
type LinesKey = (Vec<Inline>, FaceId, u32, Ink, u32);
/// A text, its face and the bits of its size.
type ExtentKey = (Vec<Inline>, FaceId, u32);

/// Shaped words, texts broken into lines, and measured texts.
pub(in crate::render::pdf) struct TextCache {
    pub(super) shaper: Shaper,
    pub(super) lines: Cache<LinesKey, Vec<Line>>,
    pub(super) extents: Cache<ExtentKey, (f32, f32)>,
}

impl Default for TextCache {
    fn default() -> Self {
        // Enough for all rounds of a large loop.
        Self {
            shaper: Shaper::default(),
            lines: Cache::with_capacity(1_500),
            extents: Cache::with_capacity(1_500),
        }
    }
}
