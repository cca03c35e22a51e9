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
    check(&[Send("1\n"), Send("222222222222222222222\n3\n")], &["1", "item 2 is larger than the limit of 20 bytes"]);
    let in_two = [Send("1\n2222222222222"), Send("22222222\n3\n"), Send("4\n")];
    check(&in_two, &["1", "item 2 is larger than the limit of 20 bytes"]);
}

#[tokio::test]
async fn keep_what_does_not_fit() {
    let mut stream = JsonLines::<Vec<u8>>::new(live(&[Send(" [1, \"s3cret\"] \n[2"), Break]), "application/x-ndjson");
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
    let mut stream = JsonLines::<u8>::new(LiveBody::new(StatusCode::OK, HeaderMap::new(), line), "application/jsonl");
    let error = stream.next().await.expect("an item").expect_err("no fit");
    assert_eq!((error.raw().map(<[u8]>::len), error.raw_truncated()), (Some(64 * 1024), true));
}

#[tokio::test]
async fn are_framed_as_the_answer_says() {
    let body = "\u{1e}[\n1]\n\u{1e}2";
    for (received, declared) in [(Some("application/json-seq"), "application/jsonl"), (None, "application/json-seq")] {
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
    let mut stream = JsonLines::<u8>::new(LiveBody::new(StatusCode::OK, HeaderMap::new(), body), "application/jsonl");
    for (item, chunks) in [(1, 1), (2, 1), (3, 2)] {
        assert_eq!(stream.next().await.map(shown), Some(item.to_string()));
        assert_eq!(*taken.lock().expect("no panic while held"), chunks);
    }
}
