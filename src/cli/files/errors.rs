//! Why files could not be written, and what stands there now.

use super::replace::{LeftAtPath, WriteFault};
use crate::diag::{Diagnostic, Failure, Place};
use crate::text::count;
use std::fmt::Write as _;
use std::io::{self, ErrorKind};
use std::path::Path;

/// The error that the file at `path` couldn't be written, with what stands there now; and how many of how many files were.
pub(super) fn cannot_write(path: &Path, fault: &WriteFault, others: Option<(usize, usize)>) -> Failure {
    let stands = match fault.standing {
        LeftAtPath::Earlier => "the earlier file stands there unchanged",
        LeftAtPath::Nothing => "there was no such file before, and there is none now",
        LeftAtPath::Through => "it is no file that could be replaced; what went out before is out",
    };
    let mut hint = stands.to_owned();
    if let Some((written, all)) = others {
        let _ = write!(hint, "; of {}, {written} were written", count(all, "file"));
    }
    if matches!(fault.error.kind(), ErrorKind::PermissionDenied | ErrorKind::ResourceBusy) {
        hint += "; close the file in other programs, or allow writing there, and run the command again";
    }
    Diagnostic::error("write", format!("the file can't be written: {}", fault.error))
        .at(Place::of_path(path))
        .hint(hint)
        .into()
}

/// The error that the names in a folder may not be on the disk.
pub(super) fn not_safe(folder: &Path, error: &io::Error) -> Failure {
    Diagnostic::error("sync", format!("the disk doesn't say that this folder is safe: {error}"))
        .at(Place::of_path(folder))
        .hint("the new files stand there; after a power cut the earlier ones may be back. Do it again on a sound disk")
        .into()
}
