//! What the system tells a process: to end, or that a file is longer than the user allows.

use std::io;

/// Runs `work` when the process is told to end (Ctrl-C, a closed terminal, `kill`), then ends it: with exit code 130 after
/// Ctrl-C, with 128 and the signal's number in general.
///
/// A signal that was ignored from the start, as with `nohup`, stays so.
#[cfg(unix)]
pub(super) fn at_the_end(work: impl FnOnce() + Send + 'static) -> io::Result<()> {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    use signal_hook::iterator::Signals;
    // Where the system doesn't tell what is ignored, a closed terminal is left to it.
    let ignored = ignored().unwrap_or(bit(SIGHUP));
    let heard = [SIGINT, SIGTERM, SIGHUP].into_iter().filter(|s| ignored & bit(*s) == 0);
    let mut signals = Signals::new(heard)?;
    std::thread::Builder::new().name("signals".to_owned()).spawn(move || {
        if let Some(signal) = signals.forever().next() {
            work();
            std::process::exit(128 + signal);
        }
    })?;
    Ok(())
}

/// What `wait` returns, which waits for a person; none where they press Ctrl-C instead. After that nothing listens for
/// Ctrl-C until [`at_the_end`] does.
#[cfg(unix)]
pub(super) fn unless_interrupted<T: Send + 'static>(wait: impl FnOnce() -> T + Send + 'static) -> Option<T> {
    use signal_hook::consts::SIGINT;
    use signal_hook::iterator::Signals;
    use std::sync::mpsc;
    use std::thread::Builder;
    let Ok(mut signals) = Signals::new([SIGINT]) else { return Some(wait()) };
    let handle = signals.handle();
    let (answered, first) = mpsc::channel();
    let interrupted = answered.clone();
    let listener = Builder::new().spawn(move || {
        if signals.forever().next().is_some() {
            let _ = interrupted.send(None);
        }
    });
    let waiting = Builder::new().spawn(move || {
        let _ = answered.send(Some(wait()));
    });
    let answer = waiting.and(listener).ok().and_then(|_| first.recv().ok().flatten());
    handle.close();
    answer
}

#[cfg(not(unix))]
pub(super) fn unless_interrupted<T>(wait: impl FnOnce() -> T) -> Option<T> {
    Some(wait())
}

#[cfg(not(unix))]
pub(super) fn at_the_end(_work: impl FnOnce() + Send + 'static) -> io::Result<()> {
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

/// From here on a file that grows past `ulimit -f` is an error of writing, which has a message; without this it would end
/// the process.
#[cfg(unix)]
pub(super) fn survive_long_files() {
    // Whether it came is told by the error; the flag is there because a signal is heard by something.
    let _ = signal_hook::flag::register(SIGXFSZ, std::sync::Arc::default());
}

#[cfg(unix)]
use signal_hook::consts::SIGXFSZ;

#[cfg(not(unix))]
pub(super) fn survive_long_files() {}
