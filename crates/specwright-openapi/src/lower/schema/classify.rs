//! What kind of type a schema is.

use specwright_ir::{Code, Enum, NumberFormat, Ty};

use super::{
    alternatives::Alternative,
    dialect::{ARRAYS, OBJECTS},
    parts::Parts,
    said::TypeSet,
    view::View,
};
use crate::{
    lower::{Lower, at::At},
    tree::Value,
};

/// What kind of type a schema is.
pub(super) enum Kind<'d> {
    /// Another name for a schema.
    Named(At<'d>),
    Record,
    Map,
    List,
    Enum(Enum),
    Scalar(Ty),
    /// One of several.
    Choice(Vec<Alternative<'d>>),
    Any,
}

impl<'d> Lower<'d> {
    pub(super) fn classify(&mut self, view: &View<'d>, parts: &Parts<'d>) -> Kind<'d> {
        if let Some(target) = &parts.named {
            return Kind::Named(target.clone());
        }
        let types = self.types_of(parts);
        if let Some(kind) = self.values(parts, types) {
            return kind;
        }
        if !parts.choices.is_empty() {
            return self.choice_kind(view, parts);
        }
        match types.names().as_slice() {
            ["object"] => Self::object_kind(parts),
            ["array"] => Kind::List,
            ["string"] if parts.only.is_none() && self.is_int_or_string(parts) => {
                Self::types_kind(view, &["integer", "string"])
            }
            ["string"] => Kind::Scalar(self.string_type(parts)),
            ["integer"] => Kind::Scalar(self.integer_type(parts)),
            ["number"] => Kind::Scalar(self.number_type(parts)),
            ["boolean"] => Kind::Scalar(Ty::Boolean),
            _ if types == TypeSet::ALL => self.untyped_kind(view, parts),
            [] => Kind::Any,
            several => Self::types_kind(view, several),
        }
    }

    /// A value of one of several types.
    fn types_kind(view: &View<'d>, types: &[&'static str]) -> Kind<'d> {
        Kind::Choice(types.iter().filter_map(|name| Alternative::of_type(view, name)).collect())
    }

    /// A type made from keywords that only one type has, when `type` is missing: that type, unless the schema is meant
    /// word for word.
    fn untyped_kind(&mut self, view: &View<'d>, parts: &Parts<'d>) -> Kind<'d> {
        let has = |keys: &[&str]| keys.iter().any(|key| parts.first(key).is_some());
        // An array of schemas as `items` may mean alternatives as well: without a type it is no statement about one.
        let several = parts.all("items").find(|at| matches!(at.node.value, Value::Array(_)));
        let list = has(ARRAYS) && several.is_none();
        let object = has(OBJECTS);
        if let Some(at) = several.filter(|_| !object) {
            let message = "`items` lists schemas, and no `type` says that this is an array; treated as any JSON value";
            self.report(Code::SchemaLoose, &at, message);
        }
        let default = parts.all("default").map(|default| TypeSet::of_value(default.node)).reduce(TypeSet::or);
        let shown = TypeSet::one(if object { "object" } else { "array" }).or(default.unwrap_or(TypeSet::NONE));
        match () {
            () if (object || list) && self.is_literal(parts) => Self::types_kind(view, &TypeSet::ALL.names()),
            () if (object || list) && shown.names().len() > 1 => Self::types_kind(view, &shown.names()),
            () if object => Self::object_kind(parts),
            () if list => Kind::List,
            () => Kind::Any,
        }
    }

    fn object_kind(parts: &Parts<'d>) -> Kind<'d> {
        let has_properties = parts.all("properties").any(|properties| !properties.members().is_empty());
        let closed = parts.all("additionalProperties").any(|rest| matches!(rest.node.value, Value::Bool(false)));
        let patterns = parts.all("patternProperties").any(|patterns| !patterns.members().is_empty());
        if has_properties || (closed && !patterns) { Kind::Record } else { Kind::Map }
    }

    /// The types all parts agree on, without `null`.
    fn types_of(&mut self, parts: &Parts<'d>) -> TypeSet {
        let mut agreed = TypeSet::ALL;
        let mut first: Option<At<'d>> = None;
        for ty in parts.all("type") {
            let Some(said) = self.type_set(&ty) else { continue };
            let common = agreed.and(said);
            if !common.is_empty() {
                agreed = common;
                first.get_or_insert(ty);
            } else if let Some(first) = &first {
                let (before, said) = (agreed.names().join(", "), said.names().join(", "));
                self.conflict(first, &ty, format!("type {said} contradicts {before}; the first one counts"));
            }
        }
        match parts.only {
            Some(only) => TypeSet::one(only),
            None => agreed,
        }
    }

    /// What the open alternatives make of a schema.
    fn choice_kind(&mut self, view: &View<'d>, parts: &Parts<'d>) -> Kind<'d> {
        match self.alternatives(view, parts) {
            Ok(alternatives) if alternatives.is_empty() => Kind::Any,
            Ok(alternatives) => Kind::Choice(alternatives),
            Err(limit) => {
                if let Some(choice) = parts.choices.first() {
                    let message =
                        format!("the alternatives here make more than {limit} combinations; treated as any JSON value");
                    self.report(Code::LimitVariants, &choice.at, message);
                }
                Kind::Any
            }
        }
    }

    /// Kubernetes says `type: string` of values that are written as a number or as a string.
    fn is_int_or_string(&mut self, parts: &Parts<'d>) -> bool {
        self.formats(parts).iter().any(|format| format.1 == "int-or-string")
    }

    fn number_type(&mut self, parts: &Parts<'d>) -> Ty {
        let double = self.formats(parts).iter().any(|format| matches!(format.1, "float" | "double"));
        Ty::Number(if double { NumberFormat::Double } else { NumberFormat::Exact })
    }
}
