//! A document as its mock server is called: where its schemas and examples are.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use serde_json::{Map, Value};
use specwright_ir::{Api, Diagnostics, Operation, Origin, Response, StatusPattern};
use specwright_openapi::Version;

use crate::{
    line::{self, File},
    roundtrip::{Definitions, decoded},
};

/// A document, the model of it, and the schemas of what is sent and answered.
pub(crate) struct Subject {
    pub(crate) api: Api,
    /// The document in one dialect.
    pub(crate) root: Value,
    /// Whether it is of version 2.0.
    pub(crate) is_swagger: bool,
    /// The names of the properties that only answers have.
    pub(crate) read_only: BTreeSet<String>,
    /// The schemas of parameters and bodies, without what only answers have.
    pub(crate) requests: Definitions,
    /// The schemas of answers, without what only requests have.
    pub(crate) answers: Definitions,
    /// Which of the schemas stands at a place.
    requested: BTreeMap<String, usize>,
    answered: BTreeMap<String, usize>,
}

/// A parameter or body.
pub(crate) struct Place {
    /// Which of the schemas of requests it has.
    pub(crate) schema: Option<usize>,
    /// What the document gives for it.
    pub(crate) examples: Vec<Value>,
}

impl Subject {
    /// Reads a document as the generator does; `None` when it cannot be read.
    pub(crate) fn read(path: &Path, diagnostics: &mut Diagnostics) -> Option<Self> {
        let (document, api) = line::model(&File::At(path.to_path_buf()), diagnostics)?;
        let root: Value = serde_json::from_str(&serde_json::to_string(&document.root).ok()?).ok()?;
        let is_swagger = document.version == Version::V2_0;
        drop(document);
        let mut requested = Vec::new();
        let mut answered = Vec::new();
        for operation in &api.operations {
            let parameters = operation.parameters.iter().map(|parameter| pointer(&parameter.origin));
            requested.extend(parameters.filter_map(|at| schema_of_parameter(&root, &at)));
            requested.extend(medias(&root, &body_of(&root, operation)).into_iter().map(|(_, at)| at + "/schema"));
            let responses = operation.responses.iter().map(|response| pointer(&response.origin));
            answered.extend(responses.flat_map(|at| medias(&root, &at)).map(|(_, at)| follow(&root, at) + "/schema"));
        }
        let (both, read_only) = one_way(&root, "readOnly");
        let requests = Definitions::at(both, &unique(requested));
        let answers = Definitions::at(one_way(&root, "writeOnly").0, &unique(answered));
        let (requested, answered) = (index(&requests), index(&answers));
        Some(Self { api, root, is_swagger, read_only, requests, answers, requested, answered })
    }

    /// The place of a parameter, by its position in the operation.
    pub(crate) fn parameter(&self, operation: &Operation, position: usize) -> Option<Place> {
        let at = pointer(&operation.parameters.get(position)?.origin);
        let schema = schema_of_parameter(&self.root, &at).and_then(|at| self.requested.get(&at).copied());
        let mut examples = self.examples(&at);
        if let Some((_, media)) = medias(&self.root, &at).first() {
            examples.extend(self.examples(media));
        }
        Some(Place { schema, examples })
    }

    /// The place of a body of this media type.
    pub(crate) fn body(&self, operation: &Operation, media_type: &str) -> Option<Place> {
        let medias = medias(&self.root, &body_of(&self.root, operation));
        let exact = medias.iter().find(|(name, _)| name == media_type);
        let (_, at) = exact.or_else(|| medias.iter().find(|(name, _)| name.contains('*'))).or(medias.first())?;
        let schema = self.requested.get(&format!("{at}/schema")).copied();
        Some(Place { schema, examples: self.examples(at) })
    }

    /// The schema of an answer: whether there is one, and which of those of answers.
    pub(crate) fn answer(&self, operation: &Operation, status: u16, media_type: &str) -> Option<usize> {
        let response = response_for(operation, status)?;
        let essence = |text: &str| text.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        let medias = medias(&self.root, &pointer(&response.origin));
        let exact = medias.iter().find(|(name, _)| essence(name) == essence(media_type));
        let (_, at) = exact.or_else(|| medias.first())?;
        self.answered.get(&(follow(&self.root, at.clone()) + "/schema")).copied()
    }

