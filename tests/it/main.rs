//! The kit from outside: the command line, the house's rules, the README.

#![allow(clippy::unwrap_used, reason = "a test ends there")]

mod bank;
mod bank_counts;
mod calendars;
mod calibrate;
mod circles;
mod compare;
mod corpora;
mod debrief;
mod demo;
mod errors;
mod faults;
mod fixtures;
mod folders;
mod forms;
mod gathering;
mod handouts;
mod hints;
mod hostile;
mod imports;
mod init;
mod letters;
mod limits;
mod market;
mod measures;
mod names;
mod nothing_lost;
mod opening;
mod packets;
mod person;
mod plans;
mod readme;
mod replans;
mod retention;
mod rules;
mod schedule;
mod schema;
mod scores;
mod shells;
mod spectra;
mod statistics;
mod surroundings;
mod tag_tree;
mod templates;
mod terminal;
mod tidy;
mod topics;

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// What a run of the binary gave.
struct Run {
    code: Option<i32>,
    out: String,
    err: String,
}

/// Runs `panelkit` in `folder` without colours and without the user's environment.
fn panelkit(folder: &Path, args: &[&str]) -> Run {
    let output: Output = Command::new(env!("CARGO_BIN_EXE_panelkit"))
        .args(args)
        .current_dir(folder)
        .env_remove("PANELKIT_BANK")
        .env_remove("PANELKIT_BLESS")
        .env_remove("PANELKIT_TEMPLATES")
        .env_remove("PANELKIT_PAPER")
        .env("XDG_CONFIG_HOME", folder.join("no-configuration"))
        .output()
        .expect("the binary runs");
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("UTF-8");
    Run { code: output.status.code(), out: text(&output.stdout), err: text(&output.stderr) }
}

impl Run {
    /// The same, having ended with `code`.
    fn exits(self, code: i32) -> Self {
        assert_eq!(self.code, Some(code), "stdout:\n{}\nstderr:\n{}", self.out, self.err);
        self
    }
}

/// A new empty folder that goes away with the value.
fn folder() -> tempfile::TempDir {
    tempfile::tempdir().expect("a temporary folder")
}

/// All files below `folder`, sorted, with their content.
fn files(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(at) = open.pop() {
        for entry in std::fs::read_dir(&at).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                open.push(path);
            } else {
                let content = std::fs::read(&path).expect("a file");
                found.push((path.strip_prefix(folder).expect("below").to_owned(), content));
            }
        }
    }
    found.sort();
    found
}

/// Whether a tool that a test needs is installed; says so where it isn't.
fn tool(name: &str) -> bool {
    let there =
        Command::new(name).arg("--version").output().is_ok() || Command::new(name).arg("-v").output().is_ok();
    if !there {
        assert!(std::env::var_os("CI").is_none(), "{name} is missing: .ci/run installs it");
        eprintln!("SKIPPED: {name} is not installed");
    }
    there
}

/// What `tool` prints about `file`, with its exit code.
fn ask(tool: &str, args: &[&str], file: &Path) -> (i32, String) {
    let output = Command::new(tool)
        .args(args)
        .arg(file)
        .args(if tool == "pdftotext" { &["-"][..] } else { &[] })
        .output();
    let output = output.expect("the tool runs");
    (output.status.code().unwrap_or(-1), String::from_utf8_lossy(&output.stdout).into_owned())
}
