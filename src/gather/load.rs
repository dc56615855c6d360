//! The files below some folders that may hold scorecards.

use super::{Content, ScoreFile};
use crate::diag::{Diagnostic, Place};
use crate::limits::FOLDER_DEPTH;
use crate::sheet::leftover;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// What was found under some paths.
#[derive(Debug, Default)]
pub struct Left {
    /// Files to read, in the order of their paths.
    pub files: Vec<ScoreFile>,
    /// Notes on what was left out, and errors on what can't be read.
    pub findings: Vec<Diagnostic>,
}

/// How deep folders are followed.
const DEEPEST: usize = FOLDER_DEPTH.most as usize;

/// The files in `roots`, which are files or folders; lock files and the like are left out with a note.
pub fn files(roots: &[PathBuf]) -> Left {
    let mut left = Left::default();
    let mut paths = Vec::new();
    let mut walk = Walk { found: &mut paths, findings: &mut left.findings, followed: BTreeSet::new() };
    for root in roots {
        match fs::metadata(root) {
            Ok(meta) if meta.is_dir() => walk.linked(root, 0),
            Ok(_) => walk.found.push(root.clone()),
            Err(e) => walk.findings.push(unreadable(root, &e)),
        }
    }
    paths.sort_by_cached_key(|path| in_order(path));
    paths.dedup();
    for path in paths {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let shown = path.display().to_string();
        match leftover(&name) {
            Some(what) => {
                let note = Diagnostic::note("skipped", format!("{what} was left out"));
                left.findings.push(note.at(Place::file(shown)));
            }
            None => left.files.push(ScoreFile { name: shown, content: Content::Path(path), modified: None }),
        }
    }
    left
}

/// By which paths are sorted part by part, as paths are, without taking them apart at each comparison.
fn in_order(path: &Path) -> Vec<u8> {
    let bytes = path.as_os_str().as_encoded_bytes().iter();
    bytes.map(|b| if std::path::is_separator(char::from(*b)) { 0 } else { *b }).collect()
}

/// The walk through folders.
struct Walk<'a> {
    found: &'a mut Vec<PathBuf>,
    findings: &'a mut Vec<Diagnostic>,
    /// The folders to which links led, so that links in a circle end.
    followed: BTreeSet<PathBuf>,
}

impl Walk<'_> {
    /// Walks through a folder to which a link may lead, once.
    fn linked(&mut self, folder: &Path, depth: usize) {
        match fs::canonicalize(folder) {
            Ok(target) => {
                if self.followed.insert(target) {
                    self.folder(folder, depth);
                } else {
                    self.skip(folder, "a link to a folder that is read already");
                }
            }
            Err(e) => self.findings.push(unreadable(folder, &e)),
        }
    }

    fn folder(&mut self, folder: &Path, depth: usize) {
        if depth >= DEEPEST {
            let message = format!("the folder lies too deep: {FOLDER_DEPTH}");
            let finding = Diagnostic::error("too-deep", message);
            return self.findings.push(finding.at(Place::file(folder.display().to_string())));
        }
        let entries = match fs::read_dir(folder) {
            Ok(entries) => entries,
            Err(e) => return self.findings.push(unreadable(folder, &e)),
        };
        for entry in entries {
            let entry = match entry {
                Ok(entry) => entry,
                Err(e) => {
                    self.findings.push(unreadable(folder, &e));
                    continue;
                }
            };
            let path = entry.path();
            // The folder knows what most of its entries are; only a link is followed.
            let (kind, link) = match entry.file_type() {
                Ok(kind) if kind.is_symlink() => (fs::metadata(&path).map(|meta| meta.file_type()), true),
                kind => (kind, false),
            };
            match kind {
                Ok(kind) if kind.is_dir() && link => self.linked(&path, depth + 1),
                Ok(kind) if kind.is_dir() => self.folder(&path, depth + 1),
                Ok(kind) if kind.is_file() => self.found.push(path),
                Ok(_) => self.skip(&path, "what is no file"),
                Err(e) => self.findings.push(unreadable(&path, &e)),
            }
        }
    }

    fn skip(&mut self, path: &Path, what: &str) {
        let note = Diagnostic::note("skipped", format!("{what} was left out"));
        self.findings.push(note.at(Place::file(path.display().to_string())));
    }
}

fn unreadable(path: &Path, error: &std::io::Error) -> Diagnostic {
    Diagnostic::error("unreadable", format!("can't be read: {error}"))
        .at(Place::file(path.display().to_string()))
        .hint("check that it is there and that you may read it")
}
