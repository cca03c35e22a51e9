use super::check;

#[test]
fn exactly_as_many_elements_as_are_described_are_a_tuple() {
    check(
        "    A: {type: array, prefixItems: [{type: string}, {type: integer}], items: false, minItems: 2}\n    B: {type: array, prefixItems: [{type: string}, {type: string}], maxItems: 2, minItems: 2}",
        r#"
        alias "A" = tuple<string(Plain), i64>
            constraint MinItems("2")
        alias "B" = tuple<string(Plain), string(Plain)>
            constraint MaxItems("2")
            constraint MinItems("2")
        "#,
    );
}

#[test]
fn elements_of_unknown_number_are_a_list_of_all_that_may_come() {
    check(
        "    A: {type: array, prefixItems: [{type: string}, {type: integer}], items: false}\n    B: {type: array, prefixItems: [{type: string}]}",
        r#"
        alias "A" = list<"A".item>
        alias "B" = list<"B".item>
        union "A".item
            string string(Plain)
            integer i64
        union "B".item
            string string(Plain)
        "#,
    );
}

#[test]
fn lists_and_maps_of_themselves_are_definitions() {
    check(
        "    A: {type: array, items: {$ref: '#/components/schemas/A'}}\n    B: {type: object, additionalProperties: {$ref: '#/components/schemas/B'}}",
        r#"
        union "A"
            list list<"A">
        record "B"
            rest kept "B"
        "#,
    );
}
