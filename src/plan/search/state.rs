//! A choice of questions with its value kept up to date, and the steps that change it.

mod steps;

use super::super::instance::{Choice, Instance, Item};

/// One unit of the objective as a whole number.
const UNIT: f64 = 1e9;
/// What a must-have or a requested stack weighs while searching; in the end what must be there is counted first.
const REQUIRED: i64 = 300_000_000;
const STACK: i64 = 20_000_000;
const EXPOSURE: i64 = 10_000_000;
const MINUTE: i64 = 500_000;

/// What a step needs to know of an item, close together in memory.
#[derive(Clone, Copy)]
struct Light {
    competency: u32,
    subject: u32,
    number: u32,
    minutes: u32,
    stacks: u64,
    rooms: u64,
    /// What its minutes and exposure add.
    worth: i64,
}

/// What a step did, to be undone.
enum Change {
    Added { item: usize },
    Removed { item: usize, room: usize },
}

/// What makes one choice better than another: the must-haves and stacks that it serves, then its value.
pub(super) type Rank = (u32, i64);

/// A choice with its value kept up to date.
pub(super) struct State<'i, 'b> {
    instance: &'i Instance<'b>,
    items: Vec<Light>,
    weights: Vec<i64>,
    required: Vec<bool>,
    /// The chosen items, round by round.
    pub rooms: Choice,
    used: Vec<u32>,
    /// Chosen questions by competency and round, the rounds of one competency side by side.
    counts: Vec<u32>,
    /// Rounds that rate a competency.
    readings: Vec<u32>,
    stacks: Vec<u32>,
    /// The round of each chosen item.
    place_of: Vec<Option<usize>>,
    /// The chosen item of each subject.
    holder: Vec<Option<usize>>,
    /// The chosen item of each question.
    asked: Vec<Option<usize>>,
    pinned: Vec<bool>,
    /// The objective, and [`REQUIRED`] for each must-have and stack that is served.
    pub value: i64,
    /// How many must-haves and stacks are served.
    met: u32,
    /// What the step has done so far.
    journal: Vec<Change>,
}

impl<'i, 'b> State<'i, 'b> {
    pub fn new(instance: &'i Instance<'b>) -> Self {
        let rooms = instance.rooms.len();
        let mut required = vec![false; instance.weights.len()];
        instance.must.iter().for_each(|c| required[*c] = true);
        let light = |item: &Item<'_>| Light {
            competency: item.competency as u32,
            subject: item.subject as u32,
            number: item.number as u32,
            minutes: item.question.minutes,
            stacks: item.stacks,
            rooms: item.rooms,
            worth: i64::from(item.question.minutes) * MINUTE - i64::from(item.exposure) * EXPOSURE,
        };
        let mut state = Self {
            instance,
            items: instance.items.iter().map(light).collect(),
            weights: instance.weights.iter().map(|w| (w * UNIT).round() as i64).collect(),
            required,
            rooms: vec![Vec::new(); rooms],
            used: vec![0; rooms],
            counts: vec![0; rooms * instance.weights.len()],
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
        for (item, room) in &instance.pins {
            state.add(*item, *room);
            state.pinned[*item] = true;
        }
        state.journal.clear();
        state
    }

    /// The state of a choice.
    pub fn of(instance: &'i Instance<'b>, choice: &Choice) -> Self {
        let mut state = Self::new(instance);
        for (room, items) in choice.iter().enumerate() {
            for item in items.iter().filter(|i| !state.pinned[**i]).copied().collect::<Vec<_>>() {
                state.add(item, room);
            }
        }
        state.accept();
        state
    }

    /// What makes one choice better than another: what must be there first.
    pub fn rank(&self) -> Rank {
        (self.met, self.value)
    }

    pub fn instance(&self) -> &'i Instance<'b> {
        self.instance
    }

    /// Whether neither the question nor its subject is in the plan.
    pub fn is_free(&self, item: usize) -> bool {
        let item = &self.items[item];
        self.holder[item.subject as usize].is_none() && self.asked[item.number as usize].is_none()
    }

    /// Takes out of a round what isn't pinned.
    pub fn clear(&mut self, room: usize) {
        let loose: Vec<usize> = self.loose(room).collect();
        for item in loose {
            self.remove(item);
        }
    }

