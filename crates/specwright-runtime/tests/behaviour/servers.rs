//! Operations with a server of their own, and whose credentials go where.

use specwright_runtime::{
    Answer, Call, Credential, Failure, InvalidRequest, Method, Operation, RequestWriter, Security, Server, Settings,
    Token,
};

use crate::mock::{Mock, answered};

/// Goes to a server of its own, with a credential.
struct ByteSource;
/// Goes to the same, with a credential if there is one.
struct Optional;
/// Goes to the same host as all others, under another path.
struct Relative;

macro_rules! operation {
    ($Name:ident, $server:expr, $security:expr) => {
        impl Operation for $Name {
            type Output = ();
            type Error = std::convert::Infallible;
            const ID: &'static str = stringify!($Name);
            const METHOD: Method = Method::POST;
            const SERVER: Option<&'static str> = Some($server);
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

operation!(ByteSource, "https://up.test/v2/", &[&["key"]]);
operation!(Optional, "https://up.test/v2/", &[&["key"], &[]]);
operation!(Relative, "/v9", &[&["key"]]);

fn settings(mock: &Mock) -> Settings {
    let mut settings = Settings::new("servers-test/1", None);
    settings.base_url("https://api.test/v1");
    settings.default_header("x-own", "mine");
    settings.credential("key", Credential::header("x-key", "k"));
    settings.transport(mock.clone());
    settings
}

/// URL, key, own header and user agent of the request that goes out; or why none does.
async fn check<O: Operation<Output = ()>>(operation: O, set: impl FnOnce(&mut Settings), expected: &str) {
    let mock = Mock::new(|_| answered(200, &[], ""));
    let mut settings = settings(&mock);
    set(&mut settings);
    let client = settings.build().expect("a client");
    let actual = match Call::new(&client, operation).await {
        Ok(()) => {
            let requests = mock.requests();
            let header = |name| requests[0].headers().get(name).map_or("-", |value| value.to_str().expect("text"));
            let (key, token) = (header("x-key"), header("authorization"));
            format!("{} {key} {token} {} {}", requests[0].uri(), header("x-own"), header("user-agent"))
        }
        Err(error) => error.to_string(),
    };
    assert_eq!(actual, expected);
}

const REFUSED: &str = "ByteSource: the operation needs the credential `key` and goes to `https://up.test`, which is not the \
                       origin of the base URL; if that server may have it, say so with `trust_origin` on the client's \
                       builder";

#[tokio::test]
async fn credentials_go_to_no_origin_that_the_caller_has_not_named() {
    check(ByteSource, |_| {}, REFUSED).await;
    check(Optional, |_| {}, "https://up.test/v2/x - - - servers-test/1").await;
    let trusted = "https://up.test/v2/x k - mine servers-test/1";
    check(ByteSource, |settings| settings.trust_origin("https://up.test"), trusted).await;
    check(ByteSource, |settings| settings.trust_origin("https://UP.test:443/"), trusted).await;
    check(Optional, |settings| settings.trust_origin("https://up.test"), trusted).await;
    check(ByteSource, |settings| settings.trust_origin("https://up.test:8443"), REFUSED).await;
    check(ByteSource, |settings| settings.trust_origin("https://test"), REFUSED).await;
    check(ByteSource, |settings| settings.base_url("https://up.test/v1"), trusted).await;
}

#[tokio::test]
async fn a_relative_server_and_a_replaced_one_keep_to_the_origin_of_the_base_url() {
    check(Relative, |_| {}, "https://api.test/v9/x k - mine servers-test/1").await;
    check(Relative, |settings| settings.base_url("https://b.test/a/b"), "https://b.test/v9/x k - mine servers-test/1")
        .await;
    let here = |settings: &mut Settings| settings.replace_server("https://up.test/v2", "https://api.test/up");
    check(ByteSource, here, "https://api.test/up/x k - mine servers-test/1").await;
}

#[tokio::test]
async fn tokens_of_a_provider_are_bound_to_origins_too() {
    let tokens =
        |settings: &mut Settings| settings.credential("key", Credential::tokens(|| async { Ok(Token::new("t")) }));
    check(ByteSource, tokens, REFUSED).await;
    check(Optional, tokens, "https://up.test/v2/x - - - servers-test/1").await;
    check(Relative, tokens, "https://api.test/v9/x - Bearer t mine servers-test/1").await;
}

#[tokio::test]
async fn a_server_with_variables_is_a_base_url() {
    let server = |region: &str| {
        Server::new("https://{region}.api.test/{version}")
            .variable("region", "eu", &["eu", "us"])
            .variable("version", "v1", &[])
            .with("region", region)
    };
    let url = "https://us.api.test/v9/x k - mine servers-test/1";
    check(Relative, |settings| settings.server(server("us")), url).await;
    let mut settings = settings(&Mock::new(|_| None));
    settings.server(server("evil.test/"));
    let error = settings.build().expect_err("a value that is not allowed").to_string();
    assert_eq!(error, "the server variable `region` must be one of `eu`, `us`");
}
