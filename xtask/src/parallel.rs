//! Work on many things by several threads, in order of the list.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, mpsc};
use std::thread;

/// What `work` gives for each item, in the order of the items; it is told the number of its thread.
///
/// The next free thread takes the next item, so a list that begins with the most work ends evenly.
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
                    let place = next.fetch_add(1, Ordering::Relaxed);
                    let Some(item) = items.get(place) else { break };
                    let result = work(item, thread);
                    done.lock().unwrap_or_else(|broken| broken.into_inner()).push((place, result));
                }
            });
        }
    });
    let mut done = done.into_inner().unwrap_or_else(|broken| broken.into_inner());
    done.sort_by_key(|(place, _)| *place);
    done.into_iter().map(|(_, result)| result).collect()
}

/// Like [`map`], but hands each result to `take`, on this thread, as soon as it is there.
pub fn each<'a, T: Sync, R: Send>(
    items: &'a [T],
    threads: usize,
    work: impl Fn(&'a T, usize) -> R + Send + Sync,
    take: impl FnMut(R),
) {
    let (sender, results) = mpsc::channel();
    thread::scope(|scope| {
        scope.spawn(move || {
            // This end listens until all is done.
            map(items, threads, |item, thread| drop(sender.send(work(item, thread))));
        });
        results.into_iter().for_each(take);
    });
}
