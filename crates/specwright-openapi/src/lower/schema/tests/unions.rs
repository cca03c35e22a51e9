use super::{check, check_found};

#[test]
fn null_is_stripped_and_single_branches_are_unwrapped() {
    check(
        "    A: {type: object, properties: {a: {oneOf: [{type: string}, {type: 'null'}]}, b: {anyOf: [{type: string}, {type: integer}, {type: 'null'}]}, c: {anyOf: [{}, {type: 'null'}]}}}",
        r#"
        record "A"
            "a" optional string(Plain) | null
            "b" optional "A".b | null
            "c" optional any
        union "A".b
            string string(Plain)
            integer i64
        "#,
    );
}

#[test]
fn several_types_are_a_union_of_one_variant_each() {
    check(
        "    A: {type: [string, array, 'null'], items: {type: integer}}\n    B: {type: object, properties: {a: {$ref: '#/components/schemas/A'}}}",
        r#"
        union "A"
            string string(Plain)
            list list<i64>
        record "B"
            "a" optional "A" | null
        "#,
    );
}

#[test]
fn branches_of_the_same_type_collapse() {
    check(
        "    A: {anyOf: [{type: string}, {type: string, format: uri}]}\n    B: {oneOf: [{type: integer}, {type: number}]}\n    C: {anyOf: [{type: string}, {}]}",
        r#"
        alias "A" = string(Plain)
        alias "B" = number
        union "C"
            string string(Plain)
        "#,
    );
}

#[test]
fn inline_unions_flatten_and_references_stay() {
    check(
        "    A: {oneOf: [{type: string}, {anyOf: [{type: integer}, {type: boolean}]}, {$ref: '#/components/schemas/B'}]}\n    B: {oneOf: [{type: array, items: {}}, {type: boolean}]}",
        r#"
        union "A"
            string string(Plain)
            integer i64
            boolean boolean
            B "B"
        union "B"
            list list<any>
            boolean boolean
        "#,
    );
}

#[test]
fn siblings_are_distributed_over_the_branches() {
    check(
        r#"
    A:
      type: object
      required: [id]
      properties: {id: {type: string}}
      oneOf:
        - {title: Card, required: [number], properties: {number: {type: string}}}
        - {required: [iban], properties: {iban: {type: string}}}"#,
        r#"
        union "A"
            Card "A".Card
            iban "A".iban
        record "A".Card
            title "Card"
            "id" required string(Plain)
            "number" required string(Plain)
        record "A".iban
            "id" required string(Plain)
            "iban" required string(Plain)
        "#,
    );
}

#[test]
fn siblings_that_say_nothing_new_leave_references_as_they_are() {
    check(
        r#"
    A: {type: object, required: [x], oneOf: [{$ref: '#/components/schemas/B'}, {$ref: '#/components/schemas/C'}]}
    B: {type: object, required: [x, b], properties: {x: {type: string}, b: {type: string}}}
    C: {type: object, required: [x], properties: {x: {type: string}, c: {type: string}}}"#,
        r#"
        union "A"
            B "B"
            C "C"
        record "B"
            "x" required string(Plain)
            "b" required string(Plain)
        record "C"
            "x" required string(Plain)
            "c" optional string(Plain)
        "#,
    );
}

#[test]
fn branches_that_only_require_are_a_constraint() {
    check(
        "    A: {type: object, properties: {a: {type: string}, b: {type: string}}, anyOf: [{required: [a]}, {required: [b]}]}",
        r#"
        record "A"
            constraint AnyOf([["a"], ["b"]])
            "a" optional string(Plain)
            "b" optional string(Plain)
        "#,
    );
}

#[test]
fn a_schema_that_is_one_of_its_own_alternatives_is_the_others() {
    check_found(
        "    A: {oneOf: [{$ref: '#/components/schemas/A'}, {type: string}, {type: integer}]}",
        "union \"A\"\n    string string(Plain)\n    integer i64",
        &["schema-conflict: this alternative is the schema itself; left out"],
    );
}

#[test]
fn inline_variants_are_named_by_what_only_they_say() {
    check(
        r#"
    A:
      anyOf:
        - {type: object, properties: {n: {type: string}, x: {type: string}}}
        - {type: object, required: [n, z], properties: {n: {type: string}, z: {type: string}}}
        - {type: object, properties: {n: {type: string}}}
        - {type: array, items: {type: string}}
        - {type: array, items: {type: integer}}
    B: {type: object, properties: {b: {type: string}}}
    C: {oneOf: [{allOf: [{$ref: '#/components/schemas/B'}, {properties: {c: {type: string}}}]}, {type: object, properties: {d: {type: string}}}]}"#,
        r#"
        union "A"
            x "A".x
            z "A".z
            object "A".object
            list list<string(Plain)>
            integer list list<i64>
        record "B"
            "b" optional string(Plain)
        union "C"
            B "C".B
            d "C".d
        record "A".x
            "n" optional string(Plain)
            "x" optional string(Plain)
        record "A".z
            "n" required string(Plain)
            "z" required string(Plain)
        record "A".object
            "n" optional string(Plain)
        record "C".B
            "b" optional string(Plain)
            "c" optional string(Plain)
        record "C".d
            "d" optional string(Plain)
        "#,
    );
}
