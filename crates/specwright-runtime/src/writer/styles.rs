//! The table of "Style Examples" of OpenAPI (3.0 to 3.2), cell by cell, and RFC 6570 where OpenAPI says that a style is one of
//! its operators: an implementation of that RFC that nobody here wrote is asked what every value comes to.

use serde_core::Serializer;
use serde_json::{Value, json};
use stduritemplate::Value as Variable;

use super::*;

/// The value of a parameter.
enum Sample {
    Json(Value),
    /// The object of OpenAPI's table, whose properties have an order.
    Color,
}

impl Serialize for Sample {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Json(value) => value.serialize(serializer),
            Self::Color => serializer.collect_map([("R", 100), ("G", 200), ("B", 150)]),
        }
    }
}

impl From<Value> for Sample {
    fn from(value: Value) -> Self {
        Self::Json(value)
    }
}

/// A way to write a parameter.
type Write = fn(&mut RequestWriter, &str, &Sample) -> Result<(), InvalidRequest>;

const FORM: Query = Query::Form { explode: false };
const FORM_EXPLODED: Query = Query::Form { explode: true };

/// `kind` of parameter, style and explode, as the document says them.
fn way(style: &str) -> Write {
    match style {
        "path simple" => |w, name, value| w.path(name, value),
        "path simple explode" => |w, name, value| w.path_exploded(name, value),
        "path label" => |w, name, value| w.path_label(name, value, false),
        "path label explode" => |w, name, value| w.path_label(name, value, true),
        "path matrix" => |w, name, value| w.path_matrix(name, value, false),
        "path matrix explode" => |w, name, value| w.path_matrix(name, value, true),
        "query form" => |w, name, value| w.query(name, value, FORM),
        "query form explode" => |w, name, value| w.query(name, value, FORM_EXPLODED),
        "query form reserved" => |w, name, value| w.query_reserved(name, value, FORM),
        "query form reserved explode" => |w, name, value| w.query_reserved(name, value, FORM_EXPLODED),
        "query space" => |w, name, value| w.query(name, value, Query::SpaceDelimited),
        "query space reserved" => |w, name, value| w.query_reserved(name, value, Query::SpaceDelimited),
        "query pipe" => |w, name, value| w.query(name, value, Query::PipeDelimited),
        "query pipe reserved" => |w, name, value| w.query_reserved(name, value, Query::PipeDelimited),
        "query deep" => |w, name, value| w.query(name, value, Query::DeepObject),
        "query deep reserved" => |w, name, value| w.query_reserved(name, value, Query::DeepObject),
        "header simple" => |w, name, value| w.header(name, value),
        "header simple explode" => |w, name, value| w.header_exploded(name, value),
        "cookie form" => |w, name, value| w.cookie(name, value),
        "cookie form explode" => |w, name, value| w.cookie_exploded(name, value),
        _ => panic!("no style {style}"),
    }
}

/// What is written for the parameter alone: a segment, a query, a header or cookies; the refusal where it is refused.
fn written(style: &str, name: &str, value: impl Into<Sample>) -> String {
    let mut writer = RequestWriter::default();
    if let Err(error) = way(style)(&mut writer, name, &value.into()) {
        return error.to_string();
    }
    let base = BaseUrl::parse("https://h", false).expect("a base URL");
    let template = if style.starts_with("path") { format!("/{{{name}}}") } else { "/".to_owned() };
    let request = match writer.finish(Method::GET, &template, "*/*", &base) {
        Ok(request) => request,
        Err(error) => return error.to_string(),
    };
    let header = |name: &str| request.headers().get(name).map_or("", |value| value.to_str().expect("text")).to_owned();
    match style.split(' ').next() {
        Some("path") => request.uri().path().strip_prefix('/').expect("a path").to_owned(),
        Some("query") => request.uri().query().unwrap_or_default().to_owned(),
        Some("header") => header(name),
        _ => header("cookie"),
    }
}

const EMPTY: &str = "path parameter `color` must not be empty";
const DOT: &str = "path parameter `color` must not be a single dot";
const NESTED: &str = "query parameter `color` holds a list or an object inside of another one";

