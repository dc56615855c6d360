//! What the search keeps of questions and plans, packed closely for speed.

use crate::plan::instance::Item;
use crate::plan::standing::{RoundTally, level_excess, of_levels, of_stack_minutes};

/// One unit of the objective as a whole number.
pub(super) const UNIT: f64 = 1e9;
const EXPOSURE: i64 = 10_000_000;
const LEVEL: i64 = 10_000_000;
const MINUTE: i64 = 200_000;

/// What a step needs to know about an item, packed closely for speed.
#[derive(Clone, Copy)]
pub(super) struct CompactItem {
    pub(super) competency: u32,
    pub(super) subject: u32,
    pub(super) number: u32,
    pub(super) minutes: u32,
    pub(super) stacks: u64,
    pub(super) rounds: u64,
    pub(super) own: u64,
    pub(super) lead: u64,
    pub(super) main: u64,
    pub(super) serves: bool,
    pub(super) low: bool,
    /// What its minutes, exposure, levels, the seed and the role add to the value.
    pub(super) own_value: i64,
}

impl CompactItem {
    pub(super) fn new(item: &Item<'_>) -> Self {
        let minutes = i64::from(item.question.minutes) * MINUTE;
        let costs = i64::from(item.exposure) * EXPOSURE + i64::from(item.levels_below) * LEVEL;
        Self {
            competency: item.competency as u32,
            subject: item.subject as u32,
            number: item.number as u32,
            minutes: item.question.minutes,
            stacks: item.stacks,
            rounds: item.rounds,
            own: item.own,
            lead: item.lead,
            main: item.main,
            serves: item.serves,
            low: item.low,
            own_value: minutes - costs + i64::from(item.chance),
        }
    }

    /// Its tally in the round `r`.
    pub(super) fn tally(&self, r: usize) -> RoundTally {
        let is = |rounds: u64| rounds >> r & 1 == 1;
        RoundTally::of(self.minutes, (is(self.own), is(self.lead), is(self.main)))
    }
}

/// Questions of one plan, and what they are of.
#[derive(Clone, Copy, Default)]
pub(super) struct PlanTally {
    pub(super) questions: u32,
    pub(super) low: u32,
    pub(super) stack_minutes: u32,
}

impl PlanTally {
    pub(super) fn plus(self, other: Self) -> Self {
        Self {
            questions: self.questions + other.questions,
            low: self.low + other.low,
            stack_minutes: self.stack_minutes + other.stack_minutes,
        }
    }

    pub(super) fn minus(self, other: Self) -> Self {
        Self {
            questions: self.questions - other.questions,
            low: self.low - other.low,
            stack_minutes: self.stack_minutes - other.stack_minutes,
        }
    }

    /// What it adds to the value where the stacks are to have `target` minutes.
    pub(super) fn value(self, target: u32) -> i64 {
        of_stack_minutes(self.stack_minutes, target) - of_levels(level_excess(self.low, self.questions))
    }
}
