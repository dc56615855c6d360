//! Finding questions by words: titles and keywords first, then topics, asks and the rest; a typo is forgiven.
//!
//! A word of the query counts more the rarer it is in the bank, and the more prominent its place in the question.
//! Short words, which are mostly abbreviations, have to stand there as they are; of longer ones endings don't matter. Words
//! that differ by a letter or two count only where the bank has none like the query's.

use super::question::Question;
use super::words::{is_stop_word, stem};
use crate::text::fold;
use std::collections::{BTreeMap, BTreeSet};

/// What a search found.
#[derive(Debug, Clone)]
pub struct SearchResult<'b> {
    /// The questions that fit, best first.
    pub hits: Vec<Hit<'b>>,
    /// The words of the query that no question has, as they were written.
    pub missing: Vec<String>,
}

/// A question that was found.
#[derive(Debug, Clone)]
pub struct Hit<'b> {
    /// The question.
    pub question: &'b Question,
    /// How well it fits; comparable within one search only.
    score: f64,
    /// How many words of the query it answers.
    answered: usize,
}

/// How much a word counts in titles and keywords, among topics, in asks, in signals, and elsewhere.
const WEIGHTS: [f64; 5] = [8.0, 5.0, 3.0, 1.5, 1.0];
/// What a keyword adds that is the whole query.
const WHOLE_KEYWORD: f64 = 30.0;
/// How much a word counts that has another ending.
const OTHER_ENDING: f64 = 0.9;
/// How much a word counts that begins with the query's.
const LONGER: f64 = 0.5;
/// How much a word counts that differs by a letter or two.
const SLIP: f64 = 0.4;
/// Words of fewer letters have no endings and no slips.
const LONG: usize = 5;
/// Words of fewer letters are no beginnings of others.
const BEGINNING: usize = 4;

/// The questions that fit `query`, best first, equal ones by id. All words of the query have to be there or, where no
/// question has them all, as many as one has.
pub fn search<'b>(questions: &[&'b Question], query: &str) -> SearchResult<'b> {
    let index: Vec<QuestionWords> = questions.iter().map(|q| QuestionWords::of(q)).collect();
    let vocabulary: BTreeSet<&str> =
        index.iter().flat_map(|q| q.weights.keys().map(String::as_str)).collect();
    let whole = words(query).join(" ");
    let (mut missing, mut terms) = (Vec::new(), Vec::new());
    for term in terms_of(query) {
        let scores = term.scores(&index, &vocabulary);
        if scores.iter().any(|s| *s > 0.0) { terms.push(scores) } else { missing.push(term.written) }
    }
    let hit = |(at, question): (usize, &&'b Question)| {
        let own = terms.iter().map(|scores| scores[at]);
        let score: f64 = own.clone().sum();
        let is_keyword = question.keywords.iter().any(|k| words(k).join(" ") == whole);
        Hit {
            question,
            score: score + if is_keyword { WHOLE_KEYWORD } else { 0.0 },
            answered: own.filter(|score| *score > 0.0).count(),
        }
    };
    let mut hits: Vec<Hit<'b>> = questions.iter().enumerate().map(hit).collect();
    let most = hits.iter().map(|hit| hit.answered).max().unwrap_or(0);
    hits.retain(|hit| most > 0 && hit.answered == most);
    hits.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.question.id.cmp(&b.question.id)));
    SearchResult { hits, missing }
}

/// The words of `text` in plain lower case; `c++`, `c#` and `.net` are words.
fn words(text: &str) -> Vec<String> {
    let mut out = Vec::new();
    let mut word = String::new();
    for c in fold(text).chars().chain([' ']) {
        let is_sign = match c {
            '+' | '#' => !word.is_empty(),
            _ => false,
        };
        if c.is_alphanumeric() || is_sign {
            word.push(c);
        } else if !matches!(c, '\'' | '\u{2019}') && !word.is_empty() {
            out.push(std::mem::take(&mut word));
        }
    }
    out
}

