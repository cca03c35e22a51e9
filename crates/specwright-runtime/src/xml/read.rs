//! A document as the JSON that says the same.

use std::collections::BTreeMap;

use super::document::{Element, Expanded};
use super::{Content, Members, Name, Node, Tagged, Xml};
use crate::decode::Problem;

/// The namespace of `xsi:nil`.
pub(super) const XSI: &str = "http://www.w3.org/2001/XMLSchema-instance";

/// The JSON text that a document stands for.
pub(super) fn json(xml: &Xml, root: &Element) -> Result<String, Problem> {
    if !matches(&xml.name, &root.name) {
        return Err(Problem::new(format!("its root element is not `{}`", xml.name.local())));
    }
    content(&xml.content, root)
}

/// A name without a namespace means that name in any. Where a namespace is left out, it is the one that is meant.
fn matches(name: &Name, found: &Expanded) -> bool {
    let is_namespace = match (name.namespace(), &found.namespace) {
        (Some(namespace), Some(found)) => namespace == &**found,
        _ => true,
    };
    is_namespace && name.local() == found.local
}

/// The same namespace, and not only none that differs.
fn is_exactly(name: &Name, found: &Expanded) -> bool {
    name.local() == found.local && name.namespace() == found.namespace.as_deref()
}

fn content(content: &Content, element: &Element) -> Result<String, Problem> {
    if is_nil(element) {
        return Ok("null".to_owned());
    }
    match content {
        Content::Of(inner) => self::content(inner, element),
        Content::Nullable(inner) => {
            // What cannot be empty is `null` when it is.
            let is_empty = element.elements().next().is_none() && element.text().trim().is_empty();
            let is_scalar = matches!(inner, Content::Token | Content::Number | Content::Boolean);
            if is_empty && is_scalar { Ok("null".to_owned()) } else { self::content(inner, element) }
        }
        Content::Record(members) => record(members, None, element),
        Content::Open(members, rest) => record(members, Some(rest), element),
        Content::Map(value) => object(keyed(value, element.elements())?),
        Content::List(name, item) => {
            let mut items = Vec::new();
            for element in element.elements() {
                if !matches(name, &element.name) {
                    return Err(Problem::new(format!("a list has an element that is no `{}`", name.local())));
                }
                items.push(self::content(item, element)?);
            }
            Ok(list(&items))
        }
        Content::Tagged(tagged) => self::tagged(tagged, element),
        Content::Any => any(element),
        Content::Text | Content::Token | Content::Base64 | Content::Number | Content::Boolean => {
            match element.elements().next() {
                Some(_) => Err(Problem::new("an element stands where text should")),
                None => scalar(content, &element.text()),
            }
        }
    }
}

fn is_nil(element: &Element) -> bool {
    let nil = |(name, value): &(Expanded, String)| {
        name.local == "nil" && name.namespace.as_deref() == Some(XSI) && matches!(value.trim(), "true" | "1")
    };
    element.attributes.iter().any(nil)
}

fn record(members: Members, rest: Option<&Content>, element: &Element) -> Result<String, Problem> {
    object(properties(members, rest, element)?)
}

/// The properties of an object with their JSON, those without a name of their own last.
fn properties(members: Members, rest: Option<&Content>, element: &Element) -> Result<Vec<(String, String)>, Problem> {
    let mut found = Vec::new();
    for (wire, node) in members {
        found.extend(member(node, members, element)?.map(|json| ((*wire).to_owned(), json)));
    }
    if let Some(rest) = rest {
        let is_known = |child: &&Element| !is_member(members, child);
        let others = keyed(rest, element.elements().filter(is_known))?;
        found.extend(others.into_iter().filter(|(key, _)| !members.iter().any(|(wire, _)| wire == key)));
    }
    Ok(found)
}

/// Whether an element is one of those that properties stand in.
fn is_member(members: Members, child: &Element) -> bool {
    members.iter().any(|(_, node)| match node {
        Node::Element(name, _) | Node::Items(name, _) | Node::OptionalItems(name, _) => matches(name, &child.name),
        Node::Inside(content) => content.members().is_some_and(|(members, _)| is_member(members, child)),
        Node::Attribute(..) | Node::Text(_) | Node::CData(_) => false,
    })
}

