//! The search for the best choice: simulated annealing over insertions that make room for themselves.
//!
//! Questions that the formula can't tell apart form a class, so the cost of a step doesn't grow with the bank. All
//! values and temperatures are whole numbers, so that one seed finds one plan on every machine. Source of the method:
//! S. Kirkpatrick, C. D. Gelatt and M. P. Vecchi, "Optimization by simulated annealing", Science 220 (1983).

mod refill;
mod state;

use super::instance::{Choice, Instance};
use rand::rngs::ChaCha8Rng;
use rand::seq::SliceRandom;
use rand::{Rng, RngExt, SeedableRng};
use state::{Rank, State};
use std::collections::{BTreeMap, BTreeSet};

/// How often the search begins anew at most; it ends when a start agrees with the best one before it.
const STARTS: usize = 5;
/// Steps of one start, and further ones for each item.
const STEPS: i64 = 20_000;
const STEPS_AN_ITEM: i64 = 10;
/// Two starts agree that are this part of their value apart.
const CLOSE: i64 = 2_000;
/// The mean loss that is accepted at the first step and at the last one, in billionths of the objective.
const HOT: i64 = 20_000_000;
const COLD: i64 = 500_000;

/// The best choice that the search of this seed finds; each round's questions are sorted by weight, then id.
pub(super) fn search(instance: &Instance<'_>, seed: u64) -> Choice {
    let mut random = ChaCha8Rng::seed_from_u64(seed);
    let classes = classes(instance, &mut random);
    let mut best = (State::new(instance).rank(), Choice::default());
    for start in 0..STARTS {
        let end = anneal(instance, &classes, &mut random);
        let agreed = start > 0 && agree(end.0, best.0);
        if start == 0 || end.0 > best.0 {
            best = end;
        }
        if agreed {
            break;
        }
    }
    let mut end = State::of(instance, &best.1);
    refill::pairs(&mut end, &classes);
    let mut choice = end.rooms;
    for items in &mut choice {
        items.sort_by(|a, b| {
            let (a, b) = (&instance.items[*a], &instance.items[*b]);
            let weights = instance.weights[b.competency].total_cmp(&instance.weights[a.competency]);
            weights.then_with(|| a.question.id.cmp(&b.question.id))
        });
    }
    choice
}

/// Whether two values are so close that a further start would hardly find a better one.
fn agree(a: Rank, b: Rank) -> bool {
    a.0 == b.0 && (a.1 - b.1).abs() <= b.1 / CLOSE
}

/// The best choice on one way from hot to cold, its rounds filled anew in the end.
fn anneal(instance: &Instance<'_>, classes: &[Vec<usize>], random: &mut ChaCha8Rng) -> (Rank, Choice) {
    let mut state = State::new(instance);
    let mut best = (state.rank(), state.rooms.clone());
    let steps = STEPS + STEPS_AN_ITEM * instance.items.len() as i64;
    for step in 0..steps {
        let before = state.value;
        let moved = if below(random, 16) == 0 {
            state.drop_one(random)
        } else {
            state.propose(classes, random).is_some_and(|(item, room)| state.place(item, room, random))
        };
        let left = steps - step;
        let heat = COLD + (HOT - COLD) * left / steps * left / steps;
        if moved && before - state.value <= exponential(heat, random) {
            state.accept();
            if state.rank() > best.0 {
                best = (state.rank(), state.rooms.clone());
            }
        } else {
            state.undo();
        }
    }
    let mut end = State::of(instance, &best.1);
    refill::singles(&mut end, classes);
    (end.rank(), end.rooms)
}

/// Items that the formula can't tell apart, least asked first, in the seed's order; as many of each as a plan could hold.
fn classes(instance: &Instance<'_>, random: &mut ChaCha8Rng) -> Vec<Vec<usize>> {
    let slots: usize = instance.rooms.iter().map(|r| r.most).sum();
    let mut order: Vec<usize> = (0..instance.items.len()).collect();
    order.shuffle(random);
    order.sort_by_key(|i| instance.items[*i].exposure);
    let mut classes: BTreeMap<(usize, u64, u32, u64), Vec<usize>> = BTreeMap::new();
    let mut seen = BTreeSet::new();
    for i in order {
        let item = &instance.items[i];
        let key = (item.competency, item.rooms, item.question.minutes, item.stacks);
        let class = classes.entry(key).or_default();
        if class.len() < slots && seen.insert((key, item.subject)) {
            class.push(i);
        }
    }
    classes.into_values().collect()
}

/// Puts `items` into the order of `seed`.
pub(super) fn shuffle<T>(items: &mut [T], seed: u64) {
    items.shuffle(&mut ChaCha8Rng::seed_from_u64(seed));
}

/// An exponentially distributed number of this mean. The logarithm is a line between powers of two, so that the same
/// bits give the same number on every machine.
fn exponential(mean: i64, random: &mut ChaCha8Rng) -> i64 {
    let bits = random.next_u64();
    let halvings = (i64::from(bits.leading_zeros()) << 16) + 0x1_0000 - (bits & 0xffff) as i64;
    // A halving is ln 2, 710 / 1024, of the mean.
    mean / 1024 * halvings / 0x1_0000 * 710
}

/// A random number below `n`, the same on every machine; 0 for an `n` of 0.
fn below(random: &mut ChaCha8Rng, n: usize) -> usize {
    let n = u32::try_from(n).unwrap_or(u32::MAX).max(1);
    random.random_range(0..n) as usize
}
