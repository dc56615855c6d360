//! Every command block of the README and the handbook runs: each page in a folder of its own, from top to bottom.
//!
//! A block behind a line that is only a file's path and a colon is a file, and is written; one behind `<!-- printed -->` is what the
//! last command printed, line by line, with others left out.

use super::{Run, folder, panelkit};
use panelkit::bank::Bank;
use std::fs;
use std::path::{Path, PathBuf};

/// The day of the handbook: times that it finds lie behind it.
const TODAY: &str = "2026-11-30";

/// What a page does, in its order.
#[derive(Debug)]
enum Step {
    /// A command of a `sh` block.
    Command(String),
    /// A file with its text.
    File(String, String),
    /// Lines that the command before has printed.
    Printed(String),
}

/// The steps of a page.
fn steps(page: &str) -> Vec<Step> {
    let mut steps = Vec::new();
    let mut lines = page.lines();
    let mut before = "";
    while let Some(line) = lines.next() {
        let Some(kind) = line.strip_prefix("```") else {
            before = if line.trim().is_empty() { before } else { line };
            continue;
        };
        let block: Vec<&str> = lines.by_ref().take_while(|l| !l.starts_with("```")).collect();
        let file = before.strip_prefix('`').and_then(|b| b.strip_suffix("`:"));
        let file = file.filter(|f| f.contains('.') && !f.contains(['`', ' ']));
        if let Some(file) = file {
            steps.push(Step::File(file.to_owned(), block.join("\n") + "\n"));
        } else if before == "<!-- printed -->" {
            steps.push(Step::Printed(block.join("\n")));
        } else if kind == "sh" {
            let commands = block.iter().filter(|l| !l.trim().is_empty() && !l.starts_with('#'));
            steps.extend(commands.map(|l| Step::Command((*l).to_owned())));
        }
        before = "";
    }
    steps
}

/// The words of a command line with double quotes; what stands behind `  #` is a remark.
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

/// Runs a command of a page in `at`; nothing where it isn't the kit's, and what is wrong with it.
fn run(at: &Path, line: &str) -> Result<Option<Run>, String> {
    let words = words(line);
    let args: Vec<&str> = words.iter().map(String::as_str).collect();
    let mut args = match args.as_slice() {
        ["cargo", "test" | "install", ..] => return Ok(None),
        ["cargo", "run", "--release", "--", rest @ ..] | ["panelkit", rest @ ..] => rest.to_vec(),
        ["mkdir", "-p", folder] => {
            fs::create_dir_all(at.join(folder)).map_err(|e| format!("{line}: {e}"))?;
            return Ok(None);
        }
        ["cp", from, to] => {
            let from = at.join(from);
            let target = at.join(to);
            let target = if to.ends_with('/') { target.join(from.file_name().unwrap()) } else { target };
            fs::copy(from, target).map_err(|e| format!("{line}: {e}"))?;
            return Ok(None);
        }
        other => return Err(format!("the test can't run {other:?}")),
    };
    if args.first() == Some(&"schedule") {
        args.extend(["--today", TODAY]);
    }
    let run = panelkit(at, &args);
    match run.code {
        Some(0 | 1) => Ok(Some(run)),
        _ => Err(format!("{line}\n{}\n{}", run.out, run.err)),
    }
}

/// The first line of `block` that `run` didn't print behind the lines before it.
fn not_printed(block: &str, run: &Run) -> Option<String> {
    let printed = format!("{}\n{}", run.out, run.err);
    let mut rest = printed.as_str();
    for line in block.lines().map(str::trim).filter(|l| !l.is_empty()) {
        let Some(at) = rest.find(line) else { return Some(format!("`{line}` isn't in\n{printed}")) };
        rest = &rest[at + line.len()..];
    }
    None
}

