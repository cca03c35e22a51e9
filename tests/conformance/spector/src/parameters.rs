//! `parameters/*`: arguments in paths, queries, headers and bodies.

use parameters_basic_client::models as basic;
use parameters_body_optionality_client::models::BodyModel;
use parameters_body_root_client::models::BodyRootModel;
use parameters_query_client::models::ConstantPostQueryParam;
use parameters_spread_client::models as spread;

use crate::scenario::{Outcome, client, scenarios};

scenarios! {
    Parameters_Basic_ExplicitBody_simple => explicit_body,
    Parameters_Basic_ImplicitBody_simple => implicit_body,
    Parameters_BodyOptionality_OptionalExplicit => optional_explicit,
    Parameters_BodyOptionality_requiredExplicit => required_explicit,
    Parameters_BodyOptionality_requiredImplicit => required_implicit,
    Parameters_BodyRoot_nested => body_root,
    Parameters_CollectionFormat_Header_csv => header_csv,
    Parameters_CollectionFormat_Query_csv => query_csv,
    Parameters_CollectionFormat_Query_multi => query_multi,
    Parameters_CollectionFormat_Query_pipes => query_pipes,
    Parameters_CollectionFormat_Query_ssv => query_ssv,
    Parameters_Path_normal => path_normal,
    Parameters_Query_Constant_post => query_constant,
    Parameters_Query_SpecialChar_dollarSign => query_dollar_sign,
    Parameters_Spread_Alias_spreadAsRequestBody => alias_request_body,
    Parameters_Spread_Alias_spreadAsRequestParameter => alias_request_parameter,
    Parameters_Spread_Alias_spreadParameterWithInnerAlias => alias_inner_alias,
    Parameters_Spread_Alias_spreadParameterWithInnerModel => alias_inner_model,
    Parameters_Spread_Alias_spreadWithMultipleParameters => alias_multiple_parameters,
    Parameters_Spread_Model_spreadAsRequestBody => model_request_body,
    Parameters_Spread_Model_spreadCompositeRequest => model_composite_request,
    Parameters_Spread_Model_spreadCompositeRequestMix => model_composite_request_mix,
    Parameters_Spread_Model_spreadCompositeRequestOnlyWithBody => model_composite_request_only_with_body,
    Parameters_Spread_Model_spreadCompositeRequestWithoutBody => model_composite_request_without_body,
}

async fn explicit_body() -> Outcome {
    let body = basic::ExplicitBodyUser::new("foo");
    Ok(client!(parameters_basic_client)?.explicit_body_simple(body).await?)
}

async fn implicit_body() -> Outcome {
    let body = basic::ImplicitBodySimpleRequest::new("foo");
    Ok(client!(parameters_basic_client)?.implicit_body_simple(body).await?)
}

async fn optional_explicit() -> Outcome {
    let client = client!(parameters_body_optionality_client)?;
    client.optional_explicit_set().body(BodyModel::new("foo")).await?;
    Ok(client.optional_explicit_omit().await?)
}

async fn required_explicit() -> Outcome {
    Ok(client!(parameters_body_optionality_client)?.required_explicit(BodyModel::new("foo")).await?)
}

async fn required_implicit() -> Outcome {
    Ok(client!(parameters_body_optionality_client)?.required_implicit(BodyModel::new("foo")).await?)
}

async fn body_root() -> Outcome {
    let body = BodyRootModel::new().category("widget").link_type("hard").was_successful(true);
    Ok(client!(parameters_body_root_client)?.nested(body).await?)
}

fn colors() -> Vec<String> {
    ["blue", "red", "green"].map(str::to_owned).to_vec()
}

async fn header_csv() -> Outcome {
    Ok(client!(parameters_collection_format_client)?.header_csv(colors()).await?)
}

async fn query_csv() -> Outcome {
    Ok(client!(parameters_collection_format_client)?.query_csv(colors()).await?)
}

async fn query_multi() -> Outcome {
    Ok(client!(parameters_collection_format_client)?.query_multi(colors()).await?)
}

async fn query_pipes() -> Outcome {
    Ok(client!(parameters_collection_format_client)?.query_pipes(colors()).await?)
}

async fn query_ssv() -> Outcome {
    Ok(client!(parameters_collection_format_client)?.query_ssv(colors()).await?)
}

async fn path_normal() -> Outcome {
    Ok(client!(parameters_path_client)?.normal("foo").await?)
}

async fn query_constant() -> Outcome {
    Ok(client!(parameters_query_client)?.constant_post(ConstantPostQueryParam::ConstantValue).await?)
}

async fn query_dollar_sign() -> Outcome {
    Ok(client!(parameters_query_client)?.special_char_dollar_sign("status eq 'active'").await?)
}

async fn alias_request_body() -> Outcome {
    let body = spread::AliasSpreadAsRequestBodyRequest::new("foo");
    Ok(client!(parameters_spread_client)?.alias_spread_as_request_body(body).await?)
}

async fn alias_request_parameter() -> Outcome {
    let body = spread::AliasSpreadAsRequestParameterRequest::new("foo");
    Ok(client!(parameters_spread_client)?.alias_spread_as_request_parameter("1", "bar", body).await?)
}

async fn alias_inner_alias() -> Outcome {
    let body = spread::AliasSpreadParameterWithInnerAliasRequest::new("foo", 1);
    Ok(client!(parameters_spread_client)?.alias_spread_parameter_with_inner_alias("1", "bar", body).await?)
}

async fn alias_inner_model() -> Outcome {
    let body = spread::AliasInnerModel::new("foo");
    Ok(client!(parameters_spread_client)?.alias_spread_parameter_with_inner_model("1", "bar", body).await?)
}

async fn alias_multiple_parameters() -> Outcome {
    let body = spread::AliasSpreadWithMultipleParametersRequest::new("foo", [1, 2])
        .optional_int(1)
        .optional_string_list(["foo".to_owned(), "bar".to_owned()]);
    Ok(client!(parameters_spread_client)?.alias_spread_with_multiple_parameters("1", "bar", body).await?)
}

async fn model_request_body() -> Outcome {
    let body = spread::ModelBodyParameter::new("foo");
    Ok(client!(parameters_spread_client)?.model_spread_as_request_body(body).await?)
}

async fn model_composite_request() -> Outcome {
    let body = spread::ModelBodyParameter::new("foo");
    Ok(client!(parameters_spread_client)?.model_spread_composite_request("foo", "bar", body).await?)
}

async fn model_composite_request_mix() -> Outcome {
    let body = spread::ModelCompositeRequestMix::new("foo");
    Ok(client!(parameters_spread_client)?.model_spread_composite_request_mix("foo", "bar", body).await?)
}

async fn model_composite_request_only_with_body() -> Outcome {
    let body = spread::ModelBodyParameter::new("foo");
    Ok(client!(parameters_spread_client)?.model_spread_composite_request_only_with_body(body).await?)
}

async fn model_composite_request_without_body() -> Outcome {
    Ok(client!(parameters_spread_client)?.model_spread_composite_request_without_body("foo", "bar").await?)
}
