//! The models crate: one module per component, inline definitions beside their owner.

use std::collections::BTreeMap;

use specwright_ir::{Api, Enum, EnumValue, EnumWire, NameHint, Shape, TypeDef, TypeId};

use super::{
    directions::{self, Directions},
    docs, formats,
    package::{Dependency, Options, Package},
    record::{self, FieldPlan, Parameter, Setter},
    traits::{self, Traits},
    type_expr::{Imports, TypeExpr, contains, imports},
    type_names::TypeNames,
};
use crate::names::{Name, Scope, in_ascii, words};

/// The models crate of an API.
#[derive(Clone, Debug)]
pub(crate) struct ModelsPlan {
    pub(crate) package: Package,
    /// Where the documents are kept.
    pub(crate) source: String,
    pub(crate) docs: Vec<String>,
    pub(crate) modules: Vec<ModulePlan>,
}

/// One file of definitions.
#[derive(Clone, Debug)]
pub(crate) struct ModulePlan {
    pub(crate) name: Name,
    pub(crate) imports: Imports,
    pub(crate) types: Vec<TypePlan>,
}

/// One definition.
#[derive(Clone, Debug)]
pub(crate) enum TypePlan {
    Record(RecordPlan),
    Enum(EnumPlan),
    Alias { name: Name, docs: Vec<String>, ty: TypeExpr },
}

impl TypePlan {
    /// The types that are written in the definition.
    fn types(&self) -> Vec<&TypeExpr> {
        match self {
            Self::Record(record) => record.fields.iter().map(|field| &field.ty).collect(),
            Self::Enum(_) => Vec::new(),
            Self::Alias { ty, .. } => vec![ty],
        }
    }

    pub(crate) fn name(&self) -> &Name {
        match self {
            Self::Record(RecordPlan { name, .. }) | Self::Enum(EnumPlan { name, .. }) | Self::Alias { name, .. } => {
                name
            }
        }
    }
}

/// A struct with its wire table, constructor and setters.
#[derive(Clone, Debug)]
pub(crate) struct RecordPlan {
    pub(crate) name: Name,
    pub(crate) docs: Vec<String>,
    pub(crate) traits: Traits,
    pub(crate) fields: Vec<FieldPlan>,
    /// The arguments of `new`, one for each required field.
    pub(crate) arguments: Vec<Parameter>,
    pub(crate) setters: Vec<Setter>,
}

/// An open enum.
#[derive(Clone, Debug)]
pub(crate) struct EnumPlan {
    pub(crate) name: Name,
    pub(crate) docs: Vec<String>,
    pub(crate) values: EnumValues,
    /// The variant that keeps unknown values.
    pub(crate) unknown: Name,
}

/// The known values of an enum.
#[derive(Clone, Debug)]
pub(crate) enum EnumValues {
    Strings(Vec<VariantPlan<String>>),
    Integers(Vec<VariantPlan<i64>>),
}

/// A known value of an enum.
#[derive(Clone, Debug)]
pub(crate) struct VariantPlan<W> {
    pub(crate) name: Name,
    pub(crate) docs: Vec<String>,
    pub(crate) wire: W,
}

/// What is known of all definitions before the first is planned.
pub(super) struct Context<'a> {
    pub(super) api: &'a Api,
    pub(super) names: &'a TypeNames,
    traits: Vec<Traits>,
    directions: Vec<Directions>,
}

impl Context<'_> {
    pub(super) fn traits(&self, id: TypeId) -> Traits {
        self.traits.get(id.index()).copied().unwrap_or(Traits { copy: false, eq: false, hash: false, default: false })
    }

    pub(super) fn directions(&self, id: TypeId) -> Directions {
        self.directions.get(id.index()).copied().unwrap_or_default()
    }
}

pub(super) fn plan(api: &Api, options: &Options, names: &TypeNames) -> ModelsPlan {
    let cx = Context { api, names, traits: traits::find(&api.types, names), directions: directions::find(api) };
    let mut roots: BTreeMap<TypeId, Vec<TypePlan>> = BTreeMap::new();
    for (id, definition) in api.types.iter() {
        let Some(name) = names.get(id) else { continue };
        let plan = plan_type(&cx, id, definition, name);
        roots.entry(root(api, id)).or_default().push(plan);
    }
    let mut scope = Scope::snake().reserve(super::package::NOT_MODULES);
    let mut modules: Vec<ModulePlan> = roots.into_values().filter_map(|types| plan_module(types, &mut scope)).collect();
    modules.sort_by(|a, b| a.name.plain().cmp(b.name.plain()));
    let package = Package {
        name: options.models.clone(),
        description: format!("Types of the {}", super::client::api_name(api)),
        location: options.location.clone(),
        dependencies: dependencies(&modules, options),
        features: Vec::new(),
    };
    let title = format!("Types of the {}{}.", super::client::api_name(api), super::client::version(api));
    let docs = docs::of_sections([Some(title.as_str()), Some(ABOUT)]);
    ModelsPlan { package, source: options.source.clone(), docs, modules }
}

/// What every models crate says of itself.
const ABOUT: &str = "Records are plain structs: `new` takes what is required, chained setters the rest. Enums are open: a value \
                     that this version does not know is kept in their last variant. Properties that this version does not \
                     know never fail a decode.";

fn plan_module(types: Vec<TypePlan>, scope: &mut Scope) -> Option<ModulePlan> {
    let name = scope.mint(&in_ascii(&words(types.first()?.name().as_str())), "").name;
    let own: Vec<&Name> = types.iter().map(TypePlan::name).collect();
    let imports = imports(types.iter().flat_map(TypePlan::types), &own);
    Some(ModulePlan { name, imports, types })
}

