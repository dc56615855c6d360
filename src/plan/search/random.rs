//! Random numbers that are the same on every machine.

use rand::rngs::ChaCha8Rng;
use rand::seq::SliceRandom;
use rand::{Rng, RngExt, SeedableRng};

/// Puts `items` into the random order that `seed` gives.
pub(in crate::plan) fn shuffle<T>(items: &mut [T], seed: u64) {
    items.shuffle(&mut ChaCha8Rng::seed_from_u64(seed));
}

/// An exponentially distributed number of this mean. The logarithm is interpolated between powers of two, so that no
/// rounding differs between machines.
pub(super) fn exponential(mean: i64, random: &mut ChaCha8Rng) -> i64 {
    let bits = random.next_u64();
    let halvings = (i64::from(bits.leading_zeros()) << 16) + 0x1_0000 - (bits & 0xffff) as i64;
    // One halving is ln 2 of the mean, which is 710 / 1024.
    mean / 1024 * halvings / 0x1_0000 * 710
}

/// A random number below `n`; 0 for an `n` of 0. It takes 32 bits on every machine.
pub(super) fn below(random: &mut ChaCha8Rng, n: usize) -> usize {
    let n = u32::try_from(n).unwrap_or(u32::MAX).max(1);
    random.random_range(0..n) as usize
}
