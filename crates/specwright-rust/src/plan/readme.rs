//! What the README of a client shows: calls of this API, and nothing that another one has.

use super::{
    credentials::{CredentialCall, CredentialPlan},
    operation::OperationPlan,
    outcome::{ErrorPlan, OutputPlan},
    sections::Tags,
    type_expr::TypeExpr,
};
use crate::names::Name;

/// The examples; of a kind that the API does not have there is none.
#[derive(Clone, Debug)]
pub(crate) struct ReadmePlan {
    /// A call; `None` without operations.
    pub(crate) call: Option<Example>,
    /// The type of the errors that the document declares, of the first operation that has one.
    pub(crate) error: Option<Name>,
    /// A call that answers in pages, and how many others do.
    pub(crate) pages: Option<(Example, usize)>,
    /// A call that answers with a stream, and how many others do.
    pub(crate) streams: Option<(Example, usize)>,
}

/// A call of an operation.
#[derive(Clone, Debug)]
pub(crate) struct Example {
    /// The setter of a credential, unless the operation needs none.
    pub(crate) credential: Option<(Name, CredentialCall)>,
    pub(crate) method: Name,
    /// The request value, behind the module of its tag if it has one.
    pub(crate) value: (Option<Name>, Name),
    /// Name and type of each argument.
    pub(crate) arguments: Vec<(Name, TypeExpr)>,
    /// Whether a success says more than that it is one.
    pub(crate) has_answer: bool,
}

pub(super) fn plan(operations: &[OperationPlan], credentials: &[CredentialPlan], tags: &Tags) -> ReadmePlan {
    let example = |operation: &OperationPlan| example(operation, credentials, tags);
    let first_of = |is: fn(&OperationPlan) -> bool| {
        let mut found = operations.iter().filter(|operation| is(operation));
        found.next().map(|first| (example(first), found.count()))
    };
    ReadmePlan {
        call: operations.first().map(example),
        error: operations.iter().find_map(|operation| match &operation.error {
            ErrorPlan::Enum { name, .. } if operation.plain.is_none() => Some(name.clone()),
            _ => None,
        }),
        pages: first_of(|operation| operation.paging.is_some()),
        streams: first_of(is_stream),
    }
}

fn is_stream(operation: &OperationPlan) -> bool {
    matches!(&operation.output, OutputPlan::Type(TypeExpr::EventStream(_) | TypeExpr::JsonLines(_)))
}

fn example(operation: &OperationPlan, credentials: &[CredentialPlan], tags: &Tags) -> Example {
    let scheme = operation.security.first().and_then(|set| set.first());
    let credential = scheme.and_then(|scheme| credentials.iter().find(|credential| &credential.scheme == scheme));
    let ty = |field: &Name| {
        let parameter =
            operation.parameters.iter().find(|parameter| &parameter.field == field).map(|parameter| &parameter.ty);
        parameter.or(operation.body.as_ref().map(|body| &body.ty)).cloned().unwrap_or(TypeExpr::Unit)
    };
    Example {
        credential: credential.map(|credential| (credential.setter.clone(), credential.call.clone())),
        method: operation.method.clone(),
        value: (tags.module(operation.tag.as_deref()).cloned(), operation.name.clone()),
        arguments: operation.arguments.iter().map(|argument| (argument.field.clone(), ty(&argument.field))).collect(),
        has_answer: !matches!(operation.output, OutputPlan::Type(TypeExpr::Unit)),
    }
}
