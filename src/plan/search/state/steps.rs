//! The steps of the search: a question goes out, or one comes in and what stands in its way goes elsewhere.

use super::super::below;
use super::{State, bits};
use rand::rngs::ChaCha8Rng;

impl State<'_, '_> {
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
        let rooms = self.items[item].rooms;
        let room = bits(rooms).nth(below(random, rooms.count_ones() as usize))?;
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
            let fits = |r: &usize| self.items[item].rooms >> r & 1 == 1 && self.has_space(item, *r);
            let home = (0..rooms).map(|k| (first + k) % rooms).find(fits);
            if let Some(room) = home {
                self.add(item, room);
            }
        }
        true
    }

    /// The question whose leaving costs least, of those that make enough space for `item` where there is one.
    fn cheapest_out(&self, room: usize, item: usize) -> Option<usize> {
        let wanted = self.used[room] + self.items[item].minutes;
        let over = wanted.saturating_sub(self.instance.rooms[room].minutes);
        self.loose(room).min_by_key(|i| (self.items[*i].minutes < over, self.loss(*i, room)))
    }
}
