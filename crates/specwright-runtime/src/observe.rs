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
    operation: Option<OperationId>,
    method: Method,
    attempt: u32,
    /// When the attempt began, if somebody wants to know.
    started: Option<Instant>,
}

impl<'a> Observer<'a> {
    pub(crate) fn of(head: &Parts, hooks: &'a [Arc<dyn Hook>], trace: &'a Trace) -> Self {
        let operation = head.extensions.get().copied();
        Self { hooks, trace, operation, method: head.method.clone(), attempt: 0, started: None }
    }

    /// The head of an attempt, with what hooks have added to it.
    pub(crate) fn before(&mut self, mut head: Parts, attempt: u32) -> Result<Parts, InvalidRequest> {
        (self.attempt, self.started) = (attempt, (!self.hooks.is_empty()).then(Instant::now));
        let Some(operation) = self.operation else { return Ok(head) };
        for hook in self.hooks {
            let mut view = RequestView::new(operation, attempt, &mut head);
            hook.before(&mut view);
            if let Some(why) = view.into_fault() {
                return Err(why);
            }
        }
        Ok(head)
    }

    /// A second head of a request, for an attempt after this one. What rides in extensions is dear to copy, and is missing
    /// until the head is [`marked`](Self::mark).
    pub(crate) fn copy(head: &mut Parts) -> Parts {
        let extensions = std::mem::take(&mut head.extensions);
        let copy = head.clone();
        head.extensions = extensions;
        copy
    }

    /// Says in a copied head which operation it is of.
    pub(crate) fn mark(&self, head: &mut Parts) {
        if let Some(operation) = self.operation {
            head.extensions.insert(operation);
        }
    }

    pub(crate) fn after(&self, end: &End) {
        self.trace.attempt(self.attempt, end);
        let (Some(operation), Some(started)) = (self.operation, self.started) else { return };
        let end = match end {
            End::Answered(answer, _) => Ok((answer.code(), answer.headers())),
            End::Broken(broken) => Err(broken.kind()),
            End::Refused(_) => return,
        };
        let Self { attempt, method, .. } = self;
        let view = ResponseView { operation, attempt: *attempt, method, end, elapsed: started.elapsed() };
        for hook in self.hooks {
            hook.after(&view);
        }
    }
}
