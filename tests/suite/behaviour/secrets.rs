//! Canaries in every place where the two APIs have a secret, and eyes on every place where one could be seen.

use std::error::Error as _;
use std::fmt::Debug;
use std::io;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use archera_client::models::{RegisterOrg, UserInvite};
use archera_client::operations::RegisterOrg as Register;
use bv_client::Error;
use bv_client::models::{
    AccountInput, BatchCreateSubOrgsRequest, BatchCreateSubOrgsResponse, OrganizationType, SubOrgInput,
};
use specwright_runtime::{BuildError, Bytes, http, read};
use tracing_subscriber::filter::LevelFilter;
use tracing_subscriber::util::SubscriberInitExt;

use crate::behaviour::server::{Fate, Server, answer, closed_port};

const TOKEN: &str = "canary-token-1";
const KEY: &str = "canary-key-2";
const PASSWORD: &str = "canary-Pa55word-3";
const IN_BODY: &str = "canary-body-4";
const IN_HEADER: &str = "canary-header-5";
const IN_URL: &str = "canary-url-6";

#[track_caller]
fn silent(text: &str, place: &str) {
    for canary in [TOKEN, KEY, PASSWORD, IN_BODY, IN_HEADER, IN_URL] {
        assert!(!text.contains(canary), "{canary} is seen in {place}: {text}");
    }
}

#[track_caller]
fn unseen(value: &impl Debug) {
    silent(&format!("{value:?} {value:#?}"), std::any::type_name_of_val(value));
}

/// Everything an error shows of itself.
#[track_caller]
fn check<E>(error: &Error<E>, place: &str) {
    silent(&format!("{error} {error:?} {error:#?}"), place);
    let mut cause = error.source();
    while let Some(error) = cause {
        silent(&format!("{error} {error:?} {error:#?}"), place);
        cause = error.source();
    }
}

fn archera() -> archera_client::ClientBuilder {
    archera_client::Client::builder().api_key(KEY).default_header("x-session", IN_HEADER).allow_http(true)
}

fn bv() -> bv_client::ClientBuilder {
    bv_client::Client::builder().bearer_token(TOKEN).default_header("x-session", IN_HEADER).allow_http(true)
}

fn request() -> BatchCreateSubOrgsRequest {
    let account = AccountInput::new("Ada", "Lovelace").password(PASSWORD);
    let org = SubOrgInput::new("Acme", "org-1", OrganizationType::Business, account.clone()).accounts([account]);
    BatchCreateSubOrgsRequest::new().organizations([org])
}

