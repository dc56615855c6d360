//! Emit: pages of items become a PDF file. The one user of the PDF libraries.
//!
//! - printpdf embeds the fonts: it turns a subset into the font's dictionaries, widths and font file. To get them, it is
//!   given a page with all glyphs of the subset, and everything but the font is thrown away.
//! - lopdf is the object model, and writes single objects.
//! - The rest is done here. printpdf keeps a whole document in memory, and compresses neither objects nor their table. It
//!   knows no tags, form fields or page labels, its outline is flat, it writes glyphs in hexadecimal, which is twice as
//!   long, and pdfminer can't read its ToUnicode maps.

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