/// A part of a query that is looked for as one: a word, or several in a row such as `take-home` and `SOC 2`.
struct QueryTerm {
    /// As it was written.
    written: String,
    words: Vec<String>,
}

/// The parts of a query, each once; stop words count only where there is nothing else.
fn terms_of(query: &str) -> Vec<QueryTerm> {
    let mut all: Vec<QueryTerm> = Vec::new();
    for written in query.split_whitespace() {
        let words = words(written);
        let is_number = words.iter().all(|word| word.chars().all(|c| c.is_ascii_digit()));
        match all.last_mut() {
            _ if words.is_empty() => {}
            // A number alone stands in half of all questions.
            Some(last) if is_number => {
                last.written = format!("{} {written}", last.written);
                last.words.extend(words);
            }
            _ => all.push(QueryTerm { written: written.to_owned(), words }),
        }
    }
    let mut seen = BTreeSet::new();
    all.retain(|term| seen.insert(term.words.clone()));
    let tells = |term: &QueryTerm| term.words.iter().any(|word| !is_stop_word(word));
    if all.iter().any(tells) {
        all.retain(tells);
    }
    all
}

impl QueryTerm {
    /// What the term counts in each question; 0 where it isn't there.
    fn scores(&self, index: &[QuestionWords], vocabulary: &BTreeSet<&str>) -> Vec<f64> {
        if let [word] = self.words.as_slice() {
            let used = |word: &str| index.iter().filter(|q| q.weights.contains_key(word)).count();
            let meant: Vec<(&str, f64, usize)> =
                resolve(word, vocabulary).into_iter().map(|(w, quality)| (w, quality, used(w))).collect();
            // A slip of the pen means a word that is in use rather than one that hardly occurs.
            let most = meant.iter().map(|(.., used)| *used).max().unwrap_or(0);
            let is_likely = |(_, quality, used): &(&str, f64, usize)| *quality > SLIP || used * 3 >= most;
            let meant: Vec<(&str, f64)> = meant
                .into_iter()
                .filter(is_likely)
                .map(|(w, quality, used)| (w, quality * rarity(used, index.len())))
                .collect();
            let best = |q: &QuestionWords| {
                let scores =
                    meant.iter().map(|(w, much)| q.weights.get(*w).map_or(0.0, |weight| weight * much));
                scores.fold(0.0, f64::max)
            };
            return index.iter().map(best).collect();
        }
        let weights: Vec<f64> = index.iter().map(|q| q.weight_of_run(&self.words)).collect();
        let rare = rarity(weights.iter().filter(|w| **w > 0.0).count(), index.len());
        weights.into_iter().map(|weight| weight * rare).collect()
    }
}

/// How much more a word counts that is in `found` of `all` questions.
fn rarity(found: usize, all: usize) -> f64 {
    (1.0 + all as f64 / found.max(1) as f64).ln()
}

/// The words of a question.
struct QuestionWords {
    /// Each word with what its places count together.
    weights: BTreeMap<String, f64>,
    /// The words of each text in their order, with what its place counts.
    texts: Vec<(f64, Vec<String>)>,
}

impl QuestionWords {
    fn of(q: &Question) -> Self {
        let [title, topics, ask, signals, rest] = WEIGHTS;
        let mut texts: Vec<(f64, Vec<String>)> = Vec::new();
        let mut part = |weight: f64, text: &str| texts.push((weight, words(text)));
        part(title, &q.title);
        q.keywords.iter().for_each(|keyword| part(title, keyword));
        let names = q.topics.iter().chain([&q.id, &q.subject]).chain(&q.stacks).chain(&q.competencies);
        names.for_each(|name| part(topics, name));
        part(topics, q.kind.name());
        part(ask, &q.ask);
        q.strong.iter().chain(&q.weak).for_each(|signal| part(signals, signal));
        let others = q.probes.iter().flat_map(|probe| [&probe.ask, &probe.listen]);
        let others = others.chain(q.ladder.0.iter().map(|rung| &rung.text)).chain(&q.handout);
        others.chain([&q.why, &q.sample.strong, &q.sample.weak]).for_each(|text| part(rest, text));
        let mut weights: BTreeMap<String, f64> = BTreeMap::new();
        for (weight, words) in &texts {
            let mut seen = BTreeSet::new();
            for word in words.iter().filter(|word| seen.insert(*word)) {
                // A word that stands in many signals isn't that much more telling.
                let sum = weights.entry(word.clone()).or_insert(0.0);
                *sum = sum.max(*weight) + 0.1 * sum.min(*weight);
            }
        }
        Self { weights, texts }
    }

