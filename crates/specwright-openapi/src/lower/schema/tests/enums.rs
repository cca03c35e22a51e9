use super::{check, check_found, lowered};

#[test]
fn enums_hold_any_values_but_null() {
    check(
        "    A: {enum: [a, 1, 1.5, null]}\n    B: {type: object, properties: {b: {$ref: '#/components/schemas/A'}}}\n    C: {enum: [true, false]}",
        r#"
        enum "A"
            "a"
            1
            1.5
        record "B"
            "b" optional "A" | null
        alias "C" = boolean
        "#,
    );
}

#[test]
fn duplicates_are_reported_and_dropped() {
    check_found(
        "    A: {type: string, enum: [a, b, a]}",
        "enum \"A\"\n    \"a\"\n    \"b\"",
        &["keyword-invalid: this value stands in the list before; ignored"],
    );
}

#[test]
fn values_of_a_wrong_type_are_taken_as_the_type_wants_them() {
    check_found(
        "    A: {type: string, enum: [1, two]}",
        "enum \"A\"\n    \"1\"\n    \"two\"",
        &["keyword-invalid: this value is a number, not of type string; taken as if it were"],
    );
}

#[test]
fn names_and_descriptions_go_with_the_values() {
    check(
        "    A: {type: integer, enum: [1, 2], x-enum-varnames: [Low, High], x-enum-descriptions: [down, up]}\n    B: {type: [string, 'null'], enum: [a, null], x-enumNames: [First]}",
        r#"
        enum "A"
            1 named "Low"
                description "down"
            2 named "High"
                description "up"
        enum "B"
            "a" named "First"
        "#,
    );
}

#[test]
fn alternatives_of_texts_are_one_enum() {
    check(
        "    A: {anyOf: [{type: string}, {$ref: '#/components/schemas/B'}]}\n    B: {oneOf: [{const: x, description: the x}, {type: string, enum: [y, z]}]}\n    C: {oneOf: [{const: 1, title: One}, {const: 2, title: Two}]}",
        r#"
        enum "A"
            "x"
                description "the x"
            "y"
            "z"
        enum "B"
            "x"
                description "the x"
            "y"
            "z"
        enum "C"
            1 named "One"
            2 named "Two"
        "#,
    );
}

#[test]
fn ten_thousand_values_are_ordinary() {
    let values: Vec<String> = (0..10_000).map(|index| format!("v{index}")).collect();
    let (model, found) = lowered(&format!("    A: {{type: string, enum: [{}]}}", values.join(", ")));
    assert_eq!((model.lines().count(), found.len()), (10_001, 0));
}
