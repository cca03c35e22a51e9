use serde_json::json;

use super::*;
use crate::base_url::BaseUrl;

type Write = fn(&mut Multipart) -> Result<(), InvalidRequest>;

/// The media type and the body with `|` for each line end and `B` for the boundary, or why not.
fn sent(media_type: &str, write: Write) -> String {
    let mut writer = RequestWriter::default();
    let base = BaseUrl::parse("https://h", false).expect("a base URL");
    let written = writer.multipart(media_type, write);
    let request = match written.and_then(|()| writer.finish(http::Method::POST, "/", "*/*", &base)) {
        Ok(request) => request,
        Err(error) => return error.to_string(),
    };
    let media_type = request.headers()["content-type"].to_str().expect("text");
    let (_, boundary) = media_type.rsplit_once("boundary=").expect("a boundary");
    let body = String::from_utf8(request.body().as_bytes().expect("a whole body").to_vec()).expect("text");
    format!("{media_type} {body}").replace(boundary, "B").replace("\r\n", "|")
}

#[track_caller]
fn check(media_type: &str, write: Write, expected: &str) {
    assert_eq!(sent(media_type, write), expected);
}

#[track_caller]
fn form(write: Write, expected: &str) {
    check("multipart/form-data", write, &format!("multipart/form-data; boundary=B {expected}"));
}

#[test]
fn parts_of_a_form_have_names_and_maybe_types_and_files() {
    form(
        |form| {
            form.part("note", Part::text("a\nb ü"))?;
            form.part("photo", Part::bytes("xyz").file_name("p.jpg").content_type("image/jpeg"))?;
            form.part("meta", Part::json(&json!({"a": [1]})).header("X-Own", "7"))?;
            form.part("note", Part::bytes(""))
        },
        "--B|Content-Disposition: form-data; name=\"note\"||a\nb ü|\
         --B|Content-Disposition: form-data; name=\"photo\"; filename=\"p.jpg\"|Content-Type: image/jpeg||xyz|\
         --B|Content-Disposition: form-data; name=\"meta\"|Content-Type: application/json|X-Own: 7||{\"a\":[1]}|\
         --B|Content-Disposition: form-data; name=\"note\"|Content-Type: application/octet-stream|||--B--|",
    );
    form(|_| Ok(()), "--B--|");
}

#[test]
fn parts_in_a_style_are_the_pairs_of_a_query_as_they_are() {
    form(
        |form| {
            form.styled("tags", Query::PipeDelimited, &json!(["a b", "c|d", "é"]))?;
            form.styled("list", Query::Form { explode: true }, &json!(["1=2", "3&4"]))?;
            form.styled("object", Query::Form { explode: true }, &json!({"x y": 1, "none": null}))?;
            form.styled("deep", Query::DeepObject, &json!({"a": {"b": "%20"}}))?;
            form.styled("nothing", Query::SpaceDelimited, &json!([]))
        },
        "--B|Content-Disposition: form-data; name=\"tags\"||a b|c|d|é|\
         --B|Content-Disposition: form-data; name=\"list\"||1=2|\
         --B|Content-Disposition: form-data; name=\"list\"||3&4|\
         --B|Content-Disposition: form-data; name=\"x y\"||1|\
         --B|Content-Disposition: form-data; name=\"deep[a][b]\"||%20|--B--|",
    );
    let refused = sent("multipart/form-data", |form| form.styled("tags", Query::PipeDelimited, &json!([["nested"]])));
    assert_eq!(refused, "part `tags` holds a list or an object inside of another one");
}

#[test]
fn names_cannot_break_out_of_their_header() {
    form(
        |form| form.part("a\"; x=\"b\r\nEvil: 1\r\n\r\n", Part::text("").file_name("ü\"\n\\.txt")),
        "--B|Content-Disposition: form-data; name=\"a%22; x=%22b%0D%0AEvil: 1%0D%0A%0D%0A\"; \
         filename=\"ü%22%0A\\.txt\"|||--B--|",
    );
}

