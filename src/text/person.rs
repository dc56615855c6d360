//! Names of people, compared as people mean them.

use super::fold::fold;
use super::latin::{LETTERS, is_latin};
use std::borrow::Cow;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// The characters that people and programs type for an apostrophe.
const APOSTROPHES: [char; 10] = ['’', '‘', '´', '`', 'ʼ', 'ʻ', 'ʹ', '′', '＇', '‛'];

/// `text` with one sort of apostrophe, whichever it was typed with.
pub fn straight(text: &str) -> Cow<'_, str> {
    if text.is_ascii() && !text.contains('`') || !text.contains(APOSTROPHES) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.replace(APOSTROPHES, "'"))
}

/// A name by which one person is known for certain: [`fold`]ed, with one sort of apostrophe.
pub fn name_key(name: &str) -> String {
    // Folding takes some apostrophes apart.
    fold(&straight(name))
}

/// A name as it is often typed without its marks: Latin letters in ASCII, blanks for all other signs. Different people may
/// share it.
pub fn bare_name(name: &str) -> String {
    let mut bare = String::with_capacity(name.len());
    let mut after_latin = false;
    for c in name_key(name).nfkd() {
        if is_combining_mark(c) {
            if !after_latin {
                bare.push(c);
            }
            continue;
        }
        after_latin = is_latin(c);
        match LETTERS.iter().find(|(letter, _)| *letter == c) {
            Some((_, ascii)) => bare.push_str(ascii),
            None if c.is_alphanumeric() => bare.push(c),
            // An apostrophe is left out as often as it is typed.
            None if c == '\'' => {}
            None => bare.push(' '),
        }
    }
    bare.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// `First Last` where `name` is `Last, First`.
pub fn first_name_first(name: &str) -> Option<String> {
    let (last, first) = name.split_once(',')?;
    let (last, first) = (last.trim(), first.trim());
    let is_name = |part: &str| !part.is_empty() && !part.contains(',');
    (is_name(last) && is_name(first)).then(|| format!("{first} {last}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn apostrophes_are_one() {
        for name in ["Zoë O’Brien", "zoë o'brien", "Zoe\u{308} O´Brien", "ZOË O`BRIEN", "Zoë OʼBrien"]
        {
            assert_eq!(name_key(name), "zoë o'brien", "{name}");
        }
    }

    #[test]
    fn marks_come_off() {
        for (name, bare) in [
            ("İbrahim Işık", "ibrahim isik"),
            ("IBRAHİM IŞIK", "ibrahim isik"),
            ("Søren Kierkegård", "soren kierkegard"),
            ("Anna-Lena O’Hara", "anna lena ohara"),
            ("タカギ", "タカキ\u{3099}"),
        ] {
            assert_eq!(bare_name(name), bare);
        }
        assert_eq!(first_name_first("Kovač, Ana").as_deref(), Some("Ana Kovač"));
        assert_eq!(first_name_first("Smith, Jr., Bo"), None);
    }
}
