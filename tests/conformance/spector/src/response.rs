//! `response/*`: answers of several kinds.

use response_body_or_no_content_client::{Client, headers, models::BlobLayout, operations};

use crate::scenario::{Fault, Outcome, client, same, scenarios};

scenarios! {
    Response_BodyOrNoContent_getBody => get_body,
    Response_BodyOrNoContent_getNoContent => get_no_content,
}

fn client() -> Result<Client, Fault> {
    Ok(client!(response_body_or_no_content_client)?)
}

async fn get_body() -> Outcome {
    let answer = client()?.get_body().response().await?;
    same(answer.status().as_u16(), 200)?;
    let headers = headers::GetBodyHeaders::of(answer.headers())?;
    same(headers.x_ms_request_id.as_deref(), Some("body-request"))?;
    same(answer.into_inner(), operations::GetBodyOutput::Ok(BlobLayout::new("hello")))
}

async fn get_no_content() -> Outcome {
    let answer = client()?.get_no_content().response().await?;
    same(answer.status().as_u16(), 204)?;
    let headers = headers::GetBodyHeaders::of(answer.headers())?;
    same(headers.x_ms_request_id.as_deref(), Some("no-content-request"))?;
    same(answer.into_inner(), operations::GetNoContentOutput::NoContent)
}
