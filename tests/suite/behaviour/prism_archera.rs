//! The Archera client against Prism.

use archera_client::models::{
    ApiErrorResponse, Error, InviteUsers, MutateAddress, OrgMembershipResponse, RegisterOrg, RegisterOrgResponse, Role,
    UserInvite,
};
use archera_client::{Client, InviteUsersError, RegisterOrgError, blocking};
use serde_json::Value;

use crate::behaviour::lossless;
use crate::behaviour::modes::{Modes, ask};
use crate::behaviour::prism::{self, Prism, accepted, declared, refused};
use crate::behaviour::requests;

const OFFER: &str = "https://marketplace.example/offers/1";

fn clients(prism: &Prism) -> Modes<Client, blocking::Client> {
    let builder = Client::builder().api_key("key").base_url(prism.url()).allow_http(true);
    Modes::new(builder.clone().build().unwrap(), builder.build_blocking().unwrap())
}

fn member() -> OrgMembershipResponse {
    OrgMembershipResponse::new().role(Role::User).username("user@example.com")
}

/// The errors as Prism makes them when nothing is random.
fn api_error() -> ApiErrorResponse {
    ApiErrorResponse::new("string", "string", "string").detail(Value::Null).code("string").url("string")
}

fn error() -> Error {
    let errors = [("property1", Value::Null), ("property2", Value::Null)];
    Error::new().code(0).status("string").message("string").errors(errors)
}

#[test]
fn every_way_to_register_an_org_is_accepted() {
    let Some(prism) = Prism::of("archera") else { return };
    let clients = clients(&prism);
    let expected = RegisterOrgResponse::new("string", "string")
        .memberships([member()])
        .domain("string")
        .primary_address(MutateAddress::new("string", "string", "string", "string", "string").line2(None))
        .aws_marketplace_offer_link(OFFER)
        .azure_marketplace_offer_link(OFFER)
        .gcp_marketplace_offer_link(OFFER);
    for org in [RegisterOrg::new("Acme"), requests::org(), requests::org_of_nulls()] {
        for answer in ask!(clients, client => client.register_org("partner-7", org.clone())) {
            assert_eq!(accepted(answer), expected);
        }
    }
}

#[test]
fn every_way_to_invite_users_is_accepted() {
    let Some(prism) = Prism::of("archera") else { return };
    let clients = clients(&prism);
    for invites in [InviteUsers::new([]), requests::invites()] {
        for answer in ask!(clients, client => client.invite_users("partner-7", "ch/ld ü", invites.clone())) {
            assert_eq!(accepted(answer), [member()]);
        }
    }
}

#[test]
fn the_declared_errors_of_register_org_have_their_variants() {
    let Some(prism) = Prism::of("archera") else { return };
    let clients = clients(&prism);
    let check = |status: u16, expected: RegisterOrgError| {
        let prefer = format!("code={status}");
        let org = RegisterOrg::new("Acme");
        for answer in ask!(clients, client => client.register_org("p", org.clone()).header("prefer", &prefer)) {
            declared(answer, status, &expected);
        }
    };
    check(400, RegisterOrgError::BadRequest(api_error()));
    check(401, RegisterOrgError::Unauthorized(api_error()));
    check(403, RegisterOrgError::Forbidden(api_error()));
    check(404, RegisterOrgError::NotFound(api_error()));
    check(405, RegisterOrgError::MethodNotAllowed(api_error()));
    check(409, RegisterOrgError::Conflict(api_error()));
    check(422, RegisterOrgError::UnprocessableContent(error()));
    check(500, RegisterOrgError::InternalServerError(api_error()));
    check(418, RegisterOrgError::Default(error()));
    check(503, RegisterOrgError::Default(error()));
}

#[test]
fn the_declared_errors_of_invite_users_have_their_variants() {
    let Some(prism) = Prism::of("archera") else { return };
    let clients = clients(&prism);
    let check = |status: u16, expected: InviteUsersError| {
        let prefer = format!("code={status}");
        let invites = requests::invites();
        for answer in ask!(clients, client => client.invite_users("p", "c", invites.clone()).header("prefer", &prefer))
        {
            declared(answer, status, &expected);
        }
    };
    check(400, InviteUsersError::BadRequest(api_error()));
    check(401, InviteUsersError::Unauthorized(api_error()));
    check(403, InviteUsersError::Forbidden(api_error()));
    check(404, InviteUsersError::NotFound(api_error()));
    check(405, InviteUsersError::MethodNotAllowed(api_error()));
    check(409, InviteUsersError::Conflict(api_error()));
    check(422, InviteUsersError::UnprocessableContent(error()));
    check(500, InviteUsersError::InternalServerError(api_error()));
    check(418, InviteUsersError::Default(error()));
    check(503, InviteUsersError::Default(error()));
}

