//! Values that are made once and asked for again.

use std::collections::HashMap;
use std::convert::Infallible;
use std::hash::Hash;
use std::sync::{Arc, PoisonError, RwLock};

/// Values by what they were made of. It is only ever looked up, so that its order can't show.
pub(super) struct Kept<K, V> {
    values: RwLock<Generations<K, V>>,
    most: usize,
}

/// The values that were made or asked for lately, and those before them: what nobody asks for any more is forgotten.
struct Generations<K, V> {
    young: HashMap<K, Arc<V>>,
    old: HashMap<K, Arc<V>>,
}

impl<K: Eq + Hash, V> Kept<K, V> {
    /// Keeps so many values, and up to as many that were kept before them.
    pub(super) fn at_most(most: usize) -> Self {
        Self { values: RwLock::new(Generations { young: HashMap::new(), old: HashMap::new() }), most }
    }

    /// The value of `key`: the one that is kept, else the one that `make` makes.
    pub(super) fn get(&self, key: K, make: impl FnOnce(&K) -> V) -> Arc<V> {
        let Ok(value) = self.try_get(key, |key| Ok::<V, Infallible>(make(key)));
        value
    }

    /// As [`Kept::get`]; what can't be made is not kept.
    pub(super) fn try_get<E>(&self, key: K, make: impl FnOnce(&K) -> Result<V, E>) -> Result<Arc<V>, E> {
        let known = {
            let values = self.values.read().unwrap_or_else(PoisonError::into_inner);
            if let Some(value) = values.young.get(&key) {
                return Ok(Arc::clone(value));
            }
            values.old.get(&key).map(Arc::clone)
        };
        // Others may make the same meanwhile: it is the same value.
        let value = known.map_or_else(|| make(&key).map(Arc::new), Ok)?;
        let mut values = self.values.write().unwrap_or_else(PoisonError::into_inner);
        if values.young.len() >= self.most {
            values.old = std::mem::take(&mut values.young);
        }
        values.young.insert(key, Arc::clone(&value));
        Ok(value)
    }
}

#[cfg(test)]
mod tests {
    use super::Kept;

    #[test]
    fn what_is_asked_for_again_is_made_once_and_the_rest_is_forgotten() {
        let kept = Kept::<u8, u8>::at_most(2);
        let mut made = Vec::new();
        for key in [1, 1, 2, 1, 3, 1, 4, 1, 5, 1, 2] {
            let value = kept.get(key, |k| {
                made.push(*k);
                k * 2
            });
            assert_eq!(*value, key * 2);
        }
        assert_eq!(made, [1, 2, 3, 4, 5, 2]);
        assert_eq!(kept.try_get(9, |_| Err("no")), Err("no"));
        let values = kept.values.read().unwrap();
        assert!(values.young.len() <= 2 && values.old.len() <= 2);
    }
}
