//! Records: types, presence, constructors and wire tables.

use serde_json::json;
use specwright_ir::{
    Access, Body, Content, EnumWire, Format, IntWidth, NumberFormat, Operation, Record, Response, Rest, Shape,
    StatusPattern, StringFormat, Ty, TypeId,
};

use crate::draft::{Draft, check, enumeration, files, optional, origin, record, required, set_by, with_default};

fn text() -> Ty {
    Ty::String(StringFormat::Plain)
}

fn integer() -> Ty {
    Ty::Integer(IntWidth::I64)
}

/// A record with one required field of a type: how the field is written, and its line in the table.
#[track_caller]
fn check_type(ty: Ty, rust: &str, entry: &str) {
    let mut draft = Draft::default();
    draft.record("Thing", vec![required("value", ty)]);
    check(&draft.files(), "src/thing.rs", &[&format!("    pub value: {rust},\n"), entry]);
}

#[test]
fn every_type_has_one_form() {
    let plain = r#"value: required "value","#;
    let whole = r#"value: required "value" as integer,"#;
    check_type(Ty::Integer(IntWidth::U8), "u8", whole);
    check_type(Ty::Integer(IntWidth::I128), "i128", whole);
    check_type(Ty::Number(NumberFormat::Double), "f64", plain);
    check_type(Ty::Number(NumberFormat::Exact), "Number", plain);
    check_type(Ty::String(StringFormat::Uuid), "Uuid", plain);
    check_type(Ty::String(StringFormat::Time), "Time", plain);
    check_type(Ty::String(StringFormat::Duration), "Duration", plain);
    check_type(Ty::String(StringFormat::Base64Url), "Base64Url", plain);
    check_type(Ty::Quoted(Box::new(Ty::Integer(IntWidth::U64))), "Quoted<u64>", plain);
    check_type(Ty::Quoted(Box::new(Ty::Number(NumberFormat::Exact))), "Quoted<Number>", plain);
    check_type(Ty::Tuple(vec![integer(), text()]), "(i64, String)", plain);
    check_type(Ty::List(Box::new(Ty::Map(Box::new(integer())))), "Vec<BTreeMap<String, i64>>", whole);
}

