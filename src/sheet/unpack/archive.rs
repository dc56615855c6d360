//! Zip files: a workbook, or a folder that was packed.

use super::budget::Budget;
use super::fault::{Unreadable, damaged};
use super::parts::Unpacked;
use super::zipped::Archive;
use super::{book, ods, one, xlsx};
use crate::diag::{Diagnostic, Place};
use crate::limits::ZIP_FILES;
use crate::sheet::kind::{IF_A_CARD, Kind, Refusal, kind};
use crate::sheet::leftover::leftover;

const EXPORT: &str = "export it as CSV or XLSX";

/// What a zip holds: the workbook that it is, or the files in it.
pub(super) fn unpack(file: &str, bytes: &[u8], budget: &mut Budget, inside: bool) -> Unpacked {
    let mut archive = match Archive::open(bytes) {
        Ok(archive) => archive,
        Err(e) => return Unpacked::refused(damaged(file, &e.to_string())),
    };
    if archive.len() as u64 > ZIP_FILES.most {
        return Unpacked::refused(ZIP_FILES.exceeded(file, "holds more"));
    }
    if archive.has("xl/workbook.bin") {
        let what = Refusal("workbook", "a binary workbook (XLSB)", "save it as XLSX or CSV");
        return Unpacked::refused(what.at(file));
    }
    let mime = archive.content("mimetype", budget).ok().flatten().unwrap_or_default();
    let is_ods = mime.starts_with(b"application/vnd.oasis.opendocument.spreadsheet");
    if archive.has("xl/") || is_ods {
        if let Some(refused) = book::renamed(file) {
            return Unpacked::refused(refused);
        }
        if let Err(why) = check(&mut archive, &mut budget.clone()) {
            return Unpacked::refused(why.finding(file));
        }
        let pages =
            if is_ods { ods::pages(&mut archive, budget) } else { xlsx::pages(&mut archive, bytes, budget) };
        return book::unpacked(file, pages);
    }
    let document = [
        ("word/", "a text document (DOCX)", IF_A_CARD),
        ("ppt/", "a presentation (PPTX)", IF_A_CARD),
        ("Index/", "a document of Numbers, Pages or Keynote", EXPORT),
        ("Index.zip", "a document of Numbers, Pages or Keynote", EXPORT),
    ];
    if let Some((_, what, hint)) = document.iter().find(|(start, ..)| archive.has(start)) {
        return Unpacked::refused(Refusal("document", what, hint).at(file));
    }
    if mime.starts_with(b"application/") {
        let what = Refusal("document", "a document, not a spreadsheet", "save the table as CSV");
        return Unpacked::refused(what.at(file));
    }
    if inside {
        let what = Refusal("archive", "a zip inside a zip", "unpack it beside the others");
        return Unpacked::refused(what.at(file));
    }
    folder(file, &mut archive, budget)
}

/// Fails where the parts of a workbook together are too large, or can't be unpacked.
fn check(archive: &mut Archive<'_>, budget: &mut Budget) -> Result<(), Unreadable> {
    for at in archive.names.iter().map(|(_, at)| *at).collect::<Vec<_>>() {
        let part = archive.content_at(at, budget)?;
        if xlsx::announces_too_much(&part) {
            return Err(Unreadable::Damaged("it announces more texts than it can hold".to_owned()));
        }
    }
    Ok(())
}

/// The files of a folder that was packed.
fn folder(file: &str, archive: &mut Archive<'_>, budget: &mut Budget) -> Unpacked {
    let mut all = Unpacked::default();
    if archive.names.is_empty() {
        return Unpacked::refused(Refusal("empty", "an empty zip", "ask for the scorecards again").at(file));
    }
    if archive.has_twins() {
        let finding =
            Diagnostic::error("archive", "it holds several files of one name; the last of each was read");
        let hint = "unpack it, and put the files side by side under names of their own";
        all.remarks.push(finding.at(Place::file(file)).hint(hint).into());
    }
    for (name, at) in archive.names.clone() {
        let name = name.trim_start_matches("./");
        let shown = format!("{file}/{name}");
        if let Some(what) = not_ours(name) {
            let note = Diagnostic::note("skipped", format!("{what} was left out"));
            all.remarks.push(note.at(Place::file(&shown)).into());
            continue;
        }
        let bytes = match archive.content_at(at, budget) {
            Ok(bytes) => bytes,
            Err(Unreadable::Limit(limit)) => {
                all.remarks.push(limit.exceeded(file, "unpacks to more").into());
                return all;
            }
            Err(why) => {
                all.remarks.push(why.finding(&shown).into());
                continue;
            }
        };
        let kind = if bytes.starts_with(b"PK\x03\x04") { Ok(Kind::Zip) } else { kind(&shown, &bytes) };
        all.append(match kind {
            Ok(kind) => one(&shown, &bytes, kind, budget, true),
            Err(finding) => Unpacked::refused(finding),
        });
    }
    all
}

/// What a packed file of this name is that no person made; none where one may have made it.
fn not_ours(name: &str) -> Option<&'static str> {
    let left = name.split(['/', '\\']).find_map(leftover);
    left.or(name.starts_with("__MACOSX/").then_some("a file of the operating system"))
}
