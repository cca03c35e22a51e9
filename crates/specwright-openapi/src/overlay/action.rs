//! The overlay document itself.

use specwright_ir::{Code, Diagnostic, Diagnostics, Span};

use crate::tree::{Node, Object};

/// One change to be made.
pub(super) struct Action<'a> {
    /// The query that selects what to change.
    pub(super) target: &'a str,
    /// Where the query stands.
    pub(super) at: Span,
    /// What to do with what it selects.
    pub(super) effect: Effect<'a>,
}

/// What an action does.
#[derive(Clone, Copy)]
pub(super) enum Effect<'a> {
    /// Takes out what is selected.
    Remove,
    /// Merges this into what is selected.
    Update(&'a Node),
}

/// Reads an overlay. What breaks the specification is reported; the actions that can be read are returned.
pub(super) fn read<'a>(overlay: &'a Node, diagnostics: &mut Diagnostics) -> Vec<Action<'a>> {
    let Some(root) = overlay.as_object() else {
        let message = format!("the overlay is {}, not an object", overlay.kind_name());
        invalid(overlay.span, message, diagnostics);
        return Vec::new();
    };
    unknown_keys(root, "an overlay", &["overlay", "info", "extends", "actions"], diagnostics);
    version(overlay, root, diagnostics);
    info(overlay, root, diagnostics);
    string(root, "extends", diagnostics);
    let Some(actions) = root.get("actions") else {
        invalid(overlay.span, "the overlay has no `actions`", diagnostics);
        return Vec::new();
    };
    match actions.as_array() {
        Some([]) => invalid(actions.span, "`actions` is empty; there must be at least one", diagnostics),
        Some(actions) => return actions.iter().filter_map(|action| read_action(action, diagnostics)).collect(),
        None => invalid(actions.span, format!("`actions` is {}, not an array", actions.kind_name()), diagnostics),
    }
    Vec::new()
}

fn version(overlay: &Node, root: &Object, diagnostics: &mut Diagnostics) {
    match root.get("overlay").map(|said| (said, said.scalar_text())) {
        None => invalid(overlay.span, "the overlay has no `overlay`, which says the version", diagnostics),
        Some((_, Some(text))) if text == "1.0" || text.starts_with("1.0.") => {}
        Some((said, text)) => {
            let what = text.map_or_else(|| said.kind_name().to_owned(), |text| format!("`{text}`"));
            invalid(said.span, format!("the overlay's version is {what}; only 1.0 is read"), diagnostics);
        }
    }
}

fn info(overlay: &Node, root: &Object, diagnostics: &mut Diagnostics) {
    let Some(info) = root.get("info") else {
        return invalid(overlay.span, "the overlay has no `info`", diagnostics);
    };
    let Some(object) = info.as_object() else {
        return invalid(info.span, format!("`info` is {}, not an object", info.kind_name()), diagnostics);
    };
    unknown_keys(object, "an overlay's `info`", &["title", "version"], diagnostics);
    for key in ["title", "version"] {
        match object.get(key) {
            None => invalid(info.span, format!("the overlay's `info` has no `{key}`"), diagnostics),
            Some(said) if said.scalar_text().is_none() => {
                invalid(said.span, format!("`{key}` is {}, not a string", said.kind_name()), diagnostics);
            }
            Some(_) => {}
        }
    }
}

fn read_action<'a>(action: &'a Node, diagnostics: &mut Diagnostics) -> Option<Action<'a>> {
    let Some(object) = action.as_object() else {
        invalid(action.span, format!("the action is {}, not an object", action.kind_name()), diagnostics);
        return None;
    };
    unknown_keys(object, "an overlay action", &["target", "description", "update", "remove"], diagnostics);
    string(object, "description", diagnostics);
    let effect = effect(action, object, diagnostics);
    let Some(target) = object.get("target") else {
        invalid(action.span, "the action has no `target`", diagnostics);
        return None;
    };
    let text = string(object, "target", diagnostics)?;
    Some(Action { target: text, at: target.span, effect: effect? })
}

/// `update` counts only without `remove: true`.
fn effect<'a>(action: &Node, object: &'a Object, diagnostics: &mut Diagnostics) -> Option<Effect<'a>> {
    let remove = match object.get("remove") {
        None => false,
        Some(remove) => match remove.as_bool() {
            Some(value) => value,
            None => {
                invalid(remove.span, format!("`remove` is {}, not a boolean", remove.kind_name()), diagnostics);
                return None;
            }
        },
    };
    match object.get("update") {
        _ if remove => Some(Effect::Remove),
        Some(update) => Some(Effect::Update(update)),
        None => {
            invalid(action.span, "the action neither updates nor removes", diagnostics);
            None
        }
    }
}

/// A member that must be a string if it is there.
fn string<'a>(object: &'a Object, key: &str, diagnostics: &mut Diagnostics) -> Option<&'a str> {
    let node = object.get(key)?;
    if node.as_str().is_none() {
        invalid(node.span, format!("`{key}` is {}, not a string", node.kind_name()), diagnostics);
    }
    node.as_str()
}

fn unknown_keys(object: &Object, what: &str, known: &[&str], diagnostics: &mut Diagnostics) {
    for (key, member) in object.members() {
        if !known.contains(&key) && !key.starts_with("x-") {
            invalid(member.key, format!("{what} has no key `{key}`"), diagnostics);
        }
    }
}

fn invalid(at: Span, message: impl Into<String>, diagnostics: &mut Diagnostics) {
    diagnostics.push(Diagnostic::new(Code::OverlayInvalid, message).at(at));
}
