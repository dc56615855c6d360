//! Escaping: text in Markdown that can't become markup.

use crate::text::{is_invisible, is_joiner};

/// Characters that Markdown can read as markup.
const MARKUP: &str = "\\`*_[]<>)#+-.|~&";

/// `text` escaped so that Markdown shows it letter for letter, on one line.
pub fn escape(text: &str) -> String {
    escape_from(text, true)
}

/// As [`escape`], for a place that is never the start of a line, such as a cell of a table.
pub fn escape_in_line(text: &str) -> String {
    escape_from(text, false)
}

/// `start`: whether the text may begin a line.
fn escape_from(text: &str, mut start: bool) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut before = ' ';
    for c in text.chars() {
        let c = if c == '\n' || c == '\r' || c == '\t' { ' ' } else { c };
        if is_invisible(c) && !is_joiner(c) {
            out.push('\u{fffd}');
        } else {
            if MARKUP.contains(c) && needs_escape(c, start, before) {
                out.push('\\');
            }
            out.push(c);
        }
        before = c;
        start = start && (c.is_ascii_digit() || c == ' ');
    }
    out
}

/// Whether a character of [`MARKUP`] can be read as markup at its place: some only at the start of a line.
fn needs_escape(c: char, start: bool, before: char) -> bool {
    match c {
        '#' | '+' | '-' | '.' | ')' => start,
        '~' => before == '~',
        _ => true,
    }
}

/// `text` escaped, except for code spans in backticks.
pub(super) fn prose(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(open) = rest.find('`') {
        let Some(close) = rest[open + 1..].find('`').filter(|n| *n > 0) else { break };
        out.push_str(&escape(&rest[..open]));
        out.push_str(&rest[open..open + close + 2]);
        rest = &rest[open + close + 2..];
    }
    out.push_str(&escape(rest));
    out
}

/// As [`prose`], for a cell of a table: bars are escaped in code spans too.
pub(super) fn cell(text: &str) -> String {
    prose(text).replace("\\|", "|").replace('|', "\\|")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_can_be_injected() {
        for (raw, safe) in [
            ("# a", "\\# a"),
            ("[x](y)", "\\[x\\](y)"),
            ("<b>", "\\<b\\>"),
            ("a\n# b", "a # b"),
            ("1. x", "1\\. x"),
            ("- did well", "\\- did well"),
            ("Anne-Marie (A.)", "Anne-Marie (A.)"),
            ("a\u{202e}b", "a\u{fffd}b"),
        ] {
            assert_eq!(escape(raw), safe);
        }
    }

    #[test]
    fn prose_keeps_code() {
        assert_eq!(prose("use `a*b` and c*d"), "use `a*b` and c\\*d");
        assert_eq!(prose("a ` b"), "a \\` b");
    }
}
