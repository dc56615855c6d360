//! The files of a bank, from a folder or from the binary.

use super::catalogue::TOPICS_FILE;
use crate::assets::{self, Asset};
use crate::diag::{Diagnostic, Failure, Place};
use crate::limits;
use std::collections::BTreeSet;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::{fs, io};

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

/// The files of the bank in `folder`, sorted by name, completed by built-in catalogues; without a folder the
/// built-in bank.
pub(super) fn files(folder: Option<&Path>) -> Result<Vec<SourceFile>, Failure> {
    let Some(folder) = folder else { return Ok(sorted(embedded().collect())) };
    if !folder.is_dir() {
        return Err(Diagnostic::error("bank-folder", "there is no such bank folder")
            .at(Place::file(folder.display().to_string()))
            .hint("`panelkit eject DIR` writes the built-in bank out, to edit")
            .into());
    }
    let list = folder.join(TOPICS_FILE);
    let mut paths = Vec::new();
    walk(folder, &list, 0, &mut paths).map_err(|e| unreadable(folder, &e))?;
    let mut files = Vec::new();
    let mut findings = Vec::new();
    for path in paths {
        let name = path.strip_prefix(folder).unwrap_or(&path).to_string_lossy().replace('\\', "/");
        match limits::BANK_FILE.read_text(&path) {
            Ok(text) => files.push(SourceFile { name, shown: path.display().to_string(), text }),
            Err(e) => findings.extend(unreadable(&path, &e).0),
        }
    }
    if !findings.is_empty() {
        return Err(Failure(findings));
    }
    let own: BTreeSet<&str> = files.iter().map(|f| f.name.as_str()).collect();
    let missing: Vec<SourceFile> =
        embedded_where(|name| !name.starts_with("questions/") && !own.contains(name)).collect();
    files.extend(missing);
    Ok(sorted(files))
}

/// By name, so that the same files give the same bank wherever they lie.
fn sorted(mut files: Vec<SourceFile>) -> Vec<SourceFile> {
    files.sort_by(|a, b| a.name.cmp(&b.name));
    files
}

/// The built-in files beside the questions, sorted by name.
pub(super) fn catalogues() -> Vec<SourceFile> {
    sorted(embedded_where(|name| !name.starts_with("questions/")).collect())
}

fn embedded() -> impl Iterator<Item = SourceFile> {
    embedded_where(|_| true)
}

/// The built-in files whose name in the bank fits.
fn embedded_where(fits: impl Fn(&str) -> bool) -> impl Iterator<Item = SourceFile> {
    let name = |path: &'static str| path.trim_start_matches("question-bank/");
    let read =
        |path: &str| Path::new(path).extension().is_some_and(|e| e == "toml") || path.ends_with(TOPICS_FILE);
    let wanted = move |asset: &Asset| read(asset.path) && fits(name(asset.path));
    assets::below("question-bank").filter(wanted).map(move |asset| SourceFile {
        name: name(asset.path).to_owned(),
        shown: asset.path.to_owned(),
        text: String::from_utf8_lossy(&asset.content()).into_owned(),
    })
}

fn unreadable(path: &Path, error: &io::Error) -> Failure {
    let hint = match error.kind() {
        io::ErrorKind::InvalidData => "save the file as UTF-8",
        io::ErrorKind::FileTooLarge => "docs/limits.md lists the limits",
        _ => "check that the file is there and that you may read it",
    };
    Diagnostic::error("unreadable", format!("the file can't be read: {error}"))
        .at(Place::file(path.display().to_string()))
        .hint(hint)
        .into()
}

/// The bank files below `folder`: TOML, and the one `list` that isn't. Links that lead round in a circle end at the limit
/// of `depth`.
fn walk(folder: &Path, list: &Path, depth: u64, paths: &mut Vec<PathBuf>) -> io::Result<()> {
    let met = [(depth, limits::FOLDER_DEPTH), (paths.len() as u64, limits::BANK_FILES)];
    if let Some((_, limit)) = met.iter().find(|(n, limit)| *n > limit.most) {
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, format!("the folder holds more: {limit}")));
    }
    let mut entries: Vec<(OsString, fs::FileType)> = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        entries.push((entry.file_name(), entry.file_type()?));
    }
    entries.sort_by(|a, b| a.0.cmp(&b.0));
    for (name, kind) in entries {
        if name.as_encoded_bytes().starts_with(b".") {
            continue;
        }
        let path = folder.join(name);
        if kind.is_dir() || kind.is_symlink() && path.is_dir() {
            walk(&path, list, depth + 1, paths)?;
        } else if path.extension().is_some_and(|e| e == "toml") || path == list {
            paths.push(path);
        }
    }
    Ok(())
}
