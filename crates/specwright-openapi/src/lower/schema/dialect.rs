//! Which schemas are meant word for word.
//!
//! In OpenAPI documents a schema with `properties` and no `type` means an object, and properties that it does not name
//! are of no interest. JSON Schema says neither: its keywords hold for values of one type and admit all others, and an
//! object may have any property besides. A schema that says `$schema` with a draft of the shape this stage reads
//! claims the latter for itself and everything that stands in it.

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

impl<'d> Lower<'d> {
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
    named.is_some_and(|named| DRAFTS.contains(&named.strip_suffix('#').unwrap_or(named)))
}
