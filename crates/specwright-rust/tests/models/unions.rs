//! Unions: variants, what converts into them, and the order in which they are tried.

use serde_json::json;
use specwright_ir::{EnumWire, IntWidth, NumberFormat, Record, Rest, Shape, StringFormat, Tag, Ty, Union, Variant};

use crate::draft::{Draft, check, enumeration, optional, required, tagged, variant};

fn untagged(variants: Vec<Variant>) -> Shape {
    Shape::Union(Union { variants, tag: None })
}

fn by(property: &str, fallback: Option<usize>, variants: Vec<Variant>) -> Shape {
    Shape::Union(Union { variants, tag: Some(Tag { property: property.to_owned(), fallback }) })
}

fn text() -> Ty {
    Ty::String(StringFormat::Plain)
}

#[test]
fn a_tagged_union_says_the_values_of_its_tag() {
    let mut draft = Draft::default();
    let cat = draft.record("Cat", vec![required("petType", text())]);
    let dog = draft.record("Dog", vec![required("petType", text())]);
    let bird = draft.record("Bird", Vec::new());
    let variants = vec![
        tagged(variant("Cat", Ty::Named(cat)), &["cat", "kitty"]),
        tagged(variant("Dog", Ty::Named(dog)), &["dog"]),
        Variant { adds_tag: true, ..tagged(variant("Bird", Ty::Named(bird)), &["bird"]) },
    ];
    draft.add("Pet", by("petType", Some(1), variants));
    let table = r#"specwright_values::union! {
    Pet by "petType" or Dog {
        Cat: record = "cat" | "kitty",
        Dog: record = "dog",
        Bird: record adds "bird",
        else Unknown,
    }
}"#;
    let definition = r#"#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Pet {
    /// For `petType` `"cat"` or `"kitty"`.
    Cat(Cat),
    /// For `petType` `"dog"`.
    Dog(Dog),
    /// For `petType` `"bird"`.
    Bird(Bird),
    /// A value that is none of these, as it was received.
    Unknown(serde_json::Value),
}"#;
    let from = "impl From<Dog> for Pet {
    fn from(value: Dog) -> Self {
        Self::Dog(value)
    }
}";
    let files = draft.files();
    check(&files, "src/pet.rs", &[table, definition, from]);
    check(&files, "Cargo.toml", &["serde_json"]);
}

#[test]
fn a_union_that_writes_the_tag_remembers_which_of_several_values_it_was() {
    let mut draft = Draft::default();
    let bird = draft.record("Bird", Vec::new());
    let bird = Variant { adds_tag: true, ..tagged(variant("Bird", Ty::Named(bird)), &["hen", "owl"]) };
    draft.add("Pet", by("kind", None, vec![bird]));
    let table = r#"    Pet by "kind" {
        BirdHen: record adds "hen",
        BirdOwl: record adds "owl",
        else Unknown,"#;
    check(&draft.files(), "src/pet.rs", &[table, "    BirdHen(Bird),\n", "    BirdOwl(Bird),\n"]);
}

