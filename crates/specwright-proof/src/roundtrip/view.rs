//! Several schemas that hold at the same time, taken apart.

use serde_json::{Map, Value};

use super::clean::{UNFOLLOWED, decoded};

/// How many schemas are looked at for one value.
const MOST: usize = 400;

/// The keywords of all schemas that hold for one value: references followed, `allOf` opened, one branch of every
/// choice taken.
pub(crate) struct View<'a> {
    /// The schemas, each without looking into its `$ref`, `allOf`, `oneOf` and `anyOf`.
    pub(crate) parts: Vec<&'a Map<String, Value>>,
    /// The choices with several branches of objects that were met, each by its branches.
    pub(crate) unions: Vec<&'a Map<String, Value>>,
}

/// Why there is no view.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Dead {
    /// No value is valid.
    Never,
    /// A reference leads where it is not followed.
    Unfollowed,
    /// Too many schemas hold at once.
    TooMany,
}

impl<'a> View<'a> {
    /// Opens schemas; `choose` takes one of so many branches of the schema that has them.
    pub(crate) fn open(
        root: &'a Value,
        schemas: &[&'a Value],
        choose: &mut dyn FnMut(&'a Value, &'static str, usize) -> usize,
    ) -> Result<Self, Dead> {
        let mut view = Self { parts: Vec::new(), unions: Vec::new() };
        let mut open: Vec<&'a Value> = schemas.iter().rev().copied().collect();
        while let Some(schema) = open.pop() {
            let part = match schema {
                Value::Bool(false) => return Err(Dead::Never),
                Value::Object(part) => part,
                _ => continue,
            };
            if part.contains_key(UNFOLLOWED) {
                return Err(Dead::Unfollowed);
            }
            if view.parts.iter().any(|known| std::ptr::eq(*known, part)) {
                continue;
            }
            if view.parts.len() >= MOST {
                return Err(Dead::TooMany);
            }
            view.parts.push(part);
            open.extend(reference(root, part));
            open.extend(list(part, "allOf"));
            for keyword in ["oneOf", "anyOf"] {
                let branches = list(part, keyword);
                if branches.len() > 1 && branches.iter().all(|branch| is_record(root, branch)) {
                    view.unions.push(part);
                }
                if !branches.is_empty() {
                    open.extend(branches.get(choose(schema, keyword, branches.len())));
                }
            }
            if let Some(condition) = part.get("if") {
                match choose(schema, "if", 2) {
                    0 => open.extend([Some(condition), part.get("then")].into_iter().flatten()),
                    _ => open.extend(part.get("else")),
                }
            }
        }
        Ok(view)
    }

    /// The choice that makes the whole value one of several: nothing else holds besides, and no two branches are the
    /// same.
    pub(crate) fn union(&self) -> Option<&'a Map<String, Value>> {
        let union = *self.unions.first()?;
        let mut before = self.parts.iter().take_while(|part| !std::ptr::eq(**part, union));
        let is_alone = before.all(|part| part.contains_key("$ref")) && !union.contains_key("allOf");
        let branches: Vec<Value> =
            ["oneOf", "anyOf"].iter().flat_map(|keyword| list(union, keyword)).map(bare).collect();
        let differ =
            branches.iter().enumerate().all(|(index, branch)| branches.iter().take(index).all(|other| other != branch));
        (is_alone && differ).then_some(union)
    }

    /// The values of a keyword, from every part that has it.
    pub(crate) fn all(&self, keyword: &'a str) -> impl Iterator<Item = &'a Value> {
        self.parts.iter().filter_map(move |part| part.get(keyword))
    }

    /// The first value of a keyword.
    pub(crate) fn first(&self, keyword: &'a str) -> Option<&'a Value> {
        self.all(keyword).next()
    }

    /// Whether a part has one of these keywords.
    pub(crate) fn has(&self, keywords: &[&str]) -> bool {
        self.parts.iter().any(|part| keywords.iter().any(|keyword| part.contains_key(*keyword)))
    }

    /// The largest value of a count, or the smallest one.
    pub(crate) fn count(&self, keyword: &'a str, largest: bool) -> Option<usize> {
        let counts =
            self.all(keyword).filter_map(Value::as_u64).map(|count| usize::try_from(count).unwrap_or(usize::MAX));
        if largest { counts.max() } else { counts.min() }
    }

    /// The types that every part allows; `None` when none says anything.
    pub(crate) fn types(&self) -> Option<Vec<&'a str>> {
        let mut types: Option<Vec<&'a str>> = None;
        for value in self.all("type") {
            let own: Vec<&'a str> = match value {
                Value::String(name) => vec![name],
                Value::Array(names) => names.iter().filter_map(Value::as_str).collect(),
                _ => continue,
            };
            types = Some(match types {
                None => own,
                Some(known) => {
                    let narrow = |name: &&'a str| match *name {
                        "number" if own.contains(&"integer") && !own.contains(&"number") => "integer",
                        name => name,
                    };
                    let allowed =
                        |name: &&'a str| own.contains(name) || (*name == "integer" && own.contains(&"number"));
                    known.iter().map(narrow).filter(allowed).collect()
                }
            });
        }
        types
    }
}

/// The schemas of a keyword that holds a list.
pub(crate) fn list<'a>(part: &'a Map<String, Value>, keyword: &str) -> &'a [Value] {
    part.get(keyword).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default()
}

/// What a schema refers to.
pub(crate) fn reference<'a>(root: &'a Value, part: &'a Map<String, Value>) -> Option<&'a Value> {
    root.pointer(&decoded(part.get("$ref")?.as_str()?.strip_prefix('#')?))
}

/// Whether a branch is an object with properties of its own.
fn is_record(root: &Value, branch: &Value) -> bool {
    let mut current = branch.as_object();
    for _ in 0..8 {
        let Some(part) = current else { return false };
        if part.contains_key("properties") {
            return true;
        }
        current = reference(root, part).and_then(Value::as_object);
    }
    false
}

/// A branch without what only people read.
fn bare(branch: &Value) -> Value {
    let mut bare = branch.clone();
    if let Value::Object(schema) = &mut bare {
        schema
            .retain(|key, _| !matches!(key.as_str(), "title" | "description" | "deprecated" | "example" | "examples"));
    }
    bare
}
