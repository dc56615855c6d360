//! What is shared by the documents of a run.

use std::sync::{Mutex, PoisonError};

use super::emit::EmitCache;
use super::fonts::Fonts;
use super::text::TextCache;

/// The fonts of a run, and what has been worked out with them. Documents of one session share lines, cut fonts and
/// compressed pages, whichever threads they are made by; the session never changes what is written.
pub struct Session<'f> {
    fonts: &'f Fonts,
    /// Those that no document is using. Each document has one to itself: threads would wait for each other.
    texts: Mutex<Vec<TextCache>>,
    emit: EmitCache,
}

impl<'f> Session<'f> {
    /// A session that sets type in `fonts`.
    pub fn new(fonts: &'f Fonts) -> Self {
        Self { fonts, texts: Mutex::default(), emit: EmitCache::default() }
    }

    pub(super) fn fonts(&self) -> &'f Fonts {
        self.fonts
    }

    pub(super) fn emit(&self) -> &EmitCache {
        &self.emit
    }

    /// Runs `work` with a cache of its own.
    pub(super) fn with_texts<T>(&self, work: impl FnOnce(&TextCache) -> T) -> T {
        let idle = self.texts.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let cache = idle.unwrap_or_default();
        let made = work(&cache);
        self.texts.lock().unwrap_or_else(PoisonError::into_inner).push(cache);
        made
    }
}
