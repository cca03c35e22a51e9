//! Names of types and the use of types.

use std::collections::{BTreeMap, BTreeSet};

use specwright_ir::{Api, Code, Diagnostics, NameHint, NumberFormat, Pointer, Shape, StringFormat, Ty, TypeId};

use super::{
    aliases::Aliases,
    boxes::Boxes,
    enumeration::EnumKind,
    events,
    package::{FormatType, Options},
    sizes::Sizes,
    type_expr::TypeExpr,
    xml::XmlPlan,
};
use crate::names::{Name, Scope, words};

/// Names in scope of generated files that a model cannot have.
pub(super) const IMPORTED: &[&str] = &[
    "BTreeMap",
    "Base64",
    "Base64Url",
    "Date",
    "DateTime",
    "Duration",
    "Maybe",
    "Number",
    "Quoted",
    "Secret",
    "Time",
    "Uuid",
];

/// The Rust name of every definition.
pub(super) struct TypeNames {
    names: Vec<Name>,
    aliases: Aliases,
    boxes: Boxes,
    sizes: Sizes,
    /// The types that stand for strings of a format.
    formats: Vec<FormatType>,
    /// What the definitions that are only names stand for.
    behind: BTreeMap<Name, TypeExpr>,
    /// The definitions that other types convert into: unions, and enums of strings.
    convertible: BTreeSet<Name>,
    /// How values stand in XML.
    xml: XmlPlan,
    /// The enums of events, by where the events are declared.
    events: BTreeMap<Pointer, Name>,
}

impl TypeNames {
    /// Components first, in document order, then inline definitions by owner and role.
    pub(super) fn mint(api: &Api, options: &Options, diagnostics: &mut Diagnostics) -> Self {
        let formats = options.formats.as_slice();
        let mut scope = Scope::types().reserve(IMPORTED);
        if options.validate {
            scope = scope.reserve(&["Validate"]);
        }
        let mut names: Vec<Option<Name>> = vec![None; api.types.len()];
        let (components, others): (Vec<_>, Vec<_>) =
            api.types.iter().partition(|(_, definition)| matches!(definition.hint, NameHint::Component(_)));
        for (id, definition) in components.into_iter().chain(others) {
            let words = hint_words(&definition.hint, &names);
            let minted = scope.mint(&words, "model");
            if let (Some(taken), NameHint::Component(component)) = (&minted.renamed_from, &definition.hint) {
                diagnostics.report(
                    Code::NameCollision,
                    &definition.origin,
                    format!("the Rust name `{taken}` is taken; schema `{component}` is called `{}`", minted.name),
                );
            }
            if let Some(slot) = names.get_mut(id.index()) {
                *slot = Some(minted.name);
            }
        }
        let names: Vec<Name> = names.into_iter().flatten().collect();
        let xml = XmlPlan::plan(api, &names);
        let boxes = Boxes::find(&api.types);
        let sizes = Sizes::find(&api.types, &boxes, formats);
        let mut minted = Self {
            names,
            aliases: Aliases::find(&api.types),
            boxes,
            sizes,
            formats: formats.to_vec(),
            behind: BTreeMap::new(),
            convertible: BTreeSet::new(),
            xml,
            events: events::mint(api),
        };
        for (id, definition) in api.types.iter() {
            let Some(name) = minted.get(id).cloned() else { continue };
            match &definition.shape {
                Shape::Alias(_) => {
                    let ty = minted.expr(minted.aliases.behind(&Ty::Named(id)));
                    minted.behind.insert(name, ty);
                }
                Shape::Union(_) => {
                    minted.convertible.insert(name);
                }
                Shape::Enum(enumeration) if EnumKind::of(enumeration) == EnumKind::Strings => {
                    minted.convertible.insert(name);
                }
                Shape::Record(_) | Shape::Enum(_) => {}
            }
        }
        minted
    }

    /// The type itself when it is written under another name.
    pub(super) fn behind<'a>(&'a self, expr: &'a TypeExpr) -> &'a TypeExpr {
        match expr {
            TypeExpr::Model(name) => self.behind.get(name).unwrap_or(expr),
            other => other,
        }
    }

    /// The type without any other name in it: types that are equal in the eyes of the compiler are equal then. Names
    /// deeper than anybody nests types stay.
    pub(super) fn resolved(&self, expr: &TypeExpr) -> TypeExpr {
        self.resolved_to(expr, 32)
    }

    fn resolved_to(&self, expr: &TypeExpr, depth: usize) -> TypeExpr {
        let Some(depth) = depth.checked_sub(1) else { return expr.clone() };
        let inside = |inner: &TypeExpr| Box::new(self.resolved_to(inner, depth));
        match self.behind(expr) {
            TypeExpr::Vec(inner) => TypeExpr::Vec(inside(inner)),
            TypeExpr::Map(inner) => TypeExpr::Map(inside(inner)),
            TypeExpr::Option(inner) => TypeExpr::Option(inside(inner)),
            TypeExpr::Maybe(inner) => TypeExpr::Maybe(inside(inner)),
            TypeExpr::Boxed(inner) => TypeExpr::Boxed(inside(inner)),
            TypeExpr::Tuple(elements) => {
                TypeExpr::Tuple(elements.iter().map(|element| self.resolved_to(element, depth)).collect())
            }
            other => other.clone(),
        }
    }

