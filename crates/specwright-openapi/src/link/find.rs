//! Where a reference leads.

use specwright_ir::Pointer;

use super::collect::{Form, Site};
use super::{Failure, Linker, uri};
use crate::kind::Kind;

/// How many references may be stepped through on the way of one pointer.
const MAX_HOPS: usize = 16;

impl Linker<'_> {
    /// The place a reference leads to.
    pub(super) fn resolve(&mut self, site: &Site) -> Result<Pointer, Failure> {
        self.resolve_text(&site.text, site, 0)
    }

    fn resolve_text(&mut self, text: &str, site: &Site, hops: usize) -> Result<Pointer, Failure> {
        if site.form == Form::Name
            && let Some(component) = self.component(text)
        {
            return Ok(component);
        }
        let (address, fragment) = text.split_once('#').unwrap_or((text, ""));
        let (resource, base) = self.registry.resource(&site.at);
        let base = base.to_owned();
        let own_file = self.file_of(&site.at);
        let mut places = Vec::new();
        if address.is_empty() {
            places.push(resource);
            places.push(own_file.clone());
        } else {
            match self.registry.find(&uri::resolve(&base, address)) {
                Some(place) => places.push(place.clone()),
                None => places.push(self.file(address, text, &own_file, site)?),
            }
        }
        for place in places {
            if let Some(target) = self.fragment(&place, fragment, hops) {
                return Ok(target);
            }
        }
        Err(Failure::dangling(format!("reference `{text}` points at nothing")))
    }

    /// The component that a text of a discriminator names.
    fn component(&self, name: &str) -> Option<Pointer> {
        let containers = [Pointer::root().key("components").key("schemas"), Pointer::root().key("definitions")];
        let mut places = containers.into_iter().map(|container| container.key(name));
        places.find(|place| self.root.at(place).is_some())
    }

    /// What a fragment means in what stands at a place.
    fn fragment(&mut self, place: &Pointer, fragment: &str, hops: usize) -> Option<Pointer> {
        let decoded = uri::percent_decode(fragment);
        if decoded.is_empty() {
            return Some(place.clone());
        }
        if decoded.starts_with('/') {
            return self.through(place, &Pointer::parse(&decoded)?, hops);
        }
        if let Some(anchor) = self.registry.anchor(place, &decoded) {
            return Some(anchor.clone());
        }
        // A slash forgotten at the beginning is a common slip.
        decoded.contains('/').then(|| self.through(place, &Pointer::parse(&format!("/{decoded}"))?, hops)).flatten()
    }

    /// Follows a pointer from a place, through references that stand in its way.
    fn through(&mut self, place: &Pointer, pointer: &Pointer, hops: usize) -> Option<Pointer> {
        let mut at = place.clone();
        for token in pointer.tokens() {
            if self.root.at(&at)?.step(&token).is_none() {
                let reference = self.root.at(&at)?.get("$ref")?;
                let (text, span) = (reference.as_str()?.to_owned(), reference.span);
                if hops >= MAX_HOPS {
                    return None;
                }
                let site = Site { at: at.clone(), text: text.clone(), span, kind: Kind::Schema, form: Form::Reference };
                at = self.resolve_text(&text, &site, hops + 1).ok()?;
            }
            self.root.at(&at)?.step(&token)?;
            at = at.key(&token);
        }
        Some(at)
    }

    /// Where the file was put that something stands in: the root for the document itself.
    fn file_of(&self, at: &Pointer) -> Pointer {
        let mut tokens = at.tokens();
        match (tokens.next(), tokens.next()) {
            (Some(key), Some(file)) if key == self.key => Pointer::root().key(&key).key(&file),
            _ => Pointer::root(),
        }
    }

    /// Where the file is that the path of a reference leads to.
    fn file(&mut self, path: &str, text: &str, own_file: &Pointer, site: &Site) -> Result<Pointer, Failure> {
        if uri::is_absolute(path) || path.starts_with('/') {
            return Err(Failure::external(format!("reference `{text}` leaves the document's folder; not followed")));
        }
        let base = self.file_name(own_file, site);
        let name = uri::resolve(&base, &uri::percent_decode(path));
        if self.names.contains(&name) {
            return Ok(Pointer::root());
        }
        self.load(&name, text)
    }

    /// The name of the file that a reference was written in.
    fn file_name(&self, own_file: &Pointer, site: &Site) -> String {
        if let Some(name) = self.placed.get(own_file) {
            return name.clone();
        }
        let source = uri::normal(self.sources.name(site.span.file));
        let first = self.names.first().cloned().unwrap_or_default();
        if self.names.contains(&source) { source } else { first }
    }

    /// The collection that a chain of collections, each only a reference to the next, ends in.
    pub(super) fn last_of(&mut self, target: &Pointer) -> Pointer {
        let mut at = target.clone();
        for _ in 0..MAX_HOPS {
            let Some(reference) = self.root.at(&at).and_then(|node| node.get("$ref")) else { break };
            let Some(text) = reference.as_str().map(str::to_owned) else { break };
            let site =
                Site { at: at.clone(), span: reference.span, kind: Kind::Components, form: Form::Collection, text };
            match self.resolve(&site) {
                Ok(next) => at = next,
                Err(_) => break,
            }
        }
        at
    }
}

/// The places that a place stands in, innermost first, and the root.
pub(super) fn ancestors(pointer: &Pointer) -> impl Iterator<Item = Pointer> + use<> {
    let mut rest = pointer.as_str().to_owned();
    std::iter::from_fn(move || {
        rest.truncate(rest.rfind('/')?);
        Pointer::parse(&rest)
    })
}
