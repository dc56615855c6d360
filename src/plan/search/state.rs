//! A choice of questions with its value kept up to date, and the steps that change it.

use super::super::instance::{Choice, Instance};
use super::below;
use rand::rngs::ChaCha8Rng;

/// One unit of the objective as a whole number.
const UNIT: f64 = 1e9;
/// What a must-have or a requested stack weighs while searching; in the end what must be there is counted first.
const REQUIRED: i64 = 300_000_000;
const STACK: i64 = 20_000_000;
const EXPOSURE: i64 = 10_000_000;
const MINUTE: i64 = 500_000;

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
    weights: Vec<i64>,
    required: Vec<bool>,
    /// The chosen items, round by round.
    pub rooms: Choice,
    used: Vec<u32>,
    /// Chosen questions by competency and round.
    counts: Vec<Vec<u32>>,
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
        let mut state = Self {
            instance,
            weights: instance.weights.iter().map(|w| (w * UNIT).round() as i64).collect(),
            required,
            rooms: vec![Vec::new(); rooms],
            used: vec![0; rooms],
            counts: vec![vec![0; rooms]; instance.weights.len()],
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
        let item = &self.instance.items[item];
        self.holder[item.subject].is_none() && self.asked[item.number].is_none()
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
        match (self.counts[c][room], self.readings[c]) {
            (0, 0) => (self.weights[c] + if self.required[c] { REQUIRED } else { 0 }, tenth),
            (0, 1) => (self.weights[c] / 2, tenth),
            (0, _) => (0, tenth),
            (1, _) => (tenth, 0),
            _ => (0, 0),
        }
    }

    /// What an item adds by its minutes, exposure and stacks.
    pub fn extras(&self, item: usize) -> i64 {
        let item = &self.instance.items[item];
        let stacks = (0..self.stacks.len()).filter(|s| item.stacks >> s & 1 == 1);
        let gain: i64 = stacks.map(|s| gain_of_stack(self.stacks[s] + 1)).sum();
        gain + worth(item.question.minutes, item.exposure)
    }

    /// An item and a round that accepts it when empty.
    pub fn propose(&self, classes: &[Vec<usize>], random: &mut ChaCha8Rng) -> Option<(usize, usize)> {
        let class = &classes[below(random, classes.len())];
        let fresh = class.iter().find(|i| self.is_free(**i));
        let item = match fresh {
            Some(i) if below(random, 8) > 0 => *i,
            _ => class[below(random, class.len())],
        };
        if self.pinned[item] {
            return None;
        }
        let rooms = self.instance.items[item].rooms;
        let nth = below(random, rooms.count_ones() as usize);
        let room = (0..self.rooms.len()).filter(|r| rooms >> r & 1 == 1).nth(nth)?;
        (self.place_of[item] != Some(room)).then_some((item, room))
    }

    /// Takes one question out of a round.
    pub fn drop_one(&mut self, random: &mut ChaCha8Rng) -> bool {
        let room = &self.rooms[below(random, self.rooms.len())];
        let Some(&item) = room.get(below(random, room.len())) else { return false };
        if self.pinned[item] {
            return false;
        }
        self.remove(item);
        true
    }

    /// Puts `item` into `room`, taking out what stands in its way and placing that elsewhere where there is space.
    pub fn place(&mut self, item: usize, room: usize, random: &mut ChaCha8Rng) -> bool {
        let new = &self.instance.items[item];
        self.remove(item);
        for taken in [self.holder[new.subject], self.asked[new.number]].into_iter().flatten() {
            if self.pinned[taken] {
                return false;
            }
            self.remove(taken);
        }
        let mut out = Vec::new();
        while !self.has_space(item, room) {
            let leaving = if below(random, 4) > 0 {
                self.cheapest_out(room, item)
            } else {
                let loose = self.loose(room);
                let nth = below(random, loose.clone().count());
                loose.clone().nth(nth)
            };
            let Some(leaving) = leaving else { return false };
            self.remove(leaving);
            out.push(leaving);
        }
        self.add(item, room);
        for item in out {
            let rooms = self.rooms.len();
            let first = below(random, rooms);
            let fits = |r: &usize| self.instance.items[item].rooms >> r & 1 == 1 && self.has_space(item, *r);
            let home = (0..rooms).map(|k| (first + k) % rooms).find(fits);
            if let Some(room) = home {
                self.add(item, room);
            }
        }
        true
    }

    /// The questions of a round that may leave it.
    fn loose(&self, room: usize) -> impl Iterator<Item = usize> + Clone {
        self.rooms[room].iter().copied().filter(|i| !self.pinned[*i])
    }

    /// The question whose leaving costs least, of those that make enough space for `item` where there is one.
    fn cheapest_out(&self, room: usize, item: usize) -> Option<usize> {
        let wanted = self.used[room] + self.instance.items[item].question.minutes;
        let over = wanted.saturating_sub(self.instance.rooms[room].minutes);
        self.loose(room)
            .min_by_key(|i| (self.instance.items[*i].question.minutes < over, self.loss(*i, room)))
    }

    fn has_space(&self, item: usize, room: usize) -> bool {
        let accepts = &self.instance.rooms[room];
        self.rooms[room].len() < accepts.most
            && self.used[room] + self.instance.items[item].question.minutes <= accepts.minutes
    }

    /// Puts `item`, which has space there, into `room`.
    pub fn add(&mut self, item: usize, room: usize) {
        self.value += self.count_in(item, room);
        self.rooms[room].push(item);
        self.place_of[item] = Some(room);
        self.holder[self.instance.items[item].subject] = Some(item);
        self.asked[self.instance.items[item].number] = Some(item);
        self.journal.push(Change::Added { item });
    }

    /// Takes `item` out of its round, where it is in one.
    fn remove(&mut self, item: usize) {
        let Some(room) = self.place_of[item].take() else { return };
        self.rooms[room].retain(|i| *i != item);
        self.holder[self.instance.items[item].subject] = None;
        self.asked[self.instance.items[item].number] = None;
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
        let new = &self.instance.items[item];
        let c = new.competency;
        let here = &mut self.counts[c][room];
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
        for s in 0..self.stacks.len() {
            if new.stacks >> s & 1 == 1 {
                self.stacks[s] += 1;
                self.met += u32::from(self.stacks[s] == 1);
                gain += gain_of_stack(self.stacks[s]);
            }
        }
        self.used[room] += new.question.minutes;
        gain + worth(new.question.minutes, new.exposure)
    }

    /// Counts `item` out and returns what it had added.
    fn count_out(&mut self, item: usize, room: usize) -> i64 {
        let loss = self.loss(item, room);
        let old = &self.instance.items[item];
        let c = old.competency;
        self.counts[c][room] -= 1;
        if self.counts[c][room] == 0 {
            self.readings[c] -= 1;
            self.met -= u32::from(self.readings[c] == 0 && self.required[c]);
        }
        for s in 0..self.stacks.len() {
            if old.stacks >> s & 1 == 1 {
                self.stacks[s] -= 1;
                self.met -= u32::from(self.stacks[s] == 0);
            }
        }
        self.used[room] -= old.question.minutes;
        loss
    }

    /// What `item`, chosen in `room`, adds to the value.
    fn loss(&self, item: usize, room: usize) -> i64 {
        let old = &self.instance.items[item];
        let c = old.competency;
        let mut loss = match self.counts[c][room] {
            1 => self.gain_of_reading(c),
            2 => self.weights[c] / 10,
            _ => 0,
        };
        for s in 0..self.stacks.len() {
            if old.stacks >> s & 1 == 1 {
                loss += gain_of_stack(self.stacks[s]);
            }
        }
        loss + worth(old.question.minutes, old.exposure)
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

fn worth(minutes: u32, exposure: u32) -> i64 {
    i64::from(minutes) * MINUTE - i64::from(exposure) * EXPOSURE
}