#[test]
fn headers_of_parts_cannot_carry_anything_else() {
    let message = "characters that a header cannot hold: only visible ASCII, spaces and tabs";
    let refused: [(Write, &str); 4] = [
        (|form| form.part("a", Part::text("").content_type("a/b\r\nEvil: 1")), "content-type"),
        (|form| form.part("a", Part::text("").header("x-own", "1\r\nEvil: 1")), "x-own"),
        (|form| form.part("a", Part::text("").header("x-own", "ü")), "x-own"),
        (|form| form.part("a", Part::text("").header("Content-Disposition", "\n")), "content-disposition"),
    ];
    for (write, name) in refused {
        let expected = format!("in a part of the body, the value of header `{name}` has {message}");
        check("multipart/form-data", write, &expected);
    }
    let expected = "in a part of the body, `a: b` is not a header name";
    check("multipart/form-data", |form| form.part("a", Part::text("").header("a: b", "c")), expected);
    let unwritable = Part::json(&std::collections::BTreeMap::from([((1, 2), 3)]));
    assert!(unwritable.write(Kind::Form, Some("a")).is_err());
}

#[test]
fn a_part_may_say_all_of_its_headers() {
    form(
        |form| {
            let part = Part::bytes("x").file_name("y").header("content-type", "a/b");
            form.part("a", part.header("Content-Disposition", "form-data; name=z"))
        },
        "--B|content-type: a/b|Content-Disposition: form-data; name=z||x|--B--|",
    );
}

#[test]
fn values_are_text_or_json_and_lists_are_several_parts() {
    let part = |text: &str| format!("--B|Content-Disposition: form-data; name=\"a\"||{text}|");
    let json = |text: &str| part(text).replace("\"a\"|", "\"a\"|Content-Type: application/json|");
    form(|form| form.value("a", "x y"), &format!("{}--B--|", part("x y")));
    form(|form| form.value("a", &1.5), &format!("{}--B--|", part("1.5")));
    form(|form| form.value("a", &None::<i32>), "--B--|");
    form(|form| form.value("a", &json!([])), "--B--|");
    form(|form| form.value("a", &json!([1, null, "b"])), &format!("{}{}--B--|", part("1"), part("b")));
    form(|form| form.value("a", &json!({"b": null})), &format!("{}--B--|", json("{\"b\":null}")));
    form(|form| form.value("a", &json!([{}, [1]])), &format!("{}{}--B--|", json("{}"), json("[1]")));
    form(|form| form.json("a", &json!(["b", 1])), &format!("{}--B--|", json("[\"b\",1]")));
    form(|form| form.json("a", &None::<i32>), "--B--|");
    form(|form| form.value_as("a", "application/json", &["b"]), &format!("{}--B--|", json("\"b\"")));
    let csv = part("b,c").replace("\"a\"|", "\"a\"|Content-Type: text/csv|");
    form(|form| form.value_as("a", "text/csv", "b,c"), &format!("{csv}--B--|"));
    let expected = "part `a` is a number that is not finite";
    check("multipart/form-data", |form| form.value("a", &f64::NAN), expected);
}

#[test]
fn optional_and_repeated_parts_come_by_reference() {
    form(
        |form| {
            let (one, none) = (Some(ByteSource::from("x")), None::<Part>);
            form.parts("a", &none)?;
            form.parts("a", &one)?;
            form.parts("a", &[Part::text("y"), Part::text("z")])
        },
        "--B|Content-Disposition: form-data; name=\"a\"|Content-Type: application/octet-stream||x|\
         --B|Content-Disposition: form-data; name=\"a\"||y|--B|Content-Disposition: form-data; name=\"a\"||z|--B--|",
    );
}

#[test]
fn parts_of_other_kinds_have_no_names() {
    check(
        "multipart/mixed",
        |form| {
            form.part("a", Part::text("ü"))?;
            form.unnamed(Part::json(&1).file_name("one.json"))
        },
        "multipart/mixed; boundary=B --B|Content-Type: text/plain; charset=utf-8||ü|\
         --B|Content-Disposition: attachment; filename=\"one.json\"|Content-Type: application/json||1|--B--|",
    );
}

