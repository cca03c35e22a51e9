//! Proxies on the wire.

use specwright_runtime::Proxy;

use crate::api::{Client, THING, thing};
use crate::secrets::overheard;
use crate::server::{Server, answer};

/// The request line and the proxy's password as the proxy sees them; the origin never hears the password.
async fn through(proxy: impl FnOnce(String) -> Proxy, url: &str) -> (String, Option<String>) {
    let server = Server::start(vec![answer("200 OK", &[], THING)]).await;
    let client = Client::builder().base_url(url).allow_http(true).proxy(proxy(server.url())).build().expect("a client");
    let _ = client.get_thing("7").await;
    let received = server.received();
    let line = received[0].head.lines().next().expect("a line").to_owned();
    (line, received[0].header("proxy-authorization").map(str::to_owned))
}

#[tokio::test]
async fn plain_requests_are_sent_to_the_proxy_and_encrypted_ones_through_it() {
    let (line, auth) = through(Proxy::all, "http://things.test/v1").await;
    assert_eq!((line.as_str(), auth), ("GET http://things.test/v1/things/7 HTTP/1.1", None));
    let with_auth = |url: String| Proxy::all(url).basic_auth("me", "hush");
    let (line, auth) = through(with_auth, "http://things.test").await;
    assert_eq!(
        (line.as_str(), auth.as_deref()),
        ("GET http://things.test/things/7 HTTP/1.1", Some("Basic bWU6aHVzaA=="))
    );
    let (line, auth) = through(with_auth, "https://things.test").await;
    assert_eq!((line.as_str(), auth.as_deref()), ("CONNECT things.test:443 HTTP/1.1", Some("Basic bWU6aHVzaA==")));
}

#[tokio::test]
async fn a_password_is_sent_as_it_is_and_never_logged() {
    let log = overheard(async {
        for url in ["http://things.test", "https://things.test"] {
            // `me:h@sh:/%41ü`
            let (_, auth) = through(|url| Proxy::all(url).basic_auth("me", "h@sh:/%41ü"), url).await;
            assert_eq!(auth.as_deref(), Some("Basic bWU6aEBzaDovJTQxw7w="));
        }
    })
    .await;
    assert!(
        log.contains("connected to") && !log.contains("h@sh") && !log.contains("h%40sh") && !log.contains("bWU6aEBzaD")
    );
}

#[tokio::test]
async fn hosts_can_be_kept_from_the_proxy() {
    let server = Server::start(vec![answer("200 OK", &[], THING)]).await;
    for proxy in
        [Proxy::all("http://proxy.invalid:1").no_proxy(["127.0.0.0/8"]), Proxy::https("http://proxy.invalid:1")]
    {
        let builder = Client::builder().base_url(server.url()).allow_http(true).proxy(proxy);
        assert_eq!(builder.build().expect("a client").get_thing("7").await.expect("a thing"), thing());
    }
    assert!(server.received().iter().all(|request| request.target() == "/things/7"));
}

#[test]
fn a_proxy_that_cannot_be_used_is_found_when_the_client_is_built() {
    for (url, expected) in [
        ("http://me:hush@proxy.test", "the URL must not have a user or a password in it"),
        ("proxy.test:80/x", "the URL is not a valid absolute URL"),
        ("socks5://proxy.test", "the URL must begin with `https://`"),
    ] {
        let error = Client::builder().base_url("https://h").proxy(Proxy::all(url)).build().expect_err("a bad proxy");
        assert_eq!(error.to_string(), format!("a proxy cannot be used: {expected}"));
    }
    let proxy = Proxy::all("http://proxy.test").basic_auth("a:b", "hush");
    let error = Client::builder().base_url("https://h").proxy(proxy).build().expect_err("a bad proxy").to_string();
    assert_eq!(error, "a proxy cannot be used: there is a colon in its user name");
}
