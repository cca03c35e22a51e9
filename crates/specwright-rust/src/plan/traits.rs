//! Which traits hold for which definitions.

use specwright_ir::{Field, NumberFormat, Presence, Record, Rest, Shape, StringFormat, Ty, TypeDef, TypeId, Types};

use super::{directions::Directions, type_names::TypeNames};

/// The traits a definition derives besides `Clone`, `Debug` and `PartialEq`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Traits {
    pub(crate) copy: bool,
    pub(crate) eq: bool,
    pub(crate) hash: bool,
    pub(crate) default: bool,
}

const ALL: Traits = Traits { copy: true, eq: true, hash: true, default: true };

impl Traits {
    fn and(self, other: Self) -> Self {
        Self {
            copy: self.copy && other.copy,
            eq: self.eq && other.eq,
            hash: self.hash && other.hash,
            default: self.default && other.default,
        }
    }

    fn not_copy(self) -> Self {
        Self { copy: false, ..self }
    }

    fn not_default(self) -> Self {
        Self { default: false, ..self }
    }
}

/// The traits of every definition: the largest assignment in which each trait of a type is backed by its parts.
pub(super) fn find(types: &Types, names: &TypeNames, directions: &[Directions]) -> Vec<Traits> {
    let mut found = Vec::with_capacity(types.len());
    let mut users: Vec<Vec<TypeId>> = vec![Vec::new(); types.len()];
    for (id, definition) in types.iter() {
        let directions = directions.get(id.index()).copied().unwrap_or_default();
        found.push(of_own_parts(id, definition, names, directions));
        for_each_part(&definition.shape, &mut |ty| {
            if let Ty::Named(target) = ty {
                users.get_mut(target.index()).into_iter().for_each(|users| users.push(id));
            }
        });
    }
    // What a definition loses, everything that uses it loses; each loses something at most four times.
    let mut open: Vec<TypeId> = types.iter().map(|(id, _)| id).collect();
    while let Some(id) = open.pop() {
        let Some(traits) = found.get(id.index()).copied() else { continue };
        for user in users.get(id.index()).into_iter().flatten() {
            let Some(slot) = found.get_mut(user.index()) else { continue };
            // No field of a generated type is made by `Default` of the type in it.
            let less = slot.and(Traits { default: true, ..traits });
            if less != *slot {
                *slot = less;
                open.push(*user);
            }
        }
    }
    found
}

fn for_each_part(shape: &Shape, f: &mut dyn FnMut(&Ty)) {
    match shape {
        Shape::Record(record) => {
            record.fields.iter().for_each(|field| field.ty.walk(f));
            if let Rest::Kept(ty) = &record.rest {
                ty.walk(f);
            }
        }
        Shape::Union(union) => union.variants.iter().for_each(|variant| variant.ty.walk(f)),
        Shape::Alias(ty) => ty.walk(f),
        Shape::Enum(_) => {}
    }
}

/// The traits as far as the parts without a definition of their own decide them.
fn of_own_parts(id: TypeId, definition: &TypeDef, names: &TypeNames, directions: Directions) -> Traits {
    match &definition.shape {
        // What keeps unknown values is not `Copy`, and no value is the default one.
        Shape::Enum(_) => ALL.not_copy().not_default(),
        Shape::Union(union) => {
            let payloads = union.variants.iter().map(|variant| of_type(id, &variant.ty, names));
            payloads.fold(ALL, Traits::and).not_copy().not_default()
        }
        Shape::Alias(ty) => of_type(id, ty, names),
        Shape::Record(record) => of_record(id, record, names, directions),
    }
}

fn of_record(id: TypeId, record: &Record, names: &TypeNames, directions: Directions) -> Traits {
    let default = |field: &Field| directions.presence(field) == Presence::Optional;
    let fields = record.fields.iter().map(|field| Traits { default: default(field), ..of_type(id, &field.ty, names) });
    // What is only built or only read is no key of a map, and the two derives are a fifth of what a record costs
    // to check.
    let is_key = directions.is_open();
    let traits = fields.fold(Traits { eq: is_key, hash: is_key, ..ALL }, Traits::and);
    match &record.rest {
        Rest::Kept(ty) => traits.and(Traits { default: true, ..of_type(id, ty, names).not_copy() }),
        Rest::Ignored | Rest::Closed => traits,
    }
}

/// The traits of a use in `owner`, as far as no other definition decides them.
fn of_type(owner: TypeId, ty: &Ty, names: &TypeNames) -> Traits {
    match ty {
        Ty::Boolean | Ty::Integer(_) | Ty::String(StringFormat::Uuid) => ALL,
        Ty::Number(NumberFormat::Double) => Traits { eq: false, hash: false, ..ALL },
        Ty::Number(NumberFormat::Exact) | Ty::Any => ALL.not_copy(),
        Ty::Quoted(inner) => of_type(owner, inner, names).not_copy(),
        Ty::Tuple(elements) => elements.iter().map(|element| of_type(owner, element, names)).fold(ALL, Traits::and),
        Ty::String(StringFormat::Secret) => Traits { hash: false, ..ALL.not_copy() },
        Ty::String(StringFormat::Other(format)) => match names.format(format) {
            Some(foreign) => Traits { copy: false, eq: foreign.eq, hash: foreign.hash, default: true },
            None => ALL.not_copy(),
        },
        Ty::String(_) => ALL.not_copy(),
        Ty::List(inner) | Ty::Map(inner) => of_type(owner, inner, names).not_copy(),
        Ty::Nullable(inner) => of_type(owner, inner, names),
        Ty::Named(target) if names.boxes().needed(owner, *target) => ALL.not_copy(),
        Ty::Named(_) => ALL,
    }
}
