//! A choice of questions with its value kept up to date.

use super::compact::{CompactItem, PlanTally, UNIT};
use crate::plan::instance::{Choice, Instance};
use crate::plan::standing::{
    self, MUST_HAVE, MUST_HAVE_VALUE, RoundTally, STACK_VALUE, StandingChange, level_excess, of_own_minutes,
    of_stack_minutes,
};
use crate::plan::value::ReadingWorth;

const STACK: i64 = 20_000_000;
/// As many questions of a stack count for the value, or as many as are asked for.
const COUNTED: u32 = 3;

/// What a refill holds things to be worth beyond their value.
#[derive(Clone, Copy)]
pub(super) struct Prices {
    /// What a minute of a round's own kinds counts, and one of other kinds costs.
    pub own: i64,
    /// Whether a question that a junior is asked too costs what it would beside the plan as it is; it costs more the more of
    /// them there are, which single questions don't show.
    pub levels: bool,
}

/// What a step did and what can be undone.
enum Step {
    Added { item: usize },
    Removed { item: usize, round: usize },
}

/// How good a choice is: what it meets, then its value, both as in [`crate::plan::standing`].
pub(super) type ChoiceRank = (i64, i64);

/// A choice with its value kept up to date.
pub(super) struct SearchState<'i, 'b> {
    pub(super) instance: &'i Instance<'b>,
    pub(super) items: Vec<CompactItem>,
    /// What the first and the second round that rate a competency are worth, and a second question of a round.
    worths: Vec<[i64; 3]>,
    required: Vec<bool>,
    /// The chosen items, round by round.
    pub(super) rounds: Choice,
    tallies: Vec<RoundTally>,
    plans: Vec<PlanTally>,
    /// Chosen questions by competency and round, the rounds of one competency side by side.
    counts: Vec<u32>,
    /// The number of rounds that rate each competency.
    readings: Vec<u32>,
    /// The number of questions by which each competency could be a must-have that is met.
    serving: Vec<u32>,
    stacks: Vec<u32>,
    /// The round of each chosen item.
    pub(super) place_of: Vec<Option<usize>>,
    /// The chosen item of each subject.
    pub(super) holder: Vec<Option<usize>>,
    /// The chosen item of each question.
    pub(super) asked: Vec<Option<usize>>,
    pub(super) pinned: Vec<bool>,
    /// The requirements that are met, and the objective with what the search counts for them.
    pub(super) sum: StandingChange,
    /// What the step has changed so far.
    journal: Vec<Step>,
}

impl<'i, 'b> SearchState<'i, 'b> {
    pub fn new(instance: &'i Instance<'b>) -> Self {
        let rounds = instance.rounds.len();
        let mut required = vec![false; instance.weights.len()];
        instance.must.iter().for_each(|c| required[*c] = true);
        let mut state = Self {
            instance,
            items: instance.items.iter().map(CompactItem::new).collect(),
            worths: (0..instance.weights.len()).map(|c| in_units(instance.reading_worth(c))).collect(),
            required,
            rounds: vec![Vec::new(); rounds],
            tallies: vec![RoundTally::default(); rounds],
            plans: vec![PlanTally::default(); instance.plans],
            counts: vec![0; rounds * instance.weights.len()],
            readings: vec![0; instance.weights.len()],
            serving: vec![0; instance.weights.len()],
            stacks: vec![0; instance.wanted.len()],
            place_of: vec![None; instance.items.len()],
            holder: vec![None; instance.subjects],
            asked: vec![None; instance.numbers],
            pinned: vec![false; instance.items.len()],
            sum: StandingChange::default(),
            journal: Vec::new(),
        };
        for needs in &instance.needs {
            state.sum.add(RoundTally::default().change(*needs));
        }
        for (item, round) in &instance.pins {
            state.add(*item, *round);
            state.pinned[*item] = true;
        }
        state.journal.clear();
        state
    }

    /// The state of a choice.
    pub fn of(instance: &'i Instance<'b>, choice: &Choice) -> Self {
        let mut state = Self::new(instance);
        for (round, items) in choice.iter().enumerate() {
            for item in items.iter().filter(|i| !state.pinned[**i]).copied().collect::<Vec<_>>() {
                state.add(item, round);
            }
        }
        state.accept();
        state
    }

    /// How good the choice is.
    pub fn rank(&self) -> ChoiceRank {
        (self.sum.met, self.sum.value)
    }

    /// Whether neither the question nor its subject is in the plan.
    pub fn is_free(&self, item: usize) -> bool {
        let item = &self.items[item];
        self.holder[item.subject as usize].is_none() && self.asked[item.number as usize].is_none()
    }