/// The definition whose file a definition stands in.
fn root(api: &Api, id: TypeId) -> TypeId {
    let mut current = id;
    while let Some(NameHint::Member { owner, .. }) = api.types.get(current).map(|definition| &definition.hint) {
        // Owners are reserved before their members.
        if owner.index() >= current.index() {
            break;
        }
        current = *owner;
    }
    current
}

fn plan_type(cx: &Context<'_>, id: TypeId, definition: &TypeDef, name: &Name) -> TypePlan {
    let docs = docs::of_type(&definition.facts, &fallback(definition, name, cx.api, cx.names));
    match &definition.shape {
        Shape::Record(record) => TypePlan::Record(record::plan(cx, id, name, docs, record)),
        Shape::Enum(enumeration) => TypePlan::Enum(plan_enum(name, docs, enumeration)),
        Shape::Union(_) => TypePlan::Alias { name: name.clone(), docs, ty: TypeExpr::Json },
        Shape::Alias(ty) => TypePlan::Alias { name: name.clone(), docs, ty: cx.names.expr(ty) },
    }
}

/// What docs say of a definition that the document says nothing of.
fn fallback(definition: &TypeDef, name: &Name, api: &Api, names: &TypeNames) -> String {
    match &definition.hint {
        NameHint::Component(component) => format!("{} of the {}.", docs::code(component), super::client::api_name(api)),
        NameHint::Member { owner, role } => {
            let owner = names.get(*owner).unwrap_or(name);
            format!("The {} of {}.", docs::code(&role.join(" ")), docs::code(owner.as_str()))
        }
        NameHint::Operation { operation, role } => format!("The {} of {}.", role.join(" "), docs::code(operation)),
    }
}

fn plan_enum(name: &Name, docs: Vec<String>, enumeration: &Enum) -> EnumPlan {
    let unknown_words = ["unknown".to_owned()];
    let mut scope = Scope::variants();
    let unknown = scope.mint(&unknown_words, "").name;
    let prefix = common_prefix(enumeration, name);
    let mut strings = Vec::new();
    let mut integers = Vec::new();
    for value in &enumeration.values {
        let docs = variant_docs(value);
        let name = scope.mint(&variant_words(value, prefix, enumeration), "value").name;
        match &value.wire {
            EnumWire::String(wire) => strings.push(VariantPlan { name, docs, wire: wire.clone() }),
            EnumWire::Integer(wire) => integers.push(VariantPlan { name, docs, wire: *wire }),
            EnumWire::Json(_) => {}
        }
    }
    let values = if integers.is_empty() { EnumValues::Strings(strings) } else { EnumValues::Integers(integers) };
    EnumPlan { name: name.clone(), docs, values, unknown }
}

fn variant_docs(value: &EnumValue) -> Vec<String> {
    let wire = match &value.wire {
        EnumWire::String(wire) => docs::code(&format!("{wire:?}")),
        EnumWire::Integer(wire) => docs::code(&wire.to_string()),
        EnumWire::Json(wire) => docs::code(&wire.to_string()),
    };
    let text = match value.description.as_deref().map(str::trim) {
        None | Some("") => wire,
        Some(description) => format!("{wire}: {description}"),
    };
    crate::docs::doc_lines(&text)
}

fn variant_words(value: &EnumValue, prefix: usize, enumeration: &Enum) -> Vec<String> {
    if let Some(name) = &value.name {
        return words(name);
    }
    match &value.wire {
        EnumWire::String(wire) if is_reverse(wire, enumeration) => [vec!["minus".to_owned()], words(wire)].concat(),
        EnumWire::String(wire) => words(wire).split_off(prefix),
        EnumWire::Integer(number) => words(&number.to_string()),
        EnumWire::Json(value) => words(&value.to_string()),
    }
}

/// Whether a value is another one with a minus in front: the other direction of an order, as in `-created`.
fn is_reverse(wire: &str, enumeration: &Enum) -> bool {
    let Some(forward) = wire.strip_prefix('-') else { return false };
    let is_forward = |value: &EnumValue| matches!(&value.wire, EnumWire::String(other) if other == forward);
    !forward.starts_with(|first: char| first.is_ascii_digit()) && enumeration.values.iter().any(is_forward)
}

/// How many leading words every value shares with the enum's own name, as in `ORGANIZATION_TYPE_ROOT` of
/// `OrganizationType`: the name already says them. Zero if a value would have no word left.
fn common_prefix(enumeration: &Enum, name: &Name) -> usize {
    let name = words(name.as_str());
    let shares = |value: &EnumValue| match &value.wire {
        EnumWire::String(wire) => {
            let wire = words(wire);
            wire.len() > name.len() && wire.starts_with(&name)
        }
        EnumWire::Integer(_) | EnumWire::Json(_) => false,
    };
    if enumeration.values.iter().all(shares) { name.len() } else { 0 }
}

fn dependencies(modules: &[ModulePlan], options: &Options) -> Vec<Dependency> {
    let types = || modules.iter().flat_map(|module| &module.types).flat_map(TypePlan::types);
    let mut dependencies = vec![Dependency::Own { name: "specwright-values", default_features: true }];
    let is_json: fn(&TypeExpr) -> bool = |ty| matches!(ty, TypeExpr::Json | TypeExpr::JsonMap);
    if types().any(|ty| contains(ty, is_json)) {
        dependencies.push(Dependency::Json);
    }
    dependencies.extend(formats::dependencies(types(), &options.formats));
    dependencies
}
