//! What types are: shapes of definitions, and uses of types.

use crate::{Facts, Origin, TypeId};

/// What a definition is.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// An object with known properties.
    Record(Record),
    /// A closed list of values in the document; open in every reader's mind.
    Enum(Enum),
    /// One of several types.
    Union(Union),
    /// Another name for a use of a type.
    Alias(Ty),
}

impl Shape {
    /// Every use of a type in it, in document order.
    pub(crate) fn uses(&self) -> Vec<&Ty> {
        match self {
            Self::Record(record) => {
                let rest = if let Rest::Kept(ty) = &record.rest { Some(ty) } else { None };
                record.fields.iter().map(|field| &field.ty).chain(rest).collect()
            }
            Self::Enum(_) => Vec::new(),
            Self::Union(union) => union.variants.iter().map(|variant| &variant.ty).collect(),
            Self::Alias(ty) => vec![ty],
        }
    }

    /// Calls `f` with every use of a type in it, and with every type inside those, in document order.
    pub fn for_each_use(&self, f: &mut dyn FnMut(&Ty)) {
        self.uses().into_iter().for_each(|ty| ty.walk(f));
    }

    /// The same, to change them.
    pub(crate) fn for_each_use_mut(&mut self, f: &mut dyn FnMut(&mut Ty)) {
        match self {
            Self::Record(record) => {
                record.fields.iter_mut().for_each(|field| field.ty.walk_mut(f));
                if let Rest::Kept(ty) = &mut record.rest {
                    ty.walk_mut(f);
                }
            }
            Self::Enum(_) => {}
            Self::Union(union) => union.variants.iter_mut().for_each(|variant| variant.ty.walk_mut(f)),
            Self::Alias(ty) => ty.walk_mut(f),
        }
    }
}

/// A use of a type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ty {
    /// Any JSON value, `null` included.
    Any,
    /// `true` or `false`.
    Boolean,
    /// A whole number.
    Integer(IntWidth),
    /// A number.
    Number(NumberFormat),
    /// A string.
    String(StringFormat),
    /// A whole number or a number that is written inside of a string. Holds [`Integer`](Self::Integer) or
    /// [`Number`](Self::Number), nothing else.
    Quoted(Box<Ty>),
    /// An array with elements of one type.
    List(Box<Ty>),
    /// An array of exactly these elements; two to twelve of them.
    Tuple(Vec<Ty>),
    /// An object whose keys are data.
    Map(Box<Ty>),
    /// The type, or `null`. Never directly inside another `Nullable`, never around [`Any`](Self::Any).
    Nullable(Box<Ty>),
    /// A definition.
    Named(TypeId),
}

impl Ty {
    /// Calls `f` with this type and every type inside it.
    pub fn walk(&self, f: &mut dyn FnMut(&Self)) {
        f(self);
        match self {
            Self::List(inner) | Self::Map(inner) | Self::Nullable(inner) | Self::Quoted(inner) => inner.walk(f),
            Self::Tuple(elements) => elements.iter().for_each(|element| element.walk(f)),
            Self::Any | Self::Boolean | Self::Integer(_) | Self::Number(_) | Self::String(_) | Self::Named(_) => {}
        }
    }

    /// Calls `f` with this type and then with every type inside what it has become.
    pub(crate) fn walk_mut(&mut self, f: &mut dyn FnMut(&mut Self)) {
        f(self);
        match self {
            Self::List(inner) | Self::Map(inner) | Self::Nullable(inner) | Self::Quoted(inner) => inner.walk_mut(f),
            Self::Tuple(elements) => elements.iter_mut().for_each(|element| element.walk_mut(f)),
            Self::Any | Self::Boolean | Self::Integer(_) | Self::Number(_) | Self::String(_) | Self::Named(_) => {}
        }
    }

    /// The same type, or `null`.
    #[must_use]
    pub fn nullable(self) -> Self {
        match self {
            Self::Any | Self::Nullable(_) => self,
            other => Self::Nullable(Box::new(other)),
        }
    }
}

