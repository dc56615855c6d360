//! What no plan can exceed: an upper bound on the value of those that meet what a plan meets.
//!
//! The bound is the Lagrangian dual (Fisher 1981, Management Science 27, 1-18): each reading of a competency, each question
//! and minute of a stack, and each requirement of a round has a price, at which every round is filled by itself, as well as
//! possible, by the dynamic programming of `refill.rs`. For any prices the sum is a bound; some steps of the subgradient
//! method (Held, Wolfe and Crowder 1974, Mathematical Programming 6, 62-88) lower it. That a subject comes once in a plan
//! is left aside, so the bound may lie above what can be reached.

use super::compact::UNIT;
use super::state::{SearchState, bits};
use crate::plan::instance::{Choice, Instance};
use crate::plan::standing::{RoundTally, of_own_minutes};
use std::collections::BTreeMap;

/// How often prices are changed.
const STEPS: usize = 50;
/// A bound that is this near to the value is near enough, as a part of it.
const NEAR: f64 = 0.002;

/// Minutes are counted in this unit, so that their prices are of the size of the others.
const BALANCE: f64 = 20.0;
/// What such a unit is worth that counts for the share of the stacks.
const STACK_MINUTE: f64 = 0.015 * BALANCE;

/// One or two questions that rate one competency, and what they bring.
struct PricedPick {
    count: usize,
    minutes: usize,
    /// What they are worth whatever else there is.
    worth: f64,
    /// Minutes of the round's own kinds less those of others, in units of [`BALANCE`].
    balance: f64,
    lead: f64,
    main: f64,
    /// Minutes of stacks that count for their share, in units of [`BALANCE`].
    stack_minutes: f64,
    stacks: u64,
    second_stacks: u64,
    /// Whether it is what makes the round rate the competency, and not one more question beside such.
    is_reading: bool,
}

impl PricedPick {
    /// How many questions, and how many minutes.
    fn size(&self) -> (usize, usize) {
        (self.count, self.minutes)
    }
}

/// The picks of each competency for one round, in the order of their sizes.
type Offers = Vec<(usize, Vec<PricedPick>)>;

/// The prices of what a plan is to have, or what a plan has of it, by kind.
#[derive(Clone)]
struct Prices {
    readings: Vec<f64>,
    stacks: Vec<f64>,
    stack_minutes: f64,
    balance: Vec<f64>,
    lead: Vec<f64>,
    main: Vec<f64>,
}

impl Prices {
    fn zero(instance: &Instance<'_>) -> Self {
        let rounds = vec![0.0; instance.rounds.len()];
        Self {
            readings: vec![0.0; instance.weights.len()],
            stacks: vec![0.0; instance.wanted.len()],
            stack_minutes: 0.0,
            balance: rounds.clone(),
            lead: rounds.clone(),
            main: rounds,
        }
    }

    fn numbers(&mut self) -> impl Iterator<Item = &mut f64> {
        let one = std::iter::once(&mut self.stack_minutes);
        let lists = [&mut self.readings, &mut self.stacks, &mut self.balance, &mut self.lead, &mut self.main];
        lists.into_iter().flatten().chain(one)
    }

    fn of(&self, pick: &PricedPick, c: usize, r: usize) -> f64 {
        let stacks = |set| bits(set).map(|s| self.stacks[s]).sum::<f64>();
        pick.worth
            + if pick.is_reading { self.readings[c] } else { 0.0 }
            + stacks(pick.stacks)
            + stacks(pick.second_stacks)
            + self.stack_minutes * pick.stack_minutes
            + self.balance[r] * pick.balance
            + self.lead[r] * pick.lead
            + self.main[r] * pick.main
    }

    /// Counts a pick in.
    fn count(&mut self, pick: &PricedPick, c: usize, r: usize) {
        self.readings[c] += f64::from(u8::from(pick.is_reading));
        bits(pick.stacks).chain(bits(pick.second_stacks)).for_each(|s| self.stacks[s] += 1.0);
        self.stack_minutes += pick.stack_minutes;
        self.balance[r] += pick.balance;
        self.lead[r] += pick.lead;
        self.main[r] += pick.main;
    }
}

