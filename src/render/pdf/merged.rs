//! One file of several documents, written document by document.

use std::collections::BTreeSet;
use std::io::{self, Write};

use super::emit::PdfWriter;
use super::layout::{LOWEST_BOOKMARK, layout};
use super::pages::{PageItem, PagedDocument};
use super::session::Session;
use crate::diag::Diagnostic;
use crate::document::{Block, Document};
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

    /// The number of pages before the first sheet of `document`, which was laid out, and from each sheet to the next. None
    /// where a sheet begins without a heading.
    pub fn pages_by_sheet(&self, document: &Document) -> Option<Vec<usize>> {
        let mut starts = vec![0];
        let mut headings = 0;
        for block in &document.blocks {
            let inner = count_headings(std::slice::from_ref(block));
            if let Block::Sheet(_) = block {
                starts.push(self.page_of((inner > 0).then_some(headings)?)?);
            }
            headings += inner;
        }
        starts.push(self.layout.sheets.len());
        Some(starts.windows(2).map(|pair| pair[1].saturating_sub(pair[0])).collect())
    }

    /// The page, from 0, on which the bookmark with this index stands.
    fn page_of(&self, index: usize) -> Option<usize> {
        let here = |item: &PageItem| matches!(item, PageItem::Anchor { bookmark, .. } if *bookmark == index);
        self.layout.sheets.iter().position(|page| page.items.iter().any(here))
    }

    pub(super) fn layout(&self) -> &PagedDocument {
        &self.layout
    }
}

/// How many headings among `blocks` have a bookmark.
fn count_headings(blocks: &[Block]) -> usize {
    let count = |block: &Block| match block {
        Block::Heading { level, .. } => usize::from(*level <= LOWEST_BOOKMARK),
        Block::Keep(inner) | Block::Say(inner) => count_headings(inner),
        Block::Columns { parts, .. } | Block::Sheet(parts) => {
            parts.iter().map(|part| count_headings(part)).sum()
        }
        Block::List { items, .. } => items.iter().map(|item| count_headings(item)).sum(),
        _ => 0,
    };
    blocks.iter().map(count).sum()
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
