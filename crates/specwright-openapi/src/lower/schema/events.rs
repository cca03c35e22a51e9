//! Events as wholes: what `itemSchema` says of a `text/event-stream` (OpenAPI 3.2, "Special Considerations for
//! `text/event-stream` Content").

use specwright_ir::{
    Code, EventAlternative, EventData, EventKind, Events, NameHint, NamedEvents, Pointer, StringFormat, Ty,
};

use super::{
    Site,
    alternatives::Alternative,
    parts::Parts,
    view::{View, address},
};
use crate::{
    lower::{
        Lower,
        at::At,
        body::{Kind, kind},
    },
    tree::Node,
};

/// What an event consists of.
const FIELDS: &[&str] = &["event", "data", "id", "retry"];

/// What an event without a name is called (HTML standard, section 9.2.6).
const UNNAMED: &str = "message";

/// How far names and alternatives are followed.
const MAX_NESTED: usize = 64;

/// How many schemas are looked at to find the alternatives: they may refer to one another in any way.
const MAX_LOOKS: usize = 4096;

/// An event as its schema describes it.
struct Described<'d> {
    /// What it may be called; empty when the document does not say.
    names: Vec<String>,
    /// The schemas of its data.
    data: Vec<At<'d>>,
    /// The same, and what they refer to.
    said: Vec<At<'d>>,
    /// Whether it has nothing but what events have.
    is_pure: bool,
    /// The schema, or the branch that makes it.
    at: At<'d>,
}

/// The events that have been found.
#[derive(Default)]
struct Search<'d> {
    found: Vec<Described<'d>>,
    looks: usize,
    depth: usize,
    /// The named schemas on the way.
    way: Vec<*const Node>,
}

/// What the data of an event is made from.
enum Held<'d> {
    /// JSON that satisfies this schema.
    Schema(At<'d>),
    Known(EventData),
}

/// Events of the same name.
struct Group<'d> {
    names: Vec<String>,
    is_named: bool,
    members: Vec<Described<'d>>,
}

impl<'d> Lower<'d> {
    /// The events that a schema describes; `None` when it describes something else.
    pub(in crate::lower) fn events(&mut self, item: &At<'d>, site: &Site) -> Option<Events> {
        let item = self.behind_names(item);
        let mut search = Search::default();
        if self.each_event(&View::of(&item), &item, &mut search).is_none() {
            let message = "more alternatives than can be looked at; the whole schema is taken for that of the data";
            self.report(Code::LimitVariants, &item, message);
            return None;
        }
        let mut described = search.found;
        if described.len() < 2 {
            if described.iter().all(|one| one.data.is_empty()) {
                return None;
            }
        } else if let Some(other) = described.iter().find(|one| !one.is_pure) {
            if described.iter().any(|one| !one.names.is_empty()) {
                let message = "this is no event, which is made of `event`, `data`, `id` and `retry` alone; the whole schema is \
                               taken for that of the data";
                self.report(Code::ResponseLoose, &other.at, message);
            }
            return None;
        }
        let mut terminal = Vec::new();
        let is_one = described.len() == 1;
        described.retain(|one| {
            let texts = if is_one || !one.names.is_empty() { Vec::new() } else { constants(&one.said) };
            let is_terminal = !texts.is_empty() && first(&one.said, "contentSchema").is_none();
            terminal.extend(texts.into_iter().filter(|_| is_terminal));
            !is_terminal
        });
        let owner = self.uses.get(&item.pointer).cloned();
        let inner = match owner {
            Some(Ty::Named(owner)) => Site::Member { owner, role: Vec::new() },
            _ => site.clone(),
        };
        let kind = self.kind_of_events(grouped(described), &item, &inner, site);
        Some(Events { kind, terminal })
    }

