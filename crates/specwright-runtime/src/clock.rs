//! Time: that of Tokio, and in a browser that of JavaScript.

use std::time::Duration;

#[cfg(not(target_family = "wasm"))]
pub(crate) use native::{Instant, Sleep, Timers, now, sleep, sleep_until, timeout, timeout_at};
#[cfg(target_family = "wasm")]
pub(crate) use web::{Instant, Sleep, Timers, now, sleep, sleep_until, timeout, timeout_at};

/// A duration that no clock can hold means "never", for which a century will do.
pub(crate) fn after(since: Instant, duration: Duration) -> Instant {
    since.checked_add(duration.min(Duration::from_secs(100 * 365 * 24 * 3600))).unwrap_or(since)
}

#[cfg(not(target_family = "wasm"))]
mod native {
    use std::time::SystemTime;

    use tokio::runtime::Handle;
    pub(crate) use tokio::time::{Instant, Sleep, sleep, sleep_until, timeout, timeout_at};

    /// What wakes whoever waits for a time.
    pub(crate) struct Timers(Handle);

    impl Timers {
        /// Those of the runtime that this runs in.
        pub(crate) fn current() -> Option<Self> {
            Handle::try_current().ok().map(Self)
        }

        /// A wait, on whatever thread it is polled.
        pub(crate) fn sleep_until(&self, time: Instant) -> Sleep {
            let _inside = self.0.enter();
            sleep_until(time)
        }
    }

    pub(crate) fn now() -> SystemTime {
        SystemTime::now()
    }
}

#[cfg(target_family = "wasm")]
mod web {
    use std::time::SystemTime;

    pub(crate) use wasmtimer::std::Instant;
    use wasmtimer::std::{SystemTime as WebTime, UNIX_EPOCH};
    pub(crate) use wasmtimer::tokio::{Sleep, sleep, sleep_until, timeout, timeout_at};

    /// What wakes whoever waits for a time.
    pub(crate) struct Timers;

    impl Timers {
        /// Those of JavaScript, which are always there.
        pub(crate) fn current() -> Option<Self> {
            Some(Self)
        }

        /// A wait.
        pub(crate) fn sleep_until(&self, time: Instant) -> Sleep {
            sleep_until(time)
        }
    }

    /// The clock of the standard library is none there.
    pub(crate) fn now() -> SystemTime {
        SystemTime::UNIX_EPOCH + WebTime::now().duration_since(UNIX_EPOCH).unwrap_or_default()
    }
}
