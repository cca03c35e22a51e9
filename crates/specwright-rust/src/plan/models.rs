//! The models crate: one module per component, inline definitions beside their owner.

use std::collections::BTreeMap;

use specwright_ir::{Api, Diagnostics, NameHint, Shape, TypeDef, TypeId};

use super::{
    checks::{self, CheckPlan},
    directions::{self, Directions},
    docs,
    enumeration::{self, EnumPlan, EnumValues},
    formats,
    package::{Dependency, Options, Package},
    record::{self, Accepts, RecordPlan},
    traits::{self, Traits},
    type_expr::{Imports, TypeExpr, contains, imports},
    type_names::TypeNames,
    union::{self, UnionPlan},
};
use crate::names::{Name, Scope, in_ascii, words};

/// The models crate of an API.
#[derive(Clone, Debug)]
pub(crate) struct ModelsPlan {
    pub(crate) package: Package,
    /// Where the documents are kept.
    pub(crate) source: String,
    pub(crate) docs: Vec<String>,
    /// Whether the types check themselves.
    pub(crate) validate: bool,
    pub(crate) modules: Vec<ModulePlan>,
}

/// One file of definitions.
#[derive(Clone, Debug)]
pub(crate) struct ModulePlan {
    pub(crate) name: Name,
    pub(crate) imports: Imports,
    pub(crate) types: Vec<TypePlan>,
    /// What the types check about themselves.
    pub(crate) checks: Vec<CheckPlan>,
}

/// One definition.
#[derive(Clone, Debug)]
pub(crate) enum TypePlan {
    Record(RecordPlan),
    Enum(EnumPlan),
    Union(UnionPlan),
    Alias { name: Name, docs: Vec<String>, ty: TypeExpr },
}

impl TypePlan {
    /// The types that are written in the definition.
    fn types(&self) -> Vec<&TypeExpr> {
        match self {
            Self::Record(record) => {
                let fields = record.fields.iter().map(|field| &field.ty);
                fields.chain(record.accepts().map(Accepts::ty)).collect()
            }
            Self::Enum(_) => Vec::new(),
            Self::Union(union) => union.variants.iter().map(|variant| &variant.ty).collect(),
            Self::Alias { ty, .. } => vec![ty],
        }
    }

    pub(crate) fn name(&self) -> &Name {
        match self {
            Self::Record(RecordPlan { name, .. })
            | Self::Enum(EnumPlan { name, .. })
            | Self::Union(UnionPlan { name, .. })
            | Self::Alias { name, .. } => name,
        }
    }

