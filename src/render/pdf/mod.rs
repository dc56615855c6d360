//! PDF, in two rooms.
//!
//! `layout` turns blocks into pages of positioned items; it is pure, and a test can read its result as text. `emit`
//! writes pages to a file; it alone knows the PDF libraries. `fonts`, `shape` and `text` set type for `layout`, `pages`
//! is what the two rooms share.

mod cache;
mod emit;
mod fonts;
mod layout;
mod merged;
mod pages;
mod session;
mod shape;
mod style;
mod text;

pub use fonts::{FallbackFont, FontFiles, Fonts};
pub use merged::{LaidOut, MergedPdf};
pub use session::Session;

use super::Page;
use crate::diag::{Diagnostic, Warned};
use crate::document::Document;
use emit::{Error, PdfWriter};

/// `document` as a PDF file, with a warning for each character that no font has.
///
/// The same arguments give the same bytes. Where a font is too broken to be embedded there are no bytes, and the last
/// warning is an error.
pub fn write(document: &Document, page: &Page, session: &Session<'_>) -> Warned<Vec<u8>> {
    let laid_out = LaidOut::new(document, page, session);
    let written = || {
        let mut writer = PdfWriter::new(Vec::with_capacity(FILE), session.fonts(), session.emit())?;
        writer.add(laid_out.layout())?;
        let mut bytes = writer.finish(page)?;
        // Files may wait in memory before they are written.
        bytes.shrink_to_fit();
        Ok(bytes)
    };
    let mut warnings = laid_out.warnings();
    let value = written().unwrap_or_else(|error: Error| {
        warnings.push(Diagnostic::error("pdf", error.to_string()));
        Vec::new()
    });
    Warned { value, warnings }
}

/// About the length of a file.
const FILE: usize = 64 << 10;
