//! Servers that fail under the generated clients. All three operations are POST requests that make something, so none is
//! ever sent twice once it may have arrived.

use std::time::Duration;

use archera_client::models::{InviteUsers, RegisterOrg};
use archera_client::{ErrorKind, InviteUsersError, RegisterOrgError};
use bv_client::models::BatchCreateSubOrgsRequest;
use bv_client::{BatchCreateSubOrgsError, Error};

use crate::behaviour::requests;
use crate::behaviour::server::{Fate, Received, Server, answer, closed_port};

/// What an error tells, without its operation's type.
#[derive(Debug, PartialEq)]
struct Told {
    kind: ErrorKind,
    status: Option<u16>,
    declared: bool,
    attempts: u32,
    retryable: bool,
    body: Option<String>,
}

impl Told {
    fn by<E>(error: &Error<E>) -> Self {
        Self {
            kind: error.kind(),
            status: error.status().map(|status| status.as_u16()),
            declared: error.api().is_some(),
            attempts: error.attempts(),
            retryable: error.is_retryable(),
            body: error.body().map(|body| String::from_utf8_lossy(body).into_owned()),
        }
    }
}

struct Failed {
    register: Error<RegisterOrgError>,
    invite: Error<InviteUsersError>,
    create: Error<BatchCreateSubOrgsError>,
}

impl Failed {
    fn told(&self) -> [Told; 3] {
        [Told::by(&self.register), Told::by(&self.invite), Told::by(&self.create)]
    }
}

fn archera(url: &str) -> archera_client::Client {
    let builder = archera_client::Client::builder().api_key("canary-key").base_url(url).allow_http(true);
    builder.timeout(Duration::from_secs(20)).read_timeout(Duration::from_millis(300)).build().unwrap()
}

fn bv(url: &str) -> bv_client::Client {
    let builder = bv_client::Client::builder().bearer_token("canary-token").base_url(url).allow_http(true);
    builder.timeout(Duration::from_secs(20)).read_timeout(Duration::from_millis(300)).build().unwrap()
}

/// Sends each operation once to a server where all meet the same fate.
async fn fail(url: &str) -> Failed {
    let (archera, bv) = (archera(url), bv(url));
    Failed {
        register: archera.register_org("p", requests::org()).await.expect_err("a fault"),
        invite: archera.invite_users("p", "c", requests::invites()).await.expect_err("a fault"),
        create: bv.batch_create_sub_orgs("o", requests::sub_orgs()).await.expect_err("a fault"),
    }
}

/// Each operation is sent once, and its error tells the same.
async fn check(fate: Fate, kind: ErrorKind, status: Option<u16>, declared: bool, body: Option<&str>) -> Failed {
    let server = Server::start(vec![fate.clone()]).await;
    let failed = fail(&server.url()).await;
    let body = body.map(str::to_owned);
    for told in failed.told() {
        let body = body.clone();
        assert_eq!(told, Told { kind, status, declared, attempts: 1, retryable: false, body }, "{fate:?}");
    }
    let targets: Vec<String> = server.received().iter().map(|request| request.target().to_owned()).collect();
    assert_eq!(targets, ["/v2/partners/p/orgs", "/v2/partners/p/orgs/c/invites", "/bv/org/v1/sub-orgs:batch"]);
    failed
}

const PAGE: &str = "<html><h1>502 Bad Gateway</h1></html>";

#[tokio::test]
async fn a_gateways_page_is_kept_and_no_declared_error() {
    let fate = answer("502 Bad Gateway", &["content-type: text/html"], PAGE);
    let failed = check(fate, ErrorKind::Api, Some(502), false, Some(PAGE)).await;
    let message = "registerOrg: the server answered 502 Bad Gateway; its body is not what the API declares: its media \
                   type is not JSON: expected value (line 1, column 1)";
    assert_eq!(failed.register.to_string(), message);
}

#[tokio::test]
async fn a_body_that_is_not_there_is_no_success_and_no_declared_error() {
    check(answer("200 OK", &[], ""), ErrorKind::Decode, Some(200), false, Some("")).await;
    check(answer("400 Bad Request", &[], ""), ErrorKind::Api, Some(400), false, Some("")).await;
}

#[tokio::test]
async fn a_status_that_is_not_listed_is_the_default_error() {
    let teapot = r#"{"code":7,"message":"short and stout"}"#;
    let fate = answer("418 I'm a teapot", &["content-type: application/json"], teapot);
    let failed = check(fate, ErrorKind::Api, Some(418), true, Some(teapot)).await;
    let error = archera_client::models::Error::new().code(7).message("short and stout");
    assert_eq!(failed.register.into_api(), Some(RegisterOrgError::Default(error.clone())));
    assert_eq!(failed.invite.into_api(), Some(InviteUsersError::Default(error)));
    let status = bv_client::models::Status::new().code(7).message("short and stout");
    assert_eq!(failed.create.into_api(), Some(BatchCreateSubOrgsError::Default(status)));
}