/// OpenAPI's table, and the columns that it leaves to the reader. An empty path segment and one dot are cells of the table
/// that no client can send: URLs with them lead elsewhere. Where the table says `n/a`, what is sent is said here.
/// Each row: the style; nothing; an empty text; a text; an empty list; a list; an empty object; an object.
#[rustfmt::skip]
const TABLE: &[(&str, [&str; 7])] = &[
    ("path matrix", [EMPTY, ";color", ";color=blue", EMPTY, ";color=blue,black,brown", EMPTY, ";color=R,100,G,200,B,150"]),
    ("path matrix explode", [EMPTY, ";color", ";color=blue", EMPTY, ";color=blue;color=black;color=brown", EMPTY, ";R=100;G=200;B=150"]),
    ("path label", [EMPTY, DOT, ".blue", EMPTY, ".blue,black,brown", EMPTY, ".R,100,G,200,B,150"]),
    ("path label explode", [EMPTY, DOT, ".blue", EMPTY, ".blue.black.brown", EMPTY, ".R=100.G=200.B=150"]),
    ("path simple", [EMPTY, EMPTY, "blue", EMPTY, "blue,black,brown", EMPTY, "R,100,G,200,B,150"]),
    ("path simple explode", [EMPTY, EMPTY, "blue", EMPTY, "blue,black,brown", EMPTY, "R=100,G=200,B=150"]),
    ("header simple", ["", "", "blue", "", "blue,black,brown", "", "R,100,G,200,B,150"]),
    ("header simple explode", ["", "", "blue", "", "blue,black,brown", "", "R=100,G=200,B=150"]),
    ("query form", ["", "color=", "color=blue", "", "color=blue,black,brown", "", "color=R,100,G,200,B,150"]),
    ("query form explode", ["", "color=", "color=blue", "", "color=blue&color=black&color=brown", "", "R=100&G=200&B=150"]),
    ("query form reserved", ["", "color=", "color=blue", "", "color=blue,black,brown", "", "color=R,100,G,200,B,150"]),
    ("query form reserved explode", ["", "color=", "color=blue", "", "color=blue&color=black&color=brown", "", "R=100&G=200&B=150"]),
    ("query space", ["", "color=", "color=blue", "", "color=blue%20black%20brown", "", "color=R%20100%20G%20200%20B%20150"]),
    ("query space reserved", ["", "color=", "color=blue", "", "color=blue%20black%20brown", "", "color=R%20100%20G%20200%20B%20150"]),
    ("query pipe", ["", "color=", "color=blue", "", "color=blue%7Cblack%7Cbrown", "", "color=R%7C100%7CG%7C200%7CB%7C150"]),
    ("query pipe reserved", ["", "color=", "color=blue", "", "color=blue%7Cblack%7Cbrown", "", "color=R%7C100%7CG%7C200%7CB%7C150"]),
    ("query deep", ["", "color=", "color=blue", "", "color%5B0%5D=blue&color%5B1%5D=black&color%5B2%5D=brown", "", "color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150"]),
    ("query deep reserved", ["", "color=", "color=blue", "", "color%5B0%5D=blue&color%5B1%5D=black&color%5B2%5D=brown", "", "color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150"]),
    ("cookie form", ["", "color=", "color=blue", "", "color=blue,black,brown", "", "color=R,100,G,200,B,150"]),
    ("cookie form explode", ["", "color=", "color=blue", "", "color=blue; color=black; color=brown", "", "R=100; G=200; B=150"]),
];

fn columns() -> [Sample; 7] {
    let [nothing, empty, text] = [json!(null), json!(""), json!("blue")].map(Sample::Json);
    let [no_items, items, no_properties] = [json!([]), json!(["blue", "black", "brown"]), json!({})].map(Sample::Json);
    [nothing, empty, text, no_items, items, no_properties, Sample::Color]
}

#[test]
fn every_cell_of_the_table_is_written_as_openapi_says() {
    for (style, cells) in TABLE {
        for (value, expected) in columns().into_iter().zip(cells) {
            assert_eq!(written(style, "color", value), *expected, "{style}");
        }
    }
}

/// What divides a value in its style is escaped inside of the value, also where reserved characters are allowed and the
/// parts would not be found again.
#[test]
fn reserved_characters_are_escaped_once_and_never_divide_a_value() {
    const TEXT: &str = "a/b?c&d=e+f,g|h i%20;é";
    const CODED: &str = "a%2Fb%3Fc%26d%3De%2Bf%2Cg%7Ch%20i%2520%3B%C3%A9";
    const KEPT: &str = "a/b?c%26d%3De%2Bf,g%7Ch%20i%2520;%C3%A9";
    for (style, _) in TABLE.iter().filter(|(style, _)| !style.starts_with("header")) {
        let coded = if style.contains("reserved") { KEPT } else { CODED };
        let expected = match style.split(' ').nth(1) {
            Some("simple") => coded.to_owned(),
            Some("label") => format!(".{coded}"),
            Some("matrix") => format!(";color={coded}"),
            _ => format!("color={coded}"),
        };
        assert_eq!(written(style, "color", json!(TEXT)), expected, "{style}");
    }
    assert_eq!(written("query form explode", "a[]&=", json!("x")), "a%5B%5D%26%3D=x");
    assert_eq!(written("path matrix", "a;b=", json!("x")), ";a%3Bb%3D=x");
}

/// Only deep objects have a way to write what is inside of something else.
#[test]
fn nested_values_go_into_deep_objects_and_nowhere_else() {
    let nested = json!({"a": {"b": [1, {"c": "d"}]}, "e": null, "f": []});
    assert_eq!(written("query deep", "q", nested.clone()), "q%5Ba%5D%5Bb%5D%5B0%5D=1&q%5Ba%5D%5Bb%5D%5B1%5D%5Bc%5D=d");
    for style in ["query form", "query form explode", "query space", "query pipe"] {
        assert_eq!(written(style, "color", nested.clone()), NESTED, "{style}");
    }
}

