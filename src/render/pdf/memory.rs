//! What was worked out once and is asked for again, by all threads of a run: of a thousand packets of one round, nearly
//! all lines are the same.

use std::sync::{Mutex, PoisonError};

use harfrust::ShapePlan;

use super::emit::{Deflated, Subset, Used};
use super::kept::Kept;
use super::shape::{Planned, Shaped, Word};
use super::text::{Line, Measure, Set};

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

/// What was worked out for texts.
pub(super) struct Texts {
    /// How faces are shaped.
    pub(super) plans: Kept<Planned, ShapePlan>,
    /// Words that were shaped.
    pub(super) words: Kept<Word, Shaped>,
    /// Texts that were broken into lines.
    pub(super) lines: Kept<Set, Vec<Line>>,
    /// Texts that were measured.
    pub(super) extents: Kept<Measure, (f32, f32)>,
}

impl Default for Texts {
    fn default() -> Self {
        Self {
            plans: Kept::at_most(100),
            words: Kept::at_most(4_000),
            // Those of the rounds of a large loop.
            lines: Kept::at_most(1_500),
            extents: Kept::at_most(1_500),
        }
    }
}