    /// What the places count at which `run` stands word for word; 0 where it doesn't.
    fn weight_of_run(&self, run: &[String]) -> f64 {
        let has = |words: &[String]| words.windows(run.len()).any(|window| window == run);
        self.texts.iter().filter(|(_, words)| has(words)).map(|(weight, _)| *weight).fold(0.0, f64::max)
    }
}

/// The words of the bank that a word of the query may mean, each with how likely that is.
fn resolve<'v>(word: &str, vocabulary: &BTreeSet<&'v str>) -> Vec<(&'v str, f64)> {
    let length = word.chars().count();
    let quality = |other: &str| {
        let is_plural = |one: &str, many: &str| many.strip_suffix('s') == Some(one);
        if other == word {
            Some(1.0)
        } else if is_plural(word, other)
            || is_plural(other, word)
            || length >= LONG && other.chars().count() >= LONG && stem(other) == stem(word)
        {
            Some(OTHER_ENDING)
        } else {
            (length >= BEGINNING && other.starts_with(word)).then_some(LONGER)
        }
    };
    let meant: Vec<(&'v str, f64)> =
        vocabulary.iter().filter_map(|other| Some((*other, quality(other)?))).collect();
    if !meant.is_empty() || length < LONG {
        return meant;
    }
    let allowed = if length < 8 { 1 } else { 2 };
    let near: Vec<(usize, &'v str)> = vocabulary
        .iter()
        .filter(|w| w.chars().count().abs_diff(length) <= allowed)
        .map(|w| (strsim::damerau_levenshtein(w, word), *w))
        .filter(|(d, _)| *d <= allowed)
        .collect();
    let nearest = near.iter().map(|(d, _)| *d).min().unwrap_or(0);
    near.into_iter().filter(|(d, _)| *d == nearest).map(|(_, w)| (w, SLIP)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bank::Bank;

    fn ids(query: &str) -> Vec<String> {
        let bank = Bank::load(None).unwrap();
        let all: Vec<&Question> = bank.questions.iter().collect();
        search(&all, query).hits.iter().map(|h| h.question.id.clone()).collect()
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
        assert!(
            !both.hits.is_empty() && both.hits.iter().all(|h| h.answered == 2) && both.missing.is_empty()
        );
        let some = search(&all, "index xqzvwkj");
        assert!(!some.hits.is_empty() && some.missing == ["xqzvwkj"]);
    }

    #[test]
    fn an_abbreviation_stands_for_itself() {
        let mut question = Bank::load(None).unwrap().question("adding-an-index").unwrap().clone();
        question.keywords = ["CORS", "SOC 2", "take-home", "C++", "LRU"].map(str::to_owned).to_vec();
        let other = Question {
            id: "core".into(),
            title: "Take the core home, 2 lrus".into(),
            keywords: vec![],
            ..question.clone()
        };
        let both = [&other, &question];
        for query in ["cors", "SOC 2", "take-home", "c++", "LRU", "take-home LRU"] {
            let found = search(&both, query);
            assert_eq!(found.hits[0].question.id, "adding-an-index", "{query}");
            assert!(found.missing.is_empty(), "{query}");
        }
        let nothing = search(&[&other], "cors soc 2");
        assert!(nothing.hits.is_empty());
        assert_eq!(nothing.missing, ["cors", "soc 2"]);
    }
}
