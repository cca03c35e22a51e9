//! Words for the names of variants.

use std::collections::{BTreeMap, BTreeSet};

use specwright_ir::{Pointer, StringFormat, Ty};

use super::alternatives::Alternative;
use crate::lower::{Lower, at::At};

/// Titles longer than this are sentences, not names.
const MAX_TITLE: usize = 60;

/// More values than this are no name.
const MAX_VALUES: usize = 3;

/// What an alternative says that may tell it from the others, the strongest first and each list in document order: the
/// schemas that it includes by name, the properties that it requires, the few values of one of these, its properties.
type Features = [Vec<String>; 4];

/// The index of the properties in [`Features`].
const PROPERTIES: usize = 3;

impl<'d> Lower<'d> {
    /// Words for each alternative, no two the same: the name of what it refers to, its title, the one value of a
    /// property, what only it includes, requires or describes. `None` where nothing of that is there.
    pub(super) fn variant_hints(&mut self, alternatives: &[Alternative<'d>], tag: Option<&str>) -> Vec<Option<String>> {
        let distinct = self.distinctions(alternatives);
        let mut taken = BTreeSet::new();
        let mut hints = Vec::with_capacity(alternatives.len());
        for (alternative, distinct) in alternatives.iter().zip(distinct) {
            let named = alternative.sources.last().and_then(meaningful);
            let candidates = [named, title(&alternative.branch), self.constant(&alternative.branch, tag)];
            let candidates = candidates.into_iter().flatten().chain(distinct).filter(|_| alternative.ty.is_none());
            hints.push(candidates.into_iter().find(|hint| taken.insert(hint.to_ascii_lowercase())));
        }
        hints
    }

    /// For each alternative what it alone includes, requires or describes, the strongest first.
    fn distinctions(&mut self, alternatives: &[Alternative<'d>]) -> Vec<Vec<String>> {
        if alternatives.iter().all(|one| one.ty.is_some() || !one.sources.is_empty()) {
            return vec![Vec::new(); alternatives.len()];
        }
        let features: Vec<Features> = alternatives.iter().map(|one| self.features(one)).collect();
        let mut counts: BTreeMap<(usize, &str), usize> = BTreeMap::new();
        for (rank, list) in features.iter().flat_map(|one| one.iter().enumerate()) {
            for name in list.iter().collect::<BTreeSet<_>>() {
                *counts.entry((rank, name)).or_default() += 1;
            }
        }
        let count = |rank: usize, name: &String| counts.get(&(rank, name.as_str())).copied().unwrap_or(0);
        let alone = |one: &Features| {
            // Of what only it requires, rather a property that the others do not have at all.
            let best = |(rank, list): (usize, &Vec<String>)| {
                let unique = list.iter().filter(|name| count(rank, name) == 1);
                unique.min_by_key(|name| count(PROPERTIES, name) > 1).cloned()
            };
            one.iter().enumerate().filter_map(best).collect()
        };
        features.iter().map(alone).collect()
    }

    fn features(&mut self, alternative: &Alternative<'d>) -> Features {
        if alternative.ty.is_some() {
            return Features::default();
        }
        let branch = &alternative.branch;
        let mut included: Vec<At<'d>> = branch.get("$ref").and_then(|name| self.target(&name)).into_iter().collect();
        for part in branch.get("allOf").map_or_else(Vec::new, |all| all.elements()) {
            included.extend(self.lone_target(&part));
        }
        let parts = self.whole(&alternative.view);
        let names = |list: At<'d>| list.elements().into_iter().filter_map(|name| name.as_str().map(str::to_owned));
        let required: Vec<String> = parts.all("required").flat_map(names).collect();
        let properties: Vec<(&str, At<'d>)> = parts.all("properties").flat_map(|all| all.members()).collect();
        let named: BTreeSet<&str> = required.iter().map(String::as_str).collect();
        [
            included.iter().filter_map(|target| meaningful(&target.pointer)).collect(),
            required.iter().filter(|name| is_word(name)).cloned().collect(),
            properties.iter().filter(|(name, _)| named.contains(name)).filter_map(|(_, at)| few_values(at)).collect(),
            properties.iter().map(|(name, _)| *name).filter(|name| is_word(name)).map(str::to_owned).collect(),
        ]
    }

    /// The only value that the tag, or the first property with a single value, may have.
    fn constant(&mut self, branch: &At<'d>, tag: Option<&str>) -> Option<String> {
        let properties = branch.get("properties")?;
        let tagged = tag.and_then(|tag| properties.get(tag));
        let all = properties.members().into_iter().map(|(_, at)| at);
        tagged.into_iter().chain(all).find_map(|at| {
            let value = match at.get("const") {
                Some(value) => value,
                None => match at.get("enum")?.elements().as_slice() {
                    [value] => value.clone(),
                    _ => return None,
                },
            };
            value.as_str().filter(|text| is_word(text)).map(str::to_owned)
        })
    }
}

/// Words for a type that nothing else names.
pub(super) fn type_words(ty: &Ty) -> &'static str {
    match ty {
        Ty::Any => "any",
        Ty::Boolean => "boolean",
        Ty::Integer(_) => "integer",
        Ty::Number(_) | Ty::Quoted(_) => "number",
        Ty::String(StringFormat::DateTime) => "date time",
        Ty::String(StringFormat::Date) => "date",
        Ty::String(StringFormat::Time) => "time",
        Ty::String(StringFormat::Duration) => "duration",
        Ty::String(StringFormat::Uuid) => "uuid",
        Ty::String(StringFormat::Base64 | StringFormat::Base64Url) => "bytes",
        Ty::String(StringFormat::Secret) => "secret",
        Ty::String(_) => "string",
        Ty::List(_) => "list",
        Ty::Tuple(_) => "tuple",
        Ty::Map(_) => "map",
        Ty::Nullable(inner) => type_words(inner),
        Ty::Named(_) => "object",
    }
}

/// The last token of a pointer that is a name and not a keyword.
pub(super) fn meaningful(pointer: &Pointer) -> Option<String> {
    let tokens: Vec<String> = pointer.tokens().collect();
    let is_name = |index: usize| {
        let token = tokens.get(index).map_or("", String::as_str);
        let parent = index.checked_sub(1).and_then(|parent| tokens.get(parent)).map_or("", String::as_str);
        matches!(
            parent,
            "properties" | "$defs" | "definitions" | "schemas" | "parameters" | "headers" | "patternProperties"
        ) && !token.is_empty()
            && !token.bytes().all(|byte| byte.is_ascii_digit())
    };
    let found = (0..tokens.len()).rev().find(|index| is_name(*index));
    found
        .or_else(|| tokens.iter().position(|token| token.starts_with('/')))
        .and_then(|index| tokens.get(index).cloned())
}

fn title(branch: &At<'_>) -> Option<String> {
    let title = branch.get("title")?;
    let text = title.as_str()?.trim();
    (is_word(text) && text.len() <= MAX_TITLE).then(|| text.to_owned())
}

/// The texts of a property that may be one of a few.
fn few_values(property: &At<'_>) -> Option<String> {
    let values = property.get("enum")?.elements();
    let texts: Vec<&str> = values.iter().filter_map(|value| value.as_str().filter(|text| is_word(text))).collect();
    ((2..=MAX_VALUES).contains(&values.len()) && texts.len() == values.len()).then(|| texts.join(" or "))
}

fn is_word(name: &str) -> bool {
    name.chars().any(char::is_alphanumeric)
}
