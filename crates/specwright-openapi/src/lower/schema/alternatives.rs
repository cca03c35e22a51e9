//! The alternatives of `oneOf`, `anyOf` and lists of types.

use specwright_ir::{EnumValue, EnumWire, Pointer};

use super::{
    parts::{Choice, Parts},
    view::View,
};
use crate::lower::{Lower, at::At};

/// How many combinations several lists of alternatives may make.
const MAX_COMBINED: usize = 64;

/// One of several views of which a value satisfies at least one.
#[derive(Clone)]
pub(super) struct Alternative<'d> {
    pub(super) view: View<'d>,
    /// The branch that makes it.
    pub(super) branch: At<'d>,
    /// The schemas that the branches taken refer to by name.
    pub(super) sources: Vec<Pointer>,
    /// Set when it is one type of several.
    pub(super) ty: Option<&'static str>,
}

/// What is common to all alternatives of one schema while they are found.
struct Search<'d> {
    found: Vec<Alternative<'d>>,
    /// Whether alternatives have been combined with others, so that their number may explode.
    combined: bool,
}

impl<'d> Alternative<'d> {
    /// A schema that stands for itself.
    pub(super) fn of_schema(at: &At<'d>) -> Self {
        Self { view: View::of(at), branch: at.clone(), sources: Vec::new(), ty: None }
    }

    /// The values of one type.
    pub(super) fn of_type(view: &View<'d>, name: &'static str) -> Option<Self> {
        let branch = view.place()?.clone();
        Some(Self { view: view.only(name), branch, sources: Vec::new(), ty: Some(name) })
    }

    /// A value of an enum with what the branch says about it.
    pub(super) fn describe(&self, mut value: EnumValue) -> EnumValue {
        if self.ty.is_some() || !self.sources.is_empty() {
            return value;
        }
        let text = |key: &str| self.branch.get(key).and_then(|text| text.as_str()).map(str::to_owned);
        let (title, description) = (text("title"), text("description"));
        if matches!(value.wire, EnumWire::String(_)) {
            value.description = value.description.or(description).or(title);
        } else {
            value.name = value.name.or(title);
            value.description = value.description.or(description);
        }
        value
    }
}

impl<'d> Lower<'d> {
    /// Every way to decide the open alternatives of a view; `Err` with the limit when there are too many.
    pub(super) fn alternatives(&mut self, view: &View<'d>, parts: &Parts<'d>) -> Result<Vec<Alternative<'d>>, usize> {
        let mut search = Search { found: Vec::new(), combined: false };
        let Some(choice) = parts.choices.first() else { return Ok(Vec::new()) };
        search.combined = parts.choices.len() > 1;
        self.decide(view, choice, &[], &mut search)?;
        Ok(search.found)
    }

    fn decide(
        &mut self,
        view: &View<'d>,
        choice: &Choice<'d>,
        sources: &[Pointer],
        search: &mut Search<'d>,
    ) -> Result<(), usize> {
        for branch in &choice.branches {
            let target = self.lone_target(branch);
            let is_self = |at: &At<'d>| view.roots.iter().any(|root| root.pointer == at.pointer);
            if target.as_ref().is_some_and(is_self) {
                self.report(
                    specwright_ir::Code::SchemaConflict,
                    branch,
                    "this alternative is the schema itself; left out",
                );
                continue;
            }
            let mut sources = sources.to_vec();
            sources.extend(target.map(|target| target.pointer));
            let view = view.pick(&choice.at, branch);
            let parts = self.parts(&view);
            let own_tag =
                branch.has("discriminator") && parts.choices.iter().any(|inner| inner.owner.pointer == branch.pointer);
            match parts.choices.first() {
                Some(next) if !own_tag => {
                    search.combined |= parts.choices.len() > 1;
                    self.decide(&view, next, &sources, search)?;
                }
                _ => search.found.push(Alternative { view, branch: branch.clone(), sources, ty: None }),
            }
            if search.combined && search.found.len() > MAX_COMBINED {
                return Err(MAX_COMBINED);
            }
        }
        Ok(())
    }
}
