//! Errors say what, where and what to do; nothing is left behind.

use super::{files, folder, panelkit};
use std::fs;

#[test]
fn unknown_names_get_the_nearest_in_one_run() {
    let at = folder();
    let args = ["plan", "--role", "backnd", "--level", "seniour", "--loop", "onsit", "-o", "loop"];
    let run = panelkit(at.path(), &args).exits(2);
    for near in ["did you mean backend?", "did you mean senior?", "did you mean onsite?"] {
        assert!(run.err.contains(near), "{near}:\n{}", run.err);
    }
    assert!(run.out.is_empty() && files(at.path()).is_empty());
    let run = panelkit(at.path(), &["plan", "--role", "backend", "--level", "mid", "--stack", "rus,pythn"])
        .exits(2);
    assert!(
        run.err.contains("did you mean rust or ruby?") || run.err.contains("did you mean rust"),
        "{}",
        run.err
    );
    assert!(run.err.contains("did you mean python?"), "{}", run.err);
}

#[test]
fn mistakes_in_a_bank_show_their_lines_all_at_once() {
    let at = folder();
    panelkit(at.path(), &["eject", "ours"]).exits(0);
    let bank = at.path().join("ours/question-bank/questions/databases/adding-an-index.toml");
    let text = fs::read_to_string(&bank).unwrap();
    fs::write(&bank, text.replace("kind = \"technical\"", "kind = \"technicl\"")).unwrap();
    let role = at.path().join("ours/question-bank/roles/backend.toml");
    let text = fs::read_to_string(&role).unwrap();
    fs::write(&role, text.replace("coding = 5", "codng = 5")).unwrap();
    let args = ["plan", "--role", "backend", "--level", "mid", "--bank", "ours/question-bank"];
    let run = panelkit(at.path(), &args).exits(2);
    for part in [
        "adding-an-index.toml:4:8",
        "kind = \"technicl\"",
        "did you mean technical?",
        "backend.toml:",
        "codng = 5",
        "did you mean coding?",
    ] {
        assert!(run.err.contains(part), "{part}:\n{}", run.err);
    }
}

#[test]
fn an_ejected_bank_and_templates_serve_like_the_built_in_ones() {
    let at = folder();
    panelkit(at.path(), &["eject", "ours"]).exits(0);
    let ask = ["plan", "--role", "backend", "--level", "junior", "--loop", "screen", "--format", "json"];
    let own = [&ask[..], &["--bank", "ours/question-bank", "--templates", "ours/templates"]].concat();
    assert_eq!(panelkit(at.path(), &ask).out, panelkit(at.path(), &own).out);
}

#[test]
fn a_template_mistake_names_the_field_and_its_line() {
    let at = folder();
    panelkit(at.path(), &["eject", "ours"]).exits(0);
    let path = at.path().join("ours/templates/plan.md.hbs");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text.replacen("{{title}}", "{{titel}}", 1)).unwrap();
    let args =
        ["plan", "--role", "backend", "--level", "mid", "--format", "md", "--templates", "ours/templates"];
    let run = panelkit(at.path(), &args).exits(2);
    assert!(run.err.contains("titel") && run.err.contains("plan.md.hbs:1:"), "{}", run.err);
}

#[test]
fn a_folder_without_a_plan_says_how_to_make_one() {
    let at = folder();
    for command in ["packet", "gather", "compare"] {
        let run = panelkit(at.path(), &[command, "nowhere"]).exits(2);
        assert!(run.err.contains("nowhere/plan.json") && run.err.contains("panelkit plan"), "{}", run.err);
    }
    assert!(files(at.path()).is_empty());
}

#[test]
fn a_broken_plan_shows_its_line() {
    let at = folder();
    fs::write(at.path().join("plan.json"), "{\n  \"format\": 3\n}\n").unwrap();
    let run = panelkit(at.path(), &["packet", ".", "--candidate", "Ana"]).exits(2);
    assert!(run.err.contains("plan.json:2:"), "{}", run.err);
    // A table that isn't there is no loop without a plan.
    let missing = panelkit(at.path(), &["compare", "loop/gathered.csv"]).exits(2);
    assert!(missing.err.contains("gathered.csv") && !missing.err.contains("no plan"), "{}", missing.err);
}

#[test]
fn help_starts_with_examples_and_fits_a_terminal() {
    let at = folder();
    for command in ["plan", "packet", "gather", "compare", "demo", "eject"] {
        let help = panelkit(at.path(), &[command, "--help"]).exits(0).out;
        assert!(help.starts_with("Example"), "{help}");
        assert!(help.lines().all(|l| l.chars().count() <= 120), "{help}");
    }
}
