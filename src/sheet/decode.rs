//! Bytes become text: UTF-8, UTF-16 in both orders, with and without a mark, else Windows-1252.

use crate::diag::{Diagnostic, Place};
use encoding_rs::{Encoding, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// The text in `bytes`; refused with the real reason where they are no text.
pub fn decode(file: &str, bytes: &[u8]) -> Result<String, Diagnostic> {
    if let Some((what, hint)) = not_a_table(bytes) {
        return Err(Diagnostic::error(what.0, what.1).at(Place::file(file)).hint(hint));
    }
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return Ok(encoding.decode_without_bom_handling(&bytes[mark..]).0.into_owned());
    }
    if let Some(encoding) = utf16_without_mark(bytes) {
        return Ok(encoding.decode_without_bom_handling(bytes).0.into_owned());
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(text.to_owned()),
        Err(_) => Ok(WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned()),
    }
}

/// A code with a message, and a hint, for files that are something else.
type Refusal = ((&'static str, &'static str), &'static str);

fn not_a_table(bytes: &[u8]) -> Option<Refusal> {
    let start = &bytes[..bytes.len().min(512)];
    let text = String::from_utf8_lossy(start).trim_start().to_lowercase();
    let save_as = "open it and save it as CSV";
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Some((("empty", "the file is empty"), "ask for the scorecard again"));
    }
    if start.starts_with(b"PK\x03\x04") || start.starts_with(b"\xd0\xcf\x11\xe0") {
        return Some((("workbook", "the file is a workbook or an archive, not CSV"), save_as));
    }
    if start.starts_with(b"%PDF") {
        return Some((
            ("pdf", "the file is a PDF, not CSV"),
            "fill in the scorecard CSV that came with the packet",
        ));
    }
    if text.starts_with("<!doctype") || text.starts_with("<html") {
        return Some((
            ("html", "the file is a web page, perhaps a login page"),
            "download the sheet again, as CSV",
        ));
    }
    if start.starts_with(b"\x89PNG") || start.starts_with(b"\xff\xd8\xff") || start.starts_with(b"GIF8") {
        return Some((("image", "the file is a picture"), "type the ratings into the scorecard CSV"));
    }
    None
}

/// UTF-16 without a mark shows itself by zero bytes at every second place of plain letters.
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let pairs = bytes[..bytes.len().min(256)].chunks_exact(2);
    let n = pairs.len();
    let low = pairs.clone().filter(|p| p[1] == 0 && p[0] != 0).count();
    let high = pairs.filter(|p| p[0] == 0 && p[1] != 0).count();
    let most = |hits: usize| n >= 2 && hits * 10 >= n * 7;
    if most(low) {
        Some(UTF_16LE)
    } else if most(high) {
        Some(UTF_16BE)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_words_come_out_of_every_encoding() {
        let text = "item,score\nZoë,3\n";
        let le: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let be: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        let with = |mark: &[u8], body: &[u8]| [mark, body].concat();
        for bytes in [
            text.as_bytes().to_vec(),
            with(b"\xef\xbb\xbf", text.as_bytes()),
            with(b"\xff\xfe", &le),
            with(b"\xfe\xff", &be),
            le,
            be,
            b"item,score\nZo\xeb,3\n".to_vec(),
        ] {
            assert_eq!(decode("f", &bytes).unwrap(), text);
        }
    }

    #[test]
    fn other_files_are_refused_by_what_they_are() {
        for (bytes, code) in [
            (&b"PK\x03\x04rest"[..], "workbook"),
            (b"<!DOCTYPE html><title>Sign in", "html"),
            (b"\x89PNG\r\n", "image"),
            (b"%PDF-1.7", "pdf"),
            (b" \n", "empty"),
        ] {
            assert_eq!(decode("f", bytes).unwrap_err().code, code);
        }
    }
}
