//! The search for the best choice: simulated annealing (Kirkpatrick, Gelatt and Vecchi 1983, Science 220, 671-680) over
//! steps that insert a question and move others out of its way.
//!
//! Questions that differ only in what each adds by itself form a class, so the cost of a step doesn't grow with the bank. All
//! values and temperatures are whole numbers, so that one seed finds one plan on every machine.

mod bound;
mod compact;
mod random;
mod refill;
mod state;
mod steps;

pub(super) use bound::bound;
pub(super) use random::shuffle;

use super::instance::{Choice, Instance};
use rand::SeedableRng;
use rand::rngs::ChaCha8Rng;
use rand::seq::SliceRandom;
use random::{below, exponential};
use state::{ChoiceRank, SearchState};
use std::collections::{BTreeMap, BTreeSet};

/// The search starts at most this often; it ends with the first start whose value agrees with the best one before it, unless too
/// many questions of the best one are asked of juniors too.
const STARTS: usize = 8;
/// The steps of one start, and further ones for each item.
const STEPS: i64 = 20_000;
const STEPS_AN_ITEM: i64 = 10;
/// Two starts agree whose values differ by at most one part in this many.
const CLOSE: i64 = 2_000;
/// The mean loss that is accepted at the first step and at the last, in billionths of the objective.
const HOT: i64 = 20_000_000;
const COLD: i64 = 500_000;
/// The mean loss at the first step where too many questions are asked of juniors too.
const HOTTER: i64 = 300_000_000;

/// The best choice that is found from `seed`; each round's questions are sorted by the weight of what they rate, then by id.
pub(super) fn search(instance: &Instance<'_>, seed: u64) -> Choice {
    let mut random = ChaCha8Rng::seed_from_u64(seed);
    let classes = classes(instance, &mut random);
    let mut best = (SearchState::new(instance).rank(), Choice::default());
    let mut hot = HOT;
    for start in 0..STARTS {
        let end = anneal(instance, &classes, hot, &mut random);
        let agreed = start > 0 && agree(end.0, best.0);
        if start == 0 || end.0 > best.0 {
            best = end;
        }
        // Each question for juniors beyond what is allowed costs more than a step may lose at the usual heat.
        if SearchState::of(instance, &best.1).has_level_excess() {
            hot = HOTTER;
        } else if agreed {
            break;
        }
    }
    let mut end = SearchState::of(instance, &best.1);
    refill::pairs(&mut end, &classes);
    refill::thin_out(&mut end);
    let mut choice = end.rounds;
    for items in &mut choice {
        items.sort_by(|a, b| {
            let (a, b) = (&instance.items[*a], &instance.items[*b]);
            let weights = instance.weights[b.competency].total_cmp(&instance.weights[a.competency]);
            weights.then_with(|| a.question.id.cmp(&b.question.id))
        });
    }
    choice
}

/// Whether two ranks are so close that a further start would hardly find a better one.
fn agree(a: ChoiceRank, b: ChoiceRank) -> bool {
    a.0 == b.0 && (a.1 - b.1).abs() <= b.1 / CLOSE
}

/// The best choice of one cooling, its rounds refilled at the end.
fn anneal(
    instance: &Instance<'_>,
    classes: &[Vec<usize>],
    hot: i64,
    random: &mut ChaCha8Rng,
) -> (ChoiceRank, Choice) {
    let mut state = SearchState::new(instance);
    let mut best = (state.rank(), state.rounds.clone());
    let steps = STEPS + STEPS_AN_ITEM * instance.items.len() as i64;
    for step in 0..steps {
        let before = state.sum.value;
        let moved = if below(random, 16) == 0 {
            state.drop_one(random)
        } else {
            state.propose(classes, random).is_some_and(|(item, round)| state.place(item, round, random))
        };
        let left = steps - step;
        let heat = COLD + (hot - COLD) * left / steps * left / steps;
        if moved && before - state.sum.value <= exponential(heat, random) {
            state.accept();
            if state.rank() > best.0 {
                best = (state.rank(), state.rounds.clone());
            }
        } else {
            state.undo();
        }
    }
    let mut end = SearchState::of(instance, &best.1);
    refill::singles(&mut end, classes);
    (end.rank(), end.rounds)
}

/// Classes of items that differ only in what each adds by itself, the best first and equal ones in random order; no more of
/// each than a plan could hold.
fn classes(instance: &Instance<'_>, random: &mut ChaCha8Rng) -> Vec<Vec<usize>> {
    let slots: usize = instance.rounds.iter().map(|r| r.most).sum();
    let mut order: Vec<usize> = (0..instance.items.len()).collect();
    order.shuffle(random);
    let state = SearchState::new(instance);
    order.sort_by_key(|i| std::cmp::Reverse(state.items[*i].own_value));
    let mut classes: BTreeMap<Class, Vec<usize>> = BTreeMap::new();
    let mut seen = BTreeSet::new();
    for i in order {
        let item = &instance.items[i];
        let rounds = [item.rounds, item.own, item.lead, item.main];
        let key = (item.competency, rounds, item.question.minutes, item.stacks, item.serves, item.low);
        let class = classes.entry(key).or_default();
        if class.len() < slots && seen.insert((key, item.subject)) {
            class.push(i);
        }
    }
    classes.into_values().collect()
}

/// What the items of a class have in common: competency, rounds, minutes, stacks, and what they count for.
type Class = (usize, [u64; 4], u32, u64, bool, bool);
