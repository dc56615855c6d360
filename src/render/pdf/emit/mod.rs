//! Emit: pages of items become a PDF file. The one user of the PDF libraries.
//!
//! printpdf writes fonts and page contents, lopdf puts right and adds what it lacks: outline, structure, catalogue.

mod catalog;
mod content;
mod faces;
mod outline;
mod tags;

use printpdf::{Mm, PdfDocument, PdfPage, PdfSaveOptions};

use super::Page;
use super::fonts::Fonts;
use super::sheet::Layout;
use faces::Subsets;
use tags::Marks;

/// `layout` as a PDF file.
pub(super) fn emit(layout: &Layout, page: &Page, fonts: &Fonts) -> Result<Vec<u8>, Error> {
    let (width, height) = page.size();
    let subsets = Subsets::of(&layout.sheets, fonts)?;
    let mut document = PdfDocument::new(&page.title);
    document.metadata.info.author.clone_from(&page.author);
    document.resources.fonts.map = subsets.embedded();
    let mut marks = Marks::default();
    let size = (Mm(width / MM), Mm(height / MM));
    let pages = layout.sheets.iter().enumerate().map(|(number, sheet)| {
        PdfPage::new(size.0, size.1, content::ops(sheet, number, height, &subsets, &mut marks))
    });
    document.with_pages(pages.collect());
    let mut file = document.to_lopdf_document(&PdfSaveOptions::default(), &mut Vec::new());
    Ok(finish(&mut file, layout, page, &marks)?)
}

/// Puts the object model right and writes it.
fn finish(file: &mut lopdf::Document, layout: &Layout, page: &Page, marks: &Marks) -> lopdf::Result<Vec<u8>> {
    let pages: Vec<lopdf::ObjectId> = file.get_pages().into_values().collect();
    catalog::repair(file)?;
    catalog::describe(file, page)?;
    catalog::add_links(file, &pages, layout, page.size().1)?;
    outline::add(file, &pages, layout, page.size().1)?;
    tags::add(file, &pages, layout, marks)?;
    file.prune_objects();
    file.renumber_objects();
    file.compress();
    catalog::identify(file)?;
    let mut bytes = Vec::new();
    let options = lopdf::SaveOptions::builder()
        .use_object_streams(true)
        .use_xref_streams(true)
        .compression_level(9)
        .build();
    file.save_with_options(&mut bytes, options)?;
    Ok(bytes)
}

/// Why a file could not be made.
#[derive(Debug, thiserror::Error)]
pub(super) enum Error {
    /// The used glyphs could not be cut out of a font.
    #[error("a font could not be cut to the glyphs that are used: {0}")]
    Subset(#[from] subsetter::Error),
    /// The cut font could not be embedded.
    #[error("a font could not be embedded")]
    Embed,
    /// The object model could not be put right or written.
    #[error("the file could not be put together: {0}")]
    File(#[from] lopdf::Error),
}

/// Points in a millimetre.
const MM: f32 = 72.0 / 25.4;
