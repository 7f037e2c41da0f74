//! Sharing work between threads. What comes out does not depend on how many there are.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use record::Sheet;

use crate::cohort::Cohort;

/// Below this many rows one thread is done before a second has started.
const ROWS_FOR_TWO: usize = 50_000;
/// The same of bytes that are read.
const BYTES_FOR_TWO: usize = 1_000_000;
/// More threads than this gain little.
const MOST: usize = 4;

/// How many threads count a cohort.
pub(crate) fn for_rows_of(cohort: &Cohort) -> usize {
    let rows: usize = Sheet::every().map(|sheet| cohort.table(sheet).len()).sum();
    if rows < ROWS_FOR_TWO {
        return 1;
    }
    thread::available_parallelism().map_or(1, |n| n.get().min(MOST))
}

/// How many threads read so many bytes.
pub(crate) fn for_bytes(bytes: usize) -> usize {
    if bytes < BYTES_FOR_TWO {
        return 1;
    }
    thread::available_parallelism().map_or(1, |n| n.get().min(MOST))
}

/// What is still to be done, by number.
pub(crate) struct Queue {
    next: AtomicUsize,
    end: usize,
}

impl Queue {
    /// The next, if there is one; each is given once.
    pub(crate) fn next(&self) -> Option<usize> {
        let next = self.next.fetch_add(1, Ordering::Relaxed);
        (next < self.end).then_some(next)
    }
}

/// Runs `work` on so many threads at once, which share a queue of `jobs` jobs; what each made.
pub(crate) fn share<T: Send>(
    threads: usize,
    jobs: usize,
    work: impl Fn(&Queue) -> T + Sync,
) -> Vec<T> {
    let queue = Queue {
        next: AtomicUsize::new(0),
        end: jobs,
    };
    if threads <= 1 {
        return vec![work(&queue)];
    }
    thread::scope(|scope| {
        let helpers: Vec<_> = (0..threads).map(|_| scope.spawn(|| work(&queue))).collect();
        helpers
            .into_iter()
            .map(|helper| helper.join().expect("counting does not panic"))
            .collect()
    })
}

/// Does every job, on so many threads; what each gave, in order.
pub(crate) fn map<T: Send>(
    threads: usize,
    jobs: usize,
    work: impl Fn(usize) -> T + Sync,
) -> Vec<T> {
    let parts = share(threads, jobs, |queue| {
        std::iter::from_fn(|| queue.next())
            .map(|job| (job, work(job)))
            .collect::<Vec<_>>()
    });
    let mut done: Vec<_> = parts.into_iter().flatten().collect();
    done.sort_by_key(|(job, _)| *job);
    done.into_iter().map(|(_, made)| made).collect()
}

/// Does two things, at once if there is more than one thread.
pub(crate) fn both<A: Send, B: Send>(
    threads: usize,
    first: impl FnOnce() -> A + Send,
    second: impl FnOnce() -> B + Send,
) -> (A, B) {
    if threads <= 1 {
        return (first(), second());
    }
    thread::scope(|scope| {
        let first = scope.spawn(first);
        let second = second();
        (first.join().expect("counting does not panic"), second)
    })
}
