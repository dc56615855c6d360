//! Markdown: the document as CommonMark with tables and task lists, its directives kept.
//!
//! Reading back what was written gives the same document.

mod blocks;
mod inlines;

use crate::document::Document;

/// `document` as Markdown that linters pass and people can read.
pub fn write(document: &Document) -> String {
    let mut out = blocks::lines(&document.blocks, false).join("\n");
    out.push('\n');
    out
}

#[cfg(test)]
mod tests;
