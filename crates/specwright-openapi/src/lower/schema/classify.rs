//! What kind of type a schema is.

use specwright_ir::{Code, Enum, NumberFormat, Ty};

use super::parts::Parts;
use crate::{
    lower::{Lower, at::At},
    tree::Value,
};

/// What kind of type a schema is. [`Record`](Kind::Record) and [`Enum`](Kind::Enum) want a definition.
pub(super) enum Kind {
    /// Another name for a schema.
    Named,
    Record,
    Map,
    List,
    Enum(Enum),
    Scalar(Ty),
    Any,
}

/// The types of JSON Schema besides `null`.
const TYPES: &[&str] = &["boolean", "integer", "number", "string", "array", "object"];

impl<'d> Lower<'d> {
    pub(super) fn classify(&mut self, at: &At<'d>, parts: &Parts<'d>) -> Kind {
        if parts.named.is_some() {
            return Kind::Named;
        }
        if let Some(kind) = self.union(parts) {
            return kind;
        }
        let types = self.types_of(parts);
        if let Some(kind) = self.values(parts, &types) {
            return kind;
        }
        match types.as_slice() {
            ["object"] => self.object_kind(parts),
            ["array"] => Kind::List,
            ["string"] => Kind::Scalar(self.string_type(parts)),
            ["integer"] => Kind::Scalar(self.integer_type(parts)),
            ["number"] => Kind::Scalar(Ty::Number(NumberFormat::Exact)),
            ["boolean"] => Kind::Scalar(Ty::Boolean),
            [] => self.untyped_kind(parts),
            several => {
                let several = several.join(", ");
                self.report(Code::SchemaLoose, at, format!("values may be {several}; treated as any JSON value"));
                Kind::Any
            }
        }
    }

    /// A type made from keywords that only one type has, when `type` is missing.
    fn untyped_kind(&mut self, parts: &Parts<'d>) -> Kind {
        if parts.first("properties").is_some() || parts.first("additionalProperties").is_some() {
            return self.object_kind(parts);
        }
        if parts.first("items").is_some() {
            return Kind::List;
        }
        Kind::Any
    }

    fn object_kind(&mut self, parts: &Parts<'d>) -> Kind {
        let has_properties = parts.all("properties").any(|properties| !properties.members().is_empty());
        let closed = parts.all("additionalProperties").any(|rest| matches!(rest.node.value, Value::Bool(false)));
        if has_properties || closed { Kind::Record } else { Kind::Map }
    }

    /// The types all parts agree on, without `null`; empty when nothing is said.
    fn types_of(&mut self, parts: &Parts<'d>) -> Vec<&'d str> {
        let mut agreed: Option<Vec<&'d str>> = None;
        for ty in parts.all("type") {
            let said = self.type_names(&ty);
            agreed = Some(match agreed {
                None => said,
                Some(before) => {
                    let common: Vec<_> = before.iter().copied().filter(|name| said.contains(name)).collect();
                    if common.is_empty() && !before.is_empty() && !said.is_empty() {
                        let (before, said) = (before.join(", "), said.join(", "));
                        self.report(
                            Code::SchemaConflict,
                            &ty,
                            format!("type {said} contradicts {before}; treated as any JSON value"),
                        );
                    }
                    common
                }
            });
        }
        let agreed = agreed.unwrap_or_default();
        if agreed.contains(&"number") && agreed.contains(&"integer") {
            return agreed.into_iter().filter(|name| *name != "integer").collect();
        }
        agreed
    }

    fn type_names(&mut self, ty: &At<'d>) -> Vec<&'d str> {
        let names = match &ty.node.value {
            Value::String(_) => vec![ty.clone()],
            Value::Array(_) => ty.elements(),
            _ => {
                let found = ty.node.kind_name();
                self.report(Code::KeywordInvalid, ty, format!("`type` is {found}, not a string or an array; ignored"));
                return Vec::new();
            }
        };
        let mut types = Vec::new();
        for name in names {
            match name.as_str() {
                Some("null") => {}
                Some(known) if TYPES.contains(&known) => types.push(known),
                Some(other) => self.report(Code::KeywordInvalid, &name, format!("there is no type `{other}`; ignored")),
                None => {
                    let found = name.node.kind_name();
                    self.report(Code::KeywordInvalid, &name, format!("a type is {found}, not a string; ignored"));
                }
            }
        }
        types
    }

    /// What a `oneOf` or `anyOf` with several branches is, if there is one.
    fn union(&mut self, parts: &Parts<'d>) -> Option<Kind> {
        let (key, union) = ["oneOf", "anyOf"].iter().find_map(|key| {
            let union = parts.first(key)?;
            let branches = union.elements();
            (branches.iter().filter(|branch| !super::parts::is_null(branch)).count() > 1).then_some((key, union))
        })?;
        if let Some(enumeration) = self.united_enum(&union) {
            return Some(Kind::Enum(enumeration));
        }
        if union.elements().iter().all(only_requires) {
            self.report(
                Code::KeywordUnsupported,
                &union,
                format!("`{key}` of required properties is not represented; more values are accepted than the document allows"),
            );
            return None;
        }
        self.report(Code::SchemaLoose, &union, format!("`{key}` of several schemas is treated as any JSON value"));
        Some(Kind::Any)
    }
}

/// Whether a branch does nothing but require properties that are declared beside it.
fn only_requires(branch: &At<'_>) -> bool {
    branch.has("required")
        && branch.members().iter().all(|(key, _)| matches!(*key, "required" | "title" | "description"))
}