/// Goes through a page; how many commands of the kit ran, and everything that went wrong.
fn walk(page: &Path) -> (usize, Vec<String>) {
    let text = fs::read_to_string(page).unwrap();
    let at = folder();
    let (mut ran, mut wrong, mut last) = (0, Vec::new(), None);
    for step in steps(&text) {
        match step {
            Step::File(name, text) => {
                let path = at.path().join(name);
                fs::create_dir_all(path.parent().unwrap()).unwrap();
                fs::write(path, text).unwrap();
            }
            Step::Command(line) => match run(at.path(), &line) {
                Ok(run) => {
                    ran += usize::from(run.is_some());
                    last = run.or(last);
                }
                Err(e) => wrong.push(e),
            },
            Step::Printed(block) => match &last {
                Some(run) => wrong.extend(not_printed(&block, run)),
                None => wrong.push(format!("nothing has printed\n{block}")),
            },
        }
    }
    (ran, wrong.into_iter().map(|w| format!("{}: {w}", page.display())).collect())
}

/// The README and the pages of the handbook.
fn pages() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let docs = fs::read_dir(root.join("docs")).unwrap().map(|e| e.unwrap().path());
    let mut pages: Vec<PathBuf> = docs.filter(|p| p.extension().is_some_and(|e| e == "md")).collect();
    pages.push(root.join("README.md"));
    pages.sort();
    pages
}

#[test]
fn every_command_of_the_readme_and_the_handbook_runs() {
    let pages = pages();
    let done: Vec<(usize, Vec<String>)> = std::thread::scope(|scope| {
        let walks: Vec<_> = pages.iter().map(|p| scope.spawn(move || walk(p))).collect();
        walks.into_iter().map(|w| w.join().unwrap()).collect()
    });
    let wrong: Vec<&str> = done.iter().flat_map(|(_, wrong)| wrong).map(String::as_str).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
    let ran: usize = done.iter().map(|(ran, _)| ran).sum();
    assert!(ran >= 100, "only {ran} commands");
}

#[test]
fn the_pages_and_their_links_are_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let summary = fs::read_to_string(root.join("docs/SUMMARY.md")).unwrap();
    let mut wrong = Vec::new();
    for page in pages() {
        let text = fs::read_to_string(&page).unwrap();
        let name = page.file_name().unwrap().to_str().unwrap();
        let is_handbook = page.parent() == Some(root.join("docs").as_path()) && name != "SUMMARY.md";
        if is_handbook && !summary.contains(&format!("({name})")) {
            wrong.push(format!("docs/SUMMARY.md doesn't list {name}"));
        }
        for link in text.split("](").skip(1).filter_map(|l| l.split(')').next()) {
            let file = link.split('#').next().unwrap();
            if !file.is_empty() && !file.contains("://") && !page.parent().unwrap().join(file).exists() {
                wrong.push(format!("{name} leads to {link}, which isn't there"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_readme_stays_short() {
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap();
    assert!(text.lines().count() <= 120, "{} lines", text.lines().count());
}

#[test]
fn the_pages_know_the_bank() {
    let bank = Bank::load(None).unwrap();
    let read = |page: &str| fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(page)).unwrap();
    assert!((1000..2000).contains(&bank.questions.len()), "the pages say more than 1,000 questions");
    for page in ["README.md", "docs/introduction.md"] {
        let roles = format!("more than 1,000 questions for {} roles", bank.roles.len());
        assert!(read(page).contains(&roles), "{page} should say: {roles}");
    }
    let recruiter = read("docs/recruiter.md");
    for role in &bank.roles {
        let row = recruiter.lines().find(|l| l.starts_with(&format!("| `{}`", role.id)));
        let stacks = if role.stacks.is_empty() { "none".to_owned() } else { role.stacks.join(", ") };
        assert!(
            row.is_some_and(|r| r.ends_with(&format!("| {stacks} |"))),
            "docs/recruiter.md should say: | `{}` | {stacks} |",
            role.id
        );
    }
}
