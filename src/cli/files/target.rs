//! Where the bytes for a path go: a file to be replaced, or something to be written into.

use std::fs::{self, Metadata};
use std::io;
use std::path::{Path, PathBuf};

/// What stands at a path that is to be written.
pub(super) enum Target {
    /// Standard output under another name, such as `/dev/stdout`.
    Output,
    /// Standard error under another name.
    Error,
    /// A pipe, a device or an open file: written into as it is.
    Through(PathBuf),
    /// A file, with what is known of an earlier one; links are resolved.
    File(PathBuf, Option<Metadata>),
}

/// A path with more links one behind the other goes in a circle.
const LINKS: usize = 40;

impl Target {
    /// What stands at `path`; fails where its links go in a circle.
    pub(super) fn of(path: &Path) -> io::Result<Self> {
        let mut at = path.to_owned();
        for _ in 0..LINKS {
            match at.to_str() {
                Some("/dev/stdout" | "/dev/fd/1" | "/proc/self/fd/1") => return Ok(Self::Output),
                Some("/dev/stderr" | "/dev/fd/2" | "/proc/self/fd/2") => return Ok(Self::Error),
                _ if at.starts_with("/dev/fd") || at.starts_with("/proc") => return Ok(Self::Through(at)),
                _ => {}
            }
            // A link that points to nothing yet is resolved too: the file comes to be where it points.
            let Ok(to) = fs::read_link(&at) else {
                return Ok(match fs::metadata(&at) {
                    Ok(meta) if meta.is_file() => Self::File(at, Some(meta)),
                    Ok(_) => Self::Through(at),
                    Err(_) => Self::File(at, None),
                });
            };
            at = at.parent().unwrap_or(Path::new("")).join(to);
        }
        Err(io::Error::other("its links go in a circle"))
    }
}
