//! Small things that a reader of the docs stumbled over.

use super::{folder, panelkit};
use std::fs;
use std::path::Path;

#[test]
fn every_bank_command_reads_the_bank_of_the_settings() {
    let at = folder();
    panelkit(at.path(), &["eject", "ours"]).exits(0);
    fs::write(at.path().join("panelkit.toml"), "bank = \"ours/question-bank\"\n").unwrap();
    let new = panelkit(at.path(), &["bank", "new", "queue-that-grows-slowly"]).exits(0);
    assert!(new.err.trim_end().ends_with("then: panelkit bank lint"), "{}", new.err);
    let path = at.path().join("ours/question-bank/questions/technical/queue-that-grows-slowly.toml");
    assert!(fs::read_to_string(&path).unwrap().starts_with("#:schema"));
    let lint = panelkit(at.path(), &["bank", "lint", "--format", "short"]).exits(1);
    assert!(lint.out.contains("queue-that-grows-slowly.toml"), "{}", lint.out);
    fs::remove_file(path).unwrap();
    let index = at.path().join("ours/question-bank/questions");
    let index =
        super::files(&index).into_iter().find(|(p, _)| p.ends_with("adding-an-index.toml")).unwrap().0;
    let index = at.path().join("ours/question-bank/questions").join(index);
    let text = fs::read_to_string(&index).unwrap() + "# ours\n";
    fs::write(&index, &text).unwrap();
    let show = panelkit(at.path(), &["bank", "show", "adding-an-index", "--format", "toml"]).exits(0);
    assert_eq!(show.out, text);
}

#[test]
fn a_bank_named_on_the_command_line_is_named_in_the_hint() {
    let at = folder();
    panelkit(at.path(), &["eject", "ours"]).exits(0);
    let new = panelkit(at.path(), &["bank", "new", "a-b-c", "--bank", "ours/question-bank"]).exits(0);
    assert!(new.err.trim_end().ends_with("panelkit bank lint --bank ours/question-bank"), "{}", new.err);
}

#[test]
fn an_excluded_file_that_is_missing_is_told_in_a_line() {
    let at = folder();
    let args = ["plan", "--role", "backend", "--level", "mid", "--exclude", "nosuchfile.txt"];
    let run = panelkit(at.path(), &args).exits(2);
    assert!(run.err.contains("neither a question nor a file `nosuchfile.txt`"), "{}", run.err);
    assert!(run.err.len() < 500, "{}", run.err);
}

#[test]
fn calibrate_reads_what_was_gathered_in_a_folder() {
    let at = folder();
    panelkit(at.path(), &["demo"]).exits(0);
    let of_folder = panelkit(at.path(), &["calibrate", "demo-loop"]).exits(0);
    assert_eq!(of_folder.out, panelkit(at.path(), &["calibrate", "demo-loop/gathered.csv"]).exits(0).out);
    let page = panelkit(at.path(), &["calibrate", "demo-loop", "--format", "md"]).exits(0).out;
    let cells: Vec<&str> = page.lines().filter(|l| l.starts_with('|')).collect();
    assert!(cells.len() > 10 && !cells.iter().any(|l| l.contains('\\')), "{page}");
    fs::remove_file(at.path().join("demo-loop/gathered.csv")).unwrap();
    let none = panelkit(at.path(), &["calibrate", "demo-loop"]).exits(2);
    assert!(none.err.contains("panelkit gather demo-loop"), "{}", none.err);
}

#[test]
fn the_next_step_of_a_blind_comparison_is_blind() {
    let at = folder();
    panelkit(at.path(), &["demo"]).exits(0);
    let run = panelkit(at.path(), &["compare", "demo-loop", "--blind", "--totals-only"]).exits(1);
    let next = "panelkit compare demo-loop --blind --totals-only --format html";
    assert!(run.err.contains(next), "{}", run.err);
    let run = panelkit(at.path(), &["compare", "demo-loop"]).exits(1);
    assert!(run.err.contains("panelkit compare demo-loop --format html"), "{}", run.err);
}

#[test]
fn compare_leaves_a_persons_file_alone() {
    let at = folder();
    panelkit(at.path(), &["demo"]).exits(0);
    let mine = at.path().join("mine");
    // One of the sample candidates is incomplete, which a file without a plan can't tell.
    for (source, code) in [("demo-loop", 1), ("demo-loop/gathered.csv", 0)] {
        let write = |more: &[&str]| {
            let args = [&["compare", source, "--format", "csv", "-o", "mine"], more].concat();
            panelkit(at.path(), &args)
        };
        fs::write(&mine, "my notes\n").unwrap();
        let refused = write(&[]).exits(2);
        assert!(refused.err.contains("--force overwrites it"), "{}", refused.err);
        assert_eq!(fs::read_to_string(&mine).unwrap(), "my notes\n");
        write(&["--force"]).exits(code);
        // What it wrote itself is made anew.
        fs::write(&mine, "candidate,competency,n,mean,sd\nold,x,1,1,\n").unwrap();
        write(&[]).exits(code);
        assert!(!fs::read_to_string(&mine).unwrap().contains("old"));
    }
}

#[test]
fn the_banks_readme_makes_a_question_that_is_not_there_yet() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("question-bank");
    let page = fs::read_to_string(root.join("README.md")).unwrap();
    let line = page.lines().find(|l| l.starts_with("panelkit bank new ")).unwrap();
    let id = line.split(' ').nth(3).unwrap();
    let taken = super::files(&root.join("questions"))
        .into_iter()
        .any(|(p, _)| p.file_stem().is_some_and(|s| s == id));
    assert!(!taken, "{id}");
}

#[test]
#[cfg(not(windows))]
fn a_command_that_is_named_can_be_copied_into_a_shell() {
    let at = folder();
    let name = "our loop";
    let mut named = 0;
    for args in [
        &["demo", "-o", name][..],
        &["gather", name],
        &["compare", name, "--format", "html"],
        &["schedule", name],
        &["schedule", name, "--day", "2026-12-03", "--start", "09:00", "--zone", "Europe/Berlin"],
        &["packet", name, "--force"],
        &["plan", "-o", "a new loop", "--role", "backend", "--level", "mid"],
        &["plan", "-o", "a new loop", "--role", "qa-engineer", "--level", "mid", "--variants", "2"],
        &["status", "a new loop"],
        &["gather", "no such loop"],
        &["eject", "our bank"],
        &["init", "the next loop", "-q"],
        &["calibrate", "the next loop"],
    ] {
        let run = panelkit(at.path(), args);
        let said = [run.out, run.err].concat();
        for line in said.lines() {
            for command in line.split("panelkit ").skip(1) {
                let folders = ["our loop", "a new loop", "no such loop", "our bank", "the next loop"];
                for place in folders.iter().flat_map(|f| command.match_indices(f)) {
                    named += 1;
                    assert!(command[..place.0].ends_with('"'), "{args:?}: {line}");
                }
            }
        }
    }
    assert!(named >= 8, "{named}");
}
