//! What people put onto the pages of a PDF beside the fields of its form: notes, typed text, ink. None of it is read, so all
//! of it is told.

use super::budget::Budget;
use super::fault::Unreadable;
use super::pdf_text::text;
use crate::diag::{Diagnostic, Place};
use crate::text::visible;
use hayro_syntax::Pdf;
use hayro_syntax::object::{Array, Dict, Name};

/// So many of them are told one by one.
const TOLD: usize = 40;

/// So many letters of a text are shown.
const SHOWN: usize = 2000;

/// The findings on what lies over the pages of `pdf`.
pub(super) fn remarks(file: &str, pdf: &Pdf, budget: &mut Budget) -> Result<Vec<Diagnostic>, Unreadable> {
    let mut remarks = Vec::new();
    let mut more = 0_usize;
    for (number, page) in (1..).zip(pdf.pages().iter()) {
        let annotations = page.raw().get::<Array<'_>>("Annots");
        for annotation in annotations.iter().flat_map(Array::iter::<Dict<'_>>) {
            let Some(what) = annotation.get::<Name<'_>>("Subtype").and_then(|kind| by_hand(kind.as_str()))
            else {
                continue;
            };
            if remarks.len() >= TOLD {
                more += 1;
                continue;
            }
            let said = text(&annotation, "Contents").unwrap_or_default();
            budget.take_cells(1, &said)?;
            remarks.push(unread(file, number, what, &said));
        }
    }
    if more > 0 {
        let message = format!("{more} more notes and drawings lie over its pages; none of them is read");
        remarks.push(Diagnostic::warning("annotation", message).at(Place::file(file)));
    }
    Ok(remarks)
}

fn unread(file: &str, page: u32, what: &str, said: &str) -> Diagnostic {
    let said: String = said.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(SHOWN).collect();
    let said = if said.is_empty() { String::new() } else { format!(": `{}`", visible(&said)) };
    Diagnostic::warning("annotation", format!("page {page}: {what} lies over the page and isn't read{said}"))
        .at(Place::file(file))
        .hint("what counts belongs into the fields of the form: type it there, or into the scorecard CSV")
}

/// What a person has put onto a page, by the kind of its annotation; none for what programs make.
fn by_hand(kind: &str) -> Option<&'static str> {
    Some(match kind {
        "Text" => "a note",
        "FreeText" => "typed text",
        "Ink" => "handwriting",
        "Highlight" | "Underline" | "StrikeOut" | "Squiggly" => "a mark",
        "Stamp" => "a stamp",
        "Caret" | "Redact" => "a correction",
        "FileAttachment" => "an attached file",
        "Sound" | "Movie" | "Screen" | "RichMedia" => "a recording",
        "Line" | "Square" | "Circle" | "Polygon" | "PolyLine" => "a drawing",
        _ => return None,
    })
}
