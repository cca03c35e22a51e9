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
    let collect = |limit| ByteStream::new(live(&[Send("ab"), Send("cd")]).item_limit(limit)).into_bytes();
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
