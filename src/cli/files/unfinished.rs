//! What goes when the process is told to end before it has ended its work.

use crate::cli::signals;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The temporary files and the locks of this process. When it is told to end, they go with it.
#[derive(Debug, Clone, Default)]
pub(in crate::cli) struct Unfinished(Arc<Mutex<State>>);

#[derive(Debug, Default)]
struct State {
    /// In the order in which they were made.
    paths: Vec<PathBuf>,
    /// Whether signals are heard.
    listens: bool,
}

impl Unfinished {
    /// Makes a file by `make`, which returns its path too; from then on it is known here. A signal waits for both.
    pub(super) fn begin<T>(&self, make: impl FnOnce() -> io::Result<(T, PathBuf)>) -> io::Result<T> {
        self.listen();
        let mut state = self.state();
        let (made, path) = make()?;
        state.paths.push(path);
        Ok(made)
    }

    /// From here on a signal removes what is unfinished and ends the process.
    pub(in crate::cli) fn listen(&self) {
        let mut state = self.state();
        if !state.listens {
            let own = self.clone();
            // Without it a Ctrl-C would leave a temporary file, which the next run sweeps.
            let _ = signals::at_the_end(move || own.discard());
            state.listens = true;
        }
    }

    /// Puts the file at `path` in its place or away by `finish`, and forgets it. A signal waits for both.
    pub(super) fn end<T>(&self, path: &Path, finish: impl FnOnce() -> T) -> T {
        let mut state = self.state();
        let result = finish();
        state.paths.retain(|p| p != path);
        result
    }

    /// Removes all, the latest first. Nothing can be made or put in its place after this.
    fn discard(&self) {
        let state = self.state();
        for path in state.paths.iter().rev() {
            let _ = fs::remove_file(path);
        }
        // The process ends while this is held, so that no other thread goes on.
        std::mem::forget(state);
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