    /// Whether the definition keeps unknown values as JSON.
    fn keeps_json(&self) -> bool {
        match self {
            Self::Union(_) => true,
            Self::Enum(plan) => matches!(plan.values, EnumValues::Mixed(_)),
            Self::Record(_) | Self::Alias { .. } => false,
        }
    }
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

pub(super) fn plan(api: &Api, options: &Options, names: &TypeNames, diagnostics: &mut Diagnostics) -> ModelsPlan {
    let directions = directions::find(api);
    let traits = traits::find(&api.types, names, &directions);
    let cx = Context { api, names, traits, directions };
    let mut roots: BTreeMap<TypeId, (Vec<TypePlan>, Vec<CheckPlan>)> = BTreeMap::new();
    for ((id, definition), root) in api.types.iter().zip(find_roots(api)) {
        let Some(name) = names.get(id) else { continue };
        let (types, checks) = roots.entry(root).or_default();
        let planned = plan_type(&cx, id, definition, name);
        if options.validate {
            checks.extend(checks::plan(&cx, id, &planned, diagnostics));
        }
        types.push(planned);
    }
    // `pub use url::Url` must not be ambiguous beside a dependency called `url`.
    let foreign: Vec<&str> = options.formats.iter().filter_map(|format| format.path.segments().next()).collect();
    let mut scope = Scope::modules().reserve(super::package::NOT_MODULES).reserve(&foreign);
    let mut modules: Vec<ModulePlan> =
        roots.into_values().filter_map(|(types, checks)| plan_module(types, checks, &mut scope)).collect();
    modules.sort_by(|a, b| a.name.plain().cmp(b.name.plain()));
    let package = Package {
        name: options.models.clone(),
        description: format!("Types of the {}", super::client::api_name(api)),
        location: options.location.clone(),
        dependencies: dependencies(&modules, options),
        features: Vec::new(),
    };
    let title = format!("Types of the {}{}.", super::client::api_name(api), super::client::version(api));
    let docs = docs::of_sections([Some(title.as_str()), Some(ABOUT), options.validate.then_some(ABOUT_VALIDATE)]);
    ModelsPlan { package, source: options.source.clone(), docs, validate: options.validate, modules }
}

/// What every models crate says of itself.
const ABOUT: &str = "Records are plain structs: `new` takes what is required, chained setters the rest. Enums are open: a value \
                     that this version does not know is kept in their last variant. Properties that this version does not \
                     know never fail a decode.";

/// What one says besides whose types check themselves.
const ABOUT_VALIDATE: &str =
    "Every type is `Validate`: `validate` says what of a value is not as the API documents it.";

fn plan_module(types: Vec<TypePlan>, checks: Vec<CheckPlan>, scope: &mut Scope) -> Option<ModulePlan> {
    let name = scope.mint(&in_ascii(&words(types.first()?.name().as_str())), "").name;
    let own: Vec<&Name> = types.iter().map(TypePlan::name).collect();
    let imports = imports(types.iter().flat_map(TypePlan::types), &own);
    Some(ModulePlan { name, imports, types, checks })
}

/// For each definition the one whose file it stands in.
fn find_roots(api: &Api) -> Vec<TypeId> {
    let mut roots: Vec<TypeId> = Vec::with_capacity(api.types.len());
    for (id, definition) in api.types.iter() {
        // Owners are reserved before their members.
        let root = match &definition.hint {
            NameHint::Member { owner, .. } => roots.get(owner.index()).copied(),
            NameHint::Component(_) | NameHint::Operation { .. } => None,
        };
        roots.push(root.unwrap_or(id));
    }
    roots
}

fn plan_type(cx: &Context<'_>, id: TypeId, definition: &TypeDef, name: &Name) -> TypePlan {
    let docs = docs::of_type(&definition.facts, name.as_str(), &fallback(definition, name, cx.api, cx.names));
    match &definition.shape {
        Shape::Record(record) => TypePlan::Record(record::plan(cx, id, name, docs, record)),
        Shape::Enum(enumeration) => TypePlan::Enum(enumeration::plan(name, docs, enumeration)),
        Shape::Union(union) => TypePlan::Union(union::plan(cx, id, name, docs, union)),
        Shape::Alias(ty) => TypePlan::Alias { name: name.clone(), docs, ty: cx.names.expr(ty) },
    }
}

/// What docs say of a definition that the document says nothing of.
fn fallback(definition: &TypeDef, name: &Name, api: &Api, names: &TypeNames) -> String {
    let others = if definition.shared { " and of others" } else { "" };
    match &definition.hint {
        NameHint::Component(component) => format!("{} of the {}.", docs::code(component), super::client::api_name(api)),
        NameHint::Member { owner, role } => {
            let owner = names.get(*owner).unwrap_or(name);
            format!("{} of {}{others}.", role_phrase(role, true), docs::code(owner.as_str()))
        }
        NameHint::Operation { operation, role } => {
            let phrase = role_phrase(role, !definition.hint.is_in_payload());
            format!("{phrase} of {}{others}.", docs::code(operation))
        }
    }
}

/// What a definition is to the one it stands in: `role` is the way to it, of which the steps into lists and maps come
/// last.
fn role_phrase(role: &[String], is_named: bool) -> String {
    let name = |words: &[String]| if is_named { docs::code(&words.join(" ")) } else { words.join(" ") };
    let the = if is_named { "" } else { "the " };
    match role {
        [outer @ .., step] if !outer.is_empty() && step == "item" => format!("An element of {the}{}", name(outer)),
        [outer @ .., step] if !outer.is_empty() && step == "value" => format!("A value of {the}{}", name(outer)),
        role => format!("The {}", name(role)),
    }
}

fn dependencies(modules: &[ModulePlan], options: &Options) -> Vec<Dependency> {
    let definitions = || modules.iter().flat_map(|module| &module.types);
    let types = || definitions().flat_map(TypePlan::types);
    let features: &[&str] = if options.validate { &["validate"] } else { &[] };
    let mut dependencies = vec![Dependency::Own { name: "specwright-values", default_features: true, features }];
    let is_json: fn(&TypeExpr) -> bool = |ty| matches!(ty, TypeExpr::Json | TypeExpr::JsonMap);
    if definitions().any(TypePlan::keeps_json) || types().any(|ty| contains(ty, is_json)) {
        dependencies.push(Dependency::Json);
    }
    dependencies.extend(formats::dependencies(types(), &options.formats));
    dependencies
}
