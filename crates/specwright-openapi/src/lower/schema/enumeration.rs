//! `enum` and `const`.

use std::collections::{BTreeMap, BTreeSet};

use specwright_ir::{Code, Enum, EnumValue, EnumWire, Ty};

use super::{
    alternatives::Alternative,
    classify::Kind,
    parts::{Choice, Parts},
    said::TypeSet,
};
use crate::{
    lower::{Lower, at::At},
    tree::{Node, Value},
};

/// How far unions of unions are followed to find out whether all of them are texts.
const MAX_NESTED: usize = 8;

/// A value of a list, with what the document says about it.
struct Listed<'d> {
    at: At<'d>,
    wire: EnumWire,
    name: Option<String>,
    description: Option<String>,
}

/// What a union of texts is made of.
#[derive(Default)]
struct Texts {
    values: Vec<EnumValue>,
    /// Whether any text is a value.
    open: bool,
}

impl<'d> Lower<'d> {
    /// What a list of values makes of a schema; `None` when there is no list.
    pub(super) fn values(&mut self, parts: &Parts<'d>, types: TypeSet) -> Option<Kind<'d>> {
        let mut lists = Vec::new();
        for part in &parts.objects {
            let list = match (part.get("const"), part.get("enum")) {
                (Some(value), _) => vec![value],
                (None, Some(_)) => self.list(part, "enum"),
                (None, None) => continue,
            };
            if !list.is_empty() {
                lists.push((part, list));
            }
        }
        let ((part, first), others) = lists.split_first()?;
        if first.iter().all(|value| value.node.is_null()) {
            return Some(Kind::Any);
        }
        let others: Vec<(&At<'d>, BTreeSet<String>)> = others
            .iter()
            .map(|(part, list)| (*part, list.iter().map(|value| canonical(value.node)).collect()))
            .collect();
        let mut listed = self.listed(part, first, types);
        for (other, values) in &others {
            let common = |one: &Listed<'_>| values.contains(&canonical(one.at.node));
            if listed.iter().any(common) {
                listed.retain(common);
            } else {
                self.conflict(part, other, "no value stands in both lists of values; the first one counts");
            }
        }
        named_by_choices(&mut listed, &parts.choices);
        enumeration(listed)
    }

    /// The values of one list: `null` left out, each once, each of the right type.
    fn listed(&mut self, part: &At<'d>, list: &[At<'d>], types: TypeSet) -> Vec<Listed<'d>> {
        let names = self.texts_beside(part, list, &["x-enum-varnames", "x-enumNames", "x-enum-names"]);
        let descriptions =
            self.texts_beside(part, list, &["x-enum-descriptions", "x-enumDescriptions", "x-enum-description"]);
        let mut seen = BTreeSet::new();
        let mut listed = Vec::with_capacity(list.len());
        for (index, value) in list.iter().enumerate() {
            if value.node.is_null() {
                continue;
            }
            let Some(wire) = self.fitting(value, types) else { continue };
            if !seen.insert(wire_key(&wire)) {
                self.report(Code::KeywordInvalid, value, "this value stands in the list before; ignored");
                continue;
            }
            let at = value.clone();
            let (name, description) = (names.get(&index).cloned(), descriptions.get(&index).cloned());
            listed.push(Listed { at, wire, name, description });
        }
        listed
    }

    /// A listed value as the type of the schema wants it.
    fn fitting(&mut self, value: &At<'d>, types: TypeSet) -> Option<EnumWire> {
        let wire = wire(value.node);
        let fits = match &value.node.value {
            Value::Null => true,
            Value::Bool(_) => !types.and(TypeSet::one("boolean")).is_empty(),
            // `types` may hold whole numbers only, which an enum of other numbers contradicts harmlessly.
            Value::Number(_) => !types.and(TypeSet::one("number")).is_empty(),
            Value::String(_) => !types.and(TypeSet::one("string")).is_empty(),
            Value::Array(_) => !types.and(TypeSet::one("array")).is_empty(),
            Value::Object(_) => !types.and(TypeSet::one("object")).is_empty(),
        };
        if fits {
            return Some(wire);
        }
        let wanted = types.names().join(" or ");
        let meant = meant(value.node, types);
        let action = if meant.is_some() { "taken as if it were" } else { "left out" };
        let found = value.node.kind_name();
        self.report(Code::KeywordInvalid, value, format!("this value is {found}, not of type {wanted}; {action}"));
        meant
    }

