//! Paths and operations.

use std::collections::BTreeSet;

use specwright_ir::{Code, Credential, Operation};

use super::{Lower, at::At};

/// The methods of a path item, in the order the specification lists them.
const METHODS: &[&str] = &["get", "put", "post", "delete", "options", "head", "patch", "trace"];

const PATH_ITEM_KEYS: &[&str] = &[
    "$ref",
    "summary",
    "description",
    "get",
    "put",
    "post",
    "delete",
    "options",
    "head",
    "patch",
    "trace",
    "servers",
    "parameters",
];

const OPERATION_KEYS: &[&str] = &[
    "tags",
    "summary",
    "description",
    "externalDocs",
    "operationId",
    "parameters",
    "requestBody",
    "responses",
    "callbacks",
    "deprecated",
    "security",
    "servers",
];

impl<'d> Lower<'d> {
    /// Every operation of the document, paths in document order.
    pub(super) fn operations(&mut self, root: &At<'d>, credentials: &[Credential]) -> Vec<Operation> {
        let mut operations = Vec::new();
        let mut ids = BTreeSet::new();
        let Some(paths) = self.object(root, "paths") else { return operations };
        let default_security = self.requirements(root, credentials);
        for (path, at) in paths.members() {
            if path.starts_with("x-") {
                continue;
            }
            if !path.starts_with('/') {
                self.report(Code::Malformed, &at, format!("path `{path}` does not start with `/`; left out"));
                continue;
            }
            let Some(item) = self.follow(&at) else { continue };
            if self.is_malformed(&item, "path") {
                continue;
            }
            self.check_keys(&item, PATH_ITEM_KEYS, "a path item");
            self.report_servers(&item);
            for method in METHODS {
                let Some(operation) = item.get(method) else { continue };
                if self.is_malformed(&operation, "operation") {
                    continue;
                }
                let id = self.operation_id(&operation, method, path, &mut ids);
                let security = match operation.has("security") {
                    true => self.requirements(&operation, credentials),
                    false => default_security.clone(),
                };
                if let Some(operation) = self.operation(id, method, path, &item, &operation, security) {
                    operations.push(operation);
                }
            }
        }
        operations
    }

    fn operation(
        &mut self,
        id: String,
        method: &str,
        path: &str,
        item: &At<'d>,
        at: &At<'d>,
        security: Vec<Vec<String>>,
    ) -> Option<Operation> {
        self.check_keys(at, OPERATION_KEYS, "an operation");
        self.report_servers(at);
        self.report_callbacks(at);
        let parameters = self.parameters(&id, path, item, at)?;
        let body = match at.get("requestBody") {
            Some(body) => Some(self.body(&id, &body)?),
            None => None,
        };
        let mut responses = self.responses(&id, at);
        if method == "head" {
            // What is declared is what GET would answer (RFC 9110 section 9.3.2).
            responses.iter_mut().for_each(|response| response.content = None);
        }
        Some(Operation {
            method: method.to_ascii_uppercase(),
            path: path.to_owned(),
            summary: self.text(at, "summary").or_else(|| self.text(item, "summary")),
            description: self.text(at, "description").or_else(|| self.text(item, "description")),
            see: self.external_docs(at),
            tags: self.list(at, "tags").iter().filter_map(|tag| tag.as_str().map(str::to_owned)).collect(),
            deprecated: self.flag(at, "deprecated"),
            parameters,
            body,
            responses,
            security,
            origin: at.origin(),
            id,
        })
    }

    /// The operationId, made unique; without one, a name made from method and path.
    fn operation_id(&mut self, at: &At<'d>, method: &str, path: &str, taken: &mut BTreeSet<String>) -> String {
        let declared = self.string(at, "operationId").filter(|id| !id.trim().is_empty());
        let wanted = match declared {
            Some(id) => id.to_owned(),
            None => {
                let made = made_id(method, path);
                self.report(
                    Code::OperationIdMissing,
                    at,
                    format!("this operation has no operationId; it is called `{made}` after its method and path"),
                );
                made
            }
        };
        let mut id = wanted.clone();
        let mut number = 2;
        while taken.contains(&id) {
            id = format!("{wanted}_{number}");
            number += 1;
        }
        if id != wanted {
            self.report(
                Code::OperationIdDuplicate,
                at,
                format!("operationId `{wanted}` is taken by another operation; this one is called `{id}`"),
            );
        }
        taken.insert(id.clone());
        id
    }

    /// Whether this is no object; then it is reported.
    fn is_malformed(&mut self, at: &At<'d>, what: &str) -> bool {
        let malformed = at.node.as_object().is_none();
        if malformed {
            let found = at.node.kind_name();
            self.report(Code::Malformed, at, format!("this {what} is {found}, not an object; left out"));
        }
        malformed
    }

    fn report_servers(&mut self, at: &At<'d>) {
        if let Some(servers) = at.get("servers") {
            self.report(
                Code::PartUnsupported,
                &servers,
                "servers of a path or operation are not used; calls go to the client's base URL",
            );
        }
    }

    fn report_callbacks(&mut self, at: &At<'d>) {
        for (name, callback) in at.get("callbacks").iter().flat_map(At::members) {
            self.report(
                Code::PartUnsupported,
                &callback,
                format!("callback `{name}` is called by the server; no types are made for it"),
            );
        }
    }
}

/// `post /v2/orgs/{id}` becomes `post_v2_orgs_id`.
fn made_id(method: &str, path: &str) -> String {
    let mut id = method.to_owned();
    for word in path.split(|character: char| !character.is_alphanumeric()).filter(|word| !word.is_empty()) {
        id.push('_');
        id.push_str(word);
    }
    id
}
