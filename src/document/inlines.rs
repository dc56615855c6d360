//! Running text in normal form: equal text is always the same inlines.

use super::block::{BOX, Inline};

/// Adds `text` to `out`: joined to text before it, with each box as an inline of its own.
pub(super) fn push_text(out: &mut Vec<Inline>, text: &str) {
    for (i, part) in text.split(BOX).enumerate() {
        if i > 0 {
            out.push(Inline::Box);
        }
        if part.is_empty() {
            continue;
        }
        match out.last_mut() {
            Some(Inline::Text(last)) => last.push_str(part),
            _ => out.push(Inline::Text(part.to_owned())),
        }
    }
}

/// Adds `inline` to `out`, joined to one of the same kind before it: where one ends and the next begins is not visible,
/// and Markdown can't say it.
pub(super) fn push(out: &mut Vec<Inline>, inline: Inline) {
    match (out.last_mut(), inline) {
        (_, Inline::Text(text)) => push_text(out, &text),
        (Some(Inline::Strong(last)), Inline::Strong(more))
        | (Some(Inline::Emphasis(last)), Inline::Emphasis(more)) => {
            for inline in more {
                push(last, inline);
            }
        }
        (Some(Inline::Code(last)), Inline::Code(more)) => last.push_str(&more),
        (_, inline) => out.push(inline),
    }
}

/// `inlines` in normal form: nothing empty, and no blanks or breaks at the ends.
pub(super) fn trimmed(mut inlines: Vec<Inline>) -> Vec<Inline> {
    while trim_end(&mut inlines) {}
    while trim_start(&mut inlines) {}
    inlines
}

/// The label that a paragraph of `inlines` is, without its colon: bold words on one line that end in a colon.
pub(crate) fn label(inlines: &[Inline]) -> Option<Vec<Inline>> {
    let [Inline::Strong(words)] = inlines else { return None };
    let (Inline::Text(last), before) = words.split_last()? else { return None };
    let last = last.strip_suffix(':')?;
    if any(before, &|inline| *inline == Inline::Break) {
        return None;
    }
    let mut label = before.to_vec();
    label.push(Inline::Text(last.to_owned()));
    Some(trimmed(label))
}

/// A label of `inlines` as a paragraph; none where bold words are among them, which would not show.
pub(crate) fn labelled(inlines: &[Inline]) -> Option<Inline> {
    if inlines.is_empty() || any(inlines, &|inline| matches!(inline, Inline::Strong(_))) {
        return None;
    }
    let mut words = inlines.to_vec();
    push_text(&mut words, ":");
    Some(Inline::Strong(words))
}

/// Whether `predicate` holds for any of `inlines` or of those inside them.
fn any(inlines: &[Inline], predicate: &dyn Fn(&Inline) -> bool) -> bool {
    inlines.iter().any(|inline| {
        predicate(inline)
            || matches!(inline, Inline::Strong(inner) | Inline::Emphasis(inner) | Inline::Link { inlines: inner, .. }
                if any(inner, predicate))
    })
}

/// Cuts blanks off the end; returns whether an inline became empty and was removed.
fn trim_end(inlines: &mut Vec<Inline>) -> bool {
    let empty = match inlines.last_mut() {
        Some(Inline::Text(text)) => {
            text.truncate(text.trim_end().len());
            text.is_empty()
        }
        Some(Inline::Break) => true,
        _ => false,
    };
    if empty {
        inlines.pop();
    }
    empty
}

/// Cuts blanks off the start; returns whether an inline became empty and was removed.
fn trim_start(inlines: &mut Vec<Inline>) -> bool {
    let empty = match inlines.first_mut() {
        Some(Inline::Text(text)) => {
            text.drain(..text.len() - text.trim_start().len());
            text.is_empty()
        }
        Some(Inline::Break) => true,
        _ => false,
    };
    if empty {
        inlines.remove(0);
    }
    empty
}

/// Whether `url` can do no harm: it runs no code and opens no local file.
pub(super) fn is_safe_url(url: &str) -> bool {
    let lower = url.to_ascii_lowercase();
    ["http://", "https://", "mailto:"].iter().any(|scheme| lower.starts_with(scheme))
        && !url.contains(|c: char| c.is_whitespace() || c.is_control())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn boxes_stand_apart() {
        let mut out = Vec::new();
        push_text(&mut out, "a ");
        push_text(&mut out, "b \u{2610} c");
        assert_eq!(out, [Inline::Text("a b ".into()), Inline::Box, Inline::Text(" c".into())]);
    }

    #[test]
    fn touching_styles_are_one() {
        let strong = |text: &str| Inline::Strong(vec![Inline::Text(text.to_owned())]);
        let mut out = Vec::new();
        push(&mut out, Inline::Emphasis(vec![Inline::Text("a".into()), strong("b")]));
        push(&mut out, Inline::Emphasis(vec![strong("c")]));
        push(&mut out, strong("d"));
        let emphasis = Inline::Emphasis(vec![Inline::Text("a".into()), strong("bc")]);
        assert_eq!(out, [emphasis, strong("d")]);
    }

    #[test]
    fn ends_are_bare() {
        let inlines = vec![Inline::Text("  ".into()), Inline::Text(" a".into()), Inline::Break];
        assert_eq!(trimmed(inlines), [Inline::Text("a".into())]);
    }
}
