//! Schemas that hold at the same time, as one thing to ask for.

use crate::{lower::at::At, tree::Node};

/// One or more schemas that a value has to satisfy together, with the decisions taken on the way to them.
#[derive(Clone, Debug)]
pub(super) struct View<'d> {
    /// The schemas; the first speaks first where two differ.
    pub(super) roots: Vec<At<'d>>,
    /// The branch that was taken of a `oneOf` or `anyOf`, for the ones that were decided.
    picks: Vec<(*const Node, At<'d>)>,
    /// The one type that values are to have of those that the schemas allow.
    pub(super) only: Option<&'static str>,
}

/// What makes two views the same.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key {
    roots: Vec<*const Node>,
    picks: Vec<(*const Node, *const Node)>,
    only: Option<&'static str>,
}

impl<'d> View<'d> {
    /// A single schema.
    pub(super) fn of(at: &At<'d>) -> Self {
        Self::all(std::slice::from_ref(at))
    }

    /// Several schemas together; one that stands there twice counts once.
    pub(super) fn all(roots: &[At<'d>]) -> Self {
        let mut seen = std::collections::BTreeSet::new();
        let roots = roots.iter().filter(|root| seen.insert(address(root))).cloned().collect();
        Self { roots, picks: Vec::new(), only: None }
    }

    /// The same with a branch taken of a `oneOf` or `anyOf`.
    pub(super) fn pick(&self, choice: &At<'d>, branch: &At<'d>) -> Self {
        let mut view = self.clone();
        view.picks.push((address(choice), branch.clone()));
        view
    }

    /// The same, values of one type only.
    pub(super) fn only(&self, name: &'static str) -> Self {
        Self { only: Some(name), ..self.clone() }
    }

    /// The branch taken of a `oneOf` or `anyOf`, if that is decided.
    pub(super) fn picked(&self, choice: &At<'d>) -> Option<&At<'d>> {
        let wanted = address(choice);
        self.picks.iter().find(|(choice, _)| *choice == wanted).map(|(_, branch)| branch)
    }

    /// The schema, if it is a single one about which nothing is decided.
    pub(super) fn single(&self) -> Option<&At<'d>> {
        match self.roots.as_slice() {
            [root] if self.picks.is_empty() && self.only.is_none() => Some(root),
            _ => None,
        }
    }

    /// What to show to a person: the last branch that was taken, or the first schema.
    pub(super) fn place(&self) -> Option<&At<'d>> {
        self.picks.last().map(|(_, branch)| branch).or(self.roots.first())
    }

    pub(super) fn key(&self) -> Key {
        let mut picks: Vec<_> = self.picks.iter().map(|(choice, branch)| (*choice, address(branch))).collect();
        picks.sort_unstable();
        Key { roots: self.roots.iter().map(address).collect(), picks, only: self.only }
    }
}

/// The identity of a schema: where its node is. Used to compare, never to order what output can see.
pub(super) fn address(at: &At<'_>) -> *const Node {
    std::ptr::from_ref(at.node)
}
