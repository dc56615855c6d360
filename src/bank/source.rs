//! The files of a bank, from a folder or from the binary.

use crate::assets;
use crate::diag::{Diagnostic, Failure, Place, Severity};
use crate::limits::{BANK_FILE, BANK_FILES, unreadable};
use crate::text::shown;
use crate::toml::TomlFile;
use crate::walk::Walk;
use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};

/// The one file of a bank that isn't TOML: the list of what the bank must cover.
pub(super) const TOPICS_FILE: &str = "topics.csv";

/// One file of a bank.
#[derive(Debug, Clone)]
pub struct SourceFile {
    /// The path inside the bank, with `/`.
    pub name: String,
    /// The path as the person would open it.
    pub shown: String,
    /// The content.
    pub text: String,
}

impl SourceFile {
    /// Whether it holds a question.
    pub fn is_question(&self) -> bool {
        is_question(&self.name)
    }

    /// The file as the reader of TOML takes it.
    pub(super) fn toml(&self) -> TomlFile<'_> {
        TomlFile { shown: &self.shown, text: &self.text }
    }
}

fn is_question(name: &str) -> bool {
    name.starts_with("questions/")
}

/// Whether a file of this name in a bank is read.
fn is_read(name: &Path) -> bool {
    name.extension().is_some_and(|e| e == "toml") || name == Path::new(TOPICS_FILE)
}

/// The files of the bank in `folder`, sorted by name, completed by built-in catalogues; without a folder the
/// built-in bank.
pub(super) fn files(folder: Option<&Path>) -> Result<Vec<SourceFile>, Failure> {
    let Some(folder) = folder else { return Ok(sorted(built_in(|_| true).collect())) };
    if !folder.is_dir() {
        return Err(Diagnostic::error("bank-folder", "there is no such bank folder")
            .at(Place::of_path(folder))
            .hint("`panelkit eject DIR` writes the built-in bank out, to edit")
            .into());
    }
    let mut files = Vec::new();
    let mut findings = Vec::new();
    for path in paths(folder)? {
        match BANK_FILE.read_text(&path) {
            Ok(text) => {
                files.push(SourceFile { name: shown(inside(folder, &path)), shown: shown(&path), text });
            }
            Err(e) => findings.push(unreadable(&path, &e)),
        }
    }
    if !findings.is_empty() {
        return Err(Failure(findings));
    }
    let own: BTreeSet<&str> = files.iter().map(|f| f.name.as_str()).collect();
    let missing: Vec<SourceFile> = built_in(|name| !is_question(name) && !own.contains(name)).collect();
    files.extend(missing);
    Ok(sorted(files))
}

/// The path of a file in the bank, wherever the bank lies.
fn inside<'p>(folder: &Path, path: &'p Path) -> &'p Path {
    path.strip_prefix(folder).unwrap_or(path)
}

/// The files below `folder` that are read; fails where that isn't known of some, or where there are too many.
fn paths(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let walked = Walk { skip_hidden: true, ..Walk::FOLLOWING }.through(&[folder]);
    let is_read = |path: &Path| is_read(inside(folder, path));
    let paths: Vec<PathBuf> = walked.files.into_iter().filter(|path| is_read(path)).collect();
    // Whatever else can't be read is no part of the bank.
    let concerns_bank = |f: &Diagnostic| {
        let path = f.place.as_ref().map(|p| Path::new(&p.file));
        f.severity == Severity::Error && path.is_some_and(|p| p.is_dir() || is_read(p))
    };
    let mut findings: Vec<Diagnostic> = walked.findings.into_iter().filter(concerns_bank).collect();
    if paths.len() as u64 > BANK_FILES.most {
        let more = format!("the folder holds more: {BANK_FILES}");
        findings.push(unreadable(folder, &io::Error::new(io::ErrorKind::FileTooLarge, more)));
    }
    if findings.is_empty() { Ok(paths) } else { Err(Failure(findings)) }
}

/// By name, so that the same files give the same bank wherever they lie.
fn sorted(mut files: Vec<SourceFile>) -> Vec<SourceFile> {
    files.sort_by(|a, b| a.name.cmp(&b.name));
    files
}

/// The built-in files beside the questions, sorted by name.
pub(super) fn built_in_catalogues() -> Vec<SourceFile> {
    sorted(built_in(|name| !is_question(name)).collect())
}

/// The built-in files whose name in the bank fits.
fn built_in(fits: impl Fn(&str) -> bool) -> impl Iterator<Item = SourceFile> {
    assets::below("question-bank").filter_map(move |asset| {
        let name = asset.path.trim_start_matches("question-bank/");
        (is_read(Path::new(name)) && fits(name)).then(|| SourceFile {
            name: name.to_owned(),
            shown: asset.path.to_owned(),
            text: String::from_utf8_lossy(&asset.content()).into_owned(),
        })
    })
}
