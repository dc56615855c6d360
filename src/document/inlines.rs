//! Running text: collecting a paragraph's events into inlines of one normal form.

use super::{BOX, Inline};

/// Adds `text` to `out`, boxes apart, joined to the text before it.
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

/// Adds `inline` to `out`. What is emphasised right after something emphasised is one with it, and so for what is strong:
/// nobody sees where one ends, and Markdown can't say it. So for code.
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

/// The label that a paragraph of `inlines` is, without the colon: strong words that end in one, on one line.
pub(crate) fn label(inlines: &[Inline]) -> Option<Vec<Inline>> {
    let [Inline::Strong(words)] = inlines else { return None };
    let (Inline::Text(last), before) = words.split_last()? else { return None };
    let last = last.strip_suffix(':')?;
    if holds(before, &|inline| *inline == Inline::Break) {
        return None;
    }
    let mut label = before.to_vec();
    label.push(Inline::Text(last.to_owned()));
    Some(trimmed(label))
}

/// What a label of `inlines` is written as; nothing where strong words are among them, which would not show.
pub(crate) fn labelled(inlines: &[Inline]) -> Option<Inline> {
    if inlines.is_empty() || holds(inlines, &|inline| matches!(inline, Inline::Strong(_))) {
        return None;
    }
    let mut words = inlines.to_vec();
    push_text(&mut words, ":");
    Some(Inline::Strong(words))
}

/// Whether any of `inlines`, or of those inside them, is such.
fn holds(inlines: &[Inline], such: &dyn Fn(&Inline) -> bool) -> bool {
    inlines.iter().any(|inline| {
        such(inline)
            || matches!(inline, Inline::Strong(inner) | Inline::Emphasis(inner) | Inline::Link { inlines: inner, .. }
                if holds(inner, such))
    })
}

/// Cuts blanks off the end; whether an element went with them.
fn trim_end(inlines: &mut Vec<Inline>) -> bool {
    let gone = match inlines.last_mut() {
        Some(Inline::Text(text)) => {
            text.truncate(text.trim_end().len());
            text.is_empty()
        }
        Some(Inline::Break) => true,
        _ => false,
    };
    if gone {
        inlines.pop();
    }
    gone
}

/// Cuts blanks off the start; whether an element went with them.
fn trim_start(inlines: &mut Vec<Inline>) -> bool {
    let gone = match inlines.first_mut() {
        Some(Inline::Text(text)) => {
            text.drain(..text.len() - text.trim_start().len());
            text.is_empty()
        }
        Some(Inline::Break) => true,
        _ => false,
    };
    if gone {
        inlines.remove(0);
    }
    gone
}

/// Whether a reader can be sent to `url`: nothing that runs code or opens a local file.
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
