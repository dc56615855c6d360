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
    assert_eq!(pages.len(), 4);
    for page in &pages {
        let mut code = false;
        let titles = page.lines().filter(|line| {
            code ^= line.starts_with("```");
            !code && line.starts_with("# ")
        });
        assert_eq!(titles.count(), 1, "{page}");
        assert!(page.matches("A new rule in an old fee function").count() <= 3, "{page}");
    }
    let heading = "Failures by number of workers";
    assert_eq!(pages.iter().filter(|p| p.contains(&format!("\n### {heading}"))).count(), 1);
    let is_headed =
        |line: &str| line.starts_with("## ") && line.split_once(". ").is_some_and(|(_, h)| h == heading);
    assert_eq!(pages.iter().filter(|p| p.lines().any(is_headed)).count(), 1);
}
