//! The elements of a document.

use std::collections::BTreeSet;
use std::rc::Rc;

use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::name::QName;

use crate::decode::Problem;

/// Elements inside of more others than this are refused.
const DEEPEST: usize = 128;

/// More namespaces than this around one element are refused.
const MOST_NAMESPACES: usize = 256;

/// The namespace of the prefix `xml`, which nobody declares.
const XML: &str = "http://www.w3.org/XML/1998/namespace";

/// An element or attribute's name in its namespace.
pub(super) struct Expanded {
    pub(super) local: String,
    pub(super) namespace: Option<Rc<str>>,
}

pub(super) struct Element {
    pub(super) name: Expanded,
    /// All but declarations of namespaces.
    pub(super) attributes: Vec<(Expanded, String)>,
    pub(super) children: Vec<Child>,
}

pub(super) enum Child {
    Element(Element),
    Text(String),
    CData(String),
}

impl Element {
    pub(super) fn elements(&self) -> impl Iterator<Item = &Element> {
        self.children.iter().filter_map(|child| match child {
            Child::Element(element) => Some(element),
            Child::Text(_) | Child::CData(_) => None,
        })
    }

    /// All text that stands directly in it.
    pub(super) fn text(&self) -> String {
        let text = |child: &Child| match child {
            Child::Text(text) | Child::CData(text) => text.clone(),
            Child::Element(_) => String::new(),
        };
        self.children.iter().map(text).collect()
    }

    /// The text of its CDATA sections; `None` without any.
    pub(super) fn cdata(&self) -> Option<String> {
        let sections: Vec<&str> = self
            .children
            .iter()
            .filter_map(|child| match child {
                Child::CData(text) => Some(text.as_str()),
                Child::Element(_) | Child::Text(_) => None,
            })
            .collect();
        (!sections.is_empty()).then(|| sections.concat())
    }
}

/// The root element of a document. No DTD is read, so no entity stands for more than a character.
pub(super) fn parse(text: &str) -> Result<Element, Problem> {
    let mut reader = Reader::from_str(text);
    reader.config_mut().expand_empty_elements = true;
    let mut tree = Tree::default();
    loop {
        let event = reader.read_event();
        let place = usize::try_from(reader.buffer_position()).unwrap_or_default();
        let grown = match event {
            Err(_) => Err("it is not well-formed XML"),
            Ok(Event::Eof) => break,
            Ok(event) => tree.grow(&event),
        };
        grown.map_err(|reason| at(reason, text, place))?;
    }
    match tree.root {
        Some(root) if tree.open.is_empty() => Ok(root),
        _ => Err(at("it ends before its root element does", text, text.len())),
    }
}

fn at(reason: &str, text: &str, place: usize) -> Problem {
    let line = text.bytes().take(place).filter(|byte| *byte == b'\n').count() + 1;
    Problem::new(format!("{reason} (line {line})"))
}

/// What has been read of a document.
#[derive(Default)]
struct Tree {
    root: Option<Element>,
    /// The elements that have not ended, each with the number of namespaces around it.
    open: Vec<(Element, usize)>,
    /// Prefixes and their namespaces; no prefix is the default, an empty namespace none.
    namespaces: Vec<(String, Rc<str>)>,
}

impl Tree {
    fn grow(&mut self, event: &Event<'_>) -> Result<(), &'static str> {
        match event {
            Event::Start(start) | Event::Empty(start) => self.start(start),
            Event::End(_) => {
                let Some((element, around)) = self.open.pop() else { return Err("it is not well-formed XML") };
                self.namespaces.truncate(around);
                match self.open.last_mut() {
                    Some((parent, _)) => parent.children.push(Child::Element(element)),
                    None => self.root = Some(element),
                }
                Ok(())
            }
            Event::Text(text) => self.text(&text.xml10_content()),
            Event::GeneralRef(reference) => self.text(&referred(reference)?),
            Event::CData(text) => match self.open.last_mut() {
                Some((element, _)) => {
                    element.children.push(Child::CData(text.xml10_content().into_owned()));
                    Ok(())
                }
                None => Err("text stands outside of its root element"),
            },
            Event::DocType(_) => Err("it has a document type declaration, which is not read"),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::Eof => Ok(()),
        }
    }

    fn start(&mut self, start: &BytesStart<'_>) -> Result<(), &'static str> {
        if self.root.is_some() {
            return Err("it has a second root element");
        }
        if self.open.len() >= DEEPEST {
            return Err("its elements nest too deep");
        }
        let around = self.namespaces.len();
        let mut names = BTreeSet::new();
        let mut attributes = Vec::new();
        for attribute in start.attributes().with_checks(false) {
            let attribute = attribute.map_err(|_| "it is not well-formed XML")?;
            if !names.insert(attribute.key.as_ref().to_owned()) {
                return Err("an element has an attribute twice");
            }
            let value = attribute.normalized_value(XmlVersion::Implicit1_0).map_err(|_| UNKNOWN_ENTITY)?;
            let (local, prefix) = pieces(attribute.key);
            match prefix {
                None if local == "xmlns" => self.namespaces.push((String::new(), Rc::from(&*value))),
                Some("xmlns") => self.namespaces.push((local.to_owned(), Rc::from(&*value))),
                _ => attributes.push((local.to_owned(), prefix.map(str::to_owned), value.into_owned())),
            }
        }
        if self.namespaces.len() > MOST_NAMESPACES {
            return Err("it has too many namespaces");
        }
        let (local, prefix) = pieces(start.name());
        let name = Expanded { local: local.to_owned(), namespace: self.namespace(prefix.unwrap_or_default())? };
        let mut named = Vec::with_capacity(attributes.len());
        for (local, prefix, value) in attributes {
            // An attribute without a prefix is in no namespace.
            let namespace = prefix.map_or(Ok(None), |prefix: String| self.namespace(&prefix))?;
            named.push((Expanded { local, namespace }, value));
        }
        let attributes = named;
        self.open.push((Element { name, attributes, children: Vec::new() }, around));
        Ok(())
    }

    fn namespace(&self, prefix: &str) -> Result<Option<Rc<str>>, &'static str> {
        let bound = self.namespaces.iter().rev().find(|(bound, _)| bound == prefix);
        match bound {
            Some((_, namespace)) => Ok(Some(namespace.clone()).filter(|namespace| !namespace.is_empty())),
            None if prefix.is_empty() => Ok(None),
            None if prefix == "xml" => Ok(Some(Rc::from(XML))),
            None => Err("a prefix has no namespace"),
        }
    }

    fn text(&mut self, text: &str) -> Result<(), &'static str> {
        let Some((element, _)) = self.open.last_mut() else {
            return if text.trim().is_empty() { Ok(()) } else { Err("text stands outside of its root element") };
        };
        match element.children.last_mut() {
            Some(Child::Text(before)) => before.push_str(text),
            _ => element.children.push(Child::Text(text.to_owned())),
        }
        Ok(())
    }
}

const UNKNOWN_ENTITY: &str = "it refers to an entity that XML does not have";

/// The character that a reference stands for.
fn referred(reference: &BytesRef<'_>) -> Result<String, &'static str> {
    match reference.resolve_char_ref() {
        Ok(Some(character)) => Ok(character.to_string()),
        Ok(None) => resolve_xml_entity(reference).map(str::to_owned).ok_or(UNKNOWN_ENTITY),
        Err(_) => Err(UNKNOWN_ENTITY),
    }
}

fn pieces(name: QName<'_>) -> (&str, Option<&str>) {
    let (local, prefix) = name.decompose();
    (local.into_inner(), prefix.map(|prefix| prefix.into_inner()))
}
