//! Operations that answer in pages: which fields of the generated types the pages hang on.

use std::collections::BTreeMap;

use specwright_ir::{Code, Cursor, Diagnostics, Operation, PageArgument, Pagination, Place, Total, Turn};

use super::{
    models::{ModelsPlan, TypePlan},
    operation::{OperationPlan, ParameterPlan},
    outcome::{AnswerPlan, Decode, OutputPlan},
    record::{FieldPlan, RecordPlan, Wire},
    status::StatusArm,
    type_expr::{TypeExpr, imports},
    type_names::TypeNames,
};
use crate::names::Name;

/// How an operation turns its pages.
#[derive(Clone, Debug)]
pub(crate) struct PagingPlan {
    pub(crate) item: TypeExpr,
    /// The variant of the output that is a page; `None` when every output is one.
    pub(crate) variant: Option<(Name, Name)>,
    /// From a page to its items.
    pub(crate) items: Vec<Step>,
    pub(crate) turn: TurnPlan,
    /// From a page to what says whether another one follows.
    pub(crate) more: Option<Vec<Step>>,
}

/// One field on the way to a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Step {
    pub(crate) field: Name,
    pub(crate) wrap: Wrap,
}

/// What a field's value stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wrap {
    Bare,
    Option,
    Maybe,
}

/// One field on the way to an argument.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Hop {
    pub(crate) field: Name,
    /// Whether what it holds may be absent, and is made by default then.
    pub(crate) is_made: bool,
}

/// How the next page is asked for; arguments are fields of the request value, and of what they hold.
#[derive(Clone, Debug)]
pub(crate) enum TurnPlan {
    Page { argument: Vec<Hop>, first: i64, total: Option<TotalPlan> },
    Offset { argument: Vec<Hop>, first: i64, total: Option<Vec<Step>> },
    Cursor { argument: Vec<Hop>, from: CursorPlan },
    Link(Vec<Step>),
    LinkHeader,
}

/// How long the list is.
#[derive(Clone, Debug)]
pub(crate) enum TotalPlan {
    Pages(Vec<Step>),
    Items(Vec<Step>),
}

/// Where the cursor of the next page comes from.
#[derive(Clone, Debug)]
pub(crate) enum CursorPlan {
    Body(Vec<Step>),
    LastItem(Vec<Step>),
    Header(String),
}

/// The planned records, by name.
pub(super) struct Records<'a> {
    records: BTreeMap<&'a Name, &'a RecordPlan>,
    names: &'a TypeNames,
}

impl<'a> Records<'a> {
    pub(super) fn of(models: &'a ModelsPlan, names: &'a TypeNames) -> Self {
        let types = models.modules.iter().flat_map(|module| &module.types);
        let records = types.filter_map(|ty| match ty {
            TypePlan::Record(record) => Some((&record.name, record)),
            TypePlan::Enum(_) | TypePlan::Union(_) | TypePlan::Alias { .. } => None,
        });
        Self { records: records.collect(), names }
    }

    fn fields(&self, ty: &TypeExpr) -> &'a [FieldPlan] {
        let bare = match ty {
            TypeExpr::Boxed(inner) => inner,
            other => other,
        };
        match self.names.behind(bare) {
            TypeExpr::Model(name) => self.records.get(name).map_or(&[], |record| &record.fields),
            _ => &[],
        }
    }

    /// Whether a type is a record that can be made of nothing.
    fn has_default(&self, ty: &TypeExpr) -> bool {
        let bare = match ty {
            TypeExpr::Boxed(inner) => inner,
            other => other,
        };
        let TypeExpr::Model(name) = self.names.behind(bare) else { return false };
        self.records.get(name).is_some_and(|record| record.traits.default)
    }

    /// The fields on a way of property names, and the type at its end.
    fn walk(&self, from: &TypeExpr, way: &[String]) -> Option<(Vec<Step>, TypeExpr)> {
        let mut steps = Vec::new();
        let mut ty = from.clone();
        for wire in way {
            let field = self.fields(&ty).iter().find(|field| wire_name(field) == Some(wire))?;
            let wrap = match &field.wire {
                Wire::Required(_) => Wrap::Bare,
                Wire::Nullable(_) | Wire::Optional(_) | Wire::Any(_) => Wrap::Option,
                Wire::Maybe(_) => Wrap::Maybe,
                Wire::Rest => return None,
            };
            ty = match (&field.ty, wrap) {
                (TypeExpr::Option(inner), Wrap::Option) | (TypeExpr::Maybe(inner), Wrap::Maybe) => (**inner).clone(),
                (ty, _) => ty.clone(),
            };
            steps.push(Step { field: field.name.clone(), wrap });
        }
        Some((steps, ty))
    }
}

fn wire_name(field: &FieldPlan) -> Option<&String> {
    match &field.wire {
        Wire::Required(wire) | Wire::Nullable(wire) | Wire::Optional(wire) | Wire::Any(wire) | Wire::Maybe(wire) => {
            Some(wire)
        }
        Wire::Rest => None,
    }
}

/// Adds to a planned operation how it turns its pages.
pub(super) fn plan(
    operation: &Operation,
    plan: &mut OperationPlan,
    records: &Records<'_>,
    diagnostics: &mut Diagnostics,
) {
    let Some(pagination) = &operation.pagination else { return };
    let Some(paging) = paging(pagination, operation, plan, records) else {
        let message = format!("the generated types have no place for the pages of `{}`; it is not paged", operation.id);
        diagnostics.report(Code::PaginationInvalid, &operation.origin, message);
        return;
    };
    plan.imports.extend(imports([&paging.item], &[]));
    let text = " It answers with a page of a list: [`pages`](crate::Call::pages) and [`items`](crate::Call::items) of the call \
                ask for all of them.";
    plan.method_docs.extend([String::new(), text.to_owned()]);
    plan.paging = Some(paging);
}

