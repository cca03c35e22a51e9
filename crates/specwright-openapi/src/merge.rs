//! Several documents of one API made into one.

use specwright_ir::{Code, Diagnostic, Diagnostics, Origin, Pointer, Span};

use crate::tree::{Member, Node, Object, Value};

/// How two values in the same place become one.
#[derive(Clone, Copy)]
enum Rule {
    /// They must be the same.
    Same,
    /// The members of both; members with the same key by the rule inside.
    Union(&'static Rule),
    /// The elements of both; elements of the same name must be the same.
    Named,
}

/// The rule for a member of the root object.
fn rule(key: &str) -> Rule {
    const COMPONENTS: Rule = Rule::Union(&Rule::Same);
    match key {
        "paths" | "webhooks" | "components" => Rule::Union(&COMPONENTS),
        "tags" => Rule::Named,
        _ => Rule::Same,
    }
}

/// Merges documents: path items and webhooks by method, components by kind and name, tags by name, everything else
/// must be the same wherever it is said. What comes first keeps its place and wins a conflict, which is reported.
/// `None` only for no documents.
pub(crate) fn merge(documents: Vec<Node>, diagnostics: &mut Diagnostics) -> Option<Node> {
    let mut documents = documents.into_iter();
    let mut root = documents.next()?;
    for document in documents {
        let Value::Object(members) = document.value else { continue };
        let Some(into) = root.as_object_mut() else { continue };
        for (key, member) in members {
            let pointer = Pointer::root().key(&key);
            combine(into, key.clone(), member, rule(&key), &pointer, diagnostics);
        }
    }
    Some(root)
}

/// Puts a member into an object that may have it already.
fn combine(into: &mut Object, key: String, new: Member, rule: Rule, pointer: &Pointer, diagnostics: &mut Diagnostics) {
    let Some(first_place) = into.member(&key).map(Member::place) else {
        into.insert(key, new);
        return;
    };
    let Some(first) = into.get_mut(&key) else { return };
    let place = new.place();
    let mut node = new.node;
    if first.is_same_json(&node) {
        return;
    }
    match (rule, &mut first.value, &mut node.value) {
        (Rule::Union(inner), Value::Object(into), Value::Object(members)) => {
            for (key, member) in std::mem::take(members) {
                let pointer = pointer.key(&key);
                combine(into, key, member, *inner, &pointer, diagnostics);
            }
        }
        (Rule::Named, Value::Array(into), Value::Array(items)) => {
            for item in std::mem::take(items) {
                combine_named(into, item, pointer, diagnostics);
            }
        }
        _ => conflict(pointer, place, first_place, diagnostics),
    }
}

/// Puts an element with a `name` into an array that may have one of this name already.
fn combine_named(into: &mut Vec<Node>, item: Node, pointer: &Pointer, diagnostics: &mut Diagnostics) {
    let name = |node: &Node| node.get("name").and_then(Node::as_str).map(str::to_owned);
    let wanted = name(&item);
    let known = into
        .iter()
        .enumerate()
        .find(|(_, known)| known.is_same_json(&item) || (wanted.is_some() && name(known) == wanted));
    match known {
        None => into.push(item),
        Some((_, known)) if known.is_same_json(&item) => {}
        Some((index, known)) => {
            conflict(&pointer.index(index), item.span, known.span, diagnostics);
        }
    }
}

/// Reports that something is said in two places in two ways.
fn conflict(pointer: &Pointer, new: Span, first: Span, diagnostics: &mut Diagnostics) {
    let origin = Origin { pointer: pointer.clone(), span: new };
    let message = "two documents say different things here; the first one counts";
    let found = Diagnostic::new(Code::MergeConflict, message).of(&origin);
    diagnostics.push(found.with_related(first, "first said here"));
}

#[cfg(test)]
mod tests {
    use crate::read::testing::{Reading, files};

