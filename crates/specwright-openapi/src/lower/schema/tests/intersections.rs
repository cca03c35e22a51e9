use super::{check, check_found};

#[test]
fn a_property_described_twice_satisfies_both() {
    check(
        r#"
    A: {type: object, properties: {kind: {type: string}, size: {type: integer}, more: {type: object, properties: {a: {type: string}}}}}
    B:
      allOf:
        - $ref: '#/components/schemas/A'
        - type: object
          required: [kind]
          properties: {kind: {enum: [b]}, size: {minimum: 0, format: uint8}, more: {properties: {b: {type: integer}}, required: [a]}}"#,
        r#"
        record "A"
            "kind" optional string(Plain)
            "size" optional i64
            "more" optional "A".more
        record "B"
            "kind" required "B".kind
            "size" optional u8
                constraint Minimum("0")
            "more" optional "B".more
        record "A".more
            "a" optional string(Plain)
        enum "B".kind
            "b"
        record "B".more
            "a" required string(Plain)
            "b" optional i64
        "#,
    );
}

#[test]
fn what_a_reference_says_already_makes_no_new_type() {
    check(
        r#"
    A: {type: object, required: [a], properties: {a: {type: string}}}
    B:
      type: object
      properties:
        x: {$ref: '#/components/schemas/A', type: object, description: the x}
        y: {allOf: [{$ref: '#/components/schemas/A'}], required: [a], properties: {a: {type: string, maxLength: 3}}}"#,
        r#"
        record "A"
            "a" required string(Plain)
        record "B"
            "x" optional "A"
                description "the x"
            "y" optional "A"
        "#,
    );
}

#[test]
fn contradictions_are_reported_and_the_first_statement_wins() {
    check_found(
        "    A: {allOf: [{type: object, properties: {x: {type: string}}}, {properties: {x: {type: integer}}}]}",
        "record \"A\"\n    \"x\" optional string(Plain)",
        &["schema-conflict: type integer contradicts string; the first one counts"],
    );
}

#[test]
fn conditional_properties_are_optional_ones() {
    check(
        r#"
    A:
      type: object
      properties: {a: {type: string}}
      if: {properties: {a: {const: x}}}
      then: {required: [b], properties: {b: {type: integer}}}
      else: {properties: {b: {type: boolean}, a: {minLength: 2}}}
      dependentSchemas: {a: {properties: {c: {type: string}}}}"#,
        r#"
        record "A"
            "a" optional string(Plain)
            "b" optional "A".b
            "c" optional string(Plain)
        union "A".b
            integer i64
            boolean boolean
        "#,
    );
}

#[test]
fn patterns_describe_the_values_of_other_properties() {
    check(
        "    A: {type: object, patternProperties: {'^x': {type: string}}, additionalProperties: false}\n    B: {type: object, patternProperties: {'^x': {type: string}}}\n    C: {type: object, properties: {a: {type: string}}, patternProperties: {'^x': {type: string}, '^y': {type: integer}}, additionalProperties: false}",
        r#"
        alias "A" = map<string(Plain)>
        alias "B" = map<"B".value>
        record "C"
            "a" optional string(Plain)
            rest kept "C".value
        union "B".value
            string string(Plain)
        union "C".value
            string string(Plain)
            integer i64
        "#,
    );
}

#[test]
fn required_on_a_property_counts_for_the_object_around_it() {
    check_found(
        "    A: {type: object, properties: {a: {type: string, required: true}}}",
        "record \"A\"\n    \"a\" required string(Plain)",
        &[
            "keyword-invalid: `required: true` belongs into the list of the object around it; taken as if it stood there",
        ],
    );
}

#[test]
fn a_required_property_without_a_description_is_kept() {
    check_found(
        "    A: {type: object, properties: {a: {type: string}}, required: [b]}",
        "record \"A\"\n    \"a\" optional string(Plain)\n    \"b\" optional any",
        &["keyword-invalid: required property `b` is not among the properties; it may hold any value"],
    );
}

#[test]
fn a_place_that_is_no_component_is_one_type_wherever_it_is_reached_from() {
    check(
        r#"
    A: {type: object, properties: {b: {$ref: '#/components/schemas/C/properties/inner'}, d: {$ref: '#/components/schemas/C/$defs/D'}}}
    C: {type: object, properties: {inner: {type: object, properties: {x: {type: string}}}}, $defs: {D: {enum: [a]}}}"#,
        r#"
        record "A"
            "b" optional "C".inner
            "d" optional "D"
        record "C"
            "inner" optional "C".inner
        record "C".inner
            "x" optional string(Plain)
        enum "D"
            "a"
        "#,
    );
}

#[test]
fn constraints_of_joined_parts_are_the_tighter() {
    check(
        r"
    A:
      allOf:
        - {type: string, minLength: 2, maxLength: 9, pattern: a}
        - {minLength: 1, maxLength: 5, pattern: b}",
        r#"
        alias "A" = string(Plain)
            constraint MinLength("2")
            constraint MaxLength("5")
            constraint Pattern("a")
            constraint Pattern("b")
        "#,
    );
}

#[test]
fn constraints_of_elements_stay_with_the_elements() {
    check(
        r"
    A: {type: array, maxItems: 2, items: {type: array, items: {type: string, maxLength: 3}}}
    B: {type: array, items: {$ref: '#/components/schemas/C'}}
    C: {type: string, maxLength: 4}",
        r#"
        alias "A" = list<list<string(Plain)>>
            constraint MaxItems("2")
            constraint each (each (MaxLength("3")))
        alias "B" = list<"C">
        alias "C" = string(Plain)
            constraint MaxLength("4")
        "#,
    );
}

#[test]
fn an_any_of_names_more_than_its_first_branch_does() {
    check(
        "    A: {anyOf: [{properties: {b: {const: b}}, required: [b]}, {properties: {c: {const: c}}, required: [c]}], unevaluatedProperties: false}\n    B: {allOf: [{properties: {a: {type: string}}}], unevaluatedProperties: false}",
        r#"
        union "A"
            b "A".b
            c "A".c
        record "B"
            "a" optional string(Plain)
            rest closed
        record "A".b
            "b" required "A".b.b
        enum "A".b.b
            "b"
        record "A".c
            "c" required "A".c.c
        enum "A".c.c
            "c"
        "#,
    );
}
