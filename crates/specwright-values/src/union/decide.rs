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
    match if session.is_spent() { None } else { variant(text, &session) } {
        Some(value) => Ok(value),
        None => raw::parse(text).map(U::unknown).map_err(|error| without_place(&error)),
    }
}

fn variant<U: Union>(text: &str, session: &Session) -> Option<U> {
    let tag = U::TAG.map_or(Tag::Absent, |property| tag(property, U::VARIANTS, text));
    let meant = match tag {
        Tag::Names(place) => Some(place),
        Tag::Absent | Tag::Unknown => place_of_fallback::<U>(),
    };
    if let Some(place) = meant
        && let Some(value) = Visit::decode(text, place, false)
        && !(matches!(tag, Tag::Unknown) && forgets(text, &value, place))
    {
        return Some(value);
    }
    let admits: fn(&Variant) -> bool = match tag {
        _ if U::TAG.is_none() => |_| true,
        // What the union would add to the value was not there.
        Tag::Absent => |variant| variant.adds.is_empty(),
        Tag::Names(_) | Tag::Unknown => |variant| variant.tags.is_empty() && variant.adds.is_empty(),
    };
    let mut candidates = Visit::<U>::filter(text, admits);
    candidates.variants.retain(|candidate| Some(candidate.place) != meant);
    choose(text, &candidates, session)
        .or_else(|| candidates.enums.iter().find_map(|place| Visit::decode(text, *place, false)))
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

fn place_of_fallback<U: Union>() -> Option<usize> {
    let name = U::FALLBACK?;
    U::VARIANTS.iter().position(|variant| variant.name == name)
}

/// Whether the value has lost a property that some other variant than its own at `place` knows, or the tag.
fn forgets<U: Union>(text: &str, value: &U, place: usize) -> bool {
    let Some((before, after)) = raw::parse::<Value>(text).ok().zip(encode(value)) else { return true };
    let forgotten: Vec<&str> = loss::names(&before, &after).collect();
    forgotten.iter().any(|name| Some(*name) == U::TAG) || others_know::<U>(&forgotten, place)
}

fn others_know<U: Union>(names: &[&str], place: usize) -> bool {
    !names.is_empty() && Visit::<U>::knows(names, Some(place), LEVELS)
}

/// How deep unions inside of unions are asked: they may lead to each other, and each may lead to several.
const LEVELS: usize = 4;

/// Whether a variant of the union, or of one that is a variant, has one of these properties.
pub fn knows<U: Union>(names: &[&str], levels: usize) -> bool {
    Visit::<U>::knows(names, None, levels)
}

/// Whether the text would be a variant of the union but for the value of its tag or one behind `where`.
pub fn is_near<U: Union>(text: &str, levels: usize) -> bool {
    let found = Visit::<U>::filter(text, |_| true);
    let mut places = found.variants.iter().map(|candidate| candidate.place).chain(found.refuted);
    places.any(|place| Visit::<U>::decode(text, place, true).is_some()) || Visit::<U>::is_near(text, levels)
}

/// Rule 3: the only candidate, or the one that loses least.
fn choose<U: Union>(text: &str, candidates: &Candidates, session: &Session) -> Option<U> {
    match candidates.variants.as_slice() {
        [] => None,
        [only] if only.loses == 0 || candidates.refuted.is_empty() => Visit::decode(text, only.place, true),
        _ => {
            if let Some(place) = session.recall::<U>(text) {
                return Visit::decode(text, place?, true);
            }
            let chosen = best(text, candidates);
            session.remember::<U>(text, chosen.as_ref().map(|(place, _)| *place));
            chosen.map(|(_, value)| value)
        }
    }
}

/// The candidates come with the least certain loss first, so that most are not even tried.
fn best<U: Union>(text: &str, candidates: &Candidates) -> Option<(usize, U)> {
    let before = raw::parse::<Value>(text).ok();
    let mut alone = true;
    let mut best: Option<Trial<U>> = None;
    let mut untried = candidates.variants.iter();
    while let Some(candidate) = untried
        .clone()
        .next()
        .filter(|next| best.as_ref().is_none_or(|best| (next.loses, next.place) < (best.lost, best.place)))
    {
        untried.next();
        let Some(value) = Visit::<U>::decode(text, candidate.place, true) else { continue };
        let after = before.as_ref().and_then(|_| encode(&value));
        // A number beyond what can be compared: the order decides.
        let (Some(before), Some(after)) = (&before, after) else { return Some((candidate.place, value)) };
        let lost = loss::count(before, &after);
        alone &= best.is_none();
        if best.as_ref().is_none_or(|best| (lost, candidate.place) < (best.lost, best.place)) {
            best = Some(Trial { place: candidate.place, value, after, lost });
        }
    }
    let Trial { place, value, after, .. } = best?;
    let forgotten: Vec<&str> = before.iter().flat_map(|before| loss::names(before, &after)).collect();
    let forgets = others_know::<U>(&forgotten, place);
    let mut others = untried
        .map(|candidate| candidate.place)
        .chain(candidates.refuted.iter().copied())
        .filter_map(|place| Visit::<U>::decode(text, place, true));
    let is_only = |others: &mut dyn Iterator<Item = U>| others.next().is_none() && !Visit::<U>::is_near(text, LEVELS);
    (!forgets || alone && is_only(&mut others)).then_some((place, value))
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

/// The place would be one in the text of this value, which the reader does not see.
fn without_place(error: &serde_json::Error) -> String {
    let told = error.to_string();
    told.split(" at line ").next().unwrap_or_default().to_owned()
}
