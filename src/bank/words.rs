//! Words of a text with their places, and phrases among them.

use crate::text::fnv1a;
use std::collections::BTreeSet;
use std::ops::Range;

/// A word, folded, and the bytes where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word {
    pub word: String,
    pub at: Range<usize>,
}

/// The words of `text`: runs of letters, digits and apostrophes, in lower case; code between backticks is left out.
pub(super) fn words(text: &str) -> Vec<Word> {
    let mut out = Vec::new();
    let mut start = None;
    let mut code = false;
    for (i, c) in text.char_indices().chain([(text.len(), ' ')]) {
        if c == '`' {
            code = !code;
        }
        let inside = c.is_alphanumeric() || c == '\'' || c == '\u{2019}';
        match (start, inside && !code) {
            (None, true) => start = Some(i),
            (Some(from), false) => {
                let word = text[from..i].to_lowercase().replace('\u{2019}', "'");
                if word.chars().any(char::is_alphanumeric) {
                    out.push(Word { word, at: from..i });
                }
                start = None;
            }
            _ => {}
        }
    }
    out
}

/// Hashes of the runs of three words of `text`.
pub(super) fn runs(text: &str) -> BTreeSet<u64> {
    let words: Vec<String> = words(text).into_iter().map(|w| w.word).collect();
    words.windows(3).map(|run| fnv1a(run.join(" ").as_bytes())).collect()
}

/// From this share of common runs of three words on, two asks are the same question.
pub(super) const SAME_ASK: f64 = 0.35;

/// Whether two asks are one question in almost the same words.
pub fn same_ask(a: &str, b: &str) -> bool {
    jaccard(&runs(a), &runs(b)) >= SAME_ASK
}

/// The first place after `from` words where `phrase` stands; a `*` at a word's end stands for any ending.
pub(super) fn find(words: &[Word], phrase: &str, from: usize) -> Option<Range<usize>> {
    let parts: Vec<&str> = phrase.split(' ').collect();
    let fits = |word: &Word, part: &str| match part.strip_suffix('*') {
        Some(start) => word.word.starts_with(start),
        None => word.word == part,
    };
    (from..words.len()).find_map(|i| {
        let run = words.get(i..i + parts.len())?;
        run.iter().zip(&parts).all(|(w, p)| fits(w, p)).then_some(i..i + parts.len())
    })
}

/// The bytes that the words `run` cover.
pub(super) fn bytes(words: &[Word], run: &Range<usize>) -> Range<usize> {
    match (words.get(run.start), words.get(run.end.wrapping_sub(1))) {
        (Some(first), Some(last)) => first.at.start..last.at.end,
        _ => 0..0,
    }
}

/// Words that carry no matter of their own.
const EMPTY: [&str; 62] = [
    "a", "an", "the", "and", "or", "but", "nor", "of", "to", "in", "on", "at", "by", "for", "from", "with",
    "without", "into", "as", "is", "are", "was", "were", "be", "been", "it", "its", "this", "that", "these",
    "those", "they", "them", "their", "what", "which", "who", "when", "where", "how", "why", "you", "your",
    "would", "could", "can", "do", "does", "did", "has", "have", "had", "not", "no", "one", "than", "then",
    "so", "if", "there", "will", "about",
];

/// Whether a folded word carries no matter of its own.
pub(super) fn is_empty(word: &str) -> bool {
    EMPTY.contains(&word)
}

/// The words that carry the matter of `text`.
pub(super) fn matter(text: &str) -> BTreeSet<String> {
    words(text).into_iter().map(|w| stem(&w.word)).filter(|w| !is_empty(w)).collect()
}

/// A word without the commonest English endings, so that `limits`, `limiting` and `limit` are one.
pub(super) fn stem(word: &str) -> String {
    let mut stem = word.strip_suffix("'s").unwrap_or(word);
    for ending in ["ations", "ation", "ings", "ing", "ies", "ers", "er", "ed", "es", "s", "e", "y"] {
        if let Some(short) = stem.strip_suffix(ending)
            && short.chars().count() >= 3
        {
            stem = short;
            break;
        }
    }
    let mut chars: Vec<char> = stem.chars().collect();
    if chars.len() > 3 && chars[chars.len() - 1] == chars[chars.len() - 2] {
        chars.pop();
    }
    chars.into_iter().collect()
}

/// The shared part of two sets: 1 where they are equal, 0 where nothing is shared or both are empty.
pub(super) fn jaccard<T: Ord>(a: &BTreeSet<T>, b: &BTreeSet<T>) -> f64 {
    let both = a.intersection(b).count();
    let all = a.len() + b.len() - both;
    if all == 0 { 0.0 } else { both as f64 / all as f64 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_keep_their_places() {
        let w = words("Don\u{2019}t `leverage` Zoë's in-depth");
        let shown: Vec<&str> = w.iter().map(|w| w.word.as_str()).collect();
        assert_eq!(shown, ["don't", "zoë's", "in", "depth"]);
        let run = find(&w, "in depth", 0).unwrap();
        assert_eq!(&"Don\u{2019}t `leverage` Zoë's in-depth"[bytes(&w, &run)], "in-depth");
        assert_eq!(find(&w, "zo*", 0), Some(1..2));
        assert_eq!(find(&w, "depth in", 0), None);
    }

    #[test]
    fn endings_fall_away() {
        assert_eq!(stem("limiting"), stem("limits"));
        assert_eq!(stem("planning"), stem("plan"));
        assert_eq!(stem("queries"), stem("query"));
        assert_ne!(stem("cache"), stem("catch"));
    }

    #[test]
    fn jaccard_of_nothing_is_zero() {
        assert!(jaccard::<u8>(&BTreeSet::new(), &BTreeSet::new()).abs() < f64::EPSILON);
        assert!((jaccard(&BTreeSet::from([1, 2]), &BTreeSet::from([2, 3])) - 1.0 / 3.0).abs() < 1e-12);
    }
}
