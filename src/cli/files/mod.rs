//! Writing files, so that there is the earlier one or the new one, whatever happens: to a temporary file beside it, made
//! safe on the disk, then renamed.

mod errors;
mod lock;
mod replace;
mod sweep;
mod target;
mod unfinished;

pub(super) use lock::FolderLock;
pub(super) use unfinished::Unfinished;

use super::config::Config;
use super::threads;
use super::ui::Ui;
use crate::diag::{Diagnostic, Failure, Place};
use crate::text::shown;
use errors::{cannot_write, not_safe};
use rayon::prelude::*;
use replace::{Folders, Readers, folder_of, replace};
use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use target::Target;

/// Who may have touched a file since it was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Owner {
    /// A person may have edited it: it is overwritten only with `--force`.
    Person,
    /// It is made anew from other files each time.
    Kit,
}

/// Files that are to be written, others that go, and others that get another name, together and in this order.
#[derive(Debug, Default)]
pub(super) struct Outputs {
    files: Vec<Output>,
    keeps_edited: bool,
    gone: Vec<PathBuf>,
    moved: Vec<(PathBuf, PathBuf)>,
}

/// A file that is to be written.
#[derive(Debug)]
struct Output {
    path: PathBuf,
    bytes: Vec<u8>,
    owner: Owner,
    readers: Readers,
    /// Whether it stands in its place before the others are written.
    leads: bool,
}

impl Outputs {
    /// A file that may tell of candidates: a new one is readable by its owner only.
    pub(super) fn add(&mut self, path: impl Into<PathBuf>, bytes: impl Into<Vec<u8>>, owner: Owner) {
        self.push(path, bytes, owner, Readers::Owner);
    }

    /// A file that tells of no candidate, such as a plan: a new one is readable by whom the system lets.
    pub(super) fn add_for_all(&mut self, path: impl Into<PathBuf>, bytes: impl Into<Vec<u8>>, owner: Owner) {
        self.push(path, bytes, owner, Readers::AsUsual);
    }

    /// The same for a file that is the kit's as long as it agrees with another one that is written beside it: it goes first,
    /// so that after a run which was cut off it is the new one or agrees with the earlier other one.
    pub(super) fn add_leading(&mut self, path: impl Into<PathBuf>, bytes: impl Into<Vec<u8>>, owner: Owner) {
        self.add_for_all(path, bytes, owner);
        if let Some(last) = self.files.last_mut() {
            last.leads = true;
        }
    }

    /// Never overwrites what a person may have edited, whatever the command line says.
    pub(super) fn keep_edited(&mut self) {
        self.keeps_edited = true;
    }

    fn push(&mut self, path: impl Into<PathBuf>, bytes: impl Into<Vec<u8>>, owner: Owner, readers: Readers) {
        self.files.push(Output { path: path.into(), bytes: bytes.into(), owner, readers, leads: false });
    }

    /// The file, the link or the empty folder at `path` is to go.
    pub(super) fn remove(&mut self, path: impl Into<PathBuf>) {
        self.gone.push(path.into());
    }

    /// What stands at `from` is to stand at `to`, where nothing stands then.
    pub(super) fn rename(&mut self, from: impl Into<PathBuf>, to: impl Into<PathBuf>) {
        self.moved.push((from.into(), to.into()));
    }

    /// Whether there is enough to be written now rather than kept in memory.
    pub(super) fn is_much(&self) -> bool {
        self.files.len() >= MANY || self.files.iter().map(|f| f.bytes.len()).sum::<usize>() >= MUCH
    }

    /// Writes all files, or none where one that a person may have edited stands in the way.
    pub(super) fn write(self, config: &Config, ui: &mut Ui) -> Result<(), Failure> {
        let owned =
            self.files.iter().filter(|f| f.owner == Owner::Person && (self.keeps_edited || !config.force));
        let owned: Vec<(&Path, &[u8])> = owned.map(|f| (f.path.as_path(), f.bytes.as_slice())).collect();
        let in_the_way = in_the_way(&owned);
        if !in_the_way.is_empty() {
            return Err(Failure(in_the_way));
        }
        if config.dry_run {
            // Two packets of one conversation share its handouts.
            let mut told = BTreeSet::new();
            for file in self.files.iter().filter(|f| told.insert(&f.path)) {
                ui.say(&format!("would write {}", shown(&file.path)));
            }
            for path in &self.gone {
                ui.say(&format!("would remove {}", shown(path)));
            }
            for (from, to) in &self.moved {
                ui.say(&format!("would rename {} to {}", shown(from), shown(to)));
            }
            return Ok(());
        }
        let folders = Folders::default();
        let swept = sweep_folders(self.files.iter().map(|f| f.path.as_path()));
        let done = self.write_files(config, &folders).and_then(|()| self.remove_and_rename(&folders));
        // What was done before a failure is made safe too.
        let safe = folders.sync().map_err(|(folder, error)| not_safe(&folder, &error));
        ui.findings(sweep::note(&swept).as_slice());
        done.and(safe)
    }

