//! What a choice of questions is worth: first the requirements that it meets, then the formula of `docs/numbers.md`.

use super::instance::{Choice, Instance};
use super::standing::{MUST_HAVE, RoundTally, STACK, StandingChange, level_excess, stack_questions};
use std::collections::BTreeMap;

/// How good a choice is: what it meets comes before what it is worth.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub(super) struct Standing {
    /// The requirements that are met, in the units of [`super::standing`].
    pub met: i64,
    /// The value by the formula of [`objective`].
    pub value: f64,
}

impl Standing {
    /// How many must-haves are met.
    pub fn must_haves(self) -> i64 {
        self.met.div_euclid(MUST_HAVE)
    }
}

/// What readings of one competency are worth.
#[derive(Debug, Clone, Copy)]
pub(super) struct ReadingWorth {
    /// The first round that rates it: the competency's weight.
    pub first: f64,
    /// The second round that rates it.
    pub second: f64,
    /// A second question on it in one round.
    pub more: f64,
}

impl ReadingWorth {
    /// That of a competency of weight `w`: a must-have is to be read twice and in depth, others rather once each.
    pub fn new(w: f64, is_must_have: bool) -> Self {
        let (second, more) = if is_must_have { (0.4, 0.3) } else { (0.3, 0.1) };
        Self { first: w, second: second * w, more: more * w }
    }
}

/// The sums of the formula that aren't about competencies or stacks.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct ValueSums {
    /// How often the questions were asked before.
    pub exposures: u32,
    /// The minutes that they take.
    pub minutes: u32,
    /// Of these, the minutes of questions of their round's own kinds.
    pub own_minutes: u32,
    /// The minutes of questions of other kinds in rounds that those of their own can fill.
    pub other_minutes: u32,
    /// The levels between the plan's and the lowest of each question, beyond one.
    pub levels_below: u32,
    /// By how much more than three in ten questions the lowest level is asked, in tenths of questions, where it lies far
    /// below.
    pub level_excess: u32,
    /// The minutes of the stacks, as far as they are asked for.
    pub stack_minutes: u32,
}

impl Instance<'_> {
    /// What readings of the competency `c` are worth.
    pub fn reading_worth(&self, c: usize) -> ReadingWorth {
        ReadingWorth::new(self.weights[c], self.must.contains(&c))
    }

    /// How good `choice`, a plan of this instance alone, is.
    pub fn standing(&self, choice: &Choice) -> Standing {
        Standing { met: self.met(choice), value: self.objective(choice) }
    }

    /// The value of a choice by the formula of [`objective`].
    pub fn objective(&self, choice: &Choice) -> f64 {
        let mut rounds_of = vec![BTreeMap::<usize, usize>::new(); self.weights.len()];
        let mut stacks = vec![0_usize; self.wanted.len()];
        let mut sums = ValueSums::default();
        let (mut low, mut all) = (0, 0);
        for (r, items) in choice.iter().enumerate() {
            for item in items.iter().map(|i| &self.items[*i]) {
                *rounds_of[item.competency].entry(r).or_insert(0) += 1;
                for (s, n) in stacks.iter_mut().enumerate() {
                    *n += usize::from(item.stacks >> s & 1 == 1);
                }
                sums.minutes += item.question.minutes;
                let is_own = item.own >> r & 1 == 1;
                let keeps_to_own = self.own_rounds >> r & 1 == 1;
                sums.own_minutes += if is_own { item.question.minutes } else { 0 };
                sums.other_minutes += if keeps_to_own && !is_own { item.question.minutes } else { 0 };
                sums.exposures += item.exposure;
                sums.levels_below += item.levels_below;
                let counts = item.stacks != 0 && self.stack_rounds >> r & 1 == 1;
                sums.stack_minutes += if counts { item.question.minutes } else { 0 };
                low += u32::from(item.low);
                all += 1;
            }
        }
        sums.level_excess = level_excess(low, all);
        sums.stack_minutes = sums.stack_minutes.min(self.stack_target);
        let counted: Vec<usize> =
            stacks.iter().zip(&self.wanted).map(|(n, wanted)| (*n).min(*wanted.max(&3) as usize)).collect();
        let worths: Vec<ReadingWorth> = (0..self.weights.len()).map(|c| self.reading_worth(c)).collect();
        objective(&worths, &rounds_of, &counted, sums)
    }

    /// The requirements that a choice meets.
    fn met(&self, choice: &Choice) -> i64 {
        let mut sum = StandingChange::default();
        let mut stacks = vec![0_u32; self.wanted.len()];
        let mut serving = vec![false; self.weights.len()];
        for (r, items) in choice.iter().enumerate() {
            let mut tally = RoundTally::default();
            for item in items.iter().map(|i| &self.items[*i]) {
                let is = |rounds: u64| rounds >> r & 1 == 1;
                let is = (is(item.own), is(item.lead), is(item.main));
                tally = tally.plus(RoundTally::of(item.question.minutes, is));
                serving[item.competency] |= item.serves;
                for (s, n) in stacks.iter_mut().enumerate() {
                    *n += u32::from(item.stacks >> s & 1 == 1);
                }
            }
            sum.add(tally.change(self.needs[r]));
        }
        let must = self.must.iter().filter(|c| serving[**c]).count();
        let questions: u32 = stacks.iter().zip(&self.wanted).map(|(n, w)| stack_questions(*n, *w)).sum();
        sum.met + must as i64 * MUST_HAVE + i64::from(questions) * STACK
    }
}

/// The value of a plan, higher is better.
///
/// `sum_c w_c (first_c + s_c second_c) + sum_{c,r} w_c m_c min(extra_cr, 1) + 0.02 S + 0.015 T - 0.01 (E + L) - 0.03 X + 0.0002 (M + O) - 0.008 N`
/// where `rounds_of[c]` counts the questions that rate competency `c` by round: `first_c` is 1 where there is any,
/// `second_c` where there are two rounds, `extra_cr` the questions beyond the first of a round; `s_c` and `m_c` are those of
/// [`ReadingWorth`]; `S` is the sum of the
/// `stack_counts`, as far as they count; `T`, `E`, `L`, `X`, `M`, `O` and `N` are the stack minutes, exposures, levels below, level
/// excess, minutes, own minutes and other minutes.
pub(super) fn objective(
    worths: &[ReadingWorth],
    rounds_of: &[BTreeMap<usize, usize>],
    stack_counts: &[usize],
    sums: ValueSums,
) -> f64 {
    let mut sum = 0.0;
    for (worth, rounds) in worths.iter().zip(rounds_of) {
        let first = if rounds.is_empty() { 0.0 } else { worth.first };
        let second = if rounds.len() >= 2 { worth.second } else { 0.0 };
        let extra = rounds.values().filter(|n| **n > 1).count() as f64;
        sum += first + second + extra * worth.more;
    }
    let stacks: usize = stack_counts.iter().sum();
    sum + 0.02 * stacks as f64 + 0.015 * f64::from(sums.stack_minutes)
        - 0.01 * f64::from(sums.exposures + sums.levels_below)
        - 0.03 * f64::from(sums.level_excess)
        + 0.0002 * f64::from(sums.minutes + sums.own_minutes)
        - 0.008 * f64::from(sums.other_minutes)
}
