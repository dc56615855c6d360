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
/// For documents, which may be no scorecards at all, such as a CV.
pub(super) const IF_A_CARD: &str = "if it holds ratings, type them into the scorecard CSV that came with the packet; if not, keep it elsewhere";
const AS_CSV: &str = "open it and save it as CSV or XLSX";

/// How many bytes at the start of a file tell that the kit has written it.
const OWN_START: usize = 1000;

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
    (b"{\\rtf", Refusal("text-document", "a text document (RTF)", IF_A_CARD)),
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
    if without_mark(bytes).iter().all(|b| b.is_ascii_whitespace() || *b == 0) {
        let said = if without_mark(bytes).is_empty() { "empty" } else { "empty but for blanks" };
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
    match own_page(bytes).or_else(|| markup(bytes)).or_else(|| other_table(bytes)) {
        Some(refusal) => Err(refusal.at(file)),
        None => Ok(Kind::Text),
    }
}

/// The bytes behind a byte order mark.
fn without_mark(bytes: &[u8]) -> &[u8] {
    let marks: [&[u8]; 3] = [b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"];
    marks.iter().find_map(|mark| bytes.strip_prefix(*mark)).unwrap_or(bytes)
}

/// Tables in formats that spreadsheets once exchanged and databases kept.
fn other_table(bytes: &[u8]) -> Option<Refusal> {
    let text = without_mark(bytes);
    let lines = || text.split(|b| matches!(b, b'\n' | b'\r')).filter(|line| !line.is_empty());
    // Each record of SYLK begins with its kind: a cell, its format, the end.
    let sylk =
        |line: &[u8]| [&b"C;"[..], b"F;", b"B;", b"P;", b"O;"].iter().any(|kind| line.starts_with(kind));
    if text.starts_with(b"ID;") && lines().nth(1).is_some_and(|line| sylk(line) || line == b"E") {
        return Some(Refusal("table", "a table in the format SYLK", AS_CSV));
    }
    let mut first = lines();
    if first.next() == Some(b"TABLE") && first.next().is_some_and(|line| line.starts_with(b"0,")) {
        return Some(Refusal("table", "a table in the format DIF", AS_CSV));
    }
    is_dbf(bytes).then_some(Refusal("table", "a database file (DBF)", AS_CSV))
}

/// Whether the bytes begin as a database file does: its kind, the day of its last change, and fields of 32 bytes each up to
/// their end.
fn is_dbf(bytes: &[u8]) -> bool {
    let kinds = [0x02, 0x03, 0x04, 0x05, 0x30, 0x31, 0x32, 0x43, 0x63, 0x83, 0x8b, 0xcb, 0xf5, 0xfb];
    let Some(header) = bytes.get(..32).filter(|header| kinds.contains(&header[0])) else { return false };
    let length = usize::from(u16::from_le_bytes([header[8], header[9]]));
    (1..=12).contains(&header[2])
        && (1..=31).contains(&header[3])
        && length >= 33
        && bytes.get(length - 1).is_some_and(|end| *end == 0x0d || *end == 0)
}

/// A packet or a report of this kit, in which nobody can have written a rating that could be read.
fn own_page(bytes: &[u8]) -> Option<Refusal> {
    let text = without_mark(bytes);
    let start = String::from_utf8_lossy(text.get(..OWN_START).unwrap_or(text));
    let start = start.trim_start();
    if start.starts_with("<!doctype html>")
        && start.contains("content=\"default-src 'none'; style-src 'sha256-")
    {
        let hint = "what was typed into it is in the scorecard CSV that its button saves: hand that in";
        return Some(Refusal("own-page", "a page of this kit, such as a packet", hint));
    }
    let is_packet = start.starts_with("# ") && start.lines().any(|line| line == "<!-- cover -->");
    is_packet.then_some(Refusal("own-page", "a packet in Markdown, where no ratings are read", TYPE_IT))
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
        let is_sheet = ["excel.sheet", "office:spreadsheet", "opendocument.spreadsheet", "<office:document"];
        return Some(if is_sheet.iter().any(|sign| start.contains(sign)) {
            Refusal("xml", "a spreadsheet saved as XML", AS_CSV)
        } else if start.contains("<html") || start.contains("dtd xhtml") {
            page()
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
            (b"\xef\xbb\xbf", "empty"),
            (b"\xff\xfe", "empty"),
            (b"ID;PWXL;N;E\r\nC;Y1;X1;K\"candidate\"\r\nE\r\n", "table"),
            (b"TABLE\r\n0,1\r\n\"EXCEL\"\r\n", "table"),
            (b"<?xml version=\"1.0\"?><office:document xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">", "xml"),
        ] {
            assert_eq!(kind("f", bytes).unwrap_err().code, code);
        }
        let packet = b"# Coding\n\nSenior backend engineer\n\n<!-- cover -->\n\n| Candidate |\n";
        assert_eq!(kind("f", packet).unwrap_err().code, "own-page");
        for text in [&b"plan,item\n"[..], b"ID;Name\r\n1;Ana\r\n", b"TABLE,1\n0,1\n"] {
            assert_eq!(kind("f", text).unwrap(), Kind::Text);
        }
        let mut dbf = b"\x03\x7e\x0b\x1e\x01\0\0\0\x41\0\x0b\0".to_vec();
        dbf.resize(0x40, 0);
        dbf.push(0x0d);
        assert_eq!(kind("f", &dbf).unwrap_err().code, "table");
    }
}
