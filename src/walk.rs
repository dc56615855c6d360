//! The one walk through folders: which files lie below some paths, each once.

use crate::diag::{Diagnostic, Place};
use crate::limits::{FOLDER_DEPTH, check_readable, unreadable};
use std::collections::BTreeSet;
use std::fs::{self, FileType};
use std::io;
use std::path::{Path, PathBuf};

/// What happens to links on the way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Links {
    /// Folders behind links are walked through as well, each folder once.
    Follow,
    /// A link is listed as it is, whatever it leads to.
    Keep,
}

/// How to walk.
#[derive(Debug, Clone, Copy)]
pub struct Walk {
    /// What happens to links.
    pub links: Links,
    /// How many levels of folders are walked through, silently; none: all, and a finding where they go too deep.
    pub levels: Option<usize>,
    /// Whether entries whose names begin with a dot are left out, silently.
    pub skip_hidden: bool,
}

/// What a walk found.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Walked {
    /// Files, and links that were kept, in the order of their paths, part by part.
    pub files: Vec<PathBuf>,
    /// The folders that were walked through, each behind those inside it.
    pub folders: Vec<PathBuf>,
    /// Notes on what was left out, and errors on what can't be read.
    pub findings: Vec<Diagnostic>,
}

/// Folders that hold what somebody threw away, or the records of another program.
const NOT_OURS: [&str; 3] = ["$RECYCLE.BIN", ".git", ".sync"];
/// How the names of further folders of that kind begin.
const TRASH: &str = ".Trash";

impl Walk {
    /// All files below some paths, those behind links too.
    pub const FOLLOWING: Self = Self { links: Links::Follow, levels: None, skip_hidden: false };
    /// All files and links below some paths; nothing outside them is looked at.
    pub const INSIDE: Self = Self { links: Links::Keep, levels: None, skip_hidden: false };
    /// The entries of folders themselves.
    pub const ONE_LEVEL: Self = Self { links: Links::Keep, levels: Some(1), skip_hidden: false };

    /// What lies below `roots`, which are files or folders. A root that isn't there is an error among the findings.
    pub fn through(self, roots: &[impl AsRef<Path>]) -> Walked {
        let mut walking =
            Walking { how: self, walked: Walked::default(), seen: BTreeSet::new(), links: Vec::new() };
        for root in roots.iter().map(AsRef::as_ref) {
            match fs::metadata(root) {
                Ok(meta) if meta.is_dir() => walking.linked_folder(root, 0),
                Ok(_) => match check_readable(root) {
                    Ok(()) => walking.walked.files.push(root.to_owned()),
                    Err(e) => walking.walked.findings.push(unreadable(root, &e)),
                },
                Err(e) => walking.walked.findings.push(unreadable(root, &e)),
            }
        }
        // Links come last: a folder is listed under its own path where it has one below the roots.
        while !walking.links.is_empty() {
            for (link, depth) in std::mem::take(&mut walking.links) {
                walking.linked_folder(&link, depth);
            }
        }
        let mut walked = walking.walked;
        walked.files.sort_by_cached_key(|path| sort_key(path));
        walked.files.dedup();
        walked
    }
}

/// By which paths are sorted part by part, as paths are, without taking them apart at each comparison.
fn sort_key(path: &Path) -> Vec<u8> {
    let bytes = path.as_os_str().as_encoded_bytes().iter();
    bytes.map(|b| if std::path::is_separator(char::from(*b)) { 0 } else { *b }).collect()
}

/// A walk on its way.
struct Walking {
    how: Walk,
    walked: Walked,
    /// The folders that were walked through, by their real paths.
    seen: BTreeSet<PathBuf>,
    /// Links to folders that are still to be followed, with their depths.
    links: Vec<(PathBuf, usize)>,
}

impl Walking {
    /// Walks through a folder to which a link may lead.
    fn linked_folder(&mut self, folder: &Path, depth: usize) {
        match fs::canonicalize(folder) {
            Ok(real) if self.seen.contains(&real) => {
                self.skip(folder, "a link to a folder that is read already");
            }
            Ok(real) => self.folder(folder, &real, depth),
            Err(e) => self.walked.findings.push(unreadable(folder, &e)),
        }
    }