/// Answers that fit, that do not, and that are none.
fn fates() -> Vec<Fate> {
    let lines = [format!("set-cookie: session={IN_HEADER}"), format!("location: https://h/?{IN_URL}")];
    let headers = lines.each_ref().map(String::as_str);
    let bodies = [
        format!(r#"{{"message":"{IN_BODY}","timestamp":"","type":"","status":"{IN_BODY}"}}"#),
        format!(r#"{{"code":"{IN_BODY}","message":["{IN_BODY}"]}}"#),
        format!(r#"{{"organizations":[{{"organization":{{"owner":{{"password":["{IN_BODY}"]}}}}}}]}}"#),
        format!(r#"{{"organizations":"{IN_BODY}","id":{{"{IN_BODY}":1}}}}"#),
        format!("<html>{IN_BODY}"),
        String::new(),
    ];
    let statuses = ["200 OK", "302 Found", "401 Who", "422 What", "418 Teapot", "429 Slow", "503 Busy"];
    let answers = statuses.iter().flat_map(|status| bodies.iter().map(|body| answer(status, &headers, body)));
    let cut = format!("HTTP/1.1 200 OK\r\nset-cookie: {IN_HEADER}\r\ncontent-length: 999\r\n\r\n{IN_BODY}");
    let broken = [
        Fate::Reset(Vec::new()),
        Fate::Answered(cut.clone().into()),
        Fate::Answered(cut.replace("200 OK", "403 No").into()),
        Fate::Answered(cut.replace("content-length: 999", "content-encoding: gzip").into()),
        Fate::Answered(format!("HTTP/1.1 {IN_BODY}\r\n\r\n").into()),
        Fate::Stalled(cut.into()),
        Fate::Stalled(Vec::new()),
    ];
    answers.chain(broken).collect()
}

/// Fails in every way, with canaries in what goes out and in what comes back.
async fn fail_in_every_way() {
    for fate in fates() {
        let server = Server::start(vec![fate.clone()]).await;
        let patience = Duration::from_millis(if matches!(fate, Fate::Stalled(_)) { 150 } else { 10_000 });
        let place = format!("{fate:?}");
        let archera = archera().base_url(server.url()).read_timeout(patience).build().unwrap();
        if let Err(error) = archera.register_org("p", RegisterOrg::new("Acme")).header("x-own", IN_HEADER).await {
            check(&error, &place);
        }
        let invites = archera_client::models::InviteUsers::new([UserInvite::new("ada@acme.test")]);
        check(&archera.invite_users("p", "c", invites).await.expect_err("a fault"), &place);
        let bv = bv().base_url(server.url()).read_timeout(patience).build().unwrap();
        if let Err(error) = bv.batch_create_sub_orgs("org-1", request()).await {
            check(&error, &place);
        }
        let sent = format!("{:?}", server.received());
        assert!([TOKEN, KEY, PASSWORD, IN_HEADER].iter().all(|canary| sent.contains(canary)), "not sent: {sent}");
    }
    let closed = closed_port().await;
    let bv = bv().base_url(closed).max_attempts(1).build().unwrap();
    check(&bv.batch_create_sub_orgs("org-1", request()).await.unwrap_err(), "a refused connection");
    let injected = format!("{IN_HEADER}\r\n");
    check(&bv.batch_create_sub_orgs(&injected, request()).await.unwrap_err(), "an argument that is refused");
    let call = bv.batch_create_sub_orgs("org-1", request()).header("x-own", &injected);
    check(&call.await.unwrap_err(), "a header that is refused");
    let keyless = bv_client::Client::builder().build().unwrap();
    check(&keyless.batch_create_sub_orgs(IN_HEADER, request()).await.unwrap_err(), "a missing credential");
}

#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn errors_and_logs_tell_no_secrets() {
    let log = Log::default();
    let writer = log.clone();
    let subscriber = tracing_subscriber::fmt().with_max_level(LevelFilter::TRACE).with_writer(move || writer.clone());
    let guard = subscriber.finish().set_default();
    fail_in_every_way().await;
    drop(guard);
    let log = String::from_utf8_lossy(&log.0.lock().unwrap()).into_owned();
    assert!(["TRACE", "hyper_util"].iter().all(|word| log.contains(word)), "the log is deaf: {log:.500}");
    silent(&log, "the log");
}

#[test]
fn builders_clients_calls_and_requests_tell_no_secrets() {
    let (archera_builder, bv_builder) = (archera(), bv());
    unseen(&archera_builder);
    unseen(&bv_builder);
    let (archera, bv) = (archera_builder.build().unwrap(), bv_builder.clone().build().unwrap());
    unseen(&archera);
    unseen(&bv);
    unseen(&bv_builder.build_blocking().unwrap());
    unseen(&archera.register_org("p", RegisterOrg::new("Acme")).header("x-own", IN_HEADER));
    let call = bv.batch_create_sub_orgs("org-1", request());
    unseen(&call);
    unseen(&call.to_http_request().unwrap().headers()["authorization"]);
    let call = archera.register_org("p", RegisterOrg::new("Acme"));
    unseen(&call.to_http_request().unwrap().headers()["x-api-key"]);
    unseen(&call.response());
    unseen(&call_of(&bv).into_future());
    unseen(&request());
}

fn call_of(client: &bv_client::Client) -> bv_client::Call<bv_client::operations::BatchCreateSubOrgs> {
    client.batch_create_sub_orgs("org-1", request())
}

#[track_caller]
fn refused<T: Debug>(built: Result<T, BuildError>) {
    let error = built.unwrap_err();
    silent(&error.to_string(), "a refused setting");
    unseen(&error);
}

#[test]
fn refused_settings_tell_no_secrets() {
    for url in [format!("https://h/?{IN_URL}"), format!("https://me:{IN_URL}@h"), format!("{IN_URL} {IN_URL}")] {
        unseen(&archera().base_url(&url));
        refused(archera().base_url(&url).build());
        refused(bv().base_url(&url).build_blocking());
    }
    refused(archera().api_key(format!("{KEY}\n")).build());
    refused(bv().bearer_token(format!("{TOKEN}ü")).build());
}

#[test]
fn passwords_that_come_back_are_not_printed() {
    let owner = format!(r#"{{"first_name":"Ada","last_name":"Lovelace","password":"{PASSWORD}"}}"#);
    let organization = format!(r#"{{"name":"A","parent_id":"o","owner":{owner},"accounts":[{owner}]}}"#);
    let body = format!(r#"{{"organizations":[{{"organization":{organization}}}]}}"#);
    let read: BatchCreateSubOrgsResponse = serde_json::from_str(&body).unwrap();
    unseen(&read);
    let organizations = read.organizations.unwrap();
    let owner = &organizations[0].organization.value().unwrap().owner;
    assert_eq!(owner.password.as_ref().unwrap().expose(), PASSWORD);
}

#[test]
fn the_headers_of_an_answer_are_not_printed() {
    let answer = http::Response::builder().header("x-token", IN_HEADER).body(Bytes::from(r#"{"id":"1","name":"A"}"#));
    let response = read::<Register>(answer.unwrap()).unwrap();
    unseen(&response);
    assert_eq!(response.headers()["x-token"], IN_HEADER);
}
