//! OpenAPI's parameter styles over flat values. What is percent-encoded here is encoded once and never again.

use std::borrow::Cow;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::flat::{Flat, NotFlat};
use crate::tree::Tree;

/// How a query parameter of more than one value is written (OpenAPI, "Style Values").
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Query {
    /// `style: form`, the default of OpenAPI.
    Form {
        /// One `name=value` for each item or property instead of one for all. What OpenAPI leaves open: a property that
        /// is a list is written as a list of that name would be, `property=a&property=b`.
        explode: bool,
    },
    /// `style: spaceDelimited` without explode. With explode it is the same as an exploded form.
    SpaceDelimited,
    /// `style: pipeDelimited` without explode. With explode it is the same as an exploded form.
    PipeDelimited,
    /// `collectionFormat: tsv` of Swagger 2.0: the values with a tab between them. No style of OpenAPI 3.
    TabDelimited,
    /// `style: deepObject`, one `name[property]=value` for each property. What OpenAPI leaves open: objects inside of
    /// objects go on in the same way, `name[a][b]=value`, and the items of lists have numbers, `name[a][0]=value`.
    DeepObject,
}

/// RFC 3986, section 2.3: only these never need an escape.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Percent-encodes everything but letters, digits, `-`, `.`, `_` and `~`.
pub(crate) fn encode(text: &str) -> String {
    Cow::from(utf8_percent_encode(text, RESERVED)).into_owned()
}

/// RFC 3986, section 3.4: reserved characters that a query can hold and that do not end or divide its pairs.
const ALLOWED: &AsciiSet = &RESERVED
    .remove(b'!')
    .remove(b'$')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b',')
    .remove(b'/')
    .remove(b':')
    .remove(b';')
    .remove(b'?')
    .remove(b'@');

/// Percent-encodes what would end a value in a query, and leaves other reserved characters as they are.
pub(crate) fn encode_allowing_reserved(text: &str) -> String {
    utf8_percent_encode(text, ALLOWED).to_string()
}

/// The `name=value` pairs of a query or cookie parameter or of a form's property, names encoded, values escaped.
pub(crate) fn pairs(name: &str, value: Tree, style: Query, escape: fn(&str) -> String) -> Result<Vec<String>, NotFlat> {
    let separator = match style {
        Query::DeepObject => {
            let mut pairs = Vec::new();
            push_deep(encode(name), value, escape, &mut pairs)?;
            return Ok(pairs);
        }
        Query::Form { explode: true } => return exploded(name, value, escape),
        Query::Form { explode: false } => ",",
        Query::SpaceDelimited => "%20",
        Query::PipeDelimited => "%7C",
        Query::TabDelimited => "%09",
    };
    let value = simple(value.flat()?);
    Ok(value.into_iter().map(|value| format!("{}={}", encode(name), joined(value, separator, false, escape))).collect())
}

fn exploded(name: &str, value: Tree, escape: fn(&str) -> String) -> Result<Vec<String>, NotFlat> {
    let fields = match value.expanded()? {
        Tree::Fields(fields) => fields,
        other => vec![(name.to_owned(), other)],
    };
    let mut pairs = Vec::new();
    for (key, value) in fields {
        let values = match value.flat()? {
            Flat::Absent => Vec::new(),
            Flat::One(text) => vec![text],
            Flat::List(items) => items,
            Flat::Fields(fields) if fields.is_empty() => Vec::new(),
            Flat::Fields(_) => return Err(NotFlat::Nested),
        };
        pairs.extend(values.iter().map(|value| format!("{}={}", encode(&key), escape(value))));
    }
    Ok(pairs)
}

/// OpenAPI leaves open what is deeper than the properties of one object. Written is what servers agree on most: the keys
/// on the way in brackets, and for the item of a list its place, because `[]` or a repeated name cannot say which
/// properties belong to the same item.
fn push_deep(path: String, value: Tree, escape: fn(&str) -> String, pairs: &mut Vec<String>) -> Result<(), NotFlat> {
    match value.expanded()? {
        Tree::Absent => {}
        Tree::Text(text) | Tree::Bare(text) | Tree::Json(text) => pairs.push(format!("{path}={}", escape(&text))),
        Tree::List(items) => {
            for (place, item) in items.into_iter().filter(|item| *item != Tree::Absent).enumerate() {
                push_deep(format!("{path}%5B{place}%5D"), item, escape, pairs)?;
            }
        }
        Tree::Fields(fields) => {
            for (key, value) in fields {
                push_deep(format!("{path}%5B{}%5D", encode(&key)), value, escape, pairs)?;
            }
        }
    }
    Ok(())
}

