//! Requests with everything in them.

use archera_client::models::{InviteUsers, Maybe, MutateAddress, RegisterOrg, Role, UserInvite};
use bv_client::models::{AccountInput, BatchCreateSubOrgsRequest, DateTime, OrganizationType, SubOrgInput};

pub(crate) fn org() -> RegisterOrg {
    let address = MutateAddress::new("1 Main St", "Springfield", "OR", "97477", "US").line2("Suite 2");
    RegisterOrg::new("Acme")
        .labra_subscription_id("labra-3")
        .users(users())
        .domain("acme.test")
        .primary_address(address)
        .aws_marketplace_offer_link("https://aws.test/offers/1")
        .azure_marketplace_offer_link("https://azure.test/offers/2")
        .gcp_marketplace_offer_link("https://gcp.test/offers/3")
}

/// Everything that can be null is null.
pub(crate) fn org_of_nulls() -> RegisterOrg {
    RegisterOrg::new("Acme")
        .domain(None)
        .primary_address(Maybe::Null)
        .aws_marketplace_offer_link(Maybe::Null)
        .azure_marketplace_offer_link(Maybe::Null)
        .gcp_marketplace_offer_link(Maybe::Null)
}

pub(crate) fn invites() -> InviteUsers {
    InviteUsers::new(users())
}

/// One user for each role, and one without.
fn users() -> Vec<UserInvite> {
    let roles = [Role::User, Role::Admin, Role::Support, Role::CloudRep, Role::RestrictedUser];
    let mut users = vec![UserInvite::new("nobody@acme.test")];
    users.extend(roles.map(|role| UserInvite::new(format!("{role}@acme.test").replace('_', "-")).role(role)));
    users
}

pub(crate) fn account() -> AccountInput {
    AccountInput::new("Ada", "Lovelace").email("ada@acme.test").password("Pa55word!").need_confirm(true)
}

pub(crate) fn sub_orgs() -> BatchCreateSubOrgsRequest {
    let start = DateTime::parse("2024-07-29T17:51:28.100+02:00").unwrap();
    let business = SubOrgInput::new("Acme", "org-1", OrganizationType::Business, account())
        .description("all of it")
        .accounts([AccountInput::new("Bo", "Derek")])
        .plan_ids(["plan-1".to_owned(), "plan-2".to_owned()])
        .billing_cycle(1)
        .contract_valid_start_time(start)
        .contract_months(12)
        .contract_days(-1)
        .time_zone("Asia/Taipei");
    let reseller = SubOrgInput::new("Beta", "org-1", OrganizationType::Reseller, AccountInput::new("Cy", "Young"));
    BatchCreateSubOrgsRequest::new().organizations([business, reseller])
}
