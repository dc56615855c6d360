//! What goes when the process is told to end before it has ended its work.

use crate::cli::signals;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The temporary files and the locks of this process. When it is told to end, they go with it.
#[derive(Debug, Clone, Default)]
pub(in crate::cli) struct Unfinished(Arc<Mutex<UnfinishedFiles>>);

#[derive(Debug, Default)]
struct UnfinishedFiles {
    /// In the order in which they were made.
    paths: Vec<PathBuf>,
    /// Whether signals are heard.
    listens: bool,
}

impl Unfinished {
    /// Does `make`, which may make a file and returns its path then; from then on it is known here. A signal waits for both.
    pub(super) fn begin<T>(&self, make: impl FnOnce() -> io::Result<(T, Option<PathBuf>)>) -> io::Result<T> {
        let mut state = self.state();
        if !state.listens {
            let own = self.clone();
            // Without it a Ctrl-C would leave a temporary file, which the next run sweeps.
            let _ = signals::at_the_end(move |code| own.discard(code));
            state.listens = true;
        }
        let (made, path) = make()?;
        state.paths.extend(path);
        Ok(made)
    }

    /// Puts the file at `path` in its place or away by `finish`, and forgets it. A signal waits for both.
    pub(super) fn end<T>(&self, path: &Path, finish: impl FnOnce() -> T) -> T {
        let mut state = self.state();
        let result = finish();
        state.paths.retain(|p| p != path);
        result
    }

    /// Removes all, the latest first, and ends the process with `code`. No thread can go on in between: it would need what
    /// is locked here.
    fn discard(&self, code: i32) -> ! {
        let state = self.state();
        for path in state.paths.iter().rev() {
            let _ = fs::remove_file(path);
        }
        std::process::exit(code)
    }

    fn state(&self) -> MutexGuard<'_, UnfinishedFiles> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
