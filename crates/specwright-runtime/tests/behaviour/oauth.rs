//! What a token endpoint hears, and what is made of its answers.

use std::error::Error as _;
use std::sync::{Arc, Mutex};

use specwright_runtime::{ClientAuth, ClientCredentials, Credential, RefreshToken, TokenError, TokenProvider};

use crate::api::{Client, THING};
use crate::server::{Fate, Received, Server, answer};

const TOKEN: &str = r#"{"access_token": "t-1", "token_type": "bearer", "expires_in": 3600, "refresh_token": "r-2"}"#;

fn client(server: &Server, provider: impl TokenProvider) -> Client {
    let credential = Credential::tokens_for(provider, ["default"]);
    let builder = Client::builder().base_url(server.url()).allow_http(true);
    builder.credential("bearer", credential).build().expect("a client")
}

/// What the token endpoint and the API hear for one call.
async fn heard(provider: impl FnOnce(String) -> Credential) -> Vec<Received> {
    let server = Server::start(vec![answer("200 OK", &[], TOKEN), answer("200 OK", &[], THING)]).await;
    let credential = provider(format!("{}/token?tenant=a", server.url()));
    let builder = Client::builder().base_url(server.url()).allow_http(true).key_query("api-key");
    let client = builder.default_header("x-own", "mine").credential("bearer", credential).build().expect("a client");
    client.get_thing("7").await.expect("a thing");
    server.received()
}

#[tokio::test]
async fn the_client_credentials_grant_on_the_wire() {
    let received =
        heard(|url| Credential::tokens_for(ClientCredentials::new(url, "me:you", "a b+ü"), ["r", "w"])).await;
    let [token, call] = received.as_slice() else { panic!("{received:?}") };
    assert!(token.head.starts_with("POST /token?tenant=a HTTP/1.1\r\n"), "{}", token.head);
    // `me%3Ayou:a+b%2B%C3%BC`
    assert_eq!(token.header("authorization"), Some("Basic bWUlM0F5b3U6YStiJTJCJUMzJUJD"));
    assert_eq!(token.header("content-type"), Some("application/x-www-form-urlencoded"));
    assert_eq!(token.header("accept"), Some("application/json"));
    assert_eq!((token.header("x-own"), token.header("x-api-key")), (None, None));
    assert_eq!(token.body, "grant_type=client_credentials&scope=r+w");
    assert_eq!(call.header("authorization"), Some("Bearer t-1"));
    assert!(call.target().starts_with("/things/7"));
}

#[tokio::test]
async fn the_client_may_tell_its_secret_in_the_body() {
    let provider = |url| ClientCredentials::new(url, "me", "a&b=c").client_auth(ClientAuth::Body);
    let received =
        heard(|url| Credential::tokens_for(provider(url).scopes(["own"]).param("audience", "https://a/"), ["r"])).await;
    assert_eq!(received[0].header("authorization"), None);
    assert_eq!(
        received[0].body,
        "grant_type=client_credentials&scope=own&client_id=me&client_secret=a%26b%3Dc&audience=https%3A%2F%2Fa%2F"
    );
}

#[tokio::test]
async fn the_refresh_of_a_token_on_the_wire() {
    let received = heard(|url| Credential::tokens(RefreshToken::new(url, "me", "r 1"))).await;
    assert_eq!(received[0].header("authorization"), None);
    assert_eq!(received[0].body, "grant_type=refresh_token&refresh_token=r+1&client_id=me");
    let received = heard(|url| Credential::tokens(RefreshToken::new(url, "me", "r").client_secret("s"))).await;
    assert_eq!(received[0].header("authorization"), Some("Basic bWU6cw=="));
    assert_eq!(received[0].body, "grant_type=refresh_token&refresh_token=r");
}

