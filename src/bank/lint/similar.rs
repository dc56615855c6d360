//! Sets that share much, found without comparing each with each.

use crate::bank::words::jaccard;
use std::collections::{BTreeMap, BTreeSet};

/// For each of `sets` the first one before it that shares at least `least` of its elements with it (the Jaccard index) and
/// also `fits`, given as the numbers of the earlier and of the later set.
///
/// Two sets that share so much have an element in common among the rarest few of each (the prefix filter of Bayardo, Ma and
/// Srikant, WWW 2007): only such pairs are looked at.
pub(super) fn earlier_similar(
    sets: &[BTreeSet<u64>],
    least: f64,
    fits: impl Fn(usize, usize) -> bool,
) -> Vec<Option<usize>> {
    let mut uses: BTreeMap<u64, usize> = BTreeMap::new();
    for element in sets.iter().flatten() {
        *uses.entry(*element).or_default() += 1;
    }
    let mut with: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
    let mut found = Vec::with_capacity(sets.len());
    for (later, set) in sets.iter().enumerate() {
        let mut rarest: Vec<u64> = set.iter().copied().collect();
        rarest.sort_by_key(|element| (uses.get(element).copied().unwrap_or(0), *element));
        let shared = (set.len() as f64 * least).ceil() as usize;
        rarest.truncate((set.len() + 1).saturating_sub(shared.max(1)));
        let candidates: BTreeSet<usize> = rarest
            .iter()
            .filter_map(|element| with.get(element))
            .flat_map(|others| others.iter().copied())
            .collect();
        let is_similar = |earlier: &usize| jaccard(&sets[*earlier], set) >= least && fits(*earlier, later);
        found.push(candidates.into_iter().find(is_similar));
        for element in rarest {
            let others = with.entry(element).or_default();
            // Of very many that share an element the first ones stand for all.
            if others.len() < MOST {
                others.push(later);
            }
        }
    }
    found
}

/// So many sets with one rare element are looked at.
const MOST: usize = 200;

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_found_is_what_a_comparison_with_each_finds(
            sets in proptest::collection::vec(proptest::collection::btree_set(0_u64..12, 0..8), 0..40),
        ) {
            let found = earlier_similar(&sets, 0.35, |_, _| true);
            for (later, set) in sets.iter().enumerate() {
                let expected = (0..later).find(|earlier| jaccard(&sets[*earlier], set) >= 0.35);
                prop_assert_eq!(found[later], expected);
            }
        }
    }
}