    /// Whether a type is a definition that other types convert into, under whatever name.
    pub(super) fn is_convertible(&self, expr: &TypeExpr) -> bool {
        matches!(self.behind(expr), TypeExpr::Model(name) if self.convertible.contains(name))
    }

    /// What stands behind names for types.
    pub(super) fn aliases(&self) -> &Aliases {
        &self.aliases
    }

    /// How values stand in XML.
    pub(super) fn xml(&self) -> &XmlPlan {
        &self.xml
    }

    /// How large a value is, at most, in bytes.
    pub(super) fn size(&self, ty: &Ty) -> usize {
        self.sizes.of_use(ty)
    }

    /// The name of a definition; `None` only for an id of another API.
    pub(super) fn get(&self, id: TypeId) -> Option<&Name> {
        self.names.get(id.index())
    }

    /// The enum of the events that are declared in a place.
    pub(super) fn events(&self, declared: &Pointer) -> Option<&Name> {
        self.events.get(declared)
    }

    /// Whether events that are declared in several places are the same enum.
    pub(super) fn is_shared(&self, events: &Name) -> bool {
        self.events.values().filter(|name| *name == events).count() > 1
    }

    pub(super) fn boxes(&self) -> &Boxes {
        &self.boxes
    }

    /// The type that stands for strings of a format, if there is one.
    pub(super) fn format(&self, format: &str) -> Option<&FormatType> {
        self.formats.iter().find(|known| known.format == format)
    }

    /// The Rust type for a use of a type.
    pub(super) fn expr(&self, ty: &Ty) -> TypeExpr {
        match ty {
            Ty::Any => TypeExpr::Json,
            Ty::Boolean => TypeExpr::Bool,
            Ty::Integer(width) => TypeExpr::Integer(*width),
            Ty::Number(NumberFormat::Double) => TypeExpr::F64,
            Ty::Number(NumberFormat::Exact) => TypeExpr::Number,
            Ty::Quoted(inner) => TypeExpr::Quoted(Box::new(self.expr(inner))),
            Ty::Tuple(elements) => TypeExpr::Tuple(elements.iter().map(|element| self.expr(element)).collect()),
            Ty::String(format) => self.string(format),
            Ty::List(element) => TypeExpr::Vec(Box::new(self.expr(element))),
            Ty::Map(value) => match value.as_ref() {
                Ty::Any => TypeExpr::JsonMap,
                value => TypeExpr::Map(Box::new(self.expr(value))),
            },
            Ty::Nullable(inner) => self.expr(inner).option(),
            Ty::Named(id) => self.get(*id).map_or(TypeExpr::Json, |name| TypeExpr::Model(name.clone())),
        }
    }

    fn string(&self, format: &StringFormat) -> TypeExpr {
        match format {
            StringFormat::Plain => TypeExpr::String,
            StringFormat::DateTime => TypeExpr::DateTime,
            StringFormat::Date => TypeExpr::Date,
            StringFormat::Time => TypeExpr::Time,
            StringFormat::Duration => TypeExpr::Duration,
            StringFormat::Uuid => TypeExpr::Uuid,
            StringFormat::Secret => TypeExpr::Secret,
            StringFormat::Base64 => TypeExpr::Base64,
            StringFormat::Base64Url => TypeExpr::Base64Url,
            StringFormat::Other(format) => {
                self.format(format).map_or(TypeExpr::String, |known| TypeExpr::Foreign(known.path.clone()))
            }
        }
    }

    /// The Rust type for a part of `owner`, boxed where the definition would hold itself.
    pub(super) fn field_expr(&self, owner: TypeId, ty: &Ty) -> TypeExpr {
        match ty {
            Ty::Named(target) if self.boxes.needed(owner, *target) => self.expr(ty).boxed(),
            Ty::Nullable(inner) => self.field_expr(owner, inner).option(),
            Ty::Tuple(elements) => {
                TypeExpr::Tuple(elements.iter().map(|element| self.field_expr(owner, element)).collect())
            }
            other => self.expr(other),
        }
    }
}

/// Words for a name: for the one of a member, behind those of the types that it may stand in.
pub(super) fn hint_words(hint: &NameHint, names: &[Option<Name>]) -> Vec<String> {
    let (mut all, role) = match hint {
        NameHint::Component(name) => return words(name),
        NameHint::Member { owner, role } => {
            let owner = names.get(owner.index()).and_then(Option::as_ref);
            (owner.map_or_else(Vec::new, |owner| words(owner.as_str())), role)
        }
        NameHint::Operation { operation, role } => (words(operation), role),
    };
    all.extend(role.iter().flat_map(|role| words(role)));
    all
}
