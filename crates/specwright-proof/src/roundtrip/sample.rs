//! Values for schemas.
//!
//! Wherever a schema leaves a choice, its choices are taken in turn, counted over the whole document: so the edges of
//! every keyword are reached with few values. What is made here may still be wrong; a validator decides.

use std::collections::BTreeMap;

use rand::{RngExt as _, SeedableRng as _, rngs::SmallRng};
use serde_json::{Map, Value, json};

use super::{
    compare::push,
    number, text,
    view::{Dead, View},
};

/// Makes values for the schemas of one document.
pub(crate) struct Sampler<'a> {
    root: &'a Value,
    turns: BTreeMap<(usize, &'static str), usize>,
    random: SmallRng,
    /// How many values may still be made for the current sample.
    budget: usize,
    at: String,
    /// Places of the current sample where something unknown can be put.
    openings: Vec<Opening>,
    /// Why there was no value.
    trouble: Option<&'static str>,
}

/// A place in a value where something that the schema does not know can be put.
#[derive(Clone, Debug)]
pub(crate) struct Opening {
    /// A JSON Pointer into the value.
    pub(crate) at: String,
    /// What can be put there.
    pub(crate) unknown: Unknown,
}

/// Something that a schema does not know.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Unknown {
    /// One more property; whether the schema promises that it is kept.
    Property { kept: bool },
    /// Another value of an enum.
    EnumValue(Value),
    /// Another variant of a union.
    Variant(Value),
}

/// Below this depth only what has to be there is made.
const DEEP: usize = 5;
/// Below this depth nothing is made.
const DEEPEST: usize = 60;
/// How many values one sample consists of before only what has to be there is made.
const LARGE: usize = 300;
/// How many values one sample consists of at most.
const LARGEST: usize = 5_000;

impl<'a> Sampler<'a> {
    pub(crate) fn new(root: &'a Value) -> Self {
        Self {
            root,
            turns: BTreeMap::new(),
            random: SmallRng::seed_from_u64(1),
            budget: LARGEST,
            at: String::new(),
            openings: Vec::new(),
            trouble: None,
        }
    }

    /// One more value for a schema, and where something unknown can be put into it.
    pub(crate) fn sample(&mut self, schema: &'a Value) -> Option<(Value, Vec<Opening>)> {
        self.budget = LARGEST;
        self.at.clear();
        self.openings.clear();
        let value = self.value(&[schema], 0)?;
        Some((value, std::mem::take(&mut self.openings)))
    }

