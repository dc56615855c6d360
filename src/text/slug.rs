//! Names of files made of names of people and things.

use super::invisible::is_joiner;
use std::collections::{HashMap, HashSet};
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Letters without a Unicode decomposition, and their usual spelling in ASCII.
const LETTERS: [(char, &str); 18] = [
    ('ß', "ss"),
    ('æ', "ae"),
    ('ø', "o"),
    ('œ', "oe"),
    ('ł', "l"),
    ('đ', "d"),
    ('ð', "d"),
    ('þ', "th"),
    ('ı', "i"),
    ('ħ', "h"),
    ('ŋ', "ng"),
    ('ŧ', "t"),
    ('ə', "e"),
    ('ƒ', "f"),
    ('ŀ', "l"),
    ('ĸ', "k"),
    ('ſ', "s"),
    ('ĳ', "ij"),
];

/// Names that Windows keeps for devices.
const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];

/// A short portable file name of `name`: lower-case letters, digits and hyphens. Latin letters become ASCII; other scripts
/// keep their letters with all marks.
///
/// Never empty, never a device name, at most 48 bytes, no path separators. Different names can share a slug:
/// [`slugs`] keeps a list of them apart.
pub fn slug(name: &str) -> String {
    let mut out = String::new();
    let mut after_latin = false;
    for c in name.nfkd().flat_map(char::to_lowercase).filter(|c| !is_joiner(*c)) {
        if is_combining_mark(c) {
            if !after_latin {
                out.push(c);
            }
            continue;
        }
        after_latin = is_latin(c);
        if let Some((_, ascii)) = LETTERS.iter().find(|(l, _)| *l == c) {
            out.push_str(ascii);
        } else if c.is_alphanumeric() {
            out.push(c);
        } else if !out.ends_with('-') && !out.is_empty() {
            out.push('-');
        }
    }
    let mut cut = out.len().min(48);
    while !out.is_char_boundary(cut) {
        cut -= 1;
    }
    out.truncate(cut);
    let out: String = out.trim_matches('-').nfc().collect();
    let device = DEVICES.contains(&out.as_str())
        || ((out.starts_with("com") || out.starts_with("lpt"))
            && out.len() == 4
            && out.as_bytes()[3].is_ascii_digit());
    match (out.is_empty(), device) {
        (true, _) => "unnamed".to_owned(),
        (_, true) => format!("{out}-"),
        _ => out,
    }
}

/// Whether a character is a Latin letter, as far as the blocks of Unicode tell.
fn is_latin(c: char) -> bool {
    matches!(c, 'a'..='z' | 'A'..='Z' | '\u{aa}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' | '\u{2c60}'..='\u{2c7f}' | '\u{a720}'..='\u{a7ff}')
}

/// The slugs of `names` in their order, kept apart by a number where two fall together.
pub fn slugs<S: AsRef<str>>(names: &[S]) -> Vec<String> {
    let mut taken: HashSet<String> = HashSet::with_capacity(names.len());
    // Where counting goes on for a name that is taken.
    let mut next: HashMap<String, usize> = HashMap::new();
    let mut distinct = |name: &S| {
        let base = slug(name.as_ref());
        let mut s = base.clone();
        while taken.contains(&s) {
            let n = next.entry(base.clone()).or_insert(2);
            s = format!("{base}-{n}");
            *n += 1;
        }
        taken.insert(s.clone());
        s
    };
    names.iter().map(&mut distinct).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_are_portable_and_distinct() {
        assert_eq!(slug("Zoë Łukasiewicz"), "zoe-lukasiewicz");
        assert_eq!(slug("İpek Ağaoğlu, Đỗ Ø"), "ipek-agaoglu-do-o");
        for (name, kept) in [
            ("Αλέξανδρος", "αλέξανδρος"),
            ("タカギ ジロウ", "タカギ-ジロウ"),
            ("タカキ", "タカキ"),
            ("Йолкин", "йолкин"),
            ("प्रिया शर्मा", "प्रिया-शर्मा"),
            ("สมชาย ใจดี", "สมชาย-ใจดี"),
        ] {
            assert_eq!(slug(name), kept);
        }
        assert_eq!(slug("../../x"), "x");
        assert_eq!(slug("CON"), "con-");
        assert_eq!(slug("😀😀"), "unnamed");
        assert!(slug(&"ж".repeat(300)).len() <= 48);
        assert_eq!(slugs(&["Zoë", "Zoe", "zoe"]), ["zoe", "zoe-2", "zoe-3"]);
    }
}
