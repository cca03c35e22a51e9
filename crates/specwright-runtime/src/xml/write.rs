//! Values as documents.

use serde_core::Serialize;

use super::characters::{Place, cdata, escape, is_name};
use super::read::XSI;
use super::{Content, Members, Name, Node, Xml};
use crate::flat::NotFlat;
use crate::tree::{Tree, tree};

/// Why a value cannot be written, or nothing.
type Written = Result<(), String>;

/// The document of a value.
pub(super) fn document<T: Serialize + ?Sized>(xml: &Xml, value: &T) -> Result<String, String> {
    let value = tree(value).and_then(expanded).map_err(|problem| format!("it {problem}"))?;
    let mut writer = Writer { out: String::from(DECLARATION), namespaces: Vec::new() };
    writer.element(&Tag::of(&xml.name), &xml.content, &value)?;
    Ok(writer.out)
}

/// The value without JSON text in it. Trees are not deep.
fn expanded(value: Tree) -> Result<Tree, NotFlat> {
    match value.expanded()? {
        Tree::List(items) => items.into_iter().map(expanded).collect::<Result<_, _>>().map(Tree::List),
        Tree::Fields(fields) => {
            let fields = fields.into_iter().map(|(key, value)| Ok((key, expanded(value)?)));
            fields.collect::<Result<_, _>>().map(Tree::Fields)
        }
        other => Ok(other),
    }
}

const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";

const NO_CHARACTER: &str = "it holds a character that XML does not have";

const NO_TEXT: &str = "a list or an object stands where text should";

/// The name of an element or attribute to be written.
struct Tag {
    prefix: &'static str,
    namespace: Option<&'static str>,
    local: String,
}

impl Tag {
    fn of(name: &Name) -> Self {
        let prefix = if let Name::Prefixed(prefix, ..) = name { prefix } else { "" };
        Self { prefix, namespace: name.namespace(), local: name.local().to_owned() }
    }

    /// The name that a key of an object becomes.
    fn of_key(key: &str) -> Result<Self, String> {
        if !is_name(key) {
            return Err("a key of an object is no name that an element can have".to_owned());
        }
        Ok(Self { prefix: "", namespace: None, local: key.to_owned() })
    }

    fn text(&self) -> String {
        if self.prefix.is_empty() { self.local.clone() } else { format!("{}:{}", self.prefix, self.local) }
    }
}

/// The properties of an object, and where they stand.
struct Parts<'t> {
    members: Members,
    /// What other properties are.
    rest: Option<&'static Content>,
    /// The property that tells objects apart, if the object does not have it.
    tag: Option<(&'static str, &'static Node)>,
    fields: &'t [(String, Tree)],
}

impl<'t> Parts<'t> {
    /// `None` for what is no object of known properties.
    fn of(content: &Content, value: &'t Tree) -> Option<Self> {
        let Tree::Fields(fields) = value else { return None };
        let Some(tagged) = content.tagged() else {
            let (members, rest) = content.members()?;
            return Some(Self { members, rest, tag: None, fields });
        };
        let tag = match find(fields, tagged.property) {
            Some(Tree::Text(tag) | Tree::Bare(tag)) => tagged.variant(tag),
            _ => None,
        };
        let (members, rest) = tag.or(tagged.fallback.as_ref()).unwrap_or(&Content::Any).members()?;
        let is_known = members.iter().any(|(wire, _)| *wire == tagged.property);
        Some(Self { members, rest, tag: (!is_known).then_some((tagged.property, &tagged.node)), fields })
    }

    fn nodes(&self) -> impl Iterator<Item = (&'static Node, &'t Tree)> {
        let fields = self.fields;
        let members = self.members.iter().map(|(wire, node)| (*wire, node));
        self.tag.into_iter().chain(members).filter_map(move |(wire, node)| Some((node, find(fields, wire)?)))
    }

    /// The properties without a place of their own.
    fn others(&self) -> impl Iterator<Item = (&'t str, &'t Tree)> {
        let is_known = |key: &str| {
            self.members.iter().any(|(wire, _)| *wire == key) || self.tag.is_some_and(|(wire, _)| wire == key)
        };
        self.fields.iter().map(|(key, value)| (key.as_str(), value)).filter(move |(key, _)| !is_known(key))
    }
}

fn find<'t>(fields: &'t [(String, Tree)], wire: &str) -> Option<&'t Tree> {
    fields.iter().find(|(key, _)| key == wire).map(|(_, value)| value)
}

struct Writer {
    out: String,
    /// The prefixes that are declared around what is written, with their namespaces. No prefix is the default one.
    namespaces: Vec<(&'static str, &'static str)>,
}

impl Writer {
    fn element(&mut self, tag: &Tag, content: &Content, value: &Tree) -> Written {
        let around = self.namespaces.len();
        let name = tag.text();
        self.out.push('<');
        self.out.push_str(&name);
        if let Some(namespace) = tag.namespace {
            self.declare(tag.prefix, namespace)?;
        }
        if *value == Tree::Absent {
            self.declare("xsi", XSI)?;
            self.out.push_str(" xsi:nil=\"true\"/>");
        } else {
            self.attributes(content, value)?;
            self.out.push('>');
            let start = self.out.len();
            self.inner(content, value)?;
            if self.out.len() == start {
                self.out.pop();
                self.out.push_str("/>");
            } else {
                self.out.push_str(&format!("</{name}>"));
            }
        }
        self.namespaces.truncate(around);
        Ok(())
    }

