//! OpenAPI Overlay 1.0: changes to a document, written down as a document.

mod action;
mod select;
#[cfg(test)]
mod tests;
mod update;

use specwright_ir::{Code, Diagnostic, Diagnostics, Span};

use crate::tree::Node;
use action::{Action, Effect};
use select::Location;
use update::Growth;

/// Applies the actions of one overlay in order. A faulty action is reported and left out; the others are applied.
pub(crate) fn apply(root: &mut Node, overlay: &Node, diagnostics: &mut Diagnostics) {
    let actions = action::read(overlay, diagnostics);
    let mut target = Target { view: root.to_json(), root };
    for action in &actions {
        if let Err(found) = target.act(action) {
            diagnostics.push(found);
        }
    }
}

/// The document an overlay changes, and the copy that queries look at.
struct Target<'a> {
    root: &'a mut Node,
    view: serde_json::Value,
}

impl Target<'_> {
    fn act(&mut self, action: &Action<'_>) -> Result<(), Diagnostic> {
        let selected = select::select(action.target, &self.view)
            .map_err(|message| Diagnostic::new(Code::OverlayInvalid, message).at(action.at))?;
        if selected.is_empty() {
            let message = format!("`{}` selects nothing; the action has no effect", action.target);
            return Err(Diagnostic::new(Code::OverlayNoMatch, message).at(action.at));
        }
        match action.effect {
            Effect::Remove => self.remove(selected, action.at),
            Effect::Update(update) => self.update(selected, update, action.at),
        }
    }

    fn remove(&mut self, mut selected: Vec<Location>, at: Span) -> Result<(), Diagnostic> {
        // Backwards, so that no index moves before its turn and nothing is removed before what stands in it.
        selected.sort();
        if selected.first().is_some_and(|first| first.depth() == 0) {
            let message = "the whole document cannot be removed; the action has no effect";
            return Err(Diagnostic::new(Code::OverlayInvalid, message).at(at));
        }
        let mut changed = Vec::new();
        for (parent, step) in selected.iter().rev().filter_map(Location::split_last) {
            if let Some(node) = self.root.at_mut(&parent.pointer()) {
                select::remove(node, step);
                changed.push(parent);
            }
        }
        self.refresh(changed);
        Ok(())
    }

    fn update(&mut self, selected: Vec<Location>, update: &Node, at: Span) -> Result<(), Diagnostic> {
        let growth = Growth::of(update);
        growth.check(&selected).map_err(|message| Diagnostic::new(Code::Limit, message).at(at))?;
        let mut refused = None;
        for location in &selected {
            let Some(node) = self.root.at_mut(&location.pointer()) else { continue };
            if let Err(message) = update::update(node, update) {
                refused.get_or_insert_with(|| {
                    let found = Diagnostic::new(Code::OverlayInvalid, message).at(at);
                    found.with_related(node.span, "selected here")
                });
            }
        }
        self.refresh(selected);
        refused.map_or(Ok(()), Err)
    }

    /// Brings the copy up to date after changes in these places.
    fn refresh(&mut self, mut changed: Vec<Location>) {
        changed.sort();
        changed.dedup_by(|inner, outer| inner.is_in(outer));
        for location in changed {
            let pointer = location.pointer();
            if let (Some(node), Some(view)) = (self.root.at(&pointer), self.view.pointer_mut(pointer.as_str())) {
                *view = node.to_json();
            }
        }
    }
}
