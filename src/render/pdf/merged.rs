//! One file of several documents, written document by document.

use std::collections::BTreeSet;
use std::io::{self, Write};

use super::emit::PdfWriter;
use super::layout::layout;
use super::pages::PagedDocument;
use super::session::Session;
use crate::diag::Diagnostic;
use crate::document::Document;
use crate::render::Page;

/// A document that is broken into pages, ready to be written.
#[derive(Debug)]
pub struct LaidOut {
    title: String,
    layout: PagedDocument,
}

impl LaidOut {
    /// `document` on pages like `page`.
    pub fn new(document: &Document, page: &Page, session: &Session<'_>) -> Self {
        let layout = session.with_texts(|texts| layout(document, page, session.fonts(), texts));
        Self { title: page.title.clone(), layout }
    }

    /// A warning for each character that no font has.
    pub fn warnings(&self) -> Vec<Diagnostic> {
        let missing: BTreeSet<char> = self.layout.missing().collect();
        missing.into_iter().map(missing_character).collect()
    }

    pub(super) fn layout(&self) -> &PagedDocument {
        &self.layout
    }
}

fn missing_character(c: char) -> Diagnostic {
    let message = format!("no font has the character U+{:04X} '{c}'", u32::from(c));
    Diagnostic::warning("missing-glyph", message)
        .hint("a crossed box stands in its place; give a font that has it with --font FILE")
}

/// A PDF file of several documents, each from an odd page on, with its own header, footer and page numbers and an entry
/// in the outline. Only what the end of the file needs stays in memory.
pub struct MergedPdf<'s, W> {
    writer: PdfWriter<'s, W>,
}

impl<'s, W: Write> MergedPdf<'s, W> {
    /// A file that goes to `out`; its documents are laid out in `session`.
    pub fn new(out: W, session: &'s Session<'_>) -> io::Result<Self> {
        Ok(Self { writer: PdfWriter::new(out, session.fonts(), session.emit())? })
    }

    /// Writes the next document.
    pub fn add(&mut self, document: &LaidOut) -> io::Result<()> {
        Ok(self.writer.add_part(&document.layout, &document.title)?)
    }

    /// Writes the end of the file, which has the title, author and language of `whole`.
    pub fn finish(self, whole: &Page) -> io::Result<W> {
        Ok(self.writer.finish(whole)?)
    }
}
