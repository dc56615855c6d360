//! Replacing one file: the earlier content stands until the new one is complete on the disk.

use super::target::Target;
use super::unfinished::Unfinished;
use crate::opening::files::TEMPORARY_PREFIX;
use std::collections::BTreeSet;
use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use tempfile::NamedTempFile;

/// Who may read a file that is new.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Readers {
    /// Whoever made it: it holds what is known of candidates.
    Owner,
    /// Whom the system lets read a new file.
    AsUsual,
}

/// Why a file wasn't written.
#[derive(Debug)]
pub(super) struct WriteFault {
    pub(super) error: io::Error,
    pub(super) standing: LeftAtPath,
}

/// What stands at the path after a fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LeftAtPath {
    /// The earlier file, whole.
    Earlier,
    /// Nothing, as before.
    Nothing,
    /// It is no file: what went into it is out.
    Through,
}

/// Folders in which names have changed: the new names are on the disk once a folder is synced.
#[derive(Debug, Default)]
pub(super) struct Folders(Mutex<BTreeSet<PathBuf>>);

impl Folders {
    fn changed(&self, folder: &Path) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(folder.to_owned());
    }

    /// The name of `path` has come or gone.
    pub(super) fn changed_at(&self, path: &Path) {
        self.changed(folder_of(path));
    }

    /// Makes the folder with those above it.
    fn make(&self, folder: &Path) -> io::Result<()> {
        let missing: Vec<&Path> = folder.ancestors().take_while(|f| !is_there(f)).collect();
        fs::create_dir_all(folder)?;
        for new in missing {
            self.changed_at(new);
        }
        Ok(())
    }

    /// Waits until the names in all of them are on the disk; the first that fails is returned with its error.
    pub(super) fn sync(self) -> Result<(), (PathBuf, io::Error)> {
        let folders = self.0.into_inner().unwrap_or_else(PoisonError::into_inner);
        folders.into_iter().try_for_each(|folder| sync(&folder).map_err(|e| (folder, e)))
    }
}

fn is_there(folder: &Path) -> bool {
    folder.as_os_str().is_empty() || folder.exists()
}

/// The folder that `path` lies in.
pub(super) fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

fn sync(folder: &Path) -> io::Result<()> {
    // A folder that can't be opened or synced on this system at all is left to the system.
    let Ok(open) = File::open(folder) else { return Ok(()) };
    match open.sync_all() {
        Err(e) if matches!(e.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported) => Ok(()),
        result => result,
    }
}

/// Puts what `work` writes in the place of `path`; its folder is still to be synced.
pub(super) fn replace(
    path: &Path,
    readers: Readers,
    unfinished: &Unfinished,
    folders: &Folders,
    work: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<(), WriteFault> {
    let through = |error| WriteFault { error, standing: LeftAtPath::Through };
    match Target::of(path).map_err(through)? {
        Target::Output => {
            let mut out = io::stdout().lock();
            quietly(work(&mut out).and_then(|()| out.flush())).map_err(through)
        }
        Target::Error => quietly(work(&mut io::stderr().lock())).map_err(through),
        Target::Through(path) => {
            let file = OpenOptions::new().append(true).open(path);
            file.and_then(|mut file| work(&mut file)).map_err(through)
        }
        Target::File(path, before) => {
            let standing = if before.is_some() { LeftAtPath::Earlier } else { LeftAtPath::Nothing };
            replace_file(&path, before.as_ref(), readers, unfinished, folders, work)
                .map_err(|error| WriteFault { error, standing })
        }
    }
}

/// A reader that has gone away ends the output quietly.
fn quietly(result: io::Result<()>) -> io::Result<()> {
    result.or_else(|e| if e.kind() == io::ErrorKind::BrokenPipe { Ok(()) } else { Err(e) })
}

fn replace_file(
    path: &Path,
    before: Option<&Metadata>,
    readers: Readers,
    unfinished: &Unfinished,
    folders: &Folders,
    work: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> io::Result<()> {
    let folder = folder_of(path);
    folders.make(folder)?;
    let mut draft = TemporaryFile::new(folder, readers, unfinished)?;
    work(draft.file.as_file_mut())?;
    if let Some(before) = before {
        keep_rights(draft.file.as_file(), before)?;
    }
    draft.file.as_file().sync_all()?;
    draft.put(path)?;
    folders.changed(folder);
    Ok(())
}

/// A file in the making. Dropped, it goes.
struct TemporaryFile<'a> {
    file: NamedTempFile,
    unfinished: &'a Unfinished,
    /// Whether it has its own name.
    placed: bool,
}

impl<'a> TemporaryFile<'a> {
    fn new(folder: &Path, readers: Readers, unfinished: &'a Unfinished) -> io::Result<Self> {
        let mut builder = tempfile::Builder::new();
        builder.prefix(TEMPORARY_PREFIX).disable_cleanup(true);
        if readers == Readers::AsUsual {
            as_usual(&mut builder);
        }
        let file = unfinished.begin(|| {
            let file = builder.tempfile_in(folder).map_err(plain)?;
            let path = file.path().to_owned();
            Ok((file, Some(path)))
        })?;
        // Held as long as somebody works on it: nobody sweeps it. Where there are no locks, its age tells.
        let _ = file.as_file().try_lock();
        Ok(Self { file, unfinished, placed: false })
    }

    /// Puts it in the place of `path`.
    fn put(&mut self, path: &Path) -> io::Result<()> {
        let from = self.file.path();
        self.unfinished.end(from, || fs::rename(from, path).inspect(|()| self.placed = true))
    }
}

impl Drop for TemporaryFile<'_> {
    fn drop(&mut self) {
        if !self.placed {
            let path = self.file.path();
            let _ = self.unfinished.end(path, || fs::remove_file(path));
        }
    }
}

/// The system's own error, without the name of a temporary file that nobody knows.
fn plain(e: io::Error) -> io::Error {
    let cause = e.get_ref().and_then(|inner| inner.source());
    let code = cause.and_then(|c| c.downcast_ref::<io::Error>()).and_then(io::Error::raw_os_error);
    code.map_or(e, io::Error::from_raw_os_error)
}

/// With the rights that the user's `umask` leaves to a new file.
#[cfg(unix)]
fn as_usual(builder: &mut tempfile::Builder<'_, '_>) {
    use std::os::unix::fs::PermissionsExt;
    builder.permissions(fs::Permissions::from_mode(0o666));
}

#[cfg(not(unix))]
fn as_usual(_builder: &mut tempfile::Builder<'_, '_>) {}

/// Gives `file` the rights of the earlier one, and its owner and group where the system lets us.
#[cfg(unix)]
fn keep_rights(file: &File, before: &Metadata) -> io::Result<()> {
    use std::os::unix::fs::{MetadataExt, PermissionsExt, fchown};
    let now = file.metadata()?;
    let mut mode = before.mode() & 0o7777;
    if now.uid() != before.uid() {
        let _ = fchown(file, Some(before.uid()), None);
    }
    if now.gid() != before.gid() && fchown(file, None, Some(before.gid())).is_err() {
        // Our group isn't theirs: it may do what everybody may.
        mode = mode & !0o070 | (mode & 0o007) << 3;
    }
    if file.metadata()?.mode() & 0o7777 != mode {
        file.set_permissions(fs::Permissions::from_mode(mode))?;
    }
    Ok(())
}

#[cfg(not(unix))]
fn keep_rights(file: &File, before: &Metadata) -> io::Result<()> {
    file.set_permissions(before.permissions())
}
