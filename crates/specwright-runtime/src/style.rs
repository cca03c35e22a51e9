//! OpenAPI's parameter styles over flat values. What is percent-encoded here is encoded once and never again.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::flat::Flat;

/// How a query parameter of more than one value is written (OpenAPI, "Style Values").
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Query {
    /// `style: form`, the default of OpenAPI.
    Form {
        /// One `name=value` for each item or property instead of one for all.
        explode: bool,
    },
    /// `style: spaceDelimited` without explode. With explode it is the same as an exploded form.
    SpaceDelimited,
    /// `style: pipeDelimited` without explode. With explode it is the same as an exploded form.
    PipeDelimited,
    /// `style: deepObject`, one `name[property]=value` for each property.
    DeepObject,
}

/// RFC 3986, section 2.3: only these never need an escape.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Percent-encodes everything but letters, digits, `-`, `.`, `_` and `~`.
pub(crate) fn encode(text: &str) -> String {
    utf8_percent_encode(text, RESERVED).to_string()
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

/// The `name=value` pairs of a query or cookie parameter, names encoded, values escaped.
pub(crate) fn pairs(name: &str, value: Flat, style: Query, escape: fn(&str) -> String) -> Vec<String> {
    let pair = |value: String| vec![format!("{}={value}", encode(name))];
    match (value, style) {
        (Flat::Absent, _) => Vec::new(),
        (Flat::List(items), _) if items.is_empty() => Vec::new(),
        (Flat::Fields(fields), _) if fields.is_empty() => Vec::new(),
        (Flat::One(text), _) => pair(escape(&text)),
        (Flat::List(items), Query::Form { explode: true } | Query::DeepObject) => {
            items.iter().map(|item| format!("{}={}", encode(name), escape(item))).collect()
        }
        (Flat::Fields(fields), Query::Form { explode: true }) => {
            fields.iter().map(|(key, value)| format!("{}={}", encode(key), escape(value))).collect()
        }
        (Flat::Fields(fields), Query::DeepObject) => {
            let field =
                |(key, value): &(String, String)| format!("{}%5B{}%5D={}", encode(name), encode(key), escape(value));
            fields.iter().map(field).collect()
        }
        (value, Query::Form { explode: false }) => pair(joined(value, ",", false, escape)),
        (value, Query::SpaceDelimited) => pair(joined(value, "%20", false, escape)),
        (value, Query::PipeDelimited) => pair(joined(value, "%7C", false, escape)),
    }
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

/// `style: matrix`: encoded; `None` when there is nothing to write.
pub(crate) fn matrix_path(name: &str, value: Flat, explode: bool) -> Option<String> {
    let name = encode(name);
    Some(match simple(value)? {
        Flat::One(text) if text.is_empty() => format!(";{name}"),
        Flat::List(items) if explode => items.iter().map(|item| format!(";{name}={}", encode(item))).collect(),
        Flat::Fields(fields) if explode => {
            fields.iter().map(|(key, value)| format!(";{}={}", encode(key), encode(value))).collect()
        }
        value => format!(";{name}={}", joined(value, ",", false, encode)),
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

    const FORM: Query = Query::Form { explode: false };
    const EXPLODED: Query = Query::Form { explode: true };

    #[track_caller]
    fn check(style: Query, value: Value, expected: &str) {
        let value = flatten(&value).expect("a flat value");
        assert_eq!(pairs("color", value, style, encode).join("&"), expected);
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
        check(Query::DeepObject, rgb(), "color%5BB%5D=150&color%5BG%5D=200&color%5BR%5D=100");
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
