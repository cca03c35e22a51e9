//! What schemas say about XML (OpenAPI "XML Object").

use specwright_ir::{Code, Xml, XmlNode};

use crate::{
    lower::{Lower, at::At},
    tree::Value,
};

const XML_KEYS: &[&str] = &["nodeType", "name", "namespace", "prefix", "attribute", "wrapped"];

impl<'d> Lower<'d> {
    /// What a schema says about the XML of its values and of what is directly inside of them; `None` if it is nothing.
    pub(in crate::lower) fn xml(&mut self, at: &At<'d>) -> Option<Box<Xml>> {
        let mut found = match self.object(at, "xml") {
            Some(xml) => self.xml_object(&xml),
            None => Xml::default(),
        };
        if self.bare_references && found.node.is_none() && at.has("$ref") {
            found.node = Some(XmlNode::None);
        }
        let is_schema = |inner: &At<'d>| matches!(inner.node.value, Value::Object(_));
        let inner = ["items", "additionalProperties", "unevaluatedProperties"].iter().find_map(|key| at.get(key));
        found.inner = inner.filter(is_schema).and_then(|inner| self.xml(&inner));
        (!found.is_empty()).then(|| Box::new(found))
    }

    fn xml_object(&mut self, at: &At<'d>) -> Xml {
        self.check_keys(at, XML_KEYS, "an XML object");
        let node = match self.string(at, "nodeType") {
            Some("element") => Some(XmlNode::Element),
            Some("attribute") => Some(XmlNode::Attribute),
            Some("text") => Some(XmlNode::Text),
            Some("cdata") => Some(XmlNode::CData),
            Some("none") => Some(XmlNode::None),
            Some(other) => {
                let message = format!("`nodeType` is `{other}`, which no node of XML is called; ignored");
                self.report(Code::KeywordInvalid, at, message);
                None
            }
            // What versions before 3.2 call it.
            None if self.flag(at, "attribute") => Some(XmlNode::Attribute),
            None if self.flag(at, "wrapped") => Some(XmlNode::Element),
            None => None,
        };
        Xml {
            node,
            name: self.text(at, "name"),
            namespace: self.text(at, "namespace"),
            prefix: self.text(at, "prefix"),
            inner: None,
        }
    }
}
