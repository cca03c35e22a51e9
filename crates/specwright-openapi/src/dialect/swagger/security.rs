//! Security schemes.

use specwright_ir::{Code, Pointer};

use super::{Raise, make};
use crate::tree::{Node, Object};

impl Raise<'_> {
    pub(super) fn security_scheme(&mut self, node: &mut Node, at: &Pointer) {
        let span = node.span;
        let Some(object) = node.as_object_mut() else { return };
        match object.get("type").and_then(Node::as_str) {
            Some("basic") => {
                make::put(object, "type", make::text(span, "http"));
                make::put(object, "scheme", make::text(span, "basic"));
            }
            Some("oauth2") if !object.contains_key("flows") => self.flow(object, at),
            _ => {}
        }
    }

    fn flow(&mut self, object: &mut Object, at: &Pointer) {
        let Some(flow) = object.remove("flow") else { return };
        let span = flow.node.span;
        let name = match flow.node.as_str() {
            Some("application") => "clientCredentials",
            Some("accessCode") => "authorizationCode",
            Some(name @ ("implicit" | "password")) => name,
            other => {
                let other = other.map_or_else(|| flow.node.kind_name().to_owned(), |name| format!("`{name}`"));
                let message = format!("`flow` is {other}, which is none of OAuth 2; ignored");
                self.report(Code::KeywordInvalid, &at.key("flow"), span, message);
                return;
            }
        };
        let mut members = Vec::new();
        for key in ["authorizationUrl", "tokenUrl", "scopes"] {
            if let Some(member) = object.remove(key) {
                members.push((key, member.node));
            }
        }
        if !members.iter().any(|(key, _)| *key == "scopes") {
            members.push(("scopes", make::object(span, Vec::new())));
        }
        let flow = make::object(span, members);
        make::put(object, "flows", make::object(span, vec![(name, flow)]));
    }
}
