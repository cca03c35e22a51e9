//! Finding references by where they stand.

use std::collections::BTreeSet;

use specwright_ir::{Pointer, Span};

use crate::kind::Kind;
use crate::tree::{Node, Value};

/// How a reference is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// `$ref`.
    Reference,
    /// `$ref` in a collection: its members are those of another one.
    Collection,
    /// `$dynamicRef` or `$recursiveRef`.
    Dynamic(&'static str),
    /// A text in a discriminator, which may be a component's name instead.
    Name,
}

/// One reference.
#[derive(Clone, Debug)]
pub(super) struct Site {
    /// The object that holds it, or the text itself for [`Form::Name`].
    pub(super) at: Pointer,
    /// What it says.
    pub(super) text: String,
    pub(super) span: Span,
    /// What it should lead to.
    pub(super) kind: Kind,
    pub(super) form: Form,
}

impl Site {
    /// Where the text of the reference stands.
    pub(super) fn pointer(&self) -> Pointer {
        match self.form {
            Form::Reference | Form::Collection => self.at.key("$ref"),
            Form::Dynamic(key) => self.at.key(key),
            Form::Name => self.at.clone(),
        }
    }
}

/// Finds the references in what stands at a place. Of those whose text says the same wherever it stands (`same`), only
/// the first of each is given.
pub(super) fn collect(root: &Node, at: &Pointer, kind: Kind, same: &dyn Fn(&str) -> bool) -> Vec<Site> {
    let mut collector = Collector { at, path: Vec::new(), same, seen: BTreeSet::new(), sites: Vec::new() };
    if let Some(node) = root.at(at) {
        collector.visit(node, kind);
    }
    collector.sites
}

struct Collector<'n, 'a> {
    at: &'a Pointer,
    path: Vec<Step<'n>>,
    same: &'a dyn Fn(&str) -> bool,
    seen: BTreeSet<(&'n str, Kind)>,
    sites: Vec<Site>,
}

#[derive(Clone, Copy)]
enum Step<'n> {
    Key(&'n str),
    Index(usize),
}

impl<'n> Collector<'n, '_> {
    fn visit(&mut self, node: &'n Node, kind: Kind) {
        match &node.value {
            Value::Object(object) => {
                if kind.may_refer() {
                    self.references(node, kind);
                }
                for (key, inner) in object.iter() {
                    let scalar = !matches!(inner.value, Value::Object(_) | Value::Array(_));
                    let Some(part) = kind.part(key).filter(|part| !scalar || *part == Kind::SchemaName) else {
                        continue;
                    };
                    self.path.push(Step::Key(key));
                    self.visit(inner, part);
                    self.path.pop();
                }
            }
            Value::Array(items) => {
                let Some(kind) = kind.element() else { return };
                for (index, item) in items.iter().enumerate() {
                    self.path.push(Step::Index(index));
                    self.visit(item, kind);
                    self.path.pop();
                }
            }
            Value::String(text) if kind == Kind::SchemaName => self.site(text, node.span, Kind::Schema, Form::Name),
            _ => {}
        }
    }

    fn references(&mut self, node: &'n Node, kind: Kind) {
        let form = if kind.is_collection() { Form::Collection } else { Form::Reference };
        let dynamic = ["$dynamicRef", "$recursiveRef"].map(|key| (key, Form::Dynamic(key)));
        let dynamic = dynamic.into_iter().filter(|_| kind == Kind::Schema);
        for (key, form) in std::iter::once(("$ref", form)).chain(dynamic) {
            if let Some(reference) = node.get(key)
                && let Some(text) = reference.as_str()
            {
                self.site(text, reference.span, kind, form);
            }
        }
    }

    fn site(&mut self, text: &'n str, span: Span, kind: Kind, form: Form) {
        let is_plain = form == Form::Reference && (self.same)(text);
        if is_plain && !self.seen.insert((text, kind)) {
            return;
        }
        let at = self.path.iter().fold(self.at.clone(), |at, step| match step {
            Step::Key(key) => at.key(key),
            Step::Index(index) => at.index(*index),
        });
        self.sites.push(Site { at, text: text.to_owned(), span, kind, form });
    }
}