    /// Declares a prefix on the element that is open, unless it is declared around it.
    fn declare(&mut self, prefix: &'static str, namespace: &'static str) -> Written {
        let bound = self.namespaces.iter().rev().find(|(bound, _)| *bound == prefix);
        if prefix == "xml" || bound.is_some_and(|(_, bound)| *bound == namespace) {
            return Ok(());
        }
        self.namespaces.push((prefix, namespace));
        let name = if prefix.is_empty() { "xmlns".to_owned() } else { format!("xmlns:{prefix}") };
        self.attribute(&name, namespace)
    }

    fn attribute(&mut self, name: &str, value: &str) -> Written {
        self.out.push_str(&format!(" {name}=\""));
        escape(value, Place::Attribute, &mut self.out).ok_or(NO_CHARACTER)?;
        self.out.push('"');
        Ok(())
    }

    /// The attributes of an element with this value.
    fn attributes(&mut self, content: &Content, value: &Tree) -> Written {
        if let Some(parts) = Parts::of(content, value) {
            for (node, value) in parts.nodes() {
                match node {
                    Node::Attribute(name, _) if *value != Tree::Absent => {
                        let tag = Tag::of(name);
                        if let Some(namespace) = tag.namespace {
                            self.declare(tag.prefix, namespace)?;
                        }
                        self.attribute(&tag.text(), text(value)?)?;
                    }
                    Node::Inside(content) => self.attributes(content, value)?,
                    _ => {}
                }
            }
        } else if let (true, Tree::Fields(fields)) = (is_any(content) || content.tagged().is_some(), value) {
            for (key, value) in fields {
                if let Some(name) = key.strip_prefix('@') {
                    let tag = Tag::of_key(name)?;
                    self.attribute(&tag.text(), text(value)?)?;
                }
            }
        }
        Ok(())
    }

    /// What stands inside of an element.
    fn inner(&mut self, content: &Content, value: &Tree) -> Written {
        if let Some(parts) = Parts::of(content, value) {
            parts.nodes().try_for_each(|(node, value)| self.node(node, value))?;
            return match parts.rest {
                Some(rest) => parts.others().try_for_each(|(key, value)| self.keyed(key, rest, value)),
                None => Ok(()),
            };
        }
        match (content, value) {
            (_, Tree::Absent) => Ok(()),
            (Content::Nullable(content) | Content::Of(content), _) => self.inner(content, value),
            (Content::List(name, item), Tree::List(items)) => {
                items.iter().try_for_each(|value| self.element(&Tag::of(name), item, value))
            }
            (Content::Map(content), Tree::Fields(fields)) => {
                fields.iter().try_for_each(|(key, value)| self.element(&Tag::of_key(key)?, content, value))
            }
            // An object that is none of those that are known is kept as it came.
            (Content::Any | Content::Tagged(_), Tree::Fields(fields)) => {
                let inner = fields.iter().filter(|(key, _)| !key.starts_with('@'));
                inner.into_iter().try_for_each(|(key, value)| self.keyed(key, &Content::Any, value))
            }
            _ => self.text(text(value)?),
        }
    }

    /// A property that has no place of its own.
    fn keyed(&mut self, key: &str, content: &Content, value: &Tree) -> Written {
        match value {
            Tree::Text(value) | Tree::Bare(value) if key == "$text" && is_any(content) => self.text(value),
            _ => self.one_or_several(&Tag::of_key(key)?, content, value),
        }
    }

    /// An element; for a list of any values, one for each.
    fn one_or_several(&mut self, tag: &Tag, content: &Content, value: &Tree) -> Written {
        match value {
            Tree::List(items) if is_any(content) => items.iter().try_for_each(|item| self.element(tag, content, item)),
            _ => self.element(tag, content, value),
        }
    }

    /// A property of an object. Attributes have been written.
    fn node(&mut self, node: &Node, value: &Tree) -> Written {
        match (node, value) {
            (Node::Attribute(..), _) => Ok(()),
            (Node::Element(name, content), _) => self.one_or_several(&Tag::of(name), content, value),
            (Node::Items(name, content) | Node::OptionalItems(name, content), Tree::List(items)) => {
                items.iter().try_for_each(|item| self.element(&Tag::of(name), content, item))
            }
            (_, Tree::Absent) => Ok(()),
            (Node::Items(..) | Node::OptionalItems(..), _) => {
                Err("something else stands where a list should".to_owned())
            }
            (Node::Text(_), _) => self.text(text(value)?),
            (Node::CData(_), _) => cdata(text(value)?, &mut self.out).ok_or_else(|| NO_CHARACTER.to_owned()),
            (Node::Inside(content), _) => self.inner(content, value),
        }
    }

    fn text(&mut self, text: &str) -> Written {
        escape(text, Place::Element, &mut self.out).ok_or_else(|| NO_CHARACTER.to_owned())
    }
}

fn is_any(content: &Content) -> bool {
    match content {
        Content::Any => true,
        Content::Nullable(content) => is_any(content),
        _ => false,
    }
}

fn text(value: &Tree) -> Result<&str, String> {
    match value {
        Tree::Text(text) | Tree::Bare(text) => Ok(text),
        _ => Err(NO_TEXT.to_owned()),
    }
}
