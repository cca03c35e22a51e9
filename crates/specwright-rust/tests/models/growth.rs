//! Very many types: planning is linear, and no depth is too deep.

use specwright_ir::{Facts, Shape, StringFormat, Ty, TypeId, Union};

use crate::draft::{Draft, optional, record, required, variant};

/// Enough for anything that is not linear to be noticed by whoever waits for the tests.
const MANY: usize = 20_000;

fn text() -> Ty {
    Ty::String(StringFormat::Plain)
}

/// Reserves many components and gives each the shape that its successor makes.
#[track_caller]
fn check_chain(shape: impl Fn(usize, TypeId) -> Shape) {
    let mut draft = Draft::default();
    let ids: Vec<TypeId> = (0..MANY).map(|index| draft.reserve(&format!("Type {index}"))).collect();
    for (index, id) in ids.iter().enumerate() {
        let next = ids.get((index + 1) % MANY).copied().expect("the chain is closed");
        draft.types.define(*id, Facts::default(), shape(index, next));
    }
    let api = draft.api();
    let options = specwright_rust::Options {
        models: "a".to_owned(),
        client: "b".to_owned(),
        source: "c".to_owned(),
        location: specwright_rust::Location::Member,
        formats: Vec::new(),
        validate: false,
    };
    let mut diagnostics = specwright_ir::Diagnostics::default();
    specwright_rust::plan(&api, &options, &mut diagnostics);
    assert!(diagnostics.is_empty());
}

#[test]
fn a_long_circle_of_records_is_planned() {
    check_chain(|_, next| record(vec![optional("next", Ty::Named(next)), required("name", text())]));
}

#[test]
fn a_long_circle_of_unions_and_records_is_planned() {
    check_chain(|index, next| match index % 2 {
        0 => {
            Shape::Union(Union { variants: vec![variant("next", Ty::Named(next)), variant("text", text())], tag: None })
        }
        _ => record(vec![optional("next", Ty::Named(next))]),
    });
}

#[test]
fn a_long_circle_of_names_is_planned() {
    check_chain(|_, next| Shape::Alias(Ty::Named(next)));
}

#[test]
fn a_long_circle_of_unions_is_planned() {
    check_chain(|_, next| {
        Shape::Union(Union { variants: vec![variant("next", Ty::Named(next)), variant("text", text())], tag: None })
    });
}

#[test]
fn many_names_that_are_the_same_are_told_apart() {
    let mut draft = Draft::default();
    let count = MANY / 20;
    let fields = (0..count).map(|index| optional(&format!("a{}", "-".repeat(index % 97)), text())).collect();
    draft.record("Wide", fields);
    (0..count).for_each(|_| {
        draft.record("Same", Vec::new());
    });
    let files = draft.files();
    assert_eq!(files.iter().filter(|(path, _)| path.starts_with("src/same")).count(), count);
}
