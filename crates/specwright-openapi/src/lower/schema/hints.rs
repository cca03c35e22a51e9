//! Words for the names of variants.

use std::collections::BTreeSet;

use specwright_ir::{Pointer, StringFormat, Ty};

use super::alternatives::Alternative;
use crate::lower::{Lower, at::At};

/// Titles longer than this are sentences, not names.
const MAX_TITLE: usize = 60;

impl<'d> Lower<'d> {
    /// Words for each alternative, no two the same: the name of what it refers to, its title, the one value of a
    /// property, a property that only it requires. `None` where nothing of that is there.
    pub(super) fn variant_hints(&mut self, alternatives: &[Alternative<'d>], tag: Option<&str>) -> Vec<Option<String>> {
        let required: Vec<BTreeSet<String>> = alternatives.iter().map(|one| required_names(&one.branch)).collect();
        let mut taken = BTreeSet::new();
        let mut hints = Vec::with_capacity(alternatives.len());
        for (index, alternative) in alternatives.iter().enumerate() {
            let others = || required.iter().enumerate().filter(|(other, _)| *other != index);
            let distinct = required
                .get(index)
                .and_then(|own| own.iter().find(|name| others().all(|(_, other)| !other.contains(*name))).cloned());
            let named = alternative.sources.last().and_then(meaningful);
            let candidates = [named, title(&alternative.branch), self.constant(&alternative.branch, tag), distinct];
            let candidates = candidates.into_iter().flatten().filter(|_| alternative.ty.is_none());
            hints.push(candidates.into_iter().find(|hint| taken.insert(hint.to_ascii_lowercase())));
        }
        hints
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
            value.as_str().filter(|text| text.chars().any(char::is_alphanumeric)).map(str::to_owned)
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
    (text.chars().any(char::is_alphanumeric) && text.len() <= MAX_TITLE).then(|| text.to_owned())
}

fn required_names(branch: &At<'_>) -> BTreeSet<String> {
    let names = branch.get("required").map_or_else(Vec::new, |list| list.elements());
    names.iter().filter_map(|name| name.as_str().map(str::to_owned)).collect()
}
