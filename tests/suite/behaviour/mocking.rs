//! What users test with: a mock that is told operations by their types, and recordings.

use std::io;
use std::sync::{Arc, Mutex};

use archera_client::models::{ApiErrorResponse, InviteUsers, OrgMembershipResponse, Role, UserInvite};
use archera_client::{ClientBuilder, InviteUsersError, operations};
use serde_json::{Value, json};
use specwright_runtime::{Mock, Recorder, Replay, Reply};

fn invites() -> InviteUsers {
    InviteUsers::new([UserInvite::new("ann@example.com")])
}

fn members() -> Vec<OrgMembershipResponse> {
    vec![OrgMembershipResponse::new().role(Role::Admin).username("ann@example.com")]
}

fn builder() -> ClientBuilder {
    archera_client::Client::builder().api_key("canary")
}

#[tokio::test]
async fn a_mock_answers_operations_with_models() {
    let mock = Mock::new();
    mock.on::<operations::InviteUsers>().header("x-api-key", "canary").json(&invites()).replies([
        Reply::ok(&members()),
        Reply::status(404).json(&ApiErrorResponse::new("gone", "now", "x")),
        Reply::ok(&members()),
    ]);
    let client = builder().transport(mock.clone()).build().unwrap();
    assert_eq!(client.invite_users("p", "c", invites()).await.unwrap(), members());
    let error = client.invite_users("p", "c", invites()).await.unwrap_err();
    assert!(matches!(error.api(), Some(InviteUsersError::NotFound(_))), "{error:?}");
    let client = builder().transport(mock.clone()).build_blocking().unwrap();
    assert_eq!(client.invite_users("p", "c", invites()).send().unwrap(), members());
    assert_eq!(mock.sent::<operations::InviteUsers>()[2].path(), "/v2/partners/p/orgs/c/invites");
    mock.assert_done();
}

#[derive(Clone, Default)]
struct File(Arc<Mutex<Vec<u8>>>);

impl io::Write for File {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn a_recording_is_replayed_and_can_be_verified() {
    let (mock, file) = (Mock::new(), File::default());
    mock.on::<operations::InviteUsers>().reply(Reply::ok(&members()));
    let recorder = Recorder::new(file.clone());
    let builder_of_recorder = builder().transport(mock).wrap_transport(move |inner| recorder.around(inner));
    builder_of_recorder.build().unwrap().invite_users("p", "c", invites()).await.unwrap();
    let text = String::from_utf8(file.0.lock().unwrap().clone()).unwrap();
    assert!(!text.contains("canary"), "{text}");
    // What `cargo xtask verify` reads of a line.
    let line: Value = serde_json::from_str(&text).unwrap();
    assert_eq!([&line["operation"], &line["status"]], [&json!("inviteUsers"), &json!(200)]);
    assert_eq!(line["body"], serde_json::to_value(members()).unwrap());

    let replay = Replay::new(text).unwrap();
    let client = builder().transport(replay.clone()).build().unwrap();
    assert_eq!(client.invite_users("p", "c", invites()).await.unwrap(), members());
    replay.assert_done();
}
