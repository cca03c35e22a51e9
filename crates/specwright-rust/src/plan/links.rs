//! Links between operations, as docs say them.

use std::collections::BTreeMap;

use specwright_ir::{Api, Link};

use super::{docs, operation::OperationPlan};
use crate::docs::doc_inline;

/// Says in the docs of operations what can be called with their answers.
pub(super) fn tell(api: &Api, operations: &mut [OperationPlan]) {
    let mut methods: BTreeMap<String, String> = BTreeMap::new();
    for operation in operations.iter() {
        methods.entry(operation.id.clone()).or_insert_with(|| operation.method.plain().to_owned());
    }
    for operation in &api.operations {
        let mut told: Vec<&Link> = Vec::new();
        for link in operation.responses.iter().flat_map(|response| &response.links) {
            if !told.contains(&link) {
                told.push(link);
            }
        }
        if told.is_empty() {
            continue;
        }
        let mut lines = vec![String::new(), " With what is answered can be called:".to_owned(), String::new()];
        lines.extend(told.iter().filter_map(|link| Some(entry(link, methods.get(&link.operation)?))));
        for plan in operations.iter_mut().filter(|plan| plan.id == operation.id) {
            plan.method_docs.extend(lines.iter().cloned());
        }
    }
}

fn entry(link: &Link, method: &str) -> String {
    let given = link.parameters.iter().map(|(name, value)| (docs::code(name), value));
    let given = given.chain(link.body.iter().map(|body| ("the body".to_owned(), body)));
    let given: Vec<String> = given.map(|(name, value)| format!("{name} = {}", docs::code(value))).collect();
    let mut told = String::new();
    if !given.is_empty() {
        told.push_str(&format!("with {}", given.join(", ")));
    }
    if let Some(description) = &link.description {
        told.push_str(&format!(": {description}"));
    }
    let entry = format!(" - [`{method}`](crate::Client::{method}) {}", doc_inline(&told));
    entry.trim_end().to_owned()
}
