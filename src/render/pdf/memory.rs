//! What was worked out once and is asked for again, by all threads of a run: of a thousand packets of one round, nearly
//! all lines are the same.

use std::sync::{Mutex, PoisonError};

use super::emit::{Deflated, Subset, Used};
use super::kept::Kept;
use super::text::Texts;

/// What a run has worked out so far, of the fonts that it was worked out of.
pub(super) struct Memory {
    /// Those that no document is using.
    texts: Mutex<Vec<Texts>>,
    /// Glyphs that were cut out of a face and made ready to be embedded.
    pub(super) subsets: Kept<Used, Subset>,
    /// What was compressed.
    pub(super) deflated: Deflated,
}

impl Default for Memory {
    fn default() -> Self {
        Self { texts: Mutex::default(), subsets: Kept::at_most(60), deflated: Deflated::default() }
    }
}

impl Memory {
    /// What was worked out for texts, for one document at a time: threads that share it would wait for each other.
    pub(super) fn texts(&self) -> Texts {
        self.texts.lock().unwrap_or_else(PoisonError::into_inner).pop().unwrap_or_default()
    }

    /// Keeps what was worked out for the next document.
    pub(super) fn put_back(&self, texts: Texts) {
        self.texts.lock().unwrap_or_else(PoisonError::into_inner).push(texts);
    }
}
