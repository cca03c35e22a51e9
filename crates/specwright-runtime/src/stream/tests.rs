use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::task::Poll;
use std::time::Duration;

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, HeaderValue, StatusCode};
use tokio::time::{Instant, sleep};

use crate::stream::{ByteStream, Event, EventStream, FromEvent, JsonLines, LiveBody, StreamError, Unfit};
use crate::transport::{Body, TransportError};
use crate::{Error, ErrorKind};

/// What a server does next.
#[derive(Clone)]
enum Step {
    Send(&'static str),
    Break,
    Silence,
}

use Step::{Break, Send, Silence};

/// A body that follows a script and then ends. Counts the chunks that were taken.
fn scripted(steps: &[Step]) -> (Body, Arc<Mutex<usize>>) {
    let mut steps: VecDeque<Step> = steps.iter().cloned().collect();
    let taken = Arc::new(Mutex::new(0));
    let counter = Arc::clone(&taken);
    let body = Body::from_poll_fn(move |_| match steps.pop_front() {
        None => Poll::Ready(None),
        Some(Silence) => {
            steps.push_front(Silence);
            Poll::Pending
        }
        Some(Break) => Poll::Ready(Some(Err(TransportError::maybe_sent("reset")))),
        Some(Send(text)) => {
            *counter.lock().expect("no panic while held") += 1;
            Poll::Ready(Some(Ok(Bytes::from_static(text.as_bytes()))))
        }
    });
    (body, taken)
}

fn live(steps: &[Step]) -> LiveBody {
    LiveBody::new(StatusCode::OK, HeaderMap::new(), scripted(steps).0)
}

fn shown<T: std::fmt::Debug>(item: Result<T, StreamError>) -> String {
    match item {
        Ok(value) => format!("{value:?}"),
        Err(error) => error.to_string(),
    }
}

mod bytes_of_a_body {
    use super::*;

    #[tokio::test]
    async fn come_chunk_by_chunk_and_nothing_is_read_ahead() {
        let (body, taken) = scripted(&[Send("ab"), Send("c")]);
        let mut stream = ByteStream::new(LiveBody::new(StatusCode::OK, HeaderMap::new(), body));
        assert_eq!(stream.next().await.map(shown), Some("b\"ab\"".to_owned()));
        assert_eq!((*taken.lock().expect("no panic while held"), stream.received()), (1, 2));
        assert_eq!(stream.next().await.map(shown), Some("b\"c\"".to_owned()));
        assert!(stream.next().await.is_none());
        assert!(stream.next().await.is_none());
    }

    #[tokio::test]
    async fn are_copied_with_progress() {
        let seen = Arc::new(Mutex::new(Vec::new()));
        let sink = Arc::clone(&seen);
        let progress = move |bytes| sink.lock().expect("no panic while held").push(bytes);
        let mut stream = ByteStream::new(live(&[Send("ab"), Send("cde")])).on_progress(progress);
        let mut written = Vec::new();
        assert_eq!(stream.copy_to(&mut written).await.expect("a copy"), 5);
        assert_eq!(written, b"abcde");
        assert_eq!(*seen.lock().expect("no panic while held"), [2, 5]);
    }

    #[tokio::test]
    async fn that_break_off_are_an_error_of_the_copy() {
        let mut stream = ByteStream::new(live(&[Send("ab"), Break, Send("c")]));
        let mut written = Vec::new();
        let error = stream.copy_to(&mut written).await.expect_err("broken off");
        let inner = error.get_ref().and_then(|error| error.downcast_ref::<StreamError>()).expect("a stream error");
        assert_eq!((inner.kind(), inner.goes_on()), (ErrorKind::Transport, false));
        assert_eq!(written, b"ab");
        assert!(stream.next().await.is_none());
    }

    #[tokio::test]
    async fn that_the_writer_does_not_take_are_its_error() {
        let mut stream = ByteStream::new(live(&[Send("abc")]));
        let error = stream.copy_to(&mut std::io::Cursor::new([0u8; 2].as_mut_slice())).await.expect_err("no room");
        assert_eq!(error.kind(), std::io::ErrorKind::WriteZero);
    }

    #[tokio::test]
    async fn are_collected_up_to_the_limit() {
        let collect = |limit| ByteStream::new(live(&[Send("ab"), Send("cd")]).item_limit(limit)).collect();
        assert_eq!(collect(4).await.expect("a body"), "abcd");
        let error = collect(3).await.expect_err("too large");
        assert_eq!(error.to_string(), "the body is larger than the limit of 3 bytes");
    }

