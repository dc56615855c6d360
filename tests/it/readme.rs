//! Every command block of the README runs, in one folder, from top to bottom.

use super::{folder, panelkit};
use std::path::Path;

/// The commands of the README's `sh` blocks, line by line; a `$ ` before a command is left out.
fn commands() -> Vec<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let text = std::fs::read_to_string(path).unwrap();
    let mut inside = false;
    let mut commands = Vec::new();
    for line in text.lines() {
        if line.starts_with("```") {
            inside = line == "```sh";
        } else if inside && !line.trim().is_empty() && !line.starts_with('#') {
            commands.push(line.trim_start_matches("$ ").to_owned());
        }
    }
    commands
}

/// The words of a command line with double quotes.
fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    let (mut word, mut quoted) = (String::new(), false);
    let line = line.split("  #").next().unwrap_or(line);
    for c in line.chars() {
        match c {
            '"' => quoted = !quoted,
            ' ' if !quoted => {
                if !word.is_empty() {
                    words.push(std::mem::take(&mut word));
                }
            }
            c => word.push(c),
        }
    }
    words.extend((!word.is_empty()).then_some(word));
    words
}

#[test]
fn every_command_of_the_readme_runs() {
    let at = folder();
    let mut ran = 0;
    for line in commands() {
        let words = words(&line);
        let args: Vec<&str> = words.iter().map(String::as_str).collect();
        let args = match args.as_slice() {
            ["cargo", "test" | "install", ..] => continue,
            ["cargo", "run", "--release", "--", rest @ ..] | ["panelkit", rest @ ..] => rest,
            ["mkdir", "-p", folder] => {
                std::fs::create_dir_all(at.path().join(folder)).unwrap();
                continue;
            }
            ["cp", from, to] => {
                let from = at.path().join(from);
                assert!(!from.is_dir(), "name a file in {line}");
                let target = at.path().join(to);
                let target = if to.ends_with('/') { target.join(from.file_name().unwrap()) } else { target };
                std::fs::copy(from, target).unwrap();
                continue;
            }
            other => panic!("the test can't run {other:?}"),
        };
        let run = panelkit(at.path(), args);
        assert!(matches!(run.code, Some(0 | 1)), "{line}\n{}\n{}", run.out, run.err);
        ran += 1;
    }
    assert!(ran >= 8, "only {ran} commands");
}
