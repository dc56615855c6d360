//! A loop's folder for one writing command at a time.

use super::cannot_write;
use super::replace::{Fault, Standing};
use super::sweep::{note, sweep_below};
use super::unfinished::Unfinished;
use crate::cli::Global;
use crate::cli::ui::Ui;
use crate::diag::{Diagnostic, Failure, Place};
use crate::text::visible;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// The file in a loop's folder that is locked; it says who holds it.
const NAME: &str = ".panelkit.lock";
/// A command that writes a few files is waited for this long.
const PATIENCE: Duration = Duration::from_secs(3);
/// How often is looked whether it has ended.
const PAUSE: Duration = Duration::from_millis(50);
/// So many bytes of it are read.
const LONGEST: u64 = 200;

/// Held as long as a command reads and writes a loop's folder. What only reads needs none: each file is the earlier one
/// or the new one, never half.
///
/// The system gives the lock back when its process ends, however it ends.
#[must_use]
#[derive(Debug, Default)]
pub(in crate::cli) struct FolderLock {
    held: Option<Held>,
    /// Folders that were made for this, innermost first; those that stay empty go again.
    made: Vec<PathBuf>,
}

#[derive(Debug)]
struct Held {
    /// It is locked as long as this is open.
    file: File,
    path: PathBuf,
    unfinished: Unfinished,
}

/// What became of one try.
enum Try {
    Got {
        file: File,
        left: bool,
    },
    /// Another process holds it: which, where that can be read.
    Busy(Option<String>),
    /// It was given back just now.
    Again,
    /// There are no locks here.
    Nowhere,
}

impl FolderLock {
    /// Locks `folder` for `command`; waits a little for another command that holds it, then fails.
    ///
    /// Nothing is locked where nothing will be written: in a dry run, where there is no such folder, and where it can't
    /// be written to.
    pub(in crate::cli) fn take(
        folder: &Path,
        command: &str,
        global: &Global,
        ui: &mut Ui,
    ) -> Result<Self, Failure> {
        if global.dry_run {
            return Ok(Self::default());
        }
        let path = folder.join(NAME);
        let until = Instant::now() + PATIENCE;
        let mut told = false;
        loop {
            let (file, left) = match try_once(&path, &global.unfinished) {
                Ok(Try::Got { file, left }) => (file, left),
                Ok(Try::Again) => continue,
                Ok(Try::Busy(who)) if Instant::now() < until => {
                    if !told {
                        ui.say(&format!("{} is writing in {}; waiting.", holder(who), folder.display()));
                        told = true;
                    }
                    sleep(PAUSE);
                    continue;
                }
                Ok(Try::Busy(who)) => return Err(busy(folder, who)),
                Ok(Try::Nowhere) => {
                    let message =
                        "this file system has no locks; two commands at once could undo each other's work";
                    ui.findings(&[Diagnostic::note("no-lock", message)
                        .at(Place::file(folder.display().to_string()))
                        .hint("run one command after the other in this folder")]);
                    return Ok(Self::default());
                }
                // What it would be for fails with a message of its own, or writes nothing.
                Err(e) if nothing_to_lock(&e) => return Ok(Self::default()),
                Err(error) => {
                    let fault = Fault { error, standing: Standing::Nothing };
                    return Err(cannot_write(&path, &fault, None));
                }
            };
            let held = Held { file, path, unfinished: global.unfinished.clone() };
            if left {
                ui.findings(note(&sweep_below(folder)).as_slice());
            }
            let mut file = &held.file;
            // It helps whoever waits; without it they wait just as well.
            let _ = file
                .set_len(0)
                .and_then(|()| writeln!(file, "panelkit {command} (process {})", std::process::id()));
            return Ok(Self { held: Some(held), made: Vec::new() });
        }
    }