    /// How many questions and minutes a round can still hold.
    pub fn space(&self, room: usize) -> (usize, usize) {
        let accepts = &self.instance.rooms[room];
        let minutes = accepts.minutes.saturating_sub(self.used[room]);
        (accepts.most.saturating_sub(self.rooms[room].len()), minutes as usize)
    }

    /// What a first and a second further question on competency `c` would add in a round, minutes and stacks aside.
    pub fn gains(&self, c: usize, room: usize) -> (i64, i64) {
        let tenth = self.weights[c] / 10;
        match (self.count(c, room), self.readings[c]) {
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
        item.worth + bits(item.stacks).map(|s| gain_of_stack(self.stacks[s] + 1)).sum::<i64>()
    }

    fn count(&self, c: usize, room: usize) -> u32 {
        self.counts[c * self.rooms.len() + room]
    }

    /// The questions of a round that may leave it.
    fn loose(&self, room: usize) -> impl Iterator<Item = usize> + Clone {
        self.rooms[room].iter().copied().filter(|i| !self.pinned[*i])
    }

    fn has_space(&self, item: usize, room: usize) -> bool {
        let accepts = &self.instance.rooms[room];
        self.rooms[room].len() < accepts.most && self.used[room] + self.items[item].minutes <= accepts.minutes
    }

    /// Puts `item`, which has space there, into `room`.
    pub fn add(&mut self, item: usize, room: usize) {
        self.value += self.count_in(item, room);
        self.rooms[room].push(item);
        self.place_of[item] = Some(room);
        self.holder[self.items[item].subject as usize] = Some(item);
        self.asked[self.items[item].number as usize] = Some(item);
        self.journal.push(Change::Added { item });
    }

    /// Takes `item` out of its round, where it is in one.
    fn remove(&mut self, item: usize) {
        let Some(room) = self.place_of[item].take() else { return };
        self.rooms[room].retain(|i| *i != item);
        self.holder[self.items[item].subject as usize] = None;
        self.asked[self.items[item].number as usize] = None;
        self.value -= self.count_out(item, room);
        self.journal.push(Change::Removed { item, room });
    }

    /// Keeps what the step has done.
    pub fn accept(&mut self) {
        self.journal.clear();
    }

    /// Takes back what the step has done.
    pub fn undo(&mut self) {
        while let Some(change) = self.journal.pop() {
            match change {
                Change::Added { item } => self.remove(item),
                Change::Removed { item, room } => self.add(item, room),
            }
            self.journal.pop();
        }
    }

    /// Counts `item` in and returns what it adds to the value.
    fn count_in(&mut self, item: usize, room: usize) -> i64 {
        let new = self.items[item];
        let c = new.competency as usize;
        let here = &mut self.counts[c * self.rooms.len() + room];
        *here += 1;
        let mut gain = match *here {
            1 => {
                self.readings[c] += 1;
                self.met += u32::from(self.readings[c] == 1 && self.required[c]);
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
        self.used[room] += new.minutes;
        gain + new.worth
    }

    /// Counts `item` out and returns what it had added.
    fn count_out(&mut self, item: usize, room: usize) -> i64 {
        let loss = self.loss(item, room);
        let old = self.items[item];
        let c = old.competency as usize;
        let here = &mut self.counts[c * self.rooms.len() + room];
        *here -= 1;
        if *here == 0 {
            self.readings[c] -= 1;
            self.met -= u32::from(self.readings[c] == 0 && self.required[c]);
        }
        for s in bits(old.stacks) {
            self.stacks[s] -= 1;
            self.met -= u32::from(self.stacks[s] == 0);
        }
        self.used[room] -= old.minutes;
        loss
    }

    /// What `item`, chosen in `room`, adds to the value.
    fn loss(&self, item: usize, room: usize) -> i64 {
        let old = &self.items[item];
        let c = old.competency as usize;
        let loss = match self.count(c, room) {
            1 => self.gain_of_reading(c),
            2 => self.weights[c] / 10,
            _ => 0,
        };
        loss + old.worth + bits(old.stacks).map(|s| gain_of_stack(self.stacks[s])).sum::<i64>()
    }

    /// What the last of the readings of `c` is worth.
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

/// The places of the ones in `set`, lowest first.
fn bits(mut set: u64) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let lowest = set.trailing_zeros();
        set &= set.wrapping_sub(1);
        (lowest < u64::BITS).then_some(lowest as usize)
    })
}
