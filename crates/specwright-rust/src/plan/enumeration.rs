//! Open enums: their values and the names of those.

use specwright_ir::{Enum, EnumValue, EnumWire};

use super::docs;
use crate::names::{Name, Scope, words};

/// An open enum.
#[derive(Clone, Debug)]
pub(crate) struct EnumPlan {
    pub(crate) name: Name,
    pub(crate) docs: Vec<String>,
    pub(crate) values: EnumValues,
    /// The variant that keeps unknown values.
    pub(crate) unknown: Name,
}

/// The known values of an enum.
#[derive(Clone, Debug)]
pub(crate) enum EnumValues {
    Strings(Vec<VariantPlan<String>>),
    Integers(Vec<VariantPlan<i64>>),
    /// Values of several kinds.
    Mixed(Vec<VariantPlan<EnumWire>>),
}

/// A known value of an enum.
#[derive(Clone, Debug)]
pub(crate) struct VariantPlan<W> {
    pub(crate) name: Name,
    pub(crate) docs: Vec<String>,
    pub(crate) wire: W,
}

/// What all values of an enum are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum EnumKind {
    Strings,
    Integers,
    Mixed,
}

impl EnumKind {
    pub(super) fn of(enumeration: &Enum) -> Self {
        let all = |is: fn(&EnumWire) -> bool| enumeration.values.iter().all(|value| is(&value.wire));
        if all(|wire| matches!(wire, EnumWire::String(_))) {
            Self::Strings
        } else if all(|wire| matches!(wire, EnumWire::Integer(_))) {
            Self::Integers
        } else {
            Self::Mixed
        }
    }
}

pub(super) fn plan(name: &Name, docs: Vec<String>, enumeration: &Enum) -> EnumPlan {
    let mut scope = Scope::variants();
    let unknown = scope.mint(&["unknown".to_owned()], "").name;
    let own = words(name.as_str());
    let named = enumeration.values.iter().map(|value| VariantPlan {
        name: scope.mint(&variant_words(value, &own), "value").name,
        docs: variant_docs(value),
        wire: value.wire.clone(),
    });
    let values = match EnumKind::of(enumeration) {
        EnumKind::Strings => EnumValues::Strings(of_kind(named, |wire| match wire {
            EnumWire::String(text) => Some(text),
            _ => None,
        })),
        EnumKind::Integers => EnumValues::Integers(of_kind(named, |wire| match wire {
            EnumWire::Integer(number) => Some(number),
            _ => None,
        })),
        EnumKind::Mixed => EnumValues::Mixed(named.collect()),
    };
    EnumPlan { name: name.clone(), docs, values, unknown }
}

fn of_kind<W>(
    named: impl Iterator<Item = VariantPlan<EnumWire>>,
    kind: fn(EnumWire) -> Option<W>,
) -> Vec<VariantPlan<W>> {
    let one = |VariantPlan { name, docs, wire }| Some(VariantPlan { name, docs, wire: kind(wire)? });
    named.filter_map(one).collect()
}

/// The variant of an enum with exactly one value.
pub(super) fn only_value(name: &Name, enumeration: &Enum) -> Option<Name> {
    if enumeration.values.len() != 1 {
        return None;
    }
    match plan(name, Vec::new(), enumeration).values {
        EnumValues::Strings(values) => values.into_iter().map(|value| value.name).next(),
        EnumValues::Integers(values) => values.into_iter().map(|value| value.name).next(),
        EnumValues::Mixed(values) => values.into_iter().map(|value| value.name).next(),
    }
}

fn variant_docs(value: &EnumValue) -> Vec<String> {
    let wire = match &value.wire {
        EnumWire::String(wire) => docs::code(&format!("{wire:?}")),
        EnumWire::Integer(wire) => docs::code(&wire.to_string()),
        EnumWire::Json(wire) => docs::code(&wire.to_string()),
    };
    let text = match value.description.as_deref().map(str::trim) {
        None | Some("") => wire,
        Some(description) => format!("{wire}: {description}"),
    };
    crate::docs::doc_lines(&text)
}

/// The words of a value's name. They depend on no other value, so that a name stays when the list grows.
fn variant_words(value: &EnumValue, own: &[String]) -> Vec<String> {
    if let Some(name) = &value.name {
        return words(name);
    }
    match &value.wire {
        EnumWire::String(wire) => {
            let mut words = words(wire);
            // The other direction of an order, as in `-created`.
            if wire.strip_prefix('-').is_some_and(|rest| rest.starts_with(char::is_alphabetic)) {
                words.insert(0, "minus".to_owned());
            }
            // The enum's own name already says the first words of `ORGANIZATION_TYPE_ROOT` in `OrganizationType`.
            if words.len() > own.len() && words.starts_with(own) { words.split_off(own.len()) } else { words }
        }
        EnumWire::Integer(number) => words(&number.to_string()),
        EnumWire::Json(value) => words(&value.to_string()),
    }
}