    /// The same, with the folder made where there is none.
    pub(in crate::cli) fn take_new(
        folder: &Path,
        command: &str,
        global: &Global,
        ui: &mut Ui,
    ) -> Result<Self, Failure> {
        if global.dry_run {
            return Ok(Self::default());
        }
        let missing = folder.ancestors().take_while(|f| !f.as_os_str().is_empty() && !f.exists());
        // Dropped on failure too, and the empty folders with it.
        let mut lock = Self { held: None, made: missing.map(Path::to_owned).collect() };
        fs::create_dir_all(folder)
            .map_err(|error| cannot_write(folder, &Fault { error, standing: Standing::Nothing }, None))?;
        lock.held = Self::take(folder, command, global, ui)?.held.take();
        Ok(lock)
    }
}

impl Drop for FolderLock {
    fn drop(&mut self) {
        if let Some(held) = &self.held {
            // While it is still held: whoever waits for it sees that the file is another's or gone, and makes a new one.
            let _ = held.unfinished.end(&held.path, || remove(&held.path));
        }
        for folder in &self.made {
            let _ = fs::remove_dir(folder);
        }
    }
}

fn try_once(path: &Path, unfinished: &Unfinished) -> io::Result<Try> {
    let Some((file, left)) = open(path)? else { return Ok(Try::Again) };
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => return Ok(Try::Busy(who(file))),
        Err(TryLockError::Error(_)) => {
            let _ = remove(path);
            return Ok(Try::Nowhere);
        }
    }
    // Whoever held it until now has taken its file away: the next try makes another.
    if !still_at(&file, path) {
        return Ok(Try::Again);
    }
    let path = path.to_owned();
    unfinished.begin(|| Ok((Try::Got { file, left }, path)))
}

/// The file to lock, and whether an earlier run left it there, or holds it; none where it went just now.
fn open(path: &Path) -> io::Result<Option<(File, bool)>> {
    match OpenOptions::new().read(true).write(true).create_new(true).open(path) {
        Ok(file) => return Ok(Some((file, false))),
        Err(e) if e.kind() == ErrorKind::AlreadyExists => {}
        Err(e) => return Err(e),
    }
    // A colleague's file may be there to read only: that is enough to lock it.
    let writing = OpenOptions::new().read(true).write(true).open(path);
    match writing.or_else(|e| if e.kind() == ErrorKind::PermissionDenied { File::open(path) } else { Err(e) })
    {
        Ok(file) => Ok(Some((file, true))),
        Err(e) if e.kind() == ErrorKind::NotFound => Ok(None),
        Err(e) => Err(e),
    }
}

/// What the file of a lock says about who holds it.
fn who(file: File) -> Option<String> {
    let mut text = String::new();
    file.take(LONGEST).read_to_string(&mut text).ok()?;
    Some(visible(text.trim())).filter(|t| !t.is_empty())
}

fn holder(who: Option<String>) -> String {
    who.unwrap_or_else(|| "another panelkit command".to_owned())
}

fn busy(folder: &Path, who: Option<String>) -> Failure {
    Diagnostic::error("busy", format!("{} is writing in this folder", holder(who)))
        .at(Place::file(folder.display().to_string()))
        .hint("do the same again when it has ended; nothing was changed")
        .into()
}

fn nothing_to_lock(e: &io::Error) -> bool {
    use ErrorKind::{NotADirectory, NotFound, PermissionDenied, ReadOnlyFilesystem};
    matches!(e.kind(), NotFound | NotADirectory | PermissionDenied | ReadOnlyFilesystem)
}

/// Takes the file of a lock away; where two files can't be told apart, it stays for the next command.
#[cfg(unix)]
fn remove(path: &Path) -> io::Result<()> {
    fs::remove_file(path)
}

#[cfg(not(unix))]
fn remove(_path: &Path) -> io::Result<()> {
    Ok(())
}

/// Whether the open `file` is the one at `path`.
#[cfg(unix)]
fn still_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let id = |meta: fs::Metadata| (meta.dev(), meta.ino());
    file.metadata().ok().map(id) == fs::metadata(path).ok().map(id)
}

#[cfg(not(unix))]
fn still_at(_file: &File, _path: &Path) -> bool {
    true
}