    fn folder(&mut self, folder: &Path, real: &Path, depth: usize) {
        if self.how.levels.is_some_and(|levels| depth >= levels) {
            return;
        }
        if depth >= FOLDER_DEPTH.most as usize {
            let message = format!("the folder lies too deep: {FOLDER_DEPTH}");
            self.walked.findings.push(Diagnostic::error("too-deep", message).at(Place::of_path(folder)));
            return;
        }
        self.seen.insert(real.to_owned());
        match fs::read_dir(folder).and_then(Iterator::collect::<io::Result<Vec<_>>>) {
            Ok(mut entries) => {
                entries.sort_by_key(fs::DirEntry::file_name);
                for entry in entries {
                    self.entry(&entry, real, depth);
                }
            }
            Err(e) => self.walked.findings.push(unreadable(folder, &e)),
        }
        self.walked.folders.push(folder.to_owned());
    }

    fn entry(&mut self, entry: &fs::DirEntry, real: &Path, depth: usize) {
        let (path, name) = (entry.path(), entry.file_name());
        let shown = name.to_string_lossy();
        if self.how.skip_hidden && shown.starts_with('.') {
            return;
        }
        // The folder knows what most of its entries are; only what lies behind a link is asked for.
        let kind = match entry.file_type() {
            Ok(kind) if kind.is_symlink() => return self.link(path, depth + 1),
            Ok(kind) => kind,
            Err(e) => return self.walked.findings.push(unreadable(&path, &e)),
        };
        if !kind.is_dir() {
            self.file(path, kind);
        } else if NOT_OURS.iter().any(|n| shown.eq_ignore_ascii_case(n)) || shown.starts_with(TRASH) {
            self.skip(&path, "a folder of the bin or of another program");
        } else {
            self.folder(&path, &real.join(name), depth + 1);
        }
    }

    fn link(&mut self, path: PathBuf, depth: usize) {
        if self.how.links == Links::Keep {
            return self.walked.files.push(path);
        }
        match fs::metadata(&path) {
            Ok(meta) if meta.is_dir() => self.links.push((path, depth)),
            Ok(meta) => self.file(path, meta.file_type()),
            Err(e) => self.walked.findings.push(unreadable(&path, &e)),
        }
    }

    fn file(&mut self, path: PathBuf, kind: FileType) {
        if kind.is_file() || self.how.links == Links::Keep {
            self.walked.files.push(path);
        } else {
            self.skip(&path, "a pipe, a device or the like");
        }
    }

    fn skip(&mut self, path: &Path, what: &str) {
        let note = Diagnostic::note("skipped", format!("{what} was left out"));
        self.walked.findings.push(note.at(Place::of_path(path)));
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::os::unix::fs::symlink;

    fn names(walked: &Walked, root: &Path) -> Vec<String> {
        let below = |p: &PathBuf| p.strip_prefix(root).expect("below the root").display().to_string();
        walked.files.iter().map(below).collect()
    }

    #[test]
    fn links_that_lead_back_end_and_each_folder_is_read_once() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        fs::create_dir(at("real")).unwrap();
        fs::write(at("real/card.csv"), "x").unwrap();
        symlink(".", at("a")).unwrap();
        symlink(".", at("b")).unwrap();
        symlink("real", at("alias")).unwrap();
        let walked = Walk::FOLLOWING.through(&[folder.path()]);
        assert_eq!(names(&walked, folder.path()), ["real/card.csv"]);
        assert_eq!(walked.findings.len(), 3);
        let inside = Walk::INSIDE.through(&[folder.path()]);
        assert_eq!(names(&inside, folder.path()), ["a", "alias", "b", "real/card.csv"]);
        assert_eq!(inside.folders, [at("real"), folder.path().to_owned()]);
    }

    #[test]
    fn bins_are_left_out_with_a_note_and_a_root_that_is_missing_is_an_error() {
        let folder = tempfile::tempdir().unwrap();
        for name in [".Trash-1000", "$RECYCLE.BIN", ".git", ".sync"] {
            fs::create_dir(folder.path().join(name)).unwrap();
            fs::write(folder.path().join(name).join("card.csv"), "x").unwrap();
        }
        let walked = Walk::FOLLOWING.through(&[folder.path().to_owned(), folder.path().join("gone")]);
        assert_eq!(walked.files, [] as [&Path; 0]);
        let codes: Vec<&str> = walked.findings.iter().map(|f| f.code).collect();
        assert_eq!(codes, ["skipped", "skipped", "skipped", "skipped", "unreadable"]);
    }

    #[test]
    fn one_level_is_the_folder_itself() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("sub")).unwrap();
        fs::write(folder.path().join("sub/x"), "").unwrap();
        fs::write(folder.path().join("y"), "").unwrap();
        assert_eq!(names(&Walk::ONE_LEVEL.through(&[folder.path()]), folder.path()), ["y"]);
    }
}