#[test]
fn related_parts_say_what_the_first_one_is() {
    let write: Write = |form| form.unnamed(Part::text("x").content_type("application/xop+xml; charset=utf-8"));
    let body = "--B|Content-Type: application/xop+xml; charset=utf-8||x|--B--|";
    check("multipart/related", write, &format!("multipart/related; type=\"application/xop+xml\"; boundary=B {body}"));
    let said = "multipart/related; Type=\"a/b\"; start=x";
    check(said, write, &format!("{said}; boundary=B {body}"));
}

#[test]
fn a_boundary_that_a_document_names_is_replaced() {
    for media_type in ["multipart/form-data; boundary=x", "multipart/form-data;Boundary=\"a;b\\\"c\" ; boundary=y;"] {
        check(media_type, |_| Ok(()), "multipart/form-data; boundary=B --B--|");
    }
    check("multipart/mixed; a=\"b;c\"; boundary=x", |_| Ok(()), "multipart/mixed; a=\"b;c\"; boundary=B --B--|");
}

fn boundary(contents: &[ByteSource]) -> String {
    let part = |content: &ByteSource| Part::bytes(content.clone()).write(Kind::Form, None).expect("a part");
    Boundary::for_parts(&contents.iter().map(part).collect::<Vec<_>>()).to_string()
}

#[test]
fn the_same_bytes_have_the_same_boundary_and_streams_one_that_nobody_knows() {
    let bytes = || [ByteSource::from("a"), ByteSource::from("b")];
    assert_eq!(boundary(&bytes()), boundary(&bytes()));
    assert_ne!(boundary(&bytes()), boundary(&[ByteSource::from("c")]));
    let stream = || [ByteSource::from("a"), ByteSource::reader(tokio::io::empty())];
    assert_ne!(boundary(&stream()), boundary(&stream()));
}

#[test]
fn a_boundary_never_occurs_in_what_it_divides() {
    let mut contents = vec![ByteSource::from("x")];
    for _ in 0..20 {
        let next = boundary(&contents);
        let seen = |content: &ByteSource| String::from_utf8_lossy(content.as_bytes().expect("bytes")).contains(&next);
        assert!(!contents.iter().any(seen));
        contents.push(ByteSource::from(format!("\r\n--{next}\r\n")));
    }
}

#[test]
fn forms_of_streams_know_their_length_if_all_parts_do() {
    let request = |stream: ByteSource| {
        let mut writer = RequestWriter::default();
        let base = BaseUrl::parse("https://h", false).expect("a base URL");
        let write = |form: &mut Multipart| {
            form.part("a", Part::text("b"))?;
            form.part("c", stream)
        };
        writer.multipart("multipart/form-data", write).expect("a form");
        writer.finish(http::Method::POST, "/", "*/*", &base).expect("a request")
    };
    let stream = ByteSource::reader(tokio::io::empty());
    let known = request(stream.clone().with_length(1000));
    let media_type = known.headers()["content-type"].to_str().expect("text");
    let (_, boundary) = media_type.rsplit_once("boundary=").expect("a boundary");
    let around = "--B\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nb\r\n--B\r\nContent-Disposition: form-data; \
                  name=\"c\"\r\nContent-Type: application/octet-stream\r\n\r\n\r\n--B--\r\n";
    assert_eq!(known.body().length(), Some(1000 + around.replace('B', boundary).len() as u64));
    assert!(!known.body().is_repeatable());
    assert_eq!(request(stream).body().length(), None);
}

#[test]
fn nothing_is_printed_of_parts() {
    let part = Part::text("secret").file_name("secret").header("x-own", "secret");
    let expected = "Part { content: Ok(ByteSource { source: \"bytes\", length: Some(6), .. }), content_type: None, \
                    has_file_name: true, headers: [\"x-own\"] }";
    assert_eq!(format!("{part:?}"), expected);
    let write: Write = |form| {
        form.part("secret", Part::text("secret"))?;
        assert_eq!(format!("{form:?}"), "Multipart { parts: 1, .. }");
        Ok(())
    };
    assert!(sent("multipart/form-data", write).contains("secret"));
}
