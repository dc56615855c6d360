//! What a file holds.

use super::sheet::Sheet;
use crate::diag::Diagnostic;

/// What a file holds.
#[derive(Debug, Default)]
pub struct Reading {
    /// Its sheets that have a table.
    pub sheets: Vec<Sheet>,
    /// What was noticed, and why something was not read.
    pub findings: Vec<Diagnostic>,
    /// How many cells with text stand in no table; all are named in the findings.
    pub texts_outside: usize,
}

impl Reading {
    /// Nothing was read, for this reason.
    pub(super) fn refused(finding: Diagnostic) -> Self {
        Self { findings: vec![finding], ..Self::default() }
    }
}
