//! Work side by side, taken in its order.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread;

/// As many workers as the machine has cores.
pub(super) fn cores() -> usize {
    thread::available_parallelism().map_or(1, usize::from)
}

/// So many results of each worker may wait to be taken.
const AHEAD: usize = 4;

/// Hands what `work` makes of each of `tasks`, by up to so many `workers`, to `take` in their order. Ends at the first
/// failure; what was begun by then is ended.
///
/// Little is made before it can be taken, so that memory doesn't grow with the number of tasks.
pub(super) fn in_parallel<T: Sync, R: Send, E>(
    tasks: &[T],
    workers: usize,
    work: impl Fn(&T) -> R + Sync,
    mut take: impl FnMut(R) -> Result<(), E>,
) -> Result<(), E> {
    let workers = workers.min(tasks.len());
    if workers <= 1 {
        return tasks.iter().try_for_each(|task| take(work(task)));
    }
    let next = AtomicUsize::new(0);
    let (sender, results) = mpsc::sync_channel(AHEAD * workers);
    thread::scope(|scope| {
        for _ in 0..workers {
            let (sender, next, work) = (sender.clone(), &next, &work);
            scope.spawn(move || {
                loop {
                    let i = next.fetch_add(1, Ordering::Relaxed);
                    let Some(task) = tasks.get(i) else { break };
                    if sender.send((i, work(task))).is_err() {
                        break;
                    }
                }
            });
        }
        drop(sender);
        let mut early: BTreeMap<usize, R> = BTreeMap::new();
        let mut turn = 0;
        for (i, result) in results {
            early.insert(i, result);
            while let Some(result) = early.remove(&turn) {
                take(result)?;
                turn += 1;
            }
        }
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use super::in_parallel;

    #[test]
    fn work_done_side_by_side_keeps_its_order() {
        let tasks: Vec<u64> = (0..200).collect();
        for workers in [1, 2, 8] {
            let mut made = Vec::new();
            let all = in_parallel(
                &tasks,
                workers,
                |n| n * n,
                |square| {
                    made.push(square);
                    Ok::<(), u64>(())
                },
            );
            assert_eq!(all, Ok(()));
            assert_eq!(made, tasks.iter().map(|n| n * n).collect::<Vec<_>>());
            assert_eq!(in_parallel(&[] as &[u64], workers, |n| *n, Err::<(), u64>), Ok(()));
            let stopped = in_parallel(&tasks, workers, |n| *n, |n| if n < 7 { Ok(()) } else { Err(n) });
            assert_eq!(stopped, Err(7));
        }
    }
}
