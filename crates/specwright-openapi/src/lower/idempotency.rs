//! Idempotency keys: the header by which a server knows a request that it has seen before.

use specwright_ir::{Code, Constraint, Parameter, Place, StringFormat, Ty};

use super::{Lower, at::At, parameter::is_token};
use crate::tree::Value;

/// What the header is called where nothing else is said.
const USUAL: &str = "Idempotency-Key";

/// Names of parameters that are idempotency keys, in any case.
const KNOWN: &[&str] = &["idempotency-key", "x-idempotency-key"];

/// The length of a UUID.
const KEY_LENGTH: u32 = 36;

impl<'d> Lower<'d> {
    /// The header that takes the key of an operation: the one that an extension names, or a parameter that is called so.
    /// The caller need not give it then.
    pub(super) fn idempotency_key(&mut self, at: &At<'d>, parameters: &mut [Parameter]) -> Option<String> {
        let name = match at.get("x-idempotency-key") {
            Some(said) => self.named_key(&said, parameters)?,
            None if self.flag(at, "x-idempotent") => usual(parameters),
            None => known(parameters)?.wire.clone(),
        };
        let is_meant = |parameter: &&mut Parameter| is_header(parameter) && parameter.wire.eq_ignore_ascii_case(&name);
        let Some(parameter) = parameters.iter_mut().find(is_meant) else { return Some(name) };
        if !self.takes_key(parameter) {
            if at.has("x-idempotency-key") {
                let message = format!("header `{name}` does not take every UUID; the caller gives the key");
                self.report(Code::IdempotencyKeyInvalid, at, message);
            }
            return None;
        }
        parameter.required = false;
        Some(parameter.wire.clone())
    }

    /// The name that an extension gives; `true` is the usual one.
    fn named_key(&mut self, said: &At<'d>, parameters: &[Parameter]) -> Option<String> {
        match &said.node.value {
            Value::Bool(false) => None,
            Value::Bool(true) => Some(usual(parameters)),
            Value::String(name) if is_token(name) => Some(name.clone()),
            _ => {
                let message = "the idempotency key has no name that a header can have; the caller gives the key";
                self.report(Code::IdempotencyKeyInvalid, said, message);
                None
            }
        }
    }

    /// Whether every UUID is a value of a parameter.
    fn takes_key(&self, parameter: &Parameter) -> bool {
        let is_text = match self.behind(&parameter.ty) {
            Some(Ty::String(StringFormat::Plain | StringFormat::Uuid)) => true,
            Some(Ty::String(StringFormat::Other(format))) => format == "uuid4",
            _ => false,
        };
        let allows = |constraint: &Constraint| match constraint {
            Constraint::MaxLength(most) => most.parse().is_ok_and(|most: u32| most >= KEY_LENGTH),
            Constraint::MinLength(least) => least.parse().is_ok_and(|least: u32| least <= KEY_LENGTH),
            Constraint::Pattern(_) => false,
            _ => true,
        };
        is_text && parameter.facts.constraints.iter().all(allows)
    }
}

fn is_header(parameter: &Parameter) -> bool {
    parameter.style.place() == Place::Header
}

/// The parameter that is called as keys are.
fn known(parameters: &[Parameter]) -> Option<&Parameter> {
    let is_known = |parameter: &&Parameter| KNOWN.contains(&parameter.wire.to_ascii_lowercase().as_str());
    parameters.iter().filter(|parameter| is_header(parameter)).find(is_known)
}

fn usual(parameters: &[Parameter]) -> String {
    known(parameters).map_or_else(|| USUAL.to_owned(), |parameter| parameter.wire.clone())
}
