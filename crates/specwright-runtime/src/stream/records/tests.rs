use super::*;

const LIMIT: usize = 64;

/// The items of a body, those that may be cut with a `~` behind them.
fn items(framing: Framing, chunks: &[&[u8]]) -> Vec<String> {
    let mut records = Records::new(framing, LIMIT);
    let mut items = Vec::new();
    let show = |record: Record| {
        format!("{}{}", String::from_utf8_lossy(&record.text), if record.may_be_cut { "~" } else { "" })
    };
    for chunk in chunks {
        records.push(Bytes::copy_from_slice(chunk));
        while let Some(item) = records.next() {
            match item {
                Ok(record) => items.push(show(record)),
                Err(TooLarge) => {
                    items.push("too large".to_owned());
                    return items;
                }
            }
        }
    }
    items.extend(records.finish().map(show));
    items
}

/// Whatever the chunks, the items are the same.
#[track_caller]
fn check(framing: Framing, body: &[u8], expected: &[&str]) {
    assert_eq!(items(framing, &[body]), expected);
    let bytes: Vec<&[u8]> = body.chunks(1).collect();
    assert_eq!(items(framing, &bytes), expected, "byte by byte");
    for first in 0..=body.len() {
        for second in first..=body.len() {
            let chunks = [&body[..first], &body[first..second], &body[second..]];
            assert_eq!(items(framing, &chunks), expected, "cut at {first} and {second}");
        }
    }
}

#[test]
fn media_types_say_the_framing() {
    for sequence in ["application/json-seq", "Application/JSON-Seq; charset=utf-8", "application/geo+json-seq"] {
        assert_eq!(Framing::of(sequence), Framing::Sequence);
    }
    for lines in ["application/jsonl", "application/x-ndjson", "application/json", "text/x-json-seq-like", ""] {
        assert_eq!(Framing::of(lines), Framing::Lines);
    }
}

#[test]
fn lines_end_at_line_feeds() {
    check(Framing::Lines, b"{\"a\":1}\n[2]\n", &["{\"a\":1}", "[2]"]);
    check(Framing::Lines, b"1\r\n2\r\n", &["1", "2"]);
    check(Framing::Lines, b"1\n2", &["1", "2"]);
    check(Framing::Lines, b"{\"a\":", &["{\"a\":"]);
    check(Framing::Lines, b"", &[]);
}

#[test]
fn blank_lines_are_no_items() {
    check(Framing::Lines, b"\n \n\r\n1\n\t\n\n2\n  ", &["1", "2"]);
}

#[test]
fn a_byte_order_mark_is_forgiven_once() {
    check(Framing::Lines, b"\xef\xbb\xbf1\n2\n", &["1", "2"]);
    check(Framing::Lines, b"1\n\xef\xbb\xbf2\n", &["1", "\u{feff}2"]);
}

#[test]
fn sequences_begin_with_separators_and_hold_line_feeds() {
    check(Framing::Sequence, b"\x1e{\"a\":1}\n\x1e[\n1,\n2]\n", &["{\"a\":1}", "[\n1,\n2]"]);
    check(Framing::Sequence, b"\x1e\x1e\x1e1\n\x1e\n\x1e2\n", &["1", "2"]);
    check(Framing::Sequence, b"\x1e\"]}\\\"\n\"\n\x1e7\n", &["\"]}\\\"\n\"", "7"]);
    // Servers that only write lines.
    check(Framing::Sequence, b"{\"a\":1}\n{\"a\":2}\n", &["{\"a\":1}", "{\"a\":2}"]);
}

#[test]
fn what_is_broken_in_a_sequence_ends_at_the_next_separator() {
    check(Framing::Sequence, b"\x1e{\"a\":[\n\x1e{\"a\":2}\n", &["{\"a\":[", "{\"a\":2}"]);
    check(Framing::Sequence, b"\x1e\"a\\\x1e]]}\n\x1e3\n", &["\"a\\~", "]]}", "3"]);
}

#[test]
fn numbers_and_words_without_white_space_behind_them_may_be_cut() {
    check(Framing::Sequence, b"\x1e12\x1e3\n\x1etrue", &["12~", "3", "true~"]);
    check(Framing::Sequence, b"\x1e12 \x1e{}\x1e\"a\"", &["12", "{}", "\"a\""]);
}

#[test]
fn an_item_is_as_large_as_the_limit_at_most() {
    let fits = "7".repeat(LIMIT);
    assert_eq!(items(Framing::Lines, &[format!("{fits}\n1\n").as_bytes()]), [&*fits, "1"]);
    let body = format!("1\n{fits}7\n2\n");
    assert_eq!(items(Framing::Lines, &[body.as_bytes()]), ["1", "too large"]);
    assert_eq!(items(Framing::Lines, &body.as_bytes().chunks(5).collect::<Vec<_>>()), ["1", "too large"]);
    let endless = [[b'['; 16].as_slice(); 100];
    assert_eq!(items(Framing::Sequence, &endless), ["too large"]);
}

#[test]
fn no_bytes_make_it_panic_and_chunks_never_matter() {
    let mut random = fastrand::Rng::with_seed(7464);
    let alphabet = b"\x1e\n\r\"\\{}[]1 \xef\xbb\xbf";
    for round in 0..5000 {
        let framing = if round % 2 == 0 { Framing::Lines } else { Framing::Sequence };
        let body: Vec<u8> = (0..random.usize(..40)).map(|_| alphabet[random.usize(..alphabet.len())]).collect();
        let expected = items(framing, &[&body]);
        let (first, second) = body.split_at(random.usize(..=body.len()));
        assert_eq!(items(framing, &[first, second]), expected, "{body:?}");
    }
}
