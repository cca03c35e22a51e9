//! Schemas that name their draft.

use super::{check, check_found};

#[test]
fn a_schema_without_a_type_is_of_the_type_its_keywords_are_about() {
    check(
        "    A: {properties: {a: {type: boolean}}}\n    B: {items: {type: boolean}}",
        r#"
        record "A"
            "a" optional boolean
        alias "B" = list<boolean>
        "#,
    );
}

#[test]
fn a_schema_that_names_its_draft_admits_what_its_keywords_are_not_about() {
    check(
        "    A: {$schema: 'https://json-schema.org/draft/2020-12/schema', properties: {a: {items: {type: boolean}}}}",
        r#"
        union "A"
            boolean boolean
            number number
            string string(Plain)
            list list<any>
            object "A".object
        record "A".object
            "a" optional "A".object.a | null
            rest kept any
        union "A".object.a
            boolean boolean
            number number
            string string(Plain)
            list list<boolean>
            map map<any>
        "#,
    );
}

#[test]
fn an_object_whose_schema_names_its_draft_keeps_what_is_not_named() {
    check(
        "    A: {$schema: 'https://json-schema.org/draft/2020-12/schema#', type: object, properties: {a: {type: boolean}}}",
        r#"
        record "A"
            "a" optional boolean
            rest kept any
        "#,
    );
}

#[test]
fn an_older_draft_changes_nothing() {
    check(
        "    A: {$schema: 'http://json-schema.org/draft-04/schema#', properties: {a: {type: boolean}}}",
        r#"
        record "A"
            "a" optional boolean
        "#,
    );
}

#[test]
fn several_items_make_an_array_only_with_its_type() {
    check_found(
        "    A: {type: object, properties: {a: {items: [{type: string}]}, b: {type: array, items: [{type: string}], maxItems: 1}}}",
        r#"
        record "A"
            "a" optional any
            "b" optional list<string(Plain)>
                constraint MaxItems("1")
        "#,
        &["schema-loose: `items` lists schemas, and no `type` says that this is an array; treated as any JSON value"],
    );
}
