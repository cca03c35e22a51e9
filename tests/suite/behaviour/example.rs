//! The example answer of BlendVision One through the generated types, whole and with what may be different in it.

use bv_client::models::{
    AccountStatus, BatchCreateSubOrgsRequest, BatchCreateSubOrgsResponse, CreatedOrgStatus, Maybe, Organization,
};
use serde_json::{Value, json};
use specwright_runtime::{Bytes, http};

use crate::behaviour::documents;

/// The example as compact JSON, keys in the document's order.
fn example() -> String {
    let document: serde_yaml::Value = serde_yaml::from_str(&documents::file("specs/bv/openapi.yaml")).unwrap();
    let answers = &document["paths"]["/bv/org/v1/sub-orgs:batch"]["post"]["responses"];
    serde_json::to_string(&answers["200"]["content"]["application/json"]["example"]).unwrap()
}

/// The example with something else at a place.
fn with(place: &str, value: Value) -> Value {
    let mut answer: Value = serde_json::from_str(&example()).unwrap();
    *answer.pointer_mut(place).unwrap() = value;
    answer
}

/// Reads an answer, which must come out again as it went in.
#[track_caller]
fn check(answer: &Value) -> BatchCreateSubOrgsResponse {
    let read: BatchCreateSubOrgsResponse = serde_json::from_str(&answer.to_string()).unwrap();
    assert_eq!(json!(read), *answer);
    read
}

fn organization(answer: &BatchCreateSubOrgsResponse) -> &Organization {
    answer.organizations.as_ref().unwrap()[0].organization.value().unwrap()
}

const FIRST: &str = "/organizations/0/organization";

#[test]
fn the_example_comes_out_byte_for_byte() {
    let read: BatchCreateSubOrgsResponse = serde_json::from_str(&example()).unwrap();
    assert_eq!(serde_json::to_string(&read).unwrap(), example());
}

#[test]
fn times_keep_the_way_they_are_written() {
    for time in ["2024-07-29T15:51:28.071Z", "2024-07-29t15:51:28z", "2024-07-29T17:51:28.100000000000+02:00"] {
        let read = check(&with(&format!("{FIRST}/owner/updated_at"), json!(time)));
        assert_eq!(organization(&read).owner.updated_at.value().unwrap().as_str(), time);
    }
}

#[test]
fn times_may_be_null_or_missing() {
    let mut answer: Value = serde_json::from_str(&example()).unwrap();
    let places = [
        "contract_valid_start_time",
        "contract_valid_end_time",
        "created_at",
        "updated_at",
        "owner/created_at",
        "owner/updated_at",
        "accounts/0/created_at",
        "accounts/0/updated_at",
    ];
    for place in places {
        *answer.pointer_mut(&format!("{FIRST}/{place}")).unwrap() = Value::Null;
    }
    assert_eq!(organization(&check(&answer)).contract_valid_end_time, Maybe::Null);
    let object = answer.pointer_mut(FIRST).unwrap().as_object_mut().unwrap();
    object.retain(|key, _| !key.ends_with("_at") && !key.ends_with("_time"));
    assert_eq!(organization(&check(&answer)).contract_valid_end_time, Maybe::Absent);
}

#[test]
fn messages_that_are_not_set_may_be_null() {
    let failed = json!({"organizations": [{"organization": null, "created_status": "CREATED_ORG_STATUS_FAILED"}]});
    let read = check(&failed).organizations.unwrap();
    assert_eq!((read[0].organization.is_null(), &read[0].created_status), (true, &Some(CreatedOrgStatus::Failed)));
    let read = check(&with(&format!("{FIRST}/owner/attrs"), Value::Null));
    assert!(organization(&read).owner.attrs.is_null());
    check(&json!({}));
    check(&json!({"organizations": []}));
}

#[test]
fn null_where_the_document_has_none_reads_as_absent() {
    for place in ["license_key", "description", "billing_cycle", "has_sub_orgs", "accounts", "type"] {
        let answer = with(&format!("{FIRST}/{place}"), Value::Null);
        let read: BatchCreateSubOrgsResponse = serde_json::from_value(answer.clone()).unwrap();
        let mut without = answer;
        without.pointer_mut(FIRST).unwrap().as_object_mut().unwrap().remove(place);
        assert_eq!(json!(read), without);
    }
}

