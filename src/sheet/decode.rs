//! Bytes become text: UTF-8, UTF-16 in both orders, with and without a mark, else one of the older encodings.
//!
//! Which of the older ones is decided by names that the caller knows: the encoding is right under which they stand in
//! the text. Only where none does, the letters decide, and a note says so.

use super::likeness::likeness;
use super::row::line_ends;
use super::sheet::place_in;
use crate::diag::{Diagnostic, Place, Severity};
use crate::text::{fold, is_are, join, visible};
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{
    BIG5, EUC_JP, EUC_KR, Encoding, GBK, ISO_8859_2, ISO_8859_7, KOI8_R, MACINTOSH, SHIFT_JIS, UTF_8,
    UTF_16BE, UTF_16LE, WINDOWS_1250, WINDOWS_1251, WINDOWS_1252, WINDOWS_1253, WINDOWS_1254, WINDOWS_1257,
    X_MAC_CYRILLIC,
};
use std::str::Utf8Error;

/// The older encodings that are tried on known names, the likelier ones first.
const OLDER: [&Encoding; 17] = [
    WINDOWS_1252,
    MACINTOSH,
    WINDOWS_1250,
    SHIFT_JIS,
    WINDOWS_1251,
    WINDOWS_1253,
    WINDOWS_1254,
    WINDOWS_1257,
    ISO_8859_2,
    ISO_8859_7,
    EUC_JP,
    EUC_KR,
    GBK,
    BIG5,
    KOI8_R,
    X_MAC_CYRILLIC,
    UTF_8,
];

/// A byte order mark. Joined files have it in their middle, and so has what some programs save.
const MARK: char = '\u{feff}';

/// The text in `bytes`; `names` are words with letters outside ASCII that may stand in it. What was noticed goes to
/// `findings`: the encoding where it isn't a Unicode one, and bytes that are no letters.
pub fn decode(file: &str, bytes: &[u8], names: &[String], findings: &mut Vec<Diagnostic>) -> String {
    Decoder::default().decode(file, bytes.to_vec(), true, names, findings)
}

/// Decodes the bytes of a file piece by piece. As long as all of them are ASCII the encoding is open.
#[derive(Default)]
pub(super) struct Decoder {
    state: DecoderState,
    /// The beginning of a letter that the last piece cut in two.
    tail: Vec<u8>,
    /// How many line ends were handed out.
    lines: usize,
}

#[derive(Default)]
enum DecoderState {
    /// Nothing was read yet.
    #[default]
    Start,
    /// So far everything is ASCII.
    Ascii,
    Utf8,
    Other(encoding_rs::Decoder),
}

impl Decoder {
    /// The text of the next piece; `last` where there is none behind it.
    pub(super) fn decode(
        &mut self,
        file: &str,
        piece: Vec<u8>,
        last: bool,
        names: &[String],
        findings: &mut Vec<Diagnostic>,
    ) -> String {
        let mut bytes = piece;
        bytes.splice(0..0, std::mem::take(&mut self.tail));
        if matches!(self.state, DecoderState::Start) {
            self.state = DecoderState::Ascii;
            if let Some((encoding, mark)) = Encoding::for_bom(&bytes) {
                bytes.drain(..mark);
                self.state = if encoding == UTF_8 { DecoderState::Utf8 } else { other(encoding) };
            } else if let Some(encoding) = utf16_without_mark(&bytes) {
                self.state = other(encoding);
            }
        }
        let mut text = if matches!(self.state, DecoderState::Other(_)) {
            self.other(file, &bytes, last, findings)
        } else {
            String::from_utf8(bytes).unwrap_or_else(|e| {
                let error = e.utf8_error();
                self.not_utf8(file, e.into_bytes(), error, last, names, findings)
            })
        };
        if matches!(self.state, DecoderState::Ascii) && !text.is_ascii() {
            self.state = DecoderState::Utf8;
        }
        if text.contains(MARK) {
            text.retain(|c| c != MARK);
        }
        self.lines += line_ends(text.as_bytes()) as usize;
        text
    }

