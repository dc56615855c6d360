//! Writing files: to a temporary file beside the target, then renamed, so that there is the old file or the new one.

use super::Global;
use super::ui::Ui;
use crate::diag::{Diagnostic, Failure, Place};
use crate::text::count;
use std::fs;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

/// Who may have touched a file since it was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Owner {
    /// A person may have edited it: it is overwritten only with `--force`.
    Person,
    /// It is made anew from other files each time.
    Kit,
}

/// Files that are to be written, and others that go, together.
#[derive(Debug, Default)]
pub(super) struct Outputs {
    files: Vec<(PathBuf, Vec<u8>, Owner)>,
    gone: Vec<PathBuf>,
}

impl Outputs {
    pub(super) fn add(&mut self, path: impl Into<PathBuf>, bytes: impl Into<Vec<u8>>, owner: Owner) {
        self.files.push((path.into(), bytes.into(), owner));
    }

    /// The file, the link or the empty folder at `path` is to go, after all that is written and in this order.
    pub(super) fn remove(&mut self, path: impl Into<PathBuf>) {
        self.gone.push(path.into());
    }

    /// Writes all files, or none where one that a person may have edited stands in the way.
    pub(super) fn write(self, global: &Global, ui: &mut Ui) -> Result<(), Failure> {
        let owned: Vec<(&Path, &[u8])> = self
            .files
            .iter()
            .filter(|(_, _, owner)| *owner == Owner::Person && !global.force)
            .map(|(path, bytes, _)| (path.as_path(), bytes.as_slice()))
            .collect();
        let in_the_way = in_the_way(&owned);
        if !in_the_way.is_empty() {
            return Err(Failure(in_the_way));
        }
        if global.dry_run {
            for (path, _, _) in &self.files {
                ui.say(&format!("would write {}", path.display()));
            }
            for path in &self.gone {
                ui.say(&format!("would remove {}", path.display()));
            }
            return Ok(());
        }
        let mut written = 0;
        for (path, bytes, _) in &self.files {
            if holds(path, bytes) {
                continue;
            }
            replace(path, bytes).map_err(|e| cannot_write(path, &e, written, self.files.len()))?;
            written += 1;
        }
        for path in &self.gone {
            remove(path).map_err(|e| {
                let message = format!("this can't be removed: {e}");
                let place = Place::file(path.display().to_string());
                Diagnostic::error("remove", message).at(place).hint("what was to go before it is gone")
            })?;
        }
        Ok(())
    }
}

/// Removes a file, a link or an empty folder; one that isn't there is gone already.
fn remove(path: &Path) -> io::Result<()> {
    let result = match fs::symlink_metadata(path) {
        Ok(meta) if meta.is_dir() => fs::remove_dir(path),
        Ok(_) => fs::remove_file(path),
        Err(e) => Err(e),
    };
    match result {
        Err(e) if e.kind() != io::ErrorKind::NotFound => return Err(e),
        _ => {}
    }
    if let Some(Ok(folder)) = path.parent().map(fs::File::open) {
        let _ = folder.sync_all();
    }
    Ok(())
}

/// A finding for each of `files` where another content stands that a person may have edited.
pub(super) fn in_the_way(files: &[(impl AsRef<Path>, impl AsRef<[u8]>)]) -> Vec<Diagnostic> {
    let edited = files.iter().map(|(path, bytes)| (path.as_ref(), bytes.as_ref()));
    edited
        .filter(|(path, bytes)| path.is_file() && !holds(path, bytes))
        .map(|(path, _)| exists(path))
        .collect()
}

/// The error that a file stands in the way that a person may have edited.
pub(super) fn exists(path: &Path) -> Diagnostic {
    Diagnostic::error("exists", "the file exists with other content and was left as it is")
        .at(Place::file(path.display().to_string()))
        .hint("--force overwrites it; another folder keeps both")
}

/// Whether the file at `path` has just this content.
fn holds(path: &Path, bytes: &[u8]) -> bool {
    let same = || -> io::Result<bool> {
        let mut file = fs::File::open(path)?;
        if file.metadata()?.len() != bytes.len() as u64 {
            return Ok(false);
        }
        let mut piece = vec![0; PIECE];
        let mut rest = bytes;
        loop {
            let n = file.read(&mut piece)?;
            match rest.split_at_checked(n) {
                Some((head, tail)) if head == &piece[..n] => rest = tail,
                _ => return Ok(false),
            }
            if n == 0 {
                return Ok(rest.is_empty());
            }
        }
    };
    same().unwrap_or(false)
}

/// How much of a file is compared at a time.
const PIECE: usize = 1 << 18;

fn cannot_write(path: &Path, error: &io::Error, written: usize, all: usize) -> Failure {
    let hint = format!("{} of {} written before; an old file is as it was", written, count(all, "file"));
    Diagnostic::error("write", format!("the file can't be written: {error}"))
        .at(Place::file(path.display().to_string()))
        .hint(hint)
        .into()
}

/// Puts what `work` writes in the place of `path`, as it comes: for what is too long to stand in memory.
pub(super) fn write_as_it_comes(
    path: &Path,
    work: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<(), Failure> {
    replace_with(path, work).map_err(|e| cannot_write(path, &e, 0, 1))
}

/// Puts `bytes` in the place of `path`: the old content stays until the new one is complete.
fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    replace_with(path, |out| out.write_all(bytes))
}

fn replace_with(path: &Path, work: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let existing = fs::metadata(&target).ok();
    if existing.as_ref().is_some_and(|m| !m.is_file()) {
        return work(&mut fs::File::create(&target)?);
    }
    let folder = target.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    // The temporary file is readable by its owner only, and so is what holds candidates' data.
    let mut file = tempfile::Builder::new().prefix(".panelkit-").tempfile_in(folder)?;
    work(&mut file)?;
    if let Some(meta) = existing {
        file.as_file().set_permissions(meta.permissions())?;
    }
    file.as_file().sync_all()?;
    file.persist(&target).map_err(|e| e.error)?;
    if let Ok(folder) = fs::File::open(folder) {
        let _ = folder.sync_all();
    }
    Ok(())
}
