//! What the system tells a process: to end, or that a file is longer than the user allows.

use std::io;

/// Has `end` end the process when the system tells it to (Ctrl-C, a closed terminal, `kill`), with the exit code that it
/// is given: 130 after Ctrl-C, 128 and the signal's number in general.
///
/// A signal that was ignored from the start, as with `nohup`, stays ignored.
#[cfg(unix)]
pub(super) fn at_the_end(end: impl FnOnce(i32) + Send + 'static) -> io::Result<()> {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    use signal_hook::iterator::Signals;
    // Where the system doesn't tell what is ignored, a closed terminal is left to it.
    let ignored = ignored().unwrap_or(bit(SIGHUP));
    let heard = [SIGINT, SIGTERM, SIGHUP].into_iter().filter(|s| ignored & bit(*s) == 0);
    let mut signals = Signals::new(heard)?;
    std::thread::Builder::new().name("signals".to_owned()).spawn(move || {
        if let Some(signal) = signals.forever().next() {
            end(128 + signal);
        }
    })?;
    Ok(())
}

#[cfg(not(unix))]
pub(super) fn at_the_end(_end: impl FnOnce(i32) + Send + 'static) -> io::Result<()> {
    Ok(())
}

/// The signals that this process ignores, a bit each.
#[cfg(unix)]
fn ignored() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"))?;
    u64::from_str_radix(mask.trim(), 16).ok()
}

#[cfg(unix)]
fn bit(signal: i32) -> u64 {
    1 << (signal - 1)
}

/// Turns a file that grows past `ulimit -f` into an error of writing, which has a message; the signal would end the process.
#[cfg(unix)]
pub(super) fn survive_long_files() {
    // The error of writing tells that it came; nobody looks at the flag.
    let _ = signal_hook::flag::register(SIGXFSZ, std::sync::Arc::default());
}

#[cfg(unix)]
use signal_hook::consts::SIGXFSZ;

#[cfg(not(unix))]
pub(super) fn survive_long_files() {}
