//! Inlines as Markdown: text escaped so that it is read as text.

use crate::document::{BOX, Inline, SEPARATOR, plain};

/// Where text stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Within {
    /// At the start of a block.
    Block,
    /// After the mark of a heading or a point.
    Line,
    /// In a cell of a table, which a bar would end.
    Cell,
}

/// Adds `inlines` to `out`, which holds what stands before them in the block.
pub(super) fn inlines(inlines: &[Inline], within: Within, out: &mut String) {
    for (i, inline) in inlines.iter().enumerate() {
        match inline {
            Inline::Text(words) => text(words, within, out),
            Inline::Strong(inner) => delimited("**", inner, after(inlines, i), within, out),
            Inline::Emphasis(inner) => delimited("*", inner, after(inlines, i), within, out),
            Inline::Code(code) => span(code, within, out),
            Inline::Link { url, inlines: inner } => link(url, inner, within, out),
            Inline::Break if within != Within::Block => out.push(' '),
            Inline::Break => out.push_str("\\\n"),
            Inline::Box => out.push(BOX),
        }
    }
}

/// The first character after the inline at `i`, if text follows it.
fn after(inlines: &[Inline], i: usize) -> Option<char> {
    match inlines.get(i + 1) {
        Some(Inline::Text(next)) => next.chars().next(),
        _ => None,
    }
}

/// Adds `words`, with each character escaped that would be markup at its place.
fn text(words: &str, within: Within, out: &mut String) {
    let chars: Vec<char> = words.chars().collect();
    for (i, c) in chars.iter().copied().enumerate() {
        let before = if i == 0 { out.chars().next_back() } else { Some(chars[i - 1]) };
        let next = chars.get(i + 1).copied();
        let starts_line = out.is_empty() || out.ends_with('\n');
        if starts_line && c == ' ' {
            out.push_str("&#32;");
            continue;
        }
        let begins =
            within == Within::Block && (starts_line && leads_a_block(c, &chars[i..]) || ends_number(c, out));
        // The first or last letter may become a numeric reference, and `_` beside one is markup.
        let near_an_end = c == '_' && (i < 2 || i + 2 >= chars.len());
        if begins || near_an_end || is_markup(c, before, next, within) {
            out.push('\\');
        }
        out.push(c);
    }
}

/// Whether `c` is markup anywhere in a line.
fn is_markup(c: char, before: Option<char>, next: Option<char>, within: Within) -> bool {
    let word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    match c {
        '\\' | '`' | '*' | '[' | ']' | '~' | '<' => true,
        '_' => !(word(before) && word(next)),
        '&' => next.is_some_and(|n| n.is_ascii_alphanumeric() || n == '#'),
        '!' => next.is_none_or(|n| n == '['),
        '#' => before.is_none_or(char::is_whitespace),
        '|' => within == Within::Cell,
        // Editors and GitHub turn these into links.
        ':' => next == Some('/'),
        '@' => word(before) && next.is_some_and(|n| !n.is_whitespace()),
        '.' => before == Some('w') && word(next),
        _ => false,
    }
}

/// Whether `c` at the start of a line would begin a block.
fn leads_a_block(c: char, rest: &[char]) -> bool {
    match c {
        '>' | '+' | '-' | '=' | '|' => true,
        ':' => rest.get(1) == Some(&'-'),
        _ => false,
    }
}

/// Whether `c` after the line so far would make a number of a list.
fn ends_number(c: char, out: &str) -> bool {
    let line = out.rsplit('\n').next().unwrap_or_default();
    matches!(c, '.' | ')') && !line.is_empty() && line.len() <= 9 && line.bytes().all(|b| b.is_ascii_digit())
}

