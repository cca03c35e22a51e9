//! How many properties a record writes, found without writing them.

use std::fmt;

use serde_core::ser::{self, Impossible, Serialize, SerializeMap, Serializer};

/// The number of properties; `None` for what is no record.
pub(super) fn properties<T: Serialize>(record: &T) -> Option<usize> {
    record.serialize(Count).ok()
}

struct Count;

/// The properties so far.
struct Properties(usize);

#[derive(Debug)]
struct NoRecord;

impl fmt::Display for NoRecord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("this is no record")
    }
}

impl std::error::Error for NoRecord {}

impl ser::Error for NoRecord {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }
}

macro_rules! no_record {
    ($($method:ident($ty:ty))*) => {
        $(fn $method(self, _: $ty) -> Result<usize, NoRecord> {
            Err(NoRecord)
        })*
    };
}

type No = Impossible<usize, NoRecord>;

impl Serializer for Count {
    type Ok = usize;
    type Error = NoRecord;
    type SerializeSeq = No;
    type SerializeTuple = No;
    type SerializeTupleStruct = No;
    type SerializeTupleVariant = No;
    type SerializeMap = Properties;
    type SerializeStruct = No;
    type SerializeStructVariant = No;

    no_record! {
        serialize_bool(bool) serialize_i8(i8) serialize_i16(i16) serialize_i32(i32) serialize_i64(i64)
        serialize_u8(u8) serialize_u16(u16) serialize_u32(u32) serialize_u64(u64) serialize_f32(f32)
        serialize_f64(f64) serialize_char(char) serialize_str(&str) serialize_bytes(&[u8])
        serialize_unit_struct(&'static str)
    }

    fn serialize_none(self) -> Result<usize, NoRecord> {
        Err(NoRecord)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, _: &T) -> Result<usize, NoRecord> {
        Err(NoRecord)
    }

    fn serialize_unit(self) -> Result<usize, NoRecord> {
        Err(NoRecord)
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, _: &'static str) -> Result<usize, NoRecord> {
        Err(NoRecord)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, _: &T) -> Result<usize, NoRecord> {
        Err(NoRecord)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<usize, NoRecord> {
        Err(NoRecord)
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<No, NoRecord> {
        Err(NoRecord)
    }

    fn serialize_tuple(self, _: usize) -> Result<No, NoRecord> {
        Err(NoRecord)
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<No, NoRecord> {
        Err(NoRecord)
    }

    fn serialize_tuple_variant(self, _: &'static str, _: u32, _: &'static str, _: usize) -> Result<No, NoRecord> {
        Err(NoRecord)
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Properties, NoRecord> {
        Ok(Properties(0))
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<No, NoRecord> {
        Err(NoRecord)
    }

    fn serialize_struct_variant(self, _: &'static str, _: u32, _: &'static str, _: usize) -> Result<No, NoRecord> {
        Err(NoRecord)
    }
}

impl SerializeMap for Properties {
    type Ok = usize;
    type Error = NoRecord;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, _: &T) -> Result<(), NoRecord> {
        self.0 += 1;
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, _: &T) -> Result<(), NoRecord> {
        Ok(())
    }

    fn end(self) -> Result<usize, NoRecord> {
        Ok(self.0)
    }
}
