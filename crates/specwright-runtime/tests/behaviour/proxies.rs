//! Proxies on the wire.

use std::process::Command;

use specwright_runtime::Proxy;
use tokio::io::{AsyncReadExt, AsyncWriteExt, copy_bidirectional};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::rustls::version::TLS13;

use crate::api::{Client, THING, thing};
use crate::secrets::overheard;
use crate::server::{Server, answer};
use crate::tls::Authority;

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

/// A proxy that makes a tunnel to wherever it is asked to, and says so first.
async fn tunnel() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    tokio::spawn(async move {
        while let Ok((mut client, _)) = listener.accept().await {
            let mut request = [0; 4096];
            let count = client.read(&mut request).await.expect("a request");
            let request = String::from_utf8_lossy(&request[..count]);
            let target = request.strip_prefix("CONNECT ").and_then(|rest| rest.split(' ').next()).expect("a target");
            let mut server = TcpStream::connect(target).await.expect("a server");
            client.write_all(b"HTTP/1.1 200 OK\r\n\r\n").await.expect("a client");
            tokio::spawn(async move { copy_bidirectional(&mut client, &mut server).await });
        }
    });
    url
}

#[tokio::test]
async fn what_is_encrypted_passes_through_a_tunnel() {
    let authority = Authority::new();
    let builder = authority.client().base_url(authority.serve(&[&TLS13]).await).proxy(Proxy::all(tunnel().await));
    assert_eq!(builder.build().expect("a client").get_thing("7").await.expect("a thing"), thing());
}

#[tokio::test]
async fn a_proxy_can_be_spoken_to_encrypted() {
    let authority = Authority::new();
    let builder = authority.client().base_url("http://things.test").allow_http(true);
    let builder = builder.proxy(Proxy::all(authority.serve(&[&TLS13]).await));
    assert_eq!(builder.build().expect("a client").get_thing("7").await.expect("a thing"), thing());
}

#[tokio::test]
async fn a_proxy_that_refuses_a_tunnel_has_not_passed_the_request_on() {
    let server = Server::start(vec![answer("407 Proxy Authentication Required", &[], "")]).await;
    let builder = Client::builder().base_url("https://things.test").proxy(Proxy::all(server.url())).max_attempts(1);
    let error = builder.build().expect("a client").get_thing("7").await.expect_err("no tunnel");
    assert_eq!((error.is_transport(), error.to_string().contains("could not be sent")), (true, true), "{error}");
}

/// What a client sees that runs in a process of its own, with these variables; called by itself there.
#[tokio::test]
async fn proxies_of_the_environment_count_if_the_caller_says_so() {
    const NAME: &str = "proxies::proxies_of_the_environment_count_if_the_caller_says_so";
    if std::env::var_os("HTTP_PROXY").is_some_and(|proxy| proxy.to_string_lossy().contains("me:hush@")) {
        let builder = Client::builder().allow_http(true).proxy_from_env(true).max_attempts(1);
        let client = |url: &str| builder.clone().base_url(url).build().expect("a client");
        assert_eq!(client("http://things.test").get_thing("7").await.expect("a thing"), thing());
        assert!(client("http://direct.invalid").get_thing("7").await.expect_err("no such host").is_transport());
        let client = builder.clone().base_url("http://other.invalid").proxy_from_env(false).build().expect("a client");
        assert!(client.get_thing("7").await.expect_err("no such host").is_transport());
        return;
    }
    let server = Server::start(vec![answer("200 OK", &[], THING)]).await;
    let mut command = Command::new(std::env::current_exe().expect("this program"));
    command.args([NAME, "--exact"]).env("HTTP_PROXY", server.url().replace("http://", "http://me:hush@"));
    command.env("NO_PROXY", "direct.invalid");
    let output = tokio::task::spawn_blocking(move || command.output().expect("a process")).await.expect("a process");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
    let seen = server.received();
    let seen: Vec<_> = seen.iter().map(|seen| (seen.target(), seen.header("proxy-authorization"))).collect();
    assert_eq!(seen, [("http://things.test/things/7", Some("Basic bWU6aHVzaA=="))]);
}
