//! Words and names: nearest names, slugs for files, counted nouns, escapes.

mod field;
mod fnv;

pub use field::{field_name, field_parts};
pub use fnv::{fnv1a, fnv1a_of_files};

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::fmt::Write as _;
use std::path::{MAIN_SEPARATOR, Path};
use unicode_normalization::{IsNormalized, UnicodeNormalization, char::is_combining_mark, is_nfkc_quick};

/// The names nearest to `wrong`, best first, at most three; empty when none is near.
pub fn nearest<'a>(wrong: &str, names: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    by_nearness(wrong, names).into_iter().filter(|(s, _)| *s >= 0.75).take(3).map(|(_, n)| n).collect()
}

/// Each name once with how near it is to `wrong`, the nearest first.
fn by_nearness<'a>(wrong: &str, names: impl IntoIterator<Item = &'a str>) -> Vec<(f64, &'a str)> {
    let folded = wrong.to_lowercase();
    let mut scored: Vec<(f64, &str)> = names
        .into_iter()
        .map(|n| {
            let low = n.to_lowercase();
            let starts = !folded.is_empty() && low.starts_with(&folded);
            // One wrong letter, or two that are swapped, leave little alike of a short name.
            let slip =
                folded.len() == low.len() && folded.len() > 2 && strsim::osa_distance(&folded, &low) == 1;
            let alike = strsim::jaro_winkler(&folded, &low).max(if slip { 0.8 } else { 0.0 });
            (alike + if starts { 0.2 } else { 0.0 }, n)
        })
        .collect();
    scored.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
    scored.dedup_by(|a, b| a.1 == b.1);
    scored
}

/// A hint lists at most this many names.
const MANY: usize = 40;

/// A hint for a name that doesn't exist: the ones like it, else all there are, or the three closest of very many.
pub fn did_you_mean<'a>(wrong: &str, names: &[&'a str]) -> String {
    let near: Vec<&'a str> = nearest(wrong, names.iter().copied());
    if !near.is_empty() {
        return format!("did you mean {}?", join(&near, "or"));
    }
    if names.len() > MANY {
        let closest: Vec<&str> =
            by_nearness(wrong, names.iter().copied()).into_iter().take(3).map(|(_, name)| name).collect();
        return format!("none of the {} is like it; the closest are {}", names.len(), join(&closest, "and"));
    }
    if names.is_empty() { "there are none".to_owned() } else { format!("there are: {}", names.join(", ")) }
}

/// `a, b and c` with the conjunction `word`.
pub fn join<S: AsRef<str>>(items: &[S], word: &str) -> String {
    match items {
        [] => String::new(),
        [one] => one.as_ref().to_owned(),
        [init @ .., last] => {
            let init: Vec<&str> = init.iter().map(AsRef::as_ref).collect();
            format!("{} {word} {}", init.join(", "), last.as_ref())
        }
    }
}

/// `1 question`, `2 questions`.
pub fn count(n: usize, noun: &str) -> String {
    if n == 1 { format!("1 {noun}") } else { format!("{n} {noun}s") }
}

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

/// `text` with control and direction-changing characters written as `\u{..}`, safe to show in a terminal.
pub fn visible(text: &str) -> String {
    written_out(text, |c| is_invisible(c) && !is_joiner(c))
}

/// The same for a text of many lines, whose line ends and tabs stay.
pub fn visible_lines(text: &str) -> String {
    written_out(text, |c| is_invisible(c) && !is_joiner(c) && !matches!(c, '\n' | '\t'))
}

fn written_out(text: &str, escaped: impl Fn(char) -> bool) -> String {
    text.chars().fold(String::with_capacity(text.len()), |mut s, c| {
        if escaped(c) {
            s.extend(c.escape_unicode());
        } else {
            s.push(c);
        }
        s
    })
}

/// JSON with what nobody sees escaped as JSON allows: it says the same, and is safe to show.
pub fn visible_json(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        if is_invisible(c) && c != '\n' {
            let _ = c.encode_utf16(&mut [0; 2]).iter().try_for_each(|unit| write!(out, "\\u{unit:04x}"));
        } else {
            out.push(c);
        }
    }
    out
}

/// A path as people and files are told it: with `/` between its parts on every system.
pub fn shown(path: &Path) -> String {
    let text = path.display().to_string();
    if MAIN_SEPARATOR == '/' { text } else { text.replace(MAIN_SEPARATOR, "/") }
}

/// Control characters and those that reorder or hide the text around them.
pub fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{ad}'
                | '\u{61c}'
                | '\u{180e}'
                | '\u{200b}'..='\u{200f}'
                | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{feff}'
                | '\u{fff9}'..='\u{fffb}'
                | '\u{e0000}'..='\u{e007f}'
        )
}

/// The two characters that join letters or keep them apart, as names in some scripts and emoji need them: they are
/// invisible, and harm nothing.
pub fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200c}' | '\u{200d}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nearest_names_come_first() {
        assert_eq!(nearest("bakend", ["backend", "frontend", "qa"])[0], "backend");
        assert_eq!(nearest("gpa", ["gap", "id", "title"]), ["gap"]);
        assert!(nearest("zzz", ["backend"]).is_empty());
        let many: Vec<String> = (0..MANY * 2).map(|n| format!("question-{n}")).collect();
        let many: Vec<&str> = many.iter().map(String::as_str).collect();
        let hint = did_you_mean("zzz", &many);
        assert!(hint.contains("none of the 80 is near") && hint.matches("question-").count() == 3, "{hint}");
        assert!(did_you_mean("zzz", &many[..2]).contains("there are: question-0, question-1"));
    }

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

    #[test]
    fn folding_joins_what_a_person_would() {
        assert_eq!(fold("  JOSÉ  A\u{30a}ngström "), fold("José Ångström"));
        assert_eq!(fold("WEISS\tΠΑΠΠΑΣ"), fold("weiß παππας "));
        assert_ne!(fold("Jose"), fold("José"));
        assert_eq!(fold("\u{202e}Jos\u{200d}é\u{1b}"), fold("José"));
        assert_eq!(fold("Jo\u{7}e"), fold("joe"));
        for nothing in ["", " ", "\u{200b}", "\u{feff} \u{2066}", "\u{1b}\n"] {
            assert_eq!(fold(nothing), "", "{nothing:?}");
        }
    }

    #[test]
    fn escapes_cannot_reach_a_terminal() {
        assert_eq!(visible("a\u{1b}[2Jb\u{202e}"), "a\\u{1b}[2Jb\\u{202e}");
        assert_eq!(
            visible("\u{9b}1m\u{61c}\u{2028}\u{e0041}\n"),
            "\\u{9b}1m\\u{61c}\\u{2028}\\u{e0041}\\u{a}"
        );
        assert_eq!(visible("عل\u{200c}ی"), "عل\u{200c}ی");
        assert_eq!(visible_lines("a\n\tb\u{1b}\r\n"), "a\n\tb\\u{1b}\\u{d}\n");
    }
}
