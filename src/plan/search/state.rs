//! A choice of questions with its value kept up to date.

use crate::plan::instance::{Choice, Instance, Item};

/// One unit of the objective as a whole number.
const UNIT: f64 = 1e9;
/// What a must-have or a requested stack is worth while searching; the final ranking counts those served first.
const REQUIRED: i64 = 300_000_000;
/// A must-have comes before any number of stacks.
const MUST_HAVE: u32 = 1_000;
const STACK: i64 = 20_000_000;
const EXPOSURE: i64 = 10_000_000;
const MINUTE: i64 = 500_000;

/// What a step needs to know about an item, packed closely for speed.
#[derive(Clone, Copy)]
pub(super) struct CompactItem {
    competency: u32,
    pub(super) subject: u32,
    pub(super) number: u32,
    pub(super) minutes: u32,
    stacks: u64,
    pub(super) rounds: u64,
    /// What its minutes and exposure add to the value.
    own_value: i64,
}

/// A change that a step made and that can be undone.
enum Change {
    Added { item: usize },
    Removed { item: usize, round: usize },
}

/// How good a choice is: the number of must-haves that it serves, then that of stacks, then its value.
pub(super) type Rank = (u32, i64);

/// A choice with its value kept up to date.
pub(super) struct State<'i, 'b> {
    pub(super) instance: &'i Instance<'b>,
    pub(super) items: Vec<CompactItem>,
    weights: Vec<i64>,
    required: Vec<bool>,
    /// The chosen items, round by round.
    pub(super) rounds: Choice,
    /// The minutes used in each round.
    pub(super) used: Vec<u32>,
    /// Chosen questions by competency and round, the rounds of one competency side by side.
    counts: Vec<u32>,
    /// The number of rounds that rate each competency.
    readings: Vec<u32>,
    stacks: Vec<u32>,
    /// The round of each chosen item.
    pub(super) place_of: Vec<Option<usize>>,
    /// The chosen item of each subject.
    pub(super) holder: Vec<Option<usize>>,
    /// The chosen item of each question.
    pub(super) asked: Vec<Option<usize>>,
    pub(super) pinned: Vec<bool>,
    /// The objective, plus [`REQUIRED`] for each must-have and stack that is served.
    pub(super) value: i64,
    /// How many must-haves and stacks are served.
    met: u32,
    /// What the step has changed so far.
    journal: Vec<Change>,
}

impl<'i, 'b> State<'i, 'b> {
    pub fn new(instance: &'i Instance<'b>) -> Self {
        let rounds = instance.rounds.len();
        let mut required = vec![false; instance.weights.len()];
        instance.must.iter().for_each(|c| required[*c] = true);
        let light = |item: &Item<'_>| CompactItem {
            competency: item.competency as u32,
            subject: item.subject as u32,
            number: item.number as u32,
            minutes: item.question.minutes,
            stacks: item.stacks,
            rounds: item.rounds,
            own_value: i64::from(item.question.minutes) * MINUTE - i64::from(item.exposure) * EXPOSURE,
        };
        let mut state = Self {
            instance,
            items: instance.items.iter().map(light).collect(),
            weights: instance.weights.iter().map(|w| (w * UNIT).round() as i64).collect(),
            required,
            rounds: vec![Vec::new(); rounds],
            used: vec![0; rounds],
            counts: vec![0; rounds * instance.weights.len()],
            readings: vec![0; instance.weights.len()],
            stacks: vec![0; instance.stack_count],
            place_of: vec![None; instance.items.len()],
            holder: vec![None; instance.subjects],
            asked: vec![None; instance.numbers],
            pinned: vec![false; instance.items.len()],
            value: 0,
            met: 0,
            journal: Vec::new(),
        };
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
    pub fn rank(&self) -> Rank {
        (self.met, self.value)
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
        let minutes = rules.minutes.saturating_sub(self.used[round]);
        (rules.most.saturating_sub(self.rounds[round].len()), minutes as usize)
    }

    /// What a first and a second further question on competency `c` would add in a round, apart from minutes and stacks.
    pub fn gains(&self, c: usize, round: usize) -> (i64, i64) {
        let tenth = self.weights[c] / 10;
        match (self.count(c, round), self.readings[c]) {
            (0, 0) => (self.weights[c] + if self.required[c] { REQUIRED } else { 0 }, tenth),
            (0, 1) => (self.weights[c] / 2, tenth),
            (0, _) => (0, tenth),
            (1, _) => (tenth, 0),
            _ => (0, 0),
        }
    }

