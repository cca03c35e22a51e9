//! Which traits hold for which definitions.

use specwright_ir::{Presence, Record, Rest, Shape, StringFormat, Ty, TypeId, Types};

use super::boxes::Boxes;

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
pub(super) fn find(types: &Types, boxes: &Boxes) -> Vec<Traits> {
    let mut found = vec![ALL; types.len()];
    loop {
        let next: Vec<Traits> =
            types.iter().map(|(id, definition)| of_shape(id, &definition.shape, boxes, &found)).collect();
        if next == found {
            return found;
        }
        found = next;
    }
}

fn of_shape(id: TypeId, shape: &Shape, boxes: &Boxes, found: &[Traits]) -> Traits {
    match shape {
        // An open enum keeps unknown values: strings are not `Copy`, and no value is the default one.
        Shape::Enum(_) => Traits { copy: false, default: false, ..ALL },
        Shape::Alias(ty) => of_type(ty, found),
        Shape::Record(record) => of_record(id, record, boxes, found),
    }
}

fn of_record(id: TypeId, record: &Record, boxes: &Boxes, found: &[Traits]) -> Traits {
    let mut traits = ALL;
    for field in &record.fields {
        let own = of_type(&field.ty, found);
        let own = if is_boxed(id, &field.ty, boxes) { own.not_copy() } else { own };
        let default = field.presence == Presence::Optional;
        traits = traits.and(Traits { default, ..own });
    }
    if let Rest::Kept(ty) = &record.rest {
        traits = traits.and(Traits { copy: false, default: true, ..of_type(ty, found) });
    }
    traits
}

fn is_boxed(owner: TypeId, ty: &Ty, boxes: &Boxes) -> bool {
    match ty {
        Ty::Named(target) => boxes.needed(owner, *target),
        Ty::Nullable(inner) => is_boxed(owner, inner, boxes),
        _ => false,
    }
}

fn of_type(ty: &Ty, found: &[Traits]) -> Traits {
    match ty {
        Ty::Boolean | Ty::Integer(_) => ALL,
        Ty::Number => Traits { eq: false, hash: false, ..ALL },
        Ty::Any => ALL.not_copy(),
        Ty::String(StringFormat::Secret) => Traits { copy: false, hash: false, ..ALL },
        Ty::String(_) => ALL.not_copy(),
        Ty::List(inner) | Ty::Map(inner) => of_type(inner, found).not_copy(),
        Ty::Nullable(inner) => of_type(inner, found),
        Ty::Named(id) => found.get(id.index()).copied().unwrap_or(ALL),
    }
}
