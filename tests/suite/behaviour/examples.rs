//! What the README and the docs of the crates show, as users write it.

use archera_client::models::{RegisterOrg, RegisterOrgResponse};
use bv_client::BatchCreateSubOrgsError;
use bv_client::models::{AccountInput, BatchCreateSubOrgsRequest, CreatedOrgStatus, OrganizationType, SubOrgInput};

use crate::behaviour::recorder::Recorder;

type Anything = Box<dyn std::error::Error + Send + Sync>;

/// Without a transport of its own, to show that the builders need nothing else.
fn set_up(key: &str, token: &str) -> Result<(archera_client::Client, bv_client::Client), Anything> {
    let archera = archera_client::Client::builder().api_key(key).build()?;
    let bv = bv_client::Client::builder().bearer_token(token).build()?;
    Ok((archera, bv))
}

async fn register(archera: &archera_client::Client) -> Result<RegisterOrgResponse, Anything> {
    let org = archera.register_org("partner-7", RegisterOrg::new("Acme").domain("acme.test")).await?;
    Ok(org)
}

fn register_blocking(archera: &archera_client::blocking::Client) -> Result<RegisterOrgResponse, Anything> {
    let org = archera.register_org("partner-7", RegisterOrg::new("Acme").domain("acme.test")).send()?;
    Ok(org)
}

async fn create(bv: &bv_client::Client) -> String {
    let owner = AccountInput::new("Ada", "Lovelace").email("ada@acme.test");
    let reseller = SubOrgInput::new("Acme", "org-1", OrganizationType::Reseller, owner).billing_cycle(1);
    let request = BatchCreateSubOrgsRequest::new().organizations([reseller]);
    match bv.batch_create_sub_orgs("org-1", request).await {
        Ok(created) => {
            let organizations = created.organizations.unwrap_or_default();
            let failed = organizations.iter().filter(|one| one.created_status == Some(CreatedOrgStatus::Failed));
            format!("{} of {} failed", failed.count(), organizations.len())
        }
        Err(error) if error.is_timeout() => "perhaps created".to_owned(),
        Err(error) => match error.api() {
            Some(BatchCreateSubOrgsError::Forbidden(status)) => status.message.clone().unwrap_or_default(),
            _ => error.to_string(),
        },
    }
}

#[test]
fn builders_need_a_credential_and_nothing_else() {
    assert!(set_up("key", "token").is_ok());
}

#[tokio::test]
async fn an_org_is_registered() {
    let recorder = Recorder::answering(200, r#"{"id":"org-2","name":"Acme"}"#);
    let builder = archera_client::Client::builder().api_key("key").transport(recorder.clone());
    let org = register(&builder.clone().build().unwrap()).await.unwrap();
    assert_eq!(org, RegisterOrgResponse::new("org-2", "Acme"));
    let awaited = recorder.last();
    assert_eq!(awaited[0], "POST https://api.archera.ai/v2/partners/partner-7/orgs");

    let client = builder.build_blocking().unwrap();
    let waiting = tokio::task::spawn_blocking(move || register_blocking(&client));
    assert_eq!(waiting.await.unwrap().unwrap(), org);
    assert_eq!((recorder.count(), recorder.last()), (2, awaited));
}

#[tokio::test]
async fn errors_are_matched_by_kind_and_by_status() {
    let check = async |recorder: Recorder, expected: &str| {
        let builder = bv_client::Client::builder().bearer_token("token").transport(recorder);
        let client = builder.timeout(std::time::Duration::from_millis(20)).build().unwrap();
        assert_eq!(create(&client).await, expected);
    };
    let created = r#"{"organizations":[{"created_status":"CREATED_ORG_STATUS_SUCCEED"}]}"#;
    check(Recorder::answering(200, created), "0 of 1 failed").await;
    check(Recorder::answering(403, r#"{"message":"not yours"}"#), "not yours").await;
    check(Recorder::answering(500, "{}"), "batchCreateSubOrgs: the server answered 500 Internal Server Error").await;
    check(Recorder::silent(), "perhaps created").await;
}
