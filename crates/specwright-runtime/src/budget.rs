//! How many retries all calls of a client together may make.

use std::sync::{Mutex, PoisonError};

use crate::clock::Instant;
use crate::settings::BuildError;

/// How many successful calls a new client is taken to have behind it.
const FULL: f64 = 500.0;
/// What time gives back, in successful calls a second, so that a client that calls seldom can always retry.
const PER_SECOND: f64 = 0.5;

/// A bucket of tokens: a success puts one in, a retry takes out as many as successes pay for it.
///
/// What counts are successes and not calls, so that a server that is down gets no more than what is left in the bucket,
/// however many calls are made.
pub(crate) struct Budget {
    cost: f64,
    bucket: Mutex<Bucket>,
}

struct Bucket {
    tokens: f64,
    at: Option<Instant>,
}

impl Budget {
    /// `share` is the number of retries that go with one successful call.
    pub(crate) fn new(share: f64) -> Result<Self, BuildError> {
        if share.is_nan() || share < 0.0 {
            return Err(BuildError::new("the largest share of retries is no number from 0 up"));
        }
        Ok(Self { cost: share.recip(), bucket: Mutex::new(Bucket { tokens: FULL, at: None }) })
    }

    /// Whether one more retry may be made. It counts as made then.
    pub(crate) fn take(&self) -> bool {
        let mut bucket = self.bucket.lock().unwrap_or_else(PoisonError::into_inner);
        bucket.refill();
        let left = bucket.tokens - self.cost;
        if left >= 0.0 {
            bucket.tokens = left;
        }
        left >= 0.0
    }

    /// Notes that a server is well.
    pub(crate) fn give_back(&self) {
        let mut bucket = self.bucket.lock().unwrap_or_else(PoisonError::into_inner);
        bucket.tokens = FULL.min(bucket.tokens + 1.0);
    }
}

impl Bucket {
    fn refill(&mut self) {
        let now = Instant::now();
        let since = self.at.replace(now).map_or(0.0, |at| now.saturating_duration_since(at).as_secs_f64());
        self.tokens = FULL.min(self.tokens + since * PER_SECOND);
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use tokio::time::advance;

    use super::*;

    /// How many retries there are in a row.
    fn row(budget: &Budget) -> usize {
        (0..10_000).take_while(|_| budget.take()).count()
    }

    #[track_caller]
    fn check(share: f64, expected: usize) {
        assert_eq!(row(&Budget::new(share).expect("a budget")), expected);
    }

    #[tokio::test(start_paused = true)]
    async fn the_first_retries_are_a_share_of_500_calls() {
        check(0.2, 100);
        check(1.0, 500);
        check(0.0, 0);
        check(f64::INFINITY, 10_000);
    }

    #[tokio::test(start_paused = true)]
    async fn successes_and_time_pay_for_more() {
        let budget = Budget::new(0.2).expect("a budget");
        row(&budget);
        (0..50).for_each(|_| budget.give_back());
        assert_eq!(row(&budget), 10);
        advance(Duration::from_secs(100)).await;
        assert_eq!(row(&budget), 10);
        advance(Duration::from_secs(1_000_000)).await;
        assert_eq!(row(&budget), 100);
    }

    #[test]
    fn a_share_is_a_number() {
        assert!(Budget::new(f64::NAN).is_err() && Budget::new(-0.1).is_err() && Budget::new(0.0).is_ok());
    }
}