#[tokio::test]
async fn the_server_may_ask_for_patience_and_the_caller_decides() {
    let date = "date: Sun, 06 Nov 1994 08:49:00 GMT";
    for (retry_after, seconds) in [
        ("retry-after: 7", Some(7)),
        ("retry-after: 0", Some(0)),
        ("retry-after: Sun, 06 Nov 1994 08:49:37 GMT", Some(37)),
        ("retry-after: soon", None),
    ] {
        let fate = answer("429 Too Many Requests", &[retry_after, date], "{}");
        let failed = check(fate, ErrorKind::Api, Some(429), true, Some("{}")).await;
        let expected = seconds.map(Duration::from_secs);
        let told = [failed.register.retry_after(), failed.invite.retry_after(), failed.create.retry_after()];
        assert_eq!(told, [expected; 3]);
    }
}

#[tokio::test]
async fn a_reset_after_the_request_arrived_is_not_answered_with_another_request() {
    check(Fate::Reset(Vec::new()), ErrorKind::Transport, None, false, None).await;
    check(Fate::Answered(Vec::new()), ErrorKind::Transport, None, false, None).await;
    check(Fate::Reset("HTTP/1.1 200".into()), ErrorKind::Transport, None, false, None).await;
}

#[tokio::test]
async fn silence_ends_in_a_timeout() {
    check(Fate::Stalled(Vec::new()), ErrorKind::Timeout, None, false, None).await;
    let head = "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{\"id\"";
    check(Fate::Stalled(head.into()), ErrorKind::Timeout, Some(200), false, Some("{\"id\"")).await;
}

#[tokio::test]
async fn a_body_that_breaks_off_is_no_success() {
    let head = "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{}";
    check(Fate::Answered(head.into()), ErrorKind::Transport, Some(200), false, Some("{}")).await;
    let head = "HTTP/1.1 403 Forbidden\r\ncontent-length: 100\r\n\r\n{}";
    check(Fate::Answered(head.into()), ErrorKind::Api, Some(403), false, Some("{}")).await;
}

#[tokio::test]
async fn a_body_without_end_stops_at_the_limit() {
    let server = Server::start(vec![Fate::Endless("HTTP/1.1 200 OK\r\n\r\n".into())]).await;
    let builder = archera_client::Client::builder().api_key("k").base_url(server.url()).allow_http(true);
    let client = builder.body_limit(1000).build().unwrap();
    let error = client.register_org("p", RegisterOrg::new("A")).await.unwrap_err();
    assert_eq!((error.kind(), error.body().map(<[u8]>::len)), (ErrorKind::Transport, Some(1000)));
}

#[tokio::test]
async fn nobody_follows_a_redirect_with_a_credential() {
    for status in ["301 Moved", "302 Found", "303 See Other", "307 Temporary Redirect", "308 Permanent Redirect"] {
        let other = Server::start(vec![answer("200 OK", &[], "{}")]).await;
        let location = format!("location: {}/elsewhere", other.url());
        let code = status[..3].parse().ok();
        check(answer(status, &[&location], "moved"), ErrorKind::Api, code, false, Some("moved")).await;
        assert_eq!(other.received().len(), 0);
    }
}

/// Only what cannot have arrived is sent again.
#[tokio::test]
async fn a_refused_connection_is_tried_again() {
    let url = closed_port().await;
    for told in fail(&url).await.told() {
        let expected = Told {
            kind: ErrorKind::Transport,
            status: None,
            declared: false,
            attempts: 3,
            retryable: true,
            body: None,
        };
        assert_eq!(told, expected);
    }
}

#[tokio::test]
async fn requests_arrive_as_they_were_written() {
    let server =
        Server::start(vec![answer("200 OK", &[], r#"{"id":"1","name":"A"}"#), answer("200 OK", &[], "{}")]).await;
    archera(&server.url()).register_org("a/b", RegisterOrg::new("é")).await.unwrap();
    let create = BatchCreateSubOrgsRequest::new();
    bv(&server.url()).batch_create_sub_orgs("org-1", create).await.unwrap();
    let received = server.received();
    let [register, create] = received.as_slice() else { panic!("two requests") };
    assert!(register.head.starts_with("POST /v2/partners/a%2Fb/orgs HTTP/1.1\r\n"));
    let own = ["x-api-key", "content-type", "content-length", "authorization", "cookie", "referer"];
    let told = |request: &Received| own.map(|name| request.header(name).map(str::to_owned));
    let text = |text: &str| Some(text.to_owned());
    let json = text("application/json");
    assert_eq!(told(register), [text("canary-key"), json.clone(), text("13"), None, None, None]);
    assert_eq!(register.body, r#"{"name":"é"}"#);
    assert!(create.head.starts_with("POST /bv/org/v1/sub-orgs:batch HTTP/1.1\r\n"));
    assert_eq!(told(create), [None, json, text("2"), text("Bearer canary-token"), None, None]);
    assert_eq!(create.header("x-bv-org-id"), Some("org-1"));
}

#[tokio::test]
async fn a_call_given_up_leaves_the_client_usable() {
    let server = Server::start(vec![Fate::Stalled(Vec::new()), answer("200 OK", &[], "[]")]).await;
    let client = archera(&server.url());
    let call = client.invite_users("p", "c", InviteUsers::new([])).into_future();
    let given_up = async {
        while server.received().is_empty() {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    };
    tokio::select! {
        _ = call => panic!("the server is silent"),
        () = given_up => {}
    }
    assert_eq!(client.invite_users("p", "c", InviteUsers::new([])).await.unwrap(), []);
    assert_eq!(server.received().len(), 2);
}
