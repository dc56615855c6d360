//! Bounds on the time and the memory that a file takes.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

/// Lets those panics pass that the kit catches: the libraries that read workbooks and PDFs panic on damaged ones.
/// Without it the fuzzer would stop at them.
pub fn let_caught_panics_pass() {
    ALONE.store(true, Ordering::Relaxed);
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        let caught = ["calamine", "hayro", "cfb", "zip"];
        if !info.location().is_some_and(|l| caught.iter().any(|name| l.file().contains(name))) {
            usual(info);
        }
    }));
}

/// The most seconds that a file may take. A process of its own, in which files from outside are taken apart, is given as
/// many.
const SECONDS: u64 = 10;

/// The most bytes that a file may take in memory beside those of the process before it.
fn most_memory(data: &[u8]) -> u64 {
    20 * data.len() as u64 + (300 << 20)
}

/// Runs `target` on `data`; the time that it takes has a bound, and where the process does nothing else so has its memory.
pub(super) fn within_bounds(data: &[u8], target: impl FnOnce(&[u8])) {
    let (start, before) = (Instant::now(), peak_memory());
    target(data);
    let seconds = start.elapsed().as_secs();
    // Unoptimised code, beside other tests, has more.
    let most = if cfg!(debug_assertions) { 10 * SECONDS } else { SECONDS };
    assert!(seconds <= most, "{seconds} s");
    if ALONE.load(Ordering::Relaxed)
        && let (Some(before), Some(after)) = (before, peak_memory())
    {
        assert!(after <= before.max(most_memory(data)) + most_memory(data), "{} MiB", after >> 20);
    }
}

/// Whether the process does nothing but run one target.
static ALONE: AtomicBool = AtomicBool::new(false);

/// The most bytes that the process has held in memory so far, where the system tells.
fn peak_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(line.trim().trim_end_matches(" kB").parse::<u64>().ok()? << 10)
}