#[test]
fn values_that_an_enum_does_not_know_are_kept() {
    let read = check(&with(&format!("{FIRST}/owner/status"), json!("ACCOUNT_STATUS_ON_THE_MOON")));
    let expected = AccountStatus::Unknown("ACCOUNT_STATUS_ON_THE_MOON".to_owned());
    assert_eq!(organization(&read).owner.status, Some(expected));
    for place in ["type", "status", "owner/role_type", "owner/created_status", "accounts/0/status"] {
        check(&with(&format!("{FIRST}/{place}"), json!("NEW")));
    }
    check(&with("/organizations/0/created_status", json!("NEW")));
}

#[test]
fn properties_that_nobody_knows_are_no_error() {
    let plain: BatchCreateSubOrgsResponse = serde_json::from_str(&example()).unwrap();
    for place in ["", "/organizations/0", FIRST, &format!("{FIRST}/owner"), &format!("{FIRST}/accounts/0")] {
        let mut answer: Value = serde_json::from_str(&example()).unwrap();
        let object = answer.pointer_mut(place).unwrap().as_object_mut().unwrap();
        object.insert("new_in_v2".to_owned(), json!({"deep": [1, null]}));
        assert_eq!(serde_json::from_value::<BatchCreateSubOrgsResponse>(answer).unwrap(), plain, "{place}");
    }
}

#[test]
fn what_does_not_fit_is_named_by_its_place() {
    let client = bv_client::Client::builder().bearer_token("token").build().unwrap();
    let call = client.batch_create_sub_orgs("org-1", BatchCreateSubOrgsRequest::new());
    let check = |place: &str, value: Value, path: &str| {
        let answer = with(&format!("{FIRST}/{place}"), value).to_string();
        let error = call.read_http_response(http::Response::new(Bytes::from(answer.clone()))).unwrap_err();
        assert_eq!((error.is_decode(), error.decode_path()), (true, Some(path)));
        assert_eq!(error.body(), Some(answer.as_bytes()));
    };
    let organization = "organizations[0].organization";
    check("accounts/0/created_at", json!("yesterday"), &format!("{organization}.accounts[0].created_at"));
    check("billing_cycle", json!(3_000_000_000_u32), &format!("{organization}.billing_cycle"));
    check("owner/password", json!(1234), &format!("{organization}.owner.password"));
}

#[test]
fn what_does_not_fit_is_told_in_words() {
    let client = bv_client::Client::builder().bearer_token("token").build().unwrap();
    let call = client.batch_create_sub_orgs("org-1", BatchCreateSubOrgsRequest::new());
    let check = |place: &str, value: Value, path: &str, message: &str| {
        let answer = with(&format!("{FIRST}/{place}"), value).to_string();
        let error = call.read_http_response(http::Response::new(Bytes::from(answer))).unwrap_err();
        let told = error.to_string();
        let (reason, _) = told.rsplit_once(" (line").unwrap();
        let start = "batchCreateSubOrgs: the server answered 200 OK, but the body does not fit: ";
        assert_eq!((reason.strip_prefix(start), error.decode_path()), (Some(message), Some(path)));
    };
    let organization = "organizations[0].organization";
    let expected = "invalid value: integer, expected i32";
    check("billing_cycle", json!(3_000_000_000_u32), &format!("{organization}.billing_cycle"), expected);
    check("owner", json!({}), &format!("{organization}.owner.first_name"), "missing field `first_name`");
    let expected = "invalid type, expected a string";
    check("owner/password", json!(1234), &format!("{organization}.owner.password"), expected);
}

#[test]
fn a_success_that_nobody_declared_is_no_error_answer_of_the_api() {
    let client = bv_client::Client::builder().bearer_token("token").build().unwrap();
    let call = client.batch_create_sub_orgs("org-1", BatchCreateSubOrgsRequest::new());
    let answer = http::Response::builder().status(202).body(Bytes::from_static(b"{}")).unwrap();
    let error = call.read_http_response(answer).unwrap_err();
    assert_eq!(error.kind(), bv_client::ErrorKind::Decode);
    assert_eq!((error.status().map(|status| status.as_u16()), error.body()), (Some(202), Some(&b"{}"[..])));
    assert!(error.to_string().contains("a success that the API does not declare"), "{error}");
}

#[test]
fn an_answer_that_is_cut_off_inside_of_a_record_says_so() {
    let client = bv_client::Client::builder().bearer_token("token").build().unwrap();
    let call = client.batch_create_sub_orgs("org-1", BatchCreateSubOrgsRequest::new());
    let answer = Bytes::from_static(br#"{"organizations": [{"organization": {"name": "x", "owner": {"first_na"#);
    let error = call.read_http_response(http::Response::new(answer)).unwrap_err();
    assert!(error.to_string().contains("EOF while parsing"), "{error}");
    assert_eq!(error.decode_path(), Some("organizations[0].organization.owner"));
}