    /// Why the last schemas had no value, if it was not by chance.
    pub(crate) fn trouble(&mut self) -> Option<&'static str> {
        self.trouble.take()
    }

    /// How often this was asked before.
    fn turn<T: ?Sized>(&mut self, of: &T, what: &'static str) -> usize {
        let address = std::ptr::from_ref(of).cast::<u8>().addr();
        let turn = self.turns.entry((address, what)).or_default();
        *turn += 1;
        *turn - 1
    }

    fn is_small(&self, depth: usize) -> bool {
        depth > DEEP || self.budget + LARGE < LARGEST
    }

    fn value(&mut self, schemas: &[&'a Value], depth: usize) -> Option<Value> {
        self.budget = self.budget.checked_sub(1)?;
        if depth > DEEPEST {
            return None;
        }
        let root = self.root;
        let view = View::open(root, schemas, &mut |schema, keyword, of| self.turn(schema, keyword) % of);
        let view = match view {
            Ok(view) => view,
            Err(dead) => {
                self.trouble = match dead {
                    Dead::Never => self.trouble,
                    Dead::Unfollowed => Some("reference-not-followed"),
                    Dead::TooMany => Some("schema-too-large"),
                };
                return None;
            }
        };
        if let Some(union) = view.union() {
            self.open_variant(union);
        }
        if view.has(&["const", "enum"]) {
            return self.fixed(&view);
        }
        let Some(first) = view.parts.first().copied() else { return Some(self.any()) };
        let kinds = kinds(&view);
        let turn = self.turn(first, "type");
        let small = self.is_small(depth);
        let kind = if small && kinds.contains(&"null") { "null" } else { kinds.get(turn % kinds.len().max(1))? };
        match kind {
            "null" => Some(Value::Null),
            "boolean" => Some(Value::Bool(turn.is_multiple_of(2))),
            "integer" => number::number(&view, true, turn),
            "number" => number::number(&view, false, turn),
            "string" => {
                let made = text::text(&view, turn, &mut self.random).map(Value::String);
                if made.is_none() {
                    self.trouble = Some("no-string-for-pattern-or-length");
                }
                made
            }
            "array" => self.array(&view, first, depth),
            "object" => self.object(&view, first, depth),
            _ => Some(self.any()),
        }
    }

    /// A value that all lists of the schemas have; `None` when the branches taken contradict one another.
    fn fixed(&mut self, view: &View<'a>) -> Option<Value> {
        let lists: Vec<Vec<&Value>> = view
            .all("const")
            .map(|value| vec![value])
            .chain(view.all("enum").filter_map(Value::as_array).map(|values| values.iter().collect()))
            .collect();
        let first = lists.first()?;
        let allowed: Vec<&&Value> =
            first.iter().filter(|value| lists.iter().all(|list| list.contains(value))).collect();
        let key = view.parts.iter().copied().find(|part| part.contains_key("enum") || part.contains_key("const"))?;
        let turn = self.turn(key, "enum");
        let value = (**allowed.get(turn % allowed.len().max(1))?).clone();
        let strings = first.iter().filter(|value| !value.is_null()).all(|value| value.is_string());
        let plain = !view.has(&["format", "pattern", "minLength", "maxLength"]);
        if strings && plain && value.is_string() && view.types().is_none_or(|types| types.contains(&"string")) {
            let unknown = Unknown::EnumValue("a value of tomorrow".into());
            self.openings.push(Opening { at: self.at.clone(), unknown });
        }
        Some(value)
    }

    /// One more property, unless a schema says what it would have to be.
    fn open_property(&mut self, view: &View<'a>) {
        let typed = |rest: &Value| rest.as_object().is_some_and(|schema| !schema.is_empty());
        let rests = || view.all("additionalProperties").chain(view.all("unevaluatedProperties"));
        if rests().any(typed) || view.has(&["patternProperties"]) {
            return;
        }
        let closed = rests().any(|rest| *rest == json!(false));
        let kept = !closed && view.has(&["additionalProperties"]);
        self.openings.push(Opening { at: self.at.clone(), unknown: Unknown::Property { kept } });
    }

    fn open_variant(&mut self, union: &Map<String, Value>) {
        // A variant for all tags without one of their own makes of every variant of tomorrow what it is.
        if union.get("discriminator").is_some_and(|tag| tag.get("defaultMapping").is_some()) {
            return;
        }
        let tag = union.get("discriminator").and_then(|tag| tag.get("propertyName")).and_then(Value::as_str);
        let unknown = match tag {
            Some(tag) => json!({ tag: "a variant of tomorrow", "more": [1] }),
            None => json!(["a variant of tomorrow"]),
        };
        self.openings.push(Opening { at: self.at.clone(), unknown: Unknown::Variant(unknown) });
    }

    /// A value where any is allowed.
    fn any(&mut self) -> Value {
        match self.random.random_range(0..6_u8) {
            0 => json!("any"),
            1 => json!(7),
            2 => json!(true),
            3 => json!({"any": {"value": [1, "two"]}}),
            4 => json!([0.5, null]),
            _ => json!(""),
        }
    }

    fn array(&mut self, view: &View<'a>, first: &Map<String, Value>, depth: usize) -> Option<Value> {
        let least = view.count("minItems", true).unwrap_or(0).max(view.count("minContains", true).unwrap_or(0));
        let most = view.count("maxItems", false).unwrap_or(usize::MAX);
        let least = if view.has(&["contains"]) { least.max(1) } else { least };
        let turn = self.turn(first, "items");
        let lengths = [least.max(1), least, least + 2, most.min(least + 4), most.min(12).max(least)];
        let length = if self.is_small(depth) { least } else { lengths.get(turn % lengths.len()).copied()? };
        let length = length
            .min(most)
            .max(view.all("prefixItems").filter_map(Value::as_array).map(Vec::len).max().unwrap_or(0).min(most));
        if length > LARGEST {
            self.trouble = Some("array-too-long");
            return None;
        }
        let unique = view.first("uniqueItems") == Some(&Value::Bool(true));
        let mut items: Vec<Value> = Vec::new();
        let mark = self.at.len();
        for index in 0..length {
            let schemas = element_schemas(view, index);
            push(&mut self.at, &items.len().to_string());
            let tries = if unique { 4 } else { 1 };
            let known = self.openings.len();
            let mut made = None;
            for _ in 0..tries {
                self.openings.truncate(known);
                made = self.value(&schemas, depth + 1).filter(|item| !unique || !items.contains(item));
                if made.is_some() {
                    break;
                }
            }
            self.at.truncate(mark);
            match made {
                Some(item) => items.push(item),
                None => {
                    self.openings.truncate(known);
                    break;
                }
            }
        }
        (items.len() >= least).then_some(Value::Array(items))
    }

    fn object(&mut self, view: &View<'a>, first: &Map<String, Value>, depth: usize) -> Option<Value> {
        self.open_property(view);
        let required: Vec<&str> =
            view.all("required").filter_map(Value::as_array).flatten().filter_map(Value::as_str).collect();
        let mut names: Vec<&str> = required.clone();
        for properties in view.all("properties").filter_map(Value::as_object) {
            names.extend(properties.keys().map(String::as_str));
        }
        names.sort_unstable();
        names.dedup();
        let turn = self.turn(first, "properties");
        let optional = names.len() - names.iter().filter(|name| required.contains(name)).count();
        let mode = if self.is_small(depth) { Optional::None } else { Optional::of(turn, depth, optional) };
        let mut object = Map::new();
        let mut position = 0;
        for name in names {
            let needed = required.contains(&name);
            if !needed {
                position += 1;
                if !mode.takes(position, optional, &mut self.random) {
                    continue;
                }
            }
            let schemas = property_schemas(view, name);
            match self.member(name, &schemas, depth) {
                Some(value) => {
                    object.insert(name.to_owned(), value);
                }
                None if needed => return None,
                None => {}
            }
        }
        self.extras(view, turn, depth, &mut object);
        Some(Value::Object(object))
    }

    fn member(&mut self, name: &str, schemas: &[&'a Value], depth: usize) -> Option<Value> {
        let (mark, known) = (self.at.len(), self.openings.len());
        push(&mut self.at, name);
        let made = self.value(schemas, depth + 1);
        self.at.truncate(mark);
        if made.is_none() {
            self.openings.truncate(known);
        }
        made
    }

    /// Properties that the schema does not name but gives a schema for.
    fn extras(&mut self, view: &View<'a>, turn: usize, depth: usize, object: &mut Map<String, Value>) {
        let least = view.count("minProperties", true).unwrap_or(0).min(100);
        let wanted = if self.is_small(depth) { 0 } else { turn % 3 };
        if let Some((pattern, schema)) =
            view.all("patternProperties").filter_map(Value::as_object).flatten().nth(turn % 2).filter(|_| wanted > 0)
            && let Some(name) = text::name(pattern, &mut self.random)
            && let Some(value) = self.member(&name, &[schema], depth)
        {
            object.insert(name, value);
        }
        let rest: Vec<&'a Value> = view.all("additionalProperties").collect();
        if rest.is_empty() || rest.contains(&&Value::Bool(false)) {
            return;
        }
        for index in 0..wanted.max(least.saturating_sub(object.len())) {
            let name = ["more", "more-1", "Ünïcode / ~", "x_more"].get(index % 4).copied().unwrap_or("more");
            let name = if index < 4 { name.to_owned() } else { format!("{name}{index}") };
            let schemas = property_schemas(view, &name);
            if let Some(value) = self.member(&name, &schemas, depth) {
                object.insert(name, value);
            }
        }
    }
}

/// Which of the properties that may be absent are there.
#[derive(Clone, Copy, Debug)]
enum Optional {
    All,
    None,
    Only(usize),
    Some(f64),
}

impl Optional {
    fn of(turn: usize, depth: usize, optional: usize) -> Self {
        match turn % 4 {
            0 if depth < 2 => Self::All,
            1 => Self::None,
            2 => Self::Only(turn / 4 % optional.max(1)),
            _ => Self::Some(if depth < 2 { 0.5 } else { 0.2 }),
        }
    }

    fn takes(self, position: usize, of: usize, random: &mut SmallRng) -> bool {
        match self {
            Self::All => true,
            Self::None => false,
            Self::Only(only) => position % of.max(1) == only,
            Self::Some(share) => random.random_bool(share),
        }
    }
}

/// What a value can be: what the schemas say, or else what their keywords are about.
fn kinds<'a>(view: &View<'a>) -> Vec<&'a str> {
    if let Some(types) = view.types() {
        return types;
    }
    if view.has(&[
        "properties",
        "additionalProperties",
        "patternProperties",
        "required",
        "minProperties",
        "maxProperties",
    ]) {
        vec!["object"]
    } else if view.has(&["items", "prefixItems", "minItems", "maxItems", "uniqueItems", "contains"]) {
        vec!["array"]
    } else if view.has(&["pattern", "minLength", "maxLength"]) {
        vec!["string"]
    } else if view.has(&["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"]) {
        vec!["number"]
    } else {
        vec!["any"]
    }
}

fn element_schemas<'a>(view: &View<'a>, index: usize) -> Vec<&'a Value> {
    view.parts
        .iter()
        .filter_map(|part| {
            let prefix = part.get("prefixItems").and_then(Value::as_array).and_then(|prefix| prefix.get(index));
            prefix.or_else(|| part.get("items"))
        })
        .chain(view.all("contains"))
        .collect()
}

fn property_schemas<'a>(view: &View<'a>, name: &str) -> Vec<&'a Value> {
    view.parts
        .iter()
        .filter_map(|part| {
            let own = part.get("properties").and_then(|properties| properties.get(name));
            own.or_else(|| part.get("additionalProperties"))
        })
        .collect()
}
