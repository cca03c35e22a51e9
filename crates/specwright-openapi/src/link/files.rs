//! Files that a document refers to.

use specwright_ir::{Diagnostics, Pointer, Severity};

use super::{Failure, Linker, soften, uri};
use crate::parse;
use crate::tree::{Member, Node, Object, Value};

/// How many files one document may be made of.
const MAX_FILES: usize = 20_000;

impl Linker<'_> {
    /// Where a file stands in the document; it is read and put there first if need be.
    pub(super) fn load(&mut self, name: &str, text: &str) -> Result<Pointer, Failure> {
        if let Some(known) = self.files.get(name) {
            return known.clone().map_err(|failure| Failure { message: quote(text, &failure.message), ..failure });
        }
        let place = self.read(name);
        self.files.insert(name.to_owned(), place.clone());
        place.map_err(|failure| Failure { message: quote(text, &failure.message), ..failure })
    }

    fn read(&mut self, name: &str) -> Result<Pointer, Failure> {
        if self.files.len() >= MAX_FILES {
            return Err(Failure::dangling(format!("more than {MAX_FILES} files are referred to")));
        }
        let text = self.loader.load(name).map_err(|error| match error.is_outside() {
            true => Failure::external(error.to_string()),
            false => Failure::dangling(error.to_string()),
        })?;
        let text = text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text);
        let file = self.sources.add(name, text);
        let mut found = Diagnostics::default();
        let node = parse::parse(file, self.sources, &mut found);
        for found in found.iter() {
            self.diagnostics.push(if found.severity == Severity::Fatal { soften(found) } else { found.clone() });
        }
        let node = node.ok_or_else(|| Failure::dangling("the file cannot be read"))?;
        let text = self.sources.get(file).map_or("", |source| source.text.as_str());
        let place = Pointer::root().key(&self.key).key(&self.shown(name));
        self.registry.add(&place, name, text, &node);
        self.graft(&place, node);
        self.placed.insert(place.clone(), name.to_owned());
        Ok(place)
    }

    /// The name of a file as seen from the first document: pointers do not say where the checkout is.
    fn shown(&self, name: &str) -> String {
        let first = self.names.first().map_or("", String::as_str);
        uri::relative(first, name)
    }

    fn graft(&mut self, place: &Pointer, node: Node) {
        let span = self.root.span;
        let Some(root) = self.root.as_object_mut() else { return };
        if !root.contains_key(&self.key) {
            let files = Node { span, value: Value::Object(Object::default()) };
            root.insert(self.key.clone(), Member { key: span, node: files });
        }
        let files = root.get_mut(&self.key).and_then(Node::as_object_mut);
        if let (Some(files), Some(name)) = (files, place.last()) {
            files.insert(name, Member { key: node.span, node });
        }
    }
}

fn quote(text: &str, message: &str) -> String {
    format!("reference `{text}` is not followed: {message}")
}
