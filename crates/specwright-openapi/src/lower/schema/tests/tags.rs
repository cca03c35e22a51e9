use super::check;

const PETS: &str = r#"
    Cat: {type: object, properties: {kind: {type: string}}}
    Dog: {type: object, properties: {bark: {type: string}}}"#;

#[test]
fn a_discriminator_gives_each_variant_its_values() {
    check(
        &format!(
            "{PETS}
    Pet: {{oneOf: [{{$ref: '#/components/schemas/Cat'}}, {{$ref: '#/components/schemas/Dog'}}], discriminator: {{propertyName: kind, mapping: {{cat: Cat, kitty: '#/components/schemas/Cat'}}, defaultMapping: Dog}}}}"
        ),
        r#"
        record "Cat"
            "kind" optional string(Plain)
        record "Dog"
            "bark" optional string(Plain)
        union "Pet"
            tag "kind"
            fallback Dog
            Cat "Cat" tag "cat" tag "kitty"
            Dog "Dog" tag "Dog" added
        "#,
    );
}

#[test]
fn distinct_values_of_a_required_property_are_a_tag() {
    check(
        r#"
    A:
      oneOf:
        - {type: object, required: [t], properties: {t: {const: a}}}
        - {type: object, required: [t], properties: {t: {enum: [b, c]}}}"#,
        r#"
        union "A"
            tag "t"
            a "A".a tag "a"
            b or c "A".b or c tag "b" tag "c"
        record "A".a
            "t" required "A".a.t
        enum "A".a.t
            "a"
        record "A".b or c
            "t" required "A".b or c.t
        enum "A".b or c.t
            "b"
            "c"
        "#,
    );
}

#[test]
fn schemas_that_build_on_one_with_a_discriminator_are_its_variants() {
    check(
        r#"
    Base: {type: object, required: [t], properties: {t: {type: string}}, discriminator: {propertyName: t, mapping: {base: '#/components/schemas/Base', one: '#/components/schemas/One'}}}
    One: {allOf: [{$ref: '#/components/schemas/Base'}, {type: object, properties: {a: {type: string}}}]}
    Two: {allOf: [{$ref: '#/components/schemas/Base'}, {type: object, properties: {b: {type: string}}}]}"#,
        r#"
        union "Base"
            tag "t"
            base "Base".base tag "base"
            One "One" tag "one"
            Two "Two" tag "Two"
        record "One"
            "t" required string(Plain)
            "a" optional string(Plain)
        record "Two"
            "t" required string(Plain)
            "b" optional string(Plain)
        record "Base".base
            "t" required string(Plain)
        "#,
    );
}

#[test]
fn a_schema_may_list_those_that_build_on_it() {
    check(
        r#"
    Base: {type: object, required: [t], properties: {t: {type: string}}, discriminator: {propertyName: t}, oneOf: [{$ref: '#/components/schemas/One'}, {$ref: '#/components/schemas/Two'}]}
    One: {allOf: [{$ref: '#/components/schemas/Base'}, {type: object, properties: {a: {type: string}}}]}
    Two: {allOf: [{$ref: '#/components/schemas/Base'}, {type: object, properties: {b: {type: string}}}]}"#,
        r#"
        union "Base"
            tag "t"
            One "One" tag "One"
            Two "Two" tag "Two"
        record "One"
            "t" required string(Plain)
            "a" optional string(Plain)
        record "Two"
            "t" required string(Plain)
            "b" optional string(Plain)
        "#,
    );
}

#[test]
fn heirs_that_add_nothing_are_variants_all_the_same() {
    check(
        r#"
    Base: {type: object, required: [t], properties: {t: {type: string}}, discriminator: {propertyName: t, mapping: {one: '#/components/schemas/One'}}}
    One: {allOf: [{$ref: '#/components/schemas/Base'}, {type: object, description: the one}]}
    Two: {allOf: [{$ref: '#/components/schemas/Base'}]}"#,
        r#"
        union "Base"
            tag "t"
            One "One" tag "one"
            Two "Two" tag "Two"
        record "One"
            "t" required string(Plain)
        record "Two"
            "t" required string(Plain)
        "#,
    );
}
