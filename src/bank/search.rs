//! Finding questions by words: titles first, then topics, asks and signals; a typo is forgiven.
//!
//! A word of the query counts more the rarer it is in the bank, and the more prominent its place in the question.
//! Endings don't matter. Words that differ by a letter or two count only if no word of the bank begins like the query's.

use super::question::Question;
use super::words::{is_stop_word, stem, words};
use std::collections::{BTreeMap, BTreeSet};

/// A question that was found.
#[derive(Debug, Clone)]
pub struct Hit<'b> {
    /// The question.
    pub question: &'b Question,
    /// How well it fits; comparable within one search only.
    score: f64,
    /// The words of the question that answer the query.
    matched: Vec<String>,
}

/// How much a word counts in a title, among topics, in the ask, in signals, and elsewhere.
const WEIGHTS: [f64; 5] = [8.0, 5.0, 3.0, 1.5, 1.0];

/// The questions that fit `query`, best first, equal ones by id. All words of the query have to be there or, where no
/// question has them all, as many as one has.
pub fn search<'b>(questions: &[&'b Question], query: &str) -> Vec<Hit<'b>> {
    let index: Vec<BTreeMap<String, f64>> = questions.iter().map(|q| weigh(q)).collect();
    let vocabulary: BTreeSet<&str> = index.iter().flat_map(|w| w.keys().map(String::as_str)).collect();
    let terms: Vec<Vec<(&str, f64)>> = terms(query).iter().map(|t| resolve(t, &vocabulary)).collect();
    let mut found: Vec<(usize, Hit<'b>)> = Vec::new();
    let rarity = |word: &str| {
        let n = index.iter().filter(|w| w.contains_key(word)).count().max(1);
        (1.0 + questions.len() as f64 / n as f64).ln()
    };
    let rarities: BTreeMap<&str, f64> = terms.iter().flatten().map(|(w, _)| (*w, rarity(w))).collect();
    for (question, own) in questions.iter().zip(&index) {
        let mut hit = Hit { question, score: 0.0, matched: Vec::new() };
        let mut answered = 0;
        for term in &terms {
            let mut best: Option<(f64, &str)> = None;
            for (word, quality) in term {
                let rare = rarities.get(word).copied().unwrap_or(1.0);
                let score = own.get(*word).map_or(0.0, |w| w * quality * rare);
                if score > best.map_or(0.0, |(b, _)| b) {
                    best = Some((score, word));
                }
            }
            if let Some((score, word)) = best {
                answered += 1;
                hit.score += score;
                hit.matched.push(word.to_owned());
            }
        }
        if answered > 0 {
            found.push((answered, hit));
        }
    }
    let most = found.iter().map(|(n, _)| *n).max().unwrap_or(0);
    let mut hits: Vec<Hit<'b>> = found.into_iter().filter(|(n, _)| *n == most).map(|(_, h)| h).collect();
    hits.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.question.id.cmp(&b.question.id)));
    hits
}

/// The stems of a query's words; stop words count only where there are no others.
fn terms(query: &str) -> BTreeSet<String> {
    let all: Vec<String> = words(query).into_iter().map(|w| w.word).collect();
    let telling: BTreeSet<String> = all.iter().filter(|w| !is_stop_word(w)).map(|w| stem(w)).collect();
    if telling.is_empty() { all.iter().map(|w| stem(w)).collect() } else { telling }
}

/// The stems of a question's words, each with what its places count together.
fn weigh(q: &Question) -> BTreeMap<String, f64> {
    let mut weights: BTreeMap<String, f64> = BTreeMap::new();
    let mut part = |weight: f64, text: &str| {
        let stems: BTreeSet<String> = words(text).iter().map(|w| stem(&w.word)).collect();
        for stem in stems {
            // A word that stands in many signals isn't that much more telling.
            let sum = weights.entry(stem).or_insert(0.0);
            *sum = sum.max(weight) + 0.1 * sum.min(weight);
        }
    };
    let [title, topics, ask, signals, rest] = WEIGHTS;
    part(title, &q.title);
    part(title, &q.id);
    for name in q.topics.iter().chain([&q.subject]).chain(&q.stacks).chain(&q.competencies) {
        part(topics, name);
    }
    q.keywords.iter().for_each(|keyword| part(title, keyword));
    part(topics, q.kind.name());
    part(ask, &q.ask);
    q.strong.iter().chain(&q.weak).for_each(|s| part(signals, s));
    q.probes.iter().for_each(|p| part(rest, &p.ask));
    part(rest, &q.why);
    weights
}

/// The words of the bank that a term of the query may mean, each with how likely that is.
fn resolve<'v>(term: &str, vocabulary: &BTreeSet<&'v str>) -> Vec<(&'v str, f64)> {
    let mut out: Vec<(&'v str, f64)> = Vec::new();
    for word in vocabulary {
        if *word == term {
            out.push((word, 1.0));
        } else if term.chars().count() >= 3 && word.starts_with(term) {
            out.push((word, 0.6));
        }
    }
    if !out.is_empty() {
        return out;
    }
    let length = term.chars().count();
    let allowed = match length {
        0..=3 => return out,
        4..=7 => 1,
        _ => 2,
    };
    let near: Vec<(usize, &'v str)> = vocabulary
        .iter()
        .filter(|w| w.chars().count().abs_diff(length) <= allowed)
        .map(|w| (strsim::damerau_levenshtein(w, term), *w))
        .filter(|(d, _)| *d <= allowed)
        .collect();
    let nearest = near.iter().map(|(d, _)| *d).min().unwrap_or(0);
    out.extend(near.into_iter().filter(|(d, _)| *d == nearest).map(|(_, w)| (w, 0.5)));
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bank::Bank;

    fn ids(query: &str) -> Vec<String> {
        let bank = Bank::load(None).unwrap();
        let all: Vec<&Question> = bank.questions.iter().collect();
        search(&all, query).iter().map(|h| h.question.id.clone()).collect()
    }

    #[test]
    fn a_title_finds_its_question_first() {
        assert_eq!(ids("adding an index to a busy table")[0], "adding-an-index");
        assert_eq!(ids("Index busy TABLES")[0], "adding-an-index");
    }

    #[test]
    fn a_typo_is_forgiven() {
        assert_eq!(ids("busy tabel indxe")[0], "adding-an-index");
        assert!(ids("postgers").iter().take(3).all(|id| ids("postgres").contains(id)));
        assert!(!ids("postgers").is_empty());
    }

    #[test]
    fn nothing_is_found_for_noise() {
        assert!(ids("xqzvwkj").is_empty());
        assert!(ids("").is_empty());
        assert!(ids("?!").is_empty());
    }

    #[test]
    fn all_words_count_before_some() {
        let bank = Bank::load(None).unwrap();
        let all: Vec<&Question> = bank.questions.iter().collect();
        let both = search(&all, "index replication");
        assert!(!both.is_empty() && both.iter().all(|h| h.matched.len() == 2));
        assert!(!search(&all, "index xqzvwkj").is_empty());
    }
}
