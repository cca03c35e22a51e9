//! Paths and operations.

use std::collections::BTreeMap;

use specwright_ir::{Code, Credential, Operation, Scopes};

use super::{
    Lower,
    at::At,
    parameter::is_token,
    path::Template,
    server::{OwnServer, Servers},
};

/// The methods of a path item, in the order the specification lists them.
pub(super) const METHODS: &[&str] = &["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"];

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
    "query",
    "additionalOperations",
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

/// Ids that are taken, and the number that the next one of the same name gets.
#[derive(Default)]
pub(super) struct Ids(BTreeMap<String, usize>);

impl Ids {
    /// The wanted id, or one made from it that is free.
    pub(super) fn take(&mut self, wanted: &str) -> String {
        let mut id = wanted.to_owned();
        while self.0.contains_key(&id) {
            let number = self.0.entry(wanted.to_owned()).or_insert(1);
            *number += 1;
            id = format!("{wanted}_{number}");
        }
        self.0.insert(id.clone(), 1);
        id
    }
}

/// What lowering the paths gives.
#[derive(Default)]
pub(super) struct Operations<'d> {
    pub(super) operations: Vec<Operation>,
    pub(super) ids: Ids,
    /// The `callbacks` of each operation that has some, by its id.
    pub(super) callbacks: Vec<(String, At<'d>)>,
}

/// The credentials that an operation asks for, and what they must be good for.
#[derive(Clone)]
struct Requirements {
    security: Vec<Vec<String>>,
    scopes: Vec<Scopes>,
}

/// A path item: what stands at its key, and behind that what a `$ref` in it leads to.
pub(super) struct PathItem<'d> {
    sources: Vec<At<'d>>,
}

impl<'d> PathItem<'d> {
    fn get(&self, key: &str) -> Option<At<'d>> {
        self.source_with(key).and_then(|source| source.get(key))
    }

    /// The first source that has a member.
    pub(super) fn source_with(&self, key: &str) -> Option<&At<'d>> {
        self.sources.iter().find(|source| source.has(key))
    }
}

