//! Bodies of XML: how the values of their types stand in documents.

use std::collections::BTreeMap;

use specwright_ir::{Api, Content, Format, Operation, Response, TypeId, XmlBody, XmlContent, XmlDefinition, XmlName};

use crate::names::{Name, Scope, words};

/// The module of the client crate that says how values stand in XML. Without bodies of XML there is none.
#[derive(Clone, Debug, Default)]
pub(crate) struct XmlPlan {
    /// The root elements of bodies.
    pub(crate) roots: Vec<XmlRoot>,
    /// What stands inside of them, the nearest first.
    pub(crate) definitions: Vec<(TypeId, XmlDefinition)>,
    /// The names of the definitions.
    pub(crate) names: BTreeMap<TypeId, Name>,
    /// The root element of each body.
    bodies: Vec<(XmlBody, Name)>,
}

/// A root element.
#[derive(Clone, Debug)]
pub(crate) struct XmlRoot {
    pub(crate) name: Name,
    pub(crate) element: XmlName,
    pub(crate) content: XmlContent,
}

impl XmlPlan {
    /// `types` are the names of definitions in the models crate.
    pub(super) fn plan(api: &Api, types: &[Name]) -> Self {
        let mut plan = Self::default();
        let mut scope = Scope::statics();
        for body in api.operations.iter().flat_map(contents).filter_map(xml) {
            let Ok((element, content)) = api.types.xml_root(&body.ty, body.xml.as_deref()) else { continue };
            let Ok(definitions) = api.types.xml_definitions(&content) else { continue };
            let known = plan.roots.iter().find(|root| root.element == element && root.content == content);
            if let Some(root) = known {
                plan.bodies.push((body.clone(), root.name.clone()));
                continue;
            }
            let name = scope.mint(&words(&element.local), "").name;
            plan.bodies.push((body.clone(), name.clone()));
            plan.roots.push(XmlRoot { name, element, content });
            for (id, definition) in definitions {
                if plan.names.contains_key(&id) {
                    continue;
                }
                let mut words = types.get(id.index()).map_or_else(Vec::new, |name| words(name.plain()));
                words.push("content".to_owned());
                plan.names.insert(id, scope.mint(&words, "").name);
                plan.definitions.push((id, definition));
            }
        }
        plan
    }

    /// The root element of a body; `None` for one that has no form in XML.
    pub(super) fn root(&self, body: &XmlBody) -> Option<&Name> {
        let is_same = |(other, _): &&(XmlBody, Name)| other.ty == body.ty && other.xml == body.xml;
        self.bodies.iter().find(is_same).map(|(_, name)| name)
    }
}

/// Everything that an operation sends or receives.
fn contents(operation: &Operation) -> impl Iterator<Item = &Content> {
    let sent = operation.body.iter().flat_map(|body| &body.contents);
    sent.chain(operation.responses.iter().flat_map(Response::contents))
}

fn xml(content: &Content) -> Option<&XmlBody> {
    match &content.format {
        Format::Xml(body) => Some(body),
        _ => None,
    }
}