/// The styles that OpenAPI defines by an operator of RFC 6570 ("Appendix: Using RFC6570 Implementations").
const OPERATORS: &[(&str, &str, &str)] = &[
    ("path simple", "{", "}"),
    ("path simple explode", "{", "*}"),
    ("path label", "{.", "}"),
    ("path label explode", "{.", "*}"),
    ("path matrix", "{;", "}"),
    ("path matrix explode", "{;", "*}"),
    ("query form", "{?", "}"),
    ("query form explode", "{?", "*}"),
    ("cookie form", "{?", "}"),
    ("cookie form explode", "{?", "*}"),
];

/// The variables of RFC 6570, section 3.2, and values that are harder.
fn values() -> Vec<Value> {
    vec![
        json!(null),
        json!(""),
        json!("value"),
        json!("Hello World!"),
        json!("50%"),
        json!("%20"),
        json!("http://example.com/home/"),
        json!("/foo/bar"),
        json!("fred"),
        json!("1024"),
        json!(768),
        json!(-7),
        json!(0.5),
        json!(true),
        json!(["one", "two", "three"]),
        json!(["red", "green", "blue"]),
        json!(["example", "com"]),
        json!(["me/too", "fred"]),
        json!({"semi": ";", "dot": ".", "comma": ","}),
        json!([]),
        json!({}),
        json!([""]),
        json!(["a", "", "b"]),
        json!({"a": "", "b": "x"}),
        json!(["a,b", "c=d", "e&f", "g h", "i%2Cj"]),
        json!({"k,1": "a", "k=2": "b&c", "k 3": "d;e", "ü": "é😀"}),
        json!([1, 2.5, false]),
        json!(["x", null, "y"]),
        json!({"x": null, "y": 1}),
        json!("!#$&'()*+,/:;=?@[]"),
        json!("-._~"),
        json!("\"<>\\^`{|}"),
        json!("日本 \u{1f600}\u{0}\n"),
    ]
}

fn variable(value: &Value) -> Option<Variable> {
    Some(match value {
        Value::Null => return None,
        Value::Bool(value) => Variable::Bool(*value),
        Value::Number(number) => Variable::String(number.to_string()),
        Value::String(text) => Variable::String(text.clone()),
        Value::Array(items) => Variable::List(items.iter().filter_map(variable).collect()),
        Value::Object(fields) => {
            Variable::Map(fields.iter().filter_map(|(key, value)| Some((key.clone(), variable(value)?))).collect())
        }
    })
}

fn expanded(template: &str, variables: &[(&str, &Value)]) -> String {
    let variables = variables.iter().filter_map(|(name, value)| Some(((*name).to_owned(), variable(value)?)));
    stduritemplate::expand(template, &variables.collect()).expect("a template")
}

#[test]
fn styles_that_are_operators_of_rfc_6570_expand_as_it_says() {
    let mut compared = 0;
    for (style, open, close) in OPERATORS {
        for value in values() {
            let theirs = expanded(&format!("{open}var{close}"), &[("var", &value)]);
            let theirs = match style.split(' ').next() {
                Some("path") if theirs.is_empty() => "path parameter `var` must not be empty".to_owned(),
                // Section 3.2.1: a pair whose value is empty has no `=`, like a name whose value is. The implementation
                // knows the second only.
                Some("path") if *style == "path matrix explode" => theirs.replace("=;", ";"),
                Some("path") if theirs == "." => "path parameter `var` must not be a single dot".to_owned(),
                Some("path") if theirs == ".." => "path parameter `var` must not be two dots".to_owned(),
                Some("cookie") => theirs.trim_start_matches('?').replace('&', "; "),
                _ => theirs.trim_start_matches('?').to_owned(),
            };
            assert_eq!(written(style, "var", value.clone()), theirs, "{style} of {value}");
            compared += 1;
        }
    }
    assert_eq!(compared, OPERATORS.len() * values().len());
}

/// `{?x,y,empty}` and its like: parameters one after the other.
#[test]
fn several_parameters_make_the_query_of_one_expression() {
    let (x, y, empty, undefined) = (json!("1024"), json!("768"), json!(""), json!(null));
    let (list, keys) = (json!(["red", "green", "blue"]), json!({"semi": ";", "dot": ".", "comma": ","}));
    let variables = [("x", &x), ("undef", &undefined), ("list", &list), ("y", &y), ("keys", &keys), ("empty", &empty)];
    for (style, template) in
        [(FORM, "{?x,undef,list,y,keys,empty}"), (FORM_EXPLODED, "{?x*,undef*,list*,y*,keys*,empty*}")]
    {
        let mut writer = RequestWriter::default();
        for (name, value) in variables {
            writer.query(name, value, style).expect("a parameter");
        }
        let base = BaseUrl::parse("https://h", false).expect("a base URL");
        let request = writer.finish(Method::GET, "/", "*/*", &base).expect("a request");
        assert_eq!(format!("?{}", request.uri().query().expect("a query")), expanded(template, &variables));
    }
}
