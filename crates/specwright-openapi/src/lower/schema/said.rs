//! What a schema says about the types of its values, seen through references and compositions.

use specwright_ir::Code;

use super::view::address;
use crate::{
    lower::{Lower, at::At},
    tree::{Node, Value},
};

/// How many schemas may stand in or refer to one another before no more is looked at.
pub(super) const MAX_DEPTH: usize = 64;

/// The types of JSON Schema besides `null`, each with its bits: a whole number is a number.
const TYPES: &[(&str, u8)] =
    &[("boolean", 1), ("integer", 2), ("number", 6), ("string", 8), ("array", 16), ("object", 32)];

/// Words that documents write for a type, and what they mean.
const SLIPS: &[(&str, &str)] = &[
    ("int", "integer"),
    ("int32", "integer"),
    ("int64", "integer"),
    ("long", "integer"),
    ("float", "number"),
    ("double", "number"),
    ("decimal", "number"),
    ("numeric", "number"),
    ("bool", "boolean"),
    ("str", "string"),
    ("text", "string"),
    ("file", "string"),
    ("binary", "string"),
    ("date", "string"),
    ("datetime", "string"),
    ("date-time", "string"),
    ("timestamp", "string"),
    ("uuid", "string"),
    ("uri", "string"),
    ("url", "string"),
    ("email", "string"),
    ("enum", "string"),
    ("list", "array"),
    ("map", "object"),
    ("dict", "object"),
    ("hash", "object"),
];

/// A set of types besides `null`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct TypeSet(u8);

impl TypeSet {
    /// Every type: nothing is said.
    pub(super) const ALL: Self = Self(63);
    pub(super) const NONE: Self = Self(0);

    pub(super) fn one(name: &str) -> Self {
        Self(TYPES.iter().find(|(known, _)| *known == name).map_or(0, |(_, bits)| *bits))
    }

    pub(super) fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    pub(super) fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub(super) fn is_empty(self) -> bool {
        self.0 == 0
    }

    pub(super) fn is_within(self, other: Self) -> bool {
        self.0 & !other.0 == 0
    }

    /// The names; `integer` is not repeated beside `number`.
    pub(super) fn names(self) -> Vec<&'static str> {
        let within = |bits: u8| self.0 & bits == bits;
        let names = TYPES.iter().filter(|(name, bits)| within(*bits) && !(*name == "integer" && within(6)));
        names.map(|(name, _)| *name).collect()
    }

    /// The type of a default value; none where there is none.
    fn of_default(schema: &At<'_>) -> Self {
        schema.get("default").map_or(Self::NONE, |default| Self::of_value(default.node))
    }

    pub(super) fn of_value(value: &Node) -> Self {
        Self::one(match &value.value {
            Value::Null => return Self::NONE,
            Value::Bool(_) => "boolean",
            Value::Number(number) if number.as_i128().is_some() => "integer",
            Value::Number(_) => "number",
            Value::String(_) => "string",
            Value::Array(_) => "array",
            Value::Object(_) => "object",
        })
    }
}

/// What a schema says about the types of its values.
#[derive(Clone, Copy, Debug)]
pub(super) struct Said {
    pub(super) types: TypeSet,
    /// Whether `null` is a value, if anything is said about it.
    pub(super) null: Option<bool>,
}

impl Said {
    const NOTHING: Self = Self { types: TypeSet::ALL, null: None };

    fn and(self, other: Self) -> Self {
        Self { types: self.types.and(other.types), null: both(self.null, other.null) }
    }
}

impl<'d> Lower<'d> {
    /// What a schema says about types.
    pub(super) fn said(&mut self, at: &At<'d>) -> Said {
        self.said_within(at, 0)
    }

    fn said_within(&mut self, at: &At<'d>, depth: usize) -> Said {
        if !matches!(at.node.value, Value::Object(_)) || depth > MAX_DEPTH {
            return Said::NOTHING;
        }
        if let Some(said) = self.schemas.said.get(&address(at)) {
            return *said;
        }
        self.schemas.said.insert(address(at), Said::NOTHING);
        let mut said = self.own_said(at);
        for key in ["$ref", "$dynamicRef"] {
            if let Some(target) = at.get(key).and_then(|reference| self.target(&reference)) {
                said = said.and(self.said_within(&target, depth + 1));
            }
        }
        for part in at.get("allOf").map_or_else(Vec::new, |parts| parts.elements()) {
            said = said.and(self.said_within(&part, depth + 1));
        }
        for key in ["oneOf", "anyOf"] {
            let branches = at.get(key).map_or_else(Vec::new, |branches| branches.elements());
            if let Some(choice) = self.choice_said(&branches, depth + 1) {
                said = said.and(choice);
            }
        }
        self.schemas.said.insert(address(at), said);
        said
    }

