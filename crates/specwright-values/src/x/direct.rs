#[macro_export]
macro_rules! record_h {
    ($name:ident { $($field:ident : $presence:ident $wire:literal),* $(,)? }) => {
        impl $crate::codec::Record for $name {
            const NAME: &'static str = ::core::stringify!($name);
            const FIELDS: &'static [&'static str] = &[$($wire),*];
            #[inline]
            fn read<'de, A: $crate::codec::MapAccess<'de>>(mut reader: $crate::codec::Reader<'de, A, Self>) -> $crate::codec::Result<Self, A::Error> {
                $(let mut $field = $crate::codec::None;)*
                while let $crate::codec::Some(mut entry) = reader.entry() {
                    $(if entry.$presence(&mut $field) { continue })*
                }
                match ($(reader.$presence($field, $wire),)*) {
                    ($($crate::codec::Some($field),)*) if !reader.failed() => $crate::codec::Ok(Self { $($field),* }),
                    _ => $crate::codec::Err(reader.failure()),
                }
            }
        }
        impl<'de> $crate::codec::Deserialize<'de> for $name {
            #[inline]
            fn deserialize<D: $crate::codec::Deserializer<'de>>(deserializer: D) -> $crate::codec::Result<Self, D::Error> {
                $crate::codec::deserialize(deserializer)
            }
        }
        impl $crate::codec::Serialize for $name {
            fn serialize<S: $crate::codec::Serializer>(&self, serializer: S) -> $crate::codec::Result<S::Ok, S::Error> {
                let mut writer = $crate::codec::Writer::<S, Self>::new(serializer);
                $(writer.$presence($wire, &self.$field);)*
                writer.end()
            }
        }
    };
}
#[macro_export]
macro_rules! record_i {
    ($name:ident { $($field:ident : $presence:ident $($wire:literal)?),* $(,)? }) => {
        impl $crate::codec::Record for $name {
            const NAME: &'static str = ::core::stringify!($name);
            const FIELDS: &'static [&'static str] = &[$($($wire,)?)*];
            #[inline]
            fn read<'de, A: $crate::codec::MapAccess<'de>>(mut reader: $crate::codec::Reader<'de, A, Self>) -> $crate::codec::Result<Self, A::Error> {
                $(let mut $field = $crate::codec::None;)*
                while let $crate::codec::Some(mut entry) = reader.entry() {
                    $(if entry.$presence(&mut $field) { continue })*
                }
                match ($(reader.$presence($field, $($wire)?),)*) {
                    ($($crate::codec::Some($field),)*) => reader.done(Self { $($field),* }),
                    _ => reader.fail(),
                }
            }
        }
        impl<'de> $crate::codec::Deserialize<'de> for $name {
            #[inline]
            fn deserialize<D: $crate::codec::Deserializer<'de>>(deserializer: D) -> $crate::codec::Result<Self, D::Error> {
                $crate::codec::deserialize(deserializer)
            }
        }
        impl $crate::codec::Serialize for $name {
            fn serialize<S: $crate::codec::Serializer>(&self, serializer: S) -> $crate::codec::Result<S::Ok, S::Error> {
                let mut writer = $crate::codec::Writer::<S, Self>::new(serializer);
                $(writer.$presence($($wire,)? &self.$field);)*
                writer.end()
            }
        }
    };
}
#[macro_export]
macro_rules! record_j {
    ($name:ident { $($field:ident : $presence:ident $wire:literal),* $(,)? }) => {
        impl $crate::codec::Record for $name {
            const NAME: &'static str = ::core::stringify!($name);
            const FIELDS: &'static [&'static str] = &[$($wire),*];
            #[inline]
            fn read<'de, A: $crate::codec::MapAccess<'de>>(mut reader: $crate::codec::Reader<'de, A, Self>) -> $crate::codec::Result<Self, A::Error> {
                $(let mut $field = $crate::codec::None;)*
                while let $crate::codec::Some(mut entry) = reader.entry() {
                    let _ = $(entry.$presence(&mut $field) ||)* false;
                }
                match ($(reader.$presence($field, $wire),)*) {
                    ($($crate::codec::Some($field),)*) if !reader.failed() => $crate::codec::Ok(Self { $($field),* }),
                    _ => $crate::codec::Err(reader.failure()),
                }
            }
        }
        impl<'de> $crate::codec::Deserialize<'de> for $name {
            #[inline]
            fn deserialize<D: $crate::codec::Deserializer<'de>>(deserializer: D) -> $crate::codec::Result<Self, D::Error> {
                $crate::codec::deserialize(deserializer)
            }
        }
        impl $crate::codec::Serialize for $name {
            fn serialize<S: $crate::codec::Serializer>(&self, serializer: S) -> $crate::codec::Result<S::Ok, S::Error> {
                let mut writer = $crate::codec::Writer::<S, Self>::new(serializer);
                $(writer.$presence($wire, &self.$field);)*
                writer.end()
            }
        }
    };
}
#[macro_export]
macro_rules! record_k {
    ($name:ident { $($field:ident : $presence:ident $($wire:literal)?),* $(,)? }) => {
        impl $crate::codec::Record for $name {
            const NAME: &'static str = ::core::stringify!($name);
            const FIELDS: &'static [&'static str] = &[$($($wire,)?)*];
            #[inline]
            fn read<'de, A: $crate::codec::MapAccess<'de>>(mut reader: $crate::codec::Reader<'de, A, Self>) -> $crate::codec::Result<Self, A::Error> {
                $(let mut $field = $crate::codec::None;)*
                while let $crate::codec::Some(mut entry) = reader.entry() {
                    $(if entry.$presence(&mut $field) { continue })*
                }
                if let ($($crate::codec::Some($field),)*) = ($(reader.$presence($field, $($wire)?),)*) { return reader.done(Self { $($field),* }) } reader.fail()
            }
        }
        impl<'de> $crate::codec::Deserialize<'de> for $name {
            #[inline]
            fn deserialize<D: $crate::codec::Deserializer<'de>>(deserializer: D) -> $crate::codec::Result<Self, D::Error> {
                $crate::codec::deserialize(deserializer)
            }
        }
        impl $crate::codec::Serialize for $name {
            fn serialize<S: $crate::codec::Serializer>(&self, serializer: S) -> $crate::codec::Result<S::Ok, S::Error> {
                let mut writer = $crate::codec::Writer::<S, Self>::new(serializer);
                $(writer.$presence($($wire,)? &self.$field);)*
                writer.end()
            }
        }
    };
}
