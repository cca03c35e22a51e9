//! Bytes as text.

use specwright_values::{Base64, ParseError};

#[track_caller]
fn check(text: &str, bytes: &[u8], written: &str) {
    let value: Base64 = text.parse().unwrap();
    assert_eq!(value.as_bytes(), bytes);
    assert_eq!(value.to_string(), written);
    assert_eq!(serde_json::to_value(&value).unwrap(), written);
    assert_eq!(serde_json::from_value::<Base64>(text.into()).unwrap(), value);
}

#[track_caller]
fn refuses(text: &str) {
    let error: ParseError = text.parse::<Base64>().unwrap_err();
    assert_eq!(error.to_string(), "not base64");
}

#[test]
fn padded_or_not() {
    check("", b"", "");
    check("YQ==", b"a", "YQ==");
    check("YQ", b"a", "YQ==");
    check("YQ=", b"a", "YQ==");
    check("YWI=", b"ab", "YWI=");
    check("YWI", b"ab", "YWI=");
    check("YWJj", b"abc", "YWJj");
}

#[test]
fn either_alphabet() {
    check("+/+/", &[0xfb, 0xff, 0xbf], "+/+/");
    check("-_-_", &[0xfb, 0xff, 0xbf], "+/+/");
    check("_w", &[0xff], "/w==");
}

#[test]
fn nothing_else() {
    for text in ["Y", "YQ===", "Y Q=", "YQ==\n", "+_+_", "YR==", "\u{e9}", "===="] {
        refuses(text);
    }
}

#[test]
fn debug_tells_the_length_only() {
    assert_eq!(format!("{:?}", Base64::from(b"secret")), "Base64(6 bytes)");
}

#[test]
fn bytes_come_and_go() {
    assert_eq!(Base64::from(vec![1, 2]), Base64::from([1, 2]));
    assert_eq!(Base64::from(&[1_u8, 2][..]).into_bytes(), [1, 2]);
    assert_eq!(Vec::from(Base64::from([3])), [3]);
    assert_eq!(Base64::default().as_ref(), b"");
}
