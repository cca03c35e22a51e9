//! The definitions of a models crate and the schemas they were made of.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use serde_json::{Map, Value};
use specwright_ir::{Api, Diagnostics, NameHint, Pointer, Shape};
use specwright_rust::{Location, Options, type_names};

use crate::line::{self, File};

use super::{
    clean::{self, decoded},
    compare::Defaults,
    named,
    view::{list, reference},
};

/// A document, its schemas and the types that were made of them.
pub(crate) struct Definitions {
    /// The document in one dialect; its schemas as a validator can take them.
    pub(crate) root: Value,
    pub(crate) types: Vec<Definition>,
    /// The Rust names of all definitions, in the order of the API's types.
    pub(crate) names: Vec<String>,
    /// What properties come back as that were not sent.
    pub(crate) defaults: Defaults,
}

/// A type and where its schema is.
#[derive(Clone, Debug)]
pub(crate) struct Definition {
    /// The Rust name in the models crate.
    pub(crate) name: String,
    /// The schema's place, without `#`.
    pub(crate) pointer: String,
    /// Whether it is another name for a type of the language.
    pub(crate) is_alias: bool,
}

impl Definitions {
    /// Reads a document as the generator does; `None` when it cannot be read.
    pub(crate) fn read(path: &Path) -> Option<Self> {
        let file = File::At(path.to_path_buf());
        let (document, api) = line::model(&file, &mut Diagnostics::default())?;
        let root = serde_json::from_str(&serde_json::to_string(&document.root).ok()?).ok()?;
        Some(Self::of(&api, root))
    }

    /// The definitions of an API, and the document it was made of.
    pub(crate) fn of(api: &Api, mut root: Value) -> Self {
        let names = type_names(api, &options());
        let pointer = |pointer: &Pointer| pointer.as_str().trim_start_matches('#').to_owned();
        let origins: Vec<String> =
            api.types.iter().map(|(_, definition)| pointer(&definition.origin.pointer)).collect();
        clean::clean(&mut root, origins.iter().cloned());
        let mut times: BTreeMap<&str, usize> = BTreeMap::new();
        origins.iter().for_each(|origin| *times.entry(origin).or_default() += 1);
        // What an operation itself is said to be made of has no schema: which media types may be asked for.
        let operations: BTreeSet<String> =
            api.operations.iter().map(|operation| pointer(&operation.origin.pointer)).collect();
        let mut types = Vec::new();
        for (((_, definition), origin), name) in api.types.iter().zip(&origins).zip(&names) {
            let own = !matches!(definition.hint, NameHint::Member { .. }) || is_own_schema(&root, origin);
            if own && times.get(origin.as_str()) == Some(&1) && !operations.contains(origin) {
                let is_alias = matches!(definition.shape, Shape::Alias(_));
                types.push(Definition { name: name.clone(), pointer: origin.clone(), is_alias });
            }
        }
        let defaults = defaults_in(&root);
        Self { root, types, names, defaults }
    }

    /// The schemas at these places of a document, under no names; a place where there is nothing is passed over.
    pub(crate) fn at(mut root: Value, pointers: &[String]) -> Self {
        clean::clean(&mut root, pointers.iter().cloned());
        let is_there = |pointer: &&String| root.pointer(pointer).is_some();
        let place = |pointer: &String| Definition { name: String::new(), pointer: pointer.clone(), is_alias: false };
        let types = pointers.iter().filter(is_there).map(place).collect();
        let defaults = defaults_in(&root);
        Self { root, types, names: Vec::new(), defaults }
    }

    /// Whether the schema of a definition has anything to say about a place of a value.
    pub(crate) fn names(&self, definition: usize, at: &str) -> bool {
        let schema = self.types.get(definition).and_then(|definition| self.root.pointer(&definition.pointer));
        schema.is_none_or(|schema| named::is_named(&self.root, schema, at))
    }

