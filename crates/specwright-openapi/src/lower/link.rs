//! Links of responses: which operation can be called with what an answer says.

use specwright_ir::{Code, Link, Operation, Pointer};

use super::{Lower, at::At};

const LINK_KEYS: &[&str] =
    &["$ref", "summary", "operationRef", "operationId", "parameters", "requestBody", "description", "server"];

/// An operation as links name it.
struct Known {
    id: String,
    declared: Option<String>,
    pointer: Pointer,
}

impl<'d> Lower<'d> {
    /// Adds the links of all responses, once every operation is known.
    pub(super) fn links(&mut self, operations: &mut [Operation]) {
        let known: Vec<Known> = operations
            .iter()
            .map(|operation| {
                let at = At::find(self.root, &operation.origin.pointer);
                let declared = at.and_then(|at| at.get("operationId")?.as_str().map(str::to_owned));
                Known { id: operation.id.clone(), declared, pointer: operation.origin.pointer.clone() }
            })
            .collect();
        for response in operations.iter_mut().flat_map(|operation| &mut operation.responses) {
            let Some(at) = At::find(self.root, &response.origin.pointer) else { continue };
            for (name, link) in self.object(&at, "links").iter().flat_map(At::members) {
                response.links.extend(self.link(name, &link, &known));
            }
        }
    }

    /// One link; `None` when it was left out.
    fn link(&mut self, name: &str, at: &At<'d>, known: &[Known]) -> Option<Link> {
        let (target, own) = self.referred(at)?;
        if self.is_malformed(&target, "link") {
            return None;
        }
        self.check_keys(&target, LINK_KEYS, "a link");
        let operation = match (self.text(&target, "operationId"), self.text(&target, "operationRef")) {
            (Some(id), _) => {
                let found = known.iter().find(|one| one.declared.as_deref() == Some(&id)).map(|one| one.id.clone());
                found.ok_or_else(|| format!("leads to the operation `{id}`, which the document does not have"))
            }
            (None, Some(reference)) => referred(&reference, known),
            (None, None) => Err("does not say which operation it leads to".to_owned()),
        };
        let operation = match operation {
            Ok(operation) => operation,
            Err(why) => {
                self.report(Code::LinkOmitted, at, format!("link `{name}` {why}; left out"));
                return None;
            }
        };
        if let Some(server) = target.get("server") {
            let message = format!("link `{name}` leads to a server of its own, which its operation is not sent to");
            self.report(Code::LinkOmitted, &server, message);
        }
        let parameters = self.object(&target, "parameters");
        let parameters = parameters.iter().flat_map(At::members);
        Some(Link {
            name: name.to_owned(),
            operation,
            parameters: parameters.map(|(name, value)| (name.to_owned(), value_text(&value))).collect(),
            body: target.get("requestBody").map(|body| value_text(&body)),
            description: own.or_else(|| self.text(&target, "description")),
        })
    }
}

/// The operation at a place of the document.
fn referred(reference: &str, known: &[Known]) -> Result<String, String> {
    let Some(pointer) = reference.strip_prefix('#') else {
        return Err(format!("leads to `{reference}`, which is not in this document"));
    };
    let place: Option<Vec<String>> = Pointer::parse(&decoded(pointer)).map(|pointer| pointer.tokens().collect());
    let found = known.iter().find(|one| Some(one.pointer.tokens().collect()) == place);
    found.map(|one| one.id.clone()).ok_or_else(|| format!("leads to `{reference}`, which is no operation"))
}

/// A fragment of a URL without its percent-encoding; as it is where that is not UTF-8.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once('%') {
        bytes.extend_from_slice(before.as_bytes());
        match behind.get(..2).and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = behind.get(2..).unwrap_or_default();
            }
            None => {
                bytes.push(b'%');
                rest = behind;
            }
        }
    }
    bytes.extend_from_slice(rest.as_bytes());
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

/// A text as it is, anything else as JSON.
fn value_text(at: &At<'_>) -> String {
    at.as_str().map_or_else(|| at.node.to_json().to_string(), str::to_owned)
}
