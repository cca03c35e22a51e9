use super::*;
use crate::Operation;

type Opened = Arc<Mutex<Vec<(f64, Option<String>)>>>;

/// A stream that is opened anew with the given bodies; and when that was, behind which event.
fn reopened(
    first: &[Step],
    others: Vec<Result<Option<&'static [Step]>, StreamError>>,
) -> (EventStream<String>, Opened) {
    let opened = Opened::default();
    let log = Arc::clone(&opened);
    let mut others = VecDeque::from(others);
    let start = Instant::now();
    let stream = EventStream::typed(live(first)).reconnect(move |last_id| {
        log.lock().expect("no panic while held").push((start.elapsed().as_secs_f64(), last_id));
        let next = others.pop_front().unwrap_or(Ok(None));
        async move { next.map(|steps| steps.map(live)) }
    });
    (stream, opened)
}

async fn all<T: std::fmt::Debug>(mut stream: EventStream<T>) -> Vec<String> {
    let mut items = Vec::new();
    while let Some(item) = stream.next().await {
        items.push(shown(item.map(Event::into_data)));
    }
    assert!(stream.next().await.is_none());
    items
}

fn at(opened: &Opened) -> Vec<(f64, Option<String>)> {
    opened.lock().expect("no panic while held").clone()
}

fn gone() -> StreamError {
    TransportError::not_sent("refused").into()
}

#[derive(Debug)]
#[allow(dead_code)]
enum Change {
    Added(u8),
    Other(String),
}

impl FromEvent for Change {
    fn from_event(event: &Event<String>) -> Result<Self, Unfit> {
        match event.name.as_deref() {
            Some("added") => event.json().map(Self::Added),
            Some("odd") => Err(Unfit::new("an odd one")),
            _ => Ok(Self::Other(event.data.clone())),
        }
    }
}

#[tokio::test]
async fn are_read_by_name_or_as_json() {
    let steps = [Send("event: added\ndata: 7\n\nevent: odd\ndata: 8\n\ndata: x\n\n")];
    let items = all(EventStream::<Change>::typed(live(&steps))).await;
    assert_eq!(items, ["Added(7)", "item 2 does not fit: an odd one", "Other(\"x\")"]);
    let items = all(EventStream::<Vec<u8>>::json(live(&[Send("data: [1,\ndata: 2]\n\ndata: x\n\n")]))).await;
    assert_eq!(items, ["[1, 2]", "item 2 does not fit: expected value (line 1, column 1)"]);
}

#[tokio::test]
async fn that_do_not_fit_are_kept() {
    let mut stream = EventStream::<u8>::json(live(&[Send("id: 5\ndata: \"s3cret\"\n\n")]));
    let error = stream.next().await.expect("an event").expect_err("no fit");
    assert_eq!((error.raw(), error.goes_on()), (Some(b"\"s3cret\"".as_slice()), true));
    assert!(!format!("{error:?} {error}").contains("s3cret"));
    assert_eq!(stream.last_event_id(), Some("5"));
}

#[tokio::test]
async fn do_not_come_in_answers_of_other_media_types() {
    let of = |media_type, body: &'static str| {
        let headers = HeaderMap::from_iter([(CONTENT_TYPE, HeaderValue::from_static(media_type))]);
        EventStream::<u8>::json(LiveBody::new(StatusCode::OK, headers, body))
    };
    assert_eq!(all(of("Text/Event-Stream; charset=utf-8", "data: 1\n\n")).await, ["1"]);
    let error = of("text/html", "<html>").next().await.expect("an error").expect_err("no events");
    assert_eq!((error.kind(), error.goes_on(), error.raw()), (ErrorKind::Decode, false, Some(b"<html>".as_slice())));
    let expected = "the media type of the answer is not `text/event-stream`";
    assert_eq!(all(of("application/json", "")).await, [expected]);
}

#[tokio::test]
async fn end_with_their_body() {
    assert_eq!(all(EventStream::<u8>::json(live(&[Send("data: 1\n\ndata: 2\n")]))).await, ["1"]);
    let broken = all(EventStream::<u8>::json(live(&[Send("data: 1\n\n"), Break]))).await;
    assert_eq!(broken, ["1", "the exchange broke off"]);
}

#[tokio::test]
async fn end_at_the_last_word() {
    let steps = [Send("data: 1\n\ndata: [DONE]\n\ndata: 2\n\n"), Silence];
    assert_eq!(all(EventStream::<u8>::json(live(&steps)).until("[DONE]")).await, ["1"]);
    let (stream, opened) = reopened(&steps, Vec::new());
    assert_eq!(all(stream.until("[DONE]")).await, ["\"1\""]);
    assert_eq!(at(&opened), []);
}

#[tokio::test]
async fn that_are_too_large_end_the_stream() {
    let items = all(EventStream::<u8>::json(live(&[Send("data: 1\n\ndata: 222222\n\n")]).item_limit(8))).await;
    assert_eq!(items, ["1", "item 2 is larger than the limit of 8 bytes"]);
}

#[tokio::test(start_paused = true)]
async fn go_on_behind_the_last_one() {
    let first = [Send("id: a\ndata: 1\n\nid: b\ndata: lost"), Break];
    let others = vec![Ok(Some([Send("data: 2\n\nid: c\n\n")].as_slice())), Ok(Some(&[Send("data: 3\n\n")]))];
    let (stream, opened) = reopened(&first, others);
    assert_eq!(all(stream).await, ["\"1\"", "\"2\"", "\"3\""]);
    let [a, c] = ["a", "c"].map(|id| Some(id.to_owned()));
    assert_eq!(at(&opened), [(3.0, a), (6.0, c.clone()), (9.0, c)]);
}

