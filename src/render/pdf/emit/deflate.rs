//! Compressing streams, each content once a run.

use std::sync::{Mutex, PoisonError};

use flate2::{Compress, Compression, FlushCompress, Status};
use lopdf::{Object, Stream};
use sha2::{Digest, Sha256};

use crate::render::pdf::cache::Cache;

/// Shorter contents are not worth compressing.
const MIN_LENGTH: usize = 150;
/// About the length of the entry that names the filter.
const FILTER_ENTRY: usize = 20;

/// Compressed contents, and idle compressors, whose memory is used again.
pub(in crate::render::pdf) struct DeflateCache {
    /// By the hash of the plain content; none where it doesn't get shorter.
    contents: Cache<[u8; 32], Option<Vec<u8>>>,
    idle: Mutex<Vec<Compress>>,
}

impl Default for DeflateCache {
    fn default() -> Self {
        Self { contents: Cache::with_capacity(100), idle: Mutex::default() }
    }
}

impl DeflateCache {
    pub(super) fn deflater(&self) -> Deflater<'_> {
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let compress = idle.unwrap_or_else(|| Compress::new(Compression::default(), true));
        Deflater { cache: self, compress: Some(compress) }
    }
}

/// Compresses one stream after the other. Dropped, it gives its compressor back.
pub(super) struct Deflater<'c> {
    cache: &'c DeflateCache,
    /// None only while it is dropped.
    compress: Option<Compress>,
}

impl Drop for Deflater<'_> {
    fn drop(&mut self) {
        let mut idle = self.cache.idle.lock().unwrap_or_else(PoisonError::into_inner);
        idle.extend(self.compress.take());
    }
}

impl Deflater<'_> {
    /// Compresses `stream` where that makes it shorter, unless it is compressed already.
    pub(super) fn deflate(&mut self, stream: &mut Stream) {
        if stream.content.len() < MIN_LENGTH || stream.dict.has(b"Filter") {
            return;
        }
        let Some(compress) = &mut self.compress else { return };
        let key = Sha256::digest(&stream.content).into();
        let deflated = self.cache.contents.get(key, |_| deflated(compress, &stream.content));
        if let Some(deflated) = deflated.as_ref() {
            set_deflated(stream, deflated.clone());
        }
    }
}

/// `object` with its content as short as possible: slower, for what is made once and written often.
pub(super) fn best_deflated(mut object: Object) -> Object {
    if let Object::Stream(stream) = &mut object
        && let Some(best) = deflated(&mut Compress::new(Compression::best(), true), &stream.content)
    {
        set_deflated(stream, best);
    }
    object
}

fn set_deflated(stream: &mut Stream, content: Vec<u8>) {
    stream.dict.set("Filter", "FlateDecode");
    stream.set_content(content);
}

/// `content` compressed; none where that isn't shorter.
fn deflated(compress: &mut Compress, content: &[u8]) -> Option<Vec<u8>> {
    compress.reset();
    // `compress_vec` writes into the capacity only: what doesn't fit isn't shorter.
    let mut out = Vec::with_capacity(content.len());
    let done = compress.compress_vec(content, &mut out, FlushCompress::Finish);
    out.shrink_to_fit();
    (matches!(done, Ok(Status::StreamEnd)) && out.len() + FILTER_ENTRY < content.len()).then_some(out)
}
