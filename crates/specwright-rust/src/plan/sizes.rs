//! How large values of a definition are, at most.

use specwright_ir::{IntWidth, Rest, Shape, StringFormat, Ty, TypeDef, TypeId, Types};

use super::{boxes::Boxes, package::FormatType};

/// What a type of another crate is taken for.
const FOREIGN: usize = 96;

/// A box, and the room that absence may need.
const BOXED: usize = 16;

/// The largest payload that a variant holds by value beside variants of other types (clippy's `large_enum_variant`).
pub(super) const LARGEST_PAYLOAD: usize = 200;

/// Upper bounds in bytes, on machines of 64 bits, by definition.
pub(super) struct Sizes {
    known: Vec<usize>,
    /// String formats that types of other crates stand for.
    foreign: Vec<String>,
}

impl Sizes {
    /// The bounds of all definitions; `formats` are those that types of other crates stand for.
    pub(super) fn find(types: &Types, boxes: &Boxes, formats: &[FormatType]) -> Self {
        let mut sizes =
            Self { known: vec![0; types.len()], foreign: formats.iter().map(|known| known.format.clone()).collect() };
        for &id in boxes.order() {
            let Some(definition) = types.get(id) else { continue };
            let size = sizes.definition(id, definition, boxes);
            if let Some(slot) = sizes.known.get_mut(id.index()) {
                *slot = size;
            }
        }
        sizes
    }

    /// The bound for a use of a type without a box.
    pub(super) fn of_use(&self, ty: &Ty) -> usize {
        self.part(ty, &|_| false)
    }

    /// The bound for a definition once those of all it holds by value are known.
    fn definition(&self, id: TypeId, definition: &TypeDef, boxes: &Boxes) -> usize {
        let part = |ty: &Ty| self.part(ty, &|target| boxes.needed(id, target));
        match &definition.shape {
            Shape::Record(record) => {
                let absence = |ty: &Ty| if has_niche(ty) { 0 } else { 8 };
                let fields = record.fields.iter().map(|field| part(&field.ty).saturating_add(absence(&field.ty)));
                let fields: usize = fields.fold(0, usize::saturating_add);
                let rest = if matches!(record.rest, Rest::Kept(_)) { part(&Ty::Any) } else { 0 };
                fields.saturating_add(rest)
            }
            Shape::Alias(ty) => part(ty),
            Shape::Enum(_) => part(&Ty::Any),
            Shape::Union(union) => {
                let payloads = union.variants.iter().map(|variant| part(&variant.ty));
                let by_value = payloads.filter(|size| *size <= LARGEST_PAYLOAD).max().unwrap_or_default();
                by_value.max(part(&Ty::Any)) + 8
            }
        }
    }

    /// A value of a type, with the room that `null` may need.
    fn part(&self, ty: &Ty, is_boxed: &dyn Fn(TypeId) -> bool) -> usize {
        match ty {
            Ty::Named(target) if is_boxed(*target) => BOXED,
            Ty::Named(target) => self.known.get(target.index()).copied().unwrap_or_default(),
            Ty::Nullable(inner) => self.part(inner, is_boxed).saturating_add(if has_niche(inner) { 0 } else { 8 }),
            Ty::Tuple(elements) => elements
                .iter()
                .fold(0, |sum, element| self.part(element, is_boxed).saturating_add(8).saturating_add(sum)),
            Ty::Boolean => 8,
            Ty::Integer(IntWidth::I128 | IntWidth::U128) => 32,
            Ty::Integer(_) => 16,
            Ty::Number(_) | Ty::Quoted(_) => 40,
            Ty::String(StringFormat::Other(name)) if self.foreign.contains(name) => FOREIGN,
            Ty::String(
                StringFormat::Plain
                | StringFormat::Other(_)
                | StringFormat::Secret
                | StringFormat::Base64
                | StringFormat::Base64Url,
            )
            | Ty::List(_) => 24,
            Ty::String(_) => 40,
            // `serde_json` keeps maps in order when somebody asks for it, and they are larger then.
            Ty::Any | Ty::Map(_) => 72,
        }
    }
}

/// Whether absence or `null` needs no room of its own, or the bound of the type has it.
fn has_niche(ty: &Ty) -> bool {
    match ty {
        Ty::Nullable(inner) => has_niche(inner),
        Ty::Named(_) | Ty::Tuple(_) => false,
        _ => true,
    }
}
