//! What values must satisfy besides having a type.

use std::collections::BTreeSet;

use specwright_ir::Constraint;

use super::{
    parts, scalar,
    view::{View, address},
};
use crate::{
    lower::{Lower, at::At},
    tree::Value,
};

/// How far into lists of lists and maps of maps constraints are followed.
const MOST_LEVELS: usize = 4;

impl<'d> Lower<'d> {
    /// The constraints of a place that several schemas describe, and of what stands in it without a definition.
    pub(super) fn constraints(&mut self, schemas: &[At<'d>]) -> Vec<Constraint> {
        self.constraints_within(schemas, 0)
    }

    fn constraints_within(&mut self, schemas: &[At<'d>], level: usize) -> Vec<Constraint> {
        let objects = self.objects(schemas);
        let mut all = Vec::new();
        let said = Said::of(&objects);
        for constraint in objects.iter().flat_map(own).filter(|constraint| said.leaves_open(constraint)) {
            add(&mut all, constraint);
        }
        let each = [("items", "prefixItems"), ("additionalProperties", "patternProperties")].map(|(key, narrower)| {
            // They are then for some of the elements or values only.
            if objects.iter().any(|object| object.has(narrower)) {
                return Vec::new();
            }
            let values = objects.iter().filter_map(|object| object.get(key));
            values.filter(|at| matches!(at.node.value, Value::Object(_))).collect::<Vec<_>>()
        });
        // Arrays and objects are never both.
        let inner: Vec<At<'d>> = each.into_iter().find(|values| !values.is_empty()).unwrap_or_default();
        if level < MOST_LEVELS && !inner.is_empty() {
            let inner = self.constraints_within(&inner, level + 1);
            if !inner.is_empty() {
                all.push(Constraint::Each(inner));
            }
        }
        all
    }

    /// The schema objects that hold together; not those of a definition that is used under its own name.
    fn objects(&mut self, schemas: &[At<'d>]) -> Vec<At<'d>> {
        let mut objects = schemas.to_vec();
        if schemas.iter().any(|at| at.has("allOf") || at.has("$ref")) {
            let mut seen: BTreeSet<_> = objects.iter().map(address).collect();
            let found = self.parts(&View::all(schemas)).objects;
            objects.extend(found.into_iter().filter(|object| seen.insert(address(object))));
        }
        objects
    }
}

/// What the schemas of a place say besides constraints.
struct Said {
    /// The types of the first `type`.
    types: Vec<String>,
    /// The values that are listed.
    values: Option<Vec<String>>,
}

impl Said {
    fn of(objects: &[At<'_>]) -> Self {
        let types =
            objects.iter().find_map(|object| object.get("type")).map_or_else(Vec::new, |ty| match ty.as_str() {
                Some(name) => vec![name.to_owned()],
                None => ty.elements().iter().filter_map(At::as_str).map(str::to_owned).collect(),
            });
        let listed = objects.iter().find_map(|object| object.get("enum"));
        let values = listed.map(|list| list.elements().iter().filter_map(At::as_str).map(str::to_owned).collect());
        Self { types, values }
    }

    /// Whether a constraint says anything about the values: it is about one JSON type, and listed values meet it anyway.
    fn leaves_open(&self, constraint: &Constraint) -> bool {
        let about: &[&str] = match constraint {
            Constraint::MinLength(_) | Constraint::MaxLength(_) | Constraint::Pattern(_) | Constraint::MediaType(_) => {
                &["string"]
            }
            Constraint::MinItems(_) | Constraint::MaxItems(_) | Constraint::UniqueItems => &["array"],
            Constraint::MinProperties(_) | Constraint::MaxProperties(_) => &["object"],
            _ => return true,
        };
        let is_about = self.types.is_empty() || self.types.iter().any(|ty| about.contains(&ty.as_str()));
        let is_met = self.values.as_ref().is_some_and(|values| meet(values, constraint));
        is_about && !is_met
    }
}

fn meet(values: &[String], constraint: &Constraint) -> bool {
    let all = |bound: &str, holds: fn(usize, usize) -> bool| {
        bound.parse().is_ok_and(|bound| values.iter().all(|value| holds(value.chars().count(), bound)))
    };
    match constraint {
        Constraint::MinLength(bound) => all(bound, |length, bound| length >= bound),
        Constraint::MaxLength(bound) => all(bound, |length, bound| length <= bound),
        _ => false,
    }
}

/// The constraints of one schema object in its order.
fn own(at: &At<'_>) -> Vec<Constraint> {
    at.members().iter().filter_map(|(key, member)| constraint(key, member)).collect()
}

fn constraint(key: &str, member: &At<'_>) -> Option<Constraint> {
    let number = || match &member.node.value {
        Value::Number(number) => Some(number.to_string()),
        Value::String(text) if text.trim().parse::<f64>().is_ok_and(f64::is_finite) => Some(text.trim().to_owned()),
        _ => None,
    };
    let text = || member.as_str().map(str::to_owned);
    Some(match key {
        "minLength" => Constraint::MinLength(number()?),
        "maxLength" => Constraint::MaxLength(number()?),
        "minItems" => Constraint::MinItems(number()?),
        "maxItems" => Constraint::MaxItems(number()?),
        "minProperties" => Constraint::MinProperties(number()?),
        "maxProperties" => Constraint::MaxProperties(number()?),
        "minimum" => Constraint::Minimum(number()?),
        "maximum" => Constraint::Maximum(number()?),
        "exclusiveMinimum" => Constraint::ExclusiveMinimum(number()?),
        "exclusiveMaximum" => Constraint::ExclusiveMaximum(number()?),
        "multipleOf" => Constraint::MultipleOf(number()?),
        "const" => Constraint::Truth(truth(member)?),
        "enum" => {
            let mut values = member.elements().into_iter().filter(|value| !value.node.is_null());
            let first = truth(&values.next()?)?;
            values.all(|value| truth(&value) == Some(first)).then_some(Constraint::Truth(first))?
        }
        "uniqueItems" if matches!(member.node.value, Value::Bool(true)) => Constraint::UniqueItems,
        "pattern" => Constraint::Pattern(text()?),
        "format" => Constraint::Format(text().filter(|format| !scalar::is_typed(format))?),
        "contentMediaType" => Constraint::MediaType(text()?),
        "oneOf" => Constraint::OneOf(required_sets(member)?),
        "anyOf" => Constraint::AnyOf(required_sets(member)?),
        _ => return None,
    })
}

fn truth(at: &At<'_>) -> Option<bool> {
    match at.node.value {
        Value::Bool(truth) => Some(truth),
        _ => None,
    }
}

/// The properties that each of several alternatives requires, if they do nothing else.
fn required_sets(choice: &At<'_>) -> Option<Vec<Vec<String>>> {
    let names = |branch: &At<'_>| {
        let names = branch.get("required").map_or_else(Vec::new, |list| list.elements());
        let names: Vec<String> = names.iter().filter_map(|name| name.as_str()).map(str::to_owned).collect();
        (!names.is_empty() && parts::only_requires(branch)).then_some(names)
    };
    let all: Vec<Vec<String>> = choice.elements().iter().map(names).collect::<Option<_>>()?;
    (all.len() > 1).then_some(all)
}

/// Adds what holds besides; of two bounds of one kind the tighter stays.
fn add(all: &mut Vec<Constraint>, new: Constraint) {
    if all.contains(&new) {
        return;
    }
    for old in all.iter_mut() {
        if let Some(tighter) = is_tighter(&new, old) {
            if tighter {
                *old = new;
            }
            return;
        }
    }
    all.push(new);
}

/// Whether a bound is tighter than another one; `None` when both can be asked for.
fn is_tighter(new: &Constraint, old: &Constraint) -> Option<bool> {
    use Constraint as C;
    let compare = |new: &str, old: &str| new.parse::<f64>().ok()?.partial_cmp(&old.parse::<f64>().ok()?);
    match (new, old) {
        (C::MinLength(new), C::MinLength(old))
        | (C::MinItems(new), C::MinItems(old))
        | (C::MinProperties(new), C::MinProperties(old))
        | (C::Minimum(new), C::Minimum(old))
        | (C::ExclusiveMinimum(new), C::ExclusiveMinimum(old)) => Some(compare(new, old)?.is_gt()),
        (C::MaxLength(new), C::MaxLength(old))
        | (C::MaxItems(new), C::MaxItems(old))
        | (C::MaxProperties(new), C::MaxProperties(old))
        | (C::Maximum(new), C::Maximum(old))
        | (C::ExclusiveMaximum(new), C::ExclusiveMaximum(old)) => Some(compare(new, old)?.is_lt()),
        _ => None,
    }
}
