//! How the variants of a union are told apart, and in which order they are tried.

use std::collections::{BTreeMap, BTreeSet};

use specwright_ir::{
    Enum, EnumWire, Field, IntWidth, NumberFormat, Presence, Record, Shape, StringFormat, Ty, TypeId, Variant,
};

use super::{enumeration::EnumKind, models::Context};

/// How many values of a property a condition lists.
const MOST_VALUES: usize = 64;

/// What a variant's values are on the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    String,
    Integer,
    Number,
    Boolean,
    Array,
    Map,
    Record,
    /// Documented strings.
    Strings,
    /// Documented integers.
    Integers,
    /// Documented values of several kinds.
    Values,
    Union,
    Any,
}

impl Kind {
    pub(super) fn of(cx: &Context<'_>, ty: &Ty) -> Self {
        match cx.names.aliases().behind(ty) {
            // What may be `null` has no kind of its own.
            Ty::Any | Ty::Nullable(_) => Self::Any,
            Ty::Boolean => Self::Boolean,
            Ty::Integer(_) => Self::Integer,
            Ty::Number(_) => Self::Number,
            Ty::String(_) | Ty::Quoted(_) => Self::String,
            Ty::List(_) | Ty::Tuple(_) => Self::Array,
            Ty::Map(_) => Self::Map,
            Ty::Named(id) => match shape(cx, *id) {
                Some(Shape::Record(_)) => Self::Record,
                Some(Shape::Enum(enumeration)) => Self::of_enum(enumeration),
                Some(Shape::Union(_)) => Self::Union,
                Some(Shape::Alias(_)) | None => Self::Any,
            },
        }
    }

    fn of_enum(enumeration: &Enum) -> Self {
        match EnumKind::of(enumeration) {
            EnumKind::Strings => Self::Strings,
            EnumKind::Integers => Self::Integers,
            EnumKind::Mixed => Self::Values,
        }
    }
}

/// How general a type is: what is less is tried first. Types of one JSON kind, then how many properties are not
/// required, then how general the elements are.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Rank(Vec<usize>);

/// The rank of a variant.
pub(super) fn rank(cx: &Context<'_>, ty: &Ty) -> Rank {
    let mut ranks = Vec::new();
    let mut current = ty;
    // The elements of elements of elements decide nothing.
    for _ in 0..4 {
        let behind = cx.names.aliases().behind(current);
        let (place, detail) = place(cx, behind);
        ranks.extend([place, detail]);
        match behind {
            Ty::List(inner) | Ty::Map(inner) | Ty::Nullable(inner) => current = inner,
            _ => break,
        }
    }
    Rank(ranks)
}

/// Where a type stands in the order, and where among its like.
fn place(cx: &Context<'_>, ty: &Ty) -> (usize, usize) {
    match ty {
        Ty::Named(id) => match shape(cx, *id) {
            Some(Shape::Record(record)) => (0, usize::MAX - required(cx, *id, record).count()),
            Some(Shape::Union(_)) => (1, 0),
            Some(Shape::Enum(_)) => (3, 0),
            Some(Shape::Alias(_)) | None => (12, 0),
        },
        Ty::String(format) => (text_place(cx, format), 0),
        Ty::Quoted(_) => (2, 1),
        Ty::Boolean => (6, 0),
        Ty::Integer(width) => (7, bits(*width)),
        Ty::Number(NumberFormat::Double) => (8, 0),
        Ty::Number(NumberFormat::Exact) => (8, 1),
        Ty::Tuple(elements) => (9, usize::MAX - elements.len()),
        Ty::List(_) => (10, 0),
        Ty::Map(_) => (11, 0),
        Ty::Nullable(_) => (12, 0),
        Ty::Any => (13, 0),
    }
}

/// Text of a narrow form before documented values, any text behind them.
fn text_place(cx: &Context<'_>, format: &StringFormat) -> usize {
    match format {
        StringFormat::DateTime
        | StringFormat::Date
        | StringFormat::Time
        | StringFormat::Duration
        | StringFormat::Uuid => 2,
        StringFormat::Other(format) if cx.names.format(format).is_some() => 2,
        StringFormat::Base64 | StringFormat::Base64Url => 4,
        StringFormat::Plain | StringFormat::Secret | StringFormat::Other(_) => 5,
    }
}

fn bits(width: IntWidth) -> usize {
    match width {
        IntWidth::U8 => 8,
        IntWidth::I8 => 9,
        IntWidth::U16 => 16,
        IntWidth::I16 => 17,
        IntWidth::U32 => 32,
        IntWidth::I32 => 33,
        IntWidth::U64 => 64,
        IntWidth::I64 => 65,
        IntWidth::U128 => 128,
        IntWidth::I128 => 129,
    }
}

/// A required property of a record and its documented values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Condition {
    pub(crate) property: String,
    /// Strings, integers and booleans.
    pub(crate) values: Vec<EnumWire>,
}

/// For each variant what its record documents of required properties, where that may tell it from another one: a single
/// value, or values that differ from those of another variant.
pub(super) fn conditions(cx: &Context<'_>, variants: &[Variant]) -> Vec<Vec<Condition>> {
    let mut found: Vec<Vec<Condition>> = variants.iter().map(|variant| documented(cx, &variant.ty)).collect();
    let mut by_property: BTreeMap<&str, Vec<BTreeSet<String>>> = BTreeMap::new();
    for condition in found.iter().flatten() {
        by_property.entry(&condition.property).or_default().push(keys(condition));
    }
    let is_telling = |sets: &[BTreeSet<String>]| sets.windows(2).any(|pair| matches!(pair, [a, b] if a != b));
    let telling: BTreeSet<String> =
        by_property.iter().filter(|(_, sets)| is_telling(sets)).map(|(property, _)| (*property).to_owned()).collect();
    for conditions in &mut found {
        conditions.retain(|condition| condition.values.len() == 1 || telling.contains(&condition.property));
    }
    found
}

fn keys(condition: &Condition) -> BTreeSet<String> {
    condition.values.iter().map(|value| format!("{value:?}")).collect()
}

fn documented(cx: &Context<'_>, ty: &Ty) -> Vec<Condition> {
    let Ty::Named(id) = cx.names.aliases().behind(ty) else { return Vec::new() };
    let Some(Shape::Record(record)) = shape(cx, *id) else { return Vec::new() };
    let condition = |field: &Field| {
        let Ty::Named(id) = cx.names.aliases().behind(&field.ty) else { return None };
        let Some(Shape::Enum(enumeration)) = shape(cx, *id) else { return None };
        let values: Vec<EnumWire> = enumeration.values.iter().map(|value| value.wire.clone()).collect();
        let is_listed = !values.is_empty() && values.len() <= MOST_VALUES && values.iter().all(is_literal);
        is_listed.then(|| Condition { property: field.wire.clone(), values })
    };
    required(cx, *id, record).filter_map(condition).collect()
}

/// Whether a value can stand in a table as it is: a string, an integer or a boolean.
pub(super) fn is_literal(wire: &EnumWire) -> bool {
    match wire {
        EnumWire::String(_) | EnumWire::Integer(_) => true,
        EnumWire::Json(value) => value.is_boolean(),
    }
}

fn required<'a>(cx: &Context<'_>, id: TypeId, record: &'a Record) -> impl Iterator<Item = &'a Field> {
    let directions = cx.directions(id);
    record.fields.iter().filter(move |field| directions.presence(field) == Presence::Required)
}

fn shape<'a>(cx: &Context<'a>, id: TypeId) -> Option<&'a Shape> {
    cx.api.types.get(id).map(|definition| &definition.shape)
}
