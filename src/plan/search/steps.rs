//! The steps of the search: a question leaves a round, or one is inserted and what is in its way moves elsewhere.

use super::random::below;
use super::state::{SearchState, bits};
use rand::rngs::ChaCha8Rng;

impl SearchState<'_, '_> {
    /// An item to insert, and a round that takes it when empty.
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
        let rounds = self.items[item].rounds;
        let round = bits(rounds).nth(below(random, rounds.count_ones() as usize))?;
        (self.place_of[item] != Some(round)).then_some((item, round))
    }

    /// Takes one question out of a round.
    pub fn drop_one(&mut self, random: &mut ChaCha8Rng) -> bool {
        let round = &self.rounds[below(random, self.rounds.len())];
        let Some(&item) = round.get(below(random, round.len())) else { return false };
        if self.pinned[item] {
            return false;
        }
        self.remove(item);
        true
    }

    /// Inserts `item` into `round`; what is in its way moves to another round that has space, or leaves the plan. False
    /// where a pinned question is in the way.
    pub fn place(&mut self, item: usize, round: usize, random: &mut ChaCha8Rng) -> bool {
        let new = self.items[item];
        self.remove(item);
        let (subject, number) = (new.subject as usize, new.number as usize);
        for taken in [self.holder[subject], self.asked[number]].into_iter().flatten() {
            if self.pinned[taken] {
                return false;
            }
            self.remove(taken);
        }
        let mut out = Vec::new();
        while !self.has_space(item, round) {
            let leaving = if below(random, 4) > 0 {
                self.cheapest_out(round, item)
            } else {
                let loose = self.loose(round);
                let nth = below(random, loose.clone().count());
                loose.clone().nth(nth)
            };
            let Some(leaving) = leaving else { return false };
            self.remove(leaving);
            out.push(leaving);
        }
        self.add(item, round);
        for item in out {
            let rounds = self.rounds.len();
            let first = below(random, rounds);
            let fits = |r: &usize| self.items[item].rounds >> r & 1 == 1 && self.has_space(item, *r);
            let home = (0..rounds).map(|k| (first + k) % rounds).find(fits);
            if let Some(round) = home {
                self.add(item, round);
            }
        }
        true
    }

    /// The question of `round` that costs least to take out, among those that alone make enough space for `item`, where
    /// there are any.
    fn cheapest_out(&self, round: usize, item: usize) -> Option<usize> {
        let wanted = self.used(round) + self.items[item].minutes;
        let over = wanted.saturating_sub(self.instance.rounds[round].minutes);
        self.loose(round).min_by_key(|i| (self.items[*i].minutes < over, self.loss(*i, round)))
    }
}
