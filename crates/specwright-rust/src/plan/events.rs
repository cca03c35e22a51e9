//! The events of streams that are told apart by what they are called: an enum for each such stream.

use std::collections::{BTreeMap, BTreeSet};

use specwright_ir::{
    Api, EventAlternative, EventData, EventKind, Events, Format, NameHint, NamedEvents, Pointer, Response,
};

use super::{
    docs,
    operation::OperationPlan,
    sizes::LARGEST_PAYLOAD,
    type_expr::{Import, Imports, TypeExpr, contains, imports},
    type_names::{IMPORTED, TypeNames, hint_words},
};
use crate::names::{Name, Scope, words};

/// The module of the client crate that has the events of streams. No Cargo feature switches it off.
#[derive(Clone, Debug)]
pub(crate) struct EventsPlan {
    pub(crate) enums: Vec<EventEnum>,
    pub(crate) imports: Imports,
    pub(crate) uses_models: bool,
}

/// The events of one stream, or of several that the document describes in one place.
#[derive(Clone, Debug)]
pub(crate) struct EventEnum {
    pub(crate) name: Name,
    pub(crate) docs: Vec<String>,
    pub(crate) variants: Vec<EventVariant>,
    /// The variant that keeps any other event.
    pub(crate) unknown: Name,
}

/// One kind of event.
#[derive(Clone, Debug)]
pub(crate) struct EventVariant {
    pub(crate) name: Name,
    pub(crate) docs: Vec<String>,
    /// What it holds, in a box if need be.
    pub(crate) ty: TypeExpr,
    /// What the event may be called.
    pub(crate) names: Vec<String>,
    pub(crate) read: EventRead,
}

/// How the data of an event is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum EventRead {
    Json,
    Text,
    /// Text that says a value.
    TextValue,
}

impl EventsPlan {
    /// Every type that is written in the module.
    pub(super) fn types(&self) -> impl Iterator<Item = &TypeExpr> {
        self.enums.iter().flat_map(|one| one.variants.iter().map(|variant| &variant.ty))
    }
}

/// The names of all enums, by where their events are declared: components first, in document order. Operations that say
/// the same of their events share the enum, which is called after the first of them.
pub(super) fn mint(api: &Api) -> BTreeMap<Pointer, Name> {
    const IN_SCOPE: &[&str] = &["Event", "FromEvent", "Unfit"];
    let mut scope = Scope::types().reserve(IMPORTED).reserve(IN_SCOPE);
    let (components, others): (Vec<_>, Vec<_>) =
        declared(api).into_iter().partition(|events| matches!(events.hint, NameHint::Component(_)));
    let mut names = BTreeMap::new();
    let mut known: Vec<(&NamedEvents, Name)> = Vec::new();
    for events in components.into_iter().chain(others) {
        let pointer = &events.origin.pointer;
        if names.contains_key(pointer) {
            continue;
        }
        let same = known.iter().find(|(other, _)| is_same(events, other)).map(|(_, name)| name.clone());
        let name = same.unwrap_or_else(|| scope.mint(&hint_words(&events.hint, &[]), "events").name);
        known.push((events, name.clone()));
        names.insert(pointer.clone(), name);
    }
    names
}

/// The enums that operations use.
pub(super) fn plan(api: &Api, operations: &[OperationPlan], names: &TypeNames) -> EventsPlan {
    let mut used: BTreeSet<&Name> = BTreeSet::new();
    for ty in operations.iter().flat_map(OperationPlan::types) {
        ty.walk(&mut |ty| used.extend(enum_name(ty)));
    }
    let mut enums: Vec<EventEnum> = Vec::new();
    for events in declared(api) {
        let Some(name) = names.events(&events.origin.pointer) else { continue };
        if used.remove(name) {
            enums.push(event_enum(events, name, names));
        }
    }
    enums.sort_by(|a, b| a.name.cmp(&b.name));
    let types = || enums.iter().flat_map(|one| one.variants.iter().map(|variant| &variant.ty));
    let uses_models = types().any(|ty| contains(ty, |ty| matches!(ty, TypeExpr::Model(_))));
    let imports = imports(types(), &[]).into_iter().filter(|import| !matches!(import, Import::Model(_))).collect();
    EventsPlan { enums, imports, uses_models }
}

/// Whether two operations say the same of their events.
fn is_same(one: &NamedEvents, other: &NamedEvents) -> bool {
    let is_inline = |events: &NamedEvents| !matches!(events.hint, NameHint::Component(_));
    is_inline(one) && is_inline(other) && one.alternatives == other.alternatives && one.facts == other.facts
}

fn enum_name(ty: &TypeExpr) -> Option<&Name> {
    match ty {
        TypeExpr::Events(name) => Some(name),
        _ => None,
    }
}

/// The events that are told apart, of every answer.
fn declared(api: &Api) -> Vec<&NamedEvents> {
    let contents = api.operations.iter().flat_map(|operation| &operation.responses).flat_map(Response::contents);
    let named = contents.filter_map(|content| match &content.format {
        Format::Events(Events { kind: EventKind::Named(named), .. }) => Some(named.as_ref()),
        _ => None,
    });
    named.collect()
}

fn event_enum(events: &NamedEvents, name: &Name, names: &TypeNames) -> EventEnum {
    let mut scope = Scope::variants();
    let unknown = scope.mint(&["unknown".to_owned()], "").name;
    let fallback = match &events.hint {
        NameHint::Operation { operation, .. } if names.is_shared(name) => {
            format!("An event of {} and of others.", docs::code(operation))
        }
        NameHint::Operation { operation, .. } => format!("An event of {}.", docs::code(operation)),
        NameHint::Component(component) => format!("{}, an event of a stream.", docs::code(component)),
        NameHint::Member { .. } => "An event of a stream.".to_owned(),
    };
    let docs = docs::of_type(&events.facts, name.as_str(), &fallback);
    let variants = events.alternatives.iter().map(|one| variant(one, &mut scope, names)).collect();
    EventEnum { name: name.clone(), docs, variants, unknown }
}

fn variant(alternative: &EventAlternative, scope: &mut Scope, names: &TypeNames) -> EventVariant {
    let EventAlternative { names: events, data, description } = alternative;
    let words: Vec<String> = events.iter().flat_map(|event| words(event)).collect();
    let called: Vec<String> = events.iter().map(|event| docs::code(event)).collect();
    let called = match called.split_last() {
        Some((last, before)) if !before.is_empty() => format!("{} or {last}", before.join(", ")),
        _ => called.concat(),
    };
    let called = format!("An event called {called}.");
    let ty = match names.expr(data.ty()) {
        large if names.size(data.ty()) > LARGEST_PAYLOAD => large.boxed(),
        small => small,
    };
    let read = match data {
        EventData::Json(_) => EventRead::Json,
        EventData::Text(_) if ty == TypeExpr::String => EventRead::Text,
        EventData::Text(_) => EventRead::TextValue,
    };
    EventVariant {
        name: scope.mint(&words, "event").name,
        docs: docs::of_sections([description.as_deref(), Some(called.as_str())]),
        ty,
        names: events.clone(),
        read,
    }
}
