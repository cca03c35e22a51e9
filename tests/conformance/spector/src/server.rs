//! `server/*`: base URLs with parts to fill in, and versions of an API.

use server_path_multiple_v1_0_client as path_multiple;
use server_versions_not_versioned_client as not_versioned;
use server_versions_versioned_2021_01_01_preview_client as versioned_2021;
use server_versions_versioned_2022_12_01_preview_client as versioned_2022;

use crate::scenario::{Outcome, client, scenarios};

scenarios! {
    Server_Endpoint_NotDefined_valid => endpoint_not_defined,
    Server_Path_Multiple_noOperationParams => path_multiple_no_operation_params,
    Server_Path_Multiple_withOperationPathParam => path_multiple_with_operation_path_param,
    Server_Path_Single_myOp => path_single,
    Server_Versions_NotVersioned_withoutApiVersion => not_versioned_without,
    Server_Versions_NotVersioned_withPathApiVersion => not_versioned_with_path,
    Server_Versions_NotVersioned_withQueryApiVersion => not_versioned_with_query,
    Server_Versions_Versioned_withoutApiVersion => versioned_without,
    Server_Versions_Versioned_withPathApiVersion => versioned_with_path,
    Server_Versions_Versioned_withQueryApiVersion => versioned_with_query,
    Server_Versions_Versioned_withQueryOldApiVersion => versioned_with_query_old,
}

const PATH_MULTIPLE: &str = "http://localhost:3000/server/path/multiple/v1.0";

async fn endpoint_not_defined() -> Outcome {
    Ok(client!(server_endpoint_not_defined_client)?.valid().await?)
}

async fn path_multiple_no_operation_params() -> Outcome {
    Ok(client!(path_multiple, base_url(PATH_MULTIPLE))?.no_operation_params().await?)
}

async fn path_multiple_with_operation_path_param() -> Outcome {
    Ok(client!(path_multiple, base_url(PATH_MULTIPLE))?.with_operation_path_param("test").await?)
}

async fn path_single() -> Outcome {
    Ok(client!(server_path_single_client)?.my_op().await?)
}

async fn not_versioned_without() -> Outcome {
    Ok(client!(not_versioned)?.without_api_version().await?)
}

async fn not_versioned_with_path() -> Outcome {
    Ok(client!(not_versioned)?.with_path_api_version("v1.0").await?)
}

async fn not_versioned_with_query() -> Outcome {
    Ok(client!(not_versioned)?.with_query_api_version("v1.0").await?)
}

async fn versioned_without() -> Outcome {
    Ok(client!(versioned_2022)?.without_api_version().await?)
}

async fn versioned_with_path() -> Outcome {
    Ok(client!(versioned_2022)?.with_path_api_version("2022-12-01-preview").await?)
}

async fn versioned_with_query() -> Outcome {
    Ok(client!(versioned_2022)?.with_query_api_version("2022-12-01-preview").await?)
}

async fn versioned_with_query_old() -> Outcome {
    Ok(client!(versioned_2021)?.with_query_old_api_version("2021-01-01-preview").await?)
}
