//! Names as numbers, and pairs of them as numbers: what millions of rows are added up by.

use std::collections::HashMap;
use std::hash::{Hash, Hasher};

/// Names in the order of first sight. Rows of one name mostly stand together, so the last one is tried first.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// The numbers of short names by all that they say, and of long ones.
    short: HashMap<Brief, u32>,
    long: HashMap<Box<[u8]>, u32>,
    briefs: Vec<Brief>,
    /// All names one behind the other, and where each ends.
    text: Vec<u8>,
    ends: Vec<usize>,
    last: u32,
}

/// A name's length, its first eight bytes, zeros behind a shorter one, and the last eight if it has as many: compared
/// without going to where the name stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Brief {
    len: usize,
    first: u64,
    last: u64,
}

/// The longest name of which a [`Brief`] says all.
const SHORT: usize = 16;

impl Brief {
    #[inline]
    fn of(name: &[u8]) -> Self {
        let (first, last) = if let (Some(a), Some(b)) = (name.first_chunk(), name.last_chunk::<8>()) {
            (u64::from_be_bytes(*a), u64::from_be_bytes(*b))
        } else if let (Some(a), Some(b)) = (name.first_chunk(), name.last_chunk::<4>()) {
            let (a, b) = (u64::from(u32::from_be_bytes(*a)), u64::from(u32::from_be_bytes(*b)));
            (a << 32 | b << (8 * (8 - name.len())), 0)
        } else {
            let mut bytes = [0; 8];
            bytes[..name.len()].copy_from_slice(name);
            (u64::from_be_bytes(bytes), 0)
        };
        Self { len: name.len(), first, last }
    }
}

impl Hash for Brief {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_u64(self.first);
        if self.last != 0 {
            state.write_u64(self.last);
        }
    }
}

impl Names {
    /// The number of `name`.
    #[inline]
    pub(super) fn number(&mut self, name: &[u8]) -> u32 {
        let brief = Brief::of(name);
        // The same as before, or the one that follows it in the first rows.
        for guess in [self.last, self.last + 1, 0] {
            if self.briefs.get(guess as usize) == Some(&brief)
                && (brief.len <= SHORT || self.bytes(guess) == name)
            {
                self.last = guess;
                return guess;
            }
        }
        self.last = self.look_up(brief, name);
        self.last
    }

    /// The numbers of the names of `runs`. One after the other without anything in between: a processor then waits for
    /// several at a time to come out of memory.
    fn look_up_all<V>(&mut self, runs: &mut Runs<V>) {
        let mut start = 0;
        for run in &mut runs.by_name {
            run.target = self.look_up(run.brief, &runs.text[start..run.text]);
            start = run.text;
        }
    }

    fn look_up(&mut self, brief: Brief, name: &[u8]) -> u32 {
        let new = self.briefs.len() as u32;
        let number = if brief.len <= SHORT {
            *self.short.entry(brief).or_insert(new)
        } else if let Some(n) = self.long.get(name) {
            *n
        } else {
            self.long.insert(name.into(), new);
            new
        };
        if number == new {
            self.briefs.push(brief);
            self.text.extend_from_slice(name);
            self.ends.push(self.text.len());
        }
        number
    }

    pub(super) fn len(&self) -> usize {
        self.briefs.len()
    }

    pub(super) fn bytes(&self, number: u32) -> &[u8] {
        let number = number as usize;
        let start = if number == 0 { 0 } else { self.ends[number - 1] };
        &self.text[start..self.ends[number]]
    }

    /// The names as text, by number.
    pub(super) fn texts(&self) -> Vec<String> {
        (0..self.len() as u32).map(|n| crate::sheet::stream::name(self.bytes(n))).collect()
    }

    /// The numbers in the order of their names.
    pub(super) fn sorted(&self) -> Vec<u32> {
        // The first bytes decide nearly always, and stand beside each other.
        let mut order: Vec<(u64, u32)> =
            self.briefs.iter().zip(0..).map(|(brief, number)| (brief.first, number)).collect();
        order.sort_unstable_by(|a, b| a.0.cmp(&b.0).then_with(|| self.bytes(a.1).cmp(self.bytes(b.1))));
        order.into_iter().map(|(_, number)| number).collect()
    }
}

