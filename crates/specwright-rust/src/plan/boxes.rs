//! Where a type would hold itself.

use std::collections::BTreeSet;

use specwright_ir::{Shape, Ty, TypeId, Types};

/// How many definitions an alias of tuples may hold by value; one that holds more is boxed wherever it is used.
const MOST_HELD: usize = 256;

/// The uses of types that need a box so that every type has a size.
pub(super) struct Boxes {
    needed: BTreeSet<(TypeId, TypeId)>,
    order: Vec<TypeId>,
}

impl Boxes {
    /// Goes from definition to definition by what they hold by value, in document order, and boxes each use that leads
    /// back into a definition it came through. Aliases do not lead in circles.
    pub(super) fn find(types: &Types) -> Self {
        let behind = Behind::find(types);
        let mut visits = Visits::new(types.len());
        let mut found = Self { needed: BTreeSet::new(), order: Vec::with_capacity(types.len()) };
        for (root, _) in types.iter() {
            let mut open: Vec<(TypeId, Vec<TypeId>)> = Vec::new();
            if visits.enter(root) {
                open.push((root, targets(types, root)));
            }
            while let Some((owner, targets)) = open.last_mut() {
                let owner = *owner;
                let Some(target) = targets.pop() else {
                    visits.leave(owner);
                    found.order.push(owner);
                    open.pop();
                    continue;
                };
                // A box cannot stand in an alias, so what counts for a use is everything behind it.
                if !is_alias(types, owner) && behind.is_inside(target, &visits) {
                    found.needed.insert((owner, target));
                } else if visits.enter(target) {
                    open.push((target, self::targets(types, target)));
                }
            }
        }
        found
    }

    /// Whether the use of `target` in `owner` stands in a box.
    pub(super) fn needed(&self, owner: TypeId, target: TypeId) -> bool {
        self.needed.contains(&(owner, target))
    }

    /// Every definition, behind those that it holds by value.
    pub(super) fn order(&self) -> &[TypeId] {
        &self.order
    }
}

/// The state of a walk that goes to the depth first and visits everything once.
pub(super) struct Visits(Vec<Visit>);

#[derive(Clone, Copy, PartialEq, Eq)]
enum Visit {
    No,
    Inside,
    Done,
}

impl Visits {
    pub(super) fn new(count: usize) -> Self {
        Self(vec![Visit::No; count])
    }

    /// Begins a visit; `false` if there was one before.
    pub(super) fn enter(&mut self, id: TypeId) -> bool {
        match self.0.get_mut(id.index()) {
            Some(visit @ Visit::No) => {
                *visit = Visit::Inside;
                true
            }
            _ => false,
        }
    }

    pub(super) fn leave(&mut self, id: TypeId) {
        if let Some(visit) = self.0.get_mut(id.index()) {
            *visit = Visit::Done;
        }
    }

    /// Whether a visit has begun and not ended.
    pub(super) fn is_inside(&self, id: TypeId) -> bool {
        self.0.get(id.index()) == Some(&Visit::Inside)
    }
}

/// The definitions with a body of their own that a use of each alias holds by value; `None`: very many.
struct Behind(Vec<Option<Vec<TypeId>>>);

impl Behind {
    fn find(types: &Types) -> Self {
        let mut visits = Visits::new(types.len());
        let mut found = Self(vec![Some(Vec::new()); types.len()]);
        for (root, _) in types.iter() {
            let mut open = vec![root];
            while let Some(&id) = open.last() {
                if !is_alias(types, id) {
                    visits.leave(id);
                    open.pop();
                } else if visits.enter(id) {
                    open.extend(targets(types, id).into_iter().filter(|target| is_alias(types, *target)));
                } else {
                    open.pop();
                    if visits.is_inside(id) {
                        visits.leave(id);
                        found.collect(types, id);
                    }
                }
            }
        }
        found
    }

    /// Takes together what stands behind the parts of an alias, which are known.
    fn collect(&mut self, types: &Types, alias: TypeId) {
        let mut all = Some(BTreeSet::new());
        for target in targets(types, alias) {
            let itself = [target];
            let behind = if is_alias(types, target) { self.of(target) } else { Some(itself.as_slice()) };
            all = all.zip(behind).map(|(mut all, behind)| {
                all.extend(behind.iter().copied());
                all
            });
            all = all.filter(|all| all.len() <= MOST_HELD);
        }
        if let Some(slot) = self.0.get_mut(alias.index()) {
            *slot = all.map(|all| all.into_iter().collect());
        }
    }

    fn of(&self, alias: TypeId) -> Option<&[TypeId]> {
        self.0.get(alias.index()).and_then(Option::as_deref)
    }

    /// Whether the walk is inside of the definition or of one behind it.
    fn is_inside(&self, target: TypeId, visits: &Visits) -> bool {
        let inside = |id: &TypeId| visits.is_inside(*id);
        inside(&target) || self.of(target).is_none_or(|behind| behind.iter().any(inside))
    }
}

/// The definitions that a definition holds by value, under the names it uses, the last one first.
fn targets(types: &Types, id: TypeId) -> Vec<TypeId> {
    let mut targets = Vec::new();
    match types.get(id).map(|definition| &definition.shape) {
        Some(Shape::Record(record)) => record.fields.iter().for_each(|field| by_value(&field.ty, &mut targets)),
        Some(Shape::Union(union)) => union.variants.iter().for_each(|variant| by_value(&variant.ty, &mut targets)),
        Some(Shape::Alias(ty)) => by_value(ty, &mut targets),
        Some(Shape::Enum(_)) | None => {}
    }
    targets.reverse();
    targets
}

fn by_value(ty: &Ty, targets: &mut Vec<TypeId>) {
    match ty {
        Ty::Named(id) => targets.push(*id),
        Ty::Nullable(inner) => by_value(inner, targets),
        Ty::Tuple(elements) => elements.iter().for_each(|element| by_value(element, targets)),
        _ => {}
    }
}

fn is_alias(types: &Types, id: TypeId) -> bool {
    matches!(types.get(id).map(|definition| &definition.shape), Some(Shape::Alias(_)))
}
