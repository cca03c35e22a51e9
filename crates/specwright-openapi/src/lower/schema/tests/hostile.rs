use super::{check_found, lowered};

#[test]
fn combinations_have_a_limit() {
    let choices: Vec<String> = (0..40)
        .map(|index| format!("{{anyOf: [{{properties: {{a{index}: {{type: string}}}}}}, {{properties: {{b{index}: {{type: string}}}}}}]}}"))
        .collect();
    check_found(
        &format!("    A: {{allOf: [{}]}}", choices.join(", ")),
        "alias \"A\" = any",
        &["limit-variants: the alternatives here make more than 64 combinations; treated as any JSON value"],
    );
}

#[test]
fn long_chains_of_all_of_have_a_limit() {
    let chain: String = (0..300)
        .map(|index| format!("    A{index}: {{allOf: [{{$ref: '#/components/schemas/A{}'}}], properties: {{p{index}: {{type: string}}}}}}\n", index + 1))
        .collect();
    let (model, found) = lowered(&format!("{chain}    A300: {{type: object}}"));
    assert_eq!(model.lines().filter(|line| line.starts_with("record")).count(), 300);
    assert!(found.iter().all(|line| line.starts_with("limit-depth: more than 64 schemas")), "{found:?}");
    assert!(!found.is_empty());
}

#[test]
fn chains_of_places_without_a_name_have_a_limit() {
    let chain: String = (0..400)
        .map(|index| {
            format!(
                "      p{index}: {{type: array, items: {{$ref: '#/components/schemas/A/properties/p{}'}}}}\n",
                index + 1
            )
        })
        .collect();
    let (_, found) = lowered(&format!(
        "    A:\n      type: object\n      properties:\n{}        p400: {{type: string}}",
        chain.replace("      p", "        p")
    ));
    assert!(found.iter().any(|line| line.starts_with("limit-depth: more than 100 schemas")), "{found:?}");
}

#[test]
fn circles_of_every_kind_end() {
    let (model, _) = lowered(
        r#"
    A: {allOf: [{$ref: '#/components/schemas/B'}], properties: {a: {$ref: '#/components/schemas/A/properties/a'}}}
    B: {allOf: [{$ref: '#/components/schemas/A'}], type: object}
    C: {oneOf: [{$ref: '#/components/schemas/D'}, {type: string}, {type: integer}]}
    D: {oneOf: [{$ref: '#/components/schemas/C'}, {type: boolean}, {type: integer}]}
    E: {$ref: '#/components/schemas/F', type: object}
    F: {$ref: '#/components/schemas/E', type: object}
    G: {type: array, items: {$ref: '#/components/schemas/G/items'}}
    H: {type: object, properties: {h: {type: array, items: {$ref: '#/components/schemas/H/properties/h'}}}}
    I: {allOf: [{$ref: '#/components/schemas/I'}, {anyOf: [{$ref: '#/components/schemas/I'}, {$ref: '#/components/schemas/J'}]}]}
    J: {additionalProperties: {$ref: '#/components/schemas/J/additionalProperties'}}"#,
    );
    for name in ["A", "B", "C", "D", "E", "F", "G", "H", "I", "J"] {
        assert!(model.contains(&format!("\"{name}\"")), "{name} is gone:\n{model}");
    }
}

#[test]
fn intersections_that_grow_into_each_other_have_a_limit() {
    let schemas: String = (0..12)
        .map(|index| {
            let other = |step: usize| format!("{{$ref: '#/components/schemas/S{}'}}", (index * step + 1) % 12);
            format!(
                "    S{index}: {{type: object, properties: {{x: {{allOf: [{}, {}]}}, y: {{allOf: [{}, {}]}}}}}}\n",
                other(2),
                other(3),
                other(5),
                other(7)
            )
        })
        .collect();
    let (model, _) = lowered(&schemas);
    assert!(model.lines().count() < 400_000);
}
