//! Whether bytes say a person's name, however it is spelt and stored.

use crate::opening::Candidate;
use crate::text::{fold, slug};
use encoding_rs::{Encoding, UTF_16BE, UTF_16LE, WINDOWS_1250, WINDOWS_1251, WINDOWS_1252, WINDOWS_1253};
use std::io::{Cursor, Read};

/// The words by which a person is known.
#[derive(Debug)]
pub(super) struct PersonNames {
    /// The parts of each name, without marks.
    names: Vec<Vec<String>>,
    /// Ids and addresses, and names that differ from somebody else's by their marks only, folded.
    exact: Vec<String>,
}

/// What a file tells of the person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum FileMention {
    /// It names them, in this line of its text where it is one.
    Named { line: usize, source: String },
    /// It doesn't name them.
    Silent,
    /// It can't be looked into.
    Unread,
}

impl PersonNames {
    /// The words by which `person` is known among `all`.
    pub(super) fn of(person: &Candidate, all: &[Candidate]) -> Self {
        let others = all.iter().filter(|other| fold(&other.name) != fold(&person.name));
        let others: Vec<Vec<String>> = others.flat_map(Candidate::names).map(parts).collect();
        let ids = [&person.id, &person.email].into_iter().flatten().map(|id| fold(id));
        // A short number stands in any text.
        let mut exact: Vec<String> = ids.filter(|id| id.chars().count() > 3).collect();
        let mut names = Vec::new();
        for name in person.names() {
            let parts = parts(name);
            if others.contains(&parts) {
                exact.push(fold(name));
            } else if !parts.is_empty() {
                names.push(parts);
            }
        }
        Self { names, exact }
    }

    /// Whether `text` says a name of theirs, in either order and without its marks too, or their id or address.
    pub(super) fn are_in(&self, text: &str) -> bool {
        let words = parts(text);
        let says = |name: &Vec<String>| {
            let mut turned = name.clone();
            turned.rotate_right(1);
            words.windows(name.len()).any(|w| w == name.as_slice() || w == turned.as_slice())
        };
        if self.names.iter().any(says) {
            return true;
        }
        let folded = if self.exact.is_empty() { String::new() } else { fold(text) };
        self.exact.iter().any(|id| is_word(&folded, id))
    }

    /// What the content of a file tells of them.
    pub(super) fn look(&self, name: &str, bytes: &[u8]) -> FileMention {
        self.look_into(name, bytes, 0)
    }

    fn look_into(&self, name: &str, bytes: &[u8], depth: usize) -> FileMention {
        if bytes.starts_with(b"PK\x03\x04") {
            return self.archive(bytes, depth);
        }
        if is_closed(name, bytes) {
            return FileMention::Unread;
        }
        for text in readings(bytes) {
            // A name may stand on two lines.
            let mut before = "";
            for (i, line) in text.lines().enumerate() {
                if self.are_in(line) || !before.is_empty() && self.are_in(&format!("{before} {line}")) {
                    return FileMention::Named { line: i + 1, source: line.chars().take(200).collect() };
                }
                before = line;
            }
        }
        FileMention::Silent
    }

    /// What the entries of an archive tell, workbooks and documents among them.
    fn archive(&self, bytes: &[u8], depth: usize) -> FileMention {
        let Ok(mut archive) = zip::ZipArchive::new(Cursor::new(bytes)) else { return FileMention::Unread };
        let mut unread = depth >= DEEPEST;
        let mut room = MOST;
        for i in 0..archive.len() {
            let Ok(mut entry) = archive.by_index(i) else {
                unread = true;
                continue;
            };
            let name = String::from_utf8_lossy(entry.name_raw()).into_owned();
            if self.are_in(&name) {
                return FileMention::Named { line: 0, source: String::new() };
            }
            if unread && depth >= DEEPEST {
                break;
            }
            let mut content = Vec::new();
            let read = entry.by_ref().take(room).read_to_end(&mut content);
            room = room.saturating_sub(content.len() as u64);
            if read.is_err() || room == 0 {
                unread = true;
                continue;
            }
            // What stands between tags is what people read.
            let plain = without_tags(&content);
            match self.look_into(&name, plain.as_deref().unwrap_or(&content), depth + 1) {
                FileMention::Named { .. } => return FileMention::Named { line: 0, source: String::new() },
                FileMention::Unread => unread = true,
                FileMention::Silent => {}
            }
        }
        if unread { FileMention::Unread } else { FileMention::Silent }
    }
}