/// Rows that wait until the names of many can be looked up side by side; those of one name stand together.
#[derive(Debug)]
pub(super) struct Runs<V> {
    by_name: Vec<Run>,
    rows: Vec<V>,
    /// The names, one behind the other.
    text: Vec<u8>,
}

/// Rows of one name.
#[derive(Debug)]
struct Run {
    brief: Brief,
    /// Where its name and its rows end.
    text: usize,
    rows: usize,
    /// The name's number, once it is looked up.
    target: u32,
}

/// So many names are looked up side by side.
const TOGETHER: usize = 256;

impl<V> Default for Runs<V> {
    fn default() -> Self {
        Self { by_name: Vec::new(), rows: Vec::new(), text: Vec::new() }
    }
}

impl<V: Copy> Runs<V> {
    /// Adds a row; `true` says that there are enough.
    #[inline]
    pub(super) fn push(&mut self, name: &[u8], row: V) -> bool {
        let brief = Brief::of(name);
        self.rows.push(row);
        let rows = self.rows.len();
        match self.by_name.last_mut() {
            Some(run)
                if run.brief == brief && (brief.len <= SHORT || self.text[..run.text].ends_with(name)) =>
            {
                run.rows = rows;
            }
            _ => {
                self.text.extend_from_slice(name);
                self.by_name.push(Run { brief, text: self.text.len(), rows, target: 0 });
            }
        }
        self.by_name.len() > TOGETHER || rows > 64 * TOGETHER
    }

    /// Hands each row to `take` with the number of its name and the pairs; none is left.
    pub(super) fn settle<K: Default>(
        &mut self,
        names: &mut Names,
        pairs: &mut Pairs<K>,
        mut take: impl FnMut(&mut Pairs<K>, u32, V),
    ) {
        names.look_up_all(self);
        // The same for the first pair of each: it is fetched now, and used when all are there.
        std::hint::black_box(self.by_name.iter().fold(0, |all, run| all ^ pairs.first_item(run.target)));
        let mut rows = self.rows.iter();
        let mut at = 0;
        for run in &self.by_name {
            for row in rows.by_ref().take(run.rows - at) {
                take(pairs, run.target, *row);
            }
            at = run.rows;
        }
        self.by_name.clear();
        self.rows.clear();
        self.text.clear();
    }
}

/// Where a chain ends.
const END: u32 = u32::MAX;

/// From this many items on chains would be long, and a table is kept.
const LONG: usize = 64;

/// Pairs of target and item as numbers, in the order of first sight, each with what is kept of it.
///
/// The pairs of one target hang together in a chain: the rows of a scorecard mostly walk along it one by one.
#[derive(Debug)]
pub(super) struct Pairs<V> {
    /// The first pair of each target, and a bit for each of its items.
    heads: Vec<(u32, u64)>,
    links: Vec<Link<V>>,
    /// The last pair that was met, and its target.
    last: (u32, u32),
    table: Option<HashMap<(u32, u32), u32>>,
}

/// A pair in its target's chain.
#[derive(Debug)]
struct Link<V> {
    item: u32,
    next: u32,
    kept: V,
}

impl<V> Default for Pairs<V> {
    fn default() -> Self {
        Self { heads: Vec::new(), links: Vec::new(), last: (0, 0), table: None }
    }
}

impl<V: Default> Pairs<V> {
    /// The number of the pair, and what is kept of it.
    #[inline]
    pub(super) fn number(&mut self, target: u32, item: u32) -> (u32, &mut V) {
        if target as usize >= self.heads.len() {
            self.heads.resize(target as usize + 1, (END, 0));
        }
        let before = if self.last.0 == target { self.links.get(self.last.1 as usize) } else { None };
        let next = before.map_or(self.heads[target as usize].0, |b| b.next);
        let number = match self.links.get(next as usize) {
            Some(link) if link.item == item => next,
            _ => self.look_up(target, item, next),
        };
        self.last = (target, number);
        (number, &mut self.links[number as usize].kept)
    }

