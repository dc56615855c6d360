//! Web pages: what a browser would show, a line for each block.

use super::lines::LineWriter;
use crate::sheet::decode::decode;
use crate::sheet::prose::ProseLine;
use crate::sheet::unpack::budget::Budget;
use crate::sheet::unpack::fault::Unreadable;
use html5gum::emitters::default::DefaultEmitter;
use html5gum::{Token, Tokenizer};

/// Elements that stand within a line; every other one ends it.
const INLINE: [&[u8]; 20] = [
    b"a", b"abbr", b"b", b"bdi", b"cite", b"code", b"em", b"font", b"i", b"kbd", b"label", b"mark", b"q",
    b"s", b"small", b"span", b"strong", b"sub", b"sup", b"u",
];
/// Elements whose text nobody sees.
const UNSEEN: [&[u8]; 6] = [b"script", b"style", b"template", b"svg", b"noscript", b"select"];
/// What a saved page may begin with, where it isn't a whole one.
const BEGINNINGS: [&[u8]; 10] =
    [b"<p", b"<div", b"<h1", b"<h2", b"<ul", b"<section", b"<article", b"<main", b"<title", b"<meta"];

/// Whether a text that isn't a whole page is made of a page's elements.
pub(super) fn is_page(bytes: &[u8]) -> bool {
    let start: Vec<u8> = bytes.trim_ascii_start().iter().take(16).map(u8::to_ascii_lowercase).collect();
    BEGINNINGS.iter().any(|b| start.starts_with(b))
}

/// The lines of a page.
pub(super) fn lines(file: &str, bytes: &[u8], budget: &mut Budget) -> Result<Vec<ProseLine>, Unreadable> {
    let text = decode(file, bytes, &[], &mut Vec::new());
    let mut emitter = DefaultEmitter::default();
    emitter.naively_switch_states(true);
    let mut writer = LineWriter::new(budget);
    // How many elements are open whose text nobody sees, all of one name.
    let mut unseen: Option<(Vec<u8>, usize)> = None;
    for token in Tokenizer::new_with_emitter(text.as_str(), emitter) {
        let Ok(token) = token;
        match token {
            Token::StartTag(tag) if !tag.self_closing => {
                let name: &[u8] = &tag.name;
                match &mut unseen {
                    Some((open, depth)) => *depth += usize::from(open.as_slice() == name),
                    None if UNSEEN.contains(&name) => unseen = Some((name.to_vec(), 1)),
                    None if !INLINE.contains(&name) => {
                        writer.end();
                        writer.is_heading = matches!(name, b"title" | b"h1" | b"h2" | b"h3" | b"h4");
                    }
                    None => {}
                }
            }
            Token::StartTag(_) if unseen.is_none() => writer.end(),
            Token::EndTag(tag) => {
                let name: &[u8] = &tag.name;
                match &mut unseen {
                    Some((open, depth)) if open.as_slice() == name => {
                        *depth -= 1;
                        if *depth == 0 {
                            unseen = None;
                        }
                    }
                    None if !INLINE.contains(&name) => writer.end(),
                    _ => {}
                }
            }
            Token::String(text) if unseen.is_none() => writer.text(&String::from_utf8_lossy(&text))?,
            _ => {}
        }
    }
    Ok(writer.lines())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_becomes_the_lines_that_a_browser_shows() {
        let page = "<!doctype html><title>Senior Go Engineer &ndash; Acme</title><style>p{}</style>\
                    <script>var a = '<p>PHP</p>';</script><h1>Senior\n <b>Go</b> Engineer</h1><p>You know<br>Kafka &amp; SQL\
                    <ul><li>Docker<li>Linux</ul><svg><text>Vue</text></svg>";
        let lines = lines("ad.html", page.as_bytes(), &mut Budget::of_file(page.len())).unwrap();
        let shown: Vec<(&str, bool)> = lines.iter().map(|l| (l.text.as_str(), l.is_heading)).collect();
        let expected = [
            ("Senior Go Engineer – Acme", true),
            ("Senior Go Engineer", true),
            ("You know", false),
            ("Kafka & SQL", false),
            ("Docker", false),
            ("Linux", false),
        ];
        assert_eq!(shown, expected);
        assert!(is_page(b"\n <DIV class=ad>") && !is_page(b"Senior <b>Go</b>"));
    }
}
