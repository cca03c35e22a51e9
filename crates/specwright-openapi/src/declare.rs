//! What an `api.yaml` says about single operations, put into the document as the extensions that say the same.

use specwright_ir::{Code, Diagnostic, Diagnostics, Span};

use crate::tree::{Member, Node, Object};

/// The keys of an operation, and the extensions they stand for.
const KEYS: &[(&str, &str)] = &[("pagination", "x-pagination"), ("idempotency-key", "x-idempotency-key")];

/// Puts what stands below `operations` in the text of an `api.yaml` into the operations of a document. They are named by
/// their operationId, or by method and path: `GET /pets`.
pub(crate) fn apply(root: &mut Node, config: &Node, diagnostics: &mut Diagnostics) {
    let Some(operations) = config.get("operations") else { return };
    let Some(operations) = operations.as_object() else {
        let message = format!("`operations` is {}, not an object", operations.kind_name());
        diagnostics.push(Diagnostic::new(Code::ConfigInvalid, message).at(operations.span));
        return;
    };
    for (name, member) in operations.members() {
        let said = extensions(name, member, diagnostics);
        if said.is_empty() {
            continue;
        }
        let found = operations_called(root, name);
        if found.is_empty() {
            let message = format!("there is no operation `{name}`, neither an operationId nor a method and a path");
            diagnostics.push(Diagnostic::new(Code::ConfigUnused, message).at(member.key));
        }
        for operation in found {
            for (key, at, node) in &said {
                operation.insert((*key).to_owned(), Member { key: *at, node: node.clone() });
            }
        }
    }
}

/// The extensions for what is said about one operation.
fn extensions(name: &str, member: &Member, diagnostics: &mut Diagnostics) -> Vec<(&'static str, Span, Node)> {
    let Some(said) = member.node.as_object() else {
        let message = format!("what is said about `{name}` is {}, not an object", member.node.kind_name());
        diagnostics.push(Diagnostic::new(Code::ConfigInvalid, message).at(member.node.span));
        return Vec::new();
    };
    let mut found = Vec::new();
    for (key, member) in said.members() {
        match KEYS.iter().find(|(known, _)| *known == key) {
            Some((_, extension)) => found.push((*extension, member.key, member.node.clone())),
            None => {
                let message = format!("`{key}` is nothing that can be said about an operation");
                diagnostics.push(Diagnostic::new(Code::ConfigInvalid, message).at(member.key));
            }
        }
    }
    found
}

/// The operations of a name, wherever path items stand.
fn operations_called<'r>(root: &'r mut Node, name: &str) -> Vec<&'r mut Object> {
    let mut found = Vec::new();
    let Some(root) = root.as_object_mut() else { return found };
    for (key, part) in root.iter_mut() {
        let items = match key {
            "paths" => Some(part),
            "components" => part.as_object_mut().and_then(|components| components.get_mut("pathItems")),
            _ => None,
        };
        for (path, item) in items.and_then(Node::as_object_mut).into_iter().flat_map(Object::iter_mut) {
            for (method, operation) in item.as_object_mut().into_iter().flat_map(Object::iter_mut) {
                let by_line = name.split_once(' ').is_some_and(|(wanted, wanted_path)| {
                    wanted.eq_ignore_ascii_case(method) && wanted_path.trim() == path
                });
                let is_called = by_line || operation.get("operationId").and_then(Node::as_str) == Some(name);
                found.extend(operation.as_object_mut().filter(|_| is_called));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use specwright_ir::{Diagnostics, Pointer};

    use super::apply;
    use crate::parse::testing::json;

    const DOCUMENT: &str = r##"{
        "paths": {
            "/pets": {"get": {"operationId": "listPets", "x-pagination": false}, "parameters": []},
            "/shops": {"get": {}, "$ref": "#/components/pathItems/shops"}
        },
        "components": {"pathItems": {"shops": {"post": {"operationId": "addShop"}}}}
    }"##;

    /// The member that a pointer leads to afterwards, and what is found.
    #[track_caller]
    fn check(config: &str, pointer: &str, expected: &str) {
        let mut root = json(DOCUMENT);
        let mut diagnostics = Diagnostics::default();
        apply(&mut root, &json(config), &mut diagnostics);
        let member = root.at(&Pointer::parse(pointer).expect("a pointer"));
        let mut told = member.map_or_else(|| "nothing".to_owned(), |node| node.to_json().to_string());
        for found in diagnostics.into_sorted() {
            told.push_str(&format!("; {} {}", found.code, found.message));
        }
        assert_eq!(told, expected);
    }

    #[test]
    fn operations_are_named_by_their_id_or_by_method_and_path() {
        let pagination = "/paths/~1pets/get/x-pagination";
        check(r#"{"operations": {"listPets": {"pagination": {"style": "link"}}}}"#, pagination, r#"{"style":"link"}"#);
        let key = "/paths/~1shops/get/x-idempotency-key";
        check(r#"{"operations": {"GET /shops": {"idempotency-key": true}}}"#, key, "true");
        let key = "/components/pathItems/shops/post/x-idempotency-key";
        check(r#"{"operations": {"addShop": {"idempotency-key": "X-Id"}}}"#, key, r#""X-Id""#);
    }

    #[test]
    fn what_fits_no_operation_is_reported() {
        let nothing = "/paths/~1shops/get/x-pagination";
        check(
            r#"{"operations": {"listShops": {"pagination": false}}}"#,
            nothing,
            "nothing; config-unused there is no operation `listShops`, neither an operationId nor a method and a path",
        );
        check(
            r#"{"operations": {"GET /shops": {"paging": {}}}}"#,
            nothing,
            "nothing; config-invalid `paging` is nothing that can be said about an operation",
        );
        check(r#"{"operations": []}"#, nothing, "nothing; config-invalid `operations` is an array, not an object");
        check(r#"{"documents": []}"#, nothing, "nothing");
    }
}