impl<'d> Lower<'d> {
    /// Every operation of the document, paths in document order.
    pub(super) fn operations(
        &mut self,
        root: &At<'d>,
        credentials: &[Credential],
        servers: &Servers,
    ) -> Operations<'d> {
        let mut all = Operations::default();
        let Some(paths) = self.object(root, "paths") else { return all };
        let default = Requirements {
            security: self.requirements(root, credentials),
            scopes: self.required_scopes(root, credentials),
        };
        for (key, at) in paths.members() {
            if key.starts_with("x-") {
                continue;
            }
            let Some(item) = self.path_item(&at) else { continue };
            let Some(template) = self.template(key, &at) else { continue };
            let of_path = self.server_of_path(&item, servers);
            for (method, operation) in self.methods(&item) {
                let id = self.operation_id(&operation, &method, key, &mut all.ids);
                let requirements = match operation.has("security") {
                    true => Requirements {
                        security: self.requirements(&operation, credentials),
                        scopes: self.required_scopes(&operation, credentials),
                    },
                    false => default.clone(),
                };
                all.callbacks.extend(self.object(&operation, "callbacks").map(|callbacks| (id.clone(), callbacks)));
                let mut lowered = self.operation(id, method, &template, &item, &operation, requirements);
                lowered.server = match self.own_server(&operation, servers) {
                    OwnServer::Unnamed => of_path.clone().url(),
                    own => own.url(),
                };
                all.operations.push(lowered);
            }
        }
        all
    }

    /// A path item with what it refers to; `None` when nothing of it can be read.
    pub(super) fn path_item(&mut self, at: &At<'d>) -> Option<PathItem<'d>> {
        if self.is_malformed(at, "path") {
            return None;
        }
        let mut sources = vec![at.clone()];
        if at.has("$ref") {
            sources.extend(self.follow(at).filter(|target| !self.is_malformed(target, "path")));
        }
        for source in &sources {
            let known: Vec<&str> =
                source.members().into_iter().map(|(key, _)| key).filter(|key| is_method(key)).collect();
            self.check_keys(source, &[PATH_ITEM_KEYS, &known].concat(), "a path item");
        }
        Some(PathItem { sources })
    }

    /// The operations of a path item, each with its method as it is sent.
    pub(super) fn methods(&mut self, item: &PathItem<'d>) -> Vec<(String, At<'d>)> {
        let mut found = Vec::new();
        for method in METHODS {
            found.extend(item.get(method).map(|operation| (method.to_ascii_uppercase(), operation)));
        }
        for source in &item.sources {
            for (key, operation) in source.members() {
                let method = key.to_ascii_lowercase();
                if method != key && is_method(key) && item.get(&method).is_none() {
                    self.report(Code::KeywordInvalid, &operation, format!("`{key}` is taken for `{method}`"));
                    found.push((method.to_ascii_uppercase(), operation));
                }
            }
        }
        let additional = item.get("additionalOperations");
        for (method, operation) in additional.iter().flat_map(At::members) {
            if is_token(method) {
                found.push((method.to_owned(), operation));
            } else {
                self.report(Code::Malformed, &operation, format!("`{method}` is no HTTP method; left out"));
            }
        }
        found.retain(|(_, operation)| !self.is_malformed(operation, "operation"));
        found
    }

    fn operation(
        &mut self,
        id: String,
        method: String,
        template: &Template,
        item: &PathItem<'d>,
        at: &At<'d>,
        Requirements { security, scopes }: Requirements,
    ) -> Operation {
        self.check_keys(at, OPERATION_KEYS, "an operation");
        let (path, mut parameters) = self.parameters(&id, template, &item.sources, at);
        let idempotency_key = self.idempotency_key(at, &mut parameters);
        let body = at.get("requestBody").and_then(|body| self.body(&id, &body));
        let mut responses = self.responses(&id, at);
        self.response_headers(&id, &mut responses);
        if method == "HEAD" {
            // What is declared is what GET would answer (RFC 9110 section 9.3.2).
            for response in &mut responses {
                response.content = None;
                response.others.clear();
                response.streams.clear();
            }
        }
        parameters.extend(self.accept_parameter(&id, &responses, at));
        Operation {
            method,
            path,
            summary: self.prose(item, at, "summary"),
            description: self.prose(item, at, "description"),
            see: self.external_docs(at),
            tags: self.list(at, "tags").iter().filter_map(|tag| tag.as_str().map(str::to_owned)).collect(),
            deprecated: self.flag(at, "deprecated"),
            parameters,
            body,
            responses,
            security,
            scopes,
            pagination: None,
            idempotency_key,
            server: None,
            origin: at.origin(),
            id,
        }
    }

    /// A text of an operation, or of its path item if it has none of its own.
    pub(super) fn prose(&mut self, item: &PathItem<'d>, at: &At<'d>, key: &str) -> Option<String> {
        self.text(at, key).or_else(|| item.sources.iter().find_map(|source| self.text(source, key)))
    }

    /// The operationId, made unique; without one, a name made from method and path.
    fn operation_id(&mut self, at: &At<'d>, method: &str, path: &str, ids: &mut Ids) -> String {
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
        let id = ids.take(&wanted);
        if id != wanted {
            self.report(
                Code::OperationIdDuplicate,
                at,
                format!("operationId `{wanted}` is taken by another operation; this one is called `{id}`"),
            );
        }
        id
    }

    /// Whether this is no object; then it is reported.
    pub(super) fn is_malformed(&mut self, at: &At<'d>, what: &str) -> bool {
        let malformed = at.node.as_object().is_none();
        if malformed {
            let found = at.node.kind_name();
            self.report(Code::Malformed, at, format!("this {what} is {found}, not an object; left out"));
        }
        malformed
    }
}

/// Whether a key of a path item is a method, in whatever case.
fn is_method(key: &str) -> bool {
    METHODS.iter().any(|method| method.eq_ignore_ascii_case(key))
}

/// `post /v2/orgs/{id}` becomes `post_v2_orgs_id`.
pub(super) fn made_id(method: &str, path: &str) -> String {
    let mut id = method.to_ascii_lowercase();
    for word in path.split(|character: char| !character.is_alphanumeric()).filter(|word| !word.is_empty()) {
        id.push('_');
        id.push_str(word);
    }
    id
}