/// What `choice` meets, as far as the bound asks the same of other plans.
struct Met {
    readings: Vec<usize>,
    stacks: Vec<u32>,
    own: Vec<bool>,
    lead: Vec<bool>,
    main: Vec<bool>,
}

/// A value that no plan exceeds which meets what `choice`, the plan of an instance for one plan, meets; none where there are
/// too many different questions to fill the rounds by.
pub(in crate::plan) fn bound(instance: &Instance<'_>, choice: &Choice) -> Option<f64> {
    let value = instance.objective(choice);
    let state = SearchState::of(instance, choice);
    let offers: Option<Vec<Offers>> = (0..instance.rounds.len()).map(|r| offers(&state, r)).collect();
    let offers = offers?;
    let met = met(instance, choice);
    let mut prices = Prices::zero(instance);
    for (price, weight) in prices.readings.iter_mut().zip(&instance.weights) {
        *price = weight / 2.0;
    }
    prices.stack_minutes = STACK_MINUTE / 2.0;
    let (mut best, mut pace, mut since) = (f64::INFINITY, 1.0, 0);
    let most: Vec<usize> = (0..instance.weights.len())
        .map(|c| offers.iter().filter(|offers| offers.iter().any(|(o, _)| *o == c)).count())
        .collect();
    for _ in 0..STEPS {
        let (dual, mut slope) = dual(instance, &offers, &most, &met, &prices);
        if dual < best - 1e-9 {
            (best, since) = (dual, 0);
        } else {
            since += 1;
            if since == 5 {
                (pace, since) = (pace / 2.0, 0);
            }
        }
        // What is free and there in plenty stays free.
        let pairs = prices.numbers().zip(slope.numbers());
        pairs.filter(|(price, more)| **price == 0.0 && **more > 0.0).for_each(|(_, more)| *more = 0.0);
        let square: f64 = slope.numbers().map(|x| *x * *x).sum();
        if best <= value * (1.0 + NEAR) || square == 0.0 {
            break;
        }
        let step = pace * (dual - value) / square;
        prices.numbers().zip(slope.numbers()).for_each(|(price, x)| *price = (*price - step * *x).max(0.0));
    }
    Some(best.max(value))
}

fn met(instance: &Instance<'_>, choice: &Choice) -> Met {
    let tally = |r: usize| {
        choice[r].iter().map(|i| &instance.items[*i]).fold(RoundTally::default(), |sum, item| {
            let is = |rounds: u64| rounds >> r & 1 == 1;
            let is = (is(item.own), is(item.lead), is(item.main));
            sum.plus(RoundTally::of(item.question.minutes, is))
        })
    };
    let chosen = || choice.iter().flatten().map(|i| &instance.items[*i]);
    let of_stack = |s: usize| chosen().filter(|item| item.stacks >> s & 1 == 1).count() as u32;
    let rated = |c: usize| usize::from(instance.must.contains(&c) && chosen().any(|i| i.competency == c));
    let has = |lists: fn(&crate::plan::instance::Item<'_>) -> u64, r: usize| {
        choice[r].iter().any(|i| lists(&instance.items[*i]) >> r & 1 == 1)
    };
    let rounds = 0..choice.len();
    Met {
        readings: (0..instance.weights.len()).map(rated).collect(),
        stacks: instance.wanted.iter().enumerate().map(|(s, wanted)| of_stack(s).min(*wanted)).collect(),
        own: rounds.clone().map(|r| instance.needs[r].own && tally(r).is_own(instance.needs[r])).collect(),
        lead: rounds.clone().map(|r| instance.needs[r].lead && has(|i| i.lead, r)).collect(),
        main: rounds.map(|r| instance.needs[r].main && has(|i| i.main, r)).collect(),
    }
}