    /// Takes all questions out of a round that aren't pinned.
    pub fn clear(&mut self, round: usize) {
        let loose: Vec<usize> = self.loose(round).collect();
        for item in loose {
            self.remove(item);
        }
    }

    /// How many questions and minutes a round can still hold.
    pub fn space(&self, round: usize) -> (usize, usize) {
        let rules = &self.instance.rounds[round];
        let minutes = rules.minutes.saturating_sub(self.used(round));
        (rules.most.saturating_sub(self.rounds[round].len()), minutes as usize)
    }

    /// The minutes used in a round.
    pub fn used(&self, round: usize) -> u32 {
        self.tallies[round].used
    }

    /// What one question or two that rate one competency would add to a round, had it an equal part of other kinds beside
    /// its own, and were things held to be worth `prices`.
    pub fn gain(&self, items: &[usize], round: usize, prices: Prices) -> i64 {
        let Some(&first) = items.first() else { return 0 };
        let c = self.items[first].competency as usize;
        let mut gain = 0;
        let mut tally = RoundTally::default();
        let mut plan = PlanTally::default();
        for (n, item) in items.iter().map(|i| &self.items[*i]).enumerate() {
            gain +=
                item.own_value + self.gain_of_reading(c, self.count(c, round) + n as u32, self.readings[c]);
            gain += bits(item.stacks).map(|s| self.change_of_stack(s, self.stacks[s]).value).sum::<i64>();
            tally = tally.plus(item.tally(round));
            plan = plan.plus(self.plan_tally(item, round));
        }
        if items.iter().any(|i| self.items[*i].serves) {
            gain += self.change_of_serving(c, self.serving[c]).value;
        }
        let before = self.plans[self.plan_of(round)];
        let target = self.instance.stack_target;
        let all = before.plus(plan);
        gain += if prices.levels {
            all.value(target) - before.value(target)
        } else {
            of_stack_minutes(all.stack_minutes, target) - of_stack_minutes(before.stack_minutes, target)
        };
        gain += tally.holds_more(self.tallies[round], self.instance.needs[round]);
        gain + of_own_minutes(tally, self.keeps_to_own(round))
            + (i64::from(tally.own) - i64::from(tally.used - tally.own)) * prices.own
    }

    /// Whether more of the questions than may be are asked of juniors too.
    pub fn has_level_excess(&self) -> bool {
        self.plans.iter().any(|plan| level_excess(plan.low, plan.questions) > 0)
    }

    /// Whether questions of other kinds cost something in a round.
    pub(super) fn keeps_to_own(&self, round: usize) -> bool {
        self.instance.own_rounds >> round & 1 == 1
    }

    fn plan_of(&self, round: usize) -> usize {
        round * self.plans.len() / self.rounds.len()
    }

    fn plan_tally(&self, item: &CompactItem, round: usize) -> PlanTally {
        let counts = item.stacks != 0 && self.instance.stack_rounds >> round & 1 == 1;
        PlanTally {
            questions: 1,
            low: u32::from(item.low),
            stack_minutes: if counts { item.minutes } else { 0 },
        }
    }

    /// Whether at least half of the minutes of a round are of its own kinds, as far as they can be.
    pub fn is_own(&self, round: usize) -> bool {
        self.tallies[round].is_own(self.instance.needs[round])
    }

    fn count(&self, c: usize, round: usize) -> u32 {
        self.counts[c * self.rounds.len() + round]
    }

    /// The questions of a round that may leave it.
    pub fn loose(&self, round: usize) -> impl Iterator<Item = usize> + Clone {
        self.rounds[round].iter().copied().filter(|i| !self.pinned[*i])
    }

    pub fn has_space(&self, item: usize, round: usize) -> bool {
        let rules = &self.instance.rounds[round];
        self.rounds[round].len() < rules.most && self.used(round) + self.items[item].minutes <= rules.minutes
    }

    /// Puts `item` into `round`, which has space for it.
    pub fn add(&mut self, item: usize, round: usize) {
        let change = self.change(item, round, false);
        self.sum.add(change);
        self.count_in(item, round);
        self.rounds[round].push(item);
        self.place_of[item] = Some(round);
        self.holder[self.items[item].subject as usize] = Some(item);
        self.asked[self.items[item].number as usize] = Some(item);
        self.journal.push(Step::Added { item });
    }

    /// Takes `item` out of its round, where it is in one.
    pub fn remove(&mut self, item: usize) {
        let Some(round) = self.place_of[item].take() else { return };
        self.rounds[round].retain(|i| *i != item);
        self.holder[self.items[item].subject as usize] = None;
        self.asked[self.items[item].number as usize] = None;
        let change = self.change(item, round, true);
        self.sum.add(change.negative());
        self.count_out(item, round);
        self.journal.push(Step::Removed { item, round });
    }

