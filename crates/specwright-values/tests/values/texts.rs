//! Formats of strings that keep the text they were read from.

use std::fmt::{Debug, Display};
use std::str::FromStr;

use serde::Serialize;
use serde::de::DeserializeOwned;
use specwright_values::{Base64Url, Duration, ParseError, Time, Uuid};

/// The text is read and comes back as it was.
#[track_caller]
fn keeps<T: FromStr<Err = ParseError> + Display + Debug + PartialEq + Serialize + DeserializeOwned>(text: &str) -> T {
    let value: T = text.parse().unwrap();
    assert_eq!(value.to_string(), text);
    assert_eq!(serde_json::to_value(&value).unwrap(), text);
    assert_eq!(serde_json::from_value::<T>(text.into()).unwrap(), value);
    value
}

/// None of the texts is read, and the message does not hold them.
#[track_caller]
fn refuses<T: FromStr<Err = ParseError> + Debug>(texts: &[&str], message: &str) {
    for text in texts {
        assert_eq!(text.parse::<T>().unwrap_err().to_string(), message, "{text}");
    }
}

#[test]
fn a_uuid_keeps_the_case_of_each_letter() {
    let mixed: Uuid = keeps("F81d4faE-7dEc-11D0-a765-00A0c91e6bFf");
    let lower: Uuid = keeps("f81d4fae-7dec-11d0-a765-00a0c91e6bff");
    assert_eq!(mixed, lower);
    assert_eq!(mixed.as_u128() >> 96, 0xf81d_4fae);
    assert_eq!(Uuid::from(u128::MAX).to_string(), "ffffffff-ffff-ffff-ffff-ffffffffffff");
    assert_eq!(keeps::<Uuid>("00000000-0000-0000-0000-000000000000"), Uuid::from([0; 16]));
    assert_eq!(format!("{lower:?}"), "Uuid(f81d4fae-7dec-11d0-a765-00a0c91e6bff)");
}

#[test]
fn a_uuid_has_one_form() {
    refuses::<Uuid>(
        &[
            "",
            "f81d4fae7dec11d0a76500a0c91e6bff",
            "{f81d4fae-7dec-11d0-a765-00a0c91e6bff}",
            "f81d4fae-7dec-11d0-a765-00a0c91e6bf",
            "f81d4fae-7dec-11d0-a765-00a0c91e6bff0",
            "g81d4fae-7dec-11d0-a765-00a0c91e6bff",
            "f81d4fae-7dec-11d0-a765-00a0c91e6b\u{e9}",
            "f81d4fae-7dec-11d0a-765-00a0c91e6bff",
        ],
        "not a UUID",
    );
}

#[test]
fn a_time_keeps_its_spelling() {
    let time: Time = keeps("17:51:28.100z");
    assert_eq!(time, "17:51:28.1+00:00".parse().unwrap());
    assert_ne!(time, "17:51:28.1+01:00".parse().unwrap());
    assert_eq!((time.to_time_of_day().second(), time.to_time_of_day().millisecond()), (28, 100));
    assert_eq!(keeps::<Time>("10:30:00").offset(), None);
    assert_eq!(keeps::<Time>("23:59:60Z").to_time_of_day().second(), 59);
    assert_eq!(Time::from(time.to_time_of_day()).as_str(), "17:51:28.1Z");
}

#[test]
fn a_time_is_on_the_clock() {
    refuses::<Time>(
        &["", "24:00:00Z", "10:60:00Z", "10:30", "10:30:00 Z", "10:30:00.Z", "1:30:00Z", "10:30:60Z", "10:30:00+24:00"],
        "not an RFC 3339 time",
    );
}

#[track_caller]
fn lasts(text: &str, milliseconds: impl Into<Option<u64>>) {
    let length = milliseconds.into().map(std::time::Duration::from_millis);
    assert_eq!(keeps::<Duration>(text).to_std(), length);
}

#[test]
fn a_duration_lasts_as_long_as_it_says() {
    lasts("PT0S", 0);
    lasts("P1DT2H3M4S", (86_400 + 2 * 3600 + 3 * 60 + 4) * 1000);
    lasts("P2W", 14 * 86_400_000);
    lasts("PT0.25H", 900_000);
    lasts("PT1,5S", 1500);
    lasts("PT0.0010000009S", 1);
    lasts("P1Y", None);
    lasts("P1M", None);
    lasts("PT99999999999999999999S", None);
    lasts("PT340282366920938463463374607431768211456S", None);
    assert_eq!(Duration::from(std::time::Duration::from_millis(1500)).as_str(), "PT1.5S");
}

#[test]
fn a_duration_has_units_in_their_order() {
    refuses::<Duration>(
        &[
            "",
            "P",
            "PT",
            "P1DT",
            "1D",
            "P1",
            "PD",
            "P1S",
            "PT1D",
            "PT1S1M",
            "P1D1D",
            "P-1D",
            "-P1D",
            "PT1.S",
            "P0.5DT1H",
            "PT.5S",
            "P1D ",
            "p1d",
            "PT1\u{e9}",
            "PT1.5M1S",
        ],
        "not an RFC 3339 duration",
    );
}

#[test]
fn base64url_keeps_its_padding() {
    assert_eq!(keeps::<Base64Url>("_-8").as_bytes(), [0xff, 0xef]);
    assert_eq!(keeps::<Base64Url>("_-8="), Base64Url::from([0xff, 0xef]));
    assert_eq!("/+8=".parse::<Base64Url>().unwrap().to_string(), "_-8=");
    assert_eq!(Base64Url::from(vec![0xff]).to_string(), "_w");
    assert_eq!(format!("{:?}", Base64Url::from(b"secret")), "Base64Url(6 bytes)");
    refuses::<Base64Url>(&["Y", "Y Q", "+_+_", "\u{e9}"], "not base64url");
}
