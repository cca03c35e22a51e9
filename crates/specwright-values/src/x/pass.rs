use std::fmt;
use std::marker::PhantomData;
use serde_core::de::{self, DeserializeSeed, Error as _, IgnoredAny, MapAccess, Visitor};
use serde_core::ser::{self, SerializeMap};
use serde_core::{Deserialize, Deserializer, Serialize, Serializer};
use crate::Maybe;

pub trait Record: Sized {
    const NAME: &'static str;
    const FIELDS: &'static [&'static str];
    fn decode<'de, A: MapAccess<'de>>(reader: &mut Reader<'de, A>) -> Option<Self>;
}

pub struct Reader<'de, A: MapAccess<'de>> {
    map: A,
    fields: &'static [&'static str],
    pending: usize,
    seen: u128,
    error: Option<A::Error>,
    life: PhantomData<&'de ()>,
}
const END: usize = usize::MAX;

pub struct Pass<'r, 'de, A: MapAccess<'de>> { reader: &'r mut Reader<'de, A>, at: usize }

struct Key { fields: &'static [&'static str], next: usize }
impl<'de> DeserializeSeed<'de> for Key {
    type Value = usize;
    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, d: D) -> Result<usize, D::Error> { d.deserialize_identifier(self) }
}
impl<'de> Visitor<'de> for Key {
    type Value = usize;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.write_str("a property name") }
    #[inline]
    fn visit_str<E: de::Error>(self, text: &str) -> Result<usize, E> { Ok(find(self.fields, self.next, text)) }
}
#[inline]
fn find(fields: &'static [&'static str], next: usize, text: &str) -> usize {
    match fields.get(next) { Some(f) if *f == text => next, _ => scan(fields, text) }
}
fn scan(fields: &'static [&'static str], text: &str) -> usize {
    fields.iter().position(|f| *f == text).unwrap_or(END)
}

