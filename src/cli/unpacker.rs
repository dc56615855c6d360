//! Files that arrive from outside are taken apart in processes of their own.
//!
//! No library promises what it does with a hostile workbook or PDF: it may stop the process, fill the memory or never end.
//! A second process of the same binary, with bounds on its memory and time, can do no more than fail at one file.

mod bounds;

use crate::diag::{Diagnostic, Place};
use crate::sheet::unpack::{InProcess, Unpack, Unpacked, Wanted};
use std::env;
use std::io::{self, BufReader, Read, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, PoisonError};

/// The first argument of a process that takes files apart.
const ARGUMENT: &str = "__unpack";

/// How many seconds of processor time a file may take.
const SECONDS: u32 = 10;

/// How many files of a run may take as long; each one after them has a second.
const SLOW_FILES: u32 = 6;

/// Takes files apart in processes of its own; each is used again until a file ends it.
#[derive(Debug, Default)]
pub(super) struct ChildUnpacker {
    idle: Mutex<Vec<Unpacker>>,
    /// How many files took all the time that they had.
    slow: AtomicU32,
}

impl Unpack for ChildUnpacker {
    fn unpack(&self, file: &str, bytes: &[u8], wanted: Wanted) -> Unpacked {
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        // Where no process can be had, this one does it.
        let Some(mut unpacker) = idle.or_else(|| Unpacker::start().ok()) else {
            return InProcess.unpack(file, bytes, wanted);
        };
        let seconds = if self.slow.load(Ordering::Relaxed) < SLOW_FILES { SECONDS } else { 1 };
        if let Ok(unpacked) = unpacker.unpack(file, bytes, wanted, seconds) {
            self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(unpacker);
            return unpacked;
        }
        if unpacker.end().is_ok_and(bounds::was_slow) {
            self.slow.fetch_add(1, Ordering::Relaxed);
            return Unpacked::refused(slow(file, seconds));
        }
        Unpacked::refused(crashed(file))
    }
}

fn slow(file: &str, seconds: u32) -> Diagnostic {
    let message = format!("the file takes longer than {seconds} s to read; it was left out");
    Diagnostic::error("damaged", message).at(Place::file(file)).hint(HINT)
}

fn crashed(file: &str) -> Diagnostic {
    let memory = bounds::MEMORY >> 20;
    let message = format!("the file is damaged: reading it fails, or takes more than {memory} MiB of memory");
    Diagnostic::error("damaged", message).at(Place::file(file)).hint(HINT)
}

const HINT: &str =
    "ask who sent it what it is; if it opens in a spreadsheet or a viewer, save it anew, a table as CSV";

/// A process that takes files apart.
#[derive(Debug)]
struct Unpacker {
    child: Child,
    requests: ChildStdin,
    answers: BufReader<ChildStdout>,
}

impl Unpacker {
    fn start() -> io::Result<Self> {
        let mut child = Command::new(env::current_exe()?)
            .arg(ARGUMENT)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let no_pipe = || io::Error::from(io::ErrorKind::BrokenPipe);
        let requests = child.stdin.take().ok_or_else(no_pipe)?;
        let answers = BufReader::new(child.stdout.take().ok_or_else(no_pipe)?);
        Ok(Self { child, requests, answers })
    }

    fn unpack(&mut self, file: &str, bytes: &[u8], wanted: Wanted, seconds: u32) -> io::Result<Unpacked> {
        self.requests.write_all(&seconds.to_le_bytes())?;
        self.requests.write_all(&[u8::from(wanted == Wanted::Prose)])?;
        write_frame(&mut self.requests, file.as_bytes())?;
        write_frame(&mut self.requests, bytes)?;
        let answer = read_frame(&mut self.answers)?;
        postcard::from_bytes(&answer).map_err(io::Error::other)
    }

    /// Ends the process, and tells how it ended.
    fn end(self) -> io::Result<ExitStatus> {
        let Self { mut child, requests, answers } = self;
        drop((requests, answers));
        child.wait()
    }
}

/// Writes the length of `bytes`, and them.
fn write_frame(out: &mut impl Write, bytes: &[u8]) -> io::Result<()> {
    out.write_all(&(bytes.len() as u64).to_le_bytes())?;
    out.write_all(bytes)?;
    out.flush()
}

fn read_frame(source: &mut impl Read) -> io::Result<Vec<u8>> {
    let mut length = [0; 8];
    source.read_exact(&mut length)?;
    let length = u64::from_le_bytes(length);
    let mut bytes = Vec::new();
    source.take(length).read_to_end(&mut bytes)?;
    if (bytes.len() as u64) < length { Err(io::ErrorKind::UnexpectedEof.into()) } else { Ok(bytes) }
}

/// Whether this process is one that takes files apart.
pub(super) fn is_asked_for() -> bool {
    env::args_os().nth(1).is_some_and(|argument| argument == ARGUMENT)
}

/// Takes apart the files that come on standard input, until it ends.
pub(super) fn serve() -> io::Result<()> {
    let (mut requests, mut answers) = (BufReader::new(io::stdin().lock()), io::stdout().lock());
    bounds::bound_memory();
    loop {
        let mut seconds = [0; 4];
        if requests.read_exact(&mut seconds).is_err() {
            return Ok(());
        }
        let mut prose = [0];
        requests.read_exact(&mut prose)?;
        let wanted = if prose == [1] { Wanted::Prose } else { Wanted::Tables };
        let file = read_frame(&mut requests)?;
        let bytes = read_frame(&mut requests)?;
        let name = String::from_utf8_lossy(&file);
        let unpacked =
            bounds::within(u32::from_le_bytes(seconds), || InProcess.unpack(&name, &bytes, wanted));
        drop(bytes);
        let answer = postcard::to_allocvec(&unpacked).map_err(io::Error::other)?;
        write_frame(&mut answers, &answer)?;
    }
}
