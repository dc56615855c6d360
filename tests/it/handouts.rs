//! Each handout of the bank is Markdown that the kit can draw.

use super::{files, folder, panelkit};
use panelkit::bank::Bank;
use panelkit::document;

#[test]
fn every_handout_can_be_drawn() {
    let bank = Bank::load(None).unwrap();
    let mut findings = Vec::new();
    let mut seen = 0;
    for q in &bank.questions {
        if let Some(handout) = &q.handout {
            seen += 1;
            if let Err(failure) = document::parse(handout, &q.id) {
                findings.push(failure.to_string());
            }
        }
    }
    assert!(seen > 0);
    assert!(findings.is_empty(), "{}", findings.join("\n"));
}

/// A handout's own title stands below that of its question: it is said once, and never larger.
#[test]
fn a_packet_and_a_handout_have_one_title() {
    let at = folder();
    let plan = ["plan", "--role", "backend", "--level", "senior", "--round", "coding:60", "--round"];
    let keep = ["debugging:60", "--keep", "delivery-fee-rule@coding", "--keep"];
    let last = ["only-with-four-workers@debugging", "-o", "loop"];
    let planned = panelkit(at.path(), &[&plan[..], &keep[..], &last[..]].concat());
    assert!(matches!(planned.code, Some(0 | 1)), "{}", planned.err);
    panelkit(at.path(), &["packet", "loop", "--candidate", "Ana", "--format", "md"]).exits(0);
    let pages: Vec<String> = files(&at.path().join("loop/packets"))
        .into_iter()
        .filter(|(path, _)| path.extension().is_some_and(|e| e == "md"))
        .map(|(_, bytes)| String::from_utf8(bytes).unwrap())
        .collect();
    assert!(pages.len() > 4, "a packet and a handout a question: {}", pages.len());
    for page in &pages {
        let mut code = false;
        let titles = page.lines().filter(|line| {
            code ^= line.starts_with("```");
            !code && line.starts_with("# ")
        });
        assert_eq!(titles.count(), 1, "{page}");
        // In the contents, the preparation, the question and the scorecard.
        assert!(page.matches("A new rule in an old fee function").count() <= 4, "{page}");
    }
    let heading = "Failures by number of workers";
    let headed = |page: &&String| page.lines().any(|l| l.starts_with('#') && l.ends_with(heading));
    assert_eq!(pages.iter().filter(headed).count(), 2);
}
