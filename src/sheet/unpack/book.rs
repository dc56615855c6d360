//! Workbooks of every sort.

use super::fault::Unreadable;
use super::parts::{FilePart, Unpacked, WorkbookPage};
use crate::diag::{Diagnostic, Place};

/// A workbook of these pages, or why there are none.
pub(super) fn unpacked(file: &str, pages: Result<Vec<WorkbookPage>, Unreadable>) -> Unpacked {
    match pages {
        Ok(pages) => Unpacked::of(FilePart::Book { file: file.to_owned(), pages }),
        Err(why) => Unpacked::refused(why.finding(file)),
    }
}

/// The refusal of a workbook under the name of a text file.
pub(super) fn renamed(file: &str) -> Option<Diagnostic> {
    let ending = file.rsplit_once('.').map(|(_, e)| e.to_lowercase())?;
    if !["csv", "tsv", "txt", "tab"].contains(&ending.as_str()) {
        return None;
    }
    let hint = format!(
        "a new name doesn't make it CSV: give it back the name of a workbook in place of .{ending}, or save it as CSV"
    );
    let message = format!("the file is a workbook under the name of a .{ending} file");
    Some(Diagnostic::error("workbook", message).at(Place::file(file)).hint(hint))
}