#[test]
fn integers_are_seen_through_names_and_null() {
    let mut draft = Draft::default();
    let ids = draft.add("Ids", Shape::Alias(Ty::List(Box::new(integer()))));
    draft.record("Thing", vec![optional("ids", Ty::Named(ids).nullable())]);
    check(&draft.files(), "src/thing.rs", &["pub ids: Maybe<Ids>,", r#"ids: maybe "ids" as integer,"#]);
}

#[test]
fn null_behind_a_name_is_null_of_the_field() {
    let mut draft = Draft::default();
    let note = draft.add("Note", Shape::Alias(text().nullable()));
    draft.record("Thing", vec![optional("a", Ty::Named(note)), required("b", Ty::Named(note))]);
    let fields = "    pub a: Maybe<String>,\n    pub b: Option<String>,\n";
    check(&draft.files(), "src/thing.rs", &[fields, r#"a: maybe "a","#, r#"b: nullable "b","#]);
}

#[test]
fn defaults_that_fit_are_read() {
    let mut draft = Draft::default();
    let sort = draft.strings("Sort", &["up", "down"]);
    let fields = vec![
        with_default(optional("limit", integer()), json!(10)),
        with_default(optional("sort", Ty::Named(sort)), json!("up")),
        with_default(optional("tags", Ty::List(Box::new(text())).nullable()), json!(["a"])),
        with_default(optional("none", text().nullable()), json!(null)),
        with_default(optional("small", Ty::Integer(IntWidth::U8)), json!(300)),
        with_default(optional("odd", Ty::Named(sort)), json!("sideways")),
        with_default(required("there", integer()), json!(1)),
        with_default(optional("any", Ty::Any), json!({"a": 1})),
    ];
    draft.record("Query", fields);
    let table = r#"    Query {
        limit: optional "limit" = 10 as integer,
        sort: optional "sort" = "up",
        tags: maybe "tags" = json "[\"a\"]",
        none: maybe "none",
        small: optional "small" as integer,
        odd: optional "odd",
        there: required "there" as integer,
        any: any "any" = json "{\"a\":1}","#;
    check(&draft.files(), "src/query.rs", &[table]);
}

#[test]
fn a_required_field_of_one_value_is_no_argument() {
    let mut draft = Draft::default();
    let kind = draft.strings("CatKind", &["cat"]);
    draft.record("Cat", vec![required("kind", Ty::Named(kind)), required("name", text())]);
    draft.record("Ping", vec![required("kind", Ty::Named(kind))]);
    let files = draft.files();
    let new = "pub fn new(name: impl Into<String>) -> Self {
        Self {
            kind: CatKind::Cat,
            name: name.into(),
        }
    }";
    check(&files, "src/cat.rs", &[new]);
    let default = "impl Default for Ping {
    fn default() -> Self {
        Self::new()
    }
}";
    check(&files, "src/ping.rs", &["    pub fn new() -> Self {\n        Self { kind: CatKind::Cat }", default]);
}

#[test]
fn enums_of_several_kinds_have_values_of_each() {
    let mut draft = Draft::default();
    let values = [
        EnumWire::String("auto".to_owned()),
        EnumWire::Integer(-1),
        EnumWire::Json(json!(false)),
        EnumWire::Json(json!(0.5)),
        EnumWire::Json(json!([1, 2])),
    ];
    draft.add("Level", enumeration(values));
    let table = r#"specwright_values::json_enum! {
    Level {
        Auto = "auto",
        Minus1 = -1,
        False = false,
        Value0_5 = 0.5,
        Value1_2 = json "[1,2]",
        else Unknown,
    }
}"#;
    check(&draft.files(), "src/level.rs", &[table, "    Unknown(serde_json::Value),\n"]);
}

#[test]
fn names_of_values_stay_when_the_list_grows() {
    let names = |values: &[&str]| {
        let mut draft = Draft::default();
        draft.strings("OrderType", values);
        let files = draft.files();
        let table = files.get("src/order_type.rs").and_then(|text| text.split_once("string_enum!"));
        table.map(|(_, table)| table.to_owned()).unwrap_or_default()
    };
    let few = names(&["ORDER_TYPE_BUY", "-created"]);
    let many = names(&["ORDER_TYPE_BUY", "-created", "created", "SELL"]);
    assert!(few.contains("Buy = \"ORDER_TYPE_BUY\"") && few.contains("MinusCreated = \"-created\""), "{few}");
    let known = few.split_once("else").map_or("", |(known, _)| known);
    assert!(!known.is_empty() && many.starts_with(known), "{many}");
}

/// A record with a required field that only one side sets, sent and received by an operation.
fn travelling(access: Access, is_sent: bool, is_received: bool) -> String {
    let mut draft = Draft::default();
    let thing = draft.record("Thing", vec![set_by(required("id", text()), access)]);
    let mut api = draft.api();
    api.operations.push(operation(is_sent.then_some(thing), is_received.then_some(thing)));
    let text = files(&api).get("src/thing.rs").map(str::to_owned).unwrap_or_default();
    let table = text.split_once("record!").map(|(_, table)| table.to_owned()).unwrap_or_default();
    table.lines().nth(2).unwrap_or_default().trim().to_owned()
}

fn operation(sent: Option<TypeId>, received: Option<TypeId>) -> Operation {
    let content = |id| Content { media_type: "application/json".to_owned(), format: Format::Json(Ty::Named(id)) };
    let response = |id| Response {
        status: StatusPattern::Exact(200),
        description: String::new(),
        content: Some(content(id)),
        others: Vec::new(),
        streams: Vec::new(),
        links: Vec::new(),
        headers: Vec::new(),
        origin: origin(),
    };
    Operation {
        id: "do".to_owned(),
        method: "POST".to_owned(),
        path: "/do".to_owned(),
        summary: None,
        description: None,
        see: None,
        pagination: None,
        idempotency_key: None,
        tags: Vec::new(),
        deprecated: false,
        parameters: Vec::new(),
        body: sent.map(|id| Body { required: true, description: None, contents: vec![content(id)] }),
        responses: received.map(response).into_iter().collect(),
        security: Vec::new(),
        scopes: Vec::new(),
        server: None,
        origin: origin(),
    }
}

#[test]
fn who_sets_a_field_decides_where_it_must_be() {
    let (required, optional) = (r#"id: required "id","#, r#"id: optional "id","#);
    assert_eq!(travelling(Access::Read, false, true), required);
    assert_eq!(travelling(Access::Read, true, true), optional);
    assert_eq!(travelling(Access::Read, true, false), optional);
    assert_eq!(travelling(Access::Write, true, false), required);
    assert_eq!(travelling(Access::Write, true, true), optional);
    assert_eq!(travelling(Access::Both, true, true), required);
    assert_eq!(travelling(Access::Read, false, false), required);
}

#[test]
fn kept_properties_may_be_integers() {
    let mut draft = Draft::default();
    draft.add("Counts", Shape::Record(Record { fields: vec![], rest: Rest::Kept(integer()) }));
    check(&draft.files(), "src/counts.rs", &["additional_properties: rest as integer,"]);
}

#[test]
fn deep_types_are_excused_from_the_limit() {
    let mut draft = Draft::default();
    let mut ty = text();
    for _ in 0..6 {
        ty = Ty::List(Box::new(ty));
    }
    draft.add("Deep", record(vec![optional("value", ty)]));
    check(&draft.files(), "src/deep.rs", &["#[allow(clippy::type_complexity"]);
}
