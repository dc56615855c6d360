//! Taking inlines apart.

use super::block::{BOX, Inline};
use super::inlines::trimmed;

/// The text of `inlines` without styles.
pub fn plain(inlines: &[Inline]) -> String {
    let mut out = String::new();
    for inline in inlines {
        match inline {
            Inline::Text(text) | Inline::Code(text) => out.push_str(text),
            Inline::Strong(inner) | Inline::Emphasis(inner) | Inline::Link { inlines: inner, .. } => {
                out.push_str(&plain(inner));
            }
            Inline::Break => out.push(' '),
            Inline::Box => out.push(BOX),
        }
    }
    out
}

/// The address that is told behind a link to `url` with the words `inlines`; none where they say it themselves.
pub fn address_behind<'u>(url: &'u str, inlines: &[Inline]) -> Option<&'u str> {
    let address = url.strip_prefix("mailto:").unwrap_or(url);
    (plain(inlines) != address).then_some(address)
}

/// `point` split into its label, which is bold, and the rest; all of it is the label where it doesn't begin in bold.
pub fn split_point(point: &[Inline]) -> (&[Inline], Vec<Inline>) {
    match point {
        [Inline::Strong(label), rest @ ..] => (label, trimmed(rest.to_vec())),
        all => (all, Vec::new()),
    }
}

/// The heading of a question, such as `1. Title`, split into its number, if it has one, and its title.
pub fn split_number(inlines: &[Inline]) -> (Option<&str>, Vec<Inline>) {
    if let [Inline::Text(text), rest @ ..] = inlines
        && let Some((number, title)) = text.split_once(['.', ' '])
        && (1..=3).contains(&number.len())
        && number.bytes().all(|b| b.is_ascii_digit())
    {
        let title = title.trim_start();
        let mut out = Vec::with_capacity(inlines.len());
        if !title.is_empty() {
            out.push(Inline::Text(title.to_owned()));
        }
        out.extend_from_slice(rest);
        if !out.is_empty() && text.as_bytes().get(number.len()) == Some(&b'.') {
            return (Some(number), out);
        }
    }
    (None, inlines.to_vec())
}

/// A cell of a time line, such as `5` or `10:05 5`, split into the time of day, if it has one, and its minutes; 0 where it
/// is neither.
pub fn split_minutes(cell: &[Inline]) -> (Option<String>, u32) {
    let text = plain(cell);
    let number = |text: &str| text.parse().unwrap_or(0);
    let Some((time, minutes)) = text.trim().split_once(' ') else { return (None, number(text.trim())) };
    let is_time = time.len() == 5
        && time.bytes().enumerate().all(|(i, b)| if i == 2 { b == b':' } else { b.is_ascii_digit() });
    if is_time { (Some(time.to_owned()), number(minutes.trim())) } else { (None, 0) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_of_a_time_line_may_say_when() {
        assert_eq!(split_minutes(&text("5")), (None, 5));
        assert_eq!(split_minutes(&text(" 10:05 12 ")), (Some("10:05".to_owned()), 12));
        for other in ["", "about 5", "10:05", "10.05 5"] {
            assert_eq!(split_minutes(&text(other)), (None, 0), "{other}");
        }
    }

    fn text(s: &str) -> Vec<Inline> {
        vec![Inline::Text(s.to_owned())]
    }

    #[test]
    fn a_question_has_a_number() {
        assert_eq!(split_number(&text("12. A title")), (Some("12"), text("A title")));
        assert_eq!(split_number(&text("2026 in short")), (None, text("2026 in short")));
        assert_eq!(split_number(&text("3 ways out. Really")), (None, text("3 ways out. Really")));
        assert_eq!(split_number(&text("1.")), (None, text("1.")));
    }

    #[test]
    fn a_point_is_label_and_rest() {
        let point = vec![Inline::Strong(text("1 Poor")), Inline::Text(" Counts".into())];
        let (label, rest) = split_point(&point);
        assert_eq!((plain(label), plain(&rest)), ("1 Poor".to_owned(), "Counts".to_owned()));
        assert_eq!(split_point(&text("1")).0, text("1").as_slice());
    }
}
