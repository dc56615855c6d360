//! Refilling one round or two while the others stay: the best set of questions by dynamic programming over minutes.
//!
//! The annealing exchanges single questions and can miss that four short ones fit in the place of three; this can't.

use super::state::{Prices, SearchState};

/// One or two questions that rate one competency.
#[derive(Clone, Copy)]
struct Pick {
    items: [Option<usize>; 2],
    minutes: usize,
    gain: i64,
}

impl Pick {
    fn count(&self) -> usize {
        self.items.iter().flatten().count()
    }
}

/// Refills single rounds until none gains any more.
pub(super) fn singles(state: &mut SearchState<'_, '_>, classes: &[Vec<usize>]) {
    let rounds: Vec<Vec<usize>> = (0..state.rounds.len()).map(|round| vec![round]).collect();
    climb(state, classes, &rounds);
}

/// Refills two rounds at a time, one after the other, until no two gain any more.
pub(super) fn pairs(state: &mut SearchState<'_, '_>, classes: &[Vec<usize>]) {
    let rounds = state.rounds.len();
    let two = |a: usize| (0..rounds).filter(move |b| *b != a).map(move |b| vec![a, b]);
    let pairs: Vec<Vec<usize>> = (0..rounds).flat_map(two).collect();
    climb(state, classes, &pairs);
}

/// Takes out one question or two where the plan is better without them, while too many are asked of juniors too.
///
/// Each of these costs more than it adds; the search keeps some because it holds a round that is nearly full to be worth
/// more than one that isn't, and two may have to leave together so that half of their round stays of its own kinds.
pub(super) fn thin_out(state: &mut SearchState<'_, '_>) {
    while state.has_level_excess() && take_out(state) {}
}

fn take_out(state: &mut SearchState<'_, '_>) -> bool {
    let instance = state.instance;
    let loose: Vec<usize> = (0..state.rounds.len()).flat_map(|round| state.loose(round)).collect();
    let before = instance.standing(&state.rounds);
    for (n, a) in loose.iter().enumerate() {
        for b in &loose[n..] {
            state.remove(*a);
            state.remove(*b);
            if instance.standing(&state.rounds) > before {
                state.accept();
                return true;
            }
            state.undo();
        }
    }
    false
}

fn climb(state: &mut SearchState<'_, '_>, classes: &[Vec<usize>], sets: &[Vec<usize>]) {
    loop {
        let before = state.rank();
        for rounds in sets {
            refill(state, rounds, classes, false);
            if state.has_level_excess() {
                refill(state, rounds, classes, true);
            }
        }
        if state.rank() <= before {
            return;
        }
    }
}

/// Refills `rounds` where that makes the choice better; with `levels` it counts what questions for juniors cost.
fn refill(state: &mut SearchState<'_, '_>, rounds: &[usize], classes: &[Vec<usize>], levels: bool) {
    let rank = state.rank();
    for round in rounds {
        state.clear(*round);
    }
    let filled = rounds.iter().all(|round| fill(state, *round, classes, levels));
    if filled && state.rank() > rank {
        state.accept();
    } else {
        state.undo();
    }
}

/// What a minute of a round's own kinds is held to be worth, and one of others to cost, until half of the round is its own.
const OWN_PRICES: [i64; 4] = [0, 2_000_000, 8_000_000, 40_000_000];

/// Fills the space that is left in a round as well as possible; false where the best picks share a question or a subject.
fn fill(state: &mut SearchState<'_, '_>, round: usize, classes: &[Vec<usize>], levels: bool) -> bool {
    let before = state.rounds[round].len();
    for own in OWN_PRICES {
        let Some(items) = best_fill(state, round, classes, Prices { own, levels }) else { return false };
        let mut clash = false;
        for item in items {
            clash |= !state.is_free(item);
            if !clash {
                state.add(item, round);
            }
        }
        if clash || state.is_own(round) || own == OWN_PRICES[OWN_PRICES.len() - 1] {
            return !clash;
        }
        for item in state.rounds[round].split_off(before) {
            state.rounds[round].push(item);
            state.remove(item);
        }
    }
    false
}

