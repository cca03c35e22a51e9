//! The document itself.

use specwright_ir::{Code, Pointer, Span};

use super::{
    Raise,
    body::{Origin, Part},
    make,
    shared::is_body_part,
};
use crate::tree::{Member, Node, Object, Value};

/// Fields of forms have no place of their own in 3.1; they stand here for what refers to parts of them.
const FORM_PARTS: &str = "x-form-parameters";

impl Raise<'_> {
    pub(super) fn root(&mut self, root: &mut Node) {
        let span = root.span;
        let Some(object) = root.as_object_mut() else { return };
        let mut parts: Vec<(&str, Member)> = Vec::new();
        self.components_moved();
        if let Some(version) = object.remove("swagger") {
            object.insert("openapi", Member { key: version.key, node: make::text(version.node.span, "3.1.0") });
        }
        for (old, new) in
            [("definitions", "schemas"), ("responses", "responses"), ("securityDefinitions", "securitySchemes")]
        {
            if let Some(mut member) = object.remove(old) {
                self.component_kind(old, &mut member.node);
                parts.push((new, member));
            }
        }
        if let Some(member) = object.remove("parameters") {
            parts.extend(self.shared_parameters(member));
        }
        let paths = object.get_mut("paths").and_then(Node::as_object_mut);
        for (path, item) in paths.into_iter().flat_map(Object::iter_mut) {
            if !path.starts_with("x-") {
                self.path_item(item, &Pointer::root().key("paths").key(path));
            }
        }
        self.servers(object);
        components(object, parts, span);
    }

    fn components_moved(&mut self) {
        let components = Pointer::root().key("components");
        for (old, new) in [("definitions", "schemas"), ("responses", "responses"), ("parameters", "parameters")] {
            self.moves.to(Pointer::root().key(old), components.key(new));
        }
        self.moves.to(Pointer::root().key("securityDefinitions"), components.key("securitySchemes"));
    }

    fn component_kind(&mut self, kind: &str, node: &mut Node) {
        let at = Pointer::root().key(kind);
        let produces = self.produces.clone();
        for (name, inner) in node.as_object_mut().into_iter().flat_map(Object::iter_mut) {
            match kind {
                "responses" => self.response(inner, &at.key(name), &produces),
                "securityDefinitions" => self.security_scheme(inner, &at.key(name)),
                _ => {}
            }
        }
    }

    /// The parameters that operations share: those that stay parameters, those that are bodies, and fields of forms.
    fn shared_parameters(&mut self, member: Member) -> Vec<(&'static str, Member)> {
        let Member { key, node } = member;
        let (span, at) = (node.span, Pointer::root().key("parameters"));
        let Value::Object(object) = node.value else { return vec![("parameters", Member { key, node })] };
        let (mut parameters, mut bodies, mut forms) = (Object::default(), Object::default(), Object::default());
        let consumes = self.consumes.clone();
        for (name, mut member) in object {
            let here = at.key(&name);
            if !is_body_part(&member.node) {
                self.parameter(&mut member.node, &here);
                parameters.insert(name, member);
                continue;
            }
            let part = Part { node: member.node, at: here.clone(), origin: Origin::Own };
            let kind = if part.is_form() { FORM_PARTS } else { "requestBodies" };
            let to = Pointer::root().key("components").key(kind).key(&name);
            self.moves.to(here, to.clone());
            if part.is_form() {
                forms.insert(name, Member { key: member.key, node: part.node });
            } else {
                let node = self.body(part, &consumes, &to);
                bodies.insert(name, Member { key: member.key, node });
            }
        }
        let kinds = [("parameters", parameters), ("requestBodies", bodies), (FORM_PARTS, forms)];
        let kinds = kinds.into_iter().filter(|(_, object)| !object.is_empty());
        kinds.map(|(kind, object)| (kind, Member { key, node: Node { span, value: Value::Object(object) } })).collect()
    }

    /// `host`, `basePath` and `schemes` become servers, the safest scheme first.
    fn servers(&mut self, object: &mut Object) {
        let [host, path, schemes] = ["host", "basePath", "schemes"].map(|key| object.remove(key));
        let Some(span) = host.as_ref().or(path.as_ref()).map(|member| member.node.span) else { return };
        if object.contains_key("servers") {
            return;
        }
        let host = self.words(host, "host");
        let path = self.words(path, "basePath").map_or_else(String::new, |path| path.trim_end_matches('/').to_owned());
        let path = if path.is_empty() || path.starts_with('/') { path } else { format!("/{path}") };
        let urls = match host {
            None => vec![if path.is_empty() { "/".to_owned() } else { path }],
            Some(host) if host.contains("://") => vec![format!("{}{path}", host.trim_end_matches('/'))],
            Some(host) => {
                let schemes = known_schemes(schemes.as_ref().map(|member| &member.node));
                schemes.iter().map(|scheme| format!("{scheme}://{}{path}", host.trim_end_matches('/'))).collect()
            }
        };
        let servers = urls.into_iter().map(|url| make::object(span, vec![("url", make::text(span, url))])).collect();
        make::put(object, "servers", make::array(span, servers));
    }

    /// The text of a member that should be a string.
    fn words(&mut self, member: Option<Member>, key: &str) -> Option<String> {
        let node = member?.node;
        match node.scalar_text() {
            Some(text) if !text.trim().is_empty() => Some(text.trim().to_owned()),
            Some(_) => None,
            None => {
                let message = format!("`{key}` is {}, not a string; ignored", node.kind_name());
                self.report(Code::KeywordInvalid, &Pointer::root().key(key), node.span, message);
                None
            }
        }
    }
}

/// The schemes of a document that requests can be made with, the safest first; never empty.
pub(super) fn known_schemes(schemes: Option<&Node>) -> Vec<String> {
    let items = schemes.and_then(Node::as_array).unwrap_or_default();
    let mut names: Vec<String> = items.iter().filter_map(Node::as_str).map(str::to_ascii_lowercase).collect();
    // Without schemes, it is the one that the document was fetched by, which nobody knows here.
    names.retain(|name| matches!(name.as_str(), "http" | "https"));
    names.sort_by_key(|name| name != "https");
    names.dedup();
    if names.is_empty() { vec!["https".to_owned()] } else { names }
}

/// Puts the parts into `components`, beside what a document may have there already.
fn components(object: &mut Object, parts: Vec<(&str, Member)>, span: Span) {
    if parts.is_empty() {
        return;
    }
    if object.get("components").and_then(Node::as_object).is_none() {
        make::put(object, "components", make::object(span, Vec::new()));
    }
    let Some(components) = object.get_mut("components").and_then(Node::as_object_mut) else { return };
    for (kind, member) in parts {
        let Some(there) = components.get_mut(kind).and_then(Node::as_object_mut) else {
            components.insert(kind, member);
            continue;
        };
        let Value::Object(added) = member.node.value else { continue };
        for (name, member) in added {
            there.insert(name, member);
        }
    }
}
