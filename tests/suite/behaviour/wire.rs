//! The bytes that each operation sends, and what it refuses to send.

use std::time::Duration;

use archera_client::models::{InviteUsers, Maybe, RegisterOrg, Role, UserInvite};
use bv_client::models::{AccountInput, BatchCreateSubOrgsRequest, OrganizationType, SubOrgInput};
use serde_json::json;

use crate::behaviour::modes::{Modes, ask};
use crate::behaviour::recorder::{Recorder, lines};
use crate::behaviour::requests;

const ACCEPT: &str = "accept: application/json";
const JSON: &str = "content-type: application/json";

/// Clients as a user makes them: nothing said about where the API is.
fn archera(recorder: &Recorder) -> Modes<archera_client::Client, archera_client::blocking::Client> {
    let builder = archera_client::Client::builder().api_key("key-1").transport(recorder.clone());
    Modes::new(builder.clone().build().unwrap(), builder.build_blocking().unwrap())
}

fn bv(recorder: &Recorder) -> Modes<bv_client::Client, bv_client::blocking::Client> {
    let builder = bv_client::Client::builder().bearer_token("token-1").transport(recorder.clone());
    Modes::new(builder.clone().build().unwrap(), builder.build_blocking().unwrap())
}

const REGISTERED: &str = r#"{"id":"org-2","name":"Acme"}"#;

/// The URL and the body of the request that registers an org; the headers are always the same.
#[track_caller]
fn registers(partner: &str, org: RegisterOrg, path: &str, body: &str) {
    let recorder = Recorder::answering(200, REGISTERED);
    let clients = archera(&recorder);
    let url = format!("POST https://api.archera.ai{path}");
    let expected = [&url, ACCEPT, JSON, "user-agent: archera-client/0.0.0", "x-api-key: key-1", body];
    for answer in ask!(clients, client => client.register_org(partner, org.clone())) {
        assert_eq!(answer.unwrap().value().id, "org-2");
        assert_eq!(recorder.last(), expected);
    }
    let told = clients.asynchronous.register_org(partner, org).to_http_request().unwrap();
    assert_eq!(lines(&told), expected);
}

#[track_caller]
fn invites(partner: &str, child: &str, invites: InviteUsers, path: &str, body: &str) {
    let recorder = Recorder::answering(200, "[]");
    let clients = archera(&recorder);
    let url = format!("POST https://api.archera.ai{path}");
    let expected = [&url, ACCEPT, JSON, "user-agent: archera-client/0.0.0", "x-api-key: key-1", body];
    for answer in ask!(clients, client => client.invite_users(partner, child, invites.clone())) {
        assert_eq!(answer.unwrap().into_inner(), []);
        assert_eq!(recorder.last(), expected);
    }
}

#[track_caller]
fn creates(org: &str, request: BatchCreateSubOrgsRequest, body: &str) {
    let recorder = Recorder::answering(200, "{}");
    let clients = bv(&recorder);
    let header = format!("x-bv-org-id: {org}");
    let url = "POST https://api.one.blendvision.com/bv/org/v1/sub-orgs:batch";
    let token = "authorization: Bearer token-1";
    let expected = [url, ACCEPT, token, JSON, "user-agent: bv-client/0.0.0", &header, body];
    for answer in ask!(clients, client => client.batch_create_sub_orgs(org, request.clone())) {
        assert_eq!(answer.unwrap().value().organizations, None);
        assert_eq!(recorder.last(), expected);
    }
}

