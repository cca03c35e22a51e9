//! `streaming/*`: answers and bodies of items that follow one another.

use std::collections::BTreeMap;

use specwright_runtime::{Event, EventStream};
use streaming_jsonl_client::models::BasicInfo;
use streaming_sse_client::{Client, models};

use crate::scenario::{Fault, Outcome, client, same, scenarios};

scenarios! {
    Streaming_Jsonl_Basic_receive => jsonl_receive,
    Streaming_Jsonl_Basic_send => jsonl_send,
    Streaming_Sse_Named_receive => sse_named,
    Streaming_Sse_Protocol_Data_withEnvelope => sse_with_envelope,
    Streaming_Sse_Protocol_Data_withoutEnvelope => sse_without_envelope,
    Streaming_Sse_Protocol_id => sse_id,
    Streaming_Sse_Protocol_invalidId => sse_invalid_id,
    Streaming_Sse_Protocol_invalidRetry => sse_invalid_retry,
    Streaming_Sse_Protocol_reconnect => sse_reconnect,
    Streaming_Sse_Protocol_retry => sse_retry,
    Streaming_Sse_Retrieve_stream => sse_retrieve,
    Streaming_Sse_Unnamed_receive => sse_unnamed,
}

const LINES: [&str; 3] = ["one", "two", "three"];

async fn jsonl_receive() -> Outcome {
    let mut lines = client!(streaming_jsonl_client)?.basic_receive().await?;
    for wanted in LINES {
        let line = lines.next().await.ok_or_else(|| Fault::new("the stream ended"))??;
        same(serde_json::from_value::<BasicInfo>(line)?, BasicInfo::new(wanted))?;
    }
    same(lines.next().await.is_none(), true)
}

async fn jsonl_send() -> Outcome {
    let lines = LINES.map(|line| serde_json::to_value(BasicInfo::new(line)));
    let lines = lines.into_iter().collect::<Result<Vec<_>, _>>()?;
    Ok(client!(streaming_jsonl_client)?.basic_send(lines).await?)
}

fn client() -> Result<Client, Fault> {
    Ok(client!(streaming_sse_client)?)
}

async fn next(stream: &mut EventStream<String>) -> Result<Event<String>, Fault> {
    Ok(stream.next().await.ok_or_else(|| Fault::new("the stream ended"))??)
}

/// Says that a stream consists of events with these names and this data. OpenAPI 3.1 has no words for what the data of
/// an event is, so each is read as what the specification says.
macro_rules! events {
    ($stream:expr => $($name:expr, $data:expr;)*) => {{
        let mut stream = $stream;
        $(
            let event = next(&mut stream).await?;
            same(event.name.as_deref(), $name)?;
            same($data, event.json()?)?;
        )*
        same(stream.next().await.is_none(), true)
    }};
}

async fn sse_unnamed() -> Outcome {
    events! {
        client()?.unnamed_receive().await? =>
        None, models::UnnamedInfo::new("one");
        None, models::UnnamedInfo::new("two");
        None, models::UnnamedInfo::new("three");
    }
}

async fn sse_named() -> Outcome {
    events! {
        client()?.named_receive().await?.until("[DONE]") =>
        Some("responseCreated"), models::NamedResponseCreated::new("resp_1");
        Some("responseDelta"), models::NamedResponseDelta::new("Hello");
        Some("responseDelta"), models::NamedResponseDelta::new(" world");
    }
}

async fn sse_retrieve() -> Outcome {
    let request = models::RetrieveRetrievalRequest::new("what is typespec?");
    events! {
        client()?.retrieve_stream(request).await?.until("[DONE]") =>
        Some("partialResult"), models::RetrievePartialResult::new("partial one");
        Some("partialResult"), models::RetrievePartialResult::new("partial two");
        Some("finalResult"), models::RetrieveFinalResult::new(["doc1".to_owned(), "doc2".to_owned()]);
    }
}

async fn sse_with_envelope() -> Outcome {
    let mut stream = client()?.data_with_envelope().await?;
    same(next(&mut stream).await?, Event::new(None, Some("withEnvelope".to_owned()), "hello".to_owned()))
}

async fn sse_without_envelope() -> Outcome {
    let metadata = BTreeMap::from([("source".to_owned(), "test".to_owned())]);
    events! {
        client()?.data_without_envelope().await? =>
        Some("withoutEnvelope"), models::ProtocolDataDataEventsMetadata::new(metadata, "world");
    }
}

/// Says that an event has this id and this message.
fn message(event: &Event<String>, id: Option<&str>, message: &str) -> Outcome {
    same(event.id.as_deref(), id)?;
    same(event.name.as_deref(), Some("message"))?;
    same(event.json::<models::ProtocolProtocolEvents>()?, models::ProtocolProtocolInfo::new(message))
}

async fn sse_id() -> Outcome {
    let mut stream = client()?.protocol_id().await?;
    message(&next(&mut stream).await?, Some("event-1"), "hello")
}

async fn sse_invalid_id() -> Outcome {
    let mut stream = client()?.protocol_invalid_id().await?;
    message(&next(&mut stream).await?, None, "hello")
}

async fn sse_retry() -> Outcome {
    let mut stream = client()?.protocol_retry().await?;
    message(&next(&mut stream).await?, None, "hello")
}

async fn sse_invalid_retry() -> Outcome {
    let mut stream = client()?.protocol_invalid_retry().await?;
    message(&next(&mut stream).await?, None, "hello")
}

async fn sse_reconnect() -> Outcome {
    let client = client()?;
    let mut stream = client.protocol_reconnect().await?;
    message(&next(&mut stream).await?, Some("event-1"), "hello")?;
    same(stream.next().await.is_none(), true)?;

    let last = stream.last_event_id().unwrap_or_default();
    let mut stream = client.protocol_reconnect().header("last-event-id", last).await?;
    message(&next(&mut stream).await?, Some("event-2"), "world")
}
