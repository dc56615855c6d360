//! Blocks of whole rows, and the rows in them.

use super::ends::Ends;
use super::{Cells, Drained, Fault, SLOTS, Sink, TOLD, Wish};
use crate::diag::{Diagnostic, Place};
use crate::limits::ROW;
use memchr::{memchr, memchr_iter, memchr2};
use std::io::{self, Read};

/// How much is read at a time.
pub(super) const BLOCK: usize = 1 << 20;

/// A row longer than this has a quote that nobody closed.
const LONGEST_ROW: usize = ROW.most as usize;

/// What is left of a source: bytes that were read ahead, then the rest.
pub(super) struct Reader {
    pub(super) ahead: Vec<u8>,
    pub(super) rest: Box<dyn Read + Send>,
    /// The line at which `ahead` begins.
    pub(super) line: usize,
}

impl Reader {
    /// Appends about a block to `buffer`; false at the end of the source.
    pub(super) fn fill(&mut self, buffer: &mut Vec<u8>) -> io::Result<bool> {
        if !self.ahead.is_empty() {
            buffer.append(&mut self.ahead);
            return Ok(true);
        }
        let before = buffer.len();
        (&mut self.rest).take(BLOCK as u64).read_to_end(buffer)?;
        Ok(buffer.len() > before)
    }
}

/// One thread's work: its sink and what it counted.
pub(super) struct Worker<'a, S> {
    wish: &'a Wish,
    sink: S,
    rows: u64,
    rejected: u64,
    findings: Vec<Diagnostic>,
    /// Holds cells with doubled quotes.
    scratch: Vec<u8>,
}

/// How a row ended.
enum End {
    /// Behind its line end.
    At(usize),
    /// The block ends before the row does.
    Open,
    /// Its quotes are at fault, at this place: the row is its first line.
    Broken(usize, &'static str),
}

impl<'a, S: Sink> Worker<'a, S> {
    pub(super) fn new(wish: &'a Wish, sink: S) -> Self {
        Self { wish, sink, rows: 0, rejected: 0, findings: Vec::new(), scratch: Vec::new() }
    }

    /// Takes the whole rows of `block`, of which the first stands in line `line`; `last` says that nothing follows.
    /// Returns how many bytes were taken.
    pub(super) fn take(&mut self, block: &[u8], line: usize, last: bool) -> usize {
        let mut at = 0;
        let mut ends = Ends::new(block, 0, self.wish.separator);
        while at < block.len() {
            let mut spans = [(0, 0); SLOTS];
            let mut doubled = false;
            let end = match self.row(&mut ends, at, &mut spans, &mut doubled) {
                End::Open if !last && block.len() - at <= LONGEST_ROW => return at,
                End::Open if last => End::Broken(at, "this row has a quote that is never closed"),
                End::Open => End::Broken(at, "this row is too long: the limit row is 16 MiB"),
                end => end,
            };
            let start = at;
            let fault = match end {
                End::At(next) => {
                    at = next;
                    self.hand_over(block, spans, doubled)
                }
                End::Broken(place, message) => {
                    at = memchr(b'\n', &block[start..]).map_or(block.len(), |n| start + n + 1);
                    ends = Ends::new(block, at, self.wish.separator);
                    self.rows += 1;
                    let hint =
                        "close each quoted cell with one quote, and write a quote inside it twice: \"\"";
                    let broken =
                        Fault { slot: 0, code: "quotes", message: message.to_owned(), hint: hint.to_owned() };
                    Err((broken, place))
                }
                End::Open => return at,
            };
            if let Err((fault, place)) = fault {
                self.reject(fault, block, start, place, line);
            }
        }
        at
    }

    /// Hands the cells of a row to the sink; a row that says nothing is passed over.
    fn hand_over(
        &mut self,
        block: &[u8],
        spans: [(usize, usize); SLOTS],
        doubled: bool,
    ) -> Result<(), (Fault, usize)> {
        let mut cells: Cells<'_> = [&[]; SLOTS];
        for (cell, (from, to)) in cells.iter_mut().zip(spans) {
            *cell = block[from..to].trim_ascii();
        }
        if doubled {
            self.scratch.clear();
            let mut ends = [0; SLOTS];
            for (end, cell) in ends.iter_mut().zip(cells) {
                let mut rest = cell;
                while let Some(n) = memchr(b'"', rest) {
                    self.scratch.extend_from_slice(&rest[..=n]);
                    rest = rest.get(n + 2..).unwrap_or_default();
                }
                self.scratch.extend_from_slice(rest);
                *end = self.scratch.len();
            }
            let mut from = 0;
            for (cell, end) in cells.iter_mut().zip(ends) {
                *cell = &self.scratch[from..end];
                from = end;
            }
        }
        if cells.iter().all(|c| c.is_empty()) {
            return Ok(());
        }
        self.rows += 1;
        self.sink.row(&cells).map_err(|fault| {
            let place = spans[fault.slot].0;
            (fault, place)
        })
    }

