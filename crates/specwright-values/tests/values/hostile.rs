//! Records that are large, deep or strangely named.

use std::fmt::Write;

use serde_json::Value;

/// A record of 16 times 9 fields: more than the index of names holds.
macro_rules! wide {
    ($($field:ident $wire:literal)*) => {
        #[derive(Debug, Default, PartialEq)]
        struct Wide { $($field: Option<i64>,)* }
        specwright_values::record! { Wide { $($field: optional $wire,)* } }
        const WIRES: &[&str] = &[$($wire),*];
    };
}

wide! {
    a0 "a0" a1 "a1" a2 "a2" a3 "a3" a4 "a4" a5 "a5" a6 "a6" a7 "a7" a8 "a8"
    b0 "b0" b1 "b1" b2 "b2" b3 "b3" b4 "b4" b5 "b5" b6 "b6" b7 "b7" b8 "b8"
    c0 "c0" c1 "c1" c2 "c2" c3 "c3" c4 "c4" c5 "c5" c6 "c6" c7 "c7" c8 "c8"
    d0 "d0" d1 "d1" d2 "d2" d3 "d3" d4 "d4" d5 "d5" d6 "d6" d7 "d7" d8 "d8"
    e0 "e0" e1 "e1" e2 "e2" e3 "e3" e4 "e4" e5 "e5" e6 "e6" e7 "e7" e8 "e8"
    f0 "f0" f1 "f1" f2 "f2" f3 "f3" f4 "f4" f5 "f5" f6 "f6" f7 "f7" f8 "f8"
    g0 "g0" g1 "g1" g2 "g2" g3 "g3" g4 "g4" g5 "g5" g6 "g6" g7 "g7" g8 "g8"
    h0 "h0" h1 "h1" h2 "h2" h3 "h3" h4 "h4" h5 "h5" h6 "h6" h7 "h7" h8 "h8"
    i0 "i0" i1 "i1" i2 "i2" i3 "i3" i4 "i4" i5 "i5" i6 "i6" i7 "i7" i8 "i8"
    j0 "j0" j1 "j1" j2 "j2" j3 "j3" j4 "j4" j5 "j5" j6 "j6" j7 "j7" j8 "j8"
    k0 "k0" k1 "k1" k2 "k2" k3 "k3" k4 "k4" k5 "k5" k6 "k6" k7 "k7" k8 "k8"
    l0 "l0" l1 "l1" l2 "l2" l3 "l3" l4 "l4" l5 "l5" l6 "l6" l7 "l7" l8 "l8"
    m0 "m0" m1 "m1" m2 "m2" m3 "m3" m4 "m4" m5 "m5" m6 "m6" m7 "m7" m8 "m8"
    n0 "n0" n1 "n1" n2 "n2" n3 "n3" n4 "n4" n5 "n5" n6 "n6" n7 "n7" n8 "n8"
    o0 "o0" o1 "o1" o2 "o2" o3 "o3" o4 "o4" o5 "o5" o6 "o6" o7 "o7" o8 "o8"
    p0 "p0" p1 "p1" p2 "p2" p3 "p3" p4 "p4" p5 "p5" p6 "p6" p7 "p7" p8 "p8"
}

#[derive(Debug, PartialEq)]
struct Node {
    value: i64,
    next: Option<Box<Node>>,
}
specwright_values::record! { Node { value: required "value", next: optional "next" } }

#[track_caller]
fn check_depth(depth: usize, fits: bool) {
    let text = format!("{}{}", r#"{"value":1,"next":"#.repeat(depth), "null") + &"}".repeat(depth);
    assert_eq!(serde_json::from_str::<Node>(&text).is_ok(), fits);
}

#[test]
fn depth_is_bounded_by_the_format() {
    check_depth(100, true);
    check_depth(10_000, false);
}

#[test]
fn the_way_to_a_deep_property_is_one_path() {
    let text = r#"{"value":1,"next":{"value":2,"next":{"value":"x"}}}"#;
    let told = serde_json::from_str::<Node>(text).unwrap_err().to_string();
    assert_eq!(told, "`next.next.value`: invalid type: string, expected i64 at line 1 column 48");
}

#[track_caller]
fn check_wide(order: impl Iterator<Item = usize>) {
    let mut text = String::from("{");
    for field in order {
        write!(text, "\"{}\":{field},\"unknown{field}\":[],", WIRES[field]).unwrap();
    }
    text.push_str("\"\":0}");
    let wide: Wide = serde_json::from_str(&text).unwrap();
    assert_eq!((wide.a0, wide.h4, wide.p8), (Some(0), Some(67), Some(143)));
    let tree: Value = serde_json::to_value(&wide).unwrap();
    let expected = WIRES.iter().enumerate().map(|(field, wire)| ((*wire).to_owned(), Value::from(field)));
    assert_eq!(tree, Value::Object(expected.collect()));
}

#[test]
fn a_wide_record_reads_every_order() {
    check_wide(0..144);
    check_wide((0..144).rev());
    check_wide((0..144).map(|step| step * 55 % 144));
}

#[derive(Debug, PartialEq)]
struct Names {
    empty: i64,
    blank: i64,
    long: i64,
    long_too: i64,
    umlaut: i64,
    upper: i64,
    lower: i64,
    zero: i64,
}
specwright_values::record! {
    Names {
        empty: required "",
        blank: required " ",
        long: required "a name of more than sixteen bytes, first",
        long_too: required "a name of more than sixteen bytes, other",
        umlaut: required "\u{e4}\u{1f600}",
        upper: required "ID",
        lower: required "id",
        zero: required "\0",
    }
}

#[test]
fn a_property_may_have_any_name() {
    let value = Names { empty: 1, blank: 2, long: 3, long_too: 4, umlaut: 5, upper: 6, lower: 7, zero: 8 };
    let text = serde_json::to_string(&value).unwrap();
    assert!(text.starts_with(r#"{"":1," ":2,"#));
    assert_eq!(serde_json::from_str::<Names>(&text).unwrap(), value);
    let sorted = serde_json::to_value(&value).unwrap();
    assert_eq!(serde_json::from_value::<Names>(sorted).unwrap(), value);
}

#[test]
fn names_of_every_length_are_told_apart() {
    for length in 0..40 {
        let text = format!("{{\"{}\":1}}", "a".repeat(length));
        assert!(serde_json::from_str::<Wide>(&text).is_ok_and(|wide| wide == Wide::default()));
    }
}