/// Prism breaks the format `url` when it makes values up, so nothing is said about its opinion of the answer.
#[test]
fn answers_that_are_made_up_are_read_without_loss() {
    let Some(prism) = Prism::of("archera") else { return };
    let clients = clients(&prism);
    let client = &clients.asynchronous;
    for _ in 0..5 {
        let call = client.register_org("p", requests::org()).header("prefer", "dynamic=true");
        let answer = prism::fetch(&clients.runtime, call.to_http_request().unwrap());
        let read = call.read_http_response(answer.clone()).unwrap().into_inner();
        lossless::check("archera", &read, answer.body());

        let call = client.invite_users("p", "c", requests::invites()).header("prefer", "dynamic=true");
        let answer = prism::fetch(&clients.runtime, call.to_http_request().unwrap());
        let read = call.read_http_response(answer.clone()).unwrap().into_inner();
        lossless::check("archera", &read, answer.body());
    }
}

#[test]
fn errors_that_are_made_up_are_read_without_loss() {
    let Some(prism) = Prism::of("archera") else { return };
    let clients = clients(&prism);
    for status in [404, 422, 418] {
        let prefer = format!("code={status}, dynamic=true");
        let org = requests::org();
        for answer in ask!(clients, client => client.register_org("p", org.clone()).header("prefer", &prefer)) {
            let error = answer.unwrap_err();
            let received = error.body().unwrap();
            match (status, error.api().unwrap()) {
                (404, RegisterOrgError::NotFound(body)) => lossless::check("archera", body, received),
                (422, RegisterOrgError::UnprocessableContent(body)) => lossless::check("archera", body, received),
                (418, RegisterOrgError::Default(body)) => lossless::check("archera", body, received),
                (_, other) => panic!("{status} became {other:?}"),
            }
        }
    }
}

#[test]
fn wrong_requests_end_in_the_documented_422() {
    let Some(prism) = Prism::of("archera") else { return };
    let clients = clients(&prism);
    let check = |user: UserInvite, reasons: &[&str]| {
        let (org, invites) = (RegisterOrg::new("Acme").users([user.clone()]), InviteUsers::new([user]));
        for answer in ask!(clients, client => client.register_org("p", org.clone())) {
            refused(answer, 422, &RegisterOrgError::UnprocessableContent(error()), reasons);
        }
        for answer in ask!(clients, client => client.invite_users("p", "c", invites.clone())) {
            refused(answer, 422, &InviteUsersError::UnprocessableContent(error()), reasons);
        }
    };
    let czar = UserInvite::new("ada@acme.test").role(Role::Unknown("czar".to_owned()));
    check(czar, &[r#""users","0","role""#, r#""code":"enum""#]);
    check(UserInvite::new("ada"), &[r#""users","0","email""#, r#""code":"format""#]);
    let long = format!("ada@{}acme.test", "a.".repeat(130));
    check(UserInvite::new(long), &[r#""users","0","email""#, r#""code":"maxLength""#]);
}

#[test]
fn without_the_key_nothing_is_sent_and_with_something_else_it_is_a_401() {
    let Some(prism) = Prism::of("archera") else { return };
    let builder = Client::builder().base_url(prism.url()).allow_http(true);
    let clients = Modes::new(builder.clone().build().unwrap(), builder.build_blocking().unwrap());
    for answer in ask!(clients, client => client.register_org("p", RegisterOrg::new("Acme"))) {
        let error = answer.unwrap_err();
        assert!(error.is_invalid_request());
        assert_eq!(error.attempts(), 0);
        let message = "registerOrg: the operation needs the credential `api_key`; set it on the client's builder";
        assert_eq!(error.to_string(), message);
    }
    let org = RegisterOrg::new("Acme");
    for answer in ask!(clients, client => client.register_org("p", org.clone()).header("authorization", "Bearer key")) {
        refused(answer, 401, &RegisterOrgError::Unauthorized(api_error()), &["Invalid security scheme used"]);
    }
}

/// Prism answers 406 with a problem of its own, whose `status` is a number where the document has a string.
#[test]
fn a_default_error_of_another_shape_keeps_its_body() {
    let Some(prism) = Prism::of("archera") else { return };
    let clients = clients(&prism);
    let org = RegisterOrg::new("Acme");
    for answer in ask!(clients, client => client.register_org("p", org.clone()).header("accept", "text/csv")) {
        let error = answer.unwrap_err();
        assert_eq!((error.is_api(), error.status().unwrap().as_u16()), (true, 406));
        assert_eq!((error.api(), error.decode_path()), (None, Some("status")));
        let body: Value = serde_json::from_slice(error.body().unwrap()).unwrap();
        assert_eq!(body["status"], 406);
    }
}
