//! Why a file could not be written.

use std::io;

/// Why a file could not be written.
#[derive(Debug, thiserror::Error)]
pub(in crate::render::pdf) enum Error {
    #[error("a font could not be cut to the glyphs that are used: {0}")]
    Subset(#[from] subsetter::Error),
    #[error("a font could not be embedded")]
    Embed,
    #[error("the file could not be put together: {0}")]
    Object(#[from] lopdf::Error),
    #[error("the file is longer than 4 GB")]
    TooLong,
    #[error(transparent)]
    Io(#[from] io::Error),
}

impl From<Error> for io::Error {
    fn from(error: Error) -> Self {
        match error {
            Error::Io(error) => error,
            other => Self::other(other),
        }
    }
}
