//! The BlendVision client against Prism.

use bv_client::models::{Any, BatchCreateSubOrgsRequest, OrganizationType, RoleType, Status, SubOrgInput};
use bv_client::{BatchCreateSubOrgsError, Client, blocking};

use crate::behaviour::lossless;
use crate::behaviour::modes::{Modes, ask};
use crate::behaviour::prism::{self, Prism, accepted, declared, refused};
use crate::behaviour::requests;

fn clients(prism: &Prism) -> Modes<Client, blocking::Client> {
    let builder = Client::builder().bearer_token("token").base_url(prism.url()).allow_http(true);
    Modes::new(builder.clone().build().unwrap(), builder.build_blocking().unwrap())
}

/// The error as Prism makes it when nothing is random: the smallest `int32`.
fn status() -> Status {
    Status::new().code(i32::MIN).message("string").details([Any::new().r#type("string")])
}

#[test]
fn every_way_to_create_sub_orgs_is_accepted() {
    let Some(prism) = Prism::of("bv") else { return };
    let clients = clients(&prism);
    for request in [BatchCreateSubOrgsRequest::new(), requests::sub_orgs()] {
        for answer in ask!(clients, client => client.batch_create_sub_orgs("org-1", request.clone())) {
            let created = accepted(answer).organizations.unwrap();
            let [created] = created.as_slice() else { panic!("the example has one organization") };
            let organization = created.organization.value().unwrap();
            let accounts = organization.accounts.as_deref().unwrap();
            assert_eq!(accounts[0].role_type, Some(RoleType::Owner));
            assert_eq!(organization.created_at.value().unwrap().as_str(), "2024-07-29T15:51:28.071Z");
            assert_eq!(accounts[0].password.as_ref().unwrap().expose(), "string");
        }
    }
}

#[test]
fn the_declared_errors_have_their_variants() {
    let Some(prism) = Prism::of("bv") else { return };
    let clients = clients(&prism);
    let check = |code: u16, expected: BatchCreateSubOrgsError| {
        let prefer = format!("code={code}");
        let request = requests::sub_orgs();
        for answer in
            ask!(clients, client => client.batch_create_sub_orgs("o", request.clone()).header("prefer", &prefer))
        {
            declared(answer, code, &expected);
        }
    };
    check(400, BatchCreateSubOrgsError::BadRequest(status()));
    check(401, BatchCreateSubOrgsError::Unauthorized(status()));
    check(403, BatchCreateSubOrgsError::Forbidden(status()));
    check(500, BatchCreateSubOrgsError::InternalServerError(status()));
    check(418, BatchCreateSubOrgsError::Default(status()));
    check(503, BatchCreateSubOrgsError::Default(status()));
}

#[test]
fn answers_that_are_made_up_are_read_without_loss() {
    let Some(prism) = Prism::of("bv") else { return };
    let clients = clients(&prism);
    for _ in 0..5 {
        let call = clients.asynchronous.batch_create_sub_orgs("o", requests::sub_orgs());
        // The document's own example would be taken otherwise.
        let call = call.header("prefer", "dynamic=true");
        let answer = prism::fetch(&clients.runtime, call.to_http_request().unwrap());
        let read = call.read_http_response(answer.clone()).unwrap().into_inner();
        lossless::check("bv", &read, answer.body());
    }
}

#[test]
fn errors_that_are_made_up_are_read_without_loss() {
    let Some(prism) = Prism::of("bv") else { return };
    let clients = clients(&prism);
    let request = requests::sub_orgs();
    let prefer = "code=403, dynamic=true";
    for answer in ask!(clients, client => client.batch_create_sub_orgs("o", request.clone()).header("prefer", prefer)) {
        let error = answer.unwrap_err();
        match error.api() {
            Some(BatchCreateSubOrgsError::Forbidden(status)) => lossless::check("bv", status, error.body().unwrap()),
            other => panic!("403 became {other:?}"),
        }
    }
}

#[test]
fn wrong_requests_end_in_the_documented_400() {
    let Some(prism) = Prism::of("bv") else { return };
    let clients = clients(&prism);
    let moon = OrganizationType::Unknown("ORGANIZATION_TYPE_MOON".to_owned());
    let request =
        BatchCreateSubOrgsRequest::new().organizations([SubOrgInput::new("Acme", "o", moon, requests::account())]);
    for answer in ask!(clients, client => client.batch_create_sub_orgs("o", request.clone())) {
        let reasons = [r#""organizations","0","type""#, r#""code":"enum""#];
        refused(answer, 400, &BatchCreateSubOrgsError::BadRequest(status()), &reasons);
    }
}

#[test]
fn without_the_token_nothing_is_sent_and_with_something_else_it_is_a_401() {
    let Some(prism) = Prism::of("bv") else { return };
    let builder = Client::builder().base_url(prism.url()).allow_http(true);
    let clients = Modes::new(builder.clone().build().unwrap(), builder.build_blocking().unwrap());
    let request = requests::sub_orgs();
    for answer in ask!(clients, client => client.batch_create_sub_orgs("o", request.clone())) {
        let error = answer.unwrap_err();
        assert!(error.is_invalid_request());
        assert_eq!(error.attempts(), 0);
        let message =
            "batchCreateSubOrgs: the operation needs the credential `bearer_token`; set it on the client's builder";
        assert_eq!(error.to_string(), message);
    }
    let basic = "Basic bWU6cGFzcw==";
    for answer in
        ask!(clients, client => client.batch_create_sub_orgs("o", request.clone()).header("authorization", basic))
    {
        refused(answer, 401, &BatchCreateSubOrgsError::Unauthorized(status()), &["Invalid security scheme used"]);
    }
}
