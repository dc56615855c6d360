//! Zip files: a workbook, or a folder that was packed. What is unpacked is limited, so that no small file grows huge.

use super::kind::Refusal;
use super::{Anchors, Reading, leftover, ods, workbook};
use crate::diag::{Diagnostic, Place};
use crate::limits::{UNPACKED, ZIP_FILES};
use std::io::{Cursor, Read};
use zip::ZipArchive;
use zip::result::ZipError;

/// A zip, and how much of it may still be unpacked.
pub(super) struct Archive<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    left: u64,
}

/// Why a file of a zip was not unpacked.
pub(super) enum Packed {
    Missing,
    TooLarge,
    Damaged(String),
}

impl<'a> Archive<'a> {
    fn open(bytes: &'a [u8]) -> Result<Self, ZipError> {
        Ok(Self { zip: ZipArchive::new(Cursor::new(bytes))?, left: UNPACKED.most })
    }

    fn has(&self, start: &str) -> bool {
        self.names().any(|n| n.starts_with(start))
    }

    /// The content of the file called `name`.
    pub fn content(&mut self, name: &str) -> Result<Vec<u8>, Packed> {
        let entry = match self.zip.by_name(name) {
            Ok(entry) => entry,
            Err(ZipError::FileNotFound) => return Err(Packed::Missing),
            Err(e) => return Err(Packed::Damaged(e.to_string())),
        };
        let mut bytes = Vec::new();
        // What the zip says of the size is not trusted.
        entry.take(self.left + 1).read_to_end(&mut bytes).map_err(|e| Packed::Damaged(e.to_string()))?;
        self.left = self.left.checked_sub(bytes.len() as u64).ok_or(Packed::TooLarge)?;
        Ok(bytes)
    }

    /// Whether all parts of a workbook together stay within the limit, by unpacking them.
    fn fits(&mut self) -> Result<(), Packed> {
        for name in self.sorted_names() {
            match self.content(&name) {
                Ok(part) if workbook::boasts(&part) => {
                    return Err(Packed::Damaged("it announces more texts than it can hold".to_owned()));
                }
                Ok(_) | Err(Packed::Missing) => {}
                Err(e) => return Err(e),
            }
        }
        self.left = UNPACKED.most;
        Ok(())
    }

    /// The names of its files in no order; one that is no text is left out.
    fn names(&self) -> impl Iterator<Item = String> {
        self.zip
            .file_names()
            .filter_map(|n| n.ok().map(std::borrow::Cow::into_owned))
            .filter(|n| !n.ends_with('/'))
    }

    fn sorted_names(&self) -> Vec<String> {
        let mut names: Vec<String> = self.names().collect();
        names.sort();
        names
    }
}

/// The tables of a zip: of the workbook that it is, or of the files in it.
pub(super) fn read_zip(file: &str, bytes: &[u8], anchors: &Anchors<'_>, inside: bool) -> Reading {
    let mut archive = match Archive::open(bytes) {
        Ok(archive) => archive,
        Err(e) => return Reading::refused(damaged(file, &e.to_string())),
    };
    if archive.zip.len() as u64 > ZIP_FILES.most {
        return Reading::refused(ZIP_FILES.exceeded(file, "holds more"));
    }
    if archive.has("xl/workbook.bin") {
        return Reading::refused(
            Refusal("workbook", "a binary workbook (XLSB)", "save it as XLSX or CSV").at(file),
        );
    }
    let is_xlsx = archive.has("xl/");
    let mime = archive.content("mimetype").unwrap_or_default();
    let is_ods = mime.starts_with(b"application/vnd.oasis.opendocument.spreadsheet");
    if is_xlsx || is_ods {
        if let Some(refused) = workbook::renamed(file) {
            return Reading::refused(refused);
        }
        return match archive.fits() {
            Err(packed) => Reading::refused(packed.finding(file)),
            Ok(()) if is_ods => ods::read(file, &mut archive, anchors),
            Ok(()) => workbook::read_xlsx(file, bytes, anchors),
        };
    }
    let document = [
        ("word/", "a text document (DOCX)"),
        ("ppt/", "a presentation (PPTX)"),
        ("Index/", "a document of Numbers, Pages or Keynote"),
        ("Index.zip", "a document of Numbers, Pages or Keynote"),
    ];
    if let Some((_, what)) = document.iter().find(|(start, _)| archive.has(start)) {
        return Reading::refused(Refusal("document", what, "export it as CSV or XLSX").at(file));
    }
    if mime.starts_with(b"application/") {
        return Reading::refused(
            Refusal("document", "a document, not a spreadsheet", "save the table as CSV").at(file),
        );
    }
    if inside {
        return Reading::refused(
            Refusal("archive", "a zip inside a zip", "unpack it beside the others").at(file),
        );
    }
    folder(file, &mut archive, anchors)
}

pub(super) fn read(file: &str, bytes: &[u8], anchors: &Anchors<'_>) -> Reading {
    read_zip(file, bytes, anchors, false)
}

/// The tables of a folder that was packed.
fn folder(file: &str, archive: &mut Archive<'_>, anchors: &Anchors<'_>) -> Reading {
    let mut all = Reading::default();
    let names = archive.sorted_names();
    if names.is_empty() {
        return Reading::refused(Refusal("empty", "an empty zip", "ask for the scorecards again").at(file));
    }
    for name in names {
        let shown = format!("{file}/{name}");
        let parts = name.split(['/', '\\']);
        if let Some(what) = parts
            .clone()
            .find_map(leftover)
            .or(name.starts_with("__MACOSX/").then_some("a file of the operating system"))
        {
            all.findings.push(skipped(&shown, what));
            continue;
        }
        let reading = match archive.content(&name) {
            Ok(bytes) if bytes.starts_with(b"PK\x03\x04") => read_zip(&shown, &bytes, anchors, true),
            Ok(bytes) => super::read(&shown, &bytes, anchors),
            Err(Packed::TooLarge) => {
                all.findings.push(Packed::TooLarge.finding(file));
                return all;
            }
            Err(packed) => Reading::refused(packed.finding(&shown)),
        };
        all.sheets.extend(reading.sheets);
        all.findings.extend(reading.findings);
    }
    all
}

/// The note on a file that is left out.
pub(super) fn skipped(file: &str, what: &str) -> Diagnostic {
    Diagnostic::note("skipped", format!("{what} was left out")).at(Place::file(file))
}

impl Packed {
    pub fn finding(&self, file: &str) -> Diagnostic {
        match self {
            Self::Missing => damaged(file, "a part of it is missing"),
            Self::TooLarge => UNPACKED.exceeded(file, "unpacks to more"),
            Self::Damaged(why) if why.to_lowercase().contains("password") => workbook::password(file),
            Self::Damaged(why) => damaged(file, why),
        }
    }
}

pub(super) fn damaged(file: &str, why: &str) -> Diagnostic {
    let hint = "ask for the file again; if it opens in a spreadsheet, save it as CSV";
    Diagnostic::error("damaged", format!("the file is damaged: {why}")).at(Place::file(file)).hint(hint)
}