    /// The number of a pair that isn't the `next` one in its chain.
    fn look_up(&mut self, target: u32, item: u32, next: u32) -> u32 {
        let found = match &self.table {
            Some(table) => table.get(&(target, item)).copied(),
            None if self.heads[target as usize].1.unbounded_shr(item) & 1 == 0 => None,
            None => self.of(target).find(|(i, _, _)| *i == item).map(|(_, n, _)| n),
        };
        found.unwrap_or_else(|| self.add(target, item, next))
    }

    /// A new pair at the end of its target's chain, which is behind the last pair where nothing is `next`.
    fn add(&mut self, target: u32, item: u32, next: u32) -> u32 {
        let number = self.links.len() as u32;
        if self.table.is_none() && item as usize >= LONG {
            let targets = 0..self.heads.len() as u32;
            let known = targets.flat_map(|t| self.of(t).map(move |(i, n, _)| ((t, i), n)));
            self.table = Some(known.collect());
        }
        // With a table nobody goes along a chain: it may be long.
        let end = match &self.table {
            Some(_) => END,
            None if next == END && self.last.0 == target => self.last.1,
            None => self.of(target).last().map_or(END, |(_, n, _)| n),
        };
        let head = &mut self.heads[target as usize];
        let mut next = END;
        if let Some(table) = &mut self.table {
            table.insert((target, item), number);
            // The order within a long chain says nothing: the new pair goes first.
            next = std::mem::replace(&mut head.0, number);
        } else {
            head.1 |= 1 << item;
            match self.links.get_mut(end as usize) {
                Some(end) => end.next = number,
                None => head.0 = number,
            }
        }
        self.links.push(Link { item, next, kept: V::default() });
        number
    }
}

impl<V> Pairs<V> {
    /// A target's pairs: the item, the number, and what is kept.
    pub(super) fn of(&self, target: u32) -> impl Iterator<Item = (u32, u32, &V)> + '_ {
        let mut at = self.heads.get(target as usize).map_or(END, |h| h.0);
        std::iter::from_fn(move || {
            let number = at;
            let link = self.links.get(number as usize)?;
            at = link.next;
            Some((link.item, number, &link.kept))
        })
    }

    /// The item of a target's first pair; 0 where there is none.
    #[inline]
    fn first_item(&self, target: u32) -> u32 {
        let head = self.heads.get(target as usize).map_or(END, |h| h.0);
        self.links.get(head as usize).map_or(0, |link| link.item)
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
        fn names_have_one_number_each(names in prop::collection::vec("[ab\0]{0,9}|[ab]{15,18}", 0..400)) {
            let mut numbers = Names::default();
            let mut known: Vec<&str> = Vec::new();
            for name in &names {
                let n = numbers.number(name.as_bytes());
                if n as usize == known.len() {
                    known.push(name);
                }
                prop_assert_eq!(known.get(n as usize), Some(&name.as_str()));
                prop_assert_eq!(numbers.bytes(n), name.as_bytes());
            }
            let sorted: Vec<&[u8]> = numbers.sorted().into_iter().map(|n| numbers.bytes(n)).collect();
            known.sort_unstable();
            known.dedup();
            prop_assert_eq!(sorted, known.iter().map(|n| n.as_bytes()).collect::<Vec<_>>());
        }

        #[test]
        fn pairs_have_one_number_each(rows in prop::collection::vec((0_u32..5, 0_u32..90), 0..400)) {
            let mut pairs = Pairs::<u32>::default();
            let mut known: HashMap<(u32, u32), u32> = HashMap::new();
            for &(target, item) in &rows {
                let (n, times) = pairs.number(target, item);
                *times += 1;
                let fresh = known.len() as u32;
                prop_assert_eq!(n, *known.entry((target, item)).or_insert(fresh));
            }
            prop_assert_eq!(pairs.len(), known.len());
            for t in 0..5 {
                for (item, n, times) in pairs.of(t) {
                    prop_assert_eq!(known.remove(&(t, item)), Some(n));
                    prop_assert_eq!(*times as usize, rows.iter().filter(|r| **r == (t, item)).count());
                }
            }
            prop_assert!(known.is_empty());
        }
    }
}