    #[tokio::test]
    async fn have_the_head_of_their_answer() {
        let headers = HeaderMap::from_iter([(http::header::CONTENT_LENGTH, HeaderValue::from_static("12"))]);
        let stream = ByteStream::new(LiveBody::new(StatusCode::PARTIAL_CONTENT, headers, "x"));
        assert_eq!((stream.status(), stream.expected()), (StatusCode::PARTIAL_CONTENT, Some(12)));
        assert_eq!(ByteStream::new(live(&[])).expected(), None);
    }

    #[tokio::test(start_paused = true)]
    async fn may_be_silent_for_so_long_only() {
        let mut stream = ByteStream::new(live(&[Send("ab"), Silence]).read_timeout(Duration::from_secs(7)));
        assert!(stream.next().await.is_some_and(|chunk| chunk.is_ok()));
        // A slow reader is not a silent server.
        sleep(Duration::from_secs(100)).await;
        let start = Instant::now();
        let error = stream.next().await.expect("an error").expect_err("silence");
        assert_eq!((error.kind(), start.elapsed()), (ErrorKind::Timeout, Duration::from_secs(7)));
        assert!(stream.next().await.is_none());
    }

    #[tokio::test(start_paused = true)]
    async fn may_be_given_up_and_asked_for_again() {
        let mut stream = ByteStream::new(live(&[Silence]).read_timeout(Duration::from_secs(7)));
        assert!(tokio::time::timeout(Duration::from_secs(3), stream.next()).await.is_err());
        let start = Instant::now();
        assert!(stream.next().await.is_some_and(|chunk| chunk.is_err()));
        assert_eq!(start.elapsed(), Duration::from_secs(4));
    }

    #[test]
    fn need_a_runtime_to_wait_in() {
        let mut stream = ByteStream::new(live(&[Silence]));
        let mut next = std::pin::pin!(stream.next());
        let mut cx = std::task::Context::from_waker(std::task::Waker::noop());
        let Poll::Ready(Some(Err(error))) = next.as_mut().poll(&mut cx) else { panic!("no error") };
        assert_eq!(error.to_string(), "a stream works inside of a Tokio runtime only");
    }
}

mod lines {
    use super::*;

    async fn all(mut stream: JsonLines<u8>) -> Vec<String> {
        let mut items = Vec::new();
        while let Some(item) = stream.next().await {
            items.push(shown(item));
        }
        assert!(stream.next().await.is_none());
        items
    }

    #[track_caller]
    fn check(steps: &[Step], expected: &[&str]) {
        let stream = JsonLines::new(live(steps).item_limit(20), "application/jsonl");
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().expect("a runtime");
        assert_eq!(runtime.block_on(all(stream)), expected);
    }

    #[test]
    fn are_items() {
        check(&[Send("1\n2"), Send("3\n\n4\n")], &["1", "23", "4"]);
        check(&[Send("1\n2")], &["1", "2"]);
        check(&[], &[]);
    }

    #[test]
    fn that_do_not_fit_cost_only_themselves() {
        let refused = "item 2 does not fit: invalid type: string, expected u8 (line 1, column 8)";
        check(&[Send("1\n\n\"s3cret\"\n3\n")], &["1", refused, "3"]);
        let broken = "item 1 does not fit: expected ident (line 1, column 2)";
        check(&[Send("two\n3\n")], &[broken, "3"]);
    }

    #[test]
    fn that_are_cut_end_the_stream() {
        check(&[Send("1\n[2")], &["1", "the answer ended inside of item 2"]);
        check(&[Send("1\n2"), Break, Send("3\n")], &["1", "the exchange broke off"]);
        check(&[Send("1\n"), Break], &["1", "the exchange broke off"]);
    }

    #[test]
    fn that_are_too_large_end_the_stream() {
        check(
            &[Send("1\n"), Send("222222222222222222222\n3\n")],
            &["1", "item 2 is larger than the limit of 20 bytes"],
        );
    }