/// So many archives inside each other are looked into.
const DEEPEST: usize = 3;
/// So many bytes of an archive are looked into.
const MOST: u64 = 64 << 20;

/// The words of a text, lower case, without marks.
fn parts(text: &str) -> Vec<String> {
    let word = |w: &str| slug(w);
    fold(text)
        .split(|c: char| !c.is_alphanumeric() && c != '\u{301}' && c != '\u{30c}')
        .filter(|w| !w.is_empty())
        .map(word)
        .collect()
}

fn is_word(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, found)| {
        let before = text[..at].chars().next_back();
        let behind = text[at + found.len()..].chars().next();
        !before.is_some_and(char::is_alphanumeric) && !behind.is_some_and(char::is_alphanumeric)
    })
}

/// Whether a file is a picture, a document or an archive whose text can't be had so.
fn is_closed(name: &str, bytes: &[u8]) -> bool {
    const BEGINNINGS: [&[u8]; 12] = [
        b"%PDF",
        b"\x89PNG",
        b"\xff\xd8\xff",
        b"GIF8",
        b"\xd0\xcf\x11\xe0",
        b"\x1f\x8b",
        b"7z\xbc\xaf",
        b"Rar!",
        b"II*\0",
        b"MM\0*",
        b"BM",
        b"\x28\xb5\x2f\xfd",
    ];
    const ENDINGS: [&str; 12] = [
        ".heic", ".webp", ".mp3", ".mp4", ".m4a", ".mov", ".msg", ".doc", ".tif", ".pages", ".key",
        ".numbers",
    ];
    let name = name.to_lowercase();
    BEGINNINGS.iter().any(|b| bytes.starts_with(b)) || ENDINGS.iter().any(|e| name.ends_with(e))
}

/// The ways in which bytes may be a text: each also with what is escaped in it written out.
fn readings(bytes: &[u8]) -> Vec<String> {
    let mut texts = Vec::new();
    let mut add = |encoding: &'static Encoding| texts.push(encoding.decode(bytes).0.into_owned());
    match std::str::from_utf8(bytes) {
        Ok(_) if !bytes.contains(&0) => add(encoding_rs::UTF_8),
        Ok(_) | Err(_)
            if bytes.contains(&0) || bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") =>
        {
            add(UTF_16LE);
            add(UTF_16BE);
            add(encoding_rs::UTF_8);
        }
        _ => {
            for encoding in [encoding_rs::UTF_8, WINDOWS_1250, WINDOWS_1252, WINDOWS_1253, WINDOWS_1251] {
                add(encoding);
            }
        }
    }
    let unescaped: Vec<String> = texts.iter().filter_map(|t| unescaped(t)).collect();
    texts.extend(unescaped);
    texts
}

/// `text` with `\u010d`, `&#269;`, `&#x10d;`, `%C4%8D` and `=C4=8D` written out; none where nothing is escaped.
fn unescaped(text: &str) -> Option<String> {
    if !text.contains(['\\', '&', '%', '=']) {
        return None;
    }
    let mut bytes: Vec<u8> = Vec::with_capacity(text.len());
    let mut rest = text;
    let mut any = false;
    let push = |bytes: &mut Vec<u8>, code: u32| {
        let c = char::from_u32(code).unwrap_or(' ');
        bytes.extend(c.encode_utf8(&mut [0; 4]).as_bytes());
    };
    while let Some(c) = rest.chars().next() {
        let hex = |from: usize, to: usize| rest.get(from..to).and_then(|h| u32::from_str_radix(h, 16).ok());
        let taken = match c {
            '\\' if rest[1..].starts_with(['u', 'U']) => hex(2, 6).map(|code| {
                push(&mut bytes, code);
                6
            }),
            '&' if rest.starts_with("&#") => rest.find(';').filter(|end| *end < 12).and_then(|end| {
                let digits = &rest[2..end];
                let code = match digits.strip_prefix(['x', 'X']) {
                    Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                    None => digits.parse().ok()?,
                };
                push(&mut bytes, code);
                Some(end + 1)
            }),
            '=' if rest[1..].starts_with(['\n', '\r']) => {
                Some(if rest[1..].starts_with("\r\n") { 3 } else { 2 })
            }
            '%' | '=' => hex(1, 3).and_then(|code| u8::try_from(code).ok()).map(|byte| {
                bytes.push(byte);
                3
            }),
            _ => None,
        };
        any |= taken.is_some();
        let step = taken.unwrap_or_else(|| {
            bytes.extend(&rest.as_bytes()[..c.len_utf8()]);
            c.len_utf8()
        });
        rest = &rest[step..];
    }
    any.then(|| String::from_utf8_lossy(&bytes).into_owned())
}

