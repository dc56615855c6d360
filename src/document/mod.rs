//! The document: what a packet or a report says, as blocks that each writer draws its own way.
//!
//! [`parse()`] makes it from Markdown. What Markdown can't say is said by directives, HTML comments on lines of their own;
//! [`Block`] lists them. A document holds no markup and no layout: those are the business of the writers.

#[cfg(test)]
pub(crate) mod arbitrary;
mod block;
mod directive;
pub(crate) mod inlines;
mod parse;
mod words;

pub use block::{Align, BOX, Block, Document, Inline, MAX_LINES, ParagraphStyle, Point, Table, TableStyle};
pub(crate) use block::{LABEL, SEPARATOR};
pub use parse::parse;
pub use words::{address_behind, plain, split_minutes, split_number, split_point};