    #[track_caller]
    fn check(one: &str, two: &str, expected: &str) {
        let reading = merged(one, two);
        assert_eq!(reading.found, Vec::<String>::new());
        let text = serde_json::to_string(&reading.document.expect("a document").root).expect("JSON");
        assert_eq!(text, format!("{{\"openapi\":\"3.1.0\",{expected}}}"));
    }

    #[track_caller]
    fn check_conflict(one: &str, two: &str, at: &str, first: &str) {
        let reading = merged(one, two);
        let message = "two documents say different things here; the first one counts";
        let expected =
            [format!("merge-conflict two.yaml:{at} {message}"), format!("  one.yaml:{first} first said here")];
        assert_eq!(reading.found, expected);
    }

    fn merged(one: &str, two: &str) -> Reading {
        let document = |text: &str| format!("openapi: 3.1.0\n{text}\n");
        files(&[("one.yaml", &document(one)), ("two.yaml", &document(two))])
    }

    #[test]
    fn path_items_are_united_by_method() {
        check(
            "paths: {/a: {get: {x: 1}}, /b: {get: {}}}",
            "paths: {/c: {}, /a: {post: {y: 2}, get: {x: 1}}}",
            r#""paths":{"/a":{"get":{"x":1},"post":{"y":2}},"/b":{"get":{}},"/c":{}}"#,
        );
        check("webhooks: {a: {get: {}}}", "webhooks: {a: {put: {}}}", r#""webhooks":{"a":{"get":{},"put":{}}}"#);
    }

    #[test]
    fn components_are_united_by_kind_and_name() {
        check(
            "components: {schemas: {A: {type: string, minLength: 1}}}",
            "components: {responses: {R: {}}, schemas: {B: {}, A: {minLength: 1, type: string}}}",
            r#""components":{"schemas":{"A":{"type":"string","minLength":1},"B":{}},"responses":{"R":{}}}"#,
        );
    }

    #[test]
    fn tags_are_united_by_name() {
        check(
            "tags: [{name: a}, {name: b, description: x}]",
            "tags: [{description: x, name: b}, {name: c}]",
            r#""tags":[{"name":"a"},{"name":"b","description":"x"},{"name":"c"}]"#,
        );
    }

    #[test]
    fn everything_else_may_be_said_twice_in_the_same_way() {
        check(
            "info: {title: t}\nx-a: [1]",
            "info: {title: t}\nx-b: 2\nsecurity: []",
            r#""info":{"title":"t"},"x-a":[1],"x-b":2,"security":[]"#,
        );
    }

    #[test]
    fn differences_are_reported_in_both_places() {
        check_conflict("info: {title: t}", "info: {title: u}", "2:1", "2:1");
        check_conflict("paths:\n  /a:\n    get: {x: 1}", "paths: {/a: {get: {x: 2}}}", "2:14", "4:5");
        check_conflict("components: {schemas: {A: true}}", "components: {schemas: {A: false}}", "2:27", "2:27");
        check_conflict("tags: [{name: a, x: 1}]", "tags: [{name: b}, {name: a}]", "2:19", "2:8");
        check_conflict("x-a: 1", "x-a: 1.0", "2:6", "2:6");
        check_conflict("paths: {}", "paths: []", "2:1", "2:1");
        let reading = files(&[("one.yaml", "openapi: 3.1.0\n"), ("two.yaml", "openapi: 3.1.1\n")]);
        assert_eq!(reading.found.first().map(|line| &line[..27]), Some("merge-conflict two.yaml:1:1"));
    }

    #[test]
    fn a_merged_part_keeps_its_own_file() {
        let reading =
            merged("components: {schemas: {A: {type: string}}}", "components: {schemas: {B: {type: number}}}");
        assert_eq!(reading.origin("/components/schemas/A/type"), "one.yaml string");
        assert_eq!(reading.origin("/components/schemas/B"), "two.yaml B");
    }
}
