//! Canaries in everything that a token is got with.

use std::error::Error as StdError;
use std::time::Duration;

use specwright_runtime::{
    ClientAuth, ClientCredentials, Credential, Identity, Proxy, RefreshToken, Token, TokenProvider,
};

use crate::api::Client;
use crate::secrets::overheard;
use crate::server::{Fate, Server, answer};

const CLIENT_SECRET: &str = "canary client+1";
const REFRESH: &str = "canary-refresh-2";
const NEW_REFRESH: &str = "canary-new-refresh-3";
const ACCESS: &str = "canary-access-4";
const PARAM: &str = "canary-param-5";
const PROXY: &str = "canary-proxy-6";
const KEY: &str = "canary-key-7";
const URL: &str = "canary-url-8";

const ALL: [&str; 12] = [
    CLIENT_SECRET,
    "canary+client%2B1",
    "canary%20client%2B1",
    // `me:` and the encoded secret, and as they are.
    "bWU6Y2FuYXJ5K2NsaWVudCUyQjE",
    "bWU6Y2FuYXJ5IGNsaWVudCsx",
    REFRESH,
    NEW_REFRESH,
    ACCESS,
    PARAM,
    PROXY,
    KEY,
    URL,
];

#[track_caller]
fn silent(text: &str, place: &str) {
    for canary in ALL {
        assert!(!text.contains(canary), "{canary} is seen in {place}: {text}");
    }
}

#[track_caller]
fn check(error: &(dyn StdError + 'static), place: &str) {
    let mut cause = Some(error);
    while let Some(error) = cause {
        silent(&format!("{error:?} {error:#?} {error}"), place);
        cause = error.source();
    }
}

/// The endpoint repeats all that it was told.
fn fates() -> Vec<Fate> {
    let echoed = format!("{} {PARAM}", ALL[..5].join(" "));
    let bodies = [
        format!(r#"{{"error": "{CLIENT_SECRET}", "error_description": "{echoed}"}}"#),
        format!(r#"{{"error": "invalid_grant", "error_description": "{PARAM}={PARAM}"}}"#),
        format!(r#"{{"error": ["{ACCESS}"], "access_token": ["{ACCESS}"]}}"#),
        format!(r#"{{"access_token": "{ACCESS}", "token_type": "{ACCESS}", "refresh_token": "{NEW_REFRESH}"}}"#),
        format!(r#"{{"access_token": "{ACCESS}\n", "refresh_token": "{NEW_REFRESH}"}}"#),
        format!(r#"{{"access_token": "{ACCESS}", "expires_in": "{ACCESS}", "refresh_token": "{NEW_REFRESH}"}}"#),
        format!("{ACCESS} {echoed}"),
    ];
    let header = format!("location: https://h.test/?{ACCESS}");
    let statuses = ["200 OK", "302 Found", "400 Bad Request", "503 Busy"];
    let answers = statuses.iter().flat_map(|status| bodies.iter().map(|body| answer(status, &[&header], body)));
    let broken =
        [Fate::Reset(Vec::new()), Fate::Stalled(Vec::new()), Fate::Answered(format!("HTTP/1.1 {ACCESS}").into())];
    answers.chain(broken).collect()
}

fn providers(url: &str) -> [Credential; 3] {
    let url = format!("{url}/token?key={URL}");
    let credentials = ClientCredentials::new(&url, "me", CLIENT_SECRET).param("assertion", PARAM);
    let refresh = RefreshToken::new(&url, "me", REFRESH).client_secret(CLIENT_SECRET).param("assertion", PARAM);
    silent(&format!("{credentials:?} {credentials:#?} {refresh:?} {refresh:#?}"), "a provider");
    let in_body = credentials.clone().client_auth(ClientAuth::Body);
    [Credential::tokens(credentials), Credential::tokens(in_body), Credential::tokens(refresh)]
}

async fn fail_in_every_way() {
    for fate in fates() {
        for number in 0..3 {
            let server = Server::start(vec![fate.clone()]).await;
            let credential = providers(&server.url()).into_iter().nth(number).expect("a provider");
            silent(&format!("{credential:?}"), "a credential");
            let builder = Client::builder().base_url(server.url()).allow_http(true).max_attempts(1);
            let builder = builder.read_timeout(Duration::from_millis(200)).credential("bearer", credential);
            silent(&format!("{builder:?}"), "a builder");
            let client = builder.build().expect("a client");
            silent(&format!("{client:?}"), "a client");
            // Where a token was given, the API answers as the endpoint did.
            check(&client.get_thing("7").await.expect_err("a fault"), &format!("{fate:?}"));
            assert!(format!("{:?}", server.received()).contains(URL), "the canaries are not out");
        }
    }
}

#[tokio::test]
async fn a_refresh_token_that_is_repeated_is_not_shown() {
    let body = format!(r#"{{"error": "invalid_grant", "error_description": "{REFRESH} of {CLIENT_SECRET}"}}"#);
    let server = Server::start(vec![answer("400 Bad Request", &[], body)]).await;
    let [.., refresh] = providers(&server.url());
    let builder = Client::builder().base_url(server.url()).allow_http(true).credential("bearer", refresh);
    let error = builder.build().expect("a client").get_thing("7").await.expect_err("no token");
    check(&error, "a refused refresh token");
    let source = error.source().expect("a source").to_string();
    assert_eq!(source, "the token endpoint answered 400 Bad Request with `invalid_grant`: *** of ***");
}

#[tokio::test]
async fn fetching_a_token_tells_no_secrets() {
    silent(&overheard(fail_in_every_way()).await, "the log");
}

#[track_caller]
fn refused(provider: impl TokenProvider) {
    let builder = Client::builder().base_url("https://h").credential("bearer", Credential::tokens(provider));
    silent(&format!("{builder:?}"), "a builder");
    check(&builder.build().expect_err("a token URL that cannot be used"), "a refused token URL");
}

#[test]
fn what_is_refused_beforehand_tells_no_secrets() {
    for url in
        [format!("https://me:{URL}@h/"), format!("https://h/#{URL}"), format!("{URL} {URL}"), format!("http://{URL}/")]
    {
        let credentials = ClientCredentials::new(&url, "me", CLIENT_SECRET);
        silent(&format!("{credentials:?}"), "a provider");
        refused(credentials);
        refused(RefreshToken::new(&url, "me", REFRESH).client_secret(CLIENT_SECRET));
    }
    silent(&format!("{:?}", Token::new(ACCESS).expires_in(Duration::from_secs(1))), "a token");
    for url in ["https://proxy.test".to_owned(), format!("https://me:{PROXY}@proxy.test"), format!("{PROXY} {PROXY}")] {
        let proxy = Proxy::all(url).basic_auth("me", PROXY);
        silent(&format!("{proxy:?} {proxy:#?}"), "a proxy");
        let builder = Client::builder().base_url("https://h").proxy(proxy);
        silent(&format!("{builder:?}"), "a builder");
        match builder.build() {
            Ok(client) => silent(&format!("{client:?}"), "a client"),
            Err(error) => check(&error, "a refused proxy"),
        }
    }
    let key = format!("-----BEGIN PRIVATE KEY-----\n{KEY}\n-----END PRIVATE KEY-----");
    let identity = Identity::from_pem(KEY, key);
    silent(&format!("{identity:?}"), "an identity");
    check(&Client::builder().base_url("https://h").identity(identity).build().expect_err("no identity"), "an identity");
}
