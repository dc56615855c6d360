//! The files below some folders that may hold scorecards.

use super::{Content, ScoreFile};
use crate::diag::{Diagnostic, Place};
use crate::sheet::leftover;
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

/// How deep folders are followed: a loop of links ends there.
const DEEPEST: usize = 32;

/// The files in `roots`, which are files or folders; lock files and the like are left out with a note.
pub fn files(roots: &[PathBuf]) -> Left {
    let mut left = Left::default();
    let mut paths = Vec::new();
    for root in roots {
        match fs::metadata(root) {
            Ok(meta) if meta.is_dir() => walk(root, 0, &mut paths, &mut left.findings),
            Ok(_) => paths.push(root.clone()),
            Err(e) => left.findings.push(unreadable(root, &e)),
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

fn walk(folder: &Path, depth: usize, found: &mut Vec<PathBuf>, findings: &mut Vec<Diagnostic>) {
    let entries = match fs::read_dir(folder) {
        Ok(entries) if depth < DEEPEST => entries,
        Ok(_) => return,
        Err(e) => return findings.push(unreadable(folder, &e)),
    };
    for entry in entries {
        let entry = match entry {
            Ok(entry) => entry,
            Err(e) => {
                findings.push(unreadable(folder, &e));
                continue;
            }
        };
        let path = entry.path();
        // The folder knows what most of its entries are; only a link is followed.
        let kind = match entry.file_type() {
            Ok(kind) if kind.is_symlink() => fs::metadata(&path).map(|meta| meta.file_type()),
            kind => kind,
        };
        match kind {
            Ok(kind) if kind.is_dir() => walk(&path, depth + 1, found, findings),
            Ok(kind) if kind.is_file() => found.push(path),
            Ok(_) => findings.push(
                Diagnostic::note("skipped", "what is no file was left out")
                    .at(Place::file(path.display().to_string())),
            ),
            Err(e) => findings.push(unreadable(&path, &e)),
        }
    }
}

fn unreadable(path: &Path, error: &std::io::Error) -> Diagnostic {
    Diagnostic::error("unreadable", format!("can't be read: {error}"))
        .at(Place::file(path.display().to_string()))
        .hint("check that it is there and that you may read it")
}
