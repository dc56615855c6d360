//! Words and names: nearest names, slugs for files, counted nouns, escapes.

mod alike;
mod field;
mod fnv;
mod fold;
mod invisible;
mod latin;
mod mask;
mod person;
mod slug;
mod terms;

pub use alike::alike;
pub use field::{field_name, field_parts};
pub use fnv::{fnv1a, fnv1a_of_files};
pub use fold::fold;
pub use invisible::{is_invisible, is_joiner, turns_text};
pub use mask::{NameMask, letters};
pub use person::{bare_name, first_name_first, name_key, straight};
pub use slug::{slug, slugs};
pub use terms::{Term, term_key, terms};

use std::borrow::Cow;
use std::fmt::Write as _;
use std::path::{MAIN_SEPARATOR, Path};

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

/// `text` with a capital as its first letter.
pub fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// `1 question`, `2 questions`.
pub fn count(n: usize, noun: &str) -> String {
    if n == 1 { format!("1 {noun}") } else { format!("{n} {noun}s") }
}

/// `is` for one, `are` for any other number.
pub fn is_are(n: usize) -> &'static str {
    if n == 1 { "is" } else { "are" }
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

/// `text` as one argument of a command that people copy into a shell: in quotation marks where it needs them, and in such that
/// nothing in it is run.
pub fn argument(text: &str) -> Cow<'_, str> {
    let is_plain = |c: char| c.is_alphanumeric() || "-_./:@,+=".contains(c);
    if !text.is_empty() && text.chars().all(is_plain) {
        text.into()
    } else if cfg!(windows) {
        // No quotation marks are the same to both of its shells: what either would run is left out.
        format!("\"{}\"", text.replace(['"', '$', '`', '%'], "")).into()
    } else if !text.contains(['"', '$', '`', '\\', '!']) {
        format!("\"{text}\"").into()
    } else {
        format!("'{}'", text.replace('\'', "'\\''")).into()
    }
}

/// A path as people and files are told it: with `/` between its parts on every system.
pub fn shown(path: &Path) -> String {
    let text = path.display().to_string();
    if MAIN_SEPARATOR == '/' { text } else { text.replace(MAIN_SEPARATOR, "/") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[cfg(not(windows))]
    fn what_is_copied_into_a_shell_runs_nothing() {
        for (text, wanted) in [
            ("Ana", "Ana"),
            ("Ana Kovač", "\"Ana Kovač\""),
            ("", "\"\""),
            ("O'Neil; rm -r ~", "\"O'Neil; rm -r ~\""),
            ("$(rm -r ~)", "'$(rm -r ~)'"),
            ("a\"`b`'c", "'a\"`b`'\\''c'"),
        ] {
            assert_eq!(argument(text), wanted);
        }
    }

    #[test]
    fn nearest_names_come_first() {
        assert_eq!(nearest("bakend", ["backend", "frontend", "qa"])[0], "backend");
        assert_eq!(nearest("gpa", ["gap", "id", "title"]), ["gap"]);
        assert!(nearest("zzz", ["backend"]).is_empty());
        let many: Vec<String> = (0..MANY * 2).map(|n| format!("question-{n}")).collect();
        let many: Vec<&str> = many.iter().map(String::as_str).collect();
        let hint = did_you_mean("zzz", &many);
        assert!(
            hint.contains("none of the 80 is like it") && hint.matches("question-").count() == 3,
            "{hint}"
        );
        assert!(did_you_mean("zzz", &many[..2]).contains("there are: question-0, question-1"));
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