    /// Finds the cells of the row at `from`.
    #[inline]
    fn row(
        &self,
        ends: &mut Ends<'_>,
        from: usize,
        spans: &mut [(usize, usize); SLOTS],
        doubled: &mut bool,
    ) -> End {
        let (block, mut at) = (ends.block(), from);
        let mut slots = self.wish.slots.iter();
        loop {
            let slot = slots.next().copied().flatten();
            let mut close = None;
            if block.get(at) == Some(&b'"') {
                // A quote doubled in a cell that isn't asked for is nobody's business.
                let seen = if slot.is_some() { &mut *doubled } else { &mut false };
                let Some(quote) = closing(block, at + 1, seen) else { return End::Open };
                match behind(block, quote, self.wish.separator) {
                    Behind::End(end) => ends.skip_to(end),
                    Behind::Open => return End::Open,
                    Behind::Text => return End::Broken(at, TEXT_BEHIND),
                }
                close = Some(quote);
            }
            let Some(end) = ends.next() else { return End::Open };
            if let Some(slot) = slot {
                spans[slot] = close.map_or((at, end), |quote| (at + 1, quote));
            }
            if block[end] == b'\n' {
                return End::At(end + 1);
            }
            at = end + 1;
        }
    }

    fn reject(&mut self, fault: Fault, block: &[u8], start: usize, place: usize, line: usize) {
        self.rejected += 1;
        if self.findings.len() >= TOLD {
            return;
        }
        let end = memchr(b'\n', &block[start..]).map_or(block.len(), |n| start + n);
        let source = super::name(block[start..end].trim_ascii_end());
        let before = block.get(start..place.min(end)).unwrap_or_default();
        let width = memchr2(self.wish.separator, b'\n', &block[place..]).unwrap_or(1).max(1);
        let place = Place {
            file: String::new(),
            line: line + memchr_iter(b'\n', &block[..start]).count(),
            column: super::name(before).chars().count() + 1,
            source,
            width,
        };
        self.findings.push(Diagnostic::error(fault.code, fault.message).at(place).hint(fault.hint));
    }

    pub(super) fn finish(self) -> Drained<S> {
        Drained { sinks: vec![self.sink], rows: self.rows, rejected: self.rejected, findings: self.findings }
    }
}

/// Where the quote stands that closes a cell which begins at `from`; none where the block ends before.
#[inline]
pub(super) fn closing(block: &[u8], from: usize, doubled: &mut bool) -> Option<usize> {
    let mut at = from;
    loop {
        let quote = at + memchr(b'"', &block[at..])?;
        match block.get(quote + 1) {
            Some(b'"') => {
                *doubled = true;
                at = quote + 2;
            }
            _ => return Some(quote),
        }
    }
}

/// What stands behind a closing quote.
pub(super) enum Behind {
    /// A separator or a line end, here.
    End(usize),
    /// The end of the block.
    Open,
    /// Something that may not stand there.
    Text,
}

const TEXT_BEHIND: &str = "there is text behind the closing quote of a cell";

/// What stands behind the quote at `close`.
#[inline]
pub(super) fn behind(block: &[u8], close: usize, separator: u8) -> Behind {
    match (block.get(close + 1), block.get(close + 2)) {
        (Some(b), _) if *b == separator || *b == b'\n' => Behind::End(close + 1),
        (Some(b'\r'), Some(b'\n')) => Behind::End(close + 2),
        (None, _) | (Some(b'\r'), None) => Behind::Open,
        _ => Behind::Text,
    }
}

/// Reads all on this thread, into the first of the sinks.
pub(super) fn drain<S: Sink>(source: Reader, wish: &Wish, sinks: Vec<S>) -> io::Result<Drained<S>> {
    let mut workers: Vec<Worker<'_, S>> = sinks.into_iter().map(|s| Worker::new(wish, s)).collect();
    let mut all = Drained { sinks: Vec::new(), rows: 0, rejected: 0, findings: Vec::new() };
    if let Some(worker) = workers.first_mut() {
        serially(source, Vec::with_capacity(2 * BLOCK), worker)?;
    }
    for worker in workers {
        all.add(worker.finish());
    }
    Ok(all)
}

/// Reads the rest of `source` behind what `buffer` holds, into one worker.
pub(super) fn serially<S: Sink>(
    mut source: Reader,
    mut buffer: Vec<u8>,
    worker: &mut Worker<'_, S>,
) -> io::Result<()> {
    let mut line = source.line;
    loop {
        let more = source.fill(&mut buffer)?;
        if !more && buffer.last().is_some_and(|b| *b != b'\n') {
            // The last row ends with the file: it gets the line end that it lacks.
            buffer.push(b'\n');
        }
        let taken = worker.take(&buffer, line, !more);
        line += memchr_iter(b'\n', &buffer[..taken]).count();
        buffer.drain(..taken);
        if !more {
            return Ok(());
        }
    }
}

impl<S> Drained<S> {
    pub(super) fn add(&mut self, other: Self) {
        self.sinks.extend(other.sinks);
        self.rows += other.rows;
        self.rejected += other.rejected;
        self.findings.extend(other.findings);
    }
}
