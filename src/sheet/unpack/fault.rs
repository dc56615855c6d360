//! Why a file of another program, or a part of it, was not read.

use crate::diag::{Diagnostic, Place};
use crate::limits::Limit;
use crate::sheet::kind::Refusal;

/// Why a file of another program was not read.
#[derive(Debug)]
pub(super) enum Unreadable {
    /// It holds more than is read.
    Limit(Limit),
    /// It is protected by a password.
    Password,
    /// Its parts don't fit together, for this reason.
    Damaged(String),
}

impl From<Limit> for Unreadable {
    fn from(limit: Limit) -> Self {
        Self::Limit(limit)
    }
}

impl<E: std::error::Error> From<E> for Unreadable {
    fn from(error: E) -> Self {
        Self::Damaged(error.to_string())
    }
}

impl Unreadable {
    /// The finding on `file`.
    pub(super) fn finding(self, file: &str) -> Diagnostic {
        match self {
            Self::Limit(limit) => limit.exceeded(file, "holds more"),
            Self::Password => password(file),
            Self::Damaged(why) => damaged(file, &why),
        }
    }
}

pub(super) fn password(file: &str) -> Diagnostic {
    Refusal("password", "protected by a password", "save it without one, or as CSV").at(file)
}

pub(super) fn damaged(file: &str, why: &str) -> Diagnostic {
    let hint = "ask for the file again; if it opens in a spreadsheet, save it as CSV";
    Diagnostic::error("damaged", format!("the file is damaged: {why}")).at(Place::file(file)).hint(hint)
}
