//! What is read, and which mistakes are found.

use super::parse;
use crate::document::block::{Block, Inline, ParagraphStyle};

fn blocks(markdown: &str) -> Vec<Block> {
    parse(markdown, "t.md").unwrap().blocks
}

fn findings(markdown: &str) -> Vec<String> {
    parse(markdown, "t.md").unwrap_err().0.iter().map(ToString::to_string).collect()
}

#[test]
fn a_rating_is_a_field() {
    let found = blocks("<!-- rating: q1 -->\n\n- [ ] **1 Poor** Counts\n- [ ] **2 Good**\n");
    let [Block::Rating { item, points }] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!((item.as_str(), points.len()), ("q1", 2));
    assert!(matches!(points[0][0], Inline::Strong(_)));
}

#[test]
fn columns_nest_and_close() {
    let found = blocks(
        "<!-- columns 3:2 -->\n\na\n\n<!-- next -->\n\n<!-- keep -->\n\nb\n\n<!-- end -->\n\n<!-- end -->\n\nc\n",
    );
    let [Block::Columns { weights, parts }, Block::Paragraph { .. }] = found.as_slice() else {
        panic!("{found:?}")
    };
    assert_eq!(weights, &[3, 2]);
    assert!(matches!(parts[1].as_slice(), [Block::Keep(_)]));
}

#[test]
fn every_mistake_is_named_with_its_line() {
    let found =
        findings("<b>x</b>\n\n<!-- colums -->\n\na ![i](j.png)\n\n[l](javascript:x)\n\n<!-- end -->\n");
    assert_eq!(found.len(), 6, "{found:#?}");
    assert!(found.iter().any(|f| f.starts_with("t.md:3:") && f.contains("did you mean columns?")));
    assert!(found.iter().any(|f| f.starts_with("t.md:5:3:") && f.contains("image")));
}

#[test]
fn what_has_nothing_to_work_on_is_a_mistake() {
    assert!(findings("<!-- rating: x -->\n\nno list\n")[0].contains("task list"));
    assert!(findings("<!-- cover -->\n")[0].contains("table"));
    assert!(findings("<!-- ratings: a -->\n\nno table\n")[0].contains("one row an item"));
    let rows = "<!-- ratings: a -->\n\n| x |\n| --- |\n| \u{2610} |\n| \u{2610} |\n";
    assert!(findings(rows)[0].contains("as many rows as items"));
    assert!(findings("<!-- keep -->\n\nx\n")[0].contains("never closed"));
    assert!(findings("<!-- aside -->\n\nx\n")[0].contains("follows a heading"));
}

#[test]
fn depth_has_a_limit() {
    assert!(findings(&format!("{}x", "> ".repeat(5000)))[0].contains("too deep"));
    assert!(findings(&"<!-- keep -->\n\n".repeat(5000))[0].contains("too deep"));
    let stars = format!("{}x{}", "*a ".repeat(3000), "*".repeat(3000));
    let _ = parse(&stars, "t.md");
}

#[test]
fn control_characters_are_not_taken_over() {
    let text = |said: &str| Block::Paragraph {
        style: ParagraphStyle::Plain,
        inlines: vec![Inline::Text(said.into())],
    };
    assert_eq!(blocks("a\0\u{1}~b\u{9b}"), [text("a\u{fffd}\u{fffd}~b\u{fffd}")]);
}

#[test]
fn tabs_in_code_become_blanks() {
    assert_eq!(blocks("```go\na\tb\n```\n"), [Block::Code { lang: "go".into(), text: "a   b".into() }]);
}

#[test]
fn code_says_what_it_does() {
    let document = parse("```\na\u{202e}b\rc\u{1b}[2J\u{200f}\n```\n", "t.md").unwrap();
    assert!(
        matches!(&document.blocks[..], [Block::Code { text, .. }] if text == "a\u{fffd}b\nc\u{fffd}[2J\u{200f}"),
        "{document:?}"
    );
}
