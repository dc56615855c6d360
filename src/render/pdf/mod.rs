//! PDF: two rooms.
//!
//! `layout` turns blocks into pages of positioned items; it is pure and can be read as text in a test. `emit` turns
//! the pages into a file; it alone knows the PDF libraries. `fonts`, `shape` and `text` set type for the first,
//! `sheet` is what the two hand over.

mod emit;
mod fonts;
mod kept;
mod layout;
mod memory;
mod merge;
mod sfnt;
mod shape;
mod sheet;
mod style;
mod text;

pub use fonts::{Faces, Fonts, Further};

use super::Page;
use crate::diag::{Diagnostic, Warned};
use crate::document::Document;

/// `document` as a PDF file, and a warning for each character that no font has.
///
/// The same arguments give the same bytes. Where a font is too broken to be embedded there are no bytes, and the last
/// warning is an error.
pub fn write(document: &Document, page: &Page, fonts: &Fonts) -> Warned<Vec<u8>> {
    written(&layout::layout(document, page, fonts), page, fonts)
}

/// `documents` with their pages as one PDF file of the title and the paper of `whole`; as [`write()`] otherwise.
///
/// Each begins on an odd page and has its own header, footer, page numbers and entry in the outline.
pub fn write_merged(documents: &[(&Document, &Page)], whole: &Page, fonts: &Fonts) -> Warned<Vec<u8>> {
    let parts =
        documents.iter().map(|(document, page)| (page.title.clone(), layout::layout(document, page, fonts)));
    written(&merge::merge(parts.collect()), whole, fonts)
}

fn written(layout: &sheet::Layout, page: &Page, fonts: &Fonts) -> Warned<Vec<u8>> {
    let mut warnings: Vec<Diagnostic> = layout.missing().into_iter().map(missing).collect();
    let value = emit::emit(layout, page, fonts).unwrap_or_else(|error| {
        warnings.push(Diagnostic::error("pdf", error.to_string()));
        Vec::new()
    });
    Warned { value, warnings }
}

fn missing(c: char) -> Diagnostic {
    let name = unicode_names2::name(c).map(|name| format!(", {name}")).unwrap_or_default();
    Diagnostic::warning(
        "missing-glyph",
        format!("no font has the character U+{:04X} '{c}'{name}", u32::from(c)),
    )
    .hint("a crossed box stands in its place; give a font that has it with --font FILE")
}