/// How wide a whole number may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum IntWidth {
    /// 8 bits, signed.
    I8,
    /// 16 bits, signed.
    I16,
    /// 32 bits, signed.
    I32,
    /// 64 bits, signed; also for whole numbers without a format.
    I64,
    /// 128 bits, signed.
    I128,
    /// 8 bits, unsigned.
    U8,
    /// 16 bits, unsigned.
    U16,
    /// 32 bits, unsigned.
    U32,
    /// 64 bits, unsigned.
    U64,
    /// 128 bits, unsigned.
    U128,
}

/// How exact a number is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumberFormat {
    /// A binary floating point number of 64 bits is enough (`float`, `double`).
    Double,
    /// Every digit counts; also for numbers without a format.
    Exact,
}

/// What a string holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StringFormat {
    /// Text.
    Plain,
    /// A moment with its offset (RFC 3339 `date-time`).
    DateTime,
    /// A calendar day (RFC 3339 `full-date`).
    Date,
    /// A time of day with its offset (RFC 3339 `full-time`).
    Time,
    /// A length of time (RFC 3339 appendix A, `duration`).
    Duration,
    /// A UUID (RFC 9562).
    Uuid,
    /// Text that must not be shown.
    Secret,
    /// Bytes in base64 (RFC 4648 section 4).
    Base64,
    /// Bytes in base64 with the alphabet for URLs (RFC 4648 section 5).
    Base64Url,
    /// Text of a format by this name.
    Other(String),
}

/// An object with known properties.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// The properties in document order; wire names are unique.
    pub fields: Vec<Field>,
    /// What becomes of properties that are not known.
    pub rest: Rest,
}

/// What becomes of properties that a record does not know.
#[derive(Clone, Debug, PartialEq)]
pub enum Rest {
    /// They may come and are passed over.
    Ignored,
    /// The document says there are none; they are passed over all the same when a server sends them.
    Closed,
    /// They are data of this type and are kept.
    Kept(Ty),
}

/// A property of a record.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// The property name.
    pub wire: String,
    /// Whether it must be there.
    pub presence: Presence,
    /// Its type, with `null` if that is allowed.
    pub ty: Ty,
    /// Prose, default, constraints.
    pub facts: Facts,
    /// Where it is declared.
    pub origin: Origin,
}

/// Whether a property must be there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// It is always there.
    Required,
    /// It may be absent.
    Optional,
}

/// A list of values.
#[derive(Clone, Debug, PartialEq)]
pub struct Enum {
    /// The values in document order, each once. `null` is not among them: a use says that it is nullable.
    pub values: Vec<EnumValue>,
}

/// One value of an enum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EnumValue {
    /// The value on the wire.
    pub wire: EnumWire,
    /// A name the document gives it besides (`x-enum-varnames`).
    pub name: Option<String>,
    /// CommonMark.
    pub description: Option<String>,
}

/// The value of an [`EnumValue`] on the wire.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EnumWire {
    /// A string.
    String(String),
    /// A whole number.
    Integer(i64),
    /// Any other JSON value but `null`.
    Json(serde_json::Value),
}

/// One of several types. A value that is none of them is kept as it came.
#[derive(Clone, Debug, PartialEq)]
pub struct Union {
    /// At least one, in document order, no type twice; none is nullable or any value.
    pub variants: Vec<Variant>,
    /// What tells the variants apart; `None` when their shape has to.
    pub tag: Option<Tag>,
}

/// One type of a [`Union`].
#[derive(Clone, Debug, PartialEq)]
pub struct Variant {
    /// Words for its name: a component's name, a title, a role.
    pub hint: Vec<String>,
    /// The type.
    pub ty: Ty,
    /// CommonMark.
    pub description: Option<String>,
    /// The values of the union's tag that mean this variant. Empty: no value does, or there is no tag.
    pub tags: Vec<EnumWire>,
    /// Whether the type does not know the tag as a property of its own, so that the union has to write it.
    pub adds_tag: bool,
}

/// The property whose value tells the variants of a [`Union`] apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tag {
    /// Its name.
    pub property: String,
    /// The index of the variant that an absent or unknown value means; `None`: none.
    pub fallback: Option<usize>,
}
