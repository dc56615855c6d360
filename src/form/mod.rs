//! A packet that is filled in on screen: as a form for a browser, as a PDF with fields, and its scorecard as a workbook.

mod keys;
mod origin;
mod page;
mod workbook;

pub use keys::keys;
pub use page::write;
pub use rust_xlsxwriter::XlsxError;
pub use workbook::ScorecardBook;
