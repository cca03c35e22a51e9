use http::{HeaderMap, StatusCode};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::*;

const NS: &str = "https://example.com/ns";

static ITEM: Content = Content::Record(&[
    ("id", Node::Attribute(Name::Local("id"), Content::Number)),
    ("note", Node::Attribute(Name::Prefixed("n", NS, "note"), Content::Nullable(&Content::Text))),
    ("title", Node::Element(Name::Local("title"), Content::Text)),
    ("price", Node::Element(Name::Prefixed("n", NS, "price"), Content::Number)),
    ("sold", Node::Element(Name::Local("sold"), Content::Boolean)),
    ("since", Node::Element(Name::Local("since"), Content::Nullable(&Content::Token))),
    ("data", Node::Element(Name::Local("data"), Content::Base64)),
    ("tags", Node::Element(Name::Local("tags"), Content::List(Name::Local("tag"), &Content::Text))),
    ("photo", Node::Items(Name::Local("photo"), Content::Text)),
    ("link", Node::OptionalItems(Name::Local("link"), Content::Text)),
    ("parts", Node::Element(Name::Local("parts"), Content::List(Name::Local("item"), &Content::Of(&ITEM)))),
    ("labels", Node::Element(Name::Local("labels"), Content::Map(&Content::Text))),
    ("any", Node::Element(Name::Local("any"), Content::Any)),
]);

static ROOT: Xml = Xml { name: Name::Local("item"), content: Content::Of(&ITEM) };

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";

fn answer(body: &[u8], content_type: &'static str) -> Answer {
    let mut headers = HeaderMap::new();
    headers.insert(CONTENT_TYPE, http::HeaderValue::from_static(content_type));
    Answer::new(StatusCode::OK, headers, body.to_vec().into())
}

use http::header::CONTENT_TYPE;

fn read(xml: &Xml, body: &[u8]) -> Result<Value, String> {
    answer(body, "application/xml").decode_xml(xml).map_err(|problem| problem.message)
}

/// A document and the value it stands for, in both directions.
#[track_caller]
fn check(xml: &Xml, document: &str, value: &Value) {
    assert_eq!(write::document(xml, value).as_deref(), Ok(format!("{HEAD}{document}").as_str()));
    assert_eq!(read(xml, document.as_bytes()).as_ref(), Ok(value));
}

#[track_caller]
fn check_read(xml: &Xml, document: &str, value: &Value) {
    assert_eq!(read(xml, document.as_bytes()).as_ref(), Ok(value));
}

#[track_caller]
fn check_refused(xml: &Xml, document: &str, reason: &str) {
    assert_eq!(read(xml, document.as_bytes()), Err(reason.to_owned()));
}

#[track_caller]
fn check_unwritten(xml: &Xml, value: &Value, reason: &str) {
    assert_eq!(write::document(xml, value), Err(reason.to_owned()));
}

