//! The texts of a PDF's objects.

use hayro_syntax::object::{Dict, Object};

/// The text of an entry: a name, a string, or a stream that holds a long one.
pub(super) fn text(dict: &Dict<'_>, key: &str) -> Option<String> {
    match dict.get::<Object<'_>>(key)? {
        Object::Name(name) => Some(name.as_str().to_owned()),
        Object::String(string) => Some(decoded(string.as_bytes())),
        Object::Stream(stream) => stream.decoded_data().ok().map(|bytes| decoded(&bytes)),
        _ => None,
    }
}

/// The text of a string: UTF-16 or UTF-8 by its mark, else in the encoding of PDF.
fn decoded(bytes: &[u8]) -> String {
    if let Some(utf16) = bytes.strip_prefix(b"\xfe\xff") {
        return encoding_rs::UTF_16BE.decode_without_bom_handling(utf16).0.into_owned();
    }
    if let Some(utf16) = bytes.strip_prefix(b"\xff\xfe") {
        return encoding_rs::UTF_16LE.decode_without_bom_handling(utf16).0.into_owned();
    }
    if let Some(utf8) = bytes.strip_prefix(b"\xef\xbb\xbf") {
        return String::from_utf8_lossy(utf8).into_owned();
    }
    bytes.iter().map(|b| pdf_doc_char(*b)).collect()
}

/// A byte in `PDFDocEncoding` (ISO 32000-1, annex D.2): as in Latin-1, but for two stretches.
fn pdf_doc_char(byte: u8) -> char {
    const ACCENTS: [char; 8] = ['˘', 'ˇ', 'ˆ', '˙', '˝', '˛', '˚', '˜'];
    const SIGNS: [char; 33] = [
        '•', '†', '‡', '…', '—', '–', 'ƒ', '⁄', '‹', '›', '−', '‰', '„', '“', '”', '‘', '’', '‚', '™', 'ﬁ',
        'ﬂ', 'Ł', 'Œ', 'Š', 'Ÿ', 'Ž', 'ı', 'ł', 'œ', 'š', 'ž', '\u{fffd}', '€',
    ];
    match byte {
        0x18..=0x1f => ACCENTS[usize::from(byte - 0x18)],
        0x80..=0xa0 => SIGNS[usize::from(byte - 0x80)],
        _ => char::from(byte),
    }
}

#[cfg(test)]
mod tests {
    use super::decoded;

    #[test]
    fn strings_are_read_in_each_of_their_encodings() {
        assert_eq!(decoded(b"Zo\xeb \x80 \x95\xa0\n"), "Zoë • Ł€\n");
        assert_eq!(decoded(b"\xfe\xff\x01\x41\x00\n"), "Ł\n");
        assert_eq!(decoded(b"\xff\xfe\x41\x01"), "Ł");
        assert_eq!(decoded(b"\xef\xbb\xbfZo\xc3\xab"), "Zoë");
    }
}
