//! Several threads: one cuts the file where rows end, the others take the blocks.

use super::block::{BLOCK, Behind, Reader, Worker, behind, closing, serially};
use super::{Drained, Sink, Wish};
use memchr::{memchr, memchr_iter, memrchr};
use std::io;
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

/// Whole rows, and the line of the first.
struct Block {
    bytes: Vec<u8>,
    line: usize,
}

/// Reads all, each sink on a thread of its own. From a quote fault on one thread reads the rest, as it would alone.
pub(super) fn drain<S: Sink>(source: Reader, wish: &Wish, sinks: Vec<S>) -> io::Result<Drained<S>> {
    let n = sinks.len();
    let (send, receive) = sync_channel::<Block>(n);
    let (give_back, spare) = sync_channel::<Vec<u8>>(2 * n + 2);
    let receive = Mutex::new(receive);
    thread::scope(|scope| {
        let handles: Vec<_> = sinks
            .into_iter()
            .map(|sink| {
                let (receive, give_back) = (&receive, give_back.clone());
                scope.spawn(move || work(Worker::new(wish, sink), receive, &give_back))
            })
            .collect();
        let left = cut(source, wish.separator, &send, &spare);
        // Without a sender the threads end.
        drop(send);
        let mut workers = Vec::new();
        for handle in handles {
            workers.push(handle.join().map_err(|_| io::Error::other("a reading thread ended early"))?);
        }
        if let Some((source, bytes)) = left?
            && let Some(first) = workers.first_mut()
        {
            serially(source, bytes, first)?;
        }
        let mut all = Drained { sinks: Vec::new(), rows: 0, rejected: 0, findings: Vec::new() };
        for worker in workers {
            all.add(worker.finish());
        }
        Ok(all)
    })
}

fn work<'a, S: Sink>(
    mut worker: Worker<'a, S>,
    receive: &Mutex<Receiver<Block>>,
    give_back: &SyncSender<Vec<u8>>,
) -> Worker<'a, S> {
    loop {
        let next = receive.lock().map(|r| r.recv());
        let Ok(Ok(mut block)) = next else { return worker };
        worker.take(&block.bytes, block.line, true);
        block.bytes.clear();
        // Nobody takes it back once the file is read.
        let _ = give_back.try_send(block.bytes);
    }
}

/// Cuts the source into blocks of whole rows. What can't be cut is returned: the source, and the bytes before it.
fn cut(
    mut source: Reader,
    separator: u8,
    send: &SyncSender<Block>,
    spare: &Receiver<Vec<u8>>,
) -> io::Result<Option<(Reader, Vec<u8>)>> {
    let mut buffer = Vec::with_capacity(2 * BLOCK);
    let mut line = source.line;
    loop {
        let more = source.fill(&mut buffer)?;
        if !more && buffer.last().is_some_and(|b| *b != b'\n') {
            buffer.push(b'\n');
        }
        let Some(end) = last_row_end(&buffer, separator) else {
            source.line = line;
            return Ok(Some((source, buffer)));
        };
        if !more && end < buffer.len() {
            source.line = line;
            return Ok(Some((source, buffer)));
        }
        let mut next = spare.try_recv().unwrap_or_else(|_| Vec::with_capacity(2 * BLOCK));
        next.extend_from_slice(&buffer[end..]);
        buffer.truncate(end);
        let lines = memchr_iter(b'\n', &buffer).count();
        if !buffer.is_empty() && send.send(Block { bytes: buffer, line }).is_err() {
            return Err(io::Error::other("a reading thread ended early"));
        }
        line += lines;
        buffer = next;
        if !more {
            return Ok(None);
        }
    }
}

/// Where the last whole row of `bytes` ends, which begin with a row; none where a quote is at fault.
fn last_row_end(bytes: &[u8], separator: u8) -> Option<usize> {
    // What stands outside quotes, piece by piece.
    let mut outside: Vec<(usize, usize)> = Vec::new();
    let (mut from, mut at) = (0, 0);
    while let Some(n) = memchr(b'"', &bytes[at..]) {
        let quote = at + n;
        at = quote + 1;
        if quote > 0 && bytes[quote - 1] != separator && bytes[quote - 1] != b'\n' {
            continue;
        }
        outside.push((from, quote));
        let Some(close) = closing(bytes, at, &mut false) else {
            from = bytes.len();
            break;
        };
        match behind(bytes, close, separator) {
            Behind::End(end) => (at, from) = (end, end),
            Behind::Text => return None,
            Behind::Open => {
                from = bytes.len();
                break;
            }
        }
    }
    outside.push((from, bytes.len()));
    let found =
        outside.iter().rev().find_map(|(from, to)| memrchr(b'\n', &bytes[*from..*to]).map(|n| from + n + 1));
    Some(found.unwrap_or(0))
}
