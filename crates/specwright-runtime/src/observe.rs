//! What others see of a call: hooks, and the trace.

use std::sync::Arc;

use http::Method;
use http::request::Parts;

use crate::clock::Instant;
use crate::hook::{Hook, RequestView, ResponseView};
use crate::invalid::InvalidRequest;
use crate::operation_id::OperationId;
use crate::send::End;
use crate::trace::Trace;

/// Sees the attempts of one call.
pub(crate) struct Observer<'a> {
    hooks: &'a [Arc<dyn Hook>],
    trace: &'a Trace,
    operation: OperationId,
    method: Method,
    attempt: u32,
    /// When the attempt began, if somebody wants to know.
    started: Option<Instant>,
}

impl<'a> Observer<'a> {
    pub(crate) fn of(operation: OperationId, head: &Parts, hooks: &'a [Arc<dyn Hook>], trace: &'a Trace) -> Self {
        Self { hooks, trace, operation, method: head.method.clone(), attempt: 0, started: None }
    }

    /// The head of an attempt, with what hooks have added to it.
    pub(crate) fn before(&mut self, mut head: Parts, attempt: u32) -> Result<Parts, InvalidRequest> {
        (self.attempt, self.started) = (attempt, (!self.hooks.is_empty()).then(Instant::now));
        for hook in self.hooks {
            let mut view = RequestView::new(self.operation, attempt, &mut head);
            hook.before(&mut view);
            if let Some(why) = view.into_fault() {
                return Err(why);
            }
        }
        Ok(head)
    }

    pub(crate) fn after(&self, end: &End) {
        self.trace.attempt(self.attempt, end);
        let Some(started) = self.started else { return };
        let end = match end {
            End::Answered(answer, _) => Ok((answer.code(), answer.headers())),
            End::Broken(broken) => Err(broken.kind()),
            End::Refused(_) => return,
        };
        let Self { operation, attempt, method, .. } = self;
        let view = ResponseView { operation: *operation, attempt: *attempt, method, end, elapsed: started.elapsed() };
        for hook in self.hooks {
            hook.after(&view);
        }
    }
}
