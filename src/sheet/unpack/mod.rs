//! Files of other programs, taken apart: workbooks, filled-in PDFs, archives of files, and the running text of documents.
//!
//! They come from strangers, and the libraries that read them promise nothing about what a damaged or hostile one does. So
//! what is inside is plain data ([`Unpacked`]), which a process of its own can make and hand over: see [`Unpack`].

mod archive;
mod biff;
mod biff_walk;
mod book;
mod budget;
mod cells;
mod fault;
mod format;
mod ods;
mod parts;
mod pdf;
mod pdf_marks;
mod pdf_text;
mod prose;
mod xls;
mod xlsx;
mod xlsx_notes;
mod zipped;

pub use parts::Unpacked;
pub(super) use parts::{FilePart, PageNotes, WorkbookPage};

use super::kind::Kind;
use crate::diag::Diagnostic;
use budget::Budget;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Takes files of other programs apart.
pub trait Unpack: Sync {
    /// What `bytes`, the content of `file`, hold of what is wanted.
    fn unpack(&self, file: &str, bytes: &[u8], wanted: Wanted) -> Unpacked;
}

/// What is looked for in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    /// Tables: those of workbooks, the forms of PDFs, and packed files.
    Tables,
    /// Running text.
    Prose,
}

/// Takes files apart in this process.
#[derive(Debug, Clone, Copy, Default)]
pub struct InProcess;

impl Unpack for InProcess {
    fn unpack(&self, file: &str, bytes: &[u8], wanted: Wanted) -> Unpacked {
        if wanted == Wanted::Prose {
            let unpacked = catch_unwind(AssertUnwindSafe(|| {
                prose::unpack(file, bytes, &mut Budget::of_file(bytes.len()))
            }));
            return unpacked.unwrap_or_else(|_| Unpacked::refused(broken(file)));
        }
        match super::kind::kind(file, bytes) {
            Ok(kind) => one(file, bytes, kind, &mut Budget::of_file(bytes.len()), false),
            Err(finding) => Unpacked::refused(finding),
        }
    }
}

/// What one file holds, perhaps one `inside` another.
fn one(file: &str, bytes: &[u8], kind: Kind, budget: &mut Budget, inside: bool) -> Unpacked {
    // The libraries panic on some damaged files: that is a damaged file, not the end of the run.
    let unpacked = catch_unwind(AssertUnwindSafe(|| match kind {
        Kind::Text => Unpacked::of(FilePart::Text { file: file.to_owned(), bytes: bytes.to_vec() }),
        Kind::Pdf => pdf::unpack(file, bytes, budget),
        Kind::Zip => archive::unpack(file, bytes, budget, inside),
        Kind::Compound => xls::unpack(file, bytes, budget),
    }));
    unpacked.unwrap_or_else(|_| Unpacked::refused(broken(file)))
}

fn broken(file: &str) -> Diagnostic {
    fault::damaged(file, "its parts don't fit together")
}