    /// What an item adds by its minutes, exposure and stacks.
    pub fn extras(&self, item: usize) -> i64 {
        let item = &self.items[item];
        item.own_value + bits(item.stacks).map(|s| gain_of_stack(self.stacks[s] + 1)).sum::<i64>()
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
        self.rounds[round].len() < rules.most && self.used[round] + self.items[item].minutes <= rules.minutes
    }

    /// Puts `item` into `round`, which has space for it.
    pub fn add(&mut self, item: usize, round: usize) {
        self.value += self.count_in(item, round);
        self.rounds[round].push(item);
        self.place_of[item] = Some(round);
        self.holder[self.items[item].subject as usize] = Some(item);
        self.asked[self.items[item].number as usize] = Some(item);
        self.journal.push(Change::Added { item });
    }

    /// Takes `item` out of its round, where it is in one.
    pub fn remove(&mut self, item: usize) {
        let Some(round) = self.place_of[item].take() else { return };
        self.rounds[round].retain(|i| *i != item);
        self.holder[self.items[item].subject as usize] = None;
        self.asked[self.items[item].number as usize] = None;
        self.value -= self.count_out(item, round);
        self.journal.push(Change::Removed { item, round });
    }

    /// Keeps what the step has changed.
    pub fn accept(&mut self) {
        self.journal.clear();
    }

    /// Undoes what the step has changed.
    pub fn undo(&mut self) {
        while let Some(change) = self.journal.pop() {
            match change {
                Change::Added { item } => self.remove(item),
                Change::Removed { item, round } => self.add(item, round),
            }
            self.journal.pop();
        }
    }

    /// Counts `item` in, and returns what it adds to the value.
    fn count_in(&mut self, item: usize, round: usize) -> i64 {
        let new = self.items[item];
        let c = new.competency as usize;
        let here = &mut self.counts[c * self.rounds.len() + round];
        *here += 1;
        let mut gain = match *here {
            1 => {
                self.readings[c] += 1;
                self.met += MUST_HAVE * u32::from(self.readings[c] == 1 && self.required[c]);
                self.gain_of_reading(c)
            }
            2 => self.weights[c] / 10,
            _ => 0,
        };
        for s in bits(new.stacks) {
            self.stacks[s] += 1;
            self.met += u32::from(self.stacks[s] == 1);
            gain += gain_of_stack(self.stacks[s]);
        }
        self.used[round] += new.minutes;
        gain + new.own_value
    }

    /// Counts `item` out, and returns what it had added.
    fn count_out(&mut self, item: usize, round: usize) -> i64 {
        let loss = self.loss(item, round);
        let old = self.items[item];
        let c = old.competency as usize;
        let here = &mut self.counts[c * self.rounds.len() + round];
        *here -= 1;
        if *here == 0 {
            self.readings[c] -= 1;
            self.met -= MUST_HAVE * u32::from(self.readings[c] == 0 && self.required[c]);
        }
        for s in bits(old.stacks) {
            self.stacks[s] -= 1;
            self.met -= u32::from(self.stacks[s] == 0);
        }
        self.used[round] -= old.minutes;
        loss
    }

    /// What `item`, chosen in `round`, adds to the value.
    pub fn loss(&self, item: usize, round: usize) -> i64 {
        let old = &self.items[item];
        let c = old.competency as usize;
        let loss = match self.count(c, round) {
            1 => self.gain_of_reading(c),
            2 => self.weights[c] / 10,
            _ => 0,
        };
        loss + old.own_value + bits(old.stacks).map(|s| gain_of_stack(self.stacks[s])).sum::<i64>()
    }

    /// What the last of the rounds that rate `c` adds.
    fn gain_of_reading(&self, c: usize) -> i64 {
        match self.readings[c] {
            1 => self.weights[c] + if self.required[c] { REQUIRED } else { 0 },
            2 => self.weights[c] / 2,
            _ => 0,
        }
    }
}

/// What the `n`-th question of a requested stack is worth.
fn gain_of_stack(n: u32) -> i64 {
    match n {
        1 => REQUIRED + STACK,
        2 | 3 => STACK,
        _ => 0,
    }
}

/// The numbers of the bits that are set, lowest first.
pub(super) fn bits(mut set: u64) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let lowest = set.trailing_zeros();
        set &= set.wrapping_sub(1);
        (lowest < u64::BITS).then_some(lowest as usize)
    })
}
