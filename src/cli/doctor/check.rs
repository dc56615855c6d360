//! One thing that was looked at.

use crate::diag::Diagnostic;
use crate::text::shown;
use serde::Serialize;
use std::path::Path;

/// How something was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum CheckState {
    Ok,
    /// Worth knowing.
    Note,
    Off,
}

/// One thing that was looked at.
#[derive(Debug, Serialize)]
pub(super) struct Check {
    /// What was looked at.
    pub(super) what: &'static str,
    pub(super) state: CheckState,
    /// What was found.
    pub(super) found: String,
    /// Where; none where it is part of the binary or is nowhere.
    pub(super) path: Option<String>,
    /// What is wrong with it.
    pub(super) findings: Vec<Diagnostic>,
}

impl Check {
    pub(super) fn ok(what: &'static str, found: impl Into<String>, path: Option<&Path>) -> Self {
        let path = path.map(shown);
        Self { what, state: CheckState::Ok, found: found.into(), path, findings: Vec::new() }
    }

    pub(super) fn note(self) -> Self {
        Self { state: CheckState::Note, ..self }
    }

    pub(super) fn off(self, findings: Vec<Diagnostic>) -> Self {
        Self { state: CheckState::Off, findings, ..self }
    }
}
