//! The file of a lock. It is never reached through a link, and nothing is written into it before it is locked.

use crate::text::visible;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

/// How many bytes of what a lock says are read.
const LONGEST: u64 = 200;

/// A file that this process has locked.
#[derive(Debug)]
pub(super) struct LockFile {
    /// It is locked as long as this is open.
    file: File,
    path: PathBuf,
}

/// What became of an attempt to lock a file.
#[derive(Debug)]
pub(super) enum Attempt {
    /// It is locked; whether a run that was cut off had left the file there.
    Locked { file: LockFile, left_behind: bool },
    /// Another process holds it: which, where that can be read.
    Busy(Option<String>),
    /// Something else than a file stands there.
    NotALock,
    /// The file system has no locks; on Windows each has.
    #[cfg_attr(windows, allow(dead_code))]
    Unsupported,
}

impl LockFile {
    /// Where it is.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Writes down who holds it. It helps whoever waits; without it they wait just as well.
    pub(super) fn say(&self, holder: &str) {
        let mut file = &self.file;
        let _ = file.set_len(0).and_then(|()| writeln!(file, "{holder}"));
    }

    /// Removes it, still locked.
    pub(super) fn remove(&self) {
        let _ = fs::remove_file(&self.path);
    }
}

/// What the file of a lock says about who holds it.
fn holder(path: &Path) -> Option<String> {
    let mut text = String::new();
    File::open(path).ok()?.take(LONGEST).read_to_string(&mut text).ok()?;
    Some(visible(text.trim())).filter(|t| !t.is_empty())
}

/// Whether something else than a file stands at `path`.
fn is_no_file(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|meta| !meta.is_file())
}

/// Tries once to lock the file at `path`, and makes it where there is none.
#[cfg(unix)]
pub(super) fn attempt(path: &Path) -> io::Result<Attempt> {
    use std::fs::TryLockError;
    use std::io::ErrorKind;
    let (file, left_behind) = match OpenOptions::new().read(true).write(true).create_new(true).open(path) {
        Ok(file) => (file, false),
        Err(e) if e.kind() == ErrorKind::AlreadyExists => {
            if is_no_file(path) {
                return Ok(Attempt::NotALock);
            }
            let writing = OpenOptions::new().read(true).write(true).open(path);
            // A colleague's file may be there to read only: that is enough to lock it.
            match writing
                .or_else(|e| if e.kind() == ErrorKind::PermissionDenied { File::open(path) } else { Err(e) })
            {
                Ok(file) => (file, true),
                // It was given back just now.
                Err(e) if e.kind() == ErrorKind::NotFound => return Ok(Attempt::Busy(None)),
                Err(e) => return Err(e),
            }
        }
        Err(e) => return Err(e),
    };
    match file.try_lock() {
        Ok(()) if is_at(&file, path) => {
            Ok(Attempt::Locked { file: LockFile { file, path: path.to_owned() }, left_behind })
        }
        // Whoever held it until now has removed it: the next attempt makes another. Or a link came between.
        Ok(()) => Ok(Attempt::Busy(None)),
        Err(TryLockError::WouldBlock) => Ok(Attempt::Busy(holder(path))),
        Err(TryLockError::Error(_)) => {
            if !left_behind {
                let _ = fs::remove_file(path);
            }
            Ok(Attempt::Unsupported)
        }
    }
}

/// Whether the open `file` is the one that stands at `path` itself.
#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let id = |meta: fs::Metadata| (meta.dev(), meta.ino());
    file.metadata().ok().map(id) == fs::symlink_metadata(path).ok().map(id)
}

/// The same on Windows: a file that others may read and remove, but not write, is a lock by itself; the system removes it
/// when it is closed, however the process ends.
#[cfg(windows)]
pub(super) fn attempt(path: &Path) -> io::Result<Attempt> {
    use std::os::windows::fs::OpenOptionsExt;
    const READ: u32 = 1;
    const DELETE: u32 = 4;
    const DELETE_ON_CLOSE: u32 = 0x0400_0000;
    const OPEN_THE_LINK_ITSELF: u32 = 0x0020_0000;
    const SHARING_VIOLATION: i32 = 32;
    if is_no_file(path) {
        return Ok(Attempt::NotALock);
    }
    let left_behind = path.exists();
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).share_mode(READ | DELETE);
    match options.custom_flags(DELETE_ON_CLOSE | OPEN_THE_LINK_ITSELF).open(path) {
        Ok(file) => Ok(Attempt::Locked { file: LockFile { file, path: path.to_owned() }, left_behind }),
        Err(e) if e.raw_os_error() == Some(SHARING_VIOLATION) => Ok(Attempt::Busy(holder(path))),
        Err(e) => Err(e),
    }
}
