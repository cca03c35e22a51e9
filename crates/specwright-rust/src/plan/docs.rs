//! The prose of docs: what a document says about a thing, in one voice.

use specwright_ir::{Access, Facts, Field, Provenance};

use super::directions::Directions;

use crate::docs::doc_sections;

/// Docs of a definition of this name: what the document says, or `fallback`.
pub(super) fn of_type(facts: &Facts, name: &str, fallback: &str) -> Vec<String> {
    of_sections([prose(facts, name).or(Some(fallback)), remarks(facts).as_deref()])
}

/// Docs of a field; empty when the document says nothing. Who sets it goes without saying in a definition that travels
/// one way, unless the field is optional for no other reason.
pub(super) fn of_field(field: &Field, directions: Directions) -> Vec<String> {
    let facts = &field.facts;
    let presence = match (field.presence == directions.presence(field), facts.access) {
        (true, _) | (false, Access::Both) => None,
        (false, Access::Read) => Some("Set by the server only, and always there in what it sends."),
        (false, Access::Write) => Some("Sent by the caller only, and always there; responses leave it out."),
    };
    if presence.is_none() && directions.is_open() {
        return of_member(facts, &field.wire);
    }
    let rest = Facts { access: Access::Both, ..facts.clone() };
    let remarks = [presence.map(str::to_owned), remarks(&rest)].into_iter().flatten().collect::<Vec<_>>().join(" ");
    of_sections([prose(facts, &field.wire), Some(&remarks)])
}

/// Docs of a parameter of this name; empty when the document says nothing.
pub(super) fn of_member(facts: &Facts, wire: &str) -> Vec<String> {
    of_sections([prose(facts, wire), remarks(facts).as_deref()])
}

/// Docs of several texts one below the other, of which some may be missing or blank.
pub(super) fn of_sections<'a>(sections: impl IntoIterator<Item = Option<&'a str>>) -> Vec<String> {
    doc_sections(sections.into_iter().flatten().map(str::trim).filter(|section| !section.is_empty()))
}

/// A title that only repeats the name says nothing.
fn prose<'a>(facts: &'a Facts, name: &str) -> Option<&'a str> {
    let title = facts.title.as_deref().filter(|title| !letters(title).eq(letters(name)));
    facts.description.as_deref().or(title).filter(|text| !text.trim().is_empty())
}

/// The letters and digits of a text, whatever their case.
fn letters(text: &str) -> impl Iterator<Item = char> + '_ {
    text.chars().filter(|character| character.is_alphanumeric()).flat_map(char::to_lowercase)
}

/// Everything besides prose, one sentence each.
fn remarks(facts: &Facts) -> Option<String> {
    let mut sentences = Vec::new();
    match facts.access {
        Access::Both => {}
        Access::Read => sentences.push("Set by the server only.".to_owned()),
        Access::Write => sentences.push("Sent by the caller only; responses leave it out.".to_owned()),
    }
    let constraints: Vec<String> = facts.constraints.iter().filter_map(super::constraints::words).collect();
    if !constraints.is_empty() {
        sentences.push(format!("{}.", capitalized(&constraints.join("; "))));
    }
    if let Some(default) = facts.default.as_ref().filter(|default| !default.is_null()) {
        sentences.push(format!("Default: {}.", code(&default.to_string())));
    }
    if let Some(example) = facts.examples.iter().map(ToString::to_string).find(|example| example.len() <= 60) {
        sentences.push(format!("Example: {}.", code(&example)));
    }
    if facts.deprecated {
        sentences.push("**Deprecated.**".to_owned());
    }
    sentences.extend(facts.see.as_deref().map(see));
    match facts.provenance {
        Provenance::Documented => {}
        Provenance::Example => {
            sentences.push("*Not documented by the vendor: known only from an example.*".to_owned());
        }
        Provenance::Inferred => {
            sentences.push("*Not documented by the vendor: inferred, and not confirmed.*".to_owned());
        }
    }
    (!sentences.is_empty()).then(|| sentences.join(" "))
}

/// A sentence that leads to further documentation.
pub(super) fn see(url: &str) -> String {
    let is_plain = |character: char| character.is_ascii_graphic() && !matches!(character, '<' | '>' | '`' | '\\' | '"');
    let is_address = (url.starts_with("https://") || url.starts_with("http://")) && url.chars().all(is_plain);
    // Without brackets the full stop would be part of the address.
    if is_address { format!("See also <{url}>.") } else { format!("See also {url} .") }
}

/// A code span that holds exactly this text, however many backticks are in it.
pub(super) fn code(text: &str) -> String {
    let longest = text.split(|character| character != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    if text.starts_with('`') || text.ends_with('`') {
        format!("{fence} {text} {fence}")
    } else {
        format!("{fence}{text}{fence}")
    }
}

fn capitalized(text: &str) -> String {
    let mut characters = text.chars();
    match characters.next() {
        Some(first) => first.to_uppercase().chain(characters).collect(),
        None => String::new(),
    }
}
