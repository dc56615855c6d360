//! Pages as text.

use super::write;
use crate::document::{Block, Document, Inline, parse};
use crate::render::Page;

fn html(markdown: &str) -> String {
    write(&parse(markdown, "t.md").unwrap(), &Page { title: "T".into(), ..Page::default() })
}

#[test]
fn ratings_and_evidence_are_fields() {
    let page =
        html("<!-- rating: q1 -->\n\n- [ ] **1 Poor** Counts\n- [ ] **2 Good**\n\n<!-- evidence: q1 4 -->\n");
    assert_eq!(page.matches("type=\"radio\" name=\"rating-1-q1\"").count(), 2);
    assert!(page.contains("<legend class=\"unseen\">Rating: q1</legend>"));
    assert!(page.contains("<label class=\"unseen\" for=\"evidence-2\">Evidence: q1</label>"));
    assert!(page.contains("rows=\"4\"") && page.contains("data-evidence=\"q1\""));
}

#[test]
fn the_boxes_of_a_rated_table_are_fields() {
    let page = html(
        "<!-- ratings: q1 -->\n\n| Question | 1 | Not asked |\n| --- | --- | --- |\n| Limits | ☐ | ☐ |\n",
    );
    assert_eq!(page.matches("type=\"radio\" name=\"rating-1-q1\" data-rating=\"q1\"").count(), 2);
    assert!(page.contains("value=\"Not asked\" aria-label=\"Limits: Not asked\""), "{page}");
    assert!(!page.contains("checkbox"));
}

#[test]
fn a_link_says_where_it_leads() {
    let page =
        html("[the runbook](https://b.example/?a=1&b=2), <https://b.example>, [Mia](mailto:mia@b.example)\n");
    let wanted = "<a href=\"https://b.example/?a=1&amp;b=2\" rel=\"noreferrer\">the runbook</a> \
                  (https://b.example/?a=1&amp;b=2), ";
    assert!(page.contains(wanted) && page.contains(">https://b.example</a>, "), "{page}");
    assert!(page.contains(">Mia</a> (mia@b.example)"), "{page}");
}

#[test]
fn no_level_of_headings_is_skipped() {
    let page = html("# A\n\n#### b\n\n## C\n\n#### d\n");
    for heading in
        ["<h1 class=\"l1\">A", "<h2 class=\"l4\">b", "<h2 class=\"l2 question\">C", "<h3 class=\"l4\">d"]
    {
        assert!(page.contains(heading), "{heading}");
    }
}

#[test]
fn nothing_is_injected_and_nothing_is_fetched() {
    let evil = "</style><script>alert(1)</script>\"'";
    let page = Page { title: evil.into(), footer: evil.into(), language: evil.into(), ..Page::default() };
    let text = vec![Inline::Text(evil.into())];
    let heading = Block::Heading { level: 2, inlines: text };
    let out = write(&Document { blocks: vec![heading] }, &page);
    assert!(!out.contains("<script") && out.matches("</style>").count() == 1);
    let packet = html(include_str!("../fixtures/packet.md"));
    assert!(!packet.contains("src=") && !packet.contains("url(") && !packet.contains("<link"));
    assert!(packet.contains("default-src 'none'") && !packet.contains(" style=\""));
}
