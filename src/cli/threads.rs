//! How many threads work side by side.

use std::num::NonZeroUsize;
use std::sync::mpsc;
use std::thread;

/// More threads are of no use.
const MOST: usize = 64;

/// Has the pool of threads work with as many as were asked for, else as many as the machine has cores, as far as the
/// system lets us have them; with this thread alone where no other can be had. To be called before the pool is used.
pub(super) fn prepare(asked: Option<NonZeroUsize>) {
    let cores = || thread::available_parallelism().map_or(1, usize::from);
    let pool = rayon::ThreadPoolBuilder::new();
    let had = available(asked.map_or_else(cores, |n| n.get().min(MOST)));
    let pool = if had == 0 { pool.num_threads(1).use_current_thread() } else { pool.num_threads(had) };
    // A second call finds the pool of the first.
    let _ = pool.build_global();
}

/// How many of `wanted` threads the system gives at once.
pub(super) fn available(wanted: usize) -> usize {
    let mut waiting = Vec::new();
    for _ in 0..wanted {
        let (release, released) = mpsc::channel::<()>();
        let started = thread::Builder::new().spawn(move || {
            let _ = released.recv();
        });
        match started {
            Ok(started) => waiting.push((release, started)),
            Err(_) => break,
        }
    }
    let had = waiting.len();
    for (release, started) in waiting {
        drop(release);
        let _ = started.join();
    }
    had
}
