//! Diagnostics for programs.

use serde_json::{Value, json};
use specwright_ir::{Diagnostic, Sources, Span};

use super::places::Places;
use super::visible::is_hidden;

/// One JSON array, one diagnostic a line: `code`, `severity`, `message`, `file`, `line`, `column`, `pointer`, and
/// `related` with `message`, `file`, `line`, `column`. What there is not is null. Characters that hide are written
/// as JSON escapes.
pub(crate) fn json(diagnostics: &[Diagnostic], sources: &Sources) -> String {
    let places = Places::new(sources);
    let lines: Vec<String> =
        diagnostics.iter().map(|diagnostic| escape(&value(diagnostic, &places).to_string())).collect();
    if lines.is_empty() { "[]\n".to_owned() } else { format!("[\n{}\n]\n", lines.join(",\n")) }
}

fn value(diagnostic: &Diagnostic, places: &Places<'_>) -> Value {
    let mut value = place(diagnostic.span, places);
    let related = diagnostic.related.iter().map(|related| {
        let mut value = place(Some(related.span), places);
        set(&mut value, "message", related.message.as_str().into());
        value
    });
    let related = related.collect();
    set(&mut value, "code", diagnostic.code.name().into());
    set(&mut value, "severity", diagnostic.severity.name().into());
    set(&mut value, "message", diagnostic.message.as_str().into());
    set(&mut value, "pointer", diagnostic.pointer.as_ref().map(ToString::to_string).into());
    set(&mut value, "related", related);
    value
}

fn place(span: Option<Span>, places: &Places<'_>) -> Value {
    let Some(span) = span else { return json!({ "file": null, "line": null, "column": null }) };
    let at = places.line_column(span);
    json!({ "file": places.name(span), "line": at.line, "column": at.column })
}

fn set(object: &mut Value, key: &str, value: Value) {
    if let Value::Object(members) = object {
        members.insert(key.to_owned(), value);
    }
}

/// JSON says the same with these characters escaped; they stand in strings only.
fn escape(json: &str) -> String {
    let mut escaped = String::with_capacity(json.len());
    for character in json.chars() {
        if is_hidden(character) {
            let mut units = [0; 2];
            for unit in character.encode_utf16(&mut units) {
                escaped.push_str(&format!("\\u{unit:04x}"));
            }
        } else {
            escaped.push(character);
        }
    }
    escaped
}
