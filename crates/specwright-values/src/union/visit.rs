//! Going through the variants of a union with one question.

use serde_core::de::DeserializeOwned;
use serde_json::Value;

use super::{Known, Union, Variant};
use crate::raw::{self, Entries, Kind};
use crate::record::Record;
use crate::whole::{self, Whole};

/// One walk along the variants of the union `U`. The methods are called once for each variant, in their order.
#[derive(Debug)]
pub struct Visit<'t, U> {
    walk: Walk<'t>,
    made: Option<U>,
}

impl<'t, U: Union> Visit<'t, U> {
    /// The variants that may hold the value, of those that `admits` says; those that may lose least come first.
    pub(super) fn filter(text: &'t str, admits: fn(&Variant) -> bool) -> Candidates {
        let entries = Entries::of(text).map(|(name, value)| (name.into_owned(), value)).collect();
        let found = Candidates::default();
        let mut visit = Self::new(text, Task::Filter { entries, admits, variants: U::VARIANTS, found });
        U::visit(&mut visit);
        let Task::Filter { mut found, .. } = visit.walk.task else { return Candidates::default() };
        found.variants.sort_by_key(|candidate| candidate.loses);
        found
    }

    /// The value as the variant at this place; with `known` only if it is none that an open enum or union keeps as
    /// unknown.
    pub(super) fn decode(text: &'t str, place: usize, known: bool) -> Option<U> {
        let mut visit = Self::new(text, Task::Decode { place, known });
        U::visit(&mut visit);
        visit.made
    }

    /// Whether a record other than the one at `except`, or a union, has one of these properties.
    pub(super) fn knows(names: &'t [&'t str], except: Option<usize>, levels: usize) -> bool {
        let mut visit = Self::new("", Task::Search { names, except, levels, found: false });
        U::visit(&mut visit);
        matches!(visit.walk.task, Task::Search { found: true, .. })
    }

    /// Whether the value is near to one of the unions among the variants.
    pub(super) fn is_near(text: &'t str, levels: usize) -> bool {
        let mut visit = Self::new(text, Task::Near { levels, found: false });
        U::visit(&mut visit);
        matches!(visit.walk.task, Task::Near { found: true, .. })
    }

    fn new(text: &'t str, task: Task<'t>) -> Self
    where
        Self: 't,
    {
        Self { walk: Walk { text, kind: Kind::of(text), at: 0, task }, made: None }
    }

    /// A type written as a string.
    pub fn string<P: DeserializeOwned>(&mut self, make: fn(P) -> U) {
        self.plain(Some(Kind::String), make);
    }

    /// A type of whole numbers.
    pub fn integer<P: Whole>(&mut self, make: fn(P) -> U) {
        if self.walk.turn(Some(Kind::Number), 0).is_some() {
            self.made = whole::parse(self.walk.text).ok().map(make);
        }
    }

    /// A type of numbers.
    pub fn number<P: DeserializeOwned>(&mut self, make: fn(P) -> U) {
        self.plain(Some(Kind::Number), make);
    }

    /// `bool`.
    pub fn boolean<P: DeserializeOwned>(&mut self, make: fn(P) -> U) {
        self.plain(Some(Kind::Boolean), make);
    }

    /// A type written as an array.
    pub fn array<P: DeserializeOwned>(&mut self, make: fn(P) -> U) {
        self.plain(Some(Kind::Array), make);
    }

    /// A type written as an object whose keys are data.
    pub fn map<P: DeserializeOwned>(&mut self, make: fn(P) -> U) {
        self.plain(Some(Kind::Object), make);
    }

    /// A record.
    pub fn record<P: Record + DeserializeOwned>(&mut self, make: fn(P) -> U) {
        if self.walk.record_turn(P::FIELDS, P::NEEDED, P::OPEN) {
            self.made = raw::parse(self.walk.text).ok().map(make);
        }
    }

    /// An enum of strings.
    pub fn strings<P: Known + DeserializeOwned>(&mut self, make: fn(P) -> U) {
        self.open_enum(Kind::String, make);
    }

    /// An enum of integers.
    pub fn integers<P: Known + DeserializeOwned>(&mut self, make: fn(P) -> U) {
        self.open_enum(Kind::Number, make);
    }

    /// An enum of any values.
    pub fn values<P: Known + DeserializeOwned>(&mut self, make: fn(P) -> U) {
        self.known(None, make);
    }

    /// A union.
    pub fn union<P: Known + DeserializeOwned>(&mut self, make: fn(P) -> U) {
        match &mut self.walk.task {
            Task::Search { names, levels, found, .. } => {
                *found |= levels.checked_sub(1).is_some_and(|levels| P::knows(names, levels));
            }
            Task::Near { levels, found } => {
                *found |= levels.checked_sub(1).is_some_and(|levels| P::is_near(self.walk.text, levels));
            }
            Task::Filter { .. } | Task::Decode { .. } => {}
        }
        self.known(None, make);
    }

    /// A type of any value.
    pub fn any<P: DeserializeOwned>(&mut self, make: fn(P) -> U) {
        self.plain(None, make);
    }

    fn plain<P: DeserializeOwned>(&mut self, kind: Option<Kind>, make: fn(P) -> U) {
        if self.walk.turn(kind, 0).is_some() {
            self.made = raw::parse(self.walk.text).ok().map(make);
        }
    }

    fn open_enum<P: Known + DeserializeOwned>(&mut self, kind: Kind, make: fn(P) -> U) {
        self.walk.note_enum(kind);
        self.known(Some(kind), make);
    }

    fn known<P: Known + DeserializeOwned>(&mut self, kind: Option<Kind>, make: fn(P) -> U) {
        if let Some(known) = self.walk.turn(kind, 0) {
            self.made = raw::parse::<P>(self.walk.text).ok().filter(|value| !known || value.is_known()).map(make);
        }
    }
}