    /// Every value that the document gives for a schema.
    pub(crate) fn examples(&self, definition: &Definition) -> Vec<Value> {
        let Some(Value::Object(schema)) = self.root.pointer(&definition.pointer) else { return Vec::new() };
        let several = list(schema, "examples").iter().chain(schema.get("example")).chain(schema.get("default"));
        let is_meant = |value: &&Value| !value.is_null() && (value.is_object() || !means_object(schema));
        several.filter(is_meant).cloned().collect()
    }
}

/// Whether a schema that says no type is about objects: `properties` without `type` means one in OpenAPI, though a
/// validator lets every other value pass.
fn means_object(schema: &Map<String, Value>) -> bool {
    schema.contains_key("properties") && !["type", "enum", "const"].iter().any(|key| schema.contains_key(*key))
}

/// Options that names do not depend on.
pub(crate) fn options() -> Options {
    Options {
        models: "models".to_owned(),
        client: "client".to_owned(),
        source: String::new(),
        location: Location::Member,
        formats: Vec::new(),
        validate: false,
    }
}

/// Whether the schema at a place says all that holds there: no schema around it is joined with another one. Otherwise
/// the type is of several schemas, and is tried out as a part of its owner.
fn is_own_schema(root: &Value, pointer: &str) -> bool {
    let tokens: Vec<String> =
        pointer.split('/').skip(1).map(|token| token.replace("~1", "/").replace("~0", "~")).collect();
    let mut current = root;
    let mut inside = false;
    for (index, token) in tokens.iter().enumerate() {
        let is_keyword =
            matches!(token.as_str(), "properties" | "items" | "additionalProperties" | "schema" | "prefixItems");
        inside |= is_keyword || tokens.get(..index).is_some_and(|before| before == ["components", "schemas"]);
        let joined = ["allOf", "anyOf", "oneOf", "$ref", "then", "else", "dependentSchemas"];
        if inside && (joined.contains(&token.as_str()) || joined.iter().any(|keyword| current.get(keyword).is_some())) {
            return false;
        }
        let next = match current {
            Value::Array(items) => token.parse::<usize>().ok().and_then(|index| items.get(index)),
            other => other.get(token),
        };
        let Some(next) = next else { return false };
        current = next;
    }
    true
}

/// The defaults of all properties of a document.
pub(crate) fn defaults_in(root: &Value) -> Defaults {
    let mut defaults = Defaults::default();
    find_defaults(root, root, &mut defaults, 0);
    defaults
}

/// How deep a document is looked into for defaults.
const DEEP: usize = 200;

fn find_defaults(root: &Value, value: &Value, defaults: &mut Defaults, depth: usize) {
    if depth > DEEP {
        return;
    }
    match value {
        Value::Array(items) => items.iter().for_each(|item| find_defaults(root, item, defaults, depth + 1)),
        Value::Object(object) => {
            for (name, schema) in object.get("properties").and_then(Value::as_object).into_iter().flatten() {
                defaults_of(root, schema, 4, &mut |default| defaults.add(name, default));
            }
            object.values().for_each(|value| find_defaults(root, value, defaults, depth + 1));
        }
        _ => {}
    }
}

fn defaults_of(root: &Value, schema: &Value, depth: usize, found: &mut dyn FnMut(&Value)) {
    let Some(part) = schema.as_object() else { return };
    part.get("default").into_iter().for_each(&mut *found);
    if depth == 0 {
        return;
    }
    let joined = ["allOf", "anyOf", "oneOf"].into_iter().flat_map(|keyword| list(part, keyword));
    for schema in joined.chain(reference(root, part)) {
        defaults_of(root, schema, depth - 1, found);
    }
}

/// A place written as a reference into the document.
pub(crate) fn as_reference(base: &str, pointer: &str) -> String {
    let mut text = format!("{base}#");
    for byte in pointer.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => text.push(char::from(byte)),
            other => text.push_str(&format!("%{other:02X}")),
        }
    }
    debug_assert_eq!(decoded(text.get(base.len() + 1..).unwrap_or_default()), pointer);
    text
}
