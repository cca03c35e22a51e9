//! Webhooks and callbacks: requests that the server makes. They become types, never calls.

use std::collections::BTreeSet;

use specwright_ir::{
    Code, Content, Facts, Form, Format, NameHint, Operation, Origin, Pointer, Shape, StatusPattern, Ty, Webhook,
};

use super::{
    Lower,
    at::At,
    operation::{Ids, Operations, PathItem},
};

/// What lowering of webhooks carries along.
struct Found {
    webhooks: Vec<Webhook>,
    ids: Ids,
    /// Path items that have been lowered: several operations may refer to the same callback.
    seen: BTreeSet<Pointer>,
}

/// How webhooks of a path item are named.
struct Naming<'n> {
    name: &'n str,
    operation: Option<&'n str>,
}

impl<'d> Lower<'d> {
    /// The operations as they are, and every webhook: those of the document, then the callbacks of each operation, then
    /// the callbacks of webhooks.
    pub(super) fn webhooks(&mut self, root: &At<'d>, lowered: Operations<'d>) -> (Vec<Operation>, Vec<Webhook>) {
        let Operations { operations, ids, callbacks: mut open } = lowered;
        let mut found = Found { webhooks: Vec::new(), ids, seen: BTreeSet::new() };
        for (name, at) in self.object(root, "webhooks").iter().flat_map(At::members) {
            if name.starts_with("x-") {
                continue;
            }
            open.extend(self.webhook_item(&Naming { name, operation: None }, &at, &mut found));
        }
        let mut next = 0;
        while let Some((operation, callbacks)) = open.get(next).cloned() {
            next += 1;
            open.extend(self.callbacks(&operation, &callbacks, &mut found));
        }
        (operations, found.webhooks)
    }

    /// The callbacks of an operation; gives the callbacks of those in turn.
    fn callbacks(&mut self, operation: &str, callbacks: &At<'d>, found: &mut Found) -> Vec<(String, At<'d>)> {
        let mut inner = Vec::new();
        for (name, at) in callbacks.members() {
            if name.starts_with("x-") {
                continue;
            }
            let Some(callback) = self.follow(&at) else { continue };
            if self.is_malformed(&callback, "callback") {
                continue;
            }
            let naming = Naming { name, operation: Some(operation) };
            for (expression, item) in callback.members() {
                if !expression.starts_with("x-") {
                    inner.extend(self.webhook_item(&naming, &item, found));
                }
            }
        }
        inner
    }

    /// The requests of one path item; gives their callbacks.
    fn webhook_item(&mut self, naming: &Naming<'_>, at: &At<'d>, found: &mut Found) -> Vec<(String, At<'d>)> {
        let mut callbacks = Vec::new();
        if !found.seen.insert(at.pointer.clone()) {
            return callbacks;
        }
        let Some(item) = self.path_item(at) else { return callbacks };
        let methods = self.methods(&item);
        let several = methods.len() > 1;
        for (method, operation) in methods {
            if !found.seen.insert(operation.pointer.clone()) {
                continue;
            }
            let declared = self.string(&operation, "operationId").filter(|id| !id.trim().is_empty());
            let wanted = match (declared, naming.operation) {
                (Some(id), _) => id.to_owned(),
                (None, None) if several => format!("{}_{}", naming.name, method.to_ascii_lowercase()),
                (None, None) => naming.name.to_owned(),
                (None, Some(owner)) if several => format!("{owner}_{}_{}", naming.name, method.to_ascii_lowercase()),
                (None, Some(owner)) => format!("{owner}_{}", naming.name),
            };
            let id = found.ids.take(&wanted);
            callbacks.extend(self.object(&operation, "callbacks").map(|inner| (id.clone(), inner)));
            let webhook = self.webhook(id, naming, method, &item, &operation);
            found.webhooks.push(webhook);
        }
        callbacks
    }

    fn webhook(
        &mut self,
        id: String,
        naming: &Naming<'_>,
        method: String,
        item: &PathItem<'d>,
        at: &At<'d>,
    ) -> Webhook {
        for parameter in self.list(at, "parameters") {
            let message = "parameters of a request that the server makes get no types";
            self.report(Code::AnnotationOmitted, &parameter, message);
        }
        let body = at.get("requestBody").and_then(|body| self.body(&id, &body));
        let mut body = body.map_or_else(Vec::new, |body| body.contents);
        for content in &mut body {
            let owner = at.get("requestBody").and_then(|body| self.follow(&body)).unwrap_or_else(|| at.clone());
            let origin = self.payload_origin(&owner.origin(), content);
            self.name_payload(&mut content.format, &id, "request", &origin);
        }
        let mut responses = self.responses(&id, at);
        self.report_response_headers(&responses);
        for response in &mut responses {
            let role = match response.status {
                StatusPattern::Exact(200) => "response".to_owned(),
                StatusPattern::Exact(status) => format!("response {status}"),
                StatusPattern::Range(hundred) => format!("response {hundred}XX"),
                StatusPattern::Default => "response default".to_owned(),
            };
            let owner = response.origin.clone();
            if let Some(content) = &mut response.content {
                let origin = self.payload_origin(&owner, content);
                self.name_payload(&mut content.format, &id, &role, &origin);
            }
        }
        Webhook {
            operation: naming.operation.map(str::to_owned),
            method,
            summary: self.prose(item, at, "summary"),
            description: self.prose(item, at, "description"),
            deprecated: self.flag(at, "deprecated"),
            body,
            responses,
            origin: at.origin(),
            id,
        }
    }

    /// Where the schema of a payload stands, or else what has the payload.
    fn payload_origin(&self, owner: &Origin, content: &Content) -> Origin {
        let pointer = owner.pointer.key("content").key(&content.media_type).key("schema");
        At::find(self.root, &pointer).map_or_else(|| owner.clone(), |schema| schema.origin())
    }

    /// Gives a payload that is only a use of types a definition, so that it has a name.
    fn name_payload(&mut self, format: &mut Format, webhook: &str, role: &str, origin: &Origin) {
        let (Format::Json(ty) | Format::Form(Form { ty, .. })) = format else { return };
        let (inner, nullable) = match &*ty {
            Ty::Nullable(inner) => (inner.as_ref().clone(), true),
            other => (other.clone(), false),
        };
        if matches!(inner, Ty::Named(_) | Ty::Any) {
            return;
        }
        let hint = NameHint::Operation { operation: webhook.to_owned(), role: vec![role.to_owned()] };
        let id = self.types.reserve(hint, origin.clone());
        self.types.define(id, Facts::default(), Shape::Alias(inner));
        *ty = if nullable { Ty::Named(id).nullable() } else { Ty::Named(id) };
    }
}
