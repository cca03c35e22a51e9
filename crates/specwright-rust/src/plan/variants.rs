//! Operations with another media type: of their body, or of their answers.

use specwright_ir::{Content, Format, Operation, Parameter, ParameterStyle};

use super::{
    operation::{Named, OperationPlan, OperationScopes, Plain, request},
    outcome::Outcomes,
    type_names::TypeNames,
};
use crate::names::{in_ascii, words};

/// The same operation with each other media type of its body.
pub(super) fn with_bodies(
    operation: &Operation,
    plain: &OperationPlan,
    names: &TypeNames,
    scopes: &mut OperationScopes,
) -> Vec<OperationPlan> {
    let contents = operation.body.iter().flat_map(|body| body.contents.iter().skip(1));
    let plan = |content: &Content| {
        let (named, _) = named(plain, &label(content), scopes);
        let outcomes =
            Outcomes { output: plain.output.clone(), error: plain.error.clone(), answers: plain.answers.clone() };
        let plain = Plain { module: plain.module.clone(), name: plain.name.clone(), reads: true };
        request(operation, Some(content), named, outcomes, Some(plain), names, &mut scopes.types)
    };
    contents.map(plan).collect()
}

/// The same operation with each kind of stream that it can answer with.
pub(super) fn as_streams(
    operation: &Operation,
    plain: &OperationPlan,
    names: &TypeNames,
    scopes: &mut OperationScopes,
) -> Vec<OperationPlan> {
    let mut media_types: Vec<&str> = Vec::new();
    for stream in operation.responses.iter().flat_map(|response| &response.streams) {
        if !media_types.contains(&stream.media_type.as_str()) {
            media_types.push(&stream.media_type);
        }
    }
    let plan = |media_type: &str| {
        let mut operation = operation.clone();
        for response in &mut operation.responses {
            if let Some(stream) = response.streams.iter().find(|stream| stream.media_type == media_type) {
                response.content = Some(stream.clone());
                response.others.clear();
            }
        }
        // What to ask for is settled.
        operation.parameters.retain(|parameter| !is_choice(parameter));
        let (named, words) = named(plain, &["stream".to_owned()], scopes);
        let outcomes = Outcomes::streamed(&operation, plain, &words, names, &mut scopes.types);
        let plain = Plain { module: plain.module.clone(), name: plain.name.clone(), reads: false };
        let content = operation.body.as_ref().and_then(|body| body.contents.first());
        request(&operation, content, named, outcomes, Some(plain), names, &mut scopes.types)
    };
    media_types.into_iter().map(plan).collect()
}

/// Whether a parameter is the `Accept` header.
fn is_choice(parameter: &Parameter) -> bool {
    matches!(parameter.style, ParameterStyle::Header { .. }) && parameter.wire.eq_ignore_ascii_case("accept")
}

/// Names behind those of the operation; and the words of the method, which types are called after.
fn named(plain: &OperationPlan, label: &[String], scopes: &mut OperationScopes) -> (Named, Vec<String>) {
    let method = scopes.methods.mint(&[words(plain.method.plain()).as_slice(), label].concat(), "call").name;
    let words = words(method.plain());
    let module = scopes.modules.mint(&in_ascii(&words), "").name;
    let name = scopes.types.mint(&words, "operation").name;
    (Named { module, method, name }, words)
}

/// What tells an operation from the one with the preferred media type.
pub(super) fn label(content: &Content) -> Vec<String> {
    let essence = content.media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let subtype = essence.split_once('/').map_or(essence.as_str(), |(_, subtype)| subtype);
    match (&content.format, essence.as_str()) {
        (Format::Form(_), _) => vec!["form".to_owned()],
        (_, "multipart/form-data") => vec!["multipart".to_owned()],
        (_, "text/plain") => vec!["text".to_owned()],
        (_, "application/octet-stream") => vec!["bytes".to_owned()],
        _ => words(subtype),
    }
}
