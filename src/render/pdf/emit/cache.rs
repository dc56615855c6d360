//! What files of a run share.

use super::deflate::DeflateCache;
use super::subset::SubsetCache;

/// The subsets of faces and the compressed streams that a run has made.
pub(in crate::render::pdf) struct EmitCache {
    pub(super) subsets: SubsetCache,
    pub(super) streams: DeflateCache,
}

impl Default for EmitCache {
    fn default() -> Self {
        Self { subsets: SubsetCache::with_capacity(60), streams: DeflateCache::default() }
    }
}