/// Adds `inner` between delimiters that are read as such.
///
/// A delimiter with a letter outside and punctuation inside is not read as one: the letter then becomes a numeric
/// reference, which ends in punctuation too.
fn delimited(mark: &str, inner: &[Inline], next: Option<char>, within: Within, out: &mut String) {
    let mut body = String::from("(");
    inlines(inner, within, &mut body);
    let mut body = body.split_off(1);
    if body.starts_with(' ') {
        body.replace_range(0..1, "&#32;");
    }
    if body.ends_with(' ') {
        body.replace_range(body.len() - 1.., "&#32;");
    }
    let both = mark == "*" && matches!(inner, [Inline::Strong(_)]) && body.starts_with("**");
    let clash = ends_in(out, '*') || (!both && (body.starts_with('*') || ends_in(&body, '*')));
    let mark = if clash { mark.replace('*', "_") } else { mark.to_owned() };
    let needs_reference = |edge: Option<char>| clash || !edge.is_some_and(char::is_alphanumeric);
    if out.ends_with(|c: char| !c.is_whitespace() && !c.is_ascii_punctuation())
        && needs_reference(body.chars().next())
        && let Some(last) = out.pop()
    {
        out.push_str(&reference(last));
    }
    let runs_into = |text: &str| ends_in(text, if clash { '_' } else { '*' });
    if runs_into(out) {
        out.push_str(SEPARATOR);
    }
    out.push_str(&mark);
    if !both && body.starts_with(&mark[..1]) {
        out.push_str(SEPARATOR);
    }
    out.push_str(&body);
    if !both && runs_into(&body) {
        out.push_str(SEPARATOR);
    }
    out.push_str(&mark);
    if next.is_some_and(|c| !c.is_whitespace() && !c.is_ascii_punctuation())
        && needs_reference(body.chars().next_back())
    {
        out.push_str(MAKE_REFERENCE);
    }
}

/// Whether a `mark` that isn't escaped ends the text.
fn ends_in(text: &str, mark: char) -> bool {
    let before = text.strip_suffix(mark);
    before.is_some_and(|b| b.bytes().rev().take_while(|c| *c == b'\\').count() % 2 == 0)
}

/// Stands before a letter that [`with_references`] makes a numeric reference.
const MAKE_REFERENCE: &str = "\u{1}";

/// `out` with numeric references for the letters that are marked so.
pub(super) fn with_references(out: &str) -> String {
    let mut parts = out.split(MAKE_REFERENCE);
    let mut done = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        // Between two delimiters the letter is a reference already.
        let done_before = part.starts_with("&#");
        let mut chars = if done_before { "" } else { part }.chars();
        if let Some(c) = chars.next() {
            done.push_str(&reference(c));
        }
        done.push_str(if done_before { part } else { chars.as_str() });
    }
    done
}

/// `c` as a numeric reference.
fn reference(c: char) -> String {
    format!("&#{};", u32::from(c))
}

/// Adds a code span between more backticks than it holds in a row.
fn span(code: &str, within: Within, out: &mut String) {
    let fence = "`".repeat(longest_run(code, '`') + 1);
    let pad = if code.starts_with('`') || code.ends_with('`') { " " } else { "" };
    let code = if within == Within::Cell { code.replace('|', "\\|") } else { code.to_owned() };
    out.extend([&fence, pad, &code, pad, &fence]);
}

/// The length of the longest run of `c` in `text`.
pub(super) fn longest_run(text: &str, c: char) -> usize {
    text.split(|other| other != c).map(str::len).max().unwrap_or(0)
}

fn link(url: &str, inner: &[Inline], within: Within, out: &mut String) {
    if plain(inner) == url && !url.contains(['<', '>', '\\', '&', '|']) {
        out.extend(["<", url, ">"]);
        return;
    }
    out.push('[');
    inlines(inner, within, out);
    out.push_str("](");
    for c in url.chars() {
        if matches!(c, '\\' | '(' | ')' | '<' | '>' | '&' | '|') {
            out.push('\\');
        }
        out.push(c);
    }
    out.push(')');
}

#[cfg(test)]
mod tests {
    use super::*;

    fn escaped(words: &str) -> String {
        let mut out = String::new();
        inlines(&[Inline::Text(words.into())], Within::Block, &mut out);
        out
    }

    #[test]
    fn nothing_in_text_becomes_markup() {
        assert_eq!(escaped("# no heading"), "\\# no heading");
        assert_eq!(escaped("- no *list*"), "\\- no \\*list\\*");
        assert_eq!(escaped("12. no number"), "12\\. no number");
        assert_eq!(escaped("<script>"), "\\<script>");
        assert_eq!(escaped("see https://evil.example"), "see https\\://evil.example");
        assert_eq!(escaped("![x](y)"), "\\!\\[x\\](y)");
        assert_eq!(escaped("AT&T &amp; snake_case _x_"), "AT\\&T \\&amp; snake_case \\_x\\_");
    }

    #[test]
    fn delimiters_are_read_as_such() {
        let mut out = String::new();
        let strong = Inline::Strong(vec![Inline::Text("(b)".into())]);
        inlines(&[Inline::Text("a".into()), strong, Inline::Text("c".into())], Within::Block, &mut out);
        assert_eq!(with_references(&out), "&#97;**(b)**&#99;");
    }
}
