//! Escaping: text that can't end the element, attribute or string in which it stands.

use crate::text::{is_invisible, is_joiner};
use std::fmt::Write as _;

/// `text` as content of an element or a quoted attribute. Characters that nobody sees are replaced.
pub fn escaped(text: &str) -> String {
    text.chars().fold(String::with_capacity(text.len()), |mut out, c| {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c if c.is_control() && c != '\n' => out.push(' '),
            c if is_invisible(c) && !is_joiner(c) && c != '\n' => out.push('\u{fffd}'),
            c => out.push(c),
        }
        out
    })
}

/// `text` as a string of CSS. All but letters, digits and blanks are escaped.
pub(super) fn css_string(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        if c.is_alphanumeric() || c == ' ' {
            out.push(c);
        } else {
            let _ = write!(out, "\\{:x} ", u32::from(c));
        }
    }
    out.push('"');
    out
}
