//! Documents that say much in few words: what is made of them grows with what they say, and not with all that they
//! could mean, which doubles with every step.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};
use specwright_ir::Code;
use specwright_tests::{Files, Line, findings, generate};

/// The steps of the ladder.
const STEPS: &[usize] = &[4, 8, 16, 24];

/// How many lines of model and of crates a step may cost for each other step: a record lists what all the steps below
/// it have, so the square of the steps is what there is to say.
const LINES_OF_A_PAIR: usize = 160;

fn document(schemas: Map<String, Value>) -> Line {
    let document = json!({
        "openapi": "3.1.0",
        "info": {"title": "Growth", "version": "1"},
        "servers": [{"url": "https://api.example.com"}],
        "components": {"schemas": schemas},
    });
    let line = generate(&Files::document("openapi.json", &document.to_string()));
    assert!(!line.crates.is_empty(), "{}", findings(&line));
    line
}

fn lines(line: &Line) -> usize {
    let model = line.api.as_ref().unwrap().to_string().lines().count();
    let files = line.crates.iter().flat_map(|one| one.files.iter());
    model + files.map(|(_, text)| text.lines().count()).sum::<usize>()
}

/// Fails if `step(k, n)`, the schemas of step `k` of `n`, cost more than the pairs of steps there are.
#[track_caller]
fn check(step: impl Fn(usize, usize) -> Vec<(String, Value)>) {
    let empty = lines(&document(Map::new()));
    for count in STEPS {
        let line = document((0..*count).flat_map(|index| step(index, *count)).collect());
        let cost = lines(&line) - empty;
        assert!(cost <= LINES_OF_A_PAIR * count * count, "{cost} lines for {count} steps");
        let found = line.diagnostics.len();
        assert!(found <= count * 2, "{found} findings about {count} steps");
    }
}

/// The component of a step; the last is a record.
fn below(index: usize, count: usize) -> Value {
    match index + 1 == count {
        true => json!({"type": "object", "properties": {"end": {"type": "string"}}}),
        false => json!({"$ref": format!("#/components/schemas/S{}", index + 1)}),
    }
}

fn record(name: &str) -> Value {
    json!({"type": "object", "properties": {name: {"type": "string"}}})
}

#[test]
fn all_of_over_any_of_that_lead_to_each_other_is_bounded() {
    check(|index, count| {
        let next = below(index, count);
        let choice = |word: &str| json!({"anyOf": [next, record(&format!("{word}{index}"))]});
        vec![(format!("S{index}"), json!({"allOf": [choice("a"), choice("b")]}))]
    });
}

#[test]
fn a_product_of_alternatives_is_bounded() {
    check(|index, count| {
        if index > 0 {
            return Vec::new();
        }
        let choice = |step: usize| json!({"anyOf": [record(&format!("a{step}")), record(&format!("b{step}"))]});
        vec![("S".to_owned(), json!({"allOf": (0..count).map(choice).collect::<Vec<_>>()}))]
    });
}

#[test]
fn properties_that_double_with_every_step_are_bounded() {
    check(|index, count| {
        let next = below(index, count);
        let record = |word: &str| json!({"type": "object", "properties": {"x": next, word: next}});
        vec![(format!("S{index}"), json!({"allOf": [record("x"), record("y"), {"properties": {"x": record("z")}}]}))]
    });
}

#[test]
fn unions_of_unions_that_double_with_every_step_are_bounded() {
    check(|index, count| {
        let next = below(index, count);
        vec![
            (
                format!("S{index}"),
                json!({"oneOf": [{"$ref": format!("#/components/schemas/L{index}")}, {"$ref": format!("#/components/schemas/R{index}")}]}),
            ),
            (format!("L{index}"), json!({"oneOf": [next, record(&format!("l{index}"))]})),
            (format!("R{index}"), json!({"oneOf": [next, {"type": "array", "items": next}]})),
        ]
    });
}

#[test]
fn heirs_that_include_two_parents_each_are_bounded() {
    check(|index, count| {
        let next = below(index, count);
        let heir = |word: &str| json!({"allOf": [next, record(&format!("{word}{index}"))]});
        let both = ["L", "R"].map(|side| json!({"$ref": format!("#/components/schemas/{side}{index}")}));
        vec![
            (format!("S{index}"), json!({"allOf": both})),
            (format!("L{index}"), heir("l")),
            (format!("R{index}"), heir("r")),
        ]
    });
}

#[test]
fn an_enum_of_10_000_values_has_a_variant_for_each() {
    let values: Vec<String> = (0..10_000).map(|index| format!("value-{index}")).collect();
    let line = document(Map::from_iter([("Many".to_owned(), json!({"type": "string", "enum": values}))]));
    let text = line.file("models/src/many.rs").unwrap();
    let lines: BTreeSet<&str> = text.lines().map(str::trim).collect();
    assert!((0..10_000).all(|index| lines.contains(format!("Value{index},").as_str())));
    assert!(line.diagnostics.is_empty(), "{}", findings(&line));
}

#[test]
fn a_long_list_of_everything_is_reported_once_each() {
    let schemas = (0..1_000).map(|index| (format!("A{index}"), json!({"type": "objekt"})));
    let line = document(schemas.collect());
    let invalid = line.diagnostics.iter().filter(|found| found.code == Code::KeywordInvalid).count();
    assert_eq!(invalid, 1_000);
}
