//! The id of an imported question: words for people, and behind them a hash of the text.

use crate::bank::id_fault;
use crate::text::{fold, slug};
use sha2::{Digest, Sha256};

/// So many words, and so many letters of them, stand in an id.
const WORDS: usize = 6;
const LETTERS: usize = 40;

/// The letters of a hash: none spells a word, a number or a date.
const ALPHABET: &[u8; 20] = b"bcdfghjklmnpqrstvwxz";
/// How many letters a hash has: two texts with the same words share it once in 10^13.
const HASH: usize = 10;

/// What tells one question from another: its words, whatever their case, their blanks and their number in the list are.
pub(super) fn key(parts: &[&str]) -> String {
    let folded: Vec<String> = parts.iter().map(|part| fold(part)).collect();
    folded.join("\u{1f}")
}

/// The id of the question with this `key`, of which `words` are the title or else the beginning. It depends on nothing
/// else, so that it is the same in each list.
pub(super) fn id(words: &str, key: &str) -> String {
    let few: Vec<&str> = words.split_whitespace().take(WORDS).collect();
    let ascii: String =
        slug(&few.join(" ")).chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    let parts = ascii.split('-').filter(|part| !part.is_empty());
    let mut base = String::new();
    for part in parts {
        if base.len() + part.len() > LETTERS {
            break;
        }
        if !base.is_empty() {
            base.push('-');
        }
        base.push_str(part);
    }
    let hash = hash(key);
    let id = format!("{base}-{hash}");
    if base != "unnamed" && id_fault(&id).is_none() { id } else { format!("question-{hash}") }
}

/// Letters that stand for a text.
fn hash(text: &str) -> String {
    let digest = Sha256::digest(text.as_bytes());
    let mut number = digest.iter().take(8).fold(0_u64, |n, byte| n << 8 | u64::from(*byte));
    let letters = (0..HASH).map(|_| {
        let letter = ALPHABET[(number % 20) as usize];
        number /= 20;
        char::from(letter)
    });
    letters.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_fine_whatever_the_words_are() {
        for words in
            ["What is it?", "1e5", "March 12", "Как это работает?", "", "true", "...", "コード", "May", "İ ß"]
        {
            let id = id(words, &key(&[words]));
            assert_eq!(id_fault(&id), None, "{id}");
        }
        assert_eq!(id("Wie geht das?", "a"), id("Wie geht das?", "a"));
        assert_ne!(id("Как?", &key(&["Как?"])), id("Где?", &key(&["Где?"])));
        assert_eq!(key(&["What  is IT?"]), key(&["what is it?"]));
    }
}
