//! Types that lead to themselves.

use specwright_ir::{Facts, IntWidth, Shape, StringFormat, Tag, Ty, Union};

use crate::draft::{Draft, check, optional, record, required, tagged, variant};

fn text() -> Ty {
    Ty::String(StringFormat::Plain)
}

#[test]
fn a_record_in_itself_is_boxed_once() {
    let mut draft = Draft::default();
    let (a, b) = (draft.reserve("A"), draft.reserve("B"));
    draft.types.define(a, Facts::default(), record(vec![optional("b", Ty::Named(b))]));
    draft.types.define(b, Facts::default(), record(vec![optional("a", Ty::Named(a))]));
    let files = draft.files();
    check(&files, "src/a.rs", &["pub b: Option<B>,"]);
    check(&files, "src/b.rs", &["pub a: Option<Box<A>>,"]);
}

#[test]
fn a_union_in_its_own_variant_is_boxed() {
    let mut draft = Draft::default();
    let (tree, node) = (draft.reserve("Tree"), draft.reserve("Node"));
    let variants = vec![variant("Node", Ty::Named(node)), variant("leaf", text())];
    draft.types.define(tree, Facts::default(), Shape::Union(Union { variants, tag: None }));
    draft.types.define(node, Facts::default(), record(vec![required("left", Ty::Named(tree))]));
    let files = draft.files();
    check(&files, "src/tree.rs", &["    Node(Node),\n"]);
    check(&files, "src/node.rs", &["pub left: Box<Tree>,", "pub fn new(left: Tree) -> Self"]);
}

#[test]
fn a_circle_through_a_tuple_is_boxed_in_the_tuple() {
    let mut draft = Draft::default();
    let node = draft.reserve("Node");
    let pair = Ty::Tuple(vec![Ty::Integer(IntWidth::I32), Ty::Named(node)]);
    draft.types.define(node, Facts::default(), record(vec![optional("next", pair)]));
    check(&draft.files(), "src/node.rs", &["pub next: Option<(i32, Box<Node>)>,"]);
}

#[test]
fn a_circle_through_the_name_of_a_tuple_is_boxed_where_the_name_is_used() {
    let mut draft = Draft::default();
    let (pair, node) = (draft.reserve("Pair"), draft.reserve("Node"));
    draft.types.define(pair, Facts::default(), Shape::Alias(Ty::Tuple(vec![text(), Ty::Named(node)])));
    draft.types.define(node, Facts::default(), record(vec![optional("next", Ty::Named(pair))]));
    let files = draft.files();
    check(&files, "src/pair.rs", &["pub type Pair = (String, Node);"]);
    check(&files, "src/node.rs", &["pub next: Option<Box<Pair>>,"]);
}

#[test]
fn a_list_of_itself_is_a_type_of_its_own() {
    let mut draft = Draft::default();
    let tree = draft.reserve("Tree");
    draft.types.define(tree, Facts::default(), Shape::Alias(Ty::List(Box::new(Ty::Named(tree)))));
    let table = "    Tree {
        Items: array,
        else Unknown,";
    check(&draft.files(), "src/tree.rs", &["    Items(Vec<Tree>),\n", table]);
}

#[test]
fn a_name_for_itself_is_any_value() {
    let mut draft = Draft::default();
    let (a, b) = (draft.reserve("A"), draft.reserve("B"));
    draft.types.define(a, Facts::default(), Shape::Alias(Ty::Named(b)));
    draft.types.define(b, Facts::default(), Shape::Alias(Ty::Named(a)));
    let files = draft.files();
    check(&files, "src/a.rs", &["pub type A = serde_json::Value;"]);
    check(&files, "src/b.rs", &["pub type B = A;"]);
}

#[test]
fn a_union_that_is_its_own_variant_means_the_others() {
    let mut draft = Draft::default();
    let (a, b) = (draft.reserve("A"), draft.reserve("B"));
    let leaf = draft.record("Leaf", Vec::new());
    let variants = vec![variant("B", Ty::Named(b)), tagged(variant("Leaf", Ty::Named(leaf)), &["leaf"])];
    let tag = Some(Tag { property: "kind".to_owned(), fallback: Some(1) });
    draft.types.define(a, Facts::default(), Shape::Union(Union { variants, tag }));
    let variants = vec![variant("A", Ty::Named(a)), tagged(variant("Leaf", Ty::Named(leaf)), &["leaf"])];
    let tag = Some(Tag { property: "kind".to_owned(), fallback: Some(1) });
    draft.types.define(b, Facts::default(), Shape::Union(Union { variants, tag }));
    let files = draft.files();
    check(&files, "src/a.rs", &["A by \"kind\" or Leaf {\n        B: union,\n"]);
    check(&files, "src/b.rs", &["B by \"kind\" or Leaf {\n        Leaf: record = \"leaf\",\n"]);
}
