//! Filling one round or two anew, the others standing: the best set of questions by dynamic programming over minutes.
//!
//! The search exchanges one question for another and can miss that four short ones fit where three stand; this can't.

use super::state::State;

/// One or two questions that rate one competency.
#[derive(Clone, Copy)]
struct Filling {
    items: [Option<usize>; 2],
    minutes: usize,
    gain: i64,
}

impl Filling {
    fn count(&self) -> usize {
        self.items.iter().flatten().count()
    }
}

/// Fills single rounds anew until none gains any more.
pub(super) fn singles(state: &mut State<'_, '_>, classes: &[Vec<usize>]) {
    let rooms: Vec<Vec<usize>> = (0..state.rooms.len()).map(|room| vec![room]).collect();
    climb(state, classes, &rooms);
}

/// Fills two rounds anew, one after the other, until no two gain any more.
pub(super) fn pairs(state: &mut State<'_, '_>, classes: &[Vec<usize>]) {
    let rooms = state.rooms.len();
    let two = |a: usize| (0..rooms).filter(move |b| *b != a).map(move |b| vec![a, b]);
    let pairs: Vec<Vec<usize>> = (0..rooms).flat_map(two).collect();
    climb(state, classes, &pairs);
}

fn climb(state: &mut State<'_, '_>, classes: &[Vec<usize>], sets: &[Vec<usize>]) {
    loop {
        let before = state.rank();
        for rooms in sets {
            let rank = state.rank();
            for room in rooms {
                state.clear(*room);
            }
            let filled = rooms.iter().all(|room| fill(state, *room, classes));
            if filled && state.rank() > rank {
                state.accept();
            } else {
                state.undo();
            }
        }
        if state.rank() <= before {
            return;
        }
    }
}

/// Fills what is left of a round as well as can be; false where that isn't possible.
fn fill(state: &mut State<'_, '_>, room: usize, classes: &[Vec<usize>]) -> bool {
    let (places, minutes) = state.space(room);
    let width = minutes + 1;
    let offers = offers(state, room, classes, minutes);
    // The best value with so many questions and minutes, after each competency; and the filling that it took.
    let mut value = vec![NEVER; (places + 1) * width];
    value[0] = 0;
    let mut taken: Vec<Vec<u16>> = Vec::with_capacity(offers.len());
    for fillings in &offers {
        let before = value.clone();
        let mut took = vec![NONE; value.len()];
        for (f, filling) in fillings.iter().enumerate() {
            let back = filling.count() * width + filling.minutes;
            for at in back..value.len() {
                let from = before[at - back];
                // Minutes don't run over into the next number of questions.
                if from > NEVER && at % width >= filling.minutes && from + filling.gain > value[at] {
                    value[at] = from + filling.gain;
                    took[at] = f as u16;
                }
            }
        }
        taken.push(took);
    }
    let Some(mut at) = (0..value.len()).filter(|at| value[*at] > NEVER).max_by_key(|at| value[*at]) else {
        return false;
    };
    for (took, fillings) in taken.iter().zip(&offers).rev() {
        let Some(filling) = fillings.get(took[at] as usize) else { continue };
        for item in filling.items.into_iter().flatten() {
            if !state.is_free(item) {
                return false;
            }
            state.add(item, room);
        }
        at -= filling.count() * width + filling.minutes;
    }
    true
}

/// The value of what can't be reached.
const NEVER: i64 = i64::MIN;
/// No filling.
const NONE: u16 = u16::MAX;

/// For each competency what could rate it in the round: single questions and pairs, the best for each number of minutes.
fn offers(state: &State<'_, '_>, room: usize, classes: &[Vec<usize>], most: usize) -> Vec<Vec<Filling>> {
    let items = &state.instance().items;
    let minutes_of = |i: usize| items[i].question.minutes as usize;
    // The two best free questions of each competency and number of minutes, of different subjects.
    let mut free: Vec<Vec<(usize, i64)>> = vec![Vec::new(); state.instance().weights.len()];
    for class in classes.iter().filter(|c| c.first().is_some_and(|i| items[*i].rooms >> room & 1 == 1)) {
        for item in class.iter().copied().filter(|i| state.is_free(*i)).take(2) {
            free[items[item].competency].push((item, state.extras(item)));
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
    let offer = |(c, own): (usize, Vec<(usize, i64)>)| {
        let kept = best_two(own);
        let (first, second) = state.gains(c, room);
        let mut best: Vec<[Option<Filling>; 2]> = vec![[None, None]; most + 1];
        let mut keep = |filling: Filling| {
            if let Some(slot) = best.get_mut(filling.minutes).map(|s| &mut s[filling.count() - 1])
                && slot.is_none_or(|old| filling.gain > old.gain)
            {
                *slot = Some(filling);
            }
        };
        for (k, &(a, extra)) in kept.iter().enumerate() {
            keep(Filling { items: [Some(a), None], minutes: minutes_of(a), gain: first + extra });
            for &(b, other) in &kept[..k] {
                if items[a].subject != items[b].subject {
                    let gain = first + second + extra + other;
                    let minutes = minutes_of(a) + minutes_of(b);
                    keep(Filling { items: [Some(a), Some(b)], minutes, gain });
                }
            }
        }
        best.into_iter().flatten().flatten().collect::<Vec<_>>()
    };
    free.into_iter().enumerate().filter(|(_, own)| !own.is_empty()).map(offer).collect()
}