    /// The text of `bytes`, which stop being UTF-8 where `error` says.
    fn not_utf8(
        &mut self,
        file: &str,
        mut bytes: Vec<u8>,
        error: Utf8Error,
        last: bool,
        names: &[String],
        findings: &mut Vec<Diagnostic>,
    ) -> String {
        // Only the last letter is cut in two.
        if error.error_len().is_none() && !last {
            self.tail = bytes.split_off(error.valid_up_to());
            return String::from_utf8_lossy(&bytes).into_owned();
        }
        let is_cut = error.error_len().is_none() && error.valid_up_to() > 0;
        let encoding = if is_cut || matches!(self.state, DecoderState::Utf8) {
            UTF_8
        } else {
            let (encoding, note) = older(file, self.lines, &bytes, names);
            findings.push(note);
            encoding
        };
        self.state = other(encoding);
        self.other(file, &bytes, last, findings)
    }

    /// The text of `bytes` in the encoding that was found; in a Unicode one, letters that aren't whole are a finding.
    fn other(&mut self, file: &str, bytes: &[u8], last: bool, findings: &mut Vec<Diagnostic>) -> String {
        let DecoderState::Other(decoder) = &mut self.state else { return String::new() };
        let encoding = decoder.encoding();
        let mut text =
            String::with_capacity(decoder.max_utf8_buffer_length(bytes.len()).unwrap_or(bytes.len()));
        let (.., broken) = decoder.decode_to_string(bytes, &mut text, last);
        let is_unicode = [UTF_8, UTF_16LE, UTF_16BE].contains(&encoding);
        if broken
            && is_unicode
            && let Some(at) = text.find(char::REPLACEMENT_CHARACTER)
        {
            let message =
                format!("a character can't be read: the file is {} with broken bytes", encoding.name());
            let line = self.lines + line_of(text.as_bytes(), at);
            findings.push(
                Diagnostic::warning("broken-text", message)
                    .at(place_in(file, &text, at..at + 3, line))
                    .hint("save it again as CSV UTF-8, or type the text anew"),
            );
        }
        text
    }
}

fn other(encoding: &'static Encoding) -> DecoderState {
    DecoderState::Other(encoding.new_decoder_without_bom_handling())
}

/// The line of the byte at `at`, on any row end.
fn line_of(bytes: &[u8], at: usize) -> usize {
    line_ends(&bytes[..at]) as usize + 1
}

/// So many names are shown by which an encoding is known.
const NAMES: usize = 3;

/// The older encoding of `bytes`, which stand behind so many lines, and a note on it.
fn older(file: &str, lines: usize, bytes: &[u8], names: &[String]) -> (&'static Encoding, Diagnostic) {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let guess = detector.guess(None, Utf8Detection::Deny);
    let keys: Vec<String> = names.iter().map(|n| fold(n)).collect();
    let hits = |encoding: &'static Encoding| -> Vec<&str> {
        let folded = fold(&encoding.decode_without_bom_handling(bytes).0);
        names
            .iter()
            .zip(&keys)
            .filter(|(_, key)| folded.contains(key.as_str()))
            .map(|(n, _)| n.as_str())
            .collect()
    };
    let mut best: Option<(Vec<&str>, &'static Encoding)> = None;
    if !names.is_empty() {
        for encoding in [guess].into_iter().chain(OLDER) {
            let right = hits(encoding);
            if right.len() > best.as_ref().map_or(0, |(known, _)| known.len()) {
                best = Some((right, encoding));
            }
        }
    }
    let encoding = best.as_ref().map_or_else(|| by_letters(guess, bytes), |(_, e)| *e);
    let at = bytes.iter().position(|b| !b.is_ascii()).unwrap_or(0);
    let place = Place { line: lines + line_of(bytes, at), ..Place::file(file) };
    let name = if encoding == MACINTOSH { "Mac Roman" } else { encoding.name() };
    let message = format!("the file is not UTF-8; it was read as {name}");
    let hint = match best {
        Some((right, _)) => {
            let more = if right.len() > NAMES {
                format!(" and {} more", right.len() - NAMES)
            } else {
                String::new()
            };
            let shown: Vec<String> = right.iter().take(NAMES).map(|name| visible(name)).collect();
            format!(
                "{}{more} {} right in it; `CSV UTF-8` on saving keeps all letters",
                shown.join(", "),
                is_are(right.len())
            )
        }
        None => "look whether the letters are right; `CSV UTF-8` on saving keeps all of them".to_owned(),
    };
    (encoding, Diagnostic::note("encoding", message).at(place).hint(hint))
}