/// `style: simple` for a path: encoded; `None` when there is nothing to write.
pub(crate) fn simple_path(value: Flat, explode: bool) -> Option<String> {
    if value == Flat::Absent { None } else { Some(joined(value, ",", explode, encode)) }
}

/// `style: label`: encoded; `None` when there is nothing to write.
pub(crate) fn label_path(value: Flat, explode: bool) -> Option<String> {
    let separator = if explode { "." } else { "," };
    simple(value).map(|value| format!(".{}", joined(value, separator, explode, encode)))
}

/// `style: matrix`: encoded; `None` when there is nothing to write. A name without a value has no `=` (RFC 6570, section 3.2.7).
pub(crate) fn matrix_path(name: &str, value: Flat, explode: bool) -> Option<String> {
    let pair = |name: &str, value: &str| {
        if value.is_empty() { format!(";{}", encode(name)) } else { format!(";{}={value}", encode(name)) }
    };
    Some(match simple(value)? {
        Flat::List(items) if explode => items.iter().map(|item| pair(name, &encode(item))).collect(),
        Flat::Fields(fields) if explode => fields.iter().map(|(key, value)| pair(key, &encode(value))).collect(),
        value => pair(name, &joined(value, ",", false, encode)),
    })
}

/// `style: simple` for a header: as it is; `None` when there is nothing to write.
pub(crate) fn simple_header(value: Flat, explode: bool) -> Option<String> {
    simple(value).map(|value| joined(value, ",", explode, str::to_owned))
}

/// The value, unless there is nothing in it.
fn simple(value: Flat) -> Option<Flat> {
    match value {
        Flat::Absent => None,
        Flat::List(items) if items.is_empty() => None,
        Flat::Fields(fields) if fields.is_empty() => None,
        value => Some(value),
    }
}

