//! The validator: says which values are valid, independently of the sampler and of the generator.

use std::collections::BTreeMap;

use jsonschema::{Draft, Registry, Validator};
use serde_json::{Value, json};

use super::{
    definitions::{Definitions, as_reference},
    text::{OWN_FORMATS, is_own_format},
};

/// What the document is called while it is validated against; nothing is ever fetched.
const BASE: &str = "https://document.invalid/";

/// Validators for the definitions of a document.
pub(crate) struct Judge {
    /// One for many: its properties are the definitions, by number.
    whole: Option<Validator>,
    /// One each, when the whole cannot be made.
    single: BTreeMap<usize, Validator>,
}

impl Judge {
    /// Makes the validators. A definition whose schemas cannot be compiled has none.
    pub(crate) fn new(definitions: &Definitions) -> Self {
        let none = Self { whole: None, single: BTreeMap::new() };
        let registry =
            Registry::new().draft(Draft::Draft202012).add(BASE, &definitions.root).and_then(|one| one.prepare());
        let Ok(registry) = registry else { return none };
        let reference = |pointer: &str| json!({ "$ref": as_reference(BASE, pointer) });
        let properties: serde_json::Map<String, Value> = definitions
            .types
            .iter()
            .enumerate()
            .map(|(index, definition)| (index.to_string(), reference(&definition.pointer)))
            .collect();
        if let Some(whole) = build(&registry, &json!({ "properties": properties })) {
            return Self { whole: Some(whole), single: BTreeMap::new() };
        }
        let single = definitions.types.iter().enumerate();
        let single = single.filter_map(|(index, one)| Some((index, build(&registry, &reference(&one.pointer))?)));
        Self { whole: None, single: single.collect() }
    }

    /// Whether there is a validator for a definition.
    pub(crate) fn knows(&self, index: usize) -> bool {
        self.whole.is_some() || self.single.contains_key(&index)
    }

    /// Whether a value is valid for a definition.
    pub(crate) fn is_valid(&self, index: usize, value: &Value) -> bool {
        match &self.whole {
            Some(whole) => whole.is_valid(&json!({ index.to_string(): value })),
            None => self.single.get(&index).is_some_and(|single| single.is_valid(value)),
        }
    }
}

fn build(registry: &Registry<'_>, schema: &Value) -> Option<Validator> {
    let mut options = jsonschema::options().with_draft(Draft::Draft202012).should_validate_formats(true);
    for format in OWN_FORMATS {
        options = options.with_format(*format, move |text: &str| is_own_format(format, text));
    }
    options.with_registry(registry).offline().build(schema).ok()
}
