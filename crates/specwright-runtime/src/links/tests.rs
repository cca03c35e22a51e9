use http::HeaderValue;

use super::*;

const URL: &str = "https://api.test/v1/users?page=2";

fn links(lines: &[&str]) -> Links {
    let mut headers = HeaderMap::new();
    for line in lines {
        headers.append(LINK, HeaderValue::from_str(line).expect("a header value"));
    }
    Links::of(&headers, &Uri::from_static(URL))
}

/// Each link as `relations target name=value`.
#[track_caller]
fn check(line: &str, expected: &[&str]) {
    let shown = |link: &Link| {
        let attributes: String = link.attributes().map(|(name, value)| format!(" {name}={value}")).collect();
        format!("{} {}{attributes}", link.relations().join("+"), link.target())
    };
    assert_eq!(links(&[line]).iter().map(shown).collect::<Vec<_>>(), expected);
}

#[test]
fn a_line_may_hold_several_links() {
    let line = r#"<https://api.test/a?x=1,2>; rel="next", </b>;rel=last"#;
    check(line, &["next https://api.test/a?x=1,2", "last https://api.test/b"]);
    check("</a>; rel=next,, ,</b>; rel=last,", &["next https://api.test/a", "last https://api.test/b"]);
}

#[test]
fn several_lines_are_one_list() {
    let links = links(&["</a>; rel=next", "</b>; rel=prev"]);
    assert_eq!(links.next().map(Link::target), Some("https://api.test/a"));
    assert_eq!(links.prev().map(Link::target), Some("https://api.test/b"));
    assert_eq!((links.first(), links.last()), (None, None));
}

