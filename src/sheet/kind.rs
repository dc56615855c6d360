//! What sort of file some bytes are, by what they begin with and never by their name.

use crate::diag::{Diagnostic, Place};
use crate::limits::SCORECARD_FILE;

/// A sort of file that may hold a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Separated values in some encoding.
    Text,
    /// A zip, which is also what newer workbooks are.
    Zip,
    /// An older workbook: a compound file.
    Compound,
    /// A PDF, whose form may have been filled in.
    Pdf,
}

/// What a file is that is no table: its code, in words, and what to do.
pub(super) struct Refusal(pub &'static str, pub &'static str, pub &'static str);

impl Refusal {
    pub fn at(&self, file: &str) -> Diagnostic {
        Diagnostic::error(self.0, format!("the file is {}", self.1)).at(Place::file(file)).hint(self.2)
    }
}

const TYPE_IT: &str = "type the ratings into the scorecard CSV that came with the packet";
const UNPACK: &str = "unpack it, or pack it as zip";
const AS_CSV: &str = "open it and save it as CSV or XLSX";

/// What files begin with that are no tables.
const BEGINNINGS: [(&[u8], Refusal); 16] = [
    (b"\x89PNG", Refusal("image", "a picture", TYPE_IT)),
    (b"\xff\xd8\xff", Refusal("image", "a picture", TYPE_IT)),
    (b"GIF8", Refusal("image", "a picture", TYPE_IT)),
    (b"BM\x36", Refusal("image", "a picture", TYPE_IT)),
    (b"II*\0", Refusal("image", "a picture", TYPE_IT)),
    (b"MM\0*", Refusal("image", "a picture", TYPE_IT)),
    (b"RIFF", Refusal("image", "a picture or a recording", TYPE_IT)),
    (b"\0\0\0\x18ftyp", Refusal("image", "a picture or a film", TYPE_IT)),
    (b"\0\0\0\x1cftyp", Refusal("image", "a picture or a film", TYPE_IT)),
    (b"{\\rtf", Refusal("text-document", "a text document (RTF)", AS_CSV)),
    (b"\x1f\x8b", Refusal("archive", "packed with gzip", UNPACK)),
    (b"7z\xbc\xaf", Refusal("archive", "a 7z archive", UNPACK)),
    (b"Rar!", Refusal("archive", "a RAR archive", UNPACK)),
    (b"BZh", Refusal("archive", "packed with bzip2", UNPACK)),
    (b"\xfd7zXZ", Refusal("archive", "packed with xz", UNPACK)),
    (b"\x7fELF", Refusal("program", "a program", TYPE_IT)),
];

/// What `bytes` are; refused with the real reason where they hold no table.
pub(super) fn kind(file: &str, bytes: &[u8]) -> Result<Kind, Diagnostic> {
    if bytes.len() as u64 > SCORECARD_FILE.most {
        return Err(SCORECARD_FILE.exceeded(file, "is larger"));
    }
    if bytes.iter().all(|b| b.is_ascii_whitespace() || *b == 0) {
        let said = if bytes.is_empty() { "empty" } else { "empty but for blanks" };
        return Err(Refusal("empty", said, "ask for the scorecard again").at(file));
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return Ok(Kind::Zip);
    }
    if bytes.starts_with(b"%PDF") {
        return Ok(Kind::Pdf);
    }
    if bytes.starts_with(b"\xd0\xcf\x11\xe0") {
        return Ok(Kind::Compound);
    }
    if let Some((_, refusal)) = BEGINNINGS.iter().find(|(start, _)| bytes.starts_with(start)) {
        return Err(refusal.at(file));
    }
    match markup(bytes) {
        Some(refusal) => Err(refusal.at(file)),
        None => Ok(Kind::Text),
    }
}

/// Markup and data that is no table.
fn markup(bytes: &[u8]) -> Option<Refusal> {
    // A table rarely begins with one of these signs.
    let blank = |b: &&u8| b.is_ascii_whitespace() || **b == 0 || **b >= 0x80;
    if !matches!(bytes.iter().find(|b| !blank(b)), Some(b'<' | b'{' | b'[')) {
        return None;
    }
    let start: Vec<u8> = bytes.iter().take(1024).filter(|b| **b != 0).map(u8::to_ascii_lowercase).collect();
    let start = String::from_utf8_lossy(&start);
    let start = start.trim_start_matches(|c: char| !c.is_ascii() || c.is_ascii_whitespace());
    let page = || {
        let is = if start.contains("<table") {
            "a web page with a table"
        } else {
            "a web page, perhaps a login page"
        };
        Refusal("html", is, "download the sheet again, as CSV")
    };
    if ["<!doctype html", "<html", "<head", "<body", "<table", "<!--"].iter().any(|t| start.starts_with(t)) {
        return Some(page());
    }
    if start.starts_with("<?xml") || start.starts_with("<!doctype") {
        return Some(if start.contains("<html") || start.contains("xhtml") {
            page()
        } else if start.contains("excel.sheet") || start.contains("office:spreadsheet") {
            Refusal("xml", "a spreadsheet saved as XML", AS_CSV)
        } else {
            Refusal("xml", "XML, not a table", AS_CSV)
        });
    }
    let json = start.starts_with("{\"") || start.starts_with("[{") || start.starts_with("{ \"");
    let spread = start.starts_with('{') && start[1..].trim_start().starts_with('"');
    (json || spread).then_some(Refusal(
        "json",
        "JSON, not a table",
        "gathered.csv can be read, and so can CSV exports",
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_files_are_refused_by_what_they_are() {
        for (bytes, code) in [
            (&b"<!DOCTYPE html><title>Sign in"[..], "html"),
            (b"\xef\xbb\xbf\r\n<html>", "html"),
            (b"\x89PNG\r\n", "image"),
            (b" \n", "empty"),
            (b"", "empty"),
            (b"\0\0\0\0", "empty"),
            (b"{\n  \"format\": 1}", "json"),
            (b"<?xml version=\"1.0\"?><?mso-application progid=\"Excel.Sheet\"?>", "xml"),
            (b"\x1f\x8b\x08", "archive"),
        ] {
            assert_eq!(kind("f", bytes).unwrap_err().code, code);
        }
        assert_eq!(kind("f", b"plan,item\n").unwrap(), Kind::Text);
    }
}
