//! `versioning/*`: what each version of an API has.

use versioning_added_v2_client as added;
use versioning_madeoptional_v2_client as made_optional;
use versioning_removed_v1_client as removed_v1;
use versioning_removed_v2_client as removed_v2;
use versioning_removed_v2preview_client as removed_v2preview;
use versioning_renamedfrom_v2_client as renamed_from;
use versioning_returntypechangedfrom_v2_client as return_type_changed_from;
use versioning_typechangedfrom_v2_client as type_changed_from;

use crate::scenario::{Outcome, client, same, scenarios};

scenarios! {
    Versioning_Added_v1 => added_v1,
    Versioning_Added_v2 => added_v2,
    Versioning_Added_InterfaceV2 => added_interface_v2,
    Versioning_MadeOptional_test => made_optional,
    Versioning_Removed_v2 => removed_v2,
    Versioning_Removed_modelV3 => removed_model_v3,
    Versioning_RenamedFrom_newOp => renamed_from_new_op,
    Versioning_RenamedFrom_NewInterface => renamed_from_new_interface,
    Versioning_ReturnTypeChangedFrom_test => return_type_changed_from,
    Versioning_TypeChangedFrom_test => type_changed_from,
}

/// A client of a version of one of the APIs.
macro_rules! versioned {
    ($krate:ident, $api:literal, $version:literal) => {
        client!($krate, base_url(concat!("http://localhost:3000/versioning/", $api, "/api-version:", $version)))
    };
}

async fn added_v1() -> Outcome {
    let model = added::models::ModelV1::new("foo", added::models::EnumV1::EnumMemberV2, 10);
    let client = versioned!(added, "added", "v2")?;
    same(client.v1("bar", model.clone()).await?, model)
}

async fn added_v2() -> Outcome {
    let model = added::models::ModelV2::new("foo", "bar".to_owned());
    let client = versioned!(added, "added", "v2")?;
    same(client.v2(model.clone()).await?, model)
}

async fn added_interface_v2() -> Outcome {
    let model = added::models::ModelV2::new("foo", "bar".to_owned());
    let client = versioned!(added, "added", "v2")?;
    same(client.interface_v2_v2_in_interface(model.clone()).await?, model)
}

async fn made_optional() -> Outcome {
    let model = made_optional::models::TestModel::new("foo");
    let client = versioned!(made_optional, "made-optional", "v2")?;
    same(client.test(model.clone()).await?, model)
}

async fn removed_v2() -> Outcome {
    let model = removed_v2::models::ModelV2::new("foo", "bar".to_owned());
    let client = versioned!(removed_v2, "removed", "v2")?;
    same(client.v2(model.clone()).await?, model)
}

async fn removed_model_v3() -> Outcome {
    let model = removed_v1::models::ModelV3::new("123", removed_v1::models::EnumV3::EnumMemberV1);
    let client = versioned!(removed_v1, "removed", "v1")?;
    same(client.model_v3(model.clone()).await?, model)?;

    let model = removed_v2preview::models::ModelV3::new("123");
    let client = versioned!(removed_v2preview, "removed", "v2preview")?;
    same(client.model_v3(model.clone()).await?, model)?;

    let model = removed_v2::models::ModelV3::new("123", removed_v2::models::EnumV3::EnumMemberV1);
    let client = versioned!(removed_v2, "removed", "v2")?;
    same(client.model_v3(model.clone()).await?, model)
}

async fn renamed_from_new_op() -> Outcome {
    let model = renamed_from::models::NewModel::new("foo", 10);
    let client = versioned!(renamed_from, "renamed-from", "v2")?;
    same(client.new_op("bar", model.clone()).await?, model)
}

async fn renamed_from_new_interface() -> Outcome {
    let model = renamed_from::models::NewModel::new("foo", 10);
    let client = versioned!(renamed_from, "renamed-from", "v2")?;
    same(client.new_interface_new_op_in_new_interface(model.clone()).await?, model)
}

async fn return_type_changed_from() -> Outcome {
    let client = versioned!(return_type_changed_from, "return-type-changed-from", "v2")?;
    same(client.test("test").await?, "test")
}

async fn type_changed_from() -> Outcome {
    let model = type_changed_from::models::TestModel::new("foo", "bar");
    let client = versioned!(type_changed_from, "type-changed-from", "v2")?;
    same(client.test("baz", model.clone()).await?, model)
}
