//! Which schemas are meant word for word.
//!
//! In OpenAPI documents a schema with `properties` and no `type` means an object, and properties that it does not name
//! are of no interest. JSON Schema says neither: its keywords hold for values of one type and admit all others, and an
//! object may have any property besides. A schema that says `$schema` with a draft of the shape this stage reads
//! claims the latter for itself and everything that stands in it.

use specwright_ir::Code;

use super::parts::Parts;
use crate::{
    lower::{Lower, at::At},
    tree::{Node, Value},
};

/// Keywords about objects that make a type.
pub(super) const OBJECTS: &[&str] = &["properties", "additionalProperties", "patternProperties"];
/// Keywords about arrays that make a type.
pub(super) const ARRAYS: &[&str] = &["items", "prefixItems"];

/// Drafts with the keywords of OpenAPI 3.1.
const DRAFTS: &[&str] =
    &["https://json-schema.org/draft/2020-12/schema", "https://json-schema.org/draft/2019-09/schema"];

/// Where the dialects of OpenAPI are published.
const OPENAPI_DIALECTS: &str = "https://spec.openapis.org/oas/3.";

impl<'d> Lower<'d> {
    /// Reports a dialect for all schemas of the document (OpenAPI 3.1 `jsonSchemaDialect`) that is not read as such.
    pub(in crate::lower) fn check_dialect(&mut self, root: &At<'_>) {
        let Some(at) = root.get("jsonSchemaDialect") else { return };
        match at.as_str() {
            Some(name) if name.starts_with(OPENAPI_DIALECTS) || is_draft(name) => {}
            Some(name) => {
                let message = format!("schemas of the dialect {name:?} are read as those of OpenAPI");
                self.report(Code::KeywordUnsupported, &at, message);
            }
            None => self.report(Code::KeywordInvalid, &at, "`jsonSchemaDialect` has to be a string; ignored"),
        }
    }

    /// Whether a schema that these parts make is to be taken word for word.
    pub(super) fn is_literal(&self, parts: &Parts<'d>) -> bool {
        parts.objects.iter().any(|part| self.stands_in_literal(part))
    }

    /// `null` is a value of a schema whose keywords are about objects and arrays, if it is taken word for word.
    pub(super) fn literal_nullability(&self, at: &At<'d>) -> Option<bool> {
        let typed = ["type", "enum", "const"].iter().any(|key| at.has(key));
        let about = OBJECTS.iter().chain(ARRAYS).any(|key| at.has(key));
        (about && !typed && self.stands_in_literal(at)).then_some(true)
    }

    /// Whether a schema, or one that it stands in, names its draft.
    pub(super) fn stands_in_literal(&self, at: &At<'d>) -> bool {
        let mut node = self.root;
        let mut found = names_draft(node);
        for token in at.pointer.tokens() {
            let Some(next) = node.step(&token) else { break };
            node = next;
            found |= names_draft(node);
        }
        found
    }
}

fn names_draft(node: &Node) -> bool {
    let Value::Object(object) = &node.value else { return false };
    let named = object.member("$schema").and_then(|member| member.node.as_str());
    named.is_some_and(is_draft)
}

fn is_draft(name: &str) -> bool {
    DRAFTS.contains(&name.strip_suffix('#').unwrap_or(name))
}
