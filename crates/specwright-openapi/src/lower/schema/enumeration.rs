//! `enum` and `const`.

use specwright_ir::{Code, Enum, EnumValue, EnumWire, NumberFormat, Ty};

use super::{classify::Kind, parts::Parts};
use crate::{
    lower::{Lower, at::At},
    tree::Value,
};

impl<'d> Lower<'d> {
    /// What a list of values makes of a schema; `None` when there is no list.
    pub(super) fn values(&mut self, parts: &Parts<'d>, types: &[&str]) -> Option<Kind> {
        let lists: Vec<Vec<At<'d>>> = parts
            .objects
            .iter()
            .filter_map(|part| match (part.get("const"), part.get("enum")) {
                (Some(value), _) => Some(vec![value]),
                (None, Some(_)) => Some(self.list(part, "enum")),
                (None, None) => None,
            })
            .filter(|values| !values.is_empty())
            .collect();
        let (first, others) = lists.split_first()?;
        let common =
            |value: &&At<'d>| others.iter().all(|list| list.iter().any(|other| other.node.is_same_json(value.node)));
        let values: Vec<At<'d>> = first.iter().filter(common).filter(|value| !value.node.is_null()).cloned().collect();
        if values.is_empty() && first.iter().all(|value| value.node.is_null()) {
            return Some(Kind::Any);
        }
        let names = parts.objects.iter().find_map(|part| variant_names(part, first.len()));
        let at = parts.objects.first()?;
        self.enumeration(at, &values, names.as_deref(), types)
    }

    fn enumeration(
        &mut self,
        at: &At<'d>,
        values: &[At<'d>],
        names: Option<&[String]>,
        types: &[&str],
    ) -> Option<Kind> {
        if values.is_empty() {
            self.report(
                Code::SchemaConflict,
                at,
                "no value satisfies every list of values here; the lists are ignored",
            );
            return None;
        }
        let mut enumeration = Enum { values: Vec::new() };
        for (index, value) in values.iter().enumerate() {
            let Some(wire) = wire(value) else { return Some(self.other_values(at, values, types)) };
            if enumeration.values.iter().any(|other| other.wire == wire) {
                self.report(Code::KeywordInvalid, value, "this value stands in the list before; ignored");
                continue;
            }
            let name = names.and_then(|names| names.get(index).cloned());
            enumeration.values.push(EnumValue { wire, name, description: None });
        }
        let strings = enumeration.values.iter().filter(|value| matches!(value.wire, EnumWire::String(_))).count();
        if strings != 0 && strings != enumeration.values.len() {
            return Some(self.other_values(at, values, types));
        }
        Some(Kind::Enum(enumeration))
    }

    /// Values that are neither all strings nor all whole numbers.
    fn other_values(&mut self, at: &At<'d>, values: &[At<'d>], types: &[&str]) -> Kind {
        let all = |fits: fn(&Value) -> bool| values.iter().all(|value| fits(&value.node.value));
        if all(|value| matches!(value, Value::Bool(_))) && matches!(types, [] | ["boolean"]) {
            return Kind::Scalar(Ty::Boolean);
        }
        if all(|value| matches!(value, Value::Number(_))) && matches!(types, [] | ["number"]) {
            return Kind::Scalar(Ty::Number(NumberFormat::Exact));
        }
        self.report(Code::SchemaLoose, at, "a list of values of several kinds is treated as any JSON value");
        Kind::Any
    }

    /// The branches of a union as one enum, if each is a list of strings or a single one.
    pub(super) fn united_enum(&mut self, union: &At<'d>) -> Option<Enum> {
        let mut values: Vec<EnumValue> = Vec::new();
        for branch in union.elements().iter().filter(|branch| !super::parts::is_null(branch)) {
            let wires = match (branch.get("const"), branch.get("enum")) {
                (Some(value), _) => vec![value],
                (None, Some(list)) => list.elements(),
                (None, None) => return None,
            };
            let described = wires.len() == 1;
            for value in &wires {
                let wire @ EnumWire::String(_) = wire(value)? else { return None };
                if values.iter().all(|other| other.wire != wire) {
                    let text = branch.get("description").or_else(|| branch.get("title"));
                    let description = text.and_then(|text| text.as_str()).filter(|_| described).map(str::to_owned);
                    values.push(EnumValue { wire, name: None, description });
                }
            }
        }
        (!values.is_empty()).then_some(Enum { values })
    }
}

fn wire(value: &At<'_>) -> Option<EnumWire> {
    match &value.node.value {
        Value::String(text) => Some(EnumWire::String(text.clone())),
        Value::Number(number) => number.as_i64().map(EnumWire::Integer),
        _ => None,
    }
}

/// The names that generators commonly agree on, if there is one for each value.
fn variant_names(part: &At<'_>, count: usize) -> Option<Vec<String>> {
    let list = part.get("x-enum-varnames").or_else(|| part.get("x-enumNames"))?;
    let names: Vec<String> = list.elements().iter().filter_map(|name| name.as_str().map(str::to_owned)).collect();
    (names.len() == count).then_some(names)
}