#[test]
fn a_link_may_have_several_relations() {
    check(r#"</a>; rel="NEXT  http://x.test/Y	last""#, &["next+http://x.test/y+last https://api.test/a"]);
    assert!(links(&["</a>; rel=\"start next\""]).next().expect("a link").has_relation("Start"));
    check(r#"</a>; rel="next"; rel="prev""#, &["next https://api.test/a"]);
    check("</a>", &[" https://api.test/a"]);
}

#[test]
fn quoted_values_hold_anything() {
    check(r#"</a>; title="a, b; <c> \"d\" \\"; rel="next""#, &[r#"next https://api.test/a title=a, b; <c> "d" \"#]);
    check(r#"</a>; rel="next"; title="open"#, &["next https://api.test/a title=open"]);
    check(r#"</a>; title="open\"#, &[" https://api.test/a title=open"]);
}

#[test]
fn parameters_are_read_as_leniently_as_the_standard_says() {
    check("</a> ; REL = next ; flag;;type=text/html", &["next https://api.test/a flag= type=text/html"]);
    check("</a>; rel=\"next\" junk, </b>; rel=last", &["next https://api.test/a"]);
    check("</a>; type=a; type=b; x=1; x=2", &[" https://api.test/a type=a x=1 x=2"]);
}

#[test]
fn what_is_no_link_ends_its_line() {
    for nothing in ["", " ", "next", "</a", "rel=next, </a>; rel=next"] {
        check(nothing, &[]);
    }
    check("</a>; rel=next, b; rel=last, </c>", &["next https://api.test/a"]);
}

#[test]
fn values_in_other_encodings_take_precedence() {
    check(
        "</a>; title=plain; title*=UTF-8'de'n%c3%a4chstes%20Kapitel",
        &[" https://api.test/a title=nächstes Kapitel"],
    );
    check("</a>; title*=iso-8859-1''%a3; title=plain", &[" https://api.test/a title=£"]);
    check("</a>; title*=utf-8''%ff; title=plain", &[" https://api.test/a title=plain"]);
    check("</a>; title*=broken; title=plain", &[" https://api.test/a title=plain"]);
}

#[test]
fn targets_are_relative_to_the_request() {
    check("<?page=3>; rel=next", &["next https://api.test/v1/users?page=3"]);
    check("<others>; rel=next", &["next https://api.test/v1/others"]);
    check("<../x>; rel=next", &["next https://api.test/x"]);
    check("<//cdn.test/x>; rel=next", &["next https://cdn.test/x"]);
    check("<>; rel=self", &["self https://api.test/v1/users?page=2"]);
}

#[test]
fn links_of_something_else_are_not_those_of_the_answer() {
    let other = links(&["</a>; rel=next; anchor=\"/other\", </b>; rel=next"]);
    assert_eq!(other.next().map(Link::target), Some("https://api.test/b"));
    assert_eq!(other.iter().next().and_then(Link::context), Some("https://api.test/other"));
    let own = links(&["</a>; rel=next; anchor=\"?page=2\""]);
    assert_eq!(own.next().map(Link::target), Some("https://api.test/a"));
}

#[test]
fn what_is_printed_has_no_query() {
    let text = format!("{:?}", links(&["</a?token=s3cret>; rel=next"]));
    assert!(text.contains("https://api.test/a") && !text.contains("s3cret"), "{text}");
}

#[test]
fn references_resolve_as_in_the_examples_of_the_standard() {
    #[track_caller]
    fn check(reference: &str, expected: &str) {
        assert_eq!(resolve::resolve("http://a/b/c/d;p?q", reference), expected, "{reference}");
    }
    // RFC 3986, sections 5.4.1 and 5.4.2.
    check("g:h", "g:h");
    check("g", "http://a/b/c/g");
    check("./g", "http://a/b/c/g");
    check("g/", "http://a/b/c/g/");
    check("/g", "http://a/g");
    check("//g", "http://g");
    check("?y", "http://a/b/c/d;p?y");
    check("g?y", "http://a/b/c/g?y");
    check("#s", "http://a/b/c/d;p?q#s");
    check("g#s", "http://a/b/c/g#s");
    check("g?y#s", "http://a/b/c/g?y#s");
    check(";x", "http://a/b/c/;x");
    check("g;x", "http://a/b/c/g;x");
    check("g;x?y#s", "http://a/b/c/g;x?y#s");
    check("", "http://a/b/c/d;p?q");
    check(".", "http://a/b/c/");
    check("./", "http://a/b/c/");
    check("..", "http://a/b/");
    check("../", "http://a/b/");
    check("../g", "http://a/b/g");
    check("../..", "http://a/");
    check("../../", "http://a/");
    check("../../g", "http://a/g");
    check("../../../g", "http://a/g");
    check("../../../../g", "http://a/g");
    check("/./g", "http://a/g");
    check("/../g", "http://a/g");
    check("g.", "http://a/b/c/g.");
    check(".g", "http://a/b/c/.g");
    check("g..", "http://a/b/c/g..");
    check("..g", "http://a/b/c/..g");
    check("./../g", "http://a/b/g");
    check("./g/.", "http://a/b/c/g/");
    check("g/./h", "http://a/b/c/g/h");
    check("g/../h", "http://a/b/c/h");
    check("g;x=1/./y", "http://a/b/c/g;x=1/y");
    check("g;x=1/../y", "http://a/b/c/y");
    check("g?y/./x", "http://a/b/c/g?y/./x");
    check("g?y/../x", "http://a/b/c/g?y/../x");
    check("g#s/./x", "http://a/b/c/g#s/./x");
    check("http:g", "http:g");
}

#[test]
fn a_base_without_a_path_has_a_root() {
    assert_eq!(resolve::resolve("https://a", "g"), "https://a/g");
    assert_eq!(resolve::resolve("https://a/", "?x"), "https://a/?x");
    assert_eq!(resolve::resolve("https://a//b", "c"), "https://a//c");
}

#[test]
fn no_text_makes_it_panic() {
    let mut random = fastrand::Rng::with_seed(8288);
    let words = ["<", ">", ";", ",", "=", "\"", "\\", "rel", "*", "'", "%", "/", "..", "ü", " ", "utf-8''", "a:", "?"];
    for _ in 0..20_000 {
        let line: String = (0..random.usize(..20)).map(|_| words[random.usize(..words.len())]).collect();
        for value in syntax::link_values(&line) {
            assert!(line.contains(&value.target));
            let link = Link::new(value, URL);
            assert!(link.attributes().all(|(name, _)| !matches!(name, "rel" | "anchor")));
        }
    }
}
