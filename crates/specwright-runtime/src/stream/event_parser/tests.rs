use super::*;

const LIMIT: usize = 1000;

/// The events of a body as `id|name|data`.
fn events(chunks: &[&[u8]]) -> Vec<String> {
    let mut parser = EventParser::new(LIMIT);
    let mut events = Vec::new();
    for chunk in chunks {
        parser.push(Bytes::copy_from_slice(chunk));
        while let Some(event) = parser.next() {
            match event {
                Ok(Event { id, name, data }) => {
                    let [id, name] = [id, name].map(Option::unwrap_or_default);
                    events.push(format!("{id}|{name}|{data}"));
                }
                Err(TooLarge) => {
                    events.push("too large".to_owned());
                    return events;
                }
            }
        }
    }
    events
}

/// Whatever the chunks, the events are the same.
#[track_caller]
fn check(body: &str, expected: &[&str]) {
    let body = body.as_bytes();
    assert_eq!(events(&[body]), expected);
    let bytes: Vec<&[u8]> = body.chunks(1).collect();
    assert_eq!(events(&bytes), expected, "byte by byte");
    for first in 0..=body.len() {
        for second in first..=body.len() {
            let chunks = [&body[..first], &body[first..second], &body[second..]];
            assert_eq!(events(&chunks), expected, "cut at {first} and {second}");
        }
    }
}

#[test]
fn data_lines_are_joined() {
    check("data: YHOO\ndata: +2\ndata: 10\n\n", &["||YHOO\n+2\n10"]);
    check("data: one\n\ndata: two\n\n", &["||one", "||two"]);
}

#[test]
fn ids_hold_until_another_one_comes() {
    let body = ": test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid\n\ndata:  third event\n\n";
    check(body, &["1||first event", "||second event", "|| third event"]);
    check("id: 7\ndata: a\n\ndata: b\n\n", &["7||a", "7||b"]);
    check("id: 7\n\ndata: b\n\n", &["7||b"]);
    check("id: a\0b\ndata: a\n\n", &["||a"]);
}

#[test]
fn data_may_be_empty_but_not_absent() {
    check("data\n\ndata\ndata\n\ndata:", &["||", "||\n"]);
    check("event: a\n\ndata: b\n\n", &["||b"]);
}

#[test]
fn one_space_behind_the_colon_does_not_count() {
    check("data:test\n\ndata: test\n\n", &["||test", "||test"]);
    check("data:  a: b\n\n", &["|| a: b"]);
    check("data:\ta\n\n", &["||\ta"]);
}

#[test]
fn events_have_names_of_their_own() {
    check("event: add\ndata: 1\n\ndata: 2\n\n", &["|add|1", "||2"]);
    check("event: add\nevent: remove\ndata: 1\n\n", &["|remove|1"]);
    check("event: add\nevent\ndata: 1\n\n", &["||1"]);
}

#[test]
fn lines_end_in_each_of_three_ways() {
    check("data: a\r\n\r\ndata: b\r\rdata: c\n\n", &["||a", "||b", "||c"]);
    check("data: a\r\ndata: b\rdata: c\n\r\n", &["||a\nb\nc"]);
    check("data: a\n\rdata: b\r\n\n", &["||a", "||b"]);
}

#[test]
fn an_event_comes_as_soon_as_its_blank_line_has_begun() {
    assert_eq!(events(&[b"data: a\r\n\r"]), ["||a"]);
    assert_eq!(events(&[b"data: a\r\n\r", b"\ndata: b\n\n"]), ["||a", "||b"]);
}

#[test]
fn comments_and_unknown_fields_are_passed_over() {
    check(":\n: data: x\nData: y\ndata2: z\n data: w\nfoo\ndata: a\n\n", &["||a"]);
}

#[test]
fn the_last_event_needs_its_blank_line() {
    check("data: a\n\ndata: b\n", &["||a"]);
    check("data: b", &[]);
    check("", &[]);
}

#[test]
fn one_byte_order_mark_is_no_part_of_the_stream() {
    check("\u{feff}data: a\n\n", &["||a"]);
    check("\u{feff}\u{feff}data: a\n\ndata: b\n\n", &["||b"]);
    check("data: a\n\n\u{feff}data: b\n\n", &["||a"]);
}

#[test]
fn what_is_no_utf_8_is_replaced() {
    assert_eq!(events(&[b"data: \xff\xe2\x82\n\n"]), ["||\u{fffd}\u{fffd}"]);
    check("data: \u{20ac}\n\n", &["||\u{20ac}"]);
}

#[test]
fn retry_is_made_of_digits_only() {
    #[track_caller]
    fn retry(body: &str, expected: Option<u64>) {
        let mut parser = EventParser::new(LIMIT);
        parser.push(Bytes::copy_from_slice(body.as_bytes()));
        assert_eq!(parser.next(), None);
        assert_eq!(parser.retry(), expected.map(Duration::from_millis));
    }
    retry("retry: 1500\n", Some(1500));
    retry("retry:0\n", Some(0));
    retry("retry: 99999999999999999999999\n", Some(u64::MAX));
    for wrong in ["retry: 1s\n", "retry: -1\n", "retry: +1\n", "retry:  1\n", "retry\n", "retry: \u{661}\n"] {
        retry(wrong, None);
    }
    retry("retry: 5\nretry: x\n", Some(5));
    retry("retry: 5", None);
}

#[test]
fn another_body_goes_on_behind_the_last_whole_event() {
    let mut parser = EventParser::new(LIMIT);
    parser.push(Bytes::from_static(b"retry: 5\nid: 1\ndata: a\n\nid: 2\ndata: b\nda"));
    assert_eq!(parser.next(), Some(Ok(Event::new(Some("1".to_owned()), None, "a".to_owned()))));
    assert_eq!(parser.next(), None);
    parser.restart();
    assert_eq!((parser.last_id(), parser.retry()), (Some("1"), Some(Duration::from_millis(5))));
    parser.push(Bytes::from_static(b"\xef\xbb\xbfdata: c\n\n"));
    assert_eq!(parser.next(), Some(Ok(Event::new(Some("1".to_owned()), None, "c".to_owned()))));
}

#[test]
fn an_event_is_as_large_as_the_limit_at_most() {
    let line = format!("data: {}\n", "x".repeat(90));
    assert_eq!(events(&[line.repeat(10).as_bytes(), b"\n"]).len(), 1);
    assert_eq!(events(&[line.repeat(12).as_bytes(), b"\n"]), ["too large"]);
    assert_eq!(events(&[[b'x'; 100].as_slice(); 11]), ["too large"]);
}

#[test]
fn no_bytes_make_it_panic_and_chunks_never_matter() {
    let mut random = fastrand::Rng::with_seed(9_2);
    let words: [&[u8]; 14] = [
        b"data",
        b"id",
        b"event",
        b"retry",
        b":",
        b" ",
        b"\n",
        b"\r",
        b"\r\n",
        b"x",
        b"\0",
        b"\xef\xbb\xbf",
        b"\xff",
        b"7",
    ];
    for _ in 0..5000 {
        let body: Vec<u8> = (0..random.usize(..30)).flat_map(|_| words[random.usize(..words.len())].to_vec()).collect();
        let expected = events(&[&body]);
        let (first, second) = body.split_at(random.usize(..=body.len()));
        assert_eq!(events(&[first, second]), expected, "{body:?}");
    }
}