/// What stands between the tags of XML or HTML; none where the bytes are neither.
fn without_tags(bytes: &[u8]) -> Option<Vec<u8>> {
    bytes.trim_ascii_start().starts_with(b"<").then(|| {
        let (mut out, mut inside) = (Vec::with_capacity(bytes.len() / 2), false);
        for byte in bytes {
            match byte {
                b'<' => inside = true,
                b'>' => {
                    inside = false;
                    out.push(b' ');
                }
                _ if !inside => out.push(*byte),
                _ => {}
            }
        }
        out
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ana() -> PersonNames {
        let person = Candidate {
            name: "Ana Kovač".into(),
            id: Some("C-4711".into()),
            former_names: vec!["Ana Horvat".into()],
            ..Candidate::default()
        };
        PersonNames::of(&person, &[])
    }

    #[test]
    fn a_name_is_found_however_it_is_spelt_and_stored() {
        let names = ana();
        let cp1250 = WINDOWS_1250.encode("pozvati Ana Kovač").0.into_owned();
        let utf16: Vec<u8> = "\u{feff}an Kovač, Ana\r\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        for bytes in [
            "asked ANA  KOVAČ twice".as_bytes(),
            "Kovač, Ana".as_bytes(),
            "ana kovac".as_bytes(),
            "(c-4711)".as_bytes(),
            b"Ana Horvat",
            b"\"Ana Kova\\u010d\"",
            b"Ana Kova&#269;",
            b"Ana%20Kova%C4%8D",
            b"SUMMARY:Ana=20Kova=C4=8D",
            "Ana\nKovač".as_bytes(),
            &cp1250,
            &utf16,
        ] {
            let found = names.look("x.txt", bytes);
            assert!(matches!(found, FileMention::Named { .. }), "{}", String::from_utf8_lossy(bytes));
        }
        for text in ["Diana Kovač", "Ana Kovačić", "Ana", "Zoë Łukasiewicz", "", "C-47110"] {
            assert_eq!(names.look("x.txt", text.as_bytes()), FileMention::Silent, "{text}");
        }
    }

    #[test]
    fn archives_are_looked_into_and_pictures_are_named() {
        let names = ana();
        let zipped = |name: &str, content: &[u8]| {
            use std::io::Write;
            let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
            zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
            zip.write_all(content).unwrap();
            zip.finish().unwrap().into_inner()
        };
        let is_named = |bytes: &[u8]| matches!(names.look("a.zip", bytes), FileMention::Named { .. });
        let document = zipped("word/document.xml", "<w:t>Ana</w:t><w:t>Kovač</w:t>".as_bytes());
        assert!(is_named(&document) && is_named(&zipped("in.docx", &document)));
        assert!(is_named(&zipped("ana-kovac.txt", b"x")));
        assert_eq!(names.look("a.zip", &zipped("b.txt", b"nobody")), FileMention::Silent);
        assert_eq!(names.look("a.zip", &zipped("b.png", b"\x89PNG....")), FileMention::Unread);
        for closed in [&b"%PDF-1.7"[..], b"\xff\xd8\xff\xe0", b"\xd0\xcf\x11\xe0", b"PK\x03\x04 torn"] {
            assert_eq!(names.look("scan", closed), FileMention::Unread);
        }
    }
}