    /// Texts that an extension gives to each value: in a list of the same length, or by value.
    fn texts_beside(&mut self, part: &At<'d>, list: &[At<'d>], keys: &[&str]) -> BTreeMap<usize, String> {
        let Some(said) = keys.iter().find_map(|key| part.get(key)) else { return BTreeMap::new() };
        let text = |at: &At<'_>| at.as_str().filter(|text| !text.trim().is_empty()).map(str::to_owned);
        match &said.node.value {
            Value::Array(items) if items.len() == list.len() => {
                let texts = said.elements();
                texts.iter().enumerate().filter_map(|(index, at)| Some((index, text(at)?))).collect()
            }
            // `null` needs no name, so it often has none.
            Value::Array(items) if items.len() == list.iter().filter(|value| !value.node.is_null()).count() => {
                let indices =
                    list.iter().enumerate().filter(|(_, value)| !value.node.is_null()).map(|(index, _)| index);
                indices.zip(said.elements()).filter_map(|(index, at)| Some((index, text(&at)?))).collect()
            }
            Value::Object(_) => {
                let by_value = |value: &At<'d>| said.get(value.node.scalar_text()?);
                list.iter().enumerate().filter_map(|(index, value)| Some((index, text(&by_value(value)?)?))).collect()
            }
            _ => {
                let message = format!("this is not one text for each of the {} values; ignored", list.len());
                self.report(Code::KeywordInvalid, &said, message);
                BTreeMap::new()
            }
        }
    }

    /// The alternatives as one enum, if each is a list of values, or if all are texts and one of them is a list.
    pub(super) fn united(&mut self, alternatives: &[Alternative<'d>]) -> Option<Enum> {
        let mut texts = Texts::default();
        self.unite(alternatives, &mut texts, 0)?;
        let strings = texts.values.iter().all(|value| matches!(value.wire, EnumWire::String(_)));
        (!texts.values.is_empty() && (strings || !texts.open)).then_some(Enum { values: texts.values })
    }

    fn unite(&mut self, alternatives: &[Alternative<'d>], texts: &mut Texts, depth: usize) -> Option<()> {
        for alternative in alternatives {
            match self.texts_of(alternative)? {
                Kind::Enum(list) => {
                    let single = list.values.len() == 1;
                    for value in list.values {
                        texts.add(if single { alternative.describe(value) } else { value });
                    }
                }
                Kind::Scalar(_) => texts.open = true,
                Kind::Choice(inner) if depth < MAX_NESTED => self.unite(&inner, texts, depth + 1)?,
                _ => return None,
            }
        }
        Some(())
    }

    /// The kind of an alternative, if it may be a part of a union of texts.
    fn texts_of(&mut self, alternative: &Alternative<'d>) -> Option<Kind<'d>> {
        let mut view = alternative.view.clone();
        for _ in 0..MAX_NESTED {
            let parts = self.parts(&view);
            match self.classify(&view, &parts) {
                Kind::Named(target) => view = super::view::View::of(&target),
                kind @ (Kind::Enum(_) | Kind::Choice(_)) => return Some(kind),
                kind @ Kind::Scalar(Ty::String(_)) if is_text(&kind) => return Some(kind),
                _ => return None,
            }
        }
        None
    }
}

impl Texts {
    fn add(&mut self, value: EnumValue) {
        match self.values.iter_mut().find(|other| other.wire == value.wire) {
            Some(other) => {
                other.name = other.name.take().or(value.name);
                other.description = other.description.take().or(value.description);
            }
            None => self.values.push(value),
        }
    }
}

/// Takes the words of a list of described constants beside the list of values: `enum: [1]` and `oneOf: [{const: 1, title:
/// ROW}, ..]`.
fn named_by_choices(listed: &mut [Listed<'_>], choices: &[Choice<'_>]) {
    let branches: BTreeMap<String, &At<'_>> = choices
        .iter()
        .flat_map(|choice| &choice.branches)
        .filter_map(|branch| Some((canonical(branch.get("const")?.node), branch)))
        .collect();
    for value in listed {
        let Some(branch) = branches.get(&wire_key(&value.wire)) else { continue };
        let text = |key: &str| branch.get(key).and_then(|text| text.as_str()).map(str::to_owned);
        let is_text = matches!(value.wire, EnumWire::String(_));
        value.name = value.name.take().or_else(|| text("title").filter(|_| !is_text));
        value.description = value.description.take().or_else(|| text("description"));
    }
}

/// Whether a scalar is a string of which nothing more is known than a format in the docs.
fn is_text(kind: &Kind<'_>) -> bool {
    use specwright_ir::StringFormat::{Other, Plain};
    matches!(kind, Kind::Scalar(Ty::String(Plain | Other(_))))
}

fn enumeration<'d>(listed: Vec<Listed<'d>>) -> Option<Kind<'d>> {
    if listed.is_empty() {
        return None;
    }
    if listed.iter().all(|value| matches!(value.wire, EnumWire::Json(serde_json::Value::Bool(_)))) {
        return Some(Kind::Scalar(Ty::Boolean));
    }
    let value = |one: Listed<'d>| EnumValue { wire: one.wire, name: one.name, description: one.description };
    Some(Kind::Enum(Enum { values: listed.into_iter().map(value).collect() }))
}

fn wire(value: &Node) -> EnumWire {
    match &value.value {
        Value::String(text) => EnumWire::String(text.clone()),
        Value::Number(number) => match number.as_i64() {
            Some(integer) => EnumWire::Integer(integer),
            None => EnumWire::Json(value.to_json()),
        },
        _ => EnumWire::Json(value.to_json()),
    }
}

/// What a value of a wrong type is meant to be, where the types leave only one reading.
fn meant(value: &Node, types: TypeSet) -> Option<EnumWire> {
    match (types.names().as_slice(), &value.value) {
        (["string"], Value::Number(_) | Value::Bool(_)) => {
            value.scalar_text().map(|text| EnumWire::String(text.to_owned()))
        }
        (["integer" | "number"], Value::String(text)) => text.trim().parse().ok().map(EnumWire::Integer),
        (["boolean"], Value::String(text)) => text.trim().parse().ok().map(|flag: bool| EnumWire::Json(flag.into())),
        _ => None,
    }
}

/// The same text for the same JSON value.
fn canonical(value: &Node) -> String {
    wire_key(&wire(value))
}

fn wire_key(wire: &EnumWire) -> String {
    match wire {
        EnumWire::String(text) => format!("\"{text}"),
        EnumWire::Integer(integer) => integer.to_string(),
        EnumWire::Json(value) => value.to_string(),
    }
}
