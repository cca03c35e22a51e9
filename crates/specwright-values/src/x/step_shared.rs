use std::fmt;
use std::marker::PhantomData;
use serde_core::de::{self, DeserializeSeed, Error as _, IgnoredAny, MapAccess, Visitor};
use serde_core::ser::{self, SerializeMap};
use serde_core::{Deserialize, Deserializer, Serialize, Serializer};
use crate::Maybe;

pub trait Record: Sized {
    const NAME: &'static str;
    const FIELDS: &'static [&'static str];
    fn decode<'de, A: MapAccess<'de>>(reader: Reader<'de, A>) -> Result<Self, A::Error>;
}

pub struct Reader<'de, A: MapAccess<'de>> {
    map: A,
    fields: &'static [&'static str],
    next: usize,
    error: Option<A::Error>,
    life: PhantomData<&'de ()>,
}
const END: usize = usize::MAX;

pub struct Step<'r, 'de, A: MapAccess<'de>> { reader: &'r mut Reader<'de, A>, found: usize, at: usize }

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
    let text = text.as_bytes();
    match fields.get(next) { Some(f) if same(f.as_bytes(), text) => next, _ => scan(fields, next, text) }
}
fn scan(fields: &'static [&'static str], next: usize, text: &[u8]) -> usize {
    for at in (next + 1)..fields.len() { if same(fields[at].as_bytes(), text) { return at } }
    for at in 0..next { if same(fields[at].as_bytes(), text) { return at } }
    END
}
#[inline(always)]
fn same(a: &[u8], b: &[u8]) -> bool {
    if a.len() != b.len() { return false }
    if let (Some(a8), Some(b8)) = (a.first_chunk::<8>(), b.first_chunk::<8>()) {
        if u64::from_ne_bytes(*a8) != u64::from_ne_bytes(*b8) { return false }
        let (Some(a9), Some(b9)) = (a.last_chunk::<8>(), b.last_chunk::<8>()) else { return false };
        if u64::from_ne_bytes(*a9) != u64::from_ne_bytes(*b9) { return false }
        a.len() <= 16 || a == b
    } else if let (Some(a8), Some(b8)) = (a.first_chunk::<4>(), b.first_chunk::<4>()) {
        let (Some(a9), Some(b9)) = (a.last_chunk::<4>(), b.last_chunk::<4>()) else { return false };
        u32::from_ne_bytes(*a8) == u32::from_ne_bytes(*b8) && u32::from_ne_bytes(*a9) == u32::from_ne_bytes(*b9)
    } else { a.iter().eq(b) }
}
impl<'de, A: MapAccess<'de>> Reader<'de, A> {
    #[inline(always)]
    fn key(&mut self) -> usize {
        if self.error.is_some() { return END; }
        loop {
            match self.map.next_key_seed(Key { fields: self.fields, next: self.next }) {
                Ok(Some(END)) => if let Err(e) = self.map.next_value::<IgnoredAny>() { self.fail(e); return END },
                Ok(Some(i)) => { self.next = i + 1; return i }
                Ok(None) => return END,
                Err(e) => { self.fail(e); return END },
            }
        }
    }
    #[cold]
    fn duplicate(&mut self, i: usize) { let name = self.fields.get(i).copied().unwrap_or(""); self.fail(A::Error::duplicate_field(name)) }
    #[cold]
    fn fail(&mut self, e: A::Error) { self.error = Some(e); }
    #[inline(always)]
    pub fn next(&mut self) -> Option<Step<'_, 'de, A>> {
        let found = self.key();
        if found == END { None } else { Some(Step { reader: self, found, at: 0 }) }
    }
    #[cold]
    pub fn missing(&mut self, name: &'static str) -> A::Error { match self.error.take() { Some(e) => e, None => A::Error::missing_field(name) } }
    #[inline(always)]
    pub fn check(&mut self) -> Result<(), A::Error> { match self.error.take() { Some(e) => Err(e), None => Ok(()) } }
}
pub mod take {
    use crate::Maybe;
    #[inline(always)]
    pub fn required<T>(slot: Option<T>) -> Option<T> { slot }
    #[inline(always)]
    pub fn nullable<T>(slot: Option<Option<T>>) -> Option<Option<T>> { slot }
    #[inline(always)]
    pub fn optional<T>(slot: Option<Option<T>>) -> Option<Option<T>> { Some(slot.unwrap_or(None)) }
    #[inline(always)]
    pub fn any<T>(slot: Option<Option<T>>) -> Option<Option<T>> { Some(slot.unwrap_or(None)) }
    #[inline(always)]
    pub fn maybe<T>(slot: Option<Maybe<T>>) -> Option<Maybe<T>> { Some(slot.unwrap_or(Maybe::Absent)) }
}
impl<'de, A: MapAccess<'de>> Step<'_, 'de, A> {
    #[inline(always)]
    pub fn read<T: Deserialize<'de>>(&mut self, slot: &mut Option<T>) -> bool {
        let at = self.at;
        self.at = at + 1;
        if self.found != at { return false }
        if slot.is_some() { self.reader.duplicate(at); return true }
        match self.reader.map.next_value() {
            Ok(v) => { *slot = Some(v); }
            Err(e) => self.reader.fail(e),
        }
        true
    }
    #[inline(always)]
    pub fn required<T: Deserialize<'de>>(&mut self, slot: &mut Option<T>) -> bool { self.read(slot) }
    #[inline(always)]
    pub fn nullable<T: Deserialize<'de>>(&mut self, slot: &mut Option<Option<T>>) -> bool { self.read(slot) }
    #[inline(always)]
    pub fn optional<T: Deserialize<'de>>(&mut self, slot: &mut Option<Option<T>>) -> bool { self.read(slot) }
    #[inline(always)]
    pub fn maybe<T: Deserialize<'de>>(&mut self, slot: &mut Option<Maybe<T>>) -> bool { self.read(slot) }
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
        R::decode(Reader { map, fields: R::FIELDS, next: 0, error: None, life: PhantomData })
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


