//! What shells complete, the manual pages, and what the doctor says.

use super::{files, folder, panelkit, tool};
use std::fs;
use std::path::Path;
use std::process::Command;

#[test]
fn completions_know_commands_roles_levels_stacks_and_questions() {
    let at = folder();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = panelkit(at.path(), &["completions", shell]).exits(0).out;
        for word in ["seniority", "backend", "staff", "postgres", "system-design", "adding-an-index", "purge"]
        {
            // Only these two shells' scripts hold the values of options.
            let only_values = !["seniority", "purge"].contains(&word);
            if only_values && ["powershell", "elvish"].contains(&shell) {
                continue;
            }
            assert!(script.contains(word), "{shell}: {word}");
        }
    }
    panelkit(at.path(), &["completions", "tcsh"]).exits(2);
}

#[test]
fn bash_completes_what_it_is_asked_for() {
    if !tool("bash") {
        return;
    }
    let at = folder();
    let script = panelkit(at.path(), &["completions", "bash"]).exits(0).out;
    fs::write(at.path().join("script"), script).unwrap();
    fs::create_dir(at.path().join("my-loop")).unwrap();
    let complete = |words: &[&str]| {
        let ask = format!(
            "source ./script; COMP_WORDS=({}); COMP_CWORD={}; _panelkit panelkit '{}' '{}'; printf '%s\\n' \
             \"${{COMPREPLY[@]}}\"",
            words.join(" "),
            words.len() - 1,
            words[words.len() - 1],
            words[words.len() - 2],
        );
        let out = Command::new("bash").args(["-c", &ask]).current_dir(at.path()).output().unwrap();
        String::from_utf8(out.stdout).unwrap()
    };
    assert_eq!(complete(&["panelkit", "cal"]).trim(), "calibrate");
    assert_eq!(complete(&["panelkit", "plan", "--role", "back"]).trim(), "backend");
    assert_eq!(complete(&["panelkit", "plan", "--level", "sta"]).trim(), "staff");
    assert_eq!(complete(&["panelkit", "bank", "show", "adding-an-i"]).trim(), "adding-an-index");
    assert_eq!(complete(&["panelkit", "packet", "x", "--candidates", "my-"]).trim(), "my-loop");
    // Where the script has nothing to offer bash completes files by itself.
    assert_eq!(complete(&["panelkit", "compare", "my-"]).trim(), "");
    let script = fs::read_to_string(at.path().join("script")).unwrap();
    assert!(script.contains("complete -F _panelkit -o nosort -o bashdefault -o default panelkit"));
}

#[test]
fn there_is_a_manual_page_for_each_command() {
    let at = folder();
    let first = panelkit(at.path(), &["man"]).exits(0).out;
    assert!(first.starts_with(".ie") && first.contains(".TH panelkit 1"), "{first}");
    panelkit(at.path(), &["man", "-o", "pages"]).exits(0);
    let pages = files(&at.path().join("pages"));
    let names: Vec<_> = pages.iter().map(|(p, _)| p.display().to_string()).collect();
    for name in ["panelkit.1", "panelkit-plan.1", "panelkit-bank-lint.1", "panelkit-purge.1"] {
        assert!(names.contains(&name.to_owned()), "{names:?}");
    }
    let plan = fs::read_to_string(at.path().join("pages/panelkit-plan.1")).unwrap();
    assert!(plan.contains(".SH EXAMPLES") && plan.contains("\\-\\-role backend"), "{plan}");
}

#[test]
fn nothing_is_off_in_a_fresh_loop() {
    let at = folder();
    panelkit(at.path(), &["demo", "-o", "loop"]).exits(0);
    let run = panelkit(at.path(), &["doctor", "loop"]).exits(0);
    assert!(run.out.contains("built in, ") && run.out.contains("questions"), "{}", run.out);
    assert!(run.err.contains("Nothing is off."), "{}", run.err);
    assert!(run.out.lines().all(|l| l.chars().count() <= 80), "{}", run.out);
}

#[test]
fn the_doctor_finds_what_is_off() {
    let at = folder();
    let path = |p: &str| at.path().join(p);
    panelkit(at.path(), &["demo", "-o", "loop"]).exits(0);
    fs::write(path("panelkit.toml"), "papper = \"a4\"\n").unwrap();
    fs::write(path("loop/plan.json"), "{").unwrap();
    fs::write(path("loop/.panelkit-aB3dE9"), "half").unwrap();
    fs::create_dir_all(path("ours")).unwrap();
    fs::write(path("ours/packt.md.hbs"), "x").unwrap();
    let args = ["doctor", "loop", "--templates", "ours", "--bank", "nowhere", "--format", "json"];
    let run = panelkit(at.path(), &args).exits(1);
    let view: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(view["format"], "panelkit.doctor/1");
    let checks = view["checks"].as_array().unwrap();
    let off: Vec<_> =
        checks.iter().filter(|c| c["state"] == "off").map(|c| c["what"].as_str().unwrap()).collect();
    assert_eq!(off, ["settings", "bank", "templates", "plan", "temporary files"]);
    for part in
        ["papper", "packet.md.hbs", "there is no such bank folder", ".panelkit-aB3dE9", "5 things are off"]
    {
        assert!(run.err.contains(part), "{part}: {}", run.err);
    }
    let nowhere = panelkit(Path::new("/"), &["doctor", "no-such-loop"]).exits(1);
    assert!(nowhere.err.contains("there is no such folder"), "{}", nowhere.err);
}

/// Writes the reference anew: `PANELKIT_BLESS=1 cargo test reference`.
#[test]
fn the_reference_of_commands_is_in_step() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/commands.md");
    let page = panelkit::cli::reference();
    if std::env::var_os("PANELKIT_BLESS").is_some() {
        fs::write(&path, &page).unwrap();
    }
    let held = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        held == page,
        "docs/commands.md is not what the help says: PANELKIT_BLESS=1 cargo test reference"
    );
    let summary = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/SUMMARY.md");
    assert!(fs::read_to_string(summary).unwrap().contains("(commands.md)"));
}
