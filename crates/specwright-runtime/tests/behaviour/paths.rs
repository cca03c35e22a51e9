use percent_encoding::percent_decode_str;

use crate::api::{Client, THING};
use crate::mock::Mock;
use crate::server::{Server, answer};

const HOSTILE: &[&str] = &[
    "",
    ".",
    "..",
    "...",
    "/",
    "//",
    "../",
    "/..",
    "../..",
    "./.",
    "a/b",
    "a/../b",
    "%",
    "%2e",
    "%2E%2e",
    "%2e%2e%2f",
    "%252e",
    "%2F",
    "\\",
    "..\\..",
    "?",
    "?a=b",
    "#",
    "#x",
    ";",
    "..;",
    "..;/x",
    ";a=b",
    ":",
    "@",
    "user@host",
    "&",
    "=",
    "+",
    " ",
    "  ",
    "\t",
    "\n",
    "\r\n",
    "\0",
    "a\tb",
    "a\nb",
    "a\r\nhost: evil\r\n\r\n",
    "\u{7f}",
    "\u{85}",
    "\u{a0}",
    "\u{200b}",
    "\u{202e}",
    "\u{feff}",
    "\u{fffd}",
    "\u{10ffff}",
    "ü",
    "日本",
    "😀",
    "．．",
    "/／",
    "{id}",
    "{",
    "}",
    "%7Bid%7D",
    "'",
    "\"",
    "<script>",
    "|",
    "^",
    "`",
    "[",
    "]",
    "*",
    "~",
    "-",
    "_",
    "$",
    "!",
    "(",
    ")",
    ",",
    "null",
    "undefined",
    "http://evil.test/",
    "//evil.test",
    "a:b",
    ":download",
];

fn random_text(random: &mut fastrand::Rng) -> String {
    let alphabet =
        ['.', '.', '/', '\\', '%', '2', 'e', 'E', 'f', '?', '#', ':', ';', ' ', '\t', '\n', '\r', '\0', 'ü', '😀', 'a'];
    (0..random.usize(0..8)).map(|_| random.choice(alphabet).unwrap_or('x')).collect()
}

fn inputs() -> Vec<String> {
    let mut random = fastrand::Rng::with_seed(7);
    let long = "x/".repeat(4000);
    HOSTILE
        .iter()
        .map(|text| text.to_string())
        .chain([long])
        .chain((0..500).map(|_| random_text(&mut random)))
        .collect()
}

/// The server decodes what was meant between the two ends of the target, in one segment.
#[track_caller]
fn reaches(target: &str, before: &str, after: &str, meant: &str) {
    let segment =
        target.strip_prefix(before).and_then(|rest| rest.strip_suffix(after)).expect("the path of the operation");
    assert!(!segment.contains(['/', '?', '#', '\\']), "{segment:?} for {meant:?}");
    assert_eq!(percent_decode_str(segment).decode_utf8().expect("UTF-8"), meant);
}

#[tokio::test]
async fn an_argument_reaches_its_segment_or_nothing_is_sent() {
    let server = Server::start(vec![answer("200 OK", &[], THING)]).await;
    let base = format!("{}/api/v1/", server.url());
    let client = Client::builder().base_url(base).allow_http(true).bearer("t").build().expect("a client");
    let mut sent = 0;
    for input in inputs() {
        let refused = ["", ".", ".."].contains(&input.as_str());
        match client.get_thing(&input).await {
            Ok(_) => {
                sent += 1;
                reaches(server.received().last().expect("a request").target(), "/api/v1/things/", "", &input);
            }
            Err(error) => assert!(error.is_invalid_request(), "{input:?}: {error}"),
        }
        assert_eq!(server.received().len(), sent, "{input:?}");
        match client.download(&input).await {
            Ok(_) => {
                sent += 1;
                reaches(server.received().last().expect("a request").target(), "/api/v1/things/", ":download", &input);
            }
            Err(error) => assert!(error.is_invalid_request() && refused, "{input:?}: {error}"),
        }
        assert_eq!(server.received().len(), sent, "{input:?}");
    }
    assert!(sent > 1000);
}

/// The same without a server: the target is what is sent, and its segments are what any server sees.
#[test]
fn a_million_arguments_reach_their_segment_or_are_refused() {
    let client = Client::builder().base_url("https://things.test/api/v1/").transport(Mock::new(|_| None)).build();
    let client = client.expect("a client");
    let mut random = fastrand::Rng::with_seed(16);
    let mut refused = 0;
    for _ in 0..1_000_000 {
        let input = random_text(&mut random);
        match client.get_thing(&input).to_http_request() {
            Ok(request) => reaches(request.uri().path(), "/api/v1/things/", "", &input),
            Err(error) => {
                assert!(["", ".", ".."].contains(&input.as_str()), "{input:?}: {error}");
                refused += 1;
            }
        }
    }
    assert!(refused > 1000);
}

#[tokio::test]
async fn lists_cannot_make_segments_of_dots_either() {
    let server = Server::start(vec![answer("204 No Content", &[], "")]).await;
    let client = Client::builder().base_url(server.url()).allow_http(true).build().expect("a client");
    let refused: &[&[&str]] = &[&[], &[""], &["."], &[".."]];
    for parts in refused {
        assert!(client.start(parts).await.expect_err("a refusal").is_invalid_request());
    }
    assert_eq!(server.received().len(), 0);
    let accepted: &[&[&str]] = &[&[".", "."], &["..", ".."], &["", ""], &["a/b", "../c"]];
    for parts in accepted {
        client.start(parts).await.expect("an answer");
        reaches(server.received().last().expect("a request").target(), "/jobs/", "/start", &parts.join(","));
    }
}