#[macro_export]
macro_rules! record_e {
    ($name:ident { $($field:ident : $presence:ident $($wire:literal)?),* $(,)? }) => {
        impl $crate::x::step::Record for $name {
            const NAME: &'static str = stringify!($name);
            const FIELDS: &'static [&'static str] = &[$($($wire,)?)*];
            #[inline]
            fn decode<'de, A: $crate::serde_core::de::MapAccess<'de>>(mut reader: $crate::x::step::Reader<'de, A>) -> Result<Self, A::Error> {
                $(let mut $field = None;)*
                while let Some(mut step) = reader.next() { $(if step.$presence(&mut $field) { continue })* }
                reader.check()?;
                Ok(Self { $($field: match $crate::x::step::take::$presence($field) { Some(v) => v, None => return Err(reader.missing($($wire)?)) },)* })
            }
        }
        impl<'de> $crate::serde_core::Deserialize<'de> for $name {
            fn deserialize<D: $crate::serde_core::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> { $crate::x::step::deserialize(deserializer) }
        }
        impl $crate::serde_core::Serialize for $name {
            fn serialize<S: $crate::serde_core::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let mut writer = $crate::x::step::Writer::<S>::new(serializer);
                $(writer.$presence($($wire,)? &self.$field);)*
                writer.end()
            }
        }
    };
}

#[macro_export]
macro_rules! record_f {
    ($name:ident { $($field:ident : $presence:ident $($wire:literal)?),* $(,)? }) => {
        impl $crate::x::step::Record for $name {
            const NAME: &'static str = stringify!($name);
            const FIELDS: &'static [&'static str] = &[$($($wire,)?)*];
            #[inline]
            fn decode<'de, A: $crate::serde_core::de::MapAccess<'de>>(mut reader: $crate::x::step::Reader<'de, A>) -> Result<Self, A::Error> {
                $(let mut $field = None;)*
                while let Some(mut step) = reader.next() { let _ = $(step.$presence(&mut $field) ||)* false; }
                reader.check()?;
                Ok(Self { $($field: match $crate::x::step::take::$presence($field) { Some(v) => v, None => return Err(reader.missing($($wire)?)) },)* })
            }
        }
        impl<'de> $crate::serde_core::Deserialize<'de> for $name {
            fn deserialize<D: $crate::serde_core::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> { $crate::x::step::deserialize(deserializer) }
        }
        impl $crate::serde_core::Serialize for $name {
            fn serialize<S: $crate::serde_core::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let mut writer = $crate::x::step::Writer::<S>::new(serializer);
                $(writer.$presence($($wire,)? &self.$field);)*
                writer.end()
            }
        }
    };
}

#[macro_export]
macro_rules! record_g {
    ($name:ident { $($field:ident : $presence:ident $($wire:literal)?),* $(,)? }) => {
        impl $crate::x::step::Record for $name {
            const NAME: &'static str = stringify!($name);
            const FIELDS: &'static [&'static str] = &[$($($wire,)?)*];
            #[inline]
            fn decode<'de, A: $crate::serde_core::de::MapAccess<'de>>(mut reader: $crate::x::step::Reader<'de, A>) -> Result<Self, A::Error> {
                $(let mut $field = None;)*
                while let Some(mut step) = reader.next() { $(if step.$presence(&mut $field) { continue })* }
                match ($($crate::x::step::take::$presence($field),)*) { ($(Some($field),)*) => { reader.check()?; Ok(Self { $($field,)* }) }, _ => Err(reader.missing("")) }
            }
        }
        impl<'de> $crate::serde_core::Deserialize<'de> for $name {
            fn deserialize<D: $crate::serde_core::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> { $crate::x::step::deserialize(deserializer) }
        }
        impl $crate::serde_core::Serialize for $name {
            fn serialize<S: $crate::serde_core::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let mut writer = $crate::x::step::Writer::<S>::new(serializer);
                $(writer.$presence($($wire,)? &self.$field);)*
                writer.end()
            }
        }
    };
}
