//! `streaming/*`: answers and bodies of items that follow one another.

use streaming_jsonl_client::models::BasicInfo;
use streaming_sse_client::{
    Client, Event, EventStream,
    events::{DataWithEnvelopeEvent, NamedReceiveEvent, ProtocolIdEvent, RetrieveStreamEvent},
    models,
};

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

async fn next<T>(stream: &mut EventStream<T>) -> Result<Event<T>, Fault> {
    Ok(stream.next().await.ok_or_else(|| Fault::new("the stream ended"))??)
}

/// Says that a stream consists of these events.
macro_rules! events {
    ($stream:expr => $($data:expr,)*) => {{
        let mut stream = $stream;
        $(same(next(&mut stream).await?.data, $data)?;)*
        same(stream.next().await.is_none(), true)
    }};
}

async fn sse_unnamed() -> Outcome {
    events! {
        client()?.unnamed_receive().await? =>
        models::UnnamedInfo::new("one"),
        models::UnnamedInfo::new("two"),
        models::UnnamedInfo::new("three"),
    }
}

async fn sse_named() -> Outcome {
    use NamedReceiveEvent::{ResponseCreated, ResponseDelta};
    events! {
        client()?.named_receive().await? =>
        ResponseCreated(models::NamedResponseCreated::new("resp_1")),
        ResponseDelta(models::NamedResponseDelta::new("Hello")),
        ResponseDelta(models::NamedResponseDelta::new(" world")),
    }
}

async fn sse_retrieve() -> Outcome {
    use RetrieveStreamEvent::{FinalResult, PartialResult};
    let request = models::RetrieveRetrievalRequest::new("what is typespec?");
    events! {
        client()?.retrieve_stream(request).await? =>
        PartialResult(models::RetrievePartialResult::new("partial one")),
        PartialResult(models::RetrievePartialResult::new("partial two")),
        FinalResult(models::RetrieveFinalResult::new(["doc1".to_owned(), "doc2".to_owned()])),
    }
}

async fn sse_with_envelope() -> Outcome {
    events! {
        client()?.data_with_envelope().await? =>
        DataWithEnvelopeEvent::WithEnvelope("hello".to_owned()),
    }
}

async fn sse_without_envelope() -> Outcome {
    let metadata = [("source".to_owned(), "test".to_owned())];
    events! {
        client()?.data_without_envelope().await? =>
        DataWithEnvelopeEvent::WithoutEnvelope(
            models::DataWithEnvelopeResponseWithoutEnvelope::new(metadata, "world"),
        ),
    }
}

/// Says that an event has this id and this message.
fn message(event: Event<ProtocolIdEvent>, id: Option<&str>, message: &str) -> Outcome {
    same(event.id.as_deref(), id)?;
    same(event.data, ProtocolIdEvent::Message(models::ProtocolProtocolInfo::new(message)))
}

async fn sse_id() -> Outcome {
    let mut stream = client()?.protocol_id().await?;
    message(next(&mut stream).await?, Some("event-1"), "hello")
}

async fn sse_invalid_id() -> Outcome {
    let mut stream = client()?.protocol_invalid_id().await?;
    message(next(&mut stream).await?, None, "hello")
}

async fn sse_retry() -> Outcome {
    let mut stream = client()?.protocol_retry().await?;
    message(next(&mut stream).await?, None, "hello")
}

async fn sse_invalid_retry() -> Outcome {
    let mut stream = client()?.protocol_invalid_retry().await?;
    message(next(&mut stream).await?, None, "hello")
}

async fn sse_reconnect() -> Outcome {
    let mut stream = client()?.protocol_reconnect().await?.reconnecting();
    message(next(&mut stream).await?, Some("event-1"), "hello")?;
    message(next(&mut stream).await?, Some("event-2"), "world")
}
