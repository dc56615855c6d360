//! Names by the key that all their spellings share.

use crate::text::{Term, term_key};
use std::collections::BTreeMap;

/// Names in any spelling, each with what it stands for.
#[derive(Debug)]
pub(super) struct Lexicon<T> {
    by_key: BTreeMap<String, LexiconEntry<T>>,
    /// The most terms of a name.
    longest: usize,
}

#[derive(Debug)]
struct LexiconEntry<T> {
    /// The name as the bank writes it.
    name: String,
    meaning: T,
    /// Whether it counts in running text only as it is written.
    exact: bool,
}

/// A name that stands in a text.
#[derive(Debug, Clone, Copy)]
pub(super) struct NameHit<T> {
    pub meaning: T,
    /// The first of its terms.
    pub first: usize,
    /// How many terms it has.
    pub length: usize,
}

/// What follows the first word of a sentence that isn't the name of a technology: "Go beyond", "Express yourself".
const AFTER_A_VERB: [&str; 22] = [
    "a", "above", "ahead", "an", "assured", "at", "back", "beyond", "deep", "for", "home", "in", "into",
    "live", "of", "our", "out", "the", "through", "to", "your", "yourself",
];

impl<T: Copy> Lexicon<T> {
    pub fn new() -> Self {
        Self { by_key: BTreeMap::new(), longest: 0 }
    }

    /// Adds a name, unless it is known already.
    pub fn add(&mut self, name: &str, meaning: T, exact: bool) {
        let key = term_key(name);
        if key.is_empty() {
            return;
        }
        self.longest = self.longest.max(key.split(' ').count());
        self.by_key.entry(key).or_insert_with(|| LexiconEntry { name: name.to_owned(), meaning, exact });
    }

    /// What `text`, a name in any spelling, stands for.
    pub fn meaning(&self, text: &str) -> Option<T> {
        self.by_key.get(&term_key(text)).map(|entry| entry.meaning)
    }

    /// All names as the bank writes them.
    pub fn names(&self) -> impl Iterator<Item = (&str, T)> {
        self.by_key.values().map(|entry| (entry.name.as_str(), entry.meaning))
    }

    /// The names in `text`, whose terms are `terms`: the longest at each place.
    pub fn hits(&self, text: &str, terms: &[Term]) -> Vec<NameHit<T>> {
        let mut hits = Vec::new();
        let mut first = 0;
        while first < terms.len() {
            let most = self.longest.min(terms.len() - first);
            let hit = (1..=most).rev().find_map(|length| self.at(text, terms, first, length));
            first += hit.map_or(1, |hit| hit.length);
            hits.extend(hit);
        }
        hits
    }

    fn at(&self, text: &str, terms: &[Term], first: usize, length: usize) -> Option<NameHit<T>> {
        let name = &terms[first..first + length];
        let key = name.iter().map(|t| t.key.as_str()).collect::<Vec<_>>().join(" ");
        let entry = self.by_key.get(&key)?;
        let written = &text[name.first()?.at.start..name.last()?.at.end];
        // A line of its own ends a name, and so does the end of a sentence.
        if written.contains(['\n', ';']) || written.contains(". ") {
            return None;
        }
        let is_word = || {
            let (before, behind) = (&text[..name[0].at.start], &text[name[length - 1].at.end..]);
            let begins = before.trim_end_matches(|c: char| !c.is_alphanumeric() && !".!?:".contains(c));
            let begins = begins.is_empty() || begins.ends_with(['.', '!', '?', ':']);
            let next = terms.get(first + length).map_or("", |t| t.key.as_str());
            begins && AFTER_A_VERB.contains(&next) || behind.starts_with('&') || before.ends_with('&')
        };
        (!entry.exact || (written == entry.name && !is_word())).then_some(NameHit {
            meaning: entry.meaning,
            first,
            length,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::terms;

    #[test]
    fn names_are_found_by_their_longest_spelling() {
        let mut names = Lexicon::new();
        for (n, (name, exact)) in
            [("React", true), ("React Native", false), ("Go", true), ("Node.js", false), ("R", true)]
                .into_iter()
                .enumerate()
        {
            names.add(name, n, exact);
        }
        let found = |text: &str| names.hits(text, &terms(text)).iter().map(|h| h.meaning).collect::<Vec<_>>();
        assert_eq!(found("react-native, React and NODE JS"), [1, 0, 3]);
        assert_eq!(found("Go beyond. You react to what you go for, and R&D."), Vec::<usize>::new());
        assert_eq!(found("Go, R; services in Go"), [2, 4, 2]);
        assert_eq!(names.meaning("react"), Some(0));
    }
}