    /// Whether something is said about a parameter with this keyword beside the reference to it.
    pub(crate) fn says_beside_reference(&self, operation: &Operation, keyword: &str, place: &str, name: &str) -> bool {
        let own = pointer(&operation.origin);
        let item = own.rsplit_once('/').map_or("", |(item, _)| item);
        [own.as_str(), item].iter().any(|owner| {
            let list = self.root.pointer(&format!("{owner}/parameters")).and_then(Value::as_array);
            list.into_iter().flatten().any(|entry| {
                let target = entry.get("$ref").and_then(Value::as_str).and_then(|text| text.strip_prefix('#'));
                let target = target.and_then(|fragment| self.root.pointer(&decoded(fragment)));
                let says = |key: &str, wanted: &str| {
                    target
                        .and_then(|target| target.get(key))
                        .and_then(Value::as_str)
                        .is_some_and(|text| text.eq_ignore_ascii_case(wanted))
                };
                entry.get(keyword).is_some_and(|said| *said != Value::Bool(false))
                    && says("name", name)
                    && says("in", place)
            })
        })
    }

    /// `example` and `examples` of a parameter or media type.
    fn examples(&self, at: &str) -> Vec<Value> {
        let Some(owner) = self.root.pointer(at) else { return Vec::new() };
        let several = owner.get("examples").and_then(Value::as_object).into_iter().flat_map(Map::keys);
        let values = several.filter_map(|name| {
            let example = follow(&self.root, format!("{at}/examples/{}", escaped(name)));
            self.root.pointer(&example)?.get("value").cloned()
        });
        owner.get("example").cloned().into_iter().chain(values).collect()
    }
}

/// The declared response for a status.
pub(crate) fn response_for(operation: &Operation, status: u16) -> Option<&Response> {
    let fits = |pattern: StatusPattern| match pattern {
        StatusPattern::Exact(exact) => exact == status,
        StatusPattern::Range(hundred) => u16::from(hundred) == status / 100,
        StatusPattern::Default => true,
    };
    operation.responses.iter().find(|response| fits(response.status))
}

fn index(definitions: &Definitions) -> BTreeMap<String, usize> {
    definitions.types.iter().enumerate().map(|(index, one)| (one.pointer.clone(), index)).collect()
}

fn unique(mut pointers: Vec<String>) -> Vec<String> {
    pointers.sort();
    pointers.dedup();
    pointers
}

fn pointer(origin: &Origin) -> String {
    origin.pointer.as_str().trim_start_matches('#').to_owned()
}

fn escaped(token: &str) -> String {
    token.replace('~', "~0").replace('/', "~1")
}

/// Where the references at a place lead in the end.
pub(crate) fn follow(root: &Value, at: String) -> String {
    let mut at = at;
    for _ in 0..20 {
        let reference = root.pointer(&at).and_then(|value| value.get("$ref")).and_then(Value::as_str);
        let Some(fragment) = reference.and_then(|reference| reference.strip_prefix('#')) else { break };
        at = decoded(fragment);
    }
    at
}

fn body_of(root: &Value, operation: &Operation) -> String {
    follow(root, pointer(&operation.origin) + "/requestBody")
}

/// The media types of a body or parameter, and where they stand.
fn medias(root: &Value, owner: &str) -> Vec<(String, String)> {
    let content = format!("{owner}/content");
    let names = root.pointer(&content).and_then(Value::as_object).into_iter().flat_map(Map::keys);
    names.map(|name| (name.clone(), follow(root, format!("{content}/{}", escaped(name))))).collect()
}

fn schema_of_parameter(root: &Value, at: &str) -> Option<String> {
    let own = format!("{at}/schema");
    if root.pointer(&own).is_some() {
        return Some(own);
    }
    medias(root, at).first().map(|(_, media)| format!("{media}/schema"))
}

/// The document without the properties that only travel the other way, and their names.
fn one_way(root: &Value, other: &str) -> (Value, BTreeSet<String>) {
    let mut root = root.clone();
    let mut names = BTreeSet::new();
    let mut open = vec![&mut root];
    while let Some(value) = open.pop() {
        match value {
            Value::Array(items) => open.extend(items),
            Value::Object(object) => {
                names.extend(without(object, other));
                open.extend(object.values_mut());
            }
            _ => {}
        }
    }
    (root, names)
}

fn without(schema: &mut Map<String, Value>, other: &str) -> Vec<String> {
    let Some(Value::Object(properties)) = schema.get_mut("properties") else { return Vec::new() };
    let is_other = |property: &Value| property.get(other) == Some(&Value::Bool(true));
    let gone: Vec<String> =
        properties.iter().filter(|(_, property)| is_other(property)).map(|(name, _)| name.clone()).collect();
    properties.retain(|_, property| !is_other(property));
    if let Some(Value::Array(required)) = schema.get_mut("required") {
        required.retain(|name| name.as_str().is_none_or(|name| !gone.iter().any(|one| one == name)));
    }
    gone
}
