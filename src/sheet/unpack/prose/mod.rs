//! The running text of documents: plain text and Markdown, web pages, PDFs, and what word processors write.

mod html;
mod lines;
mod pdf;
mod pdf_fonts;
mod text;
mod word;

use super::budget::Budget;
use super::fault::{self, Unreadable};
use super::parts::{FilePart, Unpacked};
use crate::diag::Diagnostic;
use crate::limits::DOCUMENT_FILE;
use crate::sheet::kind::{Kind, Refusal, kind};

const SAVE_AS: &str = "save it as PDF, DOCX, HTML or plain text";

/// The running text of `bytes`, the content of `file`.
pub(super) fn unpack(file: &str, bytes: &[u8], budget: &mut Budget) -> Unpacked {
    if bytes.len() as u64 > DOCUMENT_FILE.most {
        return Unpacked::refused(DOCUMENT_FILE.exceeded(file, "is larger"));
    }
    let lines = match kind(file, bytes) {
        Ok(Kind::Pdf) => pdf::lines(bytes, budget),
        Ok(Kind::Zip) => match word::lines(bytes, budget) {
            Ok(None) => {
                let what = Refusal("document", "a zip without the text of a document", SAVE_AS);
                return Unpacked::refused(what.at(file));
            }
            Ok(Some(lines)) => Ok(lines),
            Err(why) => Err(why),
        },
        Ok(Kind::Compound) => {
            let what = Refusal("document", "a document of an older word processor", SAVE_AS);
            return Unpacked::refused(what.at(file));
        }
        Ok(Kind::Text) if !html::is_page(bytes) => Ok(text::lines(file, bytes)),
        Ok(Kind::Text) => html::lines(file, bytes, budget),
        Err(refusal) if refusal.code == "html" || refusal.code == "own-page" && html::is_page(bytes) => {
            html::lines(file, bytes, budget)
        }
        // What is no table may be a text all the same.
        Err(refusal) if ["json", "own-page", "table", "xml"].contains(&refusal.code) => {
            Ok(text::lines(file, bytes))
        }
        Err(refusal) => return Unpacked::refused(refusal.hint(SAVE_AS)),
    };
    match lines {
        Ok(lines) if lines.iter().all(|line| line.text.is_empty()) => {
            let hint = "scanned pages hold no text: paste the words into a text file";
            Unpacked::refused(Refusal("empty", "a document without text", hint).at(file))
        }
        Ok(lines) => Unpacked::of(FilePart::Prose { lines }),
        Err(Unreadable::Password) => Unpacked::refused(fault::password(file).hint("save it without one")),
        Err(why) => {
            let finding = why.finding(file);
            let hint =
                if finding.code == "damaged" { Some(SAVE_AS.to_owned()) } else { finding.hint.clone() };
            Unpacked::refused(Diagnostic { hint, ..finding })
        }
    }
}
