//! Which traits hold for which definitions.

use specwright_ir::{Presence, Record, Rest, Shape, StringFormat, Ty, TypeId, Types};

use super::type_names::TypeNames;

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
}

/// The traits of every definition: the largest assignment in which each trait of a type is backed by its parts.
pub(super) fn find(types: &Types, names: &TypeNames) -> Vec<Traits> {
    let mut found = vec![ALL; types.len()];
    loop {
        let next: Vec<Traits> =
            types.iter().map(|(id, definition)| of_shape(id, &definition.shape, names, &found)).collect();
        if next == found {
            return found;
        }
        found = next;
    }
}

fn of_shape(id: TypeId, shape: &Shape, names: &TypeNames, found: &[Traits]) -> Traits {
    match shape {
        // An open enum keeps unknown values: strings are not `Copy`, and no value is the default one.
        Shape::Enum(_) => Traits { copy: false, default: false, ..ALL },
        Shape::Union(_) => Traits { copy: false, default: false, ..ALL },
        Shape::Alias(ty) => of_type(ty, names, found),
        Shape::Record(record) => of_record(id, record, names, found),
    }
}

fn of_record(id: TypeId, record: &Record, names: &TypeNames, found: &[Traits]) -> Traits {
    let mut traits = ALL;
    for field in &record.fields {
        let own = of_type(&field.ty, names, found);
        let own = if is_boxed(id, &field.ty, names) { own.not_copy() } else { own };
        let default = field.presence == Presence::Optional;
        traits = traits.and(Traits { default, ..own });
    }
    if let Rest::Kept(ty) = &record.rest {
        traits = traits.and(Traits { copy: false, default: true, ..of_type(ty, names, found) });
    }
    traits
}

fn is_boxed(owner: TypeId, ty: &Ty, names: &TypeNames) -> bool {
    match ty {
        Ty::Named(target) => names.boxes().needed(owner, *target),
        Ty::Nullable(inner) => is_boxed(owner, inner, names),
        _ => false,
    }
}

fn of_type(ty: &Ty, names: &TypeNames, found: &[Traits]) -> Traits {
    match ty {
        Ty::Boolean | Ty::Integer(_) => ALL,
        Ty::Number(_) => Traits { eq: false, hash: false, ..ALL },
        Ty::Quoted(inner) => of_type(inner, names, found),
        Ty::Tuple(elements) => {
            elements.iter().fold(ALL, |all, element| all.and(of_type(element, names, found))).not_copy()
        }
        Ty::Any => ALL.not_copy(),
        Ty::String(StringFormat::Secret) => Traits { copy: false, hash: false, ..ALL },
        Ty::String(StringFormat::Other(format)) => match names.format(format) {
            Some(foreign) => Traits { copy: false, eq: foreign.eq, hash: foreign.hash, default: true },
            None => ALL.not_copy(),
        },
        Ty::String(_) => ALL.not_copy(),
        Ty::List(inner) | Ty::Map(inner) => of_type(inner, names, found).not_copy(),
        Ty::Nullable(inner) => of_type(inner, names, found),
        Ty::Named(id) => found.get(id.index()).copied().unwrap_or(ALL),
    }
}