fn paging(
    pagination: &Pagination,
    operation: &Operation,
    plan: &OperationPlan,
    records: &Records<'_>,
) -> Option<PagingPlan> {
    let (variant, page) = page(pagination, plan)?;
    let read = |way: &Vec<String>| records.walk(&page, way).map(|(steps, _)| steps);
    let (items, list) = records.walk(&page, &pagination.items)?;
    let TypeExpr::Vec(item) = records.names.behind(&list) else { return None };
    let argument = |argument: &PageArgument| argument_fields(argument, operation, plan, records);
    let turn = match &pagination.turn {
        Turn::Page { argument: place, first, total } => TurnPlan::Page {
            argument: argument(place)?,
            first: *first,
            total: match total {
                None => None,
                Some(Total::Pages(way)) => Some(TotalPlan::Pages(read(way)?)),
                Some(Total::Items(way)) => Some(TotalPlan::Items(read(way)?)),
            },
        },
        Turn::Offset { argument: place, first, total } => TurnPlan::Offset {
            argument: argument(place)?,
            first: *first,
            total: match total {
                None => None,
                Some(way) => Some(read(way)?),
            },
        },
        Turn::Cursor { argument: place, from } => TurnPlan::Cursor {
            argument: argument(place)?,
            from: match from {
                Cursor::Body(way) => CursorPlan::Body(read(way)?),
                Cursor::LastItem(way) => CursorPlan::LastItem(records.walk(item, way)?.0),
                Cursor::Header(name) => CursorPlan::Header(name.clone()),
            },
        },
        Turn::Link(way) => TurnPlan::Link(read(way)?),
        Turn::LinkHeader => TurnPlan::LinkHeader,
    };
    let more = match &pagination.more {
        None => None,
        Some(way) => Some(read(way)?),
    };
    Some(PagingPlan { item: (**item).clone(), variant, items, turn, more })
}

/// The type of a page, and the variant of the output it stands in.
fn page(pagination: &Pagination, plan: &OperationPlan) -> Option<(Option<(Name, Name)>, TypeExpr)> {
    match &plan.output {
        OutputPlan::Type(ty) => Some((None, ty.clone())),
        OutputPlan::Enum { name, variants } => {
            let is_of_page = |status: StatusArm| match (status, StatusArm::of(pagination.page)) {
                // The ends of a range may have been taken by statuses of their own.
                (StatusArm::Range(from, _), StatusArm::Range(start, _)) => from / 100 == start / 100,
                (one, other) => one == other,
            };
            let is_value = |decode: &Decode| matches!(decode, Decode::Json | Decode::Xml(_));
            let is_page =
                |answer: &&AnswerPlan| answer.success && is_value(&answer.decode) && is_of_page(answer.status);
            let answer = plan.answers.iter().find(is_page)?;
            let wanted = answer.variant.as_ref()?;
            let variant = variants.iter().find(|variant| variant.name == *wanted)?;
            Some((Some((name.clone(), variant.name.clone())), variant.ty.clone()?))
        }
    }
}

fn argument_fields(
    argument: &PageArgument,
    operation: &Operation,
    plan: &OperationPlan,
    records: &Records<'_>,
) -> Option<Vec<Hop>> {
    match argument {
        PageArgument::Parameter(place, name) => {
            let parameter = parameter(*place, name, operation, plan)?;
            Some(vec![Hop { field: parameter.field.clone(), is_made: false }])
        }
        PageArgument::Property(place, name, way) => {
            let parameter = parameter(*place, name, operation, plan)?;
            hops(&parameter.field, &parameter.ty, way, records)
        }
        PageArgument::Body(way) => {
            let body = plan.body.as_ref()?;
            hops(&body.field, &body.ty, way, records)
        }
    }
}

fn parameter<'p>(
    place: Place,
    name: &str,
    operation: &Operation,
    plan: &'p OperationPlan,
) -> Option<&'p ParameterPlan> {
    let is_meant = |wire: &str| wire == name || (wire.eq_ignore_ascii_case(name) && place == Place::Header);
    let all = operation.parameters.iter().zip(&plan.parameters);
    let mut meant = all.filter(|(parameter, _)| parameter.style.place() == place && is_meant(&parameter.wire));
    meant.next().map(|(_, parameter)| parameter)
}

/// The way to a property of what a field holds; what may be absent on it has to have a default.
fn hops(field: &Name, ty: &TypeExpr, way: &[String], records: &Records<'_>) -> Option<Vec<Hop>> {
    let (mut ty, is_optional) = match ty {
        TypeExpr::Option(inner) => ((**inner).clone(), true),
        other => (other.clone(), false),
    };
    let mut hops = vec![Hop { field: field.clone(), is_made: is_optional }];
    for (index, wire) in way.iter().enumerate() {
        let is_made = hops.last().is_some_and(|hop| hop.is_made);
        if is_made && !records.has_default(&ty) {
            return None;
        }
        let (steps, inner) = records.walk(&ty, std::slice::from_ref(wire))?;
        let step = steps.into_iter().next()?;
        let is_last = index + 1 == way.len();
        if step.wrap == Wrap::Maybe && !is_last {
            return None;
        }
        hops.push(Hop { field: step.field, is_made: step.wrap == Wrap::Option && !is_last });
        ty = inner;
    }
    Some(hops)
}
