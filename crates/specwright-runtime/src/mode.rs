use std::fmt;

/// How a client waits: [`Async`] or [`Blocking`].
pub trait Mode: Clone + fmt::Debug + Send + Sync + 'static + sealed::Sealed {}

mod sealed {
    pub trait Sealed {}
}

/// The calls of the client are awaited.
#[derive(Clone, Copy, Debug, Default)]
pub struct Async;

impl sealed::Sealed for Async {}
impl Mode for Async {}

#[cfg(feature = "blocking")]
pub use blocking::Blocking;

#[cfg(feature = "blocking")]
pub(crate) use blocking::wait_here;

#[cfg(feature = "blocking")]
mod blocking {
    use std::fmt;
    use std::pin::pin;
    use std::sync::{Arc, mpsc};
    use std::task::{Context, Poll, Wake};
    use std::thread::{self, Thread};

    use tokio::runtime::{Builder, Runtime};
    use tokio::task::unconstrained;

    use super::{Mode, sealed};
    use crate::settings::BuildError;

    /// The calls of the client wait on the calling thread, while a thread of the client does the work.
    ///
    /// That works on every thread. On one that belongs to an async runtime it holds up whatever else runs there, so use
    /// an async client in async code.
    #[derive(Clone)]
    pub struct Blocking {
        worker: Arc<Worker>,
    }

    impl sealed::Sealed for Blocking {}
    impl Mode for Blocking {}

    impl fmt::Debug for Blocking {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("Blocking")
        }
    }

    impl Blocking {
        pub(crate) fn start() -> Result<Self, BuildError> {
            let runtime = Builder::new_multi_thread().worker_threads(1).thread_name("api-client").enable_all().build();
            match runtime {
                Ok(runtime) => Ok(Self { worker: Arc::new(Worker { runtime: Some(runtime) }) }),
                Err(error) => Err(BuildError::new("the client's own thread cannot be started").caused_by(error)),
            }
        }

        /// Waits for a future that runs on the worker; `None` if the worker gave it up. Entering the runtime from the
        /// calling thread instead would panic on a thread that belongs to another runtime.
        pub(crate) fn wait<T: Send + 'static>(&self, future: impl Future<Output = T> + Send + 'static) -> Option<T> {
            let (sender, receiver) = mpsc::sync_channel(1);
            self.worker.runtime.as_ref()?.spawn(async move {
                // The receiver waits below until this is sent or dropped.
                let _ = sender.send(future.await);
            });
            receiver.recv().ok()
        }
    }

    /// Waits on the calling thread for a future that others keep going, like the next chunk of a body. On a thread
    /// that belongs to an async runtime the future must not use up what its task may do in one go.
    pub(crate) fn wait_here<T>(future: impl Future<Output = T>) -> T {
        let mut future = pin!(unconstrained(future));
        let waker = Arc::new(Unpark(thread::current())).into();
        let mut cx = Context::from_waker(&waker);
        loop {
            match future.as_mut().poll(&mut cx) {
                Poll::Ready(value) => return value,
                Poll::Pending => thread::park(),
            }
        }
    }

    struct Unpark(Thread);

    impl Wake for Unpark {
        fn wake(self: Arc<Self>) {
            self.0.unpark();
        }
    }

    struct Worker {
        runtime: Option<Runtime>,
    }

    impl Drop for Worker {
        fn drop(&mut self) {
            if let Some(runtime) = self.runtime.take() {
                // Dropping a runtime waits for it, which panics inside of another one.
                runtime.shutdown_background();
            }
        }
    }
}
