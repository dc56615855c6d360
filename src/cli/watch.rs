//! Doing something again whenever a file changes.

use super::Outcome;
use super::ui::Ui;
use crate::diag::Failure;
use std::fs;
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::{Duration, SystemTime};

/// How often the files are looked at.
const PAUSE: Duration = Duration::from_millis(300);

/// A file as it is seen from outside: its path, its size, when it was changed.
type Seen = (PathBuf, u64, Option<SystemTime>);

/// Runs `work`, and again each time when something below `paths` has changed and come to rest; ends with the process.
///
/// The files are looked at, not listened to: this works on network drives and synchronised folders too.
pub(super) fn watch(
    paths: &[PathBuf],
    ui: &mut Ui,
    mut work: impl FnMut(&mut Ui) -> Result<(), Failure>,
) -> Result<Outcome, Failure> {
    loop {
        let seen = look(paths);
        if let Err(failure) = work(ui) {
            ui.findings(&failure.0);
        }
        ui.say("\nWatching for changes; Ctrl-C ends it.");
        let mut now = look(paths);
        while now == seen {
            sleep(PAUSE);
            now = look(paths);
        }
        // A program that saves writes several times.
        loop {
            sleep(PAUSE);
            let next = look(paths);
            if next == now {
                break;
            }
            now = next;
        }
    }
}

fn look(paths: &[PathBuf]) -> Vec<Seen> {
    let mut seen = Vec::new();
    for path in paths {
        add(path, 0, &mut seen);
    }
    seen.sort();
    seen
}

fn add(path: &Path, depth: usize, seen: &mut Vec<Seen>) {
    let Ok(meta) = fs::metadata(path) else { return };
    if !meta.is_dir() {
        seen.push((path.to_owned(), meta.len(), meta.modified().ok()));
    } else if depth < 32
        && let Ok(entries) = fs::read_dir(path)
    {
        for entry in entries.flatten() {
            add(&entry.path(), depth + 1, seen);
        }
    }
}
