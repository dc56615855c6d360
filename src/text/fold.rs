//! Names and words without what doesn't matter when they are compared.

use super::invisible::is_invisible;
use std::borrow::Cow;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfkc_quick};

/// Two names are the same person when they are equal after NFKC, case folding, collapsing of blanks, and without what
/// nobody sees. Empty where a name shows nothing.
pub fn fold(name: &str) -> String {
    let mut folded = if name.is_ascii() { name.to_ascii_lowercase() } else { fold_case(name) };
    if folded.bytes().any(|b| b.is_ascii_control() && !b.is_ascii_whitespace()) {
        folded.retain(|c| !is_unseen(c));
    }
    let tidy = !folded.contains("  ") && !folded.contains(['\t', '\n', '\r', '\u{b}', '\u{c}']);
    if tidy && folded.trim().len() == folded.len() {
        return folded;
    }
    folded.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// NFKC and lower case, with the two letters whose capitals mean another lower-case letter.
fn fold_case(name: &str) -> String {
    let mut folded = String::with_capacity(name.len());
    for c in normal(name).chars().flat_map(char::to_lowercase) {
        match c {
            c if is_unseen(c) => {}
            'ß' => folded.push_str("ss"),
            'ς' => folded.push('σ'),
            c => folded.push(c),
        }
    }
    match normal(&folded) {
        Cow::Borrowed(_) => folded,
        Cow::Owned(other) => other,
    }
}

/// `text` after NFKC, which most of what people type is already.
fn normal(text: &str) -> Cow<'_, str> {
    match is_nfkc_quick(text.chars()) {
        IsNormalized::Yes => Cow::Borrowed(text),
        _ => Cow::Owned(text.nfkc().collect()),
    }
}

/// Whether nobody sees a character, not even as a blank.
fn is_unseen(c: char) -> bool {
    is_invisible(c) && !c.is_whitespace()
}
