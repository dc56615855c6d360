//! The header of a tidy file: which separator, which row, which columns.

use super::block::{BLOCK, Reader};
use super::{Tidy, name};
use crate::diag::{Diagnostic, Place};
use crate::limits::{HEADER, SCORECARD_FILE};
use crate::sheet::{first_rows, text_of};
use memchr::{memchr, memchr_iter, memrchr};
use std::io::{self, Cursor, Read};

/// How many rows from the top the header is looked for in.
const HEADER_ROWS: usize = 20;

pub(super) fn open(
    file: &str,
    mut source: Box<dyn Read + Send>,
    found: &dyn Fn(&[String]) -> Result<(), Diagnostic>,
) -> Result<Tidy, Diagnostic> {
    let unreadable = |e: io::Error| {
        Diagnostic::error("unreadable", format!("the file can't be read: {e}")).at(Place::file(file))
    };
    let mut head = Vec::new();
    source.by_ref().take(BLOCK as u64).read_to_end(&mut head).map_err(unreadable)?;
    // Refuses what is no table, with the real reason.
    let decoded = text_of(file, &head)?;
    let plain = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&head);
    if plain.iter().take(512).any(|b| *b == 0) {
        // UTF-16: whoever writes it writes small files.
        SCORECARD_FILE.read_on(&mut source, &mut head).map_err(unreadable)?;
        head = text_of(file, &head)?.into_bytes();
        source = Box::new(io::empty());
    } else {
        head = plain.to_vec();
    }
    if memchr(b'\n', &head).is_none() && memchr(b'\r', &head).is_some() {
        let bytes = head.iter().map(|b| if *b == b'\r' { b'\n' } else { *b }).collect();
        head = bytes;
        source = Box::new(OldLines(source));
    }
    // A first row that doesn't end would be taken for a shorter one.
    if head.len() as u64 >= HEADER.most && memchr(b'\n', &head).is_none() {
        return Err(HEADER.exceeded(file, "has a longer first row"));
    }
    let top = top(&head);
    let text = name(&head[..top]);
    let mut refusal = None;
    for separator in [',', ';', '\t', '|'] {
        for (cells, end) in first_rows(&text, separator as u8, HEADER_ROWS) {
            let header: Vec<String> = cells.iter().map(|c| c.trim().to_owned()).collect();
            match found(&header) {
                Ok(()) => {
                    // Lines are the same in bytes and in text, whatever the encoding.
                    let lines = text[..end].matches('\n').count() + 1;
                    let skip = nth_line_end(&head, lines);
                    let ahead = head.split_off(skip);
                    let source = Reader { ahead, rest: source, line: lines + 1 };
                    return Ok(Tidy { file: file.to_owned(), header, separator: separator as u8, source });
                }
                Err(why) if header.len() > 1 && refusal.is_none() => refusal = Some(why),
                Err(_) => {}
            }
        }
    }
    let first = decoded.lines().next().unwrap_or_default().to_owned();
    let place = Place {
        line: 1,
        width: first.chars().count().max(1),
        column: 1,
        source: first,
        file: file.to_owned(),
    };
    let why = refusal.unwrap_or_else(|| {
        Diagnostic::error("no-header", "no row names the columns")
            .hint("the first row names them, with a comma, a semicolon, a tab or a bar between two")
    });
    Err(why.at(place))
}

/// Where the rows end that may hold the header.
fn top(head: &[u8]) -> usize {
    let end = memchr_iter(b'\n', head).nth(4 * HEADER_ROWS).map(|n| n + 1);
    end.or_else(|| memrchr(b'\n', head).map(|n| n + 1)).unwrap_or(head.len())
}

fn nth_line_end(bytes: &[u8], n: usize) -> usize {
    memchr_iter(b'\n', bytes).nth(n.saturating_sub(1)).map_or(bytes.len(), |at| at + 1)
}

/// Lines that end with a carriage return alone, as LF.
struct OldLines(Box<dyn Read + Send>);

impl Read for OldLines {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let n = self.0.read(out)?;
        out[..n].iter_mut().filter(|b| **b == b'\r').for_each(|b| *b = b'\n');
        Ok(n)
    }
}

/// Bytes in memory as a source.
impl Tidy {
    /// The file in `bytes`.
    pub fn of_bytes(
        file: &str,
        bytes: Vec<u8>,
        found: &dyn Fn(&[String]) -> Result<(), Diagnostic>,
    ) -> Result<Self, Diagnostic> {
        Self::open(file, Box::new(Cursor::new(bytes)), found)
    }
}
