//! Names that documents give, through every scope of a models crate.

use std::collections::BTreeSet;

use specwright_ir::EnumWire;

use crate::draft::{Draft, enumeration, optional, variant};

/// Names as nobody would choose them, and what one is told by besides.
fn adversarial() -> Vec<String> {
    let seeds = [
        "",
        "_",
        "__",
        "-",
        "+1",
        "-1",
        "1",
        "01",
        "1a",
        "a1",
        "a_1",
        "asc",
        "ASC",
        "Asc",
        "-asc",
        "a b",
        "a\tb",
        "a\u{0}b",
        "self",
        "Self",
        "super",
        "crate",
        "type",
        "async",
        "gen",
        "dyn",
        "try",
        "union",
        "macro_rules",
        "static",
        "raw",
        "Option",
        "None",
        "Some",
        "Ok",
        "Err",
        "Vec",
        "Box",
        "String",
        "Default",
        "Clone",
        "From",
        "Into",
        "ToString",
        "Maybe",
        "Number",
        "Uuid",
        "Time",
        "Duration",
        "Date",
        "DateTime",
        "Quoted",
        "Base64Url",
        "BTreeMap",
        "Secret",
        "std",
        "core",
        "alloc",
        "serde_json",
        "specwright_values",
        "lib",
        "main",
        "mod",
        "con",
        "CON",
        "nul",
        "aux",
        "com1",
        "lpt9",
        "new",
        "default",
        "clone",
        "eq",
        "hash",
        "fmt",
        "from",
        "Unknown",
        "unknown",
        "i64",
        "str",
        "bool",
        "ångström",
        "Ångström",
        "A\u{30a}ngström",
        "日本語",
        "日本",
        "🦀",
        "🦀🦀",
        "é",
        "e\u{301}",
        "ﬁ",
        "ß",
        "ẞ",
        "İ",
        "ı",
        "\u{200d}",
        "\u{202e}x",
        "٣",
        "x٣",
        "Ⅷ",
        "ª",
        "µ",
        "μ",
        "ǅ",
        "foo",
        "bar",
        "baz",
        "$ref",
        "@type",
        "#",
        "a/b",
        "a.b",
        "a::b",
        "a`b",
        "a\"b",
        "a\\b",
        "a\nb",
        "additional_properties",
        "additionalProperties",
        "value",
        "with_value",
    ];
    let mut names: Vec<String> = seeds.iter().map(|seed| (*seed).to_owned()).collect();
    names.extend(seeds.iter().map(|seed| seed.to_uppercase()));
    names.extend(seeds.iter().map(|seed| format!("{seed}_2")));
    names.extend(seeds.iter().map(|seed| format!("{seed}2")));
    names.extend((0..40).map(|index| format!("{}{index}", "long name ".repeat(30))));
    names.extend((0..40).map(|index| format!("{}{index}", "länge".repeat(60))));
    let mut seen = BTreeSet::new();
    names.retain(|name| seen.insert(name.clone()));
    names
}

fn draft(names: &[String]) -> Draft {
    let mut draft = Draft::default();
    let boolean = specwright_ir::Ty::Boolean;
    for name in names {
        draft.record(name, vec![optional("a", boolean.clone())]);
    }
    draft.record("every field", names.iter().map(|name| optional(name, boolean.clone())).collect());
    draft.add("every value", enumeration(names.iter().map(|name| EnumWire::String(name.clone()))));
    let variants = names.iter().map(|name| variant(name, boolean.clone())).collect();
    draft.add("every variant", specwright_ir::Shape::Union(specwright_ir::Union { variants, tag: None }));
    draft
}

#[test]
fn names_of_documents_become_rust_whatever_they_are() {
    let names = adversarial();
    let files = draft(&names).files();
    let mut paths = BTreeSet::new();
    for (path, text) in files.iter().filter(|(path, _)| path.ends_with(".rs")) {
        let file = path.trim_start_matches("src/");
        assert!(paths.insert(file.to_lowercase()), "`{path}` is there twice");
        assert!(file.is_ascii() && file.len() < 100, "`{path}` is no name for a file");
        let parsed = syn::parse_file(text).unwrap_or_else(|error| panic!("{path}: {error}"));
        check_names(path, &parsed);
    }
    // The crate itself, a file for each name, and three for all of them.
    assert_eq!(paths.len(), names.len() + 4);
}

/// Fails when two things of one place have the same name.
#[track_caller]
fn check_names(path: &str, file: &syn::File) {
    for item in &file.items {
        let names: Vec<String> = match item {
            syn::Item::Struct(item) => {
                item.fields.iter().filter_map(|field| Some(field.ident.as_ref()?.to_string())).collect()
            }
            syn::Item::Enum(item) => item.variants.iter().map(|variant| variant.ident.to_string()).collect(),
            syn::Item::Impl(item) => item.items.iter().filter_map(method).collect(),
            _ => Vec::new(),
        };
        let distinct: BTreeSet<_> = names.iter().collect();
        assert_eq!(distinct.len(), names.len(), "{path}: {names:?}");
    }
}

fn method(item: &syn::ImplItem) -> Option<String> {
    match item {
        syn::ImplItem::Fn(item) => Some(item.sig.ident.to_string()),
        _ => None,
    }
}

#[test]
fn names_stay_when_a_document_grows_at_its_end() {
    let names = adversarial();
    let (few, _) = names.split_at(names.len() / 2);
    let (few, many) = (draft(few).files(), draft(&names).files());
    let of_names = |path: &&str| path.ends_with(".rs") && !path.starts_with("src/every") && *path != "src/lib.rs";
    for path in few.iter().map(|(path, _)| path).filter(of_names) {
        assert_eq!(few.get(path), many.get(path), "{path}");
    }
}