/// The bound at some prices, and by how much the best choice at these prices has more of each than it needs; `most` rounds can
/// rate each competency.
fn dual(
    instance: &Instance<'_>,
    offers: &[Offers],
    most: &[usize],
    met: &Met,
    prices: &Prices,
) -> (f64, Prices) {
    let mut slope = Prices::zero(instance);
    let mut sum = 0.0;
    for (r, offers) in offers.iter().enumerate() {
        sum += fill(instance, offers, r, prices, &mut slope);
        let needed = [
            (met.lead[r], &prices.lead[r], &mut slope.lead[r], 1.0),
            (met.main[r], &prices.main[r], &mut slope.main[r], 1.0),
            (met.own[r], &prices.balance[r], &mut slope.balance[r], 0.0),
        ];
        for (is_met, price, more, least) in needed {
            sum -= price * least;
            // What isn't met is asked of nobody: its price stays 0.
            *more = if is_met { *more - least } else { 0.0 };
        }
    }
    for (c, most) in most.iter().enumerate() {
        let of = instance.reading_worth(c);
        let of_readings = [0.0, of.first, of.first + of.second];
        let worth = |k: usize| of_readings[k.min(2)] - prices.readings[c] * k as f64;
        let best = (met.readings[c]..=(*most).min(2))
            .reduce(|a, b| if worth(b) > worth(a) { b } else { a })
            .unwrap_or(0);
        sum += worth(best);
        slope.readings[c] -= best as f64;
    }
    for (s, wanted) in instance.wanted.iter().enumerate() {
        let counted = (*wanted).max(3);
        let worth = |n: u32| 0.02 * f64::from(n.min(counted)) - prices.stacks[s] * f64::from(n);
        let best =
            (met.stacks[s]..=counted).reduce(|a, b| if worth(b) > worth(a) { b } else { a }).unwrap_or(0);
        sum += worth(best);
        slope.stacks[s] -= f64::from(best);
    }
    // All that counts is taken where a minute is worth more than its price.
    let most_minutes = f64::from(instance.stack_target) / BALANCE;
    if prices.stack_minutes < STACK_MINUTE {
        sum += (STACK_MINUTE - prices.stack_minutes) * most_minutes;
        slope.stack_minutes -= most_minutes;
    }
    (sum, slope)
}

/// The value of the best choice for one round at some prices; what it has is counted into `has`.
fn fill(instance: &Instance<'_>, offers: &Offers, r: usize, prices: &Prices, has: &mut Prices) -> f64 {
    let (places, width) = (instance.rounds[r].most, instance.rounds[r].minutes as usize + 1);
    let mut value = vec![f64::NEG_INFINITY; (places + 1) * width];
    value[0] = 0.0;
    let mut taken: Vec<Vec<u16>> = Vec::with_capacity(offers.len());
    for (c, picks) in offers {
        let before = value.clone();
        let mut took = vec![NONE; value.len()];
        let mut next = 0;
        for same in picks.chunk_by(|a, b| a.size() == b.size()) {
            // Of the picks of one size, the best.
            let (mut gain, mut p) = (f64::NEG_INFINITY, NONE);
            for pick in same {
                let one = prices.of(pick, *c, r);
                if one > gain {
                    (gain, p) = (one, next as u16);
                }
                next += 1;
            }
            let (count, minutes) = same[0].size();
            let back = count * width + minutes;
            for at in back..value.len() {
                let sum = before[at - back] + gain;
                if sum > value[at] && at % width >= minutes {
                    (value[at], took[at]) = (sum, p);
                }
            }
        }
        taken.push(took);
    }
    let mut at = (0..value.len()).reduce(|a, b| if value[b] > value[a] { b } else { a }).unwrap_or(0);
    let sum = value[at];
    for (took, (c, picks)) in taken.iter().zip(offers).rev() {
        let Some(pick) = picks.get(took[at] as usize) else { continue };
        has.count(pick, *c, r);
        at -= pick.count * width + pick.minutes;
    }
    sum
}

/// The index of no pick.
const NONE: u16 = u16::MAX;
/// There is no bound where there are more picks of one competency than this.
const MOST_PICKS: usize = 60_000;