#[test]
fn a_map_keeps_the_tag_by_itself() {
    let mut draft = Draft::default();
    let map = tagged(variant("labels", Ty::Map(Box::new(text()))), &["labels"]);
    draft.add("Extra", by("kind", None, vec![Variant { adds_tag: true, ..map }]));
    check(&draft.files(), "src/extra.rs", &[r#"Labels: map = "labels","#]);
}

#[test]
fn specific_types_are_tried_before_general_ones() {
    let mut draft = Draft::default();
    let small = draft.record("Small", vec![optional("a", text())]);
    let large = draft.record("Large", vec![required("a", text()), required("b", text())]);
    let level = draft.strings("Level", &["low", "high"]);
    let nested = draft.add("Nested", untagged(vec![variant("flag", Ty::Boolean)]));
    draft.add(
        "Source",
        untagged(vec![
            variant("map", Ty::Map(Box::new(text()))),
            variant("number", Ty::Number(NumberFormat::Exact)),
            variant("text", text()),
            variant("list", Ty::List(Box::new(text()))),
            variant("moments", Ty::List(Box::new(Ty::String(StringFormat::DateTime)))),
            variant("count", Ty::Integer(IntWidth::I64)),
            variant("level", Ty::Named(level)),
            variant("moment", Ty::String(StringFormat::DateTime)),
            variant("nested", Ty::Named(nested)),
            variant("small", Ty::Named(small)),
            variant("pair", Ty::Tuple(vec![Ty::Boolean, text()])),
            variant("large", Ty::Named(large)),
        ]),
    );
    let table = "    Source {
        Large: record,
        Small: record,
        Nested: union,
        Moment: string,
        Level: strings,
        Text: string,
        Count: integer,
        Number: number,
        Pair: array,
        Moments: array,
        List: array,
        Map: map,
        else Unknown,";
    check(
        &draft.files(),
        "src/source.rs",
        &[table, "    Map(BTreeMap<String, String>),\n", "    Pair((bool, String)),\n"],
    );
}

#[test]
fn documented_values_of_required_properties_tell_records_apart() {
    let mut draft = Draft::default();
    let one = draft.strings("CardKind", &["credit", "debit"]);
    let other = draft.add("BankKind", enumeration([EnumWire::Integer(1), EnumWire::Json(json!(true))]));
    let common = draft.strings("Status", &["new", "old"]);
    let fields = |kind| vec![required("kind", Ty::Named(kind)), required("status", Ty::Named(common))];
    let (one, other) = (fields(one), fields(other));
    let card = draft.record("Card", one);
    let bank = draft.record("Bank", other);
    draft.add("Source", untagged(vec![variant("Card", Ty::Named(card)), variant("Bank", Ty::Named(bank))]));
    let conditions = [r#"("kind" is "credit" | "debit"),"#, r#"("kind" is 1 | true),"#];
    let files = draft.files();
    check(&files, "src/source.rs", &conditions);
    assert!(!files.get("src/source.rs").unwrap_or_default().contains("status"), "what is the same says nothing");
}

#[test]
fn only_payloads_that_mean_one_variant_convert() {
    let mut draft = Draft::default();
    let name = draft.add("Name", Shape::Alias(text()));
    let own = draft.reserve("Value");
    draft.types.define(
        own,
        Default::default(),
        untagged(vec![
            variant("text", text()),
            variant("name", Ty::Named(name)),
            variant("flag", Ty::Boolean),
            variant("list", Ty::List(Box::new(Ty::Named(own)))),
        ]),
    );
    let files = draft.files();
    check(&files, "src/value.rs", &["impl From<bool> for Value", "impl From<Vec<Value>> for Value"]);
    let text = files.get("src/value.rs").unwrap_or_default();
    assert!(!text.contains("impl From<String>") && !text.contains("impl From<Name>"), "{text}");
}

#[test]
fn large_payloads_are_boxed() {
    let mut draft = Draft::default();
    let fields = (0..12).map(|index| required(&format!("field{index}"), text())).collect();
    let large = draft.record("Large", fields);
    draft.add("Answer", untagged(vec![variant("Large", Ty::Named(large)), variant("flag", Ty::Boolean)]));
    let from = "impl From<Large> for Answer {
    fn from(value: Large) -> Self {
        Self::Large(Box::new(value))
    }
}";
    check(&draft.files(), "src/answer.rs", &["    Large(Box<Large>),\n", from]);
}

#[test]
fn names_of_variants_differ_from_the_one_for_unknown_values() {
    let mut draft = Draft::default();
    let unknown = draft.record("unknown", Vec::new());
    draft.add("Answer", untagged(vec![variant("unknown", Ty::Named(unknown)), variant("Unknown", Ty::Boolean)]));
    check(
        &draft.files(),
        "src/answer.rs",
        &["    UnknownVariant(Unknown),\n", "    Unknown2(bool),\n", "else Unknown,"],
    );
}

#[test]
fn records_take_what_converts_into_their_unions() {
    let mut draft = Draft::default();
    let size = draft.add("Size", untagged(vec![variant("text", text()), variant("flag", Ty::Boolean)]));
    draft.add("Shirt", Shape::Record(Record { fields: vec![required("size", Ty::Named(size))], rest: Rest::Ignored }));
    check(&draft.files(), "src/shirt.rs", &["pub fn new(size: impl Into<Size>) -> Self", "Self { size: size.into() }"]);
}

#[test]
fn what_is_not_hashed_in_a_variant_is_not_hashed_in_the_union() {
    let mut draft = Draft::default();
    let inner = draft.record("Inner", vec![required("ratio", Ty::Number(NumberFormat::Double))]);
    draft.add("Outer", untagged(vec![variant("Inner", Ty::Named(inner))]));
    check(&draft.files(), "src/outer.rs", &["#[derive(Clone, Debug, PartialEq)]\n#[non_exhaustive]\npub enum Outer"]);
}
