//! Text to [`Document`]: every file parsed, merged, overlaid, in one dialect, still with its places.

#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;

use std::{collections::BTreeSet, error::Error, fmt};

use specwright_ir::{Code, Diagnostic, Diagnostics, Origin, Pointer, Sources, Span};

use crate::dialect::{self, Version};
use crate::tree::{Node, Value};
use crate::{declare, link, merge, overlay, parse};

/// The only way to files.
pub trait Loader {
    /// The text of the file with this name: a name of [`Input`], or the path of a file that one of those refers to, made
    /// from the name of the referring file. Such a path comes from a document: it may lead anywhere, with `..` at its
    /// beginning, and the loader decides what may be opened. Bytes that are not UTF-8 are an error.
    fn load(&self, name: &str) -> Result<String, LoadError>;
}

/// Why a [`Loader`] gave no text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LoadError {
    message: String,
    outside: bool,
}

impl LoadError {
    /// An error with this message: lower case, no full stop, without the file's name.
    pub fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), outside: false }
    }

    /// The same for a file that was not looked for, because it may not be read: it lies outside of what the caller
    /// allows.
    pub fn outside(message: impl Into<String>) -> Self {
        Self { message: message.into(), outside: true }
    }

    /// Whether the file lies outside of what may be read.
    pub fn is_outside(&self) -> bool {
        self.outside
    }
}

impl fmt::Display for LoadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl Error for LoadError {}

/// The files one API is described by: names relative to its folder, with `/`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Input {
    /// The OpenAPI documents, merged in this order. At least one.
    pub documents: Vec<String>,
    /// The overlays, applied to the merged document in this order.
    pub overlays: Vec<String>,
    /// A configuration that says more about single operations below its key `operations`; of other keys it may have any.
    pub declarations: Option<String>,
}

/// One API's effective document.
#[derive(Clone, Debug)]
pub struct Document {
    /// The document in the shape of OpenAPI 3.1, whatever version it was written in.
    pub root: Node,
    /// The version it was written in.
    pub version: Version,
    /// The texts of references that lead nowhere and have been reported.
    pub(crate) unresolved: BTreeSet<Span>,
}

impl Document {
    /// The way back to the text for something in the document. The span is the one to show to a person: the key when a
    /// whole object or array is meant, the value otherwise. What is not there has the place of the nearest thing
    /// around it that is.
    pub fn origin(&self, pointer: &Pointer) -> Origin {
        let mut node = &self.root;
        let mut span = node.span;
        for token in pointer.tokens() {
            let Some(next) = node.step(&token) else { break };
            span = match &node.value {
                Value::Object(object) => object.member(&token).map_or(next.span, |member| member.place()),
                _ => next.span,
            };
            node = next;
        }
        Origin { pointer: pointer.clone(), span }
    }
}

/// Reads an API's files. `None` only with a fatal diagnostic; with a fatal diagnostic there may be a document all the
/// same, good for finding out what else is wrong.
pub fn read(
    input: &Input,
    loader: &dyn Loader,
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) -> Option<Document> {
    let (mut root, version) = effective(input, loader, sources, diagnostics)?;
    let components = version.schemas();
    let linked = link::link(&mut root, &input.documents, &components, loader, sources, diagnostics);
    dialect::raise(&mut root, version, &linked.strays, diagnostics);
    Some(Document { root, version, unresolved: linked.unresolved })
}

/// The effective document as it would have been written by hand: merged and overlaid, in its own dialect, as indented
/// JSON in document order with exact numbers. `None` only with a fatal diagnostic.
pub fn bundle(
    input: &Input,
    loader: &dyn Loader,
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) -> Option<String> {
    let (root, _) = effective(input, loader, sources, diagnostics)?;
    match serde_json::to_string_pretty(&root) {
        Ok(text) => Some(text + "\n"),
        Err(error) => {
            diagnostics.push(Diagnostic::new(Code::Malformed, error.to_string()).at(root.span));
            None
        }
    }
}

/// Loads, merges and overlays. Every file is looked at before it gives up.
fn effective(
    input: &Input,
    loader: &dyn Loader,
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) -> Option<(Node, Version)> {
    let documents = load_all(&input.documents, loader, sources, diagnostics);
    let overlays = load_all(&input.overlays, loader, sources, diagnostics);
    let declarations = load_all(input.declarations.as_slice(), loader, sources, diagnostics);
    let documents = documents?;
    let mut versions = Vec::new();
    for document in &documents {
        versions.push(dialect::version(document, diagnostics));
    }
    let Some(first) = versions.first() else {
        diagnostics.push(Diagnostic::new(Code::FileUnreadable, "no document is named; there is nothing to read"));
        return None;
    };
    let version = (*first)?;
    if versions.contains(&None) {
        return None;
    }
    let mut root = merge::merge(documents, diagnostics)?;
    for overlay in overlays? {
        overlay::apply(&mut root, &overlay, diagnostics);
    }
    for config in declarations? {
        declare::apply(&mut root, &config, diagnostics);
    }
    Some((root, version))
}

/// Loads and parses files; `None` when one of them cannot be had.
fn load_all(
    names: &[String],
    loader: &dyn Loader,
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) -> Option<Vec<Node>> {
    let nodes: Vec<_> = names.iter().map(|name| load(name, loader, sources, diagnostics)).collect();
    nodes.into_iter().collect()
}

fn load(name: &str, loader: &dyn Loader, sources: &mut Sources, diagnostics: &mut Diagnostics) -> Option<Node> {
    match loader.load(name) {
        Ok(text) => {
            // A byte order mark is not part of the text; without it, columns are those of an editor.
            let text = text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text);
            let file = sources.add(name, text);
            parse::parse(file, sources, diagnostics)
        }
        Err(error) => {
            diagnostics.push(Diagnostic::new(Code::FileUnreadable, format!("cannot read {name}: {error}")));
            None
        }
    }
}
