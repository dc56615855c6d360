//! The terms of running text: words as technology is named, signs such as those of C# and .NET included.

use std::ops::Range;

/// A term in lower case, and the bytes where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// The term in lower case.
    pub key: String,
    /// Where it stands.
    pub at: Range<usize>,
}

/// The terms of `text`: runs of letters and digits with the signs `+` and `#` behind them, and a dot before them where
/// nothing else stands there (`.NET`).
pub fn terms(text: &str) -> Vec<Term> {
    let mut terms = Vec::new();
    let mut start: Option<usize> = None;
    let mut before = ' ';
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        let is_inside = c.is_alphanumeric() || (matches!(c, '+' | '#') && start.is_some());
        match start {
            None if c.is_alphanumeric() => {
                // The dot of `.NET`, which is none of a sentence.
                let dot =
                    before == '.' && !text[..at - 1].ends_with(|p: char| p.is_alphanumeric() || p == '.');
                start = Some(if dot { at - 1 } else { at });
            }
            Some(from) if !is_inside => {
                terms.push(Term { key: text[from..at].to_lowercase(), at: from..at });
                start = None;
            }
            _ => {}
        }
        before = c;
    }
    terms
}

/// The terms of `text` with blanks between: the same for all spellings of a name.
pub fn term_key(text: &str) -> String {
    terms(text).into_iter().map(|t| t.key).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::term_key;

    #[test]
    fn spellings_of_one_name_have_one_key() {
        for (text, key) in [
            ("Node.js", "node js"),
            ("C#, C++ and .NET", "c# c++ and .net"),
            ("ASP.NET Core", "asp net core"),
            ("React-Native", "react native"),
            ("CI/CD.", "ci cd"),
            ("5+ years", "5+ years"),
            ("the end. Next", "the end next"),
            ("", ""),
            ("C++17", "c++17"),
        ] {
            assert_eq!(term_key(text), key, "{text}");
        }
    }
}
