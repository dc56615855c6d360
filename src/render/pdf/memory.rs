//! What was worked out once and is asked for again, by all threads of a run: of a thousand packets of one round, nearly
//! all lines are the same.

use std::collections::HashMap;
use std::convert::Infallible;
use std::hash::Hash;
use std::sync::{Arc, PoisonError, RwLock};

use harfrust::ShapePlan;

use super::emit::{Subset, Used};
use super::shape::{Planned, Shaped, Word};
use super::text::{Line, Measure, Set};

/// What a run has worked out so far, in the fonts that it was worked out for.
pub(super) struct Memory {
    /// How faces are shaped.
    pub(super) plans: Kept<Planned, ShapePlan>,
    /// Words that were shaped.
    pub(super) words: Kept<Word, Shaped>,
    /// Texts that were broken into lines.
    pub(super) lines: Kept<Set, Vec<Line>>,
    /// Texts that were measured.
    pub(super) extents: Kept<Measure, (f32, f32)>,
    /// Glyphs that were cut out of a face and made ready to be embedded.
    pub(super) subsets: Kept<Used, Subset>,
}

impl Default for Memory {
    fn default() -> Self {
        Self {
            plans: Kept::at_most(500),
            words: Kept::at_most(20_000),
            // Those of the rounds of some loops, and of some hundred names.
            lines: Kept::at_most(6_000),
            extents: Kept::at_most(6_000),
            subsets: Kept::at_most(200),
        }
    }
}

/// Values by what they were made of. It is only ever looked up, so that its order can't show.
pub(super) struct Kept<K, V> {
    values: RwLock<HashMap<K, Arc<V>>>,
    most: usize,
}

impl<K: Eq + Hash, V> Kept<K, V> {
    /// Keeps so many values; what comes after them is made each time.
    fn at_most(most: usize) -> Self {
        Self { values: RwLock::default(), most }
    }

    /// The value of `key`: the one that is kept, else the one that `make` makes.
    pub(super) fn get(&self, key: K, make: impl FnOnce(&K) -> V) -> Arc<V> {
        let Ok(value) = self.try_get(key, |key| Ok::<V, Infallible>(make(key)));
        value
    }

    /// As [`Kept::get`]; what can't be made is not kept.
    pub(super) fn try_get<E>(&self, key: K, make: impl FnOnce(&K) -> Result<V, E>) -> Result<Arc<V>, E> {
        if let Some(value) = self.values.read().unwrap_or_else(PoisonError::into_inner).get(&key) {
            return Ok(Arc::clone(value));
        }
        // Others may make the same meanwhile: it is the same value.
        let value = Arc::new(make(&key)?);
        let mut values = self.values.write().unwrap_or_else(PoisonError::into_inner);
        if values.len() < self.most {
            values.insert(key, Arc::clone(&value));
        }
        Ok(value)
    }
}

#[cfg(test)]
mod tests {
    use super::Kept;

    #[test]
    fn what_is_kept_is_made_once_and_no_more_than_allowed_is_kept() {
        let kept = Kept::<u8, u8>::at_most(1);
        let mut made = 0;
        for key in [1, 1, 2, 2] {
            let value = kept.get(key, |k| {
                made += 1;
                k * 2
            });
            assert_eq!(*value, key * 2);
        }
        assert_eq!(made, 3);
        assert_eq!(kept.try_get(3, |_| Err("no")), Err("no"));
    }
}
