//! A generated call against the same call written by hand on reqwest with serde's derives, to one server on loopback.
//!
//! Every round makes one call of each kind, beginning with another kind each time; what is compared are the medians of
//! all rounds. Written by hand is what a careful person writes for one operation: its types, a status that is no success
//! as an error, and the body decoded; once without and once with the time limits that generated clients have. It does not
//! retry, hold bodies against a limit, check that an argument stays in its place in the path, or say where a body does not fit.
//!
//! `cargo bench -p specwright-tests --bench call`

#![allow(missing_docs, reason = "structs of a benchmark")]
#![allow(clippy::expect_used, reason = "a benchmark has nobody to report to")]
#![allow(clippy::print_stdout, reason = "a program whose output is the point")]

use std::hint::black_box;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::thread;
use std::time::Duration;

use archera_client::models::{RegisterOrg, RegisterOrgResponse, Role, UserInvite};
use tokio::runtime::Runtime;

use rounds::{Times, ratio, take_turns};

mod rounds;

const ANSWER: &str = r#"{"id":"org-2","name":"Acme","memberships":[{"role":"admin","username":"ada@acme.test"},{"role":"user","username":"bo@acme.test"}],"domain":"acme.test","primary_address":null}"#;

/// What a careful person writes for one operation: the types, the error and the call.
#[allow(dead_code, reason = "most of what is read is of no use to a benchmark")]
mod by_hand {
    use serde::{Deserialize, Serialize};

    #[derive(Serialize)]
    pub(crate) struct RegisterOrg {
        pub(crate) name: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        pub(crate) users: Option<Vec<UserInvite>>,
        #[serde(skip_serializing_if = "Option::is_none")]
        pub(crate) domain: Option<String>,
    }

    #[derive(Serialize)]
    pub(crate) struct UserInvite {
        pub(crate) email: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        pub(crate) role: Option<Role>,
    }

    #[derive(Serialize, Deserialize)]
    #[serde(rename_all = "snake_case")]
    pub(crate) enum Role {
        User,
        Admin,
        Support,
        CloudRep,
        RestrictedUser,
    }

    #[derive(Deserialize)]
    pub(crate) struct RegisterOrgResponse {
        pub(crate) id: String,
        pub(crate) name: String,
        #[serde(default)]
        pub(crate) memberships: Vec<Membership>,
        pub(crate) domain: Option<String>,
        pub(crate) primary_address: Option<Address>,
        pub(crate) aws_marketplace_offer_link: Option<String>,
        pub(crate) azure_marketplace_offer_link: Option<String>,
        pub(crate) gcp_marketplace_offer_link: Option<String>,
    }

    #[derive(Deserialize)]
    pub(crate) struct Membership {
        pub(crate) role: Option<Role>,
        pub(crate) username: Option<String>,
    }

    #[derive(Deserialize)]
    pub(crate) struct Address {
        pub line1: String,
        pub line2: Option<String>,
        pub(crate) city: String,
        pub(crate) state: String,
        pub(crate) zip: String,
        pub(crate) country: String,
    }

    pub(crate) async fn register_org(
        client: &reqwest::Client,
        base: &str,
        key: &str,
        partner: &str,
        org: &RegisterOrg,
    ) -> Result<RegisterOrgResponse, Box<dyn std::error::Error>> {
        let url = format!("{base}/v2/partners/{partner}/orgs");
        let request = client.post(url).header("x-api-key", key).header("content-type", "application/json");
        let answer = request.body(serde_json::to_vec(org)?).send().await?.error_for_status()?;
        Ok(serde_json::from_slice(&answer.bytes().await?)?)
    }
}

/// Answers every request on every connection the same way, and keeps connections open.
fn serve() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            thread::spawn(move || answer_all(stream));
        }
    });
    url
}

fn answer_all(stream: TcpStream) -> std::io::Result<()> {
    stream.set_nodelay(true)?;
    let length = ANSWER.len();
    let answer =
        format!("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {length}\r\n\r\n{ANSWER}");
    let (mut reader, mut writer) = (BufReader::new(stream.try_clone()?), stream);
    loop {
        let mut body = 0;
        loop {
            let mut line = String::new();
            if reader.read_line(&mut line)? == 0 {
                return Ok(());
            }
            if let Some((name, value)) = line.split_once(':')
                && name.eq_ignore_ascii_case("content-length")
            {
                body = value.trim().parse().unwrap_or(0);
            }
            if line.trim().is_empty() {
                break;
            }
        }
        reader.read_exact(&mut vec![0; body])?;
        writer.write_all(answer.as_bytes())?;
    }
}

/// How often each call is made.
const ROUNDS: usize = 6000;

fn main() {
    let url = serve();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let bare = reqwest::Client::builder().no_proxy().build().expect("a client");
    let limited = reqwest::Client::builder()
        .no_proxy()
        .connect_timeout(Duration::from_secs(5))
        .read_timeout(Duration::from_secs(30))
        .timeout(Duration::from_secs(60))
        .build()
        .expect("a client");
    let builder = archera_client::Client::builder().api_key("key").base_url(&url).allow_http(true);
    let client = builder.build().expect("a client");
    let calls: [(&str, &dyn Fn()); 3] = [
        ("by hand", &|| drop(black_box(hand_written(&runtime, &bare, &url)))),
        ("by hand, with time limits", &|| drop(black_box(hand_written(&runtime, &limited, &url)))),
        ("generated", &|| drop(black_box(generated(&runtime, &client)))),
    ];
    let times = take_turns(&calls.map(|(_, call)| call), ROUNDS);
    let generated = times.last().map(Times::median).unwrap_or_default();
    for ((name, _), times) in calls.iter().zip(&times) {
        let median = times.median();
        println!("{name:26} {:7.1} us, generated / this: {:.3}", median.as_secs_f64() * 1e6, ratio(generated, median));
    }
}

fn hand_written(runtime: &Runtime, client: &reqwest::Client, url: &str) -> by_hand::RegisterOrgResponse {
    let user = |email: &str, role| by_hand::UserInvite { email: email.to_owned(), role: Some(role) };
    let users = vec![user("ada@acme.test", by_hand::Role::Admin), user("bo@acme.test", by_hand::Role::User)];
    let org =
        by_hand::RegisterOrg { name: "Acme".to_owned(), users: Some(users), domain: Some("acme.test".to_owned()) };
    runtime.block_on(by_hand::register_org(client, url, "key", "partner-7", &org)).expect("an org")
}

fn generated(runtime: &Runtime, client: &archera_client::Client) -> RegisterOrgResponse {
    let user = |email: &str, role| UserInvite::new(email).role(role);
    let users = [user("ada@acme.test", Role::Admin), user("bo@acme.test", Role::User)];
    let org = RegisterOrg::new("Acme").users(users).domain("acme.test");
    runtime.block_on(client.register_org("partner-7", org).into_future()).expect("an org")
}
