//! `panelkit bank lint`: checks every file of a bank.

mod github;
mod junit;
mod sarif;

use super::super::ui::Ui;
use crate::bank::{Bank, SourceFile, lint};
use crate::cli::args::{BankLintArgs, LintFormat};
use crate::cli::config::Config;
use crate::cli::outcome::Outcome;
use crate::cli::ui::json;
use crate::diag::{Diagnostic, Failure};
use crate::text::{count, shown, visible};
use serde::Serialize;
use std::collections::BTreeSet;
use std::env;
use std::path::{Component, Path, PathBuf};

/// The findings of `bank lint --format json`.
#[derive(Serialize)]
struct LintReport<'a> {
    format: &'static str,
    findings: &'a [Diagnostic],
}

pub(super) fn run(args: &BankLintArgs, config: &Config, ui: &mut Ui) -> Result<Outcome, Failure> {
    let files = config.bank_files()?;
    let mut findings = lint(&files);
    let mut chosen = chosen(&files, &args.only)?;
    let mut own = BTreeSet::new();
    for folder in config.bank_folders() {
        own.extend(Bank::own_files(folder)?.into_iter().map(|f| f.shown));
    }
    if config.banks.len() > 1 {
        // The built-in bank is there to be added to: nobody here mends it.
        chosen.retain(|f| own.contains(&f.shown));
        findings.retain(|d| d.place.as_ref().is_some_and(|p| own.contains(&p.file)));
    }
    if !args.only.is_empty() {
        findings.retain(|d| d.place.as_ref().is_some_and(|p| chosen.iter().any(|f| f.shown == p.file)));
    }
    match args.format {
        LintFormat::Full => ui.findings(&findings),
        LintFormat::Short => findings.iter().for_each(|d| ui.result(&format!("{}\n", visible(&line(d))))),
        LintFormat::Json => {
            let findings = &from_here(&findings);
            ui.result(&json(&LintReport { format: "panelkit.findings/1", findings }));
        }
        LintFormat::Sarif => ui.result(&json(&sarif::log(&from_here(&findings)))),
        LintFormat::Github => ui.result(&github::commands(&from_here(&findings))),
        LintFormat::Junit => {
            // Files that complete a bank aren't those of whoever runs this.
            let files = chosen.iter().filter(|f| own.is_empty() || own.contains(&f.shown));
            let files: Vec<String> = files.map(|f| path_from_here(&f.shown)).collect();
            let files: Vec<&str> = files.iter().map(String::as_str).collect();
            ui.result(
                &junit::report(&files, &from_here(&findings))
                    .map_err(|e| Diagnostic::error("output", format!("the report can't be written: {e}")))?,
            );
        }
    }
    let read = count(chosen.iter().filter(|f| f.is_question()).count(), "question");
    ui.say(&match findings.len() {
        0 => format!("{read}, nothing to mend."),
        n => format!("{read}, {}.", count(n, "finding")),
    });
    Ok(if findings.is_empty() { Outcome::Done } else { Outcome::NeedsPerson })
}

/// The files that `only` names by an id, a file or a folder, all where it names none; fails where one isn't in the bank.
fn chosen<'f>(files: &'f [SourceFile], only: &[String]) -> Result<Vec<&'f SourceFile>, Failure> {
    let fits = |file: &SourceFile, name: &str| {
        let path = shown(Path::new(name));
        let path = path.trim_end_matches('/').trim_start_matches("./");
        [&file.shown, &file.name].iter().any(|own| Path::new(own).starts_with(path))
            || Bank::source_of(std::slice::from_ref(file), name).is_some()
    };
    let unknown: Vec<Diagnostic> = only
        .iter()
        .filter(|name| !files.iter().any(|file| fits(file, name)))
        .map(|name| {
            Diagnostic::error(
                "unknown-name",
                format!("the bank has no question, file or folder `{}`", visible(name)),
            )
            .hint("give an id, or a path inside the folder of --bank")
        })
        .collect();
    if !unknown.is_empty() {
        return Err(Failure(unknown));
    }
    let is_chosen = |file: &&SourceFile| only.is_empty() || only.iter().any(|name| fits(file, name));
    Ok(files.iter().filter(is_chosen).collect())
}

/// The findings as other programs want their places: from the current folder on.
fn from_here(findings: &[Diagnostic]) -> Vec<Diagnostic> {
    let mut findings = findings.to_vec();
    for place in findings.iter_mut().flat_map(|f| f.place.iter_mut().chain(&mut f.also)) {
        place.file = path_from_here(&place.file);
    }
    findings
}

/// A path from the current folder on, with `/` between its parts, where it lies below that folder; else as it is.
fn path_from_here(path: &str) -> String {
    let here = env::current_dir().unwrap_or_default();
    let path = Path::new(path);
    let below = path.strip_prefix(&here).unwrap_or(path);
    let parts: PathBuf = below.components().filter(|part| *part != Component::CurDir).collect();
    shown(&parts)
}

/// A finding on one line, for logs and editors.
fn line(d: &Diagnostic) -> String {
    format!("{d} [{}: {}]", d.severity.word(), d.code)
}
