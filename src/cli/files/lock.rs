//! A loop folder for one writing command at a time.

mod file;

use super::errors::cannot_write;
use super::replace::{LeftAtPath, WriteFault};
use super::sweep::{note, sweep_below};
use super::unfinished::Unfinished;
use crate::cli::config::Config;
use crate::cli::ui::Ui;
use crate::diag::{Diagnostic, Failure, Place};
use crate::opening::files::LOCK;
use crate::text::shown;
use file::{Attempt, LockFile, attempt};
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// How long another command is waited for: it writes a few files.
const PATIENCE: Duration = Duration::from_secs(3);
/// How long to wait between two attempts.
const PAUSE: Duration = Duration::from_millis(50);

/// Held as long as a command reads and writes a loop folder. What only reads needs none: each file is the earlier one or
/// the new one, never half.
///
/// The system gives the lock back when its process ends, however it ends.
#[must_use]
#[derive(Debug, Default)]
pub(in crate::cli) struct FolderLock {
    held: Option<HeldLock>,
    /// Folders that were made for this, innermost first; those that stay empty are removed again.
    made: Vec<PathBuf>,
}

#[derive(Debug)]
struct HeldLock {
    file: LockFile,
    unfinished: Unfinished,
}

impl FolderLock {
    /// Locks `folder` for `command`; waits up to three seconds for another command that holds it, then fails.
    ///
    /// Nothing is locked where nothing will be written: in a dry run, where there is no such folder, and where it can't
    /// be written to.
    pub(in crate::cli) fn take(
        folder: &Path,
        command: &str,
        config: &Config,
        ui: &mut Ui,
    ) -> Result<Self, Failure> {
        if config.dry_run {
            return Ok(Self::default());
        }
        let path = folder.join(LOCK);
        let until = Instant::now() + PATIENCE;
        let mut told = false;
        loop {
            let tried = config.unfinished.begin(|| {
                let tried = attempt(&path)?;
                let made = matches!(tried, Attempt::Locked { .. }).then(|| path.clone());
                Ok((tried, made))
            });
            let holder = match tried {
                Ok(Attempt::Locked { file, left_behind }) => {
                    if left_behind {
                        ui.findings(note(&sweep_below(folder)).as_slice());
                    }
                    file.say(&format!("panelkit {command} (process {})", std::process::id()));
                    let held = HeldLock { file, unfinished: config.unfinished.clone() };
                    return Ok(Self { held: Some(held), made: Vec::new() });
                }
                Ok(Attempt::Busy(holder)) => holder,
                Ok(Attempt::NotALock) => return Err(not_a_lock(&path)),
                Ok(Attempt::Unsupported) => {
                    ui.findings(&[no_locks(folder)]);
                    return Ok(Self::default());
                }
                // What the lock would be for fails with a message of its own, or writes nothing.
                Err(e) if nothing_to_lock(&e) => return Ok(Self::default()),
                Err(error) => {
                    let fault = WriteFault { error, standing: LeftAtPath::Nothing };
                    return Err(cannot_write(&path, &fault, None));
                }
            };
            let holder = holder.unwrap_or_else(|| "another panelkit command".to_owned());
            if Instant::now() >= until {
                return Err(busy(folder, &holder));
            }
            if !told {
                ui.say(&format!("{holder} is writing in {}; waiting.", shown(folder)));
                told = true;
            }
            sleep(PAUSE);
        }
    }

    /// The same, with the folder made where there is none.
    pub(in crate::cli) fn take_new(
        folder: &Path,
        command: &str,
        config: &Config,
        ui: &mut Ui,
    ) -> Result<Self, Failure> {
        if config.dry_run {
            return Ok(Self::default());
        }
        let missing = folder.ancestors().take_while(|f| !f.as_os_str().is_empty() && !f.exists());
        // Dropped on failure too, and the empty folders with it.
        let mut lock = Self { held: None, made: missing.map(Path::to_owned).collect() };
        fs::create_dir_all(folder).map_err(|error| {
            cannot_write(folder, &WriteFault { error, standing: LeftAtPath::Nothing }, None)
        })?;
        lock.held = Self::take(folder, command, config, ui)?.held.take();
        Ok(lock)
    }
}

impl Drop for FolderLock {
    fn drop(&mut self) {
        if let Some(held) = &self.held {
            // While it is still held: whoever waits for it sees that the file is gone, and makes a new one.
            held.unfinished.end(held.file.path(), || held.file.remove());
        }
        for folder in &self.made {
            let _ = fs::remove_dir(folder);
        }
    }
}

fn busy(folder: &Path, holder: &str) -> Failure {
    Diagnostic::error("busy", format!("{holder} is writing in this folder"))
        .at(Place::of_path(folder))
        .hint("do the same again when it has ended; nothing was changed")
        .into()
}

fn not_a_lock(path: &Path) -> Failure {
    Diagnostic::error(
        "not-a-lock",
        "this is a link, a folder or the like, where the lock of this folder has to be",
    )
    .at(Place::of_path(path))
    .hint("look where it comes from, and remove it; nothing was changed")
    .into()
}

fn no_locks(folder: &Path) -> Diagnostic {
    let message = "this file system has no locks; two commands at once could undo each other's work";
    Diagnostic::note("no-lock", message)
        .at(Place::of_path(folder))
        .hint("run one command after the other in this folder")
}

fn nothing_to_lock(e: &io::Error) -> bool {
    use ErrorKind::{NotADirectory, NotFound, PermissionDenied, ReadOnlyFilesystem};
    matches!(e.kind(), NotFound | NotADirectory | PermissionDenied | ReadOnlyFilesystem)
}
