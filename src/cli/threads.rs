//! How many threads work side by side.

use std::sync::mpsc;
use std::thread;

/// Has the pool of threads work with as many as the machine has cores and the system lets us have; with this thread alone
/// where no other can be had. To be called before the pool is used.
pub(super) fn prepare() {
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let pool = rayon::ThreadPoolBuilder::new();
    let had = available(cores);
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
