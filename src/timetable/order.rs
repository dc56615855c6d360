//! Which of several orders that end at the same time is taken.

use rand::{RngExt, rngs::ChaCha8Rng};

/// What it costs that one conversation comes before another in the order of the plan: nothing; the other way round: one.
pub(super) fn planned_order(talks: usize) -> Vec<Vec<u32>> {
    (0..talks).map(|first| (0..talks).map(|second| u32::from(first > second)).collect()).collect()
}

/// Costs at random, to come to other orders that end at the same time.
pub(super) fn random_order(random: &mut ChaCha8Rng, talks: usize) -> Vec<Vec<u32>> {
    (0..talks).map(|_| (0..talks).map(|_| below(random, 16) as u32).collect()).collect()
}

/// A random number below `n`; 0 for an `n` of 0. It takes 32 bits on every machine.
pub(super) fn below(random: &mut ChaCha8Rng, n: usize) -> usize {
    random.random_range(0..u32::try_from(n).unwrap_or(u32::MAX).max(1)) as usize
}
