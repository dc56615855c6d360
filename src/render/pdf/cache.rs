//! A bounded cache of values that are expensive to make.

use std::collections::HashMap;
use std::convert::Infallible;
use std::hash::Hash;
use std::sync::{Arc, PoisonError, RwLock};

/// Values by what they were made from, shared between threads. They are only looked up, never listed, so the order of
/// the hash map can't reach any output.
pub(super) struct Cache<K, V> {
    generations: RwLock<Generations<K, V>>,
    capacity: usize,
}

/// When `recent` is full it replaces `previous`: a value that nobody asks for any more is dropped one generation later.
struct Generations<K, V> {
    recent: HashMap<K, Arc<V>>,
    previous: HashMap<K, Arc<V>>,
}

impl<K: Eq + Hash, V> Cache<K, V> {
    /// A cache of up to `capacity` recent values and as many older ones.
    pub(super) fn with_capacity(capacity: usize) -> Self {
        let generations = Generations { recent: HashMap::new(), previous: HashMap::new() };
        Self { generations: RwLock::new(generations), capacity }
    }

    /// The value for `key`, made by `make` unless it is cached.
    pub(super) fn get(&self, key: K, make: impl FnOnce(&K) -> V) -> Arc<V> {
        let Ok(value) = self.try_get(key, |key| Ok::<V, Infallible>(make(key)));
        value
    }

    /// As [`Cache::get`], for a `make` that can fail; failures are not cached.
    pub(super) fn try_get<E>(&self, key: K, make: impl FnOnce(&K) -> Result<V, E>) -> Result<Arc<V>, E> {
        let older = {
            let generations = self.generations.read().unwrap_or_else(PoisonError::into_inner);
            if let Some(value) = generations.recent.get(&key) {
                return Ok(Arc::clone(value));
            }
            generations.previous.get(&key).map(Arc::clone)
        };
        // No lock is held meanwhile. Two threads may make the same value; either one will do.
        let value = older.map_or_else(|| make(&key).map(Arc::new), Ok)?;
        let mut generations = self.generations.write().unwrap_or_else(PoisonError::into_inner);
        if generations.recent.len() >= self.capacity {
            generations.previous = std::mem::take(&mut generations.recent);
        }
        generations.recent.insert(key, Arc::clone(&value));
        Ok(value)
    }
}

#[cfg(test)]
mod tests {
    use super::Cache;

    #[test]
    fn a_value_in_use_is_made_once_and_unused_ones_are_dropped() {
        let cache = Cache::<u8, u8>::with_capacity(2);
        let mut made = Vec::new();
        for key in [1, 1, 2, 1, 3, 1, 4, 1, 5, 1, 2] {
            let value = cache.get(key, |k| {
                made.push(*k);
                k * 2
            });
            assert_eq!(*value, key * 2);
        }
        assert_eq!(made, [1, 2, 3, 4, 5, 2]);
        assert_eq!(cache.try_get(9, |_| Err("no")), Err("no"));
        let generations = cache.generations.read().unwrap();
        assert!(generations.recent.len() <= 2 && generations.previous.len() <= 2);
    }
}