impl<'de, A: MapAccess<'de>> Reader<'de, A> {
    fn advance(&mut self, next: usize) {
        loop {
            match self.map.next_key_seed(Key { fields: self.fields, next }) {
                Ok(Some(END)) => if let Err(e) = self.map.next_value::<IgnoredAny>() { return self.fail(e); },
                Ok(Some(i)) => {
                    let bit = 1u128 << (i & 127);
                    if self.seen & bit != 0 { return self.duplicate(i); }
                    self.seen |= bit;
                    self.pending = i; return;
                }
                Ok(None) => { self.pending = END; return; }
                Err(e) => return self.fail(e),
            }
        }
    }
    #[cold]
    fn duplicate(&mut self, i: usize) { self.fail(A::Error::duplicate_field(self.fields[i])) }
    #[cold]
    fn fail(&mut self, e: A::Error) { self.error = Some(e); self.pending = END; }
    #[inline(always)]
    pub fn pass(&mut self) -> Option<Pass<'_, 'de, A>> {
        if self.pending == END { None } else { Some(Pass { reader: self, at: 0 }) }
    }
    #[cold]
    fn missing<T>(&mut self, name: &'static str) -> Option<T> { if self.error.is_none() { self.fail(A::Error::missing_field(name)); } None }
    #[inline(always)]
    pub fn required<T>(&mut self, slot: Option<T>, name: &'static str) -> Option<T> { if slot.is_none() { return self.missing(name) } slot }
    #[inline(always)]
    pub fn nullable<T>(&mut self, slot: Option<Option<T>>, name: &'static str) -> Option<Option<T>> { if slot.is_none() { return self.missing(name) } slot }
    #[inline(always)]
    pub fn optional<T>(&mut self, slot: Option<Option<T>>, name: &'static str) -> Option<Option<T>> { Some(slot.unwrap_or(None)) }
    #[inline(always)]
    pub fn any<T>(&mut self, slot: Option<Option<T>>, name: &'static str) -> Option<Option<T>> { Some(slot.unwrap_or(None)) }
    #[inline(always)]
    pub fn maybe<T>(&mut self, slot: Option<Maybe<T>>, name: &'static str) -> Option<Maybe<T>> { Some(slot.unwrap_or(Maybe::Absent)) }
}
impl<'de, A: MapAccess<'de>> Pass<'_, 'de, A> {
    #[inline(always)]
    pub fn read<T: Deserialize<'de>>(&mut self, slot: &mut Option<T>) {
        let at = self.at;
        self.at = at + 1;
        if self.reader.pending == at {
            match self.reader.map.next_value() {
                Ok(v) => { *slot = Some(v); self.reader.advance(at + 1) }
                Err(e) => self.reader.fail(e),
            }
        }
    }
    #[inline(always)]
    pub fn required<T: Deserialize<'de>>(&mut self, slot: &mut Option<T>) { self.read(slot) }
    #[inline(always)]
    pub fn nullable<T: Deserialize<'de>>(&mut self, slot: &mut Option<Option<T>>) { self.read(slot) }
    #[inline(always)]
    pub fn optional<T: Deserialize<'de>>(&mut self, slot: &mut Option<Option<T>>) { self.read(slot) }
    #[inline(always)]
    pub fn maybe<T: Deserialize<'de>>(&mut self, slot: &mut Option<Maybe<T>>) { self.read(slot) }
}

pub fn deserialize<'de, R: Record, D: Deserializer<'de>>(d: D) -> Result<R, D::Error> {
    d.deserialize_struct(R::NAME, R::FIELDS, V(PhantomData))
}
struct V<R>(PhantomData<R>);
impl<'de, R: Record> Visitor<'de> for V<R> {
    type Value = R;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.write_str("an object") }
    #[inline]
    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<R, A::Error> {
        let mut r = Reader { map, fields: R::FIELDS, pending: END, seen: 0, error: None, life: PhantomData };
        r.advance(0);
        let out = R::decode(&mut r);
        match (r.error, out) {
            (None, Some(out)) => Ok(out),
            (Some(e), _) => Err(e),
            (None, None) => Err(A::Error::custom("incomplete")),
        }
    }
}

pub struct Writer<S: Serializer> { state: Result<S::SerializeMap, S::Error> }
impl<S: Serializer> Writer<S> {
    #[inline]
    pub fn new(s: S) -> Self { Writer { state: s.serialize_map(None) } }
    #[inline(always)]
    pub fn required<T: Serialize>(&mut self, wire: &'static str, value: &T) {
        if let Ok(map) = &mut self.state { if let Err(e) = map.serialize_entry(wire, value) { self.state = Err(e) } }
    }
    #[inline(always)]
    pub fn nullable<T: Serialize>(&mut self, wire: &'static str, value: &Option<T>) { self.required(wire, value) }
    #[inline(always)]
    pub fn optional<T: Serialize>(&mut self, wire: &'static str, value: &Option<T>) { if let Some(v) = value { self.required(wire, v) } }
    #[inline(always)]
    pub fn maybe<T: Serialize>(&mut self, wire: &'static str, value: &Maybe<T>) { if !value.is_absent() { self.required(wire, value) } }
    #[inline]
    pub fn end(self) -> Result<S::Ok, S::Error> { self.state?.end() }
}

/// A: slots, chain of presence methods, extraction by `match`.
#[macro_export]
macro_rules! record_a {
    ($name:ident { $($field:ident : $presence:ident $($wire:literal)?),* $(,)? }) => {
        impl $crate::x::pass::Record for $name {
            const NAME: &'static str = stringify!($name);
            const FIELDS: &'static [&'static str] = &[$($($wire,)?)*];
            fn decode<'de, A: $crate::serde_core::de::MapAccess<'de>>(reader: &mut $crate::x::pass::Reader<'de, A>) -> Option<Self> {
                $(let mut $field = None;)*
                while let Some(mut pass) = reader.pass() { $(pass.$presence(&mut $field);)* }
                Some(Self { $($field: match reader.$presence($field, $($wire)?) { Some(v) => v, None => return None },)* })
            }
        }
        impl<'de> $crate::serde_core::Deserialize<'de> for $name {
            fn deserialize<D: $crate::serde_core::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> { $crate::x::pass::deserialize(deserializer) }
        }
        impl $crate::serde_core::Serialize for $name {
            fn serialize<S: $crate::serde_core::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let mut writer = $crate::x::pass::Writer::<S>::new(serializer);
                $(writer.$presence($($wire,)? &self.$field);)*
                writer.end()
            }
        }
    };
}
/// B: `?`
#[macro_export]
macro_rules! record_b {
    ($name:ident { $($field:ident : $presence:ident $($wire:literal)?),* $(,)? }) => {
        impl $crate::x::pass::Record for $name {
            const NAME: &'static str = stringify!($name);
            const FIELDS: &'static [&'static str] = &[$($($wire,)?)*];
            fn decode<'de, A: $crate::serde_core::de::MapAccess<'de>>(reader: &mut $crate::x::pass::Reader<'de, A>) -> Option<Self> {
                $(let mut $field = None;)*
                while let Some(mut pass) = reader.pass() { $(pass.$presence(&mut $field);)* }
                Some(Self { $($field: reader.$presence($field, $($wire)?)?,)* })
            }
        }
        impl<'de> $crate::serde_core::Deserialize<'de> for $name {
            fn deserialize<D: $crate::serde_core::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> { $crate::x::pass::deserialize(deserializer) }
        }
        impl $crate::serde_core::Serialize for $name {
            fn serialize<S: $crate::serde_core::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let mut writer = $crate::x::pass::Writer::<S>::new(serializer);
                $(writer.$presence($($wire,)? &self.$field);)*
                writer.end()
            }
        }
    };
}
/// C: encode only
#[macro_export]
macro_rules! record_c {
    ($name:ident { $($field:ident : $presence:ident $($wire:literal)?),* $(,)? }) => {
        impl $crate::serde_core::Serialize for $name {
            fn serialize<S: $crate::serde_core::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let mut writer = $crate::x::pass::Writer::<S>::new(serializer);
                $(writer.$presence($($wire,)? &self.$field);)*
                writer.end()
            }
        }
    };
}
/// D: tuple let-else
#[macro_export]
macro_rules! record_d {
    ($name:ident { $($field:ident : $presence:ident $($wire:literal)?),* $(,)? }) => {
        impl $crate::x::pass::Record for $name {
            const NAME: &'static str = stringify!($name);
            const FIELDS: &'static [&'static str] = &[$($($wire,)?)*];
            fn decode<'de, A: $crate::serde_core::de::MapAccess<'de>>(reader: &mut $crate::x::pass::Reader<'de, A>) -> Option<Self> {
                $(let mut $field = None;)*
                while let Some(mut pass) = reader.pass() { $(pass.$presence(&mut $field);)* }
                match ($(reader.$presence($field, $($wire)?),)*) { ($(Some($field),)*) => Some(Self { $($field,)* }), _ => None }
            }
        }
        impl<'de> $crate::serde_core::Deserialize<'de> for $name {
            fn deserialize<D: $crate::serde_core::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> { $crate::x::pass::deserialize(deserializer) }
        }
        impl $crate::serde_core::Serialize for $name {
            fn serialize<S: $crate::serde_core::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let mut writer = $crate::x::pass::Writer::<S>::new(serializer);
                $(writer.$presence($($wire,)? &self.$field);)*
                writer.end()
            }
        }
    };
}
