//! A list of questions becomes files to fill in.

use super::{files, folder, panelkit};
use std::fs;
use std::path::Path;

/// The block behind ```` ```KIND ```` that begins with `start`, in the page on spreadsheets.
fn block(kind: &str, start: &str) -> String {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/from-a-spreadsheet.md");
    let page = fs::read_to_string(page).unwrap();
    let at = page.find(&format!("```{kind}\n{start}")).expect("the block") + kind.len() + 4;
    page[at..at + page[at..].find("```").unwrap()].to_owned()
}

#[test]
fn the_example_of_the_docs_is_what_happens() {
    let at = folder();
    fs::write(at.path().join("our-questions.csv"), block("csv", "Question,")).unwrap();
    let run = panelkit(at.path(), &["bank", "import", "our-questions.csv"]).exits(0);
    // A note on the column that isn't read is no finding for a person.
    assert_eq!(run.out, block("text", "a-payment"));
    assert!(run.err.contains("2 of 2 questions written"), "{}", run.err);
    let there = files(&at.path().join("imported/questions"));
    let names: Vec<_> = there.iter().map(|(p, _)| p.display().to_string()).collect();
    assert_eq!(
        names,
        ["behavioral/tell-me-about-a-decision-of.toml", "technical/a-payment-provider-times-out-after.toml"]
    );
    let text = String::from_utf8(there[1].1.clone()).unwrap();
    let parsed: toml::Table = toml::from_str(&text).unwrap();
    assert_eq!(parsed["roles"].as_array().unwrap()[0].as_str(), Some("backend"));
    assert_eq!(parsed["levels"].to_string(), "[\"mid\", \"senior\"]");
    assert_eq!(parsed["competencies"].to_string(), "[\"reliability\"]");
    assert_eq!(parsed["minutes"].as_integer(), Some(12));
    assert!(parsed["sample"]["strong"].as_str().unwrap().starts_with("Finds out whether"));
    assert!(text.contains("# From our-questions.csv, line 2.\n# Asked since: 2021\n"), "{text}");
    assert_eq!(parsed["ladder"].as_table().unwrap().len(), 5);
    // The linter asks for nothing but what is still to be written, and for better words.
    let lint = panelkit(at.path(), &["bank", "lint", "--bank", "imported", "--format", "short"]).exits(1);
    assert!(!lint.out.contains("wrong-type") && lint.out.contains("`ladder.poor` is empty"), "{}", lint.out);
}

#[test]
fn nothing_is_overwritten_even_by_force() {
    let at = folder();
    fs::write(at.path().join("q.csv"), "title\nQueues that grow\n").unwrap();
    panelkit(at.path(), &["bank", "import", "q.csv", "-n"]).exits(0);
    assert!(!at.path().join("imported").exists());
    panelkit(at.path(), &["bank", "import", "q.csv"]).exits(0);
    let path = at.path().join("imported/questions/technical/queues-that-grow.toml");
    fs::write(&path, "mine").unwrap();
    let again = panelkit(at.path(), &["bank", "import", "q.csv", "--force"]).exits(1);
    assert_eq!(fs::read_to_string(&path).unwrap(), "mine");
    assert!(again.err.contains("there is a file of this question already"), "{}", again.err);
    assert!(again.err.contains("0 of 1 question written"), "{}", again.err);
}

#[test]
fn what_is_not_understood_has_its_place() {
    let at = folder();
    let rows = "Title;Prompt;Position;Category;Min;Technology\n\
                One;What would you do if it broke?;backnd;codign;soon;rust\n;;backend;;;\n\
                One;Как вы это сделаете?;backend;coding;25;\nКак;;;;;\n";
    fs::write(at.path().join("q.csv"), rows).unwrap();
    let run = panelkit(at.path(), &["bank", "import", "q.csv"]).exits(1);
    for part in [
        "the bank has no role `backnd`",
        "did you mean backend?",
        "there is no kind of question `codign`",
        "`soon` is not a number of minutes",
        "q.csv:2:",
        "the row has neither a question nor a title",
        "3 of 3 questions written",
    ] {
        assert!(run.err.contains(part), "{part}: {}", run.err);
    }
    for name in ["technical/one.toml", "coding/one-2.toml", "technical/question-in-line-5.toml"] {
        let text = fs::read_to_string(at.path().join("imported/questions").join(name)).unwrap();
        toml::from_str::<toml::Table>(&text).unwrap();
    }
    let no = panelkit(at.path(), &["bank", "import", "missing.csv"]).exits(2);
    assert!(no.err.contains("missing.csv"), "{}", no.err);
}

#[test]
fn a_question_that_the_bank_has_is_recognised() {
    let at = folder();
    let show = panelkit(at.path(), &["bank", "show", "adding-an-index", "--format", "json"]).exits(0);
    let held: serde_json::Value = serde_json::from_str(&show.out).unwrap();
    let ask = held["questions"][0]["ask"].as_str().unwrap().replace('"', "\"\"");
    fs::write(at.path().join("q.csv"), format!("question\n\"{ask}\"\n")).unwrap();
    let run = panelkit(at.path(), &["bank", "import", "q.csv", "-o", "new-bank"]).exits(0);
    assert!(run.out.contains("the bank asks nearly the same: adding-an-index"), "{}", run.out);
}