/// The places of variants that may hold a value.
#[derive(Debug, Default)]
pub(super) struct Candidates {
    /// By what is documented.
    pub(super) variants: Vec<Candidate>,
    /// What would be documented but for what is said behind `where`.
    pub(super) refuted: Vec<usize>,
    /// As the unknown value of an enum.
    pub(super) enums: Vec<usize>,
}

/// A variant that may hold a value.
#[derive(Debug)]
pub(super) struct Candidate {
    pub(super) place: usize,
    /// How many properties it loses for certain.
    pub(super) loses: usize,
}

/// The part of a visit that is the same for all unions, so that it is compiled once.
#[derive(Debug)]
struct Walk<'t> {
    text: &'t str,
    kind: Kind,
    at: usize,
    task: Task<'t>,
}

#[derive(Debug)]
enum Task<'t> {
    Filter {
        entries: Vec<(String, &'t str)>,
        admits: fn(&Variant) -> bool,
        variants: &'static [Variant],
        found: Candidates,
    },
    Decode {
        place: usize,
        known: bool,
    },
    Search {
        names: &'t [&'t str],
        except: Option<usize>,
        levels: usize,
        found: bool,
    },
    Near {
        levels: usize,
        found: bool,
    },
}

impl Walk<'_> {
    /// Steps to the next variant, of this kind of value if it is of one only. When it is the one to be decoded, tells
    /// whether unknown values are to be refused.
    fn turn(&mut self, kind: Option<Kind>, loses: usize) -> Option<bool> {
        let at = self.at;
        self.at += 1;
        match &mut self.task {
            Task::Decode { place, known } => (*place == at).then_some(*known),
            Task::Filter { found, entries, admits, variants } => {
                let admitted = variants.get(at).filter(|variant| admits(variant));
                match admitted.filter(|_| kind.is_none_or(|kind| kind == self.kind)) {
                    Some(variant) if holds(variant, entries) => found.variants.push(Candidate { place: at, loses }),
                    Some(_) => found.refuted.push(at),
                    None => {}
                }
                None
            }
            Task::Search { .. } | Task::Near { .. } => None,
        }
    }

    /// The same for a record. Tells whether it is the one to be decoded.
    fn record_turn(&mut self, fields: &[&str], needed: &[bool], open: bool) -> bool {
        let (fits, loses) = match &mut self.task {
            Task::Filter { entries, .. } => {
                let mut required = fields.iter().zip(needed).filter(|(_, needed)| **needed);
                let fits = required.all(|(field, _)| entries.iter().any(|(name, _)| name == field));
                let unknown = entries.iter().filter(|(name, _)| !fields.contains(&name.as_str()));
                (fits, if open || !fits { 0 } else { unknown.count() })
            }
            Task::Search { names, except, found, .. } => {
                *found |= *except != Some(self.at) && names.iter().any(|name| fields.contains(name));
                (false, 0)
            }
            Task::Decode { .. } => (true, 0),
            Task::Near { .. } => (false, 0),
        };
        if !fits {
            self.at += 1;
            return false;
        }
        self.turn(Some(Kind::Object), loses).is_some()
    }

    fn note_enum(&mut self, kind: Kind) {
        if let Task::Filter { found, admits, variants, .. } = &mut self.task
            && kind == self.kind
            && variants.get(self.at).is_some_and(*admits)
        {
            found.enums.push(self.at);
        }
    }
}

/// Whether what is said behind `where` is true.
fn holds(variant: &Variant, entries: &[(String, &str)]) -> bool {
    variant.conditions.iter().all(|(property, values)| {
        let found = entries.iter().find(|(name, _)| name == property);
        let value = found.and_then(|(_, text)| raw::parse::<Value>(text).ok());
        value.is_some_and(|value| values.iter().any(|literal| literal.is(&value)))
    })
}
