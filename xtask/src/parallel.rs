//! Work on a list of items by several threads.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, mpsc};
use std::thread;

/// Calls `work` with each item and the number of its thread, and returns the results in the order of the items.
///
/// The next free thread takes the next item: with the most expensive items first, all threads end at about the same time.
pub fn map<'a, T: Sync, R: Send>(
    items: &'a [T],
    threads: usize,
    work: impl Fn(&'a T, usize) -> R + Sync,
) -> Vec<R> {
    let next = AtomicUsize::new(0);
    let done = Mutex::new(Vec::with_capacity(items.len()));
    thread::scope(|scope| {
        for thread in 0..threads.clamp(1, items.len().max(1)) {
            let (next, done, work) = (&next, &done, &work);
            scope.spawn(move || {
                loop {
                    let index = next.fetch_add(1, Ordering::Relaxed);
                    let Some(item) = items.get(index) else { break };
                    let result = work(item, thread);
                    done.lock().unwrap_or_else(|broken| broken.into_inner()).push((index, result));
                }
            });
        }
    });
    let mut done = done.into_inner().unwrap_or_else(|broken| broken.into_inner());
    done.sort_by_key(|(index, _)| *index);
    done.into_iter().map(|(_, result)| result).collect()
}

/// Calls `work` like [`map`], and `take` with each result on this thread, as soon as it is available.
pub fn for_each_result<'a, T: Sync, R: Send>(
    items: &'a [T],
    threads: usize,
    work: impl Fn(&'a T, usize) -> R + Send + Sync,
    take: impl FnMut(R),
) {
    let (sender, results) = mpsc::channel();
    thread::scope(|scope| {
        scope.spawn(move || {
            // Sending can't fail: the receiver waits for all results.
            map(items, threads, |item, thread| drop(sender.send(work(item, thread))));
        });
        results.into_iter().for_each(take);
    });
}
