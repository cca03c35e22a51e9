use super::*;

#[track_caller]
fn check(template: &str, values: &[(&str, &str)], expected: &str) {
    let actual = server_url(template, values).unwrap_or_else(|error| error.to_string());
    assert_eq!(actual, expected);
}

const NOT_A_HOST: &str = "the server variable `x` must have nothing but letters, digits, `-`, `.`, `_` and `:`, \
                          as it is a part of the host";

#[test]
fn variables_stand_anywhere_in_a_url() {
    check("https://{x}.h.test/{v}", &[("x", "eu-1"), ("v", "v1")], "https://eu-1.h.test/v1");
    check(
        "{scheme}://{host}:{port}{path}",
        &[("scheme", "https"), ("host", "h.test"), ("port", "8443"), ("path", "/a/b")],
        "https://h.test:8443/a/b",
    );
    check("{url}", &[("url", "https://h.test/v1")], "https://h.test/v1");
    check("{root}/v2", &[("root", "https://h.test")], "https://h.test/v2");
    check("{root}/v2", &[("root", "")], "/v2");
    check("/{v}", &[("v", "v1")], "/v1");
    check("https://h.test{path}", &[("path", "/sell/v1")], "https://h.test/sell/v1");
    check("https://h.test{path}/x", &[("path", "/sell")], "https://h.test/sell/x");
    check("https://h.test{path}/x", &[("path", "")], "https://h.test/x");
    check("https://api{x}.h.test", &[("x", "")], "https://api.h.test");
    check("https://h.test/{x}", &[("x", "")], "https://h.test/");
    check("https://h.test/{open", &[], "https://h.test/{open");
}

#[test]
fn a_value_leads_to_no_other_host() {
    for hostile in [
        "evil.test/",
        "a@evil.test",
        "evil.test?",
        "evil.test#",
        "evil.test\\",
        "a b",
        "evil.test%2F",
        "é",
        "/",
        "//evil.test/",
    ] {
        check("https://{x}.h.test", &[("x", hostile)], NOT_A_HOST);
        check("https://api.{x}.h.test", &[("x", hostile)], NOT_A_HOST);
    }
    check("https://h.test{x}", &[("x", ".evil.test/")], NOT_A_HOST);
    check("https://h.test{x}", &[("x", "@evil.test")], NOT_A_HOST);
    check("https://h.test{x}", &[("x", "//evil.test")], "https://h.test//evil.test");
    check("https://{x}", &[("x", "/evil.test")], NOT_A_HOST);
    check("https://{x}.h.test", &[("x", "")], "the server variable `x` must not be empty");
    check("https://api.{x}.h.test", &[("x", "")], "the server variable `x` must not be empty");
    check("{x}://h.test", &[("x", "https://evil.test/")], "the server variable `x` must be `https` or another scheme");
    check(
        "{x}",
        &[("x", "https://a@evil.test")],
        "the server variable `x` must be a URL without a user, a query or a fragment",
    );
}

#[test]
fn values_in_the_path_are_encoded_once() {
    check("https://h.test/{x}", &[("x", "a/b c%20ü@")], "https://h.test/a/b%20c%2520%C3%BC@");
    check(
        "https://h.test/{x}",
        &[("x", "a?b")],
        "the server variable `x` must not have a query, a fragment or a backslash",
    );
    check(
        "https://h.test/{x}",
        &[("x", "a#b")],
        "the server variable `x` must not have a query, a fragment or a backslash",
    );
}

#[test]
fn values_are_of_those_allowed_and_defaults_stand_for_themselves() {
    let server =
        Server::new("https://{region}.test/{v}").variable("region", "eu", &["us", "ap"]).variable("v", "1", &[]);
    let url = |server: Server| server.url().unwrap_or_else(|error| error.to_string());
    assert_eq!(url(server.clone()), "https://eu.test/1");
    assert_eq!(url(server.clone().with("region", "us").with("v", "2")), "https://us.test/2");
    assert_eq!(url(server.with("region", "me")), "the server variable `region` must be one of `us`, `ap`");
    assert_eq!(url(Server::new("https://{tenant}.test")), "the server variable `tenant` has no value");
    assert_eq!(url(Server::new("https://{tenant}.test").with("tenant", "acme")), "https://acme.test");
}

#[track_caller]
fn check_resolved(reference: &str, expected: &str) {
    assert_eq!(resolve("https://h.test/a/b/openapi.json?x=1#y", reference), expected);
}

#[test]
fn relative_urls_are_resolved_against_the_document() {
    check_resolved("/v1", "https://h.test/v1");
    check_resolved("/v1/", "https://h.test/v1/");
    check_resolved("/", "https://h.test/");
    check_resolved("v1", "https://h.test/a/b/v1");
    check_resolved("./v1", "https://h.test/a/b/v1");
    check_resolved("../v1", "https://h.test/a/v1");
    check_resolved("../../../v1", "https://h.test/v1");
    check_resolved("..", "https://h.test/a/");
    check_resolved(".", "https://h.test/a/b/");
    check_resolved("/a/./b/../c", "https://h.test/a/c");
    check_resolved("//other.test/v1", "https://other.test/v1");
    check_resolved("http://other.test/v1", "http://other.test/v1");
    assert_eq!(resolve("https://h.test", "v1"), "https://h.test/v1");
    let server = Server::new("/{v}").variable("v", "v1", &[]).relative_to("https://h.test/openapi.json");
    assert_eq!(server.url().expect("a URL"), "https://h.test/v1");
}