#[tokio::test(start_paused = true)]
async fn wait_as_long_as_the_server_asks_and_no_longer_than_half_a_minute() {
    let others = vec![Ok(Some([Send("retry: 60000\ndata: 2\n\n")].as_slice()))];
    let (stream, opened) = reopened(&[Send("retry: 500\ndata: 1\n\n")], others);
    assert_eq!(all(stream).await, ["\"1\"", "\"2\""]);
    assert_eq!(at(&opened), [(0.5, None), (30.5, None)]);
}

#[tokio::test(start_paused = true)]
async fn are_given_up_after_so_many_attempts_without_one() {
    let (stream, opened) = reopened(&[Break], (0..9).map(|_| Err(gone())).collect());
    assert_eq!(all(stream.max_reconnects(3)).await, ["the request could not be sent"]);
    assert_eq!(at(&opened).len(), 3);
    // A server that ends each body without a word has nothing to say.
    let (stream, opened) = reopened(&[], (0..9).map(|_| Ok(Some([].as_slice()))).collect());
    assert_eq!(all(stream).await, Vec::<String>::new());
    assert_eq!(at(&opened).len(), 5);
}

#[tokio::test(start_paused = true)]
async fn refill_the_attempts() {
    let word = [Send("data: x\n\n")].as_slice();
    let others = (0..12).map(|at| if at % 3 == 2 { Ok(Some(word)) } else { Err(gone()) }).collect();
    let (stream, opened) = reopened(&[], others);
    assert_eq!(all(stream.max_reconnects(3)).await, ["\"x\""; 4]);
    assert_eq!(at(&opened).len(), 13);
}

#[tokio::test(start_paused = true)]
async fn end_with_an_error_that_does_not_pass() {
    let others = vec![Err(refusal(403, false)), Ok(Some([Send("data: x\n\n")].as_slice()))];
    let (stream, opened) = reopened(&[], others);
    assert_eq!(
        all(stream).await,
        [
            "listen: the server answered 403 Forbidden; its body is not what the API declares: the API declares no such status"
        ]
    );
    assert_eq!(at(&opened).len(), 1);
}

#[tokio::test(start_paused = true)]
async fn are_asked_for_again_as_late_as_the_server_asks() {
    let (stream, opened) = reopened(&[], vec![Err(refusal(503, true)), Ok(Some(&[Send("data: 1\n\n")]))]);
    assert_eq!(all(stream).await, ["\"1\""]);
    assert_eq!(at(&opened).get(1), Some(&(43.0, None)));
}

/// The error of a call that the server refused, for 40 seconds.
fn refusal(status: u16, retryable: bool) -> StreamError {
    let answer = http::Response::builder().status(status).header("retry-after", "40").body(Bytes::new());
    let (head, body) = answer.expect("a response").into_parts();
    let answer = crate::Answer::new(head.status, head.headers, body);
    let failure = Forbidden::read(&answer).expect_err("a refusal");
    failure.into_error("listen", 1, retryable, answer).into()
}

struct Forbidden;

impl Operation for Forbidden {
    type Output = ();
    type Error = ();
    const ID: &'static str = "listen";
    const METHOD: crate::Method = crate::Method::GET;
    const PATH: &'static str = "/";
    const SECURITY: crate::Security = &[];

    fn write(&self, _: &mut crate::RequestWriter) -> Result<(), crate::InvalidRequest> {
        Ok(())
    }

    fn read(answer: &crate::Answer) -> Result<(), crate::Failure<()>> {
        answer.undeclared()
    }
}

#[tokio::test(start_paused = true)]
async fn are_asked_for_again_when_the_server_falls_silent() {
    let (stream, opened) = reopened(&[Send("data: 1\n\n"), TimeOut], vec![Ok(Some(&[Send("data: 2\n\n")]))]);
    assert_eq!(all(stream).await, ["\"1\"", "\"2\""]);
    assert_eq!(at(&opened), [(3.0, None), (6.0, None)]);
}

#[tokio::test(start_paused = true)]
async fn may_be_given_up_while_the_stream_is_opened_anew() {
    let (mut stream, opened) = reopened(&[], vec![Ok(Some(&[Send("data: 1\n\n")]))]);
    for _ in 0..2 {
        assert!(tokio::time::timeout(Duration::from_secs(1), stream.next()).await.is_err());
    }
    assert_eq!(stream.next().await.map(|event| shown(event.map(Event::into_data))), Some("\"1\"".to_owned()));
    assert_eq!(at(&opened), [(3.0, None)]);
}

#[test]
fn need_a_runtime_to_be_opened_anew_in() {
    let mut stream = EventStream::<u8>::json(live(&[])).reconnect(|_| async { Ok(None) });
    let mut next = std::pin::pin!(stream.next());
    let mut cx = std::task::Context::from_waker(std::task::Waker::noop());
    let Poll::Ready(Some(Err(error))) = next.as_mut().poll(&mut cx) else { panic!("no error") };
    assert_eq!(error.to_string(), "a stream is opened anew inside of a Tokio runtime only");
}
