//! The bounds of a process that takes files apart: memory and processor time where the system keeps them (Unix), else time
//! by a thread that watches.

use std::process::ExitStatus;

/// How many bytes of addresses the process may have: what the largest file that is read needs, with room.
pub(super) const MEMORY: u64 = 640 << 20;

#[cfg(unix)]
mod kept {
    use super::{ExitStatus, MEMORY};
    use rustix::process::{Resource, Rlimit, Signal, getrlimit, setrlimit};
    use rustix::time::{ClockId, clock_gettime};
    use std::os::unix::process::ExitStatusExt;

    /// Bounds the memory. A system that can't keeps the time only.
    pub fn bound_memory() {
        for (resource, most) in [(Resource::As, MEMORY), (Resource::Core, 0)] {
            bound(resource, most);
        }
    }

    /// Does `work`; ends the process when that takes more than so many seconds of the processor.
    pub fn within<T>(seconds: u32, work: impl FnOnce() -> T) -> T {
        let used = clock_gettime(ClockId::ProcessCPUTime).tv_sec;
        // The limit counts whole seconds: the one that has begun is not among them.
        bound(Resource::Cpu, u64::try_from(used).unwrap_or(0) + u64::from(seconds) + 1);
        work()
    }

    fn bound(resource: Resource, most: u64) {
        let maximum = getrlimit(resource).maximum;
        let current = Some(maximum.map_or(most, |m| m.min(most)));
        // The kit's own limits hold where the system keeps none.
        let _ = setrlimit(resource, Rlimit { current, maximum });
    }

    /// Whether the process ended since its time was up.
    pub fn was_slow(ended: ExitStatus) -> bool {
        ended.signal() == Some(Signal::XCPU.as_raw())
    }
}

#[cfg(not(unix))]
mod kept {
    use super::ExitStatus;
    use std::sync::atomic::{AtomicU64, Ordering};
    use std::time::Duration;
    use std::{process, thread};

    /// The exit code of a process whose time was up.
    const SLOW: i32 = 99;

    /// Counts the beginnings and ends of work.
    static STEP: AtomicU64 = AtomicU64::new(0);

    /// The kit's own limits hold where the system keeps none.
    pub fn bound_memory() {}

    /// Does `work`; ends the process when that takes more than so many seconds.
    pub fn within<T>(seconds: u32, work: impl FnOnce() -> T) -> T {
        let step = STEP.fetch_add(1, Ordering::Relaxed) + 1;
        // Where no thread can be had, the kit's own limits hold.
        let _ = thread::Builder::new().spawn(move || {
            thread::sleep(Duration::from_secs(seconds.into()));
            if STEP.load(Ordering::Relaxed) == step {
                process::exit(SLOW);
            }
        });
        let done = work();
        STEP.fetch_add(1, Ordering::Relaxed);
        done
    }

    /// Whether the process ended since its time was up.
    pub fn was_slow(ended: ExitStatus) -> bool {
        ended.code() == Some(SLOW)
    }
}

pub(super) use kept::{bound_memory, was_slow, within};
