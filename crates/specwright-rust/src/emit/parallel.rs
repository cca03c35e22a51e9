//! The same work for many things at once.

use std::{
    num::NonZero,
    sync::atomic::{AtomicUsize, Ordering},
    thread,
};

/// How many things one thread takes at a time; fewer than two times as many are not worth a thread.
const CHUNK: usize = 16;

/// Threads beyond these bring little and cost memory.
const MOST_THREADS: usize = 8;

/// What `work` makes of each of `inputs`, in their order. Threads share the work; what comes out does not depend on how
/// many there are.
pub(super) fn map<I: Sync, O: Send>(inputs: &[I], work: impl Fn(&I) -> O + Sync) -> Vec<O> {
    let threads = thread::available_parallelism().map_or(1, NonZero::get).min(MOST_THREADS);
    let threads = threads.min(inputs.len() / CHUNK);
    if threads < 2 {
        return inputs.iter().map(work).collect();
    }
    let chunks: Vec<&[I]> = inputs.chunks(CHUNK).collect();
    let next = AtomicUsize::new(0);
    let take = || {
        let mut done: Vec<(usize, Vec<O>)> = Vec::new();
        loop {
            let nth = next.fetch_add(1, Ordering::Relaxed);
            let Some(chunk) = chunks.get(nth) else { return done };
            done.push((nth, chunk.iter().map(&work).collect()));
        }
    };
    let mut done = thread::scope(|scope| {
        let others: Vec<_> = (1..threads).map(|_| scope.spawn(take)).collect();
        let mut done = take();
        for other in others {
            match other.join() {
                Ok(more) => done.extend(more),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        done
    });
    done.sort_by_key(|(nth, _)| *nth);
    done.into_iter().flat_map(|(_, chunk)| chunk).collect()
}

#[cfg(test)]
mod tests {
    use super::map;

    #[track_caller]
    fn check(count: usize) {
        let inputs: Vec<usize> = (0..count).collect();
        let expected: Vec<String> = inputs.iter().map(usize::to_string).collect();
        assert_eq!(map(&inputs, usize::to_string), expected);
    }

    #[test]
    fn order_is_that_of_the_inputs() {
        check(0);
        check(1);
        check(31);
        check(1000);
    }

    #[test]
    #[should_panic(expected = "odd one")]
    fn a_panic_is_passed_on() {
        let inputs: Vec<usize> = (0..500).collect();
        map(&inputs, |nth| assert!(*nth != 491, "odd one"));
    }
}
