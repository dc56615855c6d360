//! What has been worked out about texts: of a thousand packets of one round nearly all lines are the same.

use super::line::Line;
use crate::document::Inline;
use crate::render::pdf::cache::Cache;
use crate::render::pdf::fonts::FaceId;
use crate::render::pdf::pages::Ink;
use crate::render::pdf::shape::Shaper;

/// A text, its face and ink, and by their bits its size, the width of its lines and the least side of its boxes.
type LinesKey = (Vec<Inline>, FaceId, Ink, [u32; 3]);
/// A text, its face, and by their bits its size and the least side of its boxes.
type ExtentKey = (Vec<Inline>, FaceId, [u32; 2]);

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