    fn kind_of_events(&mut self, groups: Vec<Group<'d>>, item: &At<'d>, inner: &Site, site: &Site) -> EventKind {
        let plain = || EventData::Text(Ty::String(StringFormat::Plain));
        match groups.as_slice() {
            [] => return EventKind::Alike(plain()),
            [one] if !one.is_named => {
                return EventKind::Alike(match self.data_of(one, &inner.inside("data")) {
                    EventData::Text(_) => plain(),
                    json => json,
                });
            }
            _ => {}
        }
        let mut alternatives = Vec::new();
        for group in groups {
            let data = self.data_of(&group, &inner.inside(group.names.first().map_or(UNNAMED, String::as_str)));
            let text = |one: &Described<'d>| self.text(&one.at, "description").or_else(|| self.text(&one.at, "title"));
            let description = match group.members.as_slice() {
                // The words of the whole are said at the whole.
                [one] if one.at.pointer == item.pointer => None,
                members => members.iter().find_map(text),
            };
            alternatives.push(EventAlternative { names: group.names, data, description });
        }
        let facts = self.definition_facts(item);
        let hint = match (component(&item.pointer), site.hint()) {
            (Some(name), _) => NameHint::Component(name),
            (None, NameHint::Operation { operation, .. }) => {
                NameHint::Operation { operation, role: vec!["event".to_owned()] }
            }
            (None, other) => other,
        };
        EventKind::Named(Box::new(NamedEvents { hint, facts, alternatives, origin: item.origin() }))
    }

    /// The schema behind those that are only other names for it.
    fn behind_names(&mut self, at: &At<'d>) -> At<'d> {
        let mut current = at.clone();
        for _ in 0..MAX_NESTED {
            match self.parts(&View::of(&current)).named {
                Some(target) => current = target,
                None => break,
            }
        }
        current
    }

    /// Every alternative of a view, as an event; `None` when there are too many.
    fn each_event(&mut self, view: &View<'d>, at: &At<'d>, search: &mut Search<'d>) -> Option<()> {
        search.looks += 1;
        if search.looks > MAX_LOOKS || search.depth > MAX_NESTED {
            return None;
        }
        search.depth += 1;
        let parts = self.parts(view);
        let all = if let Some(target) = &parts.named {
            self.each_named(target, search)
        } else if parts.choices.is_empty() {
            let one = self.described_event(&parts, at);
            search.found.push(one);
            Some(())
        } else {
            let alternatives = self.alternatives(view, &parts).ok()?;
            alternatives.iter().try_for_each(|one| self.each_event(&one.view, &one.branch, search))
        };
        search.depth -= 1;
        all
    }

    /// The same for what has a name. What stands in a circle is there already.
    fn each_named(&mut self, target: &At<'d>, search: &mut Search<'d>) -> Option<()> {
        if search.way.contains(&address(target)) {
            return Some(());
        }
        search.way.push(address(target));
        let all = self.each_event(&View::of(target), target, search);
        search.way.pop();
        all
    }

    fn described_event(&mut self, parts: &Parts<'d>, at: &At<'d>) -> Described<'d> {
        let properties: Vec<(&str, At<'d>)> = parts.all("properties").flat_map(|all| all.members()).collect();
        let is_pure = properties.iter().all(|(name, _)| FIELDS.contains(name))
            && properties.iter().any(|(name, _)| matches!(*name, "event" | "data"));
        let schemas = |wanted: &str| -> Vec<At<'d>> {
            properties.iter().filter(|(name, _)| *name == wanted).map(|(_, at)| at.clone()).collect()
        };
        let names = constants(&self.followed(&schemas("event")));
        let data = schemas("data");
        let said = self.followed(&data);
        Described { names, data, said, is_pure, at: at.clone() }
    }

