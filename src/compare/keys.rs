//! Names as numbers, and pairs of them as numbers: what millions of rows are added up by.

use std::collections::HashMap;

/// Names in the order of first sight. Rows of one name mostly stand together, so the last one is tried first.
#[derive(Debug, Default)]
pub(super) struct Names {
    number: HashMap<Box<[u8]>, u32>,
    texts: Vec<Box<[u8]>>,
    last: u32,
}

impl Names {
    /// The number of `name`.
    pub(super) fn number(&mut self, name: &[u8]) -> u32 {
        // The same as before, or the one that follows it in the first rows.
        for guess in [self.last, self.last + 1, 0] {
            if self.texts.get(guess as usize).is_some_and(|n| **n == *name) {
                self.last = guess;
                return guess;
            }
        }
        self.last = if let Some(n) = self.number.get(name) {
            *n
        } else {
            let n = self.texts.len() as u32;
            self.texts.push(name.into());
            self.number.insert(name.into(), n);
            n
        };
        self.last
    }

    pub(super) fn len(&self) -> usize {
        self.texts.len()
    }

    pub(super) fn bytes(&self, number: u32) -> &[u8] {
        &self.texts[number as usize]
    }

    /// The names as text, by number.
    pub(super) fn texts(&self) -> Vec<String> {
        self.texts.iter().map(|n| crate::sheet::stream::name(n)).collect()
    }

    /// The numbers in the order of their names.
    pub(super) fn sorted(&self) -> Vec<u32> {
        // The first eight bytes decide nearly always, and stand beside each other.
        let start = |name: &[u8]| {
            let mut bytes = [0; 8];
            let n = name.len().min(8);
            bytes[..n].copy_from_slice(&name[..n]);
            u64::from_be_bytes(bytes)
        };
        let mut order: Vec<(u64, u32)> =
            self.texts.iter().enumerate().map(|(i, name)| (start(name), i as u32)).collect();
        order.sort_unstable_by(|a, b| {
            a.0.cmp(&b.0).then_with(|| self.texts[a.1 as usize].cmp(&self.texts[b.1 as usize]))
        });
        order.into_iter().map(|(_, number)| number).collect()
    }
}

/// Where a chain ends.
const END: u32 = u32::MAX;

/// From this many items on chains would be long, and a table is kept.
const LONG: usize = 64;

/// Pairs of target and item as numbers, in the order of first sight.
///
/// The pairs of one target hang together in a chain: the rows of a scorecard mostly walk along it one by one.
#[derive(Debug, Default)]
pub(super) struct Pairs {
    /// The first pair of each target.
    heads: Vec<u32>,
    /// Item and next pair of each pair.
    links: Vec<(u32, u32)>,
    /// The last pair that was met, and its target.
    last: (u32, u32),
    table: Option<HashMap<(u32, u32), u32>>,
}

impl Pairs {
    /// The number of the pair.
    pub(super) fn number(&mut self, target: u32, item: u32) -> u32 {
        if target as usize >= self.heads.len() {
            self.heads.resize(target as usize + 1, END);
        }
        let next = if self.last.0 == target && !self.links.is_empty() {
            self.links[self.last.1 as usize].1
        } else {
            self.heads[target as usize]
        };
        if next != END && self.links[next as usize].0 == item {
            self.last = (target, next);
            return next;
        }
        let found = match &self.table {
            Some(table) => table.get(&(target, item)).copied(),
            None => self.of(target).find(|(i, _)| *i == item).map(|(_, n)| n),
        };
        let number = found.unwrap_or_else(|| self.add(target, item));
        self.last = (target, number);
        number
    }

    /// A new pair at the end of its target's chain.
    fn add(&mut self, target: u32, item: u32) -> u32 {
        let number = self.links.len() as u32;
        if self.table.is_none() && item as usize >= LONG {
            let targets = 0..self.heads.len() as u32;
            let known = targets.flat_map(|t| self.of(t).map(move |(i, n)| ((t, i), n)));
            self.table = Some(known.collect());
        }
        let end = if self.table.is_some() { None } else { self.of(target).last().map(|(_, n)| n) };
        match (end, &mut self.table) {
            (Some(end), _) => self.links[end as usize].1 = number,
            (None, Some(table)) => {
                table.insert((target, item), number);
                // The order within a long chain says nothing: the new pair goes first.
                self.links.push((item, self.heads[target as usize]));
                self.heads[target as usize] = number;
                return number;
            }
            (None, None) => self.heads[target as usize] = number,
        }
        self.links.push((item, END));
        number
    }

    /// Items and numbers of a target's pairs.
    pub(super) fn of(&self, target: u32) -> impl Iterator<Item = (u32, u32)> + '_ {
        let mut at = self.heads.get(target as usize).copied().unwrap_or(END);
        std::iter::from_fn(move || {
            let number = at;
            let (item, next) = *self.links.get(number as usize)?;
            at = next;
            Some((item, number))
        })
    }

    pub(super) fn len(&self) -> usize {
        self.links.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn pairs_have_one_number_each(rows in prop::collection::vec((0_u32..5, 0_u32..90), 0..400)) {
            let mut pairs = Pairs::default();
            let mut known: HashMap<(u32, u32), u32> = HashMap::new();
            for (target, item) in rows {
                let n = pairs.number(target, item);
                let fresh = known.len() as u32;
                prop_assert_eq!(n, *known.entry((target, item)).or_insert(fresh));
            }
            prop_assert_eq!(pairs.len(), known.len());
            for t in 0..5 {
                for (item, n) in pairs.of(t) {
                    prop_assert_eq!(known.remove(&(t, item)), Some(n));
                }
            }
            prop_assert!(known.is_empty());
        }
    }
}
