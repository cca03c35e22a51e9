//! Which variant a value is of.

use serde_core::Deserializer;
use serde_core::de::Error;
use serde_json::Value;

use super::session::Session;
use super::visit::{Candidates, Visit};
use super::{Union, Variant};
use crate::{loss, raw};

/// Reads a union from anything that has values.
pub fn deserialize_union<'de, U: Union, D: Deserializer<'de>>(deserializer: D) -> Result<U, D::Error> {
    let text = raw::read(deserializer)?;
    decide(&text).map_err(D::Error::custom)
}

fn decide<U: Union>(text: &str) -> Result<U, String> {
    let session = Session::enter(text).ok_or("recursion limit exceeded")?;
    let tag = U::TAG.map_or(Tag::Absent, |property| tag(property, U::VARIANTS, text));
    let meant = match tag {
        Tag::Names(place) => Visit::decode(text, place, false),
        Tag::Absent | Tag::Unknown => fallback(text, tag),
    };
    if let Some(value) = meant {
        return Ok(value);
    }
    let admits: fn(&Variant) -> bool = match tag {
        _ if U::TAG.is_none() => |_| true,
        // What the union would add to the value was not there.
        Tag::Absent => |variant| variant.adds.is_empty(),
        Tag::Names(_) | Tag::Unknown => |variant| variant.tags.is_empty() && variant.adds.is_empty(),
    };
    let candidates = Visit::<U>::filter(text, admits);
    if let Some(value) = choose(text, &candidates, &session) {
        return Ok(value);
    }
    if let Some(value) = candidates.enums.iter().find_map(|place| Visit::decode(text, *place, false)) {
        return Ok(value);
    }
    raw::parse(text).map(U::unknown).map_err(|error| without_place(&error))
}

/// What the property that tells the variants apart says.
#[derive(Clone, Copy)]
enum Tag {
    Absent,
    Unknown,
    Names(usize),
}

fn tag(property: &str, variants: &[Variant], text: &str) -> Tag {
    let Some((_, value)) = raw::Entries::of(text).find(|(name, _)| name == property) else { return Tag::Absent };
    let Ok(value) = raw::parse::<Value>(value) else { return Tag::Unknown };
    let names = |variant: &Variant| variant.tags.iter().chain(variant.adds).any(|literal| literal.is(&value));
    variants.iter().position(names).map_or(Tag::Unknown, Tag::Names)
}

fn fallback<U: Union>(text: &str, tag: Tag) -> Option<U> {
    let name = U::FALLBACK?;
    let (place, variant) = U::VARIANTS.iter().enumerate().find(|(_, variant)| variant.name == name)?;
    let value = Visit::decode(text, place, false)?;
    // A type without a property for the tag would forget the one that came.
    let forgets =
        matches!(tag, Tag::Unknown) && !variant.adds.is_empty() && lost(text, &value).is_none_or(|lost| lost > 0);
    (!forgets).then_some(value)
}

/// Rule 3: the only candidate, or the one that loses least.
fn choose<U: Union>(text: &str, candidates: &Candidates, session: &Session) -> Option<U> {
    match candidates.variants.as_slice() {
        [] => None,
        [only] => Visit::decode(text, *only, true),
        several => {
            if let Some(place) = session.recall::<U>(text) {
                return Visit::decode(text, place?, true);
            }
            let chosen = best(text, several);
            session.remember::<U>(text, chosen.as_ref().map(|(place, _)| *place));
            chosen.map(|(_, value)| value)
        }
    }
}

fn best<U: Union>(text: &str, places: &[usize]) -> Option<(usize, U)> {
    let before = raw::parse::<Value>(text).ok();
    let mut decoded = 0;
    let mut best: Option<Trial<U>> = None;
    for place in places {
        let Some(value) = Visit::<U>::decode(text, *place, true) else { continue };
        decoded += 1;
        let after = before.as_ref().and_then(|_| encode(&value));
        // A number beyond what can be compared: the order decides.
        let (Some(before), Some(after)) = (&before, after) else { return Some((*place, value)) };
        let lost = loss::count(before, &after);
        if lost == 0 {
            return Some((*place, value));
        }
        if best.as_ref().is_none_or(|best| lost < best.lost) {
            best = Some(Trial { place: *place, value, after, lost });
        }
    }
    let Trial { place, value, after, .. } = best?;
    let forgotten: Vec<&str> = before.iter().flat_map(|before| loss::names(before, &after)).collect();
    (decoded == 1 || !Visit::<U>::others_know(&forgotten, place)).then_some((place, value))
}

/// A candidate that could be decoded.
struct Trial<U> {
    place: usize,
    value: U,
    after: Value,
    lost: usize,
}

fn encode<U: Union>(value: &U) -> Option<Value> {
    serde_json::from_slice(&serde_json::to_vec(value).ok()?).ok()
}

fn lost<U: Union>(text: &str, value: &U) -> Option<usize> {
    Some(loss::count(&raw::parse(text).ok()?, &encode(value)?))
}

/// The place would be one in the text of this value, which the reader does not see.
fn without_place(error: &serde_json::Error) -> String {
    let told = error.to_string();
    told.split(" at line ").next().unwrap_or_default().to_owned()
}
