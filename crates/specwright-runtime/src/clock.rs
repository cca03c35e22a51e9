use std::time::Duration;

use tokio::time::Instant;

/// A duration that no clock can hold means "never", for which a century will do.
pub(crate) fn after(since: Instant, duration: Duration) -> Instant {
    since.checked_add(duration.min(Duration::from_secs(100 * 365 * 24 * 3600))).unwrap_or(since)
}