    #[tokio::test]
    async fn keep_what_does_not_fit() {
        let mut stream =
            JsonLines::<Vec<u8>>::new(live(&[Send(" [1, \"s3cret\"] \n[2"), Break]), "application/x-ndjson");
        let error = stream.next().await.expect("an item").expect_err("no fit");
        assert_eq!((error.kind(), error.goes_on(), error.item()), (ErrorKind::Decode, true, Some(1)));
        assert_eq!((error.raw(), error.raw_truncated()), (Some(br#"[1, "s3cret"]"#.as_slice()), false));
        assert_eq!(error.decode_path(), Some("[1]"));
        assert!(!format!("{error:?} {error}").contains("s3cret"));
        let error = stream.next().await.expect("an error").expect_err("broken off");
        assert_eq!((error.kind(), error.goes_on(), error.item()), (ErrorKind::Transport, false, Some(2)));
        assert_eq!((error.raw(), error.raw_truncated()), (Some(b"[2".as_slice()), true));
    }

    #[tokio::test]
    async fn that_are_long_are_kept_in_part() {
        let line = format!("\"{}\"\n", "x".repeat(100_000));
        let mut stream =
            JsonLines::<u8>::new(LiveBody::new(StatusCode::OK, HeaderMap::new(), line), "application/jsonl");
        let error = stream.next().await.expect("an item").expect_err("no fit");
        assert_eq!((error.raw().map(<[u8]>::len), error.raw_truncated()), (Some(64 * 1024), true));
    }

    #[tokio::test]
    async fn are_framed_as_the_answer_says() {
        let body = "\u{1e}[\n1]\n\u{1e}2";
        for (received, declared) in
            [(Some("application/json-seq"), "application/jsonl"), (None, "application/json-seq")]
        {
            let mut headers = HeaderMap::new();
            headers.extend(received.map(|value| (CONTENT_TYPE, HeaderValue::from_static(value))));
            let live = LiveBody::new(StatusCode::OK, headers, body);
            let mut stream = JsonLines::<Vec<u8>>::new(live, declared);
            assert_eq!(stream.next().await.map(shown), Some("[1]".to_owned()));
            assert_eq!(stream.next().await.map(shown), Some("the answer ended inside of item 2".to_owned()));
        }
    }

    #[tokio::test]
    async fn are_not_read_ahead() {
        let (body, taken) = scripted(&[Send("1\n2\n"), Send("3\n")]);
        let mut stream =
            JsonLines::<u8>::new(LiveBody::new(StatusCode::OK, HeaderMap::new(), body), "application/jsonl");
        for (item, chunks) in [(1, 1), (2, 1), (3, 2)] {
            assert_eq!(stream.next().await.map(shown), Some(item.to_string()));
            assert_eq!(*taken.lock().expect("no panic while held"), chunks);
        }
    }
}

mod events {
    use super::*;

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
        let answer = http::Response::builder().status(403).body(Bytes::new()).expect("a response");
        let error: Error<()> = crate::read::<Forbidden>(answer).expect_err("forbidden");
        let (stream, opened) = reopened(&[], vec![Err(error.into()), Ok(Some(&[Send("data: x\n\n")]))]);
        assert_eq!(
            all(stream).await,
            [
                "listen: the server answered 403 Forbidden; its body is not what the API declares: the API declares no such status"
            ]
        );
        assert_eq!(at(&opened).len(), 1);
    }

    struct Forbidden;

    impl crate::Operation for Forbidden {
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
        let (stream, opened) = reopened(&[Send("data: 1\n\n"), Silence], vec![Ok(Some(&[Send("data: 2\n\n")]))]);
        assert_eq!(all(stream).await, ["\"1\"", "\"2\""]);
        assert_eq!(at(&opened), [(33.0, None), (36.0, None)]);
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
}

#[cfg(feature = "blocking")]
mod items {
    use super::*;
    use crate::mode::Blocking;
    use crate::stream::Items;

    #[test]
    fn are_waited_for_on_the_calling_thread() {
        let mode = Blocking::start().expect("a worker");
        let lines = JsonLines::<u8>::new(live(&[Send("1\n2\n"), Send("x\n3\n"), Break]), "application/jsonl");
        let items: Vec<String> = Items::new(lines, &mode).map(shown).collect();
        let refused = "item 3 does not fit: expected value (line 1, column 1)";
        assert_eq!(items, ["1", "2", refused, "3", "the exchange broke off"]);
    }

    #[test]
    fn of_events_and_bytes_come_too() {
        let mode = Blocking::start().expect("a worker");
        let events = EventStream::<u8>::json(live(&[Send("data: 1\n\nda"), Send("ta: 2\n\n")]));
        let mut events = Items::new(events, &mode);
        assert_eq!(events.by_ref().map(|event| shown(event.map(Event::into_data))).collect::<Vec<_>>(), ["1", "2"]);
        assert_eq!(events.get_ref().map(EventStream::status), Some(StatusCode::OK));
        let mut written = Vec::new();
        let mut bytes = Items::new(ByteStream::new(live(&[Send("ab"), Send("c")])), &mode);
        assert_eq!(bytes.copy_to(&mut written).expect("a copy"), 3);
        assert_eq!(written, b"abc");
    }

    #[test]
    fn time_out_like_all_others() {
        let mode = Blocking::start().expect("a worker");
        let bytes = ByteStream::new(live(&[Silence]).read_timeout(Duration::from_millis(1)));
        let errors: Vec<ErrorKind> = Items::new(bytes, &mode).map(|chunk| chunk.expect_err("silence").kind()).collect();
        assert_eq!(errors, [ErrorKind::Timeout]);
    }
}

#[test]
fn streams_are_send_and_unpin() {
    fn check<S: futures_core::Stream + std::marker::Send + Unpin>() {}
    check::<ByteStream>();
    check::<JsonLines<Vec<String>>>();
    check::<EventStream<String>>();
}