/// The findings on a list of `names`: where the encoding was guessed, some of them are shown, by which a person can tell
/// whether it is the right one.
pub fn with_names(mut findings: Vec<Diagnostic>, names: &[&str]) -> Vec<Diagnostic> {
    for finding in findings.iter_mut().filter(|f| f.code == "encoding") {
        let foreign: Vec<String> =
            names.iter().filter(|n| !n.is_ascii()).take(3).map(|n| visible(n)).collect();
        let names = join(&foreign, "and");
        finding.severity = Severity::Warning;
        finding.hint =
            Some(format!("are these names right: {names}? `CSV UTF-8` on saving keeps all letters"));
    }
    findings
}

/// The encoding under which the letters outside ASCII look most like words; the library's `guess` wins a tie.
fn by_letters(guess: &'static Encoding, bytes: &[u8]) -> &'static Encoding {
    let score = |encoding: &'static Encoding| likeness(&encoding.decode_without_bom_handling(bytes).0);
    let mut best = (score(guess), guess);
    for encoding in OLDER.into_iter().filter(|e| *e != UTF_8) {
        let score = score(encoding);
        if score > best.0 {
            best = (score, encoding);
        }
    }
    best.1
}

/// UTF-16 without a mark shows itself by zero bytes at every second place of plain letters.
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let start = &bytes[..bytes.len().min(4096)];
    memchr::memchr(0, start)?;
    let pairs = start.chunks_exact(2);
    let n = pairs.len();
    let low = pairs.clone().filter(|p| p[1] == 0 && p[0] != 0).count();
    let high = pairs.filter(|p| p[0] == 0 && p[1] != 0).count();
    let most = |hits: usize, others: usize| n >= 2 && hits * 4 >= n && others * 20 <= n;
    if most(low, high) {
        Some(UTF_16LE)
    } else if most(high, low) {
        Some(UTF_16BE)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(bytes: &[u8], names: &[&str]) -> String {
        let names: Vec<String> = names.iter().map(|n| fold(n)).collect();
        decode("f", bytes, &names, &mut Vec::new())
    }

    #[test]
    fn the_same_words_come_out_of_every_encoding() {
        let said = "item,score\nZoë,3\n";
        let le: Vec<u8> = said.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let be: Vec<u8> = said.encode_utf16().flat_map(u16::to_be_bytes).collect();
        let with = |mark: &[u8], body: &[u8]| [mark, body].concat();
        for bytes in [
            said.as_bytes().to_vec(),
            with(b"\xef\xbb\xbf", said.as_bytes()),
            with(b"\xff\xfe", &le),
            with(b"\xfe\xff", &be),
            le,
            be,
            b"item,score\nZo\xeb,3\n".to_vec(),
            b"item,score\rZo\x91,3\r".iter().map(|b| if *b == b'\r' { b'\n' } else { *b }).collect(),
        ] {
            assert_eq!(text(&bytes, &["Zoë"]), said);
        }
    }

    #[test]
    fn names_decide_among_the_older_encodings() {
        for (name, encoding) in [
            ("Łukasiewicz", WINDOWS_1250),
            ("Παππάς", WINDOWS_1253),
            ("Иванова", WINDOWS_1251),
            ("山田太郎", SHIFT_JIS),
            ("Ångström", MACINTOSH),
            ("Novák", MACINTOSH),
            ("Yılmaz Şahin", WINDOWS_1254),
        ] {
            let said = format!("candidate,score\n{name},3\n");
            let bytes = encoding.encode(&said).0;
            assert_eq!(text(&bytes, &[name]), said, "{}", encoding.name());
        }
    }

    #[test]
    fn without_names_the_letters_decide_and_a_note_says_so() {
        for (words, encoding) in [
            ("Señor Pérez explicó la caché, muy bien", MACINTOSH),
            ("He didn’t ask; Zoë was naïve about it", WINDOWS_1252),
            ("候補者は問題を自分の言葉で説明した", SHIFT_JIS),
        ] {
            let bytes = encoding.encode(words).0;
            let mut findings = Vec::new();
            assert_eq!(decode("f", &bytes, &[], &mut findings), words, "{}", encoding.name());
            assert_eq!(findings[0].code, "encoding");
        }
    }

    #[test]
    fn a_letter_that_is_cut_is_named() {
        let mut findings = Vec::new();
        decode("f", b"item,score\nZo\xc3", &[], &mut findings);
        assert_eq!(findings[0].code, "broken-text");
        assert_eq!(findings[0].place.clone().unwrap().line, 2);
    }

    #[test]
    fn pieces_say_what_the_whole_says() {
        let said = "item,score\nZoë,3\n山田,4\n";
        let utf16: Vec<u8> = said.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let texts = [
            said.as_bytes().to_vec(),
            [b"\xef\xbb\xbf", said.as_bytes()].concat(),
            utf16,
            b"item,score\nZo\xeb,3\n".to_vec(),
            b"item,score\nZo\xc3\xab,\xff\n".to_vec(),
        ];
        for bytes in texts {
            let whole = decode("f", &bytes, &[], &mut Vec::new());
            // What comes before the first letter outside ASCII decides nothing, and nothing is lost at the seams.
            for at in 8..bytes.len() {
                let (mut decoder, mut findings) = (Decoder::default(), Vec::new());
                let first = decoder.decode("f", bytes[..at].to_vec(), false, &[], &mut findings);
                let second = decoder.decode("f", bytes[at..].to_vec(), true, &[], &mut findings);
                let same = first.clone() + &second == whole;
                assert!(same || bytes.contains(&0xff), "{at}: {first:?} {second:?} {whole:?}");
            }
        }
    }

    #[test]
    fn a_list_of_one_name_is_mostly_read_as_it_was_written() {
        let lists: [(&[&str], &[&'static Encoding]); 8] = [
            (&["山田太郎", "佐藤花子", "鈴木 一郎", "タカハシ ユキ"], &[SHIFT_JIS, EUC_JP]),
            (&["Иванова Мария", "Пётр Щукин", "Юлия Жук"], &[WINDOWS_1251, KOI8_R, X_MAC_CYRILLIC]),
            (
                &["José Ángel Núñez", "Zoë Brontë", "François Lefèvre", "Jürgen Groß"],
                &[WINDOWS_1252, MACINTOSH],
            ),
            (&["Łukasz Żak", "Ondřej Dvořák", "Šárka Nová", "Győző Szűcs"], &[WINDOWS_1250, ISO_8859_2]),
            (&["Γιάννης Παππάς", "Ελένη Ρήγα"], &[WINDOWS_1253, ISO_8859_7]),
            (&["김민준", "이서연 박"], &[EUC_KR]),
            (&["王小明", "李娜", "陳美玲"], &[GBK, BIG5]),
            (&["Ayşe Yılmaz", "Çağrı Şahin"], &[WINDOWS_1254]),
        ];
        let (mut right, mut wrong) = (0, Vec::new());
        for (names, encodings) in lists {
            for (name, encoding) in names.iter().flat_map(|n| encodings.iter().map(move |e| (n, *e))) {
                let (bytes, _, lossy) = encoding.encode(name);
                if lossy {
                    continue;
                }
                let mut findings = Vec::new();
                let list = [b"name\n", &*bytes, b"\n"].concat();
                let read = decode("f", &list, &[], &mut findings);
                assert_eq!(findings.iter().filter(|f| f.code == "encoding").count(), 1, "{name}");
                if read.contains(name) {
                    right += 1;
                } else {
                    wrong.push(format!("{name} {}: {}", encoding.name(), read.trim().replace('\n', " ")));
                }
            }
        }
        assert!(right >= 9 * wrong.len(), "{right} right: {wrong:#?}");
    }
}
