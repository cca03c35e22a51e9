//! Which credentials go along with an operation, and in what form.

use specwright_runtime::{
    Answer, Client, Credential, Failure, InvalidRequest, Method, Operation, RequestWriter, Security, Settings,
};

use crate::mock::Mock;

/// `GET /x` with the alternatives `a and b`, `c`, `d`.
struct Choice;
/// The same, or nothing.
struct Optional;

macro_rules! operation {
    ($Name:ident, $security:expr) => {
        impl Operation for $Name {
            type Output = ();
            type Error = std::convert::Infallible;
            const ID: &'static str = stringify!($Name);
            const METHOD: Method = Method::GET;
            const PATH: &'static str = "/x";
            const SECURITY: Security = $security;

            fn write(&self, _: &mut RequestWriter) -> Result<(), InvalidRequest> {
                Ok(())
            }

            fn read(answer: &Answer) -> Result<(), Failure<Self::Error>> {
                answer.empty()
            }
        }
    };
}

operation!(Choice, &[&["a", "b"], &["c"], &["d"]]);
operation!(Optional, &[&[], &["a", "b"], &["c"]]);

fn client(credentials: &[(&str, Credential)]) -> Result<Client, String> {
    let mut settings = Settings::new("schemes-test/1", None);
    settings.base_url("https://h.test");
    settings.transport(Mock::new(|_| None));
    for (scheme, credential) in credentials {
        settings.credential(scheme, credential.clone());
    }
    settings.build().map_err(|error| error.to_string())
}

/// Where credentials are seen: query, cookie, key, authorization.
#[track_caller]
fn check<O: Operation>(operation: &O, credentials: &[(&str, Credential)], expected: &str) {
    let actual = client(credentials).and_then(|client| {
        let request = client.request(operation).map_err(|error| error.to_string())?;
        let header = |name| request.headers().get(name).map(|value| value.to_str().expect("text").to_owned());
        let seen =
            [request.uri().query().map(str::to_owned), header("cookie"), header("x-key"), header("authorization")];
        Ok(seen.into_iter().flatten().collect::<Vec<_>>().join(" | "))
    });
    assert_eq!(actual.unwrap_or_else(|error| error), expected);
}

fn key(text: &str) -> Credential {
    Credential::header("x-key", text)
}

#[test]
fn the_first_alternative_that_is_wholly_set_counts() {
    let query = || ("b", Credential::query("key", "q"));
    check(&Choice, &[("a", key("1")), query(), ("c", Credential::bearer("t"))], "key=q | 1");
    check(&Choice, &[("a", key("1")), ("c", Credential::bearer("t"))], "Bearer t");
    check(&Choice, &[("d", key("4")), ("c", Credential::bearer("t")), ("unknown", key("5"))], "Bearer t");
    let missing = "the operation needs the credential `a` and `b`, or `c`, or `d`; set it on the client's builder";
    check(&Choice, &[("a", key("1"))], missing);
    check(&Choice, &[], missing);
}

#[test]
fn optional_credentials_are_sent_by_a_client_that_has_them() {
    check(&Optional, &[], "");
    check(&Optional, &[("a", key("1"))], "");
    check(&Optional, &[("c", key("3"))], "3");
}

#[test]
fn the_last_credential_of_a_scheme_counts() {
    check(&Choice, &[("c", key("1")), ("c", key("2"))], "2");
}

#[test]
fn of_two_credentials_for_one_header_the_first_is_sent() {
    check(&Choice, &[("a", Credential::basic("u", "p")), ("b", Credential::bearer("t"))], "Basic dTpw");
}

#[test]
fn credentials_are_encoded_once_where_their_place_asks_for_it() {
    let only = |credential| [("c", credential)];
    check(&Choice, &only(Credential::query("api key", "a&b=c%20ü+")), "api%20key=a%26b%3Dc%2520%C3%BC%2B");
    check(&Choice, &only(Credential::cookie("__Host-s!d", "a%20b=/+")), "__Host-s!d=a%20b=/+");
    check(&Choice, &only(Credential::cookie("a b;c", "x")), "a%20b%3Bc=x");
    check(&Choice, &only(Credential::basic("ü", "a:b")), "Basic w7w6YTpi");
    check(&Choice, &only(Credential::basic("", "")), "Basic Og==");
    check(&Choice, &only(Credential::http("Digest", "username=\"u\", uri=\"/\"")), "Digest username=\"u\", uri=\"/\"");
    check(&Choice, &only(Credential::http("hoba", "result=\"x\"")), "hoba result=\"x\"");
    check(&Choice, &only(Credential::header("Authorization", "Token t")), "Token t");
}

#[test]
fn what_cannot_be_sent_is_found_when_the_client_is_built() {
    let bad = |credential, expected: &str| check(&Choice, &[("c", credential)], &format!("credential `c` {expected}"));
    bad(Credential::bearer(""), "is empty");
    bad(Credential::bearer("a\r\nb"), "has characters that a header cannot hold");
    bad(Credential::http("two words", "x"), "is of a scheme that is no HTTP token");
    bad(Credential::http("", "x"), "is of a scheme that is no HTTP token");
    bad(Credential::basic("a:b", "x"), "has a colon in its user name");
    bad(Credential::cookie("s", "a;b"), "has characters that a cookie cannot hold");
    bad(Credential::header("host", "x"), "is for a header that cannot be set");
    bad(Credential::header("a b", "x"), "is for a header that cannot be set");
}
