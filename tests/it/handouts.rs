//! Each handout of the bank is Markdown that the kit can draw.

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
