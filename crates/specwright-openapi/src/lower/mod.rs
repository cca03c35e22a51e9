//! Document to IR: references resolved, `allOf` merged, unions classified. Nothing behind this stage knows an OpenAPI
//! word.

mod at;
mod body;
mod form;
mod idempotency;
mod info;
mod link;
mod operation;
mod pagination;
mod parameter;
mod path;
mod reference;
mod response;
mod response_content;
mod response_header;
mod schema;
mod security;
mod server;
mod stream;
mod typed;
mod webhook;

use std::collections::{BTreeMap, BTreeSet};

use specwright_ir::{Api, Code, Diagnostics, NameHint, Pointer, Span, Ty, TypeId, Types};

use crate::{read::Document, tree::Node};
use at::At;

/// Lowers a document to the IR. Total: whatever cannot be understood is reported and costs only itself.
pub fn lower(document: &Document, diagnostics: &mut Diagnostics) -> Api {
    let mut lower = Lower {
        root: &document.root,
        unresolved: &document.unresolved,
        types: Types::default(),
        uses: BTreeMap::new(),
        schemas: schema::State::default(),
        checked: BTreeSet::new(),
        dissolved: BTreeSet::new(),
        diagnostics,
    };
    let root = At::root(&document.root);
    let info = lower.info(&root);
    lower.components(&root);
    let credentials = lower.credentials(&root);
    let tags = lower.tags(&root);
    let servers = lower.servers(&root);
    let mut operations = lower.operations(&root, &credentials, &servers);
    lower.links(&mut operations.operations);
    let (mut operations, webhooks) = lower.webhooks(&root, operations);
    lower.check_outer_defaults(&mut operations);
    lower.check_root_keys(&root);
    let dissolved = std::mem::take(&mut lower.dissolved);
    let types = lower.finish_types();
    let mut api =
        Api { info, server: servers.default, servers: servers.choices, credentials, tags, operations, webhooks, types };
    api.dissolve(&dissolved);
    api.allow_removals();
    api.share();
    pagination::find(&document.root, &mut api, diagnostics);
    api
}

/// What lowering knows while it runs.
struct Lower<'d> {
    root: &'d Node,
    /// The texts of references that lead nowhere and have been reported.
    unresolved: &'d BTreeSet<Span>,
    types: Types,
    /// What a use of the schema at a pointer is; filled before its definition is lowered, so that cycles end.
    uses: BTreeMap<Pointer, Ty>,
    /// What lowering of schemas knows besides.
    schemas: schema::State<'d>,
    /// Schemas whose keywords have been checked.
    checked: BTreeSet<Pointer>,
    /// Definitions whose properties are the parts of a body.
    dissolved: BTreeSet<TypeId>,
    diagnostics: &'d mut Diagnostics,
}

impl<'d> Lower<'d> {
    fn report(&mut self, code: Code, at: &At<'_>, message: impl Into<String>) {
        self.diagnostics.report(code, &at.origin(), message);
    }

    /// Reserves every component schema in document order, then defines each.
    fn components(&mut self, root: &At<'d>) {
        let Some(components) = root.get("components") else { return };
        self.check_keys(&components, COMPONENT_KEYS, "the components");
        let Some(schemas) = self.object(&components, "schemas") else { return };
        let mut reserved = Vec::new();
        for (name, at) in schemas.members() {
            let id = self.types.reserve(NameHint::Component(name.to_owned()), at.origin());
            self.uses.insert(at.pointer.clone(), Ty::Named(id));
            reserved.push((id, at));
        }
        for (id, at) in &reserved {
            if self.is_nullable(at) {
                self.uses.insert(at.pointer.clone(), Ty::Named(*id).nullable());
            }
        }
        for (id, at) in reserved {
            self.define(id, &at);
        }
    }

    fn check_root_keys(&mut self, root: &At<'d>) {
        self.check_keys(root, ROOT_KEYS, "the document itself");
        self.check_dialect(root);
    }

    /// Reports the members of an object that OpenAPI does not know in this place.
    fn check_keys(&mut self, at: &At<'_>, known: &[&str], place: &str) {
        for (key, member) in at.members() {
            if !key.starts_with("x-") && !known.contains(&key) {
                self.report(Code::KeywordUnknown, &member, format!("`{key}` is not known in {place}; ignored"));
            }
        }
    }
}

const ROOT_KEYS: &[&str] = &[
    "openapi",
    "info",
    "servers",
    "paths",
    "webhooks",
    "components",
    "security",
    "tags",
    "externalDocs",
    "jsonSchemaDialect",
    "$self",
];

const COMPONENT_KEYS: &[&str] = &[
    "schemas",
    "responses",
    "parameters",
    "examples",
    "requestBodies",
    "headers",
    "securitySchemes",
    "links",
    "callbacks",
    "pathItems",
    "mediaTypes",
];