/// What could rate each competency in the round `r`: single questions and pairs; none where there are too many.
fn offers(state: &SearchState<'_, '_>, r: usize) -> Option<Offers> {
    let instance = state.instance;
    // Of the questions that differ only in what they are worth alone, the best two of different subjects.
    let mut kinds: BTreeMap<(usize, u32, u64, [bool; 3]), Vec<usize>> = BTreeMap::new();
    let worth = |i: usize| state.items[i].own_value - i64::from(instance.items[i].chance);
    for (i, item) in instance.items.iter().enumerate().filter(|(_, item)| item.rounds >> r & 1 == 1) {
        let is = [item.own, item.lead, item.main].map(|rounds| rounds >> r & 1 == 1);
        let best = kinds.entry((item.competency, item.question.minutes, item.stacks, is)).or_default();
        best.push(i);
        best.sort_by_key(|i| std::cmp::Reverse(worth(*i)));
        if let Some(at) =
            (1..best.len()).find(|at| instance.items[best[*at]].subject == instance.items[best[0]].subject)
        {
            best.remove(at);
        }
        best.truncate(2);
    }
    let mut by_competency: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for ((c, ..), items) in &kinds {
        by_competency.entry(*c).or_default().extend(items);
    }
    let single = |i: usize| {
        let item = &instance.items[i];
        let minutes = f64::from(item.question.minutes);
        let is = |rounds: u64| rounds >> r & 1 == 1;
        let counts = item.stacks != 0 && is(instance.stack_rounds);
        PricedPick {
            count: 1,
            minutes: item.question.minutes as usize,
            worth: (worth(i) + of_own_minutes(state.items[i].tally(r), state.keeps_to_own(r))) as f64 / UNIT,
            balance: if is(item.own) { minutes } else { -minutes } / BALANCE,
            lead: f64::from(u8::from(is(item.lead))),
            main: f64::from(u8::from(is(item.main))),
            stack_minutes: if counts { minutes / BALANCE } else { 0.0 },
            stacks: item.stacks,
            second_stacks: 0,
            is_reading: true,
        }
    };
    let picks = |(c, items): (usize, Vec<usize>)| {
        let mut picks: Vec<PricedPick> = items.iter().map(|i| single(*i)).collect();
        for (n, a) in items.iter().enumerate() {
            for b in &items[..n] {
                let (one, two) = (single(*a), single(*b));
                let fits = one.minutes + two.minutes <= instance.rounds[r].minutes as usize;
                let differs = instance.items[*a].subject != instance.items[*b].subject;
                if fits && differs {
                    picks.push(PricedPick {
                        count: 2,
                        minutes: one.minutes + two.minutes,
                        worth: one.worth + two.worth + instance.reading_worth(c).more,
                        balance: one.balance + two.balance,
                        lead: one.lead + two.lead,
                        main: one.main + two.main,
                        stack_minutes: one.stack_minutes + two.stack_minutes,
                        stacks: one.stacks,
                        second_stacks: two.stacks,
                        is_reading: true,
                    });
                }
            }
        }
        picks.sort_by_key(PricedPick::size);
        (picks.len() <= MOST_PICKS).then_some((c, picks))
    };
    // Beside a pair there may be further questions on the competency, which add no reading.
    let further = |items: &[usize]| -> Vec<PricedPick> {
        let mut more: Vec<PricedPick> =
            items.iter().map(|i| PricedPick { is_reading: false, ..single(*i) }).collect();
        more.sort_by_key(PricedPick::size);
        more
    };
    let places = instance.rounds[r].most;
    let beside = by_competency.iter().flat_map(|(c, items)| {
        let of_it = instance.items.iter().filter(|i| i.competency == *c && i.rounds >> r & 1 == 1);
        let n = of_it.count().min(places).saturating_sub(2);
        (0..n).map(move |_| (*c, further(items)))
    });
    let beside: Offers = beside.collect();
    let mut all = by_competency.into_iter().map(picks).collect::<Option<Offers>>()?;
    all.extend(beside);
    Some(all)
}
