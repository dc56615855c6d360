//! Temporary files that a run left which was ended before it could remove them.

use crate::diag::{Diagnostic, Place};
use crate::text::count;
use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

/// How the name of each temporary file begins.
pub(super) const PREFIX: &str = ".panelkit-";
/// So many letters and digits follow.
const RANDOM: usize = 6;
/// A file that has just been made may not be held yet by whoever made it.
const MINUTE: Duration = Duration::from_mins(1);
/// Where nothing tells whether its maker still runs, a file is given this long.
const DAY: Duration = Duration::from_hours(24);
/// A loop's folder is no deeper: `packets/NAME/FILE`.
const DEEPEST: usize = 3;

/// Removes what earlier runs left in `folder` itself.
pub(super) fn sweep(folder: &Path) -> Vec<PathBuf> {
    let mut gone = Vec::new();
    walk(folder, 1, MINUTE, &mut gone);
    gone
}

/// Removes what earlier runs left in the loop's folder `folder` and below it. Its lock is held: nobody begins a file.
pub(super) fn sweep_below(folder: &Path) -> Vec<PathBuf> {
    let mut gone = Vec::new();
    walk(folder, DEEPEST, Duration::ZERO, &mut gone);
    gone
}

/// A note on what was removed, where anything was.
pub(super) fn note(gone: &[PathBuf]) -> Option<Diagnostic> {
    let first = gone.first()?;
    let first = first.strip_prefix(".").unwrap_or(first);
    let message = format!(
        "{} of a run that was cut off went; no file was half written",
        count(gone.len(), "temporary file")
    );
    Some(Diagnostic::note("swept", message).at(Place::file(first.display().to_string())))
}

fn walk(folder: &Path, depth: usize, age: Duration, gone: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    let mut entries: Vec<_> = entries.flatten().collect();
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let Ok(kind) = entry.file_type() else { continue };
        let path = entry.path();
        if kind.is_dir() && depth > 1 {
            walk(&path, depth - 1, age, gone);
        } else if kind.is_file()
            && is_ours(&entry.file_name().to_string_lossy())
            && is_left(&path, age)
            && fs::remove_file(&path).is_ok()
        {
            gone.push(path);
        }
    }
}

/// Whether a file of this name is one of our temporary files.
fn is_ours(name: &str) -> bool {
    name.strip_prefix(PREFIX)
        .is_some_and(|rest| rest.len() == RANDOM && rest.bytes().all(|b| b.is_ascii_alphanumeric()))
}

/// Whether nobody works on the file any more, which is at least of this `age`.
fn is_left(path: &Path, age: Duration) -> bool {
    let Ok(file) = File::open(path) else { return false };
    let Ok(meta) = file.metadata() else { return false };
    let old = meta.modified().ok().and_then(|then| SystemTime::now().duration_since(then).ok());
    let older_than = |age| age == Duration::ZERO || old.is_some_and(|old| old >= age);
    match file.try_lock() {
        Ok(()) => older_than(age),
        Err(TryLockError::WouldBlock) => false,
        Err(TryLockError::Error(_)) => older_than(DAY),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_names_are_swept() {
        assert!(is_ours(".panelkit-aB3dE9"));
        for name in
            [".panelkit-", ".panelkit.lock", ".panelkit-notes.md", ".panelkit-aB3dE9x", "panelkit-aB3dE9"]
        {
            assert!(!is_ours(name), "{name}");
        }
    }

    #[test]
    fn what_is_held_or_young_stays() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        let held = File::create(path(".panelkit-aaaaaa")).unwrap();
        held.lock().unwrap();
        File::create(path(".panelkit-bbbbbb")).unwrap();
        let old = File::create(path(".panelkit-cccccc")).unwrap();
        old.set_modified(SystemTime::now() - 2 * MINUTE).unwrap();
        drop(old);
        fs::write(path("plan.json"), "{}").unwrap();
        assert_eq!(sweep(folder.path()), [path(".panelkit-cccccc")]);
        assert_eq!(sweep_below(folder.path()), [path(".panelkit-bbbbbb")]);
        drop(held);
        assert_eq!(sweep_below(folder.path()), [path(".panelkit-aaaaaa")]);
        assert!(path("plan.json").exists());
    }
}
