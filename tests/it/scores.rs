//! `panelkit gather` and `panelkit compare` on the sample round.

use super::{folder, panelkit};
use std::fs;
use std::path::Path;

fn demo(at: &Path) {
    panelkit(at, &["demo", "-o", "loop", "-q"]).exits(0);
}

/// Changes one file of the sample's scores.
fn edit(at: &Path, file: &str, from: &str, to: &str) {
    let path = at.join("loop/scores").join(file);
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains(from), "{from} in {text}");
    fs::write(path, text.replacen(from, to, 1)).unwrap();
}

const ANA: &str = "ana-kovac-03-coding.csv";

#[test]
fn gathering_is_repeatable_and_adds_up() {
    let at = folder();
    demo(at.path());
    let first = panelkit(at.path(), &["gather", "loop", "--format", "json"]).exits(0);
    let gathered = fs::read(at.path().join("loop/gathered.csv")).unwrap();
    let second = panelkit(at.path(), &["gather", "loop", "--format", "json"]).exits(0);
    assert_eq!(
        (first.out.clone(), gathered),
        (second.out, fs::read(at.path().join("loop/gathered.csv")).unwrap())
    );
    let json: serde_json::Value = serde_json::from_str(&first.out).unwrap();
    assert_eq!(json["format"], "panelkit.scores/1");
    let n = |k: &str| json[k].as_u64().unwrap();
    assert_eq!(n("rows_read"), n("rows_accepted") + n("rows_rejected"));
    assert_eq!(json["expected"].as_array().unwrap().len(), 15);
    let record = &json["records"][0];
    for key in
        ["candidate", "interviewer", "round", "question", "competency", "score", "evidence", "file", "line"]
    {
        assert!(!record[key].is_null(), "{key}");
    }
}

#[test]
fn a_wrong_score_is_named_and_the_rest_is_kept() {
    let at = folder();
    demo(at.path());
    edit(at.path(), ANA, ",3,", ",9,");
    let run = panelkit(at.path(), &["gather", "loop"]).exits(1);
    for part in ["`9` is not a score of this plan", "ana-kovac-03-coding.csv:2:", "1 Poor, 2 Borderline"] {
        assert!(run.err.contains(part), "{part}:\n{}", run.err);
    }
    // The row is there: it isn't said to be lacking, and its scorecard not to be missing.
    assert!(!run.err.contains("lacks the row") && run.out.contains("came, not counted"), "{}", run.out);
    let rejected = fs::read_to_string(at.path().join("loop/rejected.csv")).unwrap();
    assert_eq!(rejected.lines().count(), 2, "{rejected}");
    assert!(run.err.contains("= ") && run.err.contains("1 rejected"), "{}", run.err);
}

#[test]
fn one_changed_score_changes_the_comparison() {
    let at = folder();
    demo(at.path());
    let before = fs::read_to_string(at.path().join("loop/comparison.md")).unwrap();
    edit(at.path(), ANA, ",3,", ",1,");
    panelkit(at.path(), &["compare", "loop"]);
    let after = fs::read_to_string(at.path().join("loop/comparison.md")).unwrap();
    assert_ne!(before, after);
    assert!(after.contains("**1.0** n 1: 1"), "{after}");
}

#[test]
fn a_missing_scorecard_holds_the_scores_back() {
    let at = folder();
    demo(at.path());
    fs::remove_file(at.path().join("loop/scores").join(ANA)).unwrap();
    let run = panelkit(at.path(), &["compare", "loop"]).exits(1);
    assert!(run.out.contains("held back"), "{}", run.out);
    assert!(run.out.contains("the scorecard of the round Coding (Petra Nováková) is missing"), "{}", run.out);
    let partial = panelkit(at.path(), &["compare", "loop", "--partial"]).exits(1);
    assert!(partial.out.contains("PARTIAL") && !partial.out.contains("held back"), "{}", partial.out);
}

#[test]
fn the_comparison_keeps_its_contract_and_has_no_verdict() {
    let at = folder();
    demo(at.path());
    let run = panelkit(at.path(), &["compare", "loop", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(json["format"], "panelkit.comparison/1");
    let c = &json["candidates"][0];
    for key in ["candidate", "complete", "overall", "competencies", "gates", "recommendations", "flags"] {
        assert!(!c[key].is_null(), "{key}");
    }
    let names: Vec<&str> =
        json["candidates"].as_array().unwrap().iter().map(|c| c["candidate"].as_str().unwrap()).collect();
    assert_eq!(names, ["Ana Kovač", "Zoë Łukasiewicz", "Γιάννης Παππάς"]);
    assert!(!run.out.to_lowercase().contains("hire") && !run.out.contains("NaN"));
}

#[test]
fn blind_hides_the_names_everywhere() {
    let at = folder();
    demo(at.path());
    for format in ["table", "md", "json", "csv"] {
        let run = panelkit(at.path(), &["compare", "loop", "--blind", "--format", format]);
        assert!(run.out.contains("Candidate A") && !run.out.contains("Kovač"), "{format}:\n{}", run.out);
    }
    assert!(at.path().join("loop/comparison-blind.md").exists());
}

#[test]
fn the_other_formats_are_written() {
    let at = folder();
    demo(at.path());
    panelkit(at.path(), &["compare", "loop", "--format", "pdf"]);
    panelkit(at.path(), &["compare", "loop", "--format", "html"]);
    assert!(fs::read(at.path().join("loop/comparison.pdf")).unwrap().starts_with(b"%PDF-1.7"));
    let html = fs::read_to_string(at.path().join("loop/comparison.html")).unwrap();
    assert!(html.contains("Content-Security-Policy"));
    let csv = panelkit(at.path(), &["compare", "loop", "--format", "csv"]).out;
    assert!(csv.starts_with("candidate,competency,n,mean,sd\n"), "{csv}");
}
