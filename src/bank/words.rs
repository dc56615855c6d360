//! The words of a text with their places, and phrases among them.

use std::collections::BTreeSet;
use std::ops::Range;

/// A word in lower case, and the bytes where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    pub word: String,
    pub at: Range<usize>,
}

/// The words of `text`: runs of letters, digits and apostrophes; code between backticks is left out.
pub(super) fn words(text: &str) -> Vec<Token> {
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
                    out.push(Token { word, at: from..i });
                }
                start = None;
            }
            _ => {}
        }
    }
    out
}

/// Where `phrase` stands first, from the word number `from` on; a `*` at a word's end stands for any ending.
pub(super) fn find(words: &[Token], phrase: &str, from: usize) -> Option<Range<usize>> {
    let mut parts = phrase.split(' ');
    let first = Pattern::of(parts.next()?);
    (from..words.len()).filter(|i| first.fits(&words[*i].word)).find_map(|i| {
        let mut end = i + 1;
        for part in parts.clone() {
            if !Pattern::of(part).fits(&words.get(end)?.word) {
                return None;
            }
            end += 1;
        }
        Some(i..end)
    })
}

/// A word of a phrase.
enum Pattern<'p> {
    Whole(&'p str),
    Start(&'p str),
}

impl<'p> Pattern<'p> {
    fn of(part: &'p str) -> Self {
        part.strip_suffix('*').map_or(Self::Whole(part), Self::Start)
    }

    fn fits(&self, word: &str) -> bool {
        match self {
            Self::Whole(part) => word == *part,
            Self::Start(start) => word.starts_with(start),
        }
    }
}

/// Where the first of `phrases` stands that is found at all.
pub(super) fn find_any(words: &[Token], phrases: &[&str]) -> Option<Range<usize>> {
    phrases.iter().find_map(|phrase| find(words, phrase, 0))
}

/// The bytes that the words `run` cover.
pub(super) fn bytes(words: &[Token], run: &Range<usize>) -> Range<usize> {
    match (words.get(run.start), words.get(run.end.wrapping_sub(1))) {
        (Some(first), Some(last)) => first.at.start..last.at.end,
        _ => 0..0,
    }
}

/// The first run of `length` words in `words` that stands in `others` too.
pub(super) fn shared_run(others: &[Token], words: &[Token], length: usize) -> Option<Range<usize>> {
    let same = |a: &[Token], b: &[Token]| a.iter().zip(b).all(|(a, b)| a.word == b.word);
    let at = words.windows(length).position(|run| others.windows(length).any(|other| same(run, other)))?;
    Some(at..at + length)
}

/// Words that carry no meaning of their own.
const STOP_WORDS: [&str; 62] = [
    "a", "an", "the", "and", "or", "but", "nor", "of", "to", "in", "on", "at", "by", "for", "from", "with",
    "without", "into", "as", "is", "are", "was", "were", "be", "been", "it", "its", "this", "that", "these",
    "those", "they", "them", "their", "what", "which", "who", "when", "where", "how", "why", "you", "your",
    "would", "could", "can", "do", "does", "did", "has", "have", "had", "not", "no", "one", "than", "then",
    "so", "if", "there", "will", "about",
];

/// Whether a word in lower case carries no meaning of its own.
pub(super) fn is_stop_word(word: &str) -> bool {
    STOP_WORDS.contains(&word)
}

/// The stems of the words that carry the meaning of `text`.
pub(super) fn keywords(text: &str) -> BTreeSet<String> {
    words(text).into_iter().map(|w| stem(&w.word)).filter(|w| !is_stop_word(w)).collect()
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

/// How much of two sets is shared, from 0 to 1 (the Jaccard index); 0 where both are empty.
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
