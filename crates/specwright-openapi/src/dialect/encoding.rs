//! The encodings of an OpenAPI 3.0 media type.

use specwright_ir::{Code, Diagnostics, Origin};

use super::walk::Path;
use crate::kind::QUERY_KEYS;
use crate::tree::Node;

/// Takes out of encodings what OpenAPI 3.0 ignores in every media type but forms of pairs (3.0.4, "Encoding Object"): later
/// versions would write the parts of a `multipart/form-data` body by it.
pub(super) fn lower(name: &str, media: &mut Node, at: &Path<'_>, diagnostics: &mut Diagnostics) {
    let essence = name.split(';').next().unwrap_or_default().trim();
    if essence.eq_ignore_ascii_case("application/x-www-form-urlencoded") {
        return;
    }
    let encodings = media.as_object_mut().and_then(|media| media.get_mut("encoding"));
    let Some(encodings) = encodings.and_then(Node::as_object_mut) else { return };
    for (property, encoding) in encodings.iter_mut() {
        let Some(encoding) = encoding.as_object_mut() else { continue };
        for key in QUERY_KEYS {
            if let Some(member) = encoding.remove(key) {
                let pointer = at.pointer().key("encoding").key(property).key(key);
                let message = format!("`{key}` counts nothing in `{essence}` before OpenAPI 3.1; ignored");
                diagnostics.report(Code::KeywordIgnored, &Origin { pointer, span: member.node.span }, message);
            }
        }
    }
}
