//! Names for schemas that stand in an operation and are referred to from elsewhere.

use specwright_ir::Pointer;

use super::{Site, step_word};
use crate::lower::{
    Lower,
    at::At,
    operation::{METHODS, made_id},
};

impl Lower<'_> {
    /// Where the schema at these tokens stands in an operation: the same place as if nothing referred to it.
    pub(super) fn site_in_operation(&self, tokens: &[String]) -> Option<Site> {
        let [paths, path, method, part, rest @ ..] = tokens else { return None };
        if paths != "paths" || !METHODS.contains(&method.as_str()) {
            return None;
        }
        let operation = At::find(self.root, &Pointer::root().key(paths).key(path).key(method))?;
        let first = match (part.as_str(), rest.first().map(String::as_str)) {
            ("requestBody", _) => "request".to_owned(),
            ("responses", Some("default")) => "error".to_owned(),
            ("responses", Some(status)) if status.starts_with('2') => "response".to_owned(),
            ("responses", Some(status)) => format!("error {status}"),
            ("parameters", Some(index)) => {
                let parameter = operation.get(part)?.elements().into_iter().nth(index.parse().ok()?)?;
                parameter.get("name")?.as_str()?.to_owned()
            }
            _ => return None,
        };
        let declared = operation.get("operationId").and_then(|id| id.as_str()).filter(|id| !id.trim().is_empty());
        let id = declared.map_or_else(|| made_id(method, path), str::to_owned);
        let steps = rest.iter().skip(1).zip(rest).filter_map(|(token, parent)| step_word(token, parent));
        let role = std::iter::once(first).chain(steps).collect();
        Some(Site::Operation { operation: id, role })
    }
}
