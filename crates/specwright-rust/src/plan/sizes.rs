//! How large values of a definition are, at most.

use specwright_ir::{Rest, Shape, StringFormat, Ty, TypeId, Types};

use super::boxes::Boxes;

/// What a type of another crate is taken for.
const FOREIGN: usize = 96;

/// Upper bounds in bytes, on machines of 64 bits, by definition.
pub(super) fn find(types: &Types, boxes: &Boxes) -> Vec<usize> {
    let mut known = vec![None; types.len()];
    for (id, _) in types.iter() {
        definition(id, types, boxes, &mut known);
    }
    known.into_iter().map(Option::unwrap_or_default).collect()
}

/// The bound for a use of a type, once those of definitions are known.
pub(super) fn of_use(ty: &Ty, sizes: &[usize]) -> usize {
    match ty {
        Ty::Named(id) => sizes.get(id.index()).copied().unwrap_or_default(),
        Ty::Nullable(inner) => of_use(inner, sizes) + 8,
        other => scalar(other),
    }
}

fn definition(id: TypeId, types: &Types, boxes: &Boxes, known: &mut [Option<usize>]) -> usize {
    if let Some(size) = known.get(id.index()).copied().flatten() {
        return size;
    }
    // By-value circles are cut by boxes; this only ends those of aliases that hold nothing else.
    if let Some(slot) = known.get_mut(id.index()) {
        *slot = Some(0);
    }
    let size = match types.get(id).map(|definition| &definition.shape) {
        Some(Shape::Record(record)) => {
            let fields = record.fields.iter().map(|field| field_size(id, &field.ty, types, boxes, known));
            fields.sum::<usize>() + if matches!(record.rest, Rest::Kept(_)) { scalar(&Ty::Any) } else { 0 }
        }
        Some(Shape::Alias(ty)) => field_size(id, ty, types, boxes, known),
        Some(Shape::Enum(_)) | None => 24,
        Some(Shape::Union(union)) => {
            let payloads = union.variants.iter().map(|variant| field_size(id, &variant.ty, types, boxes, known));
            payloads.max().unwrap_or_default().max(scalar(&Ty::Any)) + 8
        }
    };
    if let Some(slot) = known.get_mut(id.index()) {
        *slot = Some(size);
    }
    size
}

/// A field with the room that absence may need.
fn field_size(owner: TypeId, ty: &Ty, types: &Types, boxes: &Boxes, known: &mut [Option<usize>]) -> usize {
    match ty {
        Ty::Named(target) if boxes.needed(owner, *target) => 16,
        Ty::Named(target) => definition(*target, types, boxes, known) + 8,
        Ty::Nullable(inner) => field_size(owner, inner, types, boxes, known),
        other => scalar(other),
    }
}

/// A value of a type that is no definition, or its absence.
fn scalar(ty: &Ty) -> usize {
    match ty {
        Ty::Boolean => 8,
        Ty::Integer(_) | Ty::Number(_) | Ty::Quoted(_) => 32,
        Ty::String(StringFormat::Other(_)) => FOREIGN,
        Ty::Tuple(elements) => elements.iter().map(scalar).sum(),
        Ty::String(StringFormat::Plain | StringFormat::Secret | StringFormat::Base64) | Ty::List(_) => 24,
        Ty::String(_) => 40,
        // `serde_json` keeps maps in order when somebody asks for it, and they are larger then.
        Ty::Any | Ty::Map(_) => 72,
        Ty::Nullable(inner) => scalar(inner),
        Ty::Named(_) => 0,
    }
}