    fn write_files(&self, config: &Config, folders: &Folders) -> Result<(), Failure> {
        let written = AtomicUsize::new(0);
        let write = |Output { path, bytes, readers, .. }: &Output| {
            if !holds(path, bytes) {
                replace(path, *readers, &config.unfinished, folders, |out| out.write_all(bytes))
                    .map_err(|fault| (path.clone(), fault))?;
            }
            written.fetch_add(1, Ordering::Relaxed);
            Ok(())
        };
        let pass = |leads: bool| {
            let files: Vec<&Output> = self.files.iter().filter(|f| f.leads == leads).collect();
            side_by_side(files.len(), || files.into_par_iter().map(write).find_map_first(Result::err))
        };
        let failed = pass(true).or_else(|| pass(false));
        failed.map_or(Ok(()), |(path, fault)| {
            let others = (self.files.len() > 1).then(|| (written.load(Ordering::Relaxed), self.files.len()));
            Err(cannot_write(&path, &fault, others))
        })
    }

    fn remove_and_rename(&self, folders: &Folders) -> Result<(), Failure> {
        for path in &self.gone {
            remove(path, folders).map_err(|e| {
                let message = format!("this can't be removed: {e}");
                let place = Place::of_path(path);
                Diagnostic::error("remove", message).at(place).hint("what was to go before it is gone")
            })?;
        }
        for (from, to) in &self.moved {
            move_to(from, to, folders).map_err(|e| {
                Diagnostic::error("rename", format!("this can't be given its new name: {e}"))
                    .at(Place::of_path(from))
                    .hint(format!("it would be {}", shown(to)))
            })?;
        }
        Ok(())
    }
}

/// How many files are written side by side. A write waits for the disk, not for a core, and a disk makes several safe in
/// the time of one.
const WRITERS: usize = 16;

/// Does `work` with threads that wait for the disk, as many as `tasks` need; without any where none can be had.
fn side_by_side<R: Send>(tasks: usize, work: impl FnOnce() -> R + Send) -> R {
    let threads = if tasks > 1 { threads::available(tasks.min(WRITERS)) } else { 0 };
    let pool =
        (threads > 1).then(|| rayon::ThreadPoolBuilder::new().num_threads(threads).build().ok()).flatten();
    match pool {
        Some(pool) => pool.install(work),
        None => work(),
    }
}

/// From so many files or bytes on, what is made is written before more is made.
const MANY: usize = 64;
const MUCH: usize = 4 << 20;

/// Removes what earlier runs left in the folders of `paths`; returns what went.
fn sweep_folders<'a>(paths: impl Iterator<Item = &'a Path>) -> Vec<PathBuf> {
    let folders: BTreeSet<&Path> = paths.map(folder_of).collect();
    folders.into_iter().flat_map(sweep::sweep).collect()
}

/// Gives what stands at `from` the name `to`, unless something stands there.
fn move_to(from: &Path, to: &Path, folders: &Folders) -> io::Result<()> {
    if fs::symlink_metadata(to).is_ok() {
        return Err(io::ErrorKind::AlreadyExists.into());
    }
    fs::rename(from, to)?;
    folders.changed_at(from);
    folders.changed_at(to);
    Ok(())
}

/// Removes a file, a link or an empty folder; one that isn't there is gone already.
fn remove(path: &Path, folders: &Folders) -> io::Result<()> {
    let result = match fs::symlink_metadata(path) {
        Ok(meta) if meta.is_dir() => fs::remove_dir(path),
        Ok(_) => fs::remove_file(path),
        Err(e) => Err(e),
    };
    match result {
        Err(e) if e.kind() != io::ErrorKind::NotFound => return Err(e),
        _ => {}
    }
    folders.changed_at(path);
    Ok(())
}

/// A finding for each of `files` where another content stands that a person may have edited.
pub(super) fn in_the_way(files: &[(impl AsRef<Path>, impl AsRef<[u8]>)]) -> Vec<Diagnostic> {
    let edited = files.iter().map(|(path, bytes)| (path.as_ref(), bytes.as_ref()));
    edited
        .filter(|(path, bytes)| is_file(path) && !holds(path, bytes))
        .map(|(path, _)| exists(path))
        .collect()
}

/// Whether a file stands at `path` that would be replaced; not so where standard output is a file.
pub(super) fn is_file(path: &Path) -> bool {
    matches!(Target::of(path), Ok(Target::File(_, Some(_))))
}

/// The error that a file stands in the way that a person may have edited.
pub(super) fn exists(path: &Path) -> Diagnostic {
    Diagnostic::error("exists", "the file exists with other content and was left as it is")
        .at(Place::of_path(path))
        .hint("--force overwrites it; another folder keeps both")
}

/// Whether a file stands at `path` with just this content.
fn holds(path: &Path, bytes: &[u8]) -> bool {
    let same = || -> io::Result<bool> {
        // A pipe has no content before somebody writes: opening it would wait for that.
        if !is_file(path) {
            return Ok(false);
        }
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

/// Puts what `work` writes in the place of `path`, as it comes: for what is too long to stand in memory.
pub(super) fn write_as_it_comes(
    path: &Path,
    config: &Config,
    ui: &mut Ui,
    work: impl FnOnce(&mut dyn Write, &mut Ui) -> io::Result<()>,
) -> Result<(), Failure> {
    let folders = Folders::default();
    let swept = sweep_folders([path].into_iter());
    let done = replace(path, Readers::Owner, &config.unfinished, &folders, |out| work(out, ui))
        .map_err(|fault| cannot_write(path, &fault, None));
    let safe = folders.sync().map_err(|(folder, error)| not_safe(&folder, &error));
    ui.findings(sweep::note(&swept).as_slice());
    done.and(safe)
}