    /// The schemas with those that they refer to.
    fn followed(&mut self, schemas: &[At<'d>]) -> Vec<At<'d>> {
        schemas.iter().flat_map(|at| [Some(at.clone()), self.follow(at)]).flatten().collect()
    }

    /// What the data of events of the same name holds.
    fn data_of(&mut self, group: &Group<'d>, site: &Site) -> EventData {
        let mut held: Vec<Held<'d>> = Vec::new();
        for one in &group.members {
            let next = self.held_data(one, site);
            let is_known = held.iter().any(|other| match (other, &next) {
                (Held::Schema(one), Held::Schema(two)) => one.node.is_same_json(two.node),
                (Held::Known(one), Held::Known(two)) => one == two,
                _ => false,
            });
            held.extend((!is_known).then_some(next));
        }
        if let [Held::Known(data)] = held.as_slice() {
            return data.clone();
        }
        let mut alternatives = Vec::new();
        for one in &held {
            let Held::Schema(schema) = one else { continue };
            let sources: Vec<Pointer> = self.lone_target(schema).map(|target| target.pointer).into_iter().collect();
            alternatives.push(Alternative { sources, ..Alternative::of_schema(schema) });
        }
        match alternatives.as_slice() {
            [only] if held.len() == 1 => EventData::Json(self.use_of_view(&only.view, site)),
            all if all.len() == held.len() => EventData::Json(self.one_of(all, false, site)),
            _ => {
                let names = group.names.join("`, `");
                let message = format!("the data of `{names}` is one thing or another; its text is handed out");
                if let Some(last) = group.members.last() {
                    self.report(Code::ResponseLoose, &last.at, message);
                }
                EventData::Text(Ty::String(StringFormat::Plain))
            }
        }
    }

    /// Reports what strings hold where it is not decoded.
    pub(super) fn check_contents(&mut self) {
        for schema in std::mem::take(&mut self.schemas.contents) {
            if !self.schemas.decoded.contains(&address(&schema)) {
                self.unchecked("contentSchema", &schema);
            }
        }
    }

    fn held_data(&mut self, one: &Described<'d>, site: &Site) -> Held<'d> {
        let plain = Held::Known(EventData::Text(Ty::String(StringFormat::Plain)));
        let media = first(&one.said, "contentMediaType");
        let schema = first(&one.said, "contentSchema");
        self.schemas.decoded.extend(schema.as_ref().map(address));
        let is_json = media.as_ref().and_then(At::as_str).map(|text| kind(text) <= Kind::JsonSuffix);
        match (schema, is_json) {
            (Some(schema), Some(true)) => Held::Schema(schema),
            (None, Some(true)) => Held::Known(EventData::Json(Ty::Any)),
            (Some(schema), is_json) => match self.use_of(&schema, site) {
                ty if self.is_text(&ty) => Held::Known(EventData::Text(text_type(ty))),
                _ if is_json.is_none() => Held::Schema(schema),
                _ => {
                    let message = "the data of this event is not decoded; its text is handed out";
                    self.report(Code::ResponseLoose, &schema, message);
                    plain
                }
            },
            (None, _) => match self.use_of_view(&View::all(&one.data), site) {
                _ if one.data.is_empty() => plain,
                // A number that stands in a string is JSON by itself.
                Ty::Quoted(number) => Held::Known(EventData::Json(*number)),
                ty if self.is_text(&ty) => Held::Known(EventData::Text(text_type(ty))),
                ty => Held::Known(EventData::Json(ty)),
            },
        }
    }
}

/// The name of a component.
fn component(pointer: &Pointer) -> Option<String> {
    let tokens: Vec<String> = pointer.tokens().collect();
    match tokens.as_slice() {
        [components, schemas, name] if components == "components" && schemas == "schemas" => Some(name.clone()),
        _ => None,
    }
}

/// A text has no `null`.
fn text_type(ty: Ty) -> Ty {
    match ty {
        Ty::Any => Ty::String(StringFormat::Plain),
        Ty::Nullable(inner) => *inner,
        other => other,
    }
}

/// Events by name: those that have a name in common are together.
fn grouped(described: Vec<Described<'_>>) -> Vec<Group<'_>> {
    let mut groups: Vec<Group<'_>> = Vec::new();
    for one in described {
        let is_named = !one.names.is_empty();
        let names = if is_named { one.names.clone() } else { vec![UNNAMED.to_owned()] };
        let mut group = Group { names: Vec::new(), is_named, members: Vec::new() };
        let mut place = groups.len();
        let mut index = 0;
        while let Some(other) = groups.get(index) {
            if other.names.iter().any(|name| names.contains(name)) {
                let other = groups.remove(index);
                place = place.min(index);
                group.names.extend(other.names);
                group.is_named |= other.is_named;
                group.members.extend(other.members);
            } else {
                index += 1;
            }
        }
        for name in names {
            if !group.names.contains(&name) {
                group.names.push(name);
            }
        }
        group.members.push(one);
        groups.insert(place.min(groups.len()), group);
    }
    groups
}

/// The first value of a keyword.
fn first<'d>(schemas: &[At<'d>], key: &str) -> Option<At<'d>> {
    schemas.iter().find_map(|schema| schema.get(key))
}

/// The texts that a string may be, if the document lists them.
fn constants(schemas: &[At<'_>]) -> Vec<String> {
    let values = match (first(schemas, "const"), first(schemas, "enum")) {
        (Some(value), _) => vec![value],
        (None, Some(list)) => list.elements(),
        (None, None) => Vec::new(),
    };
    let mut texts: Vec<String> = Vec::new();
    for text in values.iter().filter_map(At::as_str) {
        if !texts.iter().any(|other| other == text) {
            texts.push(text.to_owned());
        }
    }
    texts
}
