//! How the operations of an API are spread over modules.

use std::collections::{BTreeMap, BTreeSet};

use specwright_ir::Api;

use super::{
    features::RUNTIME,
    operation::OperationPlan,
    package::{NOT_MODULES, Options, Package},
    type_expr::{Imports, imports},
};
use crate::names::{Name, Scope, in_ascii, words};

/// How many operations an API may have before they are divided: then each tag is a module and a Cargo feature. An API
/// whose operations all have the same tag, or none, stays whole.
const LARGEST_WHOLE: usize = 200;

/// Operations that stand in one module, with what their methods need.
#[derive(Clone, Debug)]
pub(crate) struct SectionPlan {
    /// The module, and the Cargo feature; `None` for the operations of an API that is not divided.
    pub(crate) tag: Option<Name>,
    /// One sentence about the module.
    pub(crate) docs: String,
    pub(crate) operations: Vec<OperationPlan>,
    /// What the arguments of the methods bring into scope.
    pub(crate) imports: Imports,
}

/// The tags of a large API; empty for any other.
pub(super) struct Tags {
    /// Module by tag, in the order of sections.
    modules: Vec<(Option<String>, Name)>,
    index: BTreeMap<Option<String>, usize>,
}

impl Tags {
    pub(super) fn plan(api: &Api, options: &Options) -> Self {
        let mut tags = Self { modules: Vec::new(), index: BTreeMap::new() };
        let order = order(api);
        if api.operations.len() <= LARGEST_WHOLE || order.len() < 2 {
            return tags;
        }
        let foreign: Vec<&str> = options.formats.iter().map(|format| format.package.as_str()).collect();
        let mut scope = Scope::snake()
            .reserve(NOT_MODULES)
            .reserve(&["mod", "operations", "default", &Package::code_name(&options.models)])
            .reserve(&RUNTIME.map(|(feature, _)| feature))
            .reserve(&foreign);
        for tag in order {
            let name = scope.mint(&in_ascii(&words(tag.unwrap_or("other"))), "tag").name;
            tags.index.insert(tag.map(str::to_owned), tags.modules.len());
            tags.modules.push((tag.map(str::to_owned), name));
        }
        tags
    }

    /// The names of the modules, which are those of the features.
    pub(super) fn modules(&self) -> Vec<&str> {
        self.modules.iter().map(|(_, name)| name.plain()).collect()
    }

    /// The module of a tag's operations, if the API is divided.
    pub(super) fn module(&self, tag: Option<&str>) -> Option<&Name> {
        let index = self.index.get(&tag.map(str::to_owned))?;
        self.modules.get(*index).map(|(_, name)| name)
    }
}

/// The first tags of operations: the declared ones in their order, then the others, then none. Only tags that have
/// operations.
pub(super) fn order(api: &Api) -> Vec<Option<&str>> {
    let used: BTreeSet<Option<&str>> =
        api.operations.iter().map(|operation| operation.tags.first().map(String::as_str)).collect();
    let declared = api.tags.iter().map(|tag| Some(tag.name.as_str()));
    let others = api.operations.iter().map(|operation| operation.tags.first().map(String::as_str));
    let mut seen = BTreeSet::new();
    let mut order: Vec<Option<&str>> =
        declared.chain(others.filter(Option::is_some)).filter(|tag| used.contains(tag) && seen.insert(*tag)).collect();
    order.extend(used.contains(&None).then_some(None));
    order
}

/// Spreads the operations over their sections.
pub(super) fn plan(operations: Vec<OperationPlan>, tags: &Tags) -> Vec<SectionPlan> {
    if tags.modules.is_empty() {
        return vec![section(None, String::new(), operations)];
    }
    let mut members: Vec<Vec<OperationPlan>> = tags.modules.iter().map(|_| Vec::new()).collect();
    for operation in operations {
        let index = tags.index.get(&operation.tag).copied().unwrap_or_default();
        if let Some(section) = members.get_mut(index) {
            section.push(operation);
        }
    }
    let sections = tags.modules.iter().zip(members);
    sections
        .map(|((tag, name), operations)| {
            let docs = match tag {
                Some(tag) => format!(" The operations of {}.", super::docs::code(tag)),
                None => " The operations without a tag.".to_owned(),
            };
            section(Some(name.clone()), docs, operations)
        })
        .collect()
}

fn section(tag: Option<Name>, docs: String, operations: Vec<OperationPlan>) -> SectionPlan {
    let arguments = || operations.iter().flat_map(|operation| operation.arguments.iter().map(|one| one.accepts.ty()));
    SectionPlan { tag, docs, imports: imports(arguments(), &[]), operations }
}
