//! Text that can't leave the place where it stands in a page or a style.

use crate::text::{is_invisible, is_joiner};

/// `text` as it stands in an element or a quoted attribute.
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

/// `c` as an escape of CSS.
fn code_point(c: char) -> String {
    format!("\\{:x} ", u32::from(c))
}

/// `text` as a string of CSS that can't end its string, its rule or its element.
pub(super) fn css_string(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        if c.is_alphanumeric() || c == ' ' {
            out.push(c);
        } else {
            out.push_str(&code_point(c));
        }
    }
    out.push('"');
    out
}
