//! `panelkit plan`.

use super::{files, folder, panelkit};
use std::fs;

const ASK: [&str; 7] = ["plan", "--role", "backend", "--seniority", "senior", "--stack", "rust,postgres"];

#[test]
fn a_plan_is_written_and_the_same_again() {
    let at = folder();
    let first = panelkit(at.path(), &[&ASK[..], &["-o", "loop"]].concat()).exits(0);
    // Reasons are broken to the width of the terminal.
    let words = first.out.split_whitespace().collect::<Vec<_>>().join(" ");
    for part in ["Coverage", "* must have", "12 min ", "second reading of", "; rust", "; postgres;"] {
        assert!(words.contains(part), "{part}:\n{}", first.out);
    }
    assert!(first.out.lines().all(|l| l.chars().count() <= 80), "{}", first.out);
    panelkit(at.path(), &[&ASK[..], &["-o", "again"]].concat()).exits(0);
    assert_eq!(files(&at.path().join("loop")), files(&at.path().join("again")));
    let names: Vec<String> =
        files(&at.path().join("loop")).iter().map(|(p, _)| p.display().to_string()).collect();
    assert_eq!(names, ["plan.json", "plan.md"]);
}

#[test]
fn plan_json_keeps_its_contract() {
    let at = folder();
    let run = panelkit(at.path(), &[&ASK[..], &["--format", "json", "--seed", "3"]].concat()).exits(0);
    let plan: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(plan["format"], "panelkit.plan/2");
    assert_eq!(plan["revision"], 1);
    assert_eq!(
        (&plan["role"], &plan["level"], &plan["seed"]),
        (&"backend".into(), &"senior".into(), &3.into())
    );
    for key in ["id", "seal", "stacks", "scale", "objective", "excluded", "replaced", "coverage", "gaps"] {
        assert!(!plan[key].is_null(), "{key}");
    }
    assert!(plan["bank"]["hash"].is_string());
    for round in plan["rounds"].as_array().unwrap() {
        for key in ["id", "kind", "title", "minutes", "focus", "questions"] {
            assert!(!round[key].is_null(), "{key}");
        }
        for q in round["questions"].as_array().unwrap() {
            for key in ["id", "title", "minutes", "competencies", "ask", "why", "anchors"] {
                assert!(!q[key].is_null(), "{key}");
            }
        }
    }
    for c in plan["coverage"].as_array().unwrap() {
        for key in ["competency", "weight", "must_have", "rounds", "questions"] {
            assert!(!c[key].is_null(), "{key}");
        }
    }
}

#[test]
fn another_seed_is_another_plan() {
    let at = folder();
    let plan =
        |seed: &str| panelkit(at.path(), &[&ASK[..], &["--format", "json", "--seed", seed]].concat()).out;
    assert_ne!(plan("1"), plan("2"));
}

#[test]
fn an_edited_plan_is_not_overwritten() {
    let at = folder();
    panelkit(at.path(), &[&ASK[..], &["-o", "loop"]].concat()).exits(0);
    let path = at.path().join("loop/plan.md");
    fs::write(&path, "my notes\n").unwrap();
    let run = panelkit(at.path(), &[&ASK[..], &["-o", "loop"]].concat()).exits(2);
    assert!(run.err.contains("loop/plan.md") && run.err.contains("--force"), "{}", run.err);
    assert_eq!(fs::read_to_string(&path).unwrap(), "my notes\n");
    panelkit(at.path(), &[&ASK[..], &["-o", "loop", "--force"]].concat()).exits(0);
    assert_ne!(fs::read_to_string(&path).unwrap(), "my notes\n");
}

#[test]
fn rounds_composed_by_hand_keep_their_interviewers() {
    let at = folder();
    let rounds = ["--round", "coding:60:Ana Kovač", "--round", "behavioral:45", "--format", "md"];
    let run = panelkit(at.path(), &[&ASK[..5], &rounds].concat());
    assert!(run.out.contains("Ana Kovač"), "{}", run.out);
}

#[test]
fn questions_of_an_earlier_plan_are_left_out() {
    let at = folder();
    panelkit(at.path(), &[&ASK[..], &["-o", "loop"]].concat()).exits(0);
    let fresh = panelkit(at.path(), &[&ASK[..], &["--exclude", "loop", "--format", "json"]].concat());
    let ids = |text: &str| -> Vec<String> {
        let plan: serde_json::Value = serde_json::from_str(text).unwrap();
        let rounds = plan["rounds"].as_array().unwrap();
        rounds.iter().flat_map(|r| r["questions"].as_array().unwrap()).map(|q| q["id"].to_string()).collect()
    };
    let old = ids(&fs::read_to_string(at.path().join("loop/plan.json")).unwrap());
    let new = ids(&fresh.out);
    assert!(!new.is_empty() && new.iter().all(|id| !old.contains(id)));
}

#[test]
fn a_dry_run_writes_nothing() {
    let at = folder();
    let run = panelkit(at.path(), &[&ASK[..], &["-o", "loop", "-n"]].concat()).exits(0);
    assert!(run.err.contains("would write loop/plan.json"), "{}", run.err);
    assert!(files(at.path()).is_empty());
}

#[test]
fn a_plan_that_was_changed_by_hand_is_checked() {
    let at = folder();
    panelkit(at.path(), &[&ASK[..], &["-o", "loop"]].concat()).exits(0);
    let file = at.path().join("loop/plan.json");
    let text = fs::read_to_string(&file).unwrap();
    let broken =
        text.replacen("\"low\": 1", "\"low\": 255", 1).replacen("\"weight\": 0.", "\"weight\": -0.", 1);
    fs::write(&file, broken).unwrap();
    let run = panelkit(at.path(), &["packet", "loop", "--candidate", "Ana"]).exits(2);
    for part in [
        "goes from 255 to 258",
        "the highest point is 255 or less",
        "a weight is a number from 0 to 1",
        "plan.json:",
    ] {
        assert!(run.err.contains(part), "{part}:\n{}", run.err);
    }
}