#[test]
fn properties_stand_in_attributes_and_elements() {
    check(&ROOT, r#"<item id="7"><title>a</title></item>"#, &json!({"id": 7, "note": null, "title": "a", "photo": []}));
    check(
        &ROOT,
        "<item><sold>true</sold><data>YQ==</data></item>",
        &json!({"note": null, "sold": true, "data": "YQ==", "photo": []}),
    );
}

#[test]
fn lists_are_wrapped_or_not() {
    check(
        &ROOT,
        "<item><tags><tag>a</tag><tag>b</tag></tags><photo>c</photo><photo>d</photo><link>e</link></item>",
        &json!({"note": null, "tags": ["a", "b"], "photo": ["c", "d"], "link": ["e"]}),
    );
    // The list itself is there, or it is not.
    check(&ROOT, "<item><tags/></item>", &json!({"note": null, "tags": [], "photo": []}));
    // Elements of one name need not stand together.
    check_read(
        &ROOT,
        "<item><photo>a</photo><title>t</title><photo>b</photo></item>",
        &json!({"note": null, "title": "t", "photo": ["a", "b"]}),
    );
    check_refused(&ROOT, "<item><tags><other>a</other></tags></item>", "a list has an element that is no `tag`");
    check_refused(&ROOT, "<item><title/><title/></item>", "element `title` stands twice where it should once");
}

#[test]
fn objects_stand_inside_of_themselves() {
    check(
        &ROOT,
        r#"<item><parts><item id="1"><parts><item id="2"/></parts></item></parts></item>"#,
        &json!({"note": null, "photo": [], "parts": [
            {"id": 1, "note": null, "photo": [], "parts": [{"id": 2, "note": null, "photo": []}]}]}),
    );
}

#[test]
fn keys_are_names_of_elements() {
    check(
        &ROOT,
        "<item><labels><a>1</a><b-c>2</b-c></labels></item>",
        &json!({"note": null, "photo": [], "labels": {"a": "1", "b-c": "2"}}),
    );
    let reason = "a key of an object is no name that an element can have";
    for key in ["", "a b", "1a", "a:b", "<a>", "a/", "-a"] {
        check_unwritten(&ROOT, &json!({"labels": {key: "x"}}), reason);
    }
    check_refused(&ROOT, "<item><labels><a/><a/></labels></item>", "an element that is a key stands twice");
}

#[test]
fn text_is_escaped_once() {
    let text = "a<b>&amp;\"'\u{e4}\t\n\r]]> \u{1f600}";
    check(
        &ROOT,
        "<item><title>a&lt;b&gt;&amp;amp;\"'\u{e4}\t\n&#13;]]&gt; \u{1f600}</title></item>",
        &json!({"note": null, "title": text, "photo": []}),
    );
    check(
        &ROOT,
        "<item xmlns:n=\"https://example.com/ns\" n:note=\"a&lt;b&gt;&amp;amp;&quot;'\u{e4}&#9;&#10;&#13;]]&gt; \u{1f600}\"/>",
        &json!({"note": text, "photo": []}),
    );
    check_unwritten(&ROOT, &json!({"title": "a\u{0}"}), "it holds a character that XML does not have");
    check_unwritten(&ROOT, &json!({"note": "\u{1b}"}), "it holds a character that XML does not have");
    check_unwritten(&ROOT, &json!({"title": ["a"]}), "a list or an object stands where text should");
}

#[test]
fn white_space_counts_in_strings_only() {
    check_read(
        &ROOT,
        "\n<item id=' 7 '>\n <title> a\r\nb </title> <n:price xmlns:n='https://example.com/ns'>\n1.50\n</n:price>\n\
         <sold> 1 </sold><since> 2020-01-01 </since><data> YQ\n == </data></item>\n",
        &json!({"id": 7, "note": null, "title": " a\nb ", "price": 1.5, "sold": true, "since": "2020-01-01",
            "data": "YQ==", "photo": []}),
    );
}

#[test]
fn numbers_of_xml_schema_are_numbers() {
    for (text, json) in [
        ("+1", "1"),
        ("007", "7"),
        (".5", "0.5"),
        ("5.", "5"),
        ("-0.10", "-0.10"),
        ("1e3", "1e3"),
        ("1E+3", "1e+3"),
        ("123456789012345678901234567890", "123456789012345678901234567890"),
        ("", "\"\""),
        ("NaN", "\"NaN\""),
        ("1 2", "\"1 2\""),
        (".", "\".\""),
        ("1e", "\"1e\""),
        ("--1", "\"--1\""),
    ] {
        let document = document::parse(&format!("<n>{text}</n>")).expect("XML");
        let root = Xml { name: Name::Local("n"), content: Content::Number };
        assert_eq!(read::json(&root, &document).as_deref(), Ok(json));
    }
}

#[test]
fn null_is_nil() {
    check(
        &ROOT,
        "<item><since xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:nil=\"true\"/></item>",
        &json!({"note": null, "since": null, "photo": []}),
    );
    // What cannot be empty is nothing when it is.
    check_read(&ROOT, "<item><since/></item>", &json!({"note": null, "since": null, "photo": []}));
}

#[test]
fn namespaces_tell_names_apart() {
    check(
        &ROOT,
        "<item><n:price xmlns:n=\"https://example.com/ns\">1</n:price></item>",
        &json!({"note": null, "price": 1, "photo": []}),
    );
    let found = json!({"note": "x", "price": 1, "photo": []});
    check_read(&ROOT, "<item xmlns:q='https://example.com/ns' q:note='x'><q:price>1</q:price></item>", &found);
    check_read(
        &ROOT,
        "<a:item xmlns:a='urn:any' note='x'><price xmlns='https://example.com/ns'>1</price></a:item>",
        &found,
    );
    // Another namespace is another element.
    check_read(&ROOT, "<item><price xmlns='urn:other'>1</price></item>", &json!({"note": null, "photo": []}));
    check_refused(&ROOT, "<q:item/>", "a prefix has no namespace (line 1)");
}

#[test]
fn names_of_one_spelling_go_by_namespace() {
    static BOTH: Xml = Xml {
        name: Name::In("urn:a", "root"),
        content: Content::Record(&[
            ("one", Node::Element(Name::Local("title"), Content::Text)),
            ("two", Node::Element(Name::Prefixed("b", "urn:b", "title"), Content::Text)),
        ]),
    };
    check(
        &BOTH,
        "<root xmlns=\"urn:a\"><title>x</title><b:title xmlns:b=\"urn:b\">y</b:title></root>",
        &json!({"one": "x", "two": "y"}),
    );
    check_refused(&BOTH, "<root xmlns='urn:b'/>", "its root element is not `root`");
}

#[test]
fn text_stands_beside_attributes() {
    static TEXT: Xml = Xml {
        name: Name::Local("p"),
        content: Content::Record(&[
            (
                "lang",
                Node::Attribute(Name::Prefixed("xml", "http://www.w3.org/XML/1998/namespace", "lang"), Content::Token),
            ),
            ("body", Node::Text(Content::Text)),
        ]),
    };
    check(&TEXT, "<p xml:lang=\"de\"> a </p>", &json!({"lang": "de", "body": " a "}));
    check(&TEXT, "<p/>", &json!({"body": ""}));
    static CDATA: Xml =
        Xml { name: Name::Local("p"), content: Content::Record(&[("html", Node::CData(Content::Text))]) };
    check(&CDATA, "<p><![CDATA[<b>&]]]]><![CDATA[></b>]]></p>", &json!({"html": "<b>&]]></b>"}));
    check_read(&CDATA, "<p>\n <![CDATA[<b/>]]>\n</p>", &json!({"html": "<b/>"}));
    check_read(&CDATA, "<p>&lt;b/></p>", &json!({"html": "<b/>"}));
}

#[test]
fn an_object_may_have_no_element_of_its_own() {
    static INNER: Content = Content::Record(&[
        ("id", Node::Attribute(Name::Local("id"), Content::Number)),
        ("name", Node::Element(Name::Local("name"), Content::Text)),
    ]);
    static OUTER: Xml = Xml {
        name: Name::Local("root"),
        content: Content::Open(&[("head", Node::Inside(Content::Of(&INNER)))], &Content::Number),
    };
    check(&OUTER, "<root id=\"1\"><name>a</name><x>2</x></root>", &json!({"head": {"id": 1, "name": "a"}, "x": 2}));
    check(&OUTER, "<root><x>2</x></root>", &json!({"x": 2}));
}

#[test]
fn a_property_tells_objects_apart() {
    static CAT: Content = Content::Record(&[
        ("kind", Node::Attribute(Name::Local("kind"), Content::Token)),
        ("lives", Node::Element(Name::Local("lives"), Content::Number)),
    ]);
    static DOG: Content = Content::Record(&[("bark", Node::Element(Name::Local("bark"), Content::Boolean))]);
    static PET: Xml = Xml {
        name: Name::Local("pet"),
        content: Content::Tagged(&Tagged {
            property: "kind",
            node: Node::Attribute(Name::Local("kind"), Content::Token),
            variants: &[(&["cat"], Content::Of(&CAT)), (&["dog", "puppy"], Content::Of(&DOG))],
            fallback: None,
        }),
    };
    check(&PET, "<pet kind=\"cat\"><lives>9</lives></pet>", &json!({"kind": "cat", "lives": 9}));
    check(&PET, "<pet kind=\"puppy\"><bark>true</bark></pet>", &json!({"kind": "puppy", "bark": true}));
    // What nobody knows is kept as text.
    check(&PET, "<pet kind=\"fish\"><fins>2</fins></pet>", &json!({"@kind": "fish", "fins": "2"}));
}

#[test]
fn any_value_is_kept() {
    static ANY: Xml = Xml { name: Name::Local("a"), content: Content::Any };
    check(
        &ANY,
        "<a b=\"1\"><c>x</c><c>y</c><d><e/></d> text</a>".replace(" text", "").as_str(),
        &json!({"@b": "1", "c": ["x", "y"], "d": {"e": ""}}),
    );
    check_read(&ANY, "<a b='1'> text </a>", &json!({"@b": "1", "$text": " text "}));
    check_unwritten(&ANY, &json!(["x"]), "a list or an object stands where text should");
}

#[test]
fn references_are_those_of_xml() {
    check_read(
        &ROOT,
        "<item><title>&lt;&#x41;&#66;&apos;&quot;&amp;</title></item>",
        &json!({"note": null, "title": "<AB'\"&", "photo": []}),
    );
    let unknown = "it refers to an entity that XML does not have (line 1)";
    check_refused(&ROOT, "<item><title>&nbsp;</title></item>", unknown);
    check_refused(&ROOT, "<item id='&x;'/>", unknown);
    check_refused(&ROOT, "<item><title>&#0;</title></item>", unknown);
}

#[test]
fn no_document_type_is_read() {
    let dtd = "it has a document type declaration, which is not read (line 1)";
    check_refused(&ROOT, "<!DOCTYPE item><item/>", dtd);
    check_refused(
        &ROOT,
        "<!DOCTYPE item [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><item><title>&x;</title></item>",
        dtd,
    );
    let laughs = "<!DOCTYPE l [<!ENTITY a 'ha'><!ENTITY b '&a;&a;'>]><item><title>&b;</title></item>";
    check_refused(&ROOT, laughs, dtd);
}

#[test]
fn what_is_not_well_formed_is_refused() {
    for text in ["<item", "<item></other>", "<item a=1/>", "<item a/>", "<item><title></item>", "</item>"] {
        let refused = read(&ROOT, text.as_bytes()).expect_err(text);
        assert!(refused.starts_with("it is not well-formed XML") || refused.starts_with("it ends before"), "{refused}");
    }
    check_refused(&ROOT, "<item>\n<title>", "it ends before its root element does (line 2)");
    check_refused(&ROOT, "text", "text stands outside of its root element (line 1)");
    check_refused(&ROOT, "<item/>text", "text stands outside of its root element (line 1)");
    check_refused(&ROOT, "<item/><item/>", "it has a second root element (line 1)");
    check_refused(&ROOT, "<item id='1' id='2'/>", "an element has an attribute twice (line 1)");
    check_refused(&ROOT, "", "it is empty");
    check_refused(&ROOT, "<html><item/></html>", "its root element is not `item`");
    check_refused(&ROOT, "<item><title><b/></title></item>", "an element stands where text should");
}

#[test]
fn depth_and_namespaces_have_limits() {
    let deep = format!("{}{}", "<item>".repeat(200_000), "</item>".repeat(200_000));
    check_refused(&ROOT, &deep, "its elements nest too deep (line 1)");
    let many: String = (0..1000).map(|number| format!(" xmlns:p{number}='urn:{number}'")).collect();
    check_refused(&ROOT, &format!("<item{many}/>"), "it has too many namespaces (line 1)");
}

#[test]
fn comments_and_instructions_say_nothing() {
    check_read(
        &ROOT,
        "<?xml version='1.0'?><!-- a --><?b c?><item><!-- d --><title>e<!-- f -->g</title></item><!-- h -->",
        &json!({"note": null, "title": "eg", "photo": []}),
    );
}

#[test]
fn the_encoding_is_found() {
    #[track_caller]
    fn check(body: &[u8], content_type: &'static str, title: Result<&str, &str>) {
        let value: Result<Value, _> = answer(body, content_type).decode_xml(&ROOT);
        let found = value.as_ref().map(|value| value["title"].as_str().unwrap_or_default());
        assert_eq!(found.map_err(|problem| problem.message.as_str()), title);
    }
    let text = "<item><title>\u{e4}</title></item>";
    let utf16 = |unit: fn(u16) -> [u8; 2], text: &str| text.encode_utf16().flat_map(unit).collect::<Vec<u8>>();
    let latin = |head: &str| [head.as_bytes(), b"<item><title>\xe4</title></item>"].concat();
    check(text.as_bytes(), "application/xml", Ok("\u{e4}"));
    check(format!("\u{feff}{text}").as_bytes(), "text/xml; charset=iso-8859-1", Ok("\u{e4}"));
    check(&utf16(u16::to_be_bytes, &format!("\u{feff}{text}")), "application/xml", Ok("\u{e4}"));
    check(&utf16(u16::to_le_bytes, &format!("\u{feff}{text}")), "application/xml", Ok("\u{e4}"));
    check(&utf16(u16::to_le_bytes, text), "application/xml; charset=\"UTF-16LE\"", Ok("\u{e4}"));
    check(&latin(""), "application/xml; charset=ISO-8859-1", Ok("\u{e4}"));
    check(&latin("<?xml version='1.0' encoding='ISO-8859-1'?>"), "application/xml", Ok("\u{e4}"));
    check(&latin(""), "application/xml", Err("it is not UTF-8"));
    check(&latin("<?xml version='1.0' encoding='koi8-r'?>"), "", Err("it is in an encoding that is not read here"));
    check(b"\xfe\xff\x00", "application/xml", Err("it is not UTF-16"));
}

#[test]
fn what_does_not_fit_is_found_in_its_place() {
    #[derive(Debug, Deserialize)]
    struct Item {
        #[expect(dead_code, reason = "only its type counts")]
        id: u8,
    }
    let problem = answer(b"<item id='x'/>", "application/xml").decode_xml::<Item>(&ROOT).expect_err("no number");
    assert_eq!(problem.path.as_deref(), Some("id"));
    assert_eq!(problem.message, "invalid type: string, expected u8");
}

#[test]
fn a_body_is_sent_with_its_media_type() {
    #[derive(Serialize)]
    struct Item {
        id: u8,
        title: Option<&'static str>,
    }
    static SENT: Xml = Xml {
        name: Name::Local("item"),
        content: Content::Record(&[
            ("id", Node::Attribute(Name::Local("id"), Content::Number)),
            ("title", Node::Element(Name::Local("title"), Content::Text)),
        ]),
    };
    let mut request = RequestWriter::default();
    request.xml("application/xml", &SENT, &Item { id: 1, title: Some("a") }).expect("a body");
    assert!(request.has_header(&CONTENT_TYPE));
    let refused =
        request.xml("application/xml", &SENT, &Item { id: 1, title: Some("\u{1}") }).expect_err("a character");
    assert_eq!(refused.to_string(), "the body cannot be written as XML: it holds a character that XML does not have");
}