/// The questions that fill the space of a round best, where things are worth `prices` beside their value.
fn best_fill(
    state: &SearchState<'_, '_>,
    round: usize,
    classes: &[Vec<usize>],
    prices: Prices,
) -> Option<Vec<usize>> {
    let (places, minutes) = state.space(round);
    let width = minutes + 1;
    let offers = offers(state, round, classes, minutes, prices);
    // The best value for each number of questions and minutes over the competencies so far, and the picks that gave it.
    let mut value = vec![NEVER; (places + 1) * width];
    value[0] = 0;
    let mut taken: Vec<Vec<u16>> = Vec::with_capacity(offers.len());
    for picks in &offers {
        let before = value.clone();
        let mut took = vec![NONE; value.len()];
        for (f, pick) in picks.iter().enumerate() {
            let back = pick.count() * width + pick.minutes;
            for at in back..value.len() {
                let from = before[at - back];
                // Minutes must not carry over into the next number of questions.
                if from > NEVER && at % width >= pick.minutes && from + pick.gain > value[at] {
                    value[at] = from + pick.gain;
                    took[at] = f as u16;
                }
            }
        }
        taken.push(took);
    }
    // A round that is full enough comes before any value.
    let least = state.instance.needs[round].full.saturating_sub(state.used(round)) as usize;
    let is_full = |at: &usize| at % width >= least;
    let mut at =
        (0..value.len()).filter(|at| value[*at] > NEVER).max_by_key(|at| (is_full(at), value[*at]))?;
    let mut items = Vec::new();
    for (took, picks) in taken.iter().zip(&offers).rev() {
        let Some(pick) = picks.get(took[at] as usize) else { continue };
        items.extend(pick.items.into_iter().flatten());
        at -= pick.count() * width + pick.minutes;
    }
    Some(items)
}

/// The value of a number of questions and minutes that no picks add up to.
const NEVER: i64 = i64::MIN;
/// The index of no pick.
const NONE: u16 = u16::MAX;

/// What could rate each competency in the round: the best single question and the best pair for each number of minutes.
fn offers(
    state: &SearchState<'_, '_>,
    round: usize,
    classes: &[Vec<usize>],
    most: usize,
    prices: Prices,
) -> Vec<Vec<Pick>> {
    let items = &state.instance.items;
    let minutes_of = |i: usize| items[i].question.minutes as usize;
    // The two best free questions of each competency and number of minutes, of different subjects.
    let mut free: Vec<Vec<(usize, i64)>> = vec![Vec::new(); state.instance.weights.len()];
    for class in classes.iter().filter(|c| c.first().is_some_and(|i| items[*i].rounds >> round & 1 == 1)) {
        for item in class.iter().copied().filter(|i| state.is_free(*i)).take(2) {
            free[items[item].competency].push((item, state.gain(&[item], round, prices)));
        }
    }
    let best_two = |mut own: Vec<(usize, i64)>| {
        own.sort_by_key(|(i, extra)| (minutes_of(*i), std::cmp::Reverse(*extra)));
        let mut kept: Vec<(usize, i64)> = Vec::new();
        for (item, extra) in own {
            let same = kept.iter().filter(|(k, _)| minutes_of(*k) == minutes_of(item));
            if same.clone().count() < 2 && same.clone().all(|(k, _)| items[*k].subject != items[item].subject)
            {
                kept.push((item, extra));
            }
        }
        kept
    };
    let offer = |own: Vec<(usize, i64)>| {
        let kept = best_two(own);
        let mut best: Vec<[Option<Pick>; 2]> = vec![[None, None]; most + 1];
        let mut keep = |pick: Pick| {
            if let Some(slot) = best.get_mut(pick.minutes).map(|s| &mut s[pick.count() - 1])
                && slot.is_none_or(|old| pick.gain > old.gain)
            {
                *slot = Some(pick);
            }
        };
        for (k, &(a, gain)) in kept.iter().enumerate() {
            keep(Pick { items: [Some(a), None], minutes: minutes_of(a), gain });
            for &(b, _) in &kept[..k] {
                if items[a].subject != items[b].subject {
                    let gain = state.gain(&[a, b], round, prices);
                    let minutes = minutes_of(a) + minutes_of(b);
                    keep(Pick { items: [Some(a), Some(b)], minutes, gain });
                }
            }
        }
        best.into_iter().flatten().flatten().collect::<Vec<_>>()
    };
    free.into_iter().filter(|own| !own.is_empty()).map(offer).collect()
}
