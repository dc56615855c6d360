//! The files below some paths that may hold scorecards.

use crate::diag::{Diagnostic, Place};
use crate::sheet::leftover;
use crate::text::shown;
use crate::walk::Walk;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

/// Where the bytes of a file are.
#[derive(Debug, Clone)]
pub enum Content {
    /// In memory.
    Bytes(Vec<u8>),
    /// On the disk; they are read when the file's turn comes.
    Path(PathBuf),
}

/// A file that may hold scorecards.
#[derive(Debug, Clone)]
pub struct ScoreFile {
    /// The path as the person would open it, for findings.
    pub name: String,
    /// The path in what is written: from the loop folder, so that it says the same wherever the folder lies.
    pub recorded: String,
    /// Its content.
    pub content: Content,
    /// When it was changed, in nanoseconds since 1970, where that is known already.
    pub modified: Option<u128>,
}

impl ScoreFile {
    /// A file of this name whose content is in memory.
    pub fn of_bytes(name: &str, bytes: &[u8]) -> Self {
        Self {
            name: name.to_owned(),
            recorded: name.to_owned(),
            content: Content::Bytes(bytes.to_vec()),
            modified: None,
        }
    }

    /// The recorded path of `part`, which is the file's name, perhaps with a sheet or an archive's entry behind it.
    pub(super) fn recorded_part(&self, part: &str) -> String {
        part.strip_prefix(&self.name)
            .map_or_else(|| part.to_owned(), |inside| format!("{}{inside}", self.recorded))
    }

    /// When it was changed: asked of the disk only where copies are to be told apart.
    pub(super) fn changed(&self) -> Option<u128> {
        self.modified.or_else(|| self.changed_on_disk())
    }

    fn changed_on_disk(&self) -> Option<u128> {
        let Content::Path(path) = &self.content else { return None };
        let modified = fs::metadata(path).ok()?.modified().ok()?;
        modified.duration_since(UNIX_EPOCH).ok().map(|d| d.as_nanos())
    }
}

/// What was found below some paths.
#[derive(Debug, Default)]
pub struct ScoreFiles {
    /// Files to read, in the order of their paths.
    pub files: Vec<ScoreFile>,
    /// Notes on what was left out, and errors on what can't be read.
    pub findings: Vec<Diagnostic>,
}

/// The files in `roots`, which are files or folders, for the loop folder at `base`; lock files and the like are left out
/// with a note.
pub fn score_files(roots: &[PathBuf], base: &Path) -> ScoreFiles {
    let walked = Walk::FOLLOWING.through(roots);
    let mut found = ScoreFiles { files: Vec::with_capacity(walked.files.len()), findings: walked.findings };
    for path in walked.files {
        if let Some(what) = guide(&path) {
            let note = Diagnostic::note("skipped", format!("{what} was left out"));
            found.findings.push(note.at(Place::of_path(&path)));
            continue;
        }
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        match leftover(&name) {
            Some(what) => {
                let note = Diagnostic::note("skipped", format!("{what} was left out"));
                found.findings.push(note.at(Place::of_path(&path)));
            }
            None => found.files.push(ScoreFile {
                name: shown(&path),
                recorded: recorded(&path, base),
                content: Content::Path(path),
                modified: None,
            }),
        }
    }
    found
}

/// What explains the cards and is none, by its name.
fn guide(path: &Path) -> Option<&'static str> {
    let stem = path.file_stem()?.to_str()?.to_lowercase();
    let ending = path.extension().map(|e| e.to_string_lossy().to_lowercase()).unwrap_or_default();
    let is_text = ["", "md", "txt", "rst", "html", "htm", "pdf", "docx"].contains(&ending.as_str());
    (is_text && ["readme", "read me", "liesmich", "license", "licence"].contains(&stem.as_str()))
        .then_some("a README")
}

/// `path` as it is recorded by the loop folder at `base`: from that folder on where it lies inside, else as it was given.
fn recorded(path: &Path, base: &Path) -> String {
    if let Ok(inside) = path.strip_prefix(base) {
        return shown(inside);
    }
    let real = |p: &Path| fs::canonicalize(p).ok();
    let inside = real(base).and_then(|base| Some(real(path)?.strip_prefix(base).ok()?.to_owned()));
    inside.map_or_else(|| shown(path), |inside| shown(&inside))
}
