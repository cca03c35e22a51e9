//! What generated models check about themselves, if they are asked to.

use specwright_ir::{Code, Constraint, Diagnostics, Origin, Rest, Shape, Ty, TypeId};

use super::{
    constraints::Rules,
    models::{Context, TypePlan},
    record::Wire,
    type_expr::{TypeExpr, contains},
};
use crate::names::Name;

/// How far into a type is looked for rules.
const MOST_LEVELS: usize = 16;

/// The table of one definition.
#[derive(Clone, Debug)]
pub(crate) enum CheckPlan {
    Record {
        name: Name,
        rules: Rules,
        fields: Vec<FieldCheck>,
    },
    /// An enum, and the variants whose values are looked into.
    Enum {
        name: Name,
        variants: Vec<Name>,
    },
}

/// What is asked of a field.
#[derive(Clone, Debug)]
pub(crate) struct FieldCheck {
    pub(crate) name: Name,
    /// The property; `None` for the field that keeps all others.
    pub(crate) wire: Option<String>,
    pub(crate) rules: Rules,
}

/// The table of a definition; none for what is only another name.
pub(super) fn plan(cx: &Context<'_>, id: TypeId, plan: &TypePlan, diagnostics: &mut Diagnostics) -> Option<CheckPlan> {
    let definition = cx.api.types.get(id)?;
    let mut checks = Checks { cx, diagnostics };
    match (plan, &definition.shape) {
        (TypePlan::Enum(plan), _) => Some(CheckPlan::Enum { name: plan.name.clone(), variants: Vec::new() }),
        (TypePlan::Union(plan), Shape::Union(union)) => {
            let pairs = plan.variants.iter().zip(&union.variants);
            let checked = pairs.filter(|(plan, _)| !checks.is_foreign(&plan.ty));
            let variants = checked.map(|(plan, _)| plan.name.clone()).collect();
            Some(CheckPlan::Enum { name: plan.name.clone(), variants })
        }
        (TypePlan::Record(plan), Shape::Record(record)) => {
            let all = &definition.facts.constraints;
            let is_size = |one: &Constraint| matches!(one, Constraint::MinProperties(_) | Constraint::MaxProperties(_));
            let (own, rest): (Vec<_>, Vec<_>) = all.iter().cloned().partition(is_size);
            let mut fields = Vec::new();
            for (field, planned) in record.fields.iter().zip(&plan.fields) {
                let rules = checks.rules(&field.ty, &field.facts.constraints, &field.origin, 0);
                if !checks.is_foreign(&planned.ty) && (!rules.is_empty() || checks.leads_on(&field.ty, 0)) {
                    fields.push(FieldCheck { name: planned.name.clone(), wire: Some(field.wire.clone()), rules });
                }
            }
            if let (Rest::Kept(ty), Some(planned)) = (&record.rest, plan.fields.last())
                && planned.wire == Wire::Rest
            {
                let map = Ty::Map(Box::new(ty.clone()));
                let rules = checks.rules(&map, &rest, &definition.origin, 0);
                if !checks.is_foreign(&planned.ty) && (!rules.is_empty() || checks.leads_on(&map, 0)) {
                    fields.push(FieldCheck { name: planned.name.clone(), wire: None, rules });
                }
            }
            let rules = Rules::of(&own, &definition.origin, checks.diagnostics);
            Some(CheckPlan::Record { name: plan.name.clone(), rules, fields })
        }
        _ => None,
    }
}

struct Checks<'a, 'd> {
    cx: &'a Context<'a>,
    diagnostics: &'d mut Diagnostics,
}

impl Checks<'_, '_> {
    /// The rules for a use of a type: its own, those of the names it is used under, and those of what is inside.
    fn rules(&mut self, ty: &Ty, own: &[Constraint], origin: &Origin, level: usize) -> Rules {
        let cx = self.cx;
        let mut all = own.to_vec();
        let mut end = ty;
        // Aliases do not lead in circles, and nobody gives a type more names.
        for _ in 0..64 {
            match end {
                Ty::Nullable(inner) => end = inner,
                Ty::Named(id) => match cx.api.types.get(*id) {
                    Some(definition) if let Shape::Alias(behind) = &definition.shape => {
                        all.extend(definition.facts.constraints.iter().cloned());
                        end = behind;
                    }
                    _ => break,
                },
                _ => break,
            }
        }
        let (inside, outside): (Vec<_>, Vec<_>) =
            all.into_iter().partition(|constraint| matches!(constraint, Constraint::Each(_)));
        let mut rules = Rules::of(&outside, origin, self.diagnostics);
        let inner = match end {
            Ty::List(inner) | Ty::Map(inner) => Some(inner),
            _ => None,
        };
        if let Some(inner) = inner.filter(|_| level < MOST_LEVELS) {
            let inside: Vec<Constraint> = inside
                .into_iter()
                .flat_map(|constraint| match constraint {
                    Constraint::Each(inner) => inner,
                    other => vec![other],
                })
                .collect();
            rules.add_each(self.rules(inner, &inside, origin, level + 1));
        }
        rules
    }

    /// Whether there is a definition inside that has a table with something in it.
    fn leads_on(&self, ty: &Ty, level: usize) -> bool {
        match self.cx.names.aliases().behind(ty) {
            Ty::Named(id) => self
                .cx
                .api
                .types
                .get(*id)
                .is_some_and(|definition| matches!(definition.shape, Shape::Record(_) | Shape::Union(_))),
            Ty::List(inner) | Ty::Map(inner) | Ty::Nullable(inner) => {
                level < MOST_LEVELS && self.leads_on(inner, level + 1)
            }
            Ty::Tuple(elements) => level < MOST_LEVELS && elements.iter().any(|one| self.leads_on(one, level + 1)),
            _ => false,
        }
    }

    /// Whether a type of another crate is inside, which cannot be checked.
    fn is_foreign(&self, ty: &TypeExpr) -> bool {
        contains(&self.cx.names.resolved(ty), |ty| matches!(ty, TypeExpr::Foreign(_)))
    }
}

/// Reports what cannot be checked.
pub(super) fn unchecked(pattern: &str, origin: &Origin, diagnostics: &mut Diagnostics) {
    let message = format!(
        "the pattern `{pattern}` is none that can be matched in linear time as ECMA-262 means it; it is not checked"
    );
    diagnostics.report(Code::ConstraintUnchecked, origin, message);
}
