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

#[tokio::test]
async fn end_with_what_the_body_says_of_time() {
    let mut stream = ByteStream::new(live(&[Send("ab"), TimeOut]));
    assert!(stream.next().await.is_some_and(|chunk| chunk.is_ok()));
    let error = stream.next().await.expect("an error").expect_err("silence");
    assert_eq!((error.kind(), error.to_string().as_str()), (ErrorKind::Timeout, "no connection in time"));
    assert!(stream.next().await.is_none());
}