/// The JSON of a property; `None` if it is not there.
fn member(node: &Node, members: Members, element: &Element) -> Result<Option<String>, Problem> {
    match node {
        Node::Attribute(name, content) => match attribute(name, element) {
            Some(value) => scalar(content, value).map(Some),
            None if content.is_nullable() => Ok(Some("null".to_owned())),
            None => Ok(None),
        },
        Node::Element(name, content @ Content::Any) => match children(name, members, element).as_slice() {
            [] => Ok(None),
            [one] => self::content(content, one).map(Some),
            several => Ok(Some(list(&several.iter().map(|one| any(one)).collect::<Result<Vec<_>, _>>()?))),
        },
        Node::Element(name, content) => match children(name, members, element).as_slice() {
            [] => Ok(None),
            [one] => self::content(content, one).map(Some),
            _ => Err(Problem::new(format!("element `{}` stands twice where it should once", name.local()))),
        },
        Node::Items(name, content) | Node::OptionalItems(name, content) => {
            let items = children(name, members, element);
            if items.is_empty() && matches!(node, Node::OptionalItems(..)) {
                return Ok(None);
            }
            let items: Vec<String> =
                items.into_iter().map(|item| self::content(content, item)).collect::<Result<_, _>>()?;
            Ok(Some(list(&items)))
        }
        Node::CData(content) => match element.cdata() {
            Some(text) => scalar(content, &text).map(Some),
            None => text(content, element),
        },
        Node::Text(content) => text(content, element),
        Node::Inside(content) => inside(content, element),
    }
}

/// The elements of a name: those in its namespace, if it is also the name of another property.
fn children<'e>(name: &Name, members: Members, element: &'e Element) -> Vec<&'e Element> {
    let is_other = |child: &Element| {
        let is_exact = |(_, node): &(&str, Node)| match node {
            Node::Element(name, _) | Node::Items(name, _) | Node::OptionalItems(name, _) => {
                is_exactly(name, &child.name)
            }
            _ => false,
        };
        !is_exactly(name, &child.name) && members.iter().any(is_exact)
    };
    element.elements().filter(|child| matches(name, &child.name) && !is_other(child)).collect()
}

fn attribute<'e>(name: &Name, element: &'e Element) -> Option<&'e str> {
    let exact = element.attributes.iter().find(|(found, _)| is_exactly(name, found));
    let found = exact.or_else(|| {
        let is_bare = |found: &Expanded| found.namespace.is_none() && found.local == name.local();
        element.attributes.iter().find(|(found, _)| is_bare(found))
    });
    found.map(|(_, value)| value.as_str())
}

/// The text of an object's element as a property. White space between elements is none.
fn text(content: &Content, element: &Element) -> Result<Option<String>, Problem> {
    let text = element.text();
    let is_blank = text.trim().is_empty();
    let is_mixed = element.elements().next().is_some();
    match content {
        _ if is_blank && content.is_nullable() => Ok(Some("null".to_owned())),
        Content::Text if is_mixed && is_blank => Ok(None),
        Content::Text if is_mixed => scalar(content, text.trim()).map(Some),
        Content::Text => scalar(content, &text).map(Some),
        _ if is_blank => Ok(None),
        _ => scalar(content, &text).map(Some),
    }
}

/// An object whose properties stand among those of another one; `None` if none of them is there.
fn inside(content: &Content, element: &Element) -> Result<Option<String>, Problem> {
    if let Some(tagged) = content.tagged() {
        return self::tagged(tagged, element).map(Some);
    }
    let Some((members, rest)) = content.members() else { return Ok(None) };
    let found = properties(members, rest, element)?;
    if found.is_empty() { Ok(None) } else { object(found).map(Some) }
}

fn tagged(tagged: &Tagged, element: &Element) -> Result<String, Problem> {
    let json = member(&tagged.node, &[], element)?;
    let tag: Option<String> =
        json.as_deref().map(|json| serde_json::from_str(json).unwrap_or_else(|_| json.to_owned()));
    let variant = tag.as_ref().and_then(|tag| tagged.variant(tag)).or(tagged.fallback.as_ref());
    let Some(content) = variant else { return any(element) };
    let Some((members, rest)) = content.members() else { return self::content(content, element) };
    let mut found = properties(members, rest, element)?;
    if let Some(json) = json.filter(|_| !members.iter().any(|(wire, _)| *wire == tagged.property)) {
        found.retain(|(wire, _)| wire != tagged.property);
        found.insert(0, (tagged.property.to_owned(), json));
    }
    object(found)
}

