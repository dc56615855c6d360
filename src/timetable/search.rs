//! Many visits on many days.

use super::balance::balance;
use super::order::{below, planned_order, random_order};
use super::place::{Diary, Kept, Taste, place};
use super::problem::{Placement, Problem};
use rand::seq::SliceRandom;
use rand::{SeedableRng, rngs::ChaCha8Rng};

/// How often a visit is taken up before the search gives up.
pub(super) const TRIES: usize = 4000;
/// The same while fewer days are tried.
const FIRST_TRIES: usize = 200;

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Solution {
    /// Where each visit was placed, in the order of the problem's; none where there was no room.
    pub placements: Vec<Option<Placement>>,
}

impl Solution {
    /// The visits that weren't placed.
    pub fn unplaced(&self) -> Vec<usize> {
        (0..self.placements.len()).filter(|v| self.placements[*v].is_none()).collect()
    }
}

/// A time for each visit, on as few of the first days as will do, about as many on each, with those balanced over each day
/// who come first to an interviewer; the same seed gives the same times. Visits stay without one where none was found.
pub fn solve(problem: &Problem, seed: u64) -> Solution {
    let visits = problem.visits.len();
    let few_days = (1..=problem.days.len()).find_map(|days| {
        let mut state = PlacementState::new(problem, Kept::All, seed);
        (state.days, state.most_a_day) = (days, visits.div_ceil(days));
        state.fill(FIRST_TRIES).then_some(state.placements)
    });
    let mut placements = few_days.unwrap_or_else(|| {
        let mut state = PlacementState::new(problem, Kept::All, seed);
        state.fill(TRIES);
        state.placements
    });
    balance(problem, &mut placements, seed);
    Solution { placements }
}

/// A search on its way.
pub(super) struct PlacementState<'a> {
    problem: &'a Problem,
    kept: Kept<'a>,
    random: ChaCha8Rng,
    diary: Diary,
    /// How many of the first days are used.
    days: usize,
    /// The most visits on one of them.
    most_a_day: usize,
    pub(super) placements: Vec<Option<Placement>>,
}

impl<'a> PlacementState<'a> {
    pub(super) fn new(problem: &'a Problem, kept: Kept<'a>, seed: u64) -> Self {
        Self {
            problem,
            kept,
            random: ChaCha8Rng::seed_from_u64(seed),
            diary: Diary::empty(problem),
            days: problem.days.len(),
            most_a_day: usize::MAX,
            placements: vec![None; problem.visits.len()],
        }
    }

    /// Places what can be placed; returns whether all is.
    pub(super) fn fill(&mut self, tries: usize) -> bool {
        let problem = self.problem;
        let mut open: Vec<usize> = (0..problem.visits.len()).rev().collect();
        let mut best = (open.len() + 1, Vec::new());
        let mut left = tries;
        while let Some(visit) = open.pop() {
            if self.insert(visit, left < tries) {
                continue;
            }
            open.push(visit);
            if open.len() < best.0 {
                best = (open.len(), self.placements.clone());
            }
            left = left.saturating_sub(1);
            if left == 0 || self.days == 0 {
                self.placements = best.1;
                return false;
            }
            // Somebody makes room, or all of a day.
            let day = below(&mut self.random, self.days);
            let mut there = self.of_day(day);
            there.shuffle(&mut self.random);
            let leave = match below(&mut self.random, 12) {
                0..3 => there.len(),
                3..6 => 2,
                _ => 1,
            };
            for other in there.into_iter().take(leave) {
                self.take_out(other);
                open.insert(0, other);
            }
            if below(&mut self.random, 8) == 0 {
                open.shuffle(&mut self.random);
            }
        }
        true
    }

    fn insert(&mut self, visit: usize, varied: bool) -> bool {
        let problem = self.problem;
        let what = &problem.visits[visit];
        let n = what.talks.len();
        let cost = if varied { random_order(&mut self.random, n) } else { planned_order(n) };
        let first = if varied { below(&mut self.random, self.days) } else { 0 };
        for i in 0..self.days {
            let day = (first + i) % self.days;
            if self.of_day(day).len() >= self.most_a_day {
                continue;
            }
            let delay = if varied && below(&mut self.random, 2) == 0 { self.delay(visit) } else { 0 };
            let taste = Taste { cost: &cost, delay };
            if let Some(starts) = place(problem, &self.kept, &self.diary, what, day, taste) {
                self.diary.add(what, day, &starts);
                self.placements[visit] = Some(Placement { day, starts });
                return true;
            }
        }
        false
    }

    /// The visits on `day`.
    fn of_day(&self, day: usize) -> Vec<usize> {
        let is_there = |v: &usize| self.placements[*v].as_ref().is_some_and(|p| p.day == day);
        (0..self.placements.len()).filter(is_there).collect()
    }

    /// A delay up to about the length of a conversation or two.
    fn delay(&mut self, visit: usize) -> i64 {
        let longest = self.problem.visits[visit].talks.iter().map(|t| t.minutes).max().unwrap_or_default();
        let step = self.problem.rules.step;
        below(&mut self.random, (2 * longest / step) as usize + 1) as i64 * step
    }

    fn take_out(&mut self, visit: usize) {
        if let Some(placed) = self.placements[visit].take() {
            self.diary.remove(&self.problem.visits[visit], &placed.starts);
        }
    }
}