#[test]
fn only_what_is_set_is_sent() {
    registers("partner-7", RegisterOrg::new("Acme"), "/v2/partners/partner-7/orgs", r#"{"name":"Acme"}"#);
    invites("p", "c", InviteUsers::new([]), "/v2/partners/p/orgs/c/invites", r#"{"users":[]}"#);
    creates("org-1", BatchCreateSubOrgsRequest::new(), "{}");
}

#[test]
fn everything_that_is_set_is_sent() {
    let users = json!([
        {"email": "nobody@acme.test"},
        {"email": "user@acme.test", "role": "user"},
        {"email": "admin@acme.test", "role": "admin"},
        {"email": "support@acme.test", "role": "support"},
        {"email": "cloud-rep@acme.test", "role": "cloud_rep"},
        {"email": "restricted-user@acme.test", "role": "restricted_user"},
    ]);
    let body = concat!(
        r#"{"name":"Acme","labra_subscription_id":"labra-3","users":USERS,"domain":"acme.test","#,
        r#""primary_address":{"line1":"1 Main St","line2":"Suite 2","city":"Springfield","state":"OR","#,
        r#""zip":"97477","country":"US"},"aws_marketplace_offer_link":"https://aws.test/offers/1","#,
        r#""azure_marketplace_offer_link":"https://azure.test/offers/2","#,
        r#""gcp_marketplace_offer_link":"https://gcp.test/offers/3"}"#,
    );
    let users = users.to_string();
    registers("p", requests::org(), "/v2/partners/p/orgs", &body.replace("USERS", &users));
    let body = r#"{"users":USERS}"#.replace("USERS", &users);
    invites("p", "c", requests::invites(), "/v2/partners/p/orgs/c/invites", &body);
    let body = concat!(
        r#"{"organizations":[{"name":"Acme","parent_id":"org-1","type":"ORGANIZATION_TYPE_BUSINESS","#,
        r#""description":"all of it","owner":{"email":"ada@acme.test","password":"Pa55word!","first_name":"Ada","#,
        r#""last_name":"Lovelace","need_confirm":true},"accounts":[{"first_name":"Bo","last_name":"Derek"}],"#,
        r#""plan_ids":["plan-1","plan-2"],"billing_cycle":1,"#,
        r#""contract_valid_start_time":"2024-07-29T17:51:28.100+02:00","contract_months":12,"contract_days":-1,"#,
        r#""time_zone":"Asia/Taipei"},{"name":"Beta","parent_id":"org-1","type":"ORGANIZATION_TYPE_RESELLER","#,
        r#""owner":{"first_name":"Cy","last_name":"Young"}}]}"#,
    );
    creates("org-1", requests::sub_orgs(), body);
}

#[test]
fn absent_null_and_a_value_are_three_things() {
    let domain = |domain: Maybe<String>, body: &str| {
        registers("p", RegisterOrg::new("A").domain(domain), "/v2/partners/p/orgs", body);
    };
    domain(Maybe::Absent, r#"{"name":"A"}"#);
    domain(Maybe::Null, r#"{"name":"A","domain":null}"#);
    domain(None.into(), r#"{"name":"A","domain":null}"#);
    domain(Maybe::Value(String::new()), r#"{"name":"A","domain":""}"#);
    domain("acme.test".into(), r#"{"name":"A","domain":"acme.test"}"#);
    let nulls = concat!(
        r#"{"name":"Acme","domain":null,"primary_address":null,"aws_marketplace_offer_link":null,"#,
        r#""azure_marketplace_offer_link":null,"gcp_marketplace_offer_link":null}"#,
    );
    registers("p", requests::org_of_nulls(), "/v2/partners/p/orgs", nulls);
    let empty = RegisterOrg::new("A").users([]);
    registers("p", empty, "/v2/partners/p/orgs", r#"{"name":"A","users":[]}"#);
}

#[test]
fn text_is_written_as_json_writes_it() {
    let body = r#"{"name":"\"\\\n\u0000é😀</script>"}"#;
    registers("p", RegisterOrg::new("\"\\\n\0é😀</script>"), "/v2/partners/p/orgs", body);
}

#[test]
fn values_that_an_enum_does_not_know_are_sent_as_they_are() {
    let czar = UserInvite::new("a").role(Role::Unknown("czar \"I\"".to_owned()));
    let body = r#"{"users":[{"email":"a","role":"czar \"I\""}]}"#;
    invites("p", "c", InviteUsers::new([czar]), "/v2/partners/p/orgs/c/invites", body);
    let moon = OrganizationType::from("ORGANIZATION_TYPE_MOON");
    let org = SubOrgInput::new("A", "o", moon, AccountInput::new("B", "C"));
    let body = concat!(
        r#"{"organizations":[{"name":"A","parent_id":"o","type":"ORGANIZATION_TYPE_MOON","#,
        r#""owner":{"first_name":"B","last_name":"C"}}]}"#,
    );
    creates("o", BatchCreateSubOrgsRequest::new().organizations([org]), body);
}

#[test]
fn odd_ids_stay_one_segment() {
    for (id, segment) in [
        ("a/b", "a%2Fb"),
        ("a b?c#d", "a%20b%3Fc%23d"),
        ("%2e%2e", "%252e%252e"),
        ("..;", "..%3B"),
        ("...", "..."),
        ("{id}", "%7Bid%7D"),
        ("a\\b", "a%5Cb"),
        ("ü\n\0", "%C3%BC%0A%00"),
        ("@:+,=&", "%40%3A%2B%2C%3D%26"),
        ("-._~", "-._~"),
    ] {
        let path = format!("/v2/partners/{segment}/orgs");
        registers(id, RegisterOrg::new("A"), &path, r#"{"name":"A"}"#);
        let path = format!("/v2/partners/p/orgs/{segment}/invites");
        invites("p", id, InviteUsers::new([]), &path, r#"{"users":[]}"#);
    }
}

#[test]
fn ids_that_lead_to_another_operation_are_refused() {
    let recorder = Recorder::answering(200, "[]");
    let clients = archera(&recorder);
    for (id, what) in [("..", "two dots"), (".", "a single dot"), ("", "empty")] {
        let answers = ask!(clients, client => client.invite_users(id, "c", requests::invites()));
        for error in answers.map(Result::unwrap_err) {
            let message = format!("inviteUsers: path parameter `partner_org_id` must not be {what}");
            assert_eq!((error.to_string(), error.is_invalid_request()), (message, true));
        }
        let answers = ask!(clients, client => client.invite_users("p", id, requests::invites()));
        for error in answers.map(Result::unwrap_err) {
            let message = format!("inviteUsers: path parameter `child_org_id` must not be {what}");
            assert_eq!((error.to_string(), error.is_invalid_request()), (message, true));
        }
    }
    assert_eq!(recorder.count(), 0);
}

#[test]
fn a_header_argument_cannot_carry_another_header() {
    let recorder = Recorder::answering(200, "{}");
    let clients = bv(&recorder);
    for id in ["org-1\r\nx-evil: 1", "org-1\nx-evil: 1", "org-1\r", "org\0", "örg"] {
        let request = BatchCreateSubOrgsRequest::new();
        for answer in ask!(clients, client => client.batch_create_sub_orgs(id, request.clone())) {
            let message = "batchCreateSubOrgs: the value of header `x-bv-org-id` has characters that a header cannot \
                           hold: only visible ASCII, spaces and tabs";
            assert_eq!(answer.unwrap_err().to_string(), message);
        }
    }
    assert_eq!(recorder.count(), 0);
}

#[test]
fn a_call_may_have_headers_of_its_own() {
    let recorder = Recorder::answering(200, REGISTERED);
    let clients = archera(&recorder);
    let org = RegisterOrg::new("A");
    let answers = ask!(clients, client => client
        .register_org("p", org.clone())
        .header("X-Request-Id", "r-1")
        .header("user-agent", "mine/1"));
    for answer in answers {
        assert_eq!(answer.unwrap().status().as_u16(), 200);
    }
    let url = "POST https://api.archera.ai/v2/partners/p/orgs";
    let own = ["user-agent: mine/1", "x-api-key: key-1", "x-request-id: r-1"];
    assert_eq!(recorder.last(), [&[url, ACCEPT, JSON][..], &own, &[r#"{"name":"A"}"#]].concat());
}

#[test]
fn a_call_cannot_replace_the_credential_or_the_frame() {
    let recorder = Recorder::answering(200, REGISTERED);
    let clients = archera(&recorder);
    for (name, why) in [
        ("x-api-key", "is already set by a credential or a parameter"),
        ("Host", "belongs to the transport and cannot be set"),
        ("content-length", "belongs to the transport and cannot be set"),
    ] {
        let org = RegisterOrg::new("A");
        for answer in ask!(clients, client => client.register_org("p", org.clone()).header(name, "1")) {
            let message = format!("registerOrg: header `{}` {why}", name.to_lowercase());
            assert_eq!(answer.unwrap_err().to_string(), message);
        }
    }
    assert_eq!(recorder.count(), 0);
}

#[test]
fn a_call_may_have_a_time_of_its_own() {
    let recorder = Recorder::silent();
    let clients = bv(&recorder);
    let request = requests::sub_orgs();
    let soon = Duration::from_millis(20);
    for answer in ask!(clients, client => client.batch_create_sub_orgs("o", request.clone()).timeout(soon)) {
        let error = answer.unwrap_err();
        assert_eq!((error.is_timeout(), error.attempts()), (true, 1));
    }
    assert_eq!(recorder.count(), 2);
}

#[test]
fn a_base_url_of_ones_own_keeps_its_path() {
    let recorder = Recorder::answering(200, REGISTERED);
    let builder = archera_client::Client::builder().api_key("key-1").transport(recorder.clone());
    let client = builder.base_url("https://proxy.test/archera/").build().unwrap();
    let request = client.register_org("p", RegisterOrg::new("A")).to_http_request().unwrap();
    assert_eq!(request.uri(), "https://proxy.test/archera/v2/partners/p/orgs");
}