impl Tagged {
    /// The object that a value of the property means.
    pub(super) fn variant(&self, tag: &str) -> Option<&'static Content> {
        self.variants.iter().find(|(tags, _)| tags.contains(&tag)).map(|(_, content)| content)
    }
}

/// Elements as properties by their names; several of the same name are the list of an object that may hold any.
fn keyed<'e>(value: &Content, elements: impl Iterator<Item = &'e Element>) -> Result<Vec<(String, String)>, Problem> {
    let mut order = Vec::new();
    let mut values: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for element in elements {
        let found = values.entry(element.name.local.clone()).or_default();
        if found.is_empty() {
            order.push(element.name.local.clone());
        } else if !matches!(value, Content::Any) {
            return Err(Problem::new("an element that is a key stands twice"));
        }
        found.push(content(value, element)?);
    }
    Ok(order.into_iter().map(|key| (key.clone(), one_or_list(values.remove(&key).unwrap_or_default()))).collect())
}

fn one_or_list(mut values: Vec<String>) -> String {
    match (values.len(), values.pop()) {
        (1, Some(one)) => one,
        (_, last) => {
            values.extend(last);
            list(&values)
        }
    }
}

/// What an element holds of which nothing is known.
fn any(element: &Element) -> Result<String, Problem> {
    if is_nil(element) {
        return Ok("null".to_owned());
    }
    let attributes = element.attributes.iter().filter(|(name, _)| name.namespace.as_deref() != Some(XSI));
    let mut found: Vec<(String, String)> = Vec::new();
    for (name, value) in attributes {
        found.push((format!("@{}", name.local), quoted(value)?));
    }
    found.extend(keyed(&Content::Any, element.elements())?);
    let text = element.text();
    match (found.is_empty(), text.trim().is_empty()) {
        (true, _) => quoted(&text),
        (false, true) => object(found),
        (false, false) => {
            found.push(("$text".to_owned(), quoted(&text)?));
            object(found)
        }
    }
}

/// A text as JSON. What does not have the form of the value stays text, so that the type refuses it in its place.
fn scalar(content: &Content, text: &str) -> Result<String, Problem> {
    let trimmed = text.trim_matches([' ', '\t', '\r', '\n']);
    match content {
        Content::Token => quoted(trimmed),
        Content::Base64 => quoted(&text.split_ascii_whitespace().collect::<String>()),
        Content::Number => number(trimmed).map_or_else(|| quoted(trimmed), Ok),
        Content::Boolean => match trimmed {
            "true" | "1" => Ok("true".to_owned()),
            "false" | "0" => Ok("false".to_owned()),
            other => quoted(other),
        },
        Content::Nullable(inner) | Content::Of(inner) => scalar(inner, text),
        _ => quoted(text),
    }
}

/// A number of XML Schema (`+1`, `007`, `.5`) as JSON writes it, digit for digit.
fn number(text: &str) -> Option<String> {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", text.strip_prefix('+').unwrap_or(text)),
    };
    let (mantissa, exponent) = digits.split_once(['e', 'E']).map_or((digits, None), |(one, two)| (one, Some(two)));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if !is_digits(whole) || !is_digits(fraction) || (whole.is_empty() && fraction.is_empty()) {
        return None;
    }
    let whole = whole.trim_start_matches('0');
    let mut json = format!("{sign}{}", if whole.is_empty() { "0" } else { whole });
    if !fraction.is_empty() {
        json.push('.');
        json.push_str(fraction);
    }
    if let Some(exponent) = exponent {
        let digits = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
        if digits.is_empty() || !is_digits(digits) {
            return None;
        }
        json.push('e');
        json.push_str(exponent);
    }
    Some(json)
}

fn quoted(text: &str) -> Result<String, Problem> {
    serde_json::to_string(text).map_err(|_| Problem::new("a text cannot be read"))
}

fn list(items: &[String]) -> String {
    format!("[{}]", items.join(","))
}

fn object(properties: Vec<(String, String)>) -> Result<String, Problem> {
    let mut json = String::from("{");
    for (place, (key, value)) in properties.iter().enumerate() {
        if place > 0 {
            json.push(',');
        }
        json.push_str(&quoted(key)?);
        json.push(':');
        json.push_str(value);
    }
    json.push('}');
    Ok(json)
}