    fn choice_said(&mut self, branches: &[At<'d>], depth: usize) -> Option<Said> {
        let mut types = TypeSet::NONE;
        let mut nulls = Vec::new();
        for branch in branches {
            if is_null(branch) {
                nulls.push(Some(true));
                continue;
            }
            let said = self.said_within(branch, depth);
            types = types.or(said.types);
            nulls.push(said.null);
        }
        let null = match () {
            () if nulls.contains(&Some(true)) => Some(true),
            () if nulls.contains(&None) => None,
            () => Some(false),
        };
        let types = if types.is_empty() { TypeSet::ALL } else { types };
        (!branches.is_empty()).then_some(Said { types, null })
    }

    fn own_said(&mut self, at: &At<'d>) -> Said {
        let by_type = at.get("type").and_then(|ty| self.type_set(&ty));
        let values = match (at.get("const"), at.get("enum")) {
            (Some(value), _) => vec![value],
            (None, Some(list)) => list.elements(),
            (None, None) => Vec::new(),
        };
        let by_values = values.iter().map(|value| TypeSet::of_value(value.node)).reduce(TypeSet::or);
        let types = match (by_type, by_values.filter(|set| !set.is_empty())) {
            (Some(types), _) => types,
            (None, Some(types)) => types,
            (None, None) if at.has("properties") || at.has("additionalProperties") => self.implied(at, "object"),
            (None, None) if at.get("items").is_some_and(|items| !matches!(items.node.value, Value::Array(_))) => {
                self.implied(at, "array")
            }
            (None, None) => TypeSet::ALL,
        };
        Said { types, null: own_nullability(at) }
    }

    /// What keywords of one type say when `type` is missing. A default shows that there are others.
    fn implied(&self, at: &At<'d>, name: &str) -> TypeSet {
        match self.stands_in_literal(at) {
            true => TypeSet::ALL,
            false => TypeSet::one(name).or(TypeSet::of_default(at)),
        }
    }

    /// The types that a `type` keyword names, `null` left out; `None` when it names none.
    pub(super) fn type_set(&mut self, ty: &At<'d>) -> Option<TypeSet> {
        let names = match &ty.node.value {
            Value::String(_) => vec![ty.clone()],
            Value::Array(_) => ty.elements(),
            // The YAML spelling of the type `null`.
            Value::Null => Vec::new(),
            _ => {
                let found = ty.node.kind_name();
                self.report(Code::KeywordInvalid, ty, format!("`type` is {found}, not a string or an array; ignored"));
                return None;
            }
        };
        let mut set = TypeSet::NONE;
        for name in names {
            set = set.or(self.type_name(&name));
        }
        (!set.is_empty()).then_some(set)
    }

    fn type_name(&mut self, at: &At<'d>) -> TypeSet {
        let Some(name) = at.as_str() else {
            if !at.node.is_null() {
                let found = at.node.kind_name();
                self.report(Code::KeywordInvalid, at, format!("a type is {found}, not a string; ignored"));
            }
            return TypeSet::NONE;
        };
        let known = TypeSet::one(name);
        if !known.is_empty() || name == "null" {
            return known;
        }
        let lower = name.to_ascii_lowercase();
        let meant = SLIPS.iter().find(|(slip, _)| *slip == lower).map_or(lower.as_str(), |(_, meant)| meant);
        let set = TypeSet::one(meant);
        let action = if set.is_empty() { "ignored".to_owned() } else { format!("taken as `{meant}`") };
        self.report(Code::KeywordInvalid, at, format!("there is no type `{name}`; {action}"));
        set
    }
}

/// Whether a schema allows `null` and nothing else.
pub(super) fn is_null(at: &At<'_>) -> bool {
    let null_type = at.get("type").is_some_and(|ty| match &ty.node.value {
        Value::String(name) => name == "null",
        Value::Array(names) => !names.is_empty() && names.iter().all(|name| name.as_str() == Some("null")),
        Value::Null => true,
        _ => false,
    });
    let null_const = at.get("const").is_some_and(|value| value.node.is_null());
    let null_enum = at.get("enum").is_some_and(|values| {
        let values = values.elements();
        !values.is_empty() && values.iter().all(|value| value.node.is_null())
    });
    null_type || null_const || null_enum
}

/// What a schema object's own `type`, `const` and `enum` say about `null`.
pub(super) fn own_nullability(at: &At<'_>) -> Option<bool> {
    let by_type = at.get("type").map(|ty| match &ty.node.value {
        Value::Array(names) => names.iter().any(|name| name.as_str() == Some("null")),
        Value::String(name) => name == "null",
        Value::Null => true,
        _ => false,
    });
    let by_enum = at.get("enum").map(|values| values.elements().iter().any(|value| value.node.is_null()));
    match (by_type, by_enum) {
        // `null` in the enum beside a type without it is a common slip: the list of values is the clearer statement.
        (_, Some(true)) => Some(true),
        (_, Some(false)) => Some(false),
        (by_type, None) => by_type,
    }
}

/// `null` is allowed where several schemas hold if none forbids it and one allows it.
pub(super) fn both(a: Option<bool>, b: Option<bool>) -> Option<bool> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a && b),
        (one, None) | (None, one) => one,
    }
}