#[tokio::test]
async fn a_new_refresh_token_takes_the_place_of_the_old_one() {
    let unauthorized = || answer("401 Unauthorized", &[], "{}");
    let again = TOKEN.replace("t-1", "t-2").replace(r#", "refresh_token": "r-2""#, "");
    let fates =
        vec![answer("200 OK", &[], TOKEN), unauthorized(), answer("200 OK", &[], again), answer("200 OK", &[], THING)];
    let server = Server::start(fates).await;
    let kept = Arc::new(Mutex::new(Vec::new()));
    let listener = Arc::clone(&kept);
    let provider = RefreshToken::new(format!("{}/token", server.url()), "me", "r-1")
        .on_new_refresh_token(move |new| listener.lock().expect("no panic while held").push(new.expose().to_owned()));
    client(&server, provider).get_thing("7").await.expect("a thing");
    let bodies: Vec<_> = server.received().into_iter().map(|request| request.body).collect();
    assert!(bodies[0].contains("refresh_token=r-1") && bodies[2].contains("refresh_token=r-2"), "{bodies:?}");
    assert_eq!(*kept.lock().expect("no panic while held"), ["r-2"]);
}

/// The error of a call whose token endpoint meets these fates, and how often it was asked.
async fn failed(fates: Vec<Fate>, provider: impl FnOnce(String) -> Credential) -> (String, Option<String>, usize) {
    let server = Server::start(fates).await;
    let credential = provider(format!("{}/token", server.url()));
    let builder = Client::builder().base_url("https://api.test").allow_http(true);
    let client = builder.credential("bearer", credential).build().expect("a client");
    let error = client.get_thing("7").await.expect_err("no token");
    assert!(error.is_credential(), "{error:?}");
    let source = error.source().and_then(|source| source.downcast_ref::<TokenError>()).expect("the source").clone();
    (source.to_string(), source.code().map(str::to_owned), server.received().len())
}

async fn failed_once(status: &str, body: &str) -> (String, Option<String>) {
    let grant = |url| Credential::tokens(ClientCredentials::new(url, "me", "hush"));
    let (message, code, asked) = failed(vec![answer(status, &["location: https://evil.test/"], body)], grant).await;
    assert_eq!(asked, 1);
    (message, code)
}

#[tokio::test]
async fn an_error_of_the_endpoint_is_the_source() {
    let (message, code) =
        failed_once("400 Bad Request", r#"{"error": "invalid_scope", "error_description": "no such scope"}"#).await;
    assert_eq!(message, "the token endpoint answered 400 Bad Request with `invalid_scope`: no such scope");
    assert_eq!(code.as_deref(), Some("invalid_scope"));
    let (message, _) = failed_once("200 OK", r#"{"error": "server_error"}"#).await;
    assert_eq!(message, "the token endpoint answered 200 OK with `server_error`");
    let hostile = r#"{"error": "invalid_client", "error_description": "hush is\r\n wrong: bWU6aHVzaA=="}"#;
    let (message, _) = failed_once("401 Unauthorized", hostile).await;
    assert_eq!(message, "the token endpoint answered 401 Unauthorized with `invalid_client`: *** is wrong: ***");
    let long = format!(r#"{{"error": "e", "error_description": "{}"}}"#, "x".repeat(10_000));
    assert!(failed_once("400 Bad Request", &long).await.0.len() < 400);
}

#[tokio::test]
async fn what_is_no_token_is_none() {
    let cases = [
        ("200 OK", "{}", "without an access token"),
        ("200 OK", "<html>", "without an access token"),
        ("200 OK", r#"{"access_token": 7}"#, "without an access token"),
        ("200 OK", r#"{"access_token": "t", "token_type": "mac"}"#, "with a token that is no bearer token"),
        ("302 Found", "", "without saying why"),
        ("500 Oops", "<html>", "without saying why"),
    ];
    for (status, body, expected) in cases {
        let (message, code) = failed_once(status, body).await;
        assert!(message.ends_with(expected), "{message}");
        assert_eq!(code, None);
    }
}

#[tokio::test]
async fn a_passing_failure_is_asked_about_again() {
    let busy = || answer("503 Busy", &[], "");
    let credentials = |url| Credential::tokens(ClientCredentials::new(url, "me", "hush"));
    let refresh = |url| Credential::tokens(RefreshToken::new(url, "me", "hush"));
    assert_eq!(failed(vec![busy()], credentials).await.2, 3);
    assert_eq!(failed(vec![busy()], refresh).await.2, 3);
    assert_eq!(failed(vec![Fate::Reset(Vec::new())], credentials).await.2, 3);
    assert_eq!(failed(vec![answer("502 Bad Gateway", &[], "")], credentials).await.2, 3);
    // The endpoint may have used the refresh token up.
    assert_eq!(failed(vec![Fate::Reset(Vec::new())], refresh).await.2, 1);
    assert_eq!(failed(vec![answer("502 Bad Gateway", &[], "")], refresh).await.2, 1);
}

#[test]
fn a_token_url_that_cannot_be_used_is_found_when_the_client_is_built() {
    for (url, expected) in [
        ("http://h/t", "is not https; call `allow_http(true)` if the client's secret may travel unencrypted"),
        ("/token", "must be absolute, like `https://login.example.com/token`"),
        ("https://me:hush@h/t", "must not have a user or a password in it"),
        ("https://h/t#hush", "must not have a fragment"),
        ("ftp://h/t", "must begin with `https://`"),
        ("", "is not a valid absolute URL"),
    ] {
        let credential = Credential::tokens(ClientCredentials::new(url, "me", "hush"));
        let builder = Client::builder().base_url("https://h").credential("bearer", credential);
        let error = builder.build().expect_err("a token URL that cannot be used").to_string();
        assert_eq!(error, format!("credential `bearer` cannot be used: the token URL {expected}"));
    }
}
