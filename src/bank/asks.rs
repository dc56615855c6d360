//! Asks that are one question in almost the same words.

use super::words::{jaccard, words};
use crate::text::fnv1a;
use std::collections::{BTreeMap, BTreeSet};

/// Two asks are one question when they share at least this much of their runs of three words.
pub(super) const SAME_ASK: f64 = 0.35;

/// Whether two asks are one question in almost the same words.
pub fn same_ask(a: &str, b: &str) -> bool {
    jaccard(&runs(a), &runs(b)) >= SAME_ASK
}

/// Hashes of the runs of three words of `text`.
pub(super) fn runs(text: &str) -> BTreeSet<u64> {
    let words: Vec<String> = words(text).into_iter().map(|w| w.word).collect();
    words.windows(3).map(|run| fnv1a(run.join(" ").as_bytes())).collect()
}

/// An index of asks by their runs of words: it finds those that are the same as another without comparing all of them.
#[derive(Debug, Default)]
pub struct AskIndex {
    /// How many runs each ask has.
    sizes: Vec<usize>,
    /// The asks in which a run stands.
    by_run: BTreeMap<u64, Vec<usize>>,
}

impl AskIndex {
    /// Adds an ask; asks are numbered from 0 in the order in which they are added.
    pub fn add(&mut self, ask: &str) {
        let runs = runs(ask);
        for run in &runs {
            self.by_run.entry(*run).or_default().push(self.sizes.len());
        }
        self.sizes.push(runs.len());
    }

    /// The numbers of the asks that are the same question as `ask`, as [`same_ask`] says, lowest first.
    pub fn same(&self, ask: &str) -> Vec<usize> {
        let runs = runs(ask);
        let mut shared: BTreeMap<usize, usize> = BTreeMap::new();
        for other in runs.iter().filter_map(|run| self.by_run.get(run)).flatten() {
            *shared.entry(*other).or_default() += 1;
        }
        let is_same = |(other, both): (usize, usize)| {
            let all = runs.len() + self.sizes[other] - both;
            (both as f64 / all as f64 >= SAME_ASK).then_some(other)
        };
        shared.into_iter().filter_map(is_same).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bank::Bank;

    #[test]
    fn the_index_finds_what_a_comparison_with_each_finds() {
        let bank = Bank::load(None).unwrap();
        let mut asks: Vec<String> = bank.questions.iter().take(60).map(|q| q.ask.to_string()).collect();
        asks.extend(asks.clone().iter().map(|ask| ask.replace(" the ", " a ")));
        asks.push(String::new());
        let mut index = AskIndex::default();
        for ask in &asks {
            index.add(ask);
        }
        let mut found = 0;
        for ask in &asks {
            let expected: Vec<usize> = (0..asks.len()).filter(|other| same_ask(ask, &asks[*other])).collect();
            assert_eq!(index.same(ask), expected, "{ask}");
            found += expected.len();
        }
        assert!(found > asks.len(), "{found}");
    }
}