    /// Keeps what the step has changed.
    pub fn accept(&mut self) {
        self.journal.clear();
    }

    /// Undoes what the step has changed.
    pub fn undo(&mut self) {
        while let Some(change) = self.journal.pop() {
            match change {
                Step::Added { item } => self.remove(item),
                Step::Removed { item, round } => self.add(item, round),
            }
            self.journal.pop();
        }
    }

    fn count_in(&mut self, item: usize, round: usize) {
        let new = self.items[item];
        let c = new.competency as usize;
        let here = &mut self.counts[c * self.rounds.len() + round];
        *here += 1;
        self.readings[c] += u32::from(*here == 1);
        self.serving[c] += u32::from(new.serves);
        bits(new.stacks).for_each(|s| self.stacks[s] += 1);
        self.tallies[round] = self.tallies[round].plus(new.tally(round));
        let plan = self.plan_of(round);
        self.plans[plan] = self.plans[plan].plus(self.plan_tally(&new, round));
    }

    fn count_out(&mut self, item: usize, round: usize) {
        let old = self.items[item];
        let c = old.competency as usize;
        let here = &mut self.counts[c * self.rounds.len() + round];
        *here -= 1;
        self.readings[c] -= u32::from(*here == 0);
        self.serving[c] -= u32::from(old.serves);
        bits(old.stacks).for_each(|s| self.stacks[s] -= 1);
        self.tallies[round] = self.tallies[round].minus(old.tally(round));
        let plan = self.plan_of(round);
        self.plans[plan] = self.plans[plan].minus(self.plan_tally(&old, round));
    }

    /// What `item` adds in `round`, where it is already if `counted`.
    fn change(&self, item: usize, round: usize, counted: bool) -> StandingChange {
        let it = &self.items[item];
        let (c, one) = (it.competency as usize, u32::from(counted));
        let here = self.count(c, round) - one;
        let readings = self.readings[c] - u32::from(counted && here == 0);
        let mut sum =
            StandingChange { met: 0, value: it.own_value + self.gain_of_reading(c, here, readings) };
        if it.serves {
            sum.add(self.change_of_serving(c, self.serving[c] - one));
        }
        bits(it.stacks).for_each(|s| sum.add(self.change_of_stack(s, self.stacks[s] - one)));

        let (tally, needs) = (it.tally(round), self.instance.needs[round]);
        let without = if counted { self.tallies[round].minus(tally) } else { self.tallies[round] };
        sum.add(without.plus(tally).change(needs));
        sum.add(without.change(needs).negative());
        sum.value += of_own_minutes(tally, self.keeps_to_own(round));

        let (tally, target) = (self.plan_tally(it, round), self.instance.stack_target);
        let all = self.plans[self.plan_of(round)];
        let without = if counted { all.minus(tally) } else { all };
        sum.value += without.plus(tally).value(target) - without.value(target);
        sum
    }

    /// What `item`, chosen in `round`, adds to the value.
    pub fn loss(&self, item: usize, round: usize) -> i64 {
        self.change(item, round, true).value
    }

    /// What a further question on `c` adds in a round that has `here` of them, where `readings` rounds rate it.
    fn gain_of_reading(&self, c: usize, here: u32, readings: u32) -> i64 {
        match (here, readings) {
            (0, 0) => self.worths[c][0],
            (0, 1) => self.worths[c][1],
            (1, _) => self.worths[c][2],
            _ => 0,
        }
    }

    /// What a question adds by which a must-have can be met, beside `others` of that kind.
    fn change_of_serving(&self, c: usize, others: u32) -> StandingChange {
        let first = i64::from(others == 0 && self.required[c]);
        StandingChange { met: first * MUST_HAVE, value: first * MUST_HAVE_VALUE }
    }

    /// What a further question of a stack adds to `others`.
    fn change_of_stack(&self, s: usize, others: u32) -> StandingChange {
        let wanted = self.instance.wanted[s];
        let counts = i64::from(others < wanted.max(COUNTED));
        let meets = i64::from(
            standing::stack_questions(others + 1, wanted) - standing::stack_questions(others, wanted),
        );
        StandingChange { met: meets * standing::STACK, value: counts * STACK + meets * STACK_VALUE }
    }
}

/// The parts of `worth` in the units of the search.
fn in_units(worth: ReadingWorth) -> [i64; 3] {
    [worth.first, worth.second, worth.more].map(|part| (part * UNIT).round() as i64)
}

/// The numbers of the bits that are set, lowest first.
pub(super) fn bits(mut set: u64) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let lowest = set.trailing_zeros();
        set &= set.wrapping_sub(1);
        (lowest < u64::BITS).then_some(lowest as usize)
    })
}

#[cfg(test)]
mod tests;
