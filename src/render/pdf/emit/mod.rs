//! Emit: pages of items become a PDF file. The one user of the PDF libraries.
//!
//! - printpdf embeds the fonts: it turns a subset into the font's dictionaries, widths and font file. For that it writes
//!   a page with all glyphs of the subset, of which everything but the font is thrown away.
//! - lopdf is the object model, and writes single objects.
//! - The rest is here, since printpdf keeps a whole document in memory, compresses neither objects nor their table, and
//!   knows no tags, form fields, nested outline or page labels. Its content streams are twice as long, and its ToUnicode
//!   maps are in a form that some readers refuse.

mod cache;
mod content;
mod deflate;
mod drawing;
mod error;
mod form;
mod glyphs;
mod missing;
mod objects;
mod outline;
mod structure;
mod subset;
mod to_unicode;
mod writer;

pub(super) use cache::EmitCache;
pub(super) use error::Error;
pub(super) use writer::PdfWriter;

#[cfg(test)]
mod tests;
