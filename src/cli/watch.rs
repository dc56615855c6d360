//! Doing something again whenever a file changes.

use super::outcome::Outcome;
use super::ui::Ui;
use crate::diag::Failure;
use crate::walk::Walk;
use std::fs;
use std::path::PathBuf;
use std::thread::sleep;
use std::time::{Duration, SystemTime};

/// How often the files are looked at.
const PAUSE: Duration = Duration::from_millis(300);

/// A file's path, its size, and when it was changed.
type FileStamp = (PathBuf, u64, Option<SystemTime>);

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

fn look(paths: &[PathBuf]) -> Vec<FileStamp> {
    let stamp = |path: PathBuf| {
        let meta = fs::metadata(&path).ok()?;
        Some((path, meta.len(), meta.modified().ok()))
    };
    Walk::FOLLOWING.through(paths).files.into_iter().filter_map(stamp).collect()
}
