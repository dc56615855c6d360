//! What was worked out once and is asked for again, by all threads of a run.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, Mutex, PoisonError};

/// Values by what they were made of. It is only ever looked up, so that its order can't show.
pub(super) struct Kept<K, V> {
    values: Mutex<HashMap<K, Arc<V>>>,
    most: usize,
}

impl<K: Eq + Hash, V> Kept<K, V> {
    /// Keeps so many values; what comes after them is made each time.
    pub(super) fn at_most(most: usize) -> Self {
        Self { values: Mutex::default(), most }
    }

    /// The value of `key`: the one that is kept, else the one that `make` makes.
    pub(super) fn get<E>(&self, key: K, make: impl FnOnce(&K) -> Result<V, E>) -> Result<Arc<V>, E> {
        if let Some(value) = self.lock().get(&key) {
            return Ok(Arc::clone(value));
        }
        // Others may make the same meanwhile: it is the same value.
        let value = Arc::new(make(&key)?);
        let mut values = self.lock();
        if values.len() < self.most {
            values.insert(key, Arc::clone(&value));
        }
        Ok(value)
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<K, Arc<V>>> {
        self.values.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::Kept;
    use std::convert::Infallible;

    #[test]
    fn what_is_kept_is_made_once_and_no_more_than_allowed_is_kept() {
        let kept = Kept::<u8, u8>::at_most(1);
        let mut made = 0;
        for key in [1, 1, 2, 2] {
            let value = kept.get(key, |k| {
                made += 1;
                Ok::<u8, Infallible>(k * 2)
            });
            assert_eq!(*value.unwrap(), key * 2);
        }
        assert_eq!(made, 3);
        assert_eq!(kept.get(3, |_| Err("no")), Err("no"));
    }
}
