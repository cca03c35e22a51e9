//! One client in both of its modes.

use tokio::runtime::Runtime;

/// An async client with a runtime to wait in, and a blocking client.
pub(crate) struct Modes<A, B> {
    pub(crate) runtime: Runtime,
    pub(crate) asynchronous: A,
    pub(crate) blocking: B,
}

impl<A, B> Modes<A, B> {
    pub(crate) fn new(asynchronous: A, blocking: B) -> Self {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        Self { runtime, asynchronous, blocking }
    }
}

/// Sends the same call in both modes and gives both answers.
macro_rules! ask {
    ($modes:expr, $client:ident => $call:expr) => {{
        let modes = &$modes;
        let awaited = {
            let $client = &modes.asynchronous;
            modes.runtime.block_on($call.response())
        };
        let waited = {
            let $client = &modes.blocking;
            $call.response()
        };
        [awaited, waited]
    }};
}
pub(crate) use ask;
