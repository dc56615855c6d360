//! What was printed before: a packet that still is as it was printed may be replaced, one that somebody wrote on may not.

use crate::limits;
use crate::opening::LoopFolder;
use crate::opening::files::PRINTED;
use crate::text::fnv1a;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;

/// Hashes of the contents of all files that were printed into a loop's folder.
#[derive(Debug, Default)]
pub(in crate::cli) struct PrintedContents {
    hashes: BTreeSet<u64>,
}

impl PrintedContents {
    /// Those of earlier runs; none where they can't be read, so that nothing is replaced then.
    pub(in crate::cli) fn of(folder: &LoopFolder) -> Self {
        let text = limits::LIST_FILE.read_text(&folder.path(PRINTED)).unwrap_or_default();
        Self { hashes: text.lines().filter_map(|line| u64::from_str_radix(line, 16).ok()).collect() }
    }

    /// Whether the file at `path` is as it was printed once.
    pub(in crate::cli) fn has(&self, path: &Path) -> bool {
        !self.hashes.is_empty() && std::fs::read(path).is_ok_and(|bytes| self.hashes.contains(&fnv1a(&bytes)))
    }

    /// Adds what is printed now.
    pub(in crate::cli) fn add(&mut self, bytes: &[u8]) {
        self.hashes.insert(fnv1a(bytes));
    }

    /// The content of the file that keeps them.
    pub(in crate::cli) fn content(&self) -> Vec<u8> {
        let mut text = String::with_capacity(self.hashes.len() * 17);
        for hash in &self.hashes {
            let _ = writeln!(text, "{hash:016x}");
        }
        text.into_bytes()
    }
}
