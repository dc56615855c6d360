//! Temporary files that a run left which was ended before it could remove them.

use crate::diag::{Diagnostic, Place};
use crate::opening::files::is_temporary;
use crate::text::count;
use crate::walk::Walk;
use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

/// A file that has just been made may not be locked yet by the run that made it.
const MINUTE: Duration = Duration::from_mins(1);
/// Where locks don't tell whether the run that made it goes on, a file is given this long.
const DAY: Duration = Duration::from_hours(24);

/// Removes what earlier runs left in `folder` itself.
pub(super) fn sweep(folder: &Path) -> Vec<PathBuf> {
    remove_left(folder, Walk::ONE_LEVEL, MINUTE)
}

/// Removes what earlier runs left in the loop folder `folder` and below it, whose lock is held: nobody begins a file.
pub(super) fn sweep_below(folder: &Path) -> Vec<PathBuf> {
    remove_left(folder, Walk::INSIDE, Duration::ZERO)
}

fn remove_left(folder: &Path, how: Walk, age: Duration) -> Vec<PathBuf> {
    let mut files = how.through(&[folder]).files;
    files.retain(|path| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        is_temporary(&name)
            && fs::symlink_metadata(path).is_ok_and(|meta| meta.is_file())
            && is_left(path, age)
            && fs::remove_file(path).is_ok()
    });
    files
}

/// A note on what was removed, where anything was.
pub(super) fn note(gone: &[PathBuf]) -> Option<Diagnostic> {
    let first = gone.first()?;
    let first = first.strip_prefix(".").unwrap_or(first);
    let message = format!(
        "{} of a run that was cut off went; no file was half written",
        count(gone.len(), "temporary file")
    );
    Some(Diagnostic::note("swept", message).at(Place::of_path(first)))
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
