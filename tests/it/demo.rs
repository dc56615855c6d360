//! `panelkit demo`: from nothing to a packet and a comparison.

use super::{files, folder, panelkit};

#[test]
fn the_demo_succeeds_in_one_go_and_twice_the_same() {
    let (a, b) = (folder(), folder());
    let run = panelkit(a.path(), &["demo", "-o", "demo-loop"]).exits(0);
    panelkit(b.path(), &["demo", "-o", "demo-loop"]).exits(0);
    assert_eq!(files(a.path()), files(b.path()));
    for part in ["1. The plan", "2. A packet", "3. The completed scorecards", "4. The comparison", "Try next"]
    {
        assert!(run.err.contains(part), "{part}:\n{}", run.err);
    }
    assert!(!run.err.contains("warning") && !run.err.contains("error"), "{}", run.err);
    let names: Vec<String> = files(a.path()).iter().map(|(p, _)| p.display().to_string()).collect();
    for name in ["plan.json", "plan.md", "candidates.csv", "gathered.csv", "comparison.md"] {
        assert!(names.contains(&format!("demo-loop/{name}")), "{name}");
    }
    let of = |kind: &str, end: &str| {
        let prefix = format!("demo-loop/{kind}/");
        names
            .iter()
            .filter(|n| n.starts_with(&prefix) && n.ends_with(end) && !n.contains("/candidate-"))
            .count()
    };
    assert_eq!(
        (of("packets", ".pdf"), of("packets", ".md"), of("scorecards", ".csv"), of("scores", ".csv")),
        (15, 15, 15, 15)
    );
}

#[test]
fn the_demo_runs_again_in_the_same_folder_and_spares_edits() {
    let at = folder();
    panelkit(at.path(), &["demo", "-q"]).exits(0);
    panelkit(at.path(), &["demo", "-q"]).exits(0);
    let path = at.path().join("demo-loop/scores/ana-kovac-03-coding.csv");
    std::fs::write(&path, "mine\n").unwrap();
    panelkit(at.path(), &["demo", "-q"]).exits(2);
    assert_eq!(std::fs::read_to_string(path).unwrap(), "mine\n");
}
