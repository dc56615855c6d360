//! Directives: HTML comments that say what Markdown can't.

use super::block::MAX_LINES;
use crate::text;

/// One directive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Directive {
    Rating(String),
    Ratings(Vec<String>),
    /// The item, the number of lines, and whether there may be more.
    Evidence(String, usize, bool),
    /// The item and the column.
    Tick(String, String),
    Columns(Vec<u32>),
    Next,
    End,
    Keep,
    Sheet,
    PageBreak,
    Cover,
    Timeline,
    Aside,
    Mark(String),
    Small,
}

/// The names of the directives.
const NAMES: [&str; 15] = [
    "rating",
    "ratings",
    "evidence",
    "tick",
    "columns",
    "next",
    "end",
    "keep",
    "sheet",
    "page-break",
    "cover",
    "timeline",
    "aside",
    "list",
    "small",
];

/// The directive in an HTML comment; else what is wrong, and a hint.
pub(super) fn read(html: &str) -> Result<Directive, (String, String)> {
    let Some(body) = html.trim().strip_prefix("<!--").and_then(|h| h.strip_suffix("-->")) else {
        return Err((
            "HTML is not drawn here".to_owned(),
            format!("write Markdown, or a directive: {}", NAMES.join(", ")),
        ));
    };
    let body = body.trim();
    let (name, argument) = match body.split_once(|c: char| c == ':' || c.is_whitespace()) {
        Some((name, rest)) => (name.trim(), rest.trim().trim_start_matches(':').trim()),
        None => (body, ""),
    };
    if !NAMES.contains(&name) {
        return Err((
            format!("there is no directive '{}'", text::visible(name)),
            text::did_you_mean(name, &NAMES),
        ));
    }
    with_argument(name, argument)
}

fn with_argument(name: &str, argument: &str) -> Result<Directive, (String, String)> {
    let wrong = |usage: &str| Err((format!("'{name}' is not complete"), format!("write <!-- {usage} -->")));
    let directive = match name {
        "rating" if is_item(argument) => Directive::Rating(argument.to_owned()),
        "rating" => return wrong("rating: ITEM"),
        "ratings" if !argument.is_empty() && argument.split_whitespace().all(is_item) => {
            Directive::Ratings(argument.split_whitespace().map(str::to_owned).collect())
        }
        "ratings" => return wrong("ratings: ITEM ITEM"),
        "evidence" => match argument.rsplit_once(char::is_whitespace).map(|(i, n)| (i.trim(), lines(n))) {
            Some((item, Some((lines, grows)))) if is_item(item) => {
                Directive::Evidence(item.to_owned(), lines, grows)
            }
            _ => return wrong(&format!("evidence: ITEM LINES (1 to {MAX_LINES} lines)")),
        },
        "tick" => {
            match argument.split_once(char::is_whitespace).map(|(item, column)| (item, column.trim())) {
                Some((item, column)) if is_item(item) && is_item(column) => {
                    Directive::Tick(item.to_owned(), column.to_owned())
                }
                _ => return wrong("tick: ITEM COLUMN"),
            }
        }
        "columns" => match weights(argument) {
            Some(weights) => Directive::Columns(weights),
            None => return wrong("columns 3:2"),
        },
        "list" if !argument.is_empty() && argument.chars().count() <= 3 => {
            Directive::Mark(argument.to_owned())
        }
        "list" => return wrong("list: +"),
        _ if !argument.is_empty() => {
            return Err((format!("'{name}' takes nothing"), format!("write <!-- {name} -->")));
        }
        "next" => Directive::Next,
        "end" => Directive::End,
        "keep" => Directive::Keep,
        "sheet" => Directive::Sheet,
        "page-break" => Directive::PageBreak,
        "cover" => Directive::Cover,
        "timeline" => Directive::Timeline,
        "aside" => Directive::Aside,
        _ => Directive::Small,
    };
    Ok(directive)
}

/// Whether `item` can name a field: a single word that doesn't end the comment.
fn is_item(item: &str) -> bool {
    !item.is_empty() && !item.contains(char::is_whitespace) && !item.contains("--")
}

/// The number of lines in `6` or `6+`, and whether there may be more of them.
fn lines(argument: &str) -> Option<(usize, bool)> {
    let number = argument.strip_suffix('+').unwrap_or(argument);
    let lines = number.parse().ok().filter(|n| (1..=MAX_LINES).contains(n))?;
    Some((lines, number.len() < argument.len()))
}

/// The weights in an argument such as `3:2`, each 1 to 100; empty for an empty argument.
fn weights(argument: &str) -> Option<Vec<u32>> {
    if argument.is_empty() {
        return Some(Vec::new());
    }
    argument.split(':').map(|w| w.trim().parse().ok().filter(|w| (1..=100).contains(w))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn directives_are_read() {
        assert_eq!(read("<!-- rating: q1 -->"), Ok(Directive::Rating("q1".into())));
        assert_eq!(read("<!-- tick: q1 hint -->"), Ok(Directive::Tick("q1".into(), "hint".into())));
        assert_eq!(read("<!-- ratings: q1 q2 -->"), Ok(Directive::Ratings(vec!["q1".into(), "q2".into()])));
        assert_eq!(read("<!-- evidence: q1 6 -->"), Ok(Directive::Evidence("q1".into(), 6, false)));
        assert_eq!(read("<!-- evidence: q1 6+ -->"), Ok(Directive::Evidence("q1".into(), 6, true)));
        assert_eq!(read("<!--columns 3:2-->"), Ok(Directive::Columns(vec![3, 2])));
        assert_eq!(read("<!-- list: + -->"), Ok(Directive::Mark("+".into())));
        assert_eq!(read("<!-- page-break -->"), Ok(Directive::PageBreak));
    }

    #[test]
    fn mistakes_come_with_a_hint() {
        let hint = |html| read(html).unwrap_err().1;
        assert_eq!(hint("<!-- colums -->"), "did you mean columns?");
        assert!(hint("<!-- tick: q1 -->").contains("ITEM COLUMN"));
        assert!(hint("<!-- evidence: q1 -->").contains("LINES"));
        assert!(hint("<!-- columns 3:0 -->").contains("3:2"));
        assert!(hint("<b>").contains("Markdown"));
        assert!(hint("<!-- keep it -->").contains("<!-- keep -->"));
    }
}
