//! Looking into the types of requests and answers.

use specwright_ir::{Field, Operation, Response, Shape, Ty, Types};

/// The type behind other names and `null`; `None` when they never end.
pub(super) fn behind<'t>(types: &'t Types, ty: &'t Ty) -> Option<&'t Ty> {
    let mut current = ty;
    for _ in 0..=types.len() {
        current = match current {
            Ty::Nullable(inner) => inner,
            Ty::Named(id) => match types.get(*id).map(|definition| &definition.shape) {
                Some(Shape::Alias(behind)) => behind,
                _ => return Some(current),
            },
            _ => return Some(current),
        };
    }
    None
}

/// The properties of a type; none if it is no record.
pub(super) fn fields<'t>(types: &'t Types, ty: &'t Ty) -> &'t [Field] {
    let Some(Ty::Named(id)) = behind(types, ty) else { return &[] };
    match types.get(*id).map(|definition| &definition.shape) {
        Some(Shape::Record(record)) => &record.fields,
        _ => &[],
    }
}

/// The type that a way of property names leads to.
pub(super) fn follow<'t>(types: &'t Types, ty: &'t Ty, way: &[String]) -> Option<&'t Ty> {
    way.iter()
        .try_fold(ty, |ty, step| fields(types, ty).iter().find(|field| field.wire == *step).map(|field| &field.ty))
}

/// The elements of a list.
pub(super) fn element<'t>(types: &'t Types, ty: &'t Ty) -> Option<&'t Ty> {
    match behind(types, ty)? {
        Ty::List(element) => Some(element),
        _ => None,
    }
}

pub(super) fn is_boolean(types: &Types, ty: &Ty) -> bool {
    matches!(behind(types, ty), Some(Ty::Boolean))
}

/// Whether values are numbers that can be counted with.
pub(super) fn is_number(types: &Types, ty: &Ty) -> bool {
    matches!(behind(types, ty), Some(Ty::Integer(_) | Ty::Number(_) | Ty::Quoted(_)))
}

pub(super) fn is_text(types: &Types, ty: &Ty) -> bool {
    matches!(behind(types, ty), Some(Ty::String(_)))
}

/// Whether values are single ones that can travel as a cursor.
pub(super) fn is_scalar(types: &Types, ty: &Ty) -> bool {
    is_number(types, ty) || is_text(types, ty) || matches!(behind(types, ty), Some(Ty::Any))
}

/// The successes that have one value as their body, never `null`.
pub(super) fn bodies<'o>(types: &'o Types, operation: &'o Operation) -> impl Iterator<Item = (&'o Response, &'o Ty)> {
    let successes = operation.responses.iter().filter(|response| response.status.is_success());
    let with_body = successes.filter_map(|response| Some((response, response.content.as_ref()?.format.ty()?)));
    with_body.filter(|(_, ty)| !is_nullable(types, ty))
}

/// Whether `null` is among the values.
pub(super) fn is_nullable(types: &Types, ty: &Ty) -> bool {
    let mut current = ty;
    for _ in 0..=types.len() {
        current = match current {
            Ty::Nullable(_) => return true,
            Ty::Named(id) => match types.get(*id).map(|definition| &definition.shape) {
                Some(Shape::Alias(behind)) => behind,
                _ => return false,
            },
            _ => return false,
        };
    }
    false
}

/// The type of the body that an operation is sent with.
pub(super) fn request(operation: &Operation) -> Option<&Ty> {
    let body = operation.body.as_ref().filter(|body| body.required)?;
    body.contents.first()?.format.ty()
}