fn joined(value: Flat, separator: &str, explode: bool, escape: impl Fn(&str) -> String) -> String {
    let between = if explode { "=" } else { separator };
    match value {
        Flat::Absent => String::new(),
        Flat::One(text) => escape(&text),
        Flat::List(items) => items.iter().map(|item| escape(item)).collect::<Vec<_>>().join(separator),
        Flat::Fields(fields) => {
            let field = |(key, value): &(String, String)| format!("{}{between}{}", escape(key), escape(value));
            fields.iter().map(field).collect::<Vec<_>>().join(separator)
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::flat::flatten;
    use crate::tree::tree;

    const FORM: Query = Query::Form { explode: false };
    const EXPLODED: Query = Query::Form { explode: true };

    #[track_caller]
    fn check(style: Query, value: Value, expected: &str) {
        let pairs = tree(&value).and_then(|value| pairs("color", value, style, encode));
        assert_eq!(pairs.map_or_else(|error| error.to_string(), |pairs| pairs.join("&")), expected);
    }

    fn rgb() -> Value {
        json!({"B": 150, "G": 200, "R": 100})
    }

    #[test]
    fn query_styles_follow_the_table_of_openapi() {
        check(FORM, json!(""), "color=");
        check(FORM, json!("blue"), "color=blue");
        check(FORM, json!(["blue", "black", "brown"]), "color=blue,black,brown");
        check(FORM, rgb(), "color=B,150,G,200,R,100");
        check(EXPLODED, json!("blue"), "color=blue");
        check(EXPLODED, json!(["blue", "black"]), "color=blue&color=black");
        check(EXPLODED, rgb(), "B=150&G=200&R=100");
        check(Query::SpaceDelimited, json!(["blue", "black"]), "color=blue%20black");
        check(Query::SpaceDelimited, rgb(), "color=B%20150%20G%20200%20R%20100");
        check(Query::PipeDelimited, json!(["blue", "black"]), "color=blue%7Cblack");
        check(Query::PipeDelimited, rgb(), "color=B%7C150%7CG%7C200%7CR%7C100");
        check(Query::TabDelimited, json!(["blue", "bl\tack"]), "color=blue%09bl%09ack");
        check(Query::DeepObject, rgb(), "color%5BB%5D=150&color%5BG%5D=200&color%5BR%5D=100");
    }

    #[test]
    fn deep_objects_may_be_deeper() {
        let value =
            json!({"a": {"b": 1, "c": {"d": null, "e f": "x&y"}}, "g": [1, null, {"h": 2, "i": [true]}], "j": []});
        let expected = "color[a][b]=1&color[a][c][e%20f]=x%26y&color[g][0]=1&color[g][1][h]=2&color[g][1][i][0]=true";
        check(Query::DeepObject, value, &expected.replace('[', "%5B").replace(']', "%5D"));
        check(Query::DeepObject, json!(["a", "b"]), "color%5B0%5D=a&color%5B1%5D=b");
        check(Query::DeepObject, json!("a"), "color=a");
    }

    #[test]
    fn lists_in_an_exploded_object_repeat_their_name() {
        check(EXPLODED, json!({"page": 1, "sort": ["a", "b,c"], "none": []}), "page=1&sort=a&sort=b%2Cc");
        check(FORM, json!({"sort": ["a"]}), "holds a list or an object inside of another one");
    }

    #[test]
    fn all_other_styles_refuse_what_is_deeper() {
        for style in [FORM, EXPLODED, Query::SpaceDelimited, Query::PipeDelimited] {
            check(style, json!({"a": {"b": 1}}), "holds a list or an object inside of another one");
            check(style, json!([[1]]), "holds a list or an object inside of another one");
        }
    }

    #[test]
    fn nothing_is_written_for_nothing() {
        for style in [FORM, EXPLODED, Query::SpaceDelimited, Query::PipeDelimited, Query::DeepObject] {
            check(style, json!(null), "");
            check(style, json!([]), "");
            check(style, json!({}), "");
        }
    }

    #[test]
    fn separators_inside_of_values_are_encoded_once() {
        check(FORM, json!(["a,b", "c&d=e"]), "color=a%2Cb,c%26d%3De");
        check(Query::PipeDelimited, json!(["a|b", "c"]), "color=a%7Cb%7Cc");
        check(EXPLODED, json!({"a&b": "100%"}), "a%26b=100%25");
        check(Query::DeepObject, json!({"x[y]": "ü +"}), "color%5Bx%5By%5D%5D=%C3%BC%20%2B");
    }

    #[test]
    fn simple_values_join_with_commas() {
        #[track_caller]
        fn path(value: Value, explode: bool, expected: Option<&str>) {
            assert_eq!(simple_path(flatten(&value).expect("flat"), explode).as_deref(), expected);
        }
        path(json!(["a/b", "c,d"]), false, Some("a%2Fb,c%2Cd"));
        path(rgb(), false, Some("B,150,G,200,R,100"));
        path(rgb(), true, Some("B=150,G=200,R=100"));
        path(json!(null), false, None);
        let header = simple_header(flatten(&json!(["a/b", "c d"])).expect("flat"), false);
        assert_eq!(header.as_deref(), Some("a/b,c d"));
    }

    #[test]
    fn labels_and_matrices_follow_the_table_of_openapi() {
        #[track_caller]
        fn path(value: Value, explode: bool, label: Option<&str>, matrix: Option<&str>) {
            let value = || flatten(&value).expect("flat");
            assert_eq!(label_path(value(), explode).as_deref(), label);
            assert_eq!(matrix_path("color", value(), explode).as_deref(), matrix);
        }
        path(json!("blue"), false, Some(".blue"), Some(";color=blue"));
        path(json!(""), false, Some("."), Some(";color"));
        path(json!(["blue", "b/k"]), false, Some(".blue,b%2Fk"), Some(";color=blue,b%2Fk"));
        path(json!(["blue", "b/k"]), true, Some(".blue.b%2Fk"), Some(";color=blue;color=b%2Fk"));
        path(rgb(), false, Some(".B,150,G,200,R,100"), Some(";color=B,150,G,200,R,100"));
        path(rgb(), true, Some(".B=150.G=200.R=100"), Some(";B=150;G=200;R=100"));
        path(json!(null), false, None, None);
        path(json!([]), true, None, None);
    }

    #[test]
    fn allowed_reserved_characters_never_divide_the_query() {
        assert_eq!(encode_allowing_reserved("a/b:c?d,e;f@g!"), "a/b:c?d,e;f@g!");
        assert_eq!(encode_allowing_reserved("a&b=c#d+e[f] %"), "a%26b%3Dc%23d%2Be%5Bf%5D%20%25");
    }
}
