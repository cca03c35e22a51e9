use crate::operation::Operation;

/// Which operation a request is of. A client leaves it in the extensions of each request, so that a
/// [`Transport`](crate::Transport) knows what it carries:
///
/// ```
/// # use specwright_runtime::{Body, OperationId, http};
/// fn name(request: &http::Request<Body>) -> Option<&'static str> {
///     request.extensions().get::<OperationId>().map(|id| id.as_str())
/// }
/// ```
///
/// Requests that a client makes on its own account, like those for tokens, have none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OperationId {
    id: &'static str,
    path_template: &'static str,
}

impl OperationId {
    /// That of an operation.
    #[must_use]
    pub fn of<O: Operation>() -> Self {
        Self { id: O::ID, path_template: O::PATH }
    }

    /// The [name](Operation::ID) of the operation.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.id
    }

    /// The [path](Operation::PATH) of the operation, with its parameters in braces.
    #[must_use]
    pub fn path_template(self) -> &'static str {
        self.path_template
    }
}
