//! The built-in questions as the build packed them, so that a command doesn't read half a thousand TOML files first.
//!
//! The TOML files stay the one source: a test holds that both say the same, and where there is no pack, or it doesn't
//! fit the type, the files are read, which tells what is wrong with them.

use super::Question;
use crate::assets;
use serde::Deserialize;

/// All built-in questions, by id, and the hash of all built-in files.
#[derive(Debug, Deserialize)]
pub(super) struct Pack {
    /// What [`crate::text::fnv1a_of_files`] says of the files.
    pub hash: String,
    /// The questions.
    pub questions: Vec<Question>,
}

/// The pack of this binary.
pub(super) fn pack() -> Option<Pack> {
    serde_json::from_slice(&assets::packed_bank()).ok()
}
