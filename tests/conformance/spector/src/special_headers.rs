//! `special-headers/*`: headers with a meaning of their own.

use special_headers_conditional_request_client as conditional_request;
use special_headers_repeatability_client::{headers::ImmediateSuccessHeaders, models};

use crate::scenario::{Fault, Outcome, client, same, scenarios};

scenarios! {
    SpecialHeaders_ConditionalRequest_headIfModifiedSince => head_if_modified_since,
    SpecialHeaders_ConditionalRequest_postIfMatch => post_if_match,
    SpecialHeaders_ConditionalRequest_postIfNoneMatch => post_if_none_match,
    SpecialHeaders_ConditionalRequest_postIfUnmodifiedSince => post_if_unmodified_since,
    SpecialHeaders_Repeatability_immediateSuccess => immediate_success,
}

fn client() -> Result<conditional_request::Client, Fault> {
    Ok(client!(conditional_request)?)
}

async fn head_if_modified_since() -> Outcome {
    Ok(client()?.head_if_modified_since().if_modified_since("Fri, 26 Aug 2022 14:38:00 GMT").await?)
}

async fn post_if_match() -> Outcome {
    Ok(client()?.post_if_match().if_match("\"valid\"").await?)
}

async fn post_if_none_match() -> Outcome {
    Ok(client()?.post_if_none_match().if_none_match("\"invalid\"").await?)
}

async fn post_if_unmodified_since() -> Outcome {
    Ok(client()?.post_if_unmodified_since().if_unmodified_since("Fri, 26 Aug 2022 14:38:00 GMT").await?)
}

async fn immediate_success() -> Outcome {
    let answer = client!(special_headers_repeatability_client)?
        .immediate_success("2378d9bc-1726-11ee-be56-0242ac120002", "Tue, 15 Nov 2022 12:45:26 GMT")
        .response()
        .await?;
    let headers = ImmediateSuccessHeaders::of(answer.headers())?;
    same(headers.repeatability_result, Some(models::ImmediateSuccessHeaderRepeatabilityResult::Accepted))
}
