//! Moments and days.

use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::time::{Duration, SystemTime};

use specwright_values::time::{Month, OffsetDateTime, UtcOffset};
use specwright_values::{Date, DateTime};

/// The text is kept, and means this many nanoseconds since 1970.
#[track_caller]
fn check(text: &str, nanoseconds: i128) {
    let value = DateTime::parse(text).unwrap();
    assert_eq!(value.to_offset_date_time().unix_timestamp_nanos(), nanoseconds);
    assert_eq!((value.as_str(), value.to_string().as_str()), (text, text));
    let json = serde_json::to_string(&value).unwrap();
    assert_eq!(json, format!("\"{text}\""));
    assert_eq!(serde_json::from_str::<DateTime>(&json).unwrap().as_str(), text);
}

#[track_caller]
fn refuses(text: &str) {
    let told = DateTime::parse(text).unwrap_err().to_string();
    assert_eq!(told, "not an RFC 3339 date-time", "{text}");
}

fn at(text: &str) -> DateTime {
    DateTime::parse(text).unwrap()
}

const BASE: i128 = 1_722_268_288_000_000_000;

#[test]
fn spellings_are_kept() {
    check("2024-07-29T15:51:28Z", BASE);
    check("2024-07-29T15:51:28+00:00", BASE);
    check("2024-07-29T15:51:28-00:00", BASE);
    check("2024-07-29t15:51:28z", BASE);
    check("2024-07-29 15:51:28Z", BASE);
    check("2024-07-29T17:51:28+02:00", BASE);
    check("2024-07-29T11:06:28-04:45", BASE);
}

#[test]
fn fractions_are_kept() {
    check("2024-07-29T15:51:28.071Z", BASE + 71_000_000);
    check("2024-07-29T15:51:28.100Z", BASE + 100_000_000);
    check("2024-07-29T15:51:28.0Z", BASE);
    check("2024-07-29T15:51:28.123456789Z", BASE + 123_456_789);
    check("2024-07-29T15:51:28.123456789999Z", BASE + 123_456_789);
    check(&format!("2024-07-29T15:51:28.{}Z", "9".repeat(500)), BASE + 999_999_999);
}

#[test]
fn leap_seconds_end_a_utc_day() {
    check("2016-12-31T23:59:60Z", 1_483_228_799_999_999_999);
    check("2016-12-31T23:59:60.5Z", 1_483_228_799_999_999_999);
    check("2016-12-31T15:59:60-08:00", 1_483_228_799_999_999_999);
    check("2017-01-01T05:29:60+05:30", 1_483_228_799_999_999_999);
    refuses("2016-12-31T23:58:60Z");
    refuses("2016-12-31T23:59:60+01:00");
    refuses("2016-12-31T23:59:61Z");
}

#[test]
fn the_edges_of_the_calendar() {
    check("0000-01-01T00:00:00Z", -62_167_219_200_000_000_000);
    check("9999-12-31T23:59:59Z", 253_402_300_799_000_000_000);
    check("9999-12-31T23:59:59-23:59", 253_402_387_139_000_000_000);
    check("2024-02-29T00:00:00Z", 1_709_164_800_000_000_000);
    refuses("2023-02-29T00:00:00Z");
    refuses("2024-13-01T00:00:00Z");
    refuses("2024-00-01T00:00:00Z");
    refuses("2024-01-32T00:00:00Z");
    refuses("2024-01-01T24:00:00Z");
    refuses("2024-01-01T00:60:00Z");
    refuses("2024-01-01T00:00:00+24:00");
    refuses("2024-01-01T00:00:00+01:60");
}

#[test]
fn other_grammars_are_refused() {
    for text in [
        "",
        "2024-07-29",
        "2024-07-29T15:51:28",
        "2024-07-29T15:51Z",
        "2024-07-29T15:51:28.Z",
        "2024-07-29T15:51:28,5Z",
        "2024-07-29T15:51:28+0200",
        "2024-07-29T15:51:28+02",
        "2024-07-29T15:51:28 Z",
        "2024-07-29T15:51:28Z ",
        " 2024-07-29T15:51:28Z",
        "2024-7-29T15:51:28Z",
        "+2024-07-29T15:51:28Z",
        "20240729T155128Z",
        "2024-07-29_15:51:28Z",
        "\u{662}024-07-29T15:51:28Z",
        "2024-07-29T15:51:28\u{2212}01:00",
    ] {
        refuses(text);
    }
    assert!(serde_json::from_str::<DateTime>("1722268288").is_err());
}

#[test]
fn moments_compare_by_instant() {
    let (early, same, late) =
        (at("2024-07-29T17:51:28.10+02:00"), at("2024-07-29 15:51:28.1z"), at("2024-07-29T15:51:29Z"));
    assert_eq!(early, same);
    assert!(early < late);
    assert_eq!(BTreeSet::from([late, same, early]).len(), 2);
    let hash = |text| {
        let mut hasher = DefaultHasher::new();
        at(text).hash(&mut hasher);
        hasher.finish()
    };
    assert_eq!(hash("2024-07-29T17:51:28+02:00"), hash("2024-07-29T15:51:28.000Z"));
    assert!(at("9999-12-31T23:59:59-23:59") > at("9999-12-31T23:59:59Z"));
}

#[track_caller]
fn writes(value: OffsetDateTime, text: &str) {
    let made = DateTime::from(value);
    assert_eq!(made.as_str(), text);
    assert_eq!(OffsetDateTime::from(made), value);
}

#[test]
fn an_instant_is_written() {
    let base = OffsetDateTime::from_unix_timestamp_nanos(BASE).unwrap();
    let offset = |hours, minutes, seconds| base.to_offset(UtcOffset::from_hms(hours, minutes, seconds).unwrap());
    writes(base, "2024-07-29T15:51:28Z");
    writes(base.replace_nanosecond(120_000_000).unwrap(), "2024-07-29T15:51:28.12Z");
    writes(base.replace_nanosecond(1).unwrap(), "2024-07-29T15:51:28.000000001Z");
    writes(offset(5, 30, 0), "2024-07-29T21:21:28+05:30");
    writes(offset(0, -30, 0), "2024-07-29T15:21:28-00:30");
    writes(offset(1, 0, 32), "2024-07-29T16:51:28+01:00");
    writes(base.replace_year(-43).unwrap(), "-000043-07-29T15:51:28Z");
}

#[test]
fn system_time_converts() {
    let second = Duration::from_secs(1);
    let text = |moment| DateTime::try_from(moment).map(|value| value.to_string());
    assert_eq!(text(SystemTime::UNIX_EPOCH + second).unwrap(), "1970-01-01T00:00:01Z");
    assert_eq!(text(SystemTime::UNIX_EPOCH - second / 2).unwrap(), "1969-12-31T23:59:59.5Z");
    assert!(text(SystemTime::UNIX_EPOCH + second * 1_000_000_000 * 1000).is_err());
}

#[test]
fn days_are_read_and_written() {
    let day: Date = serde_json::from_str(r#""2024-02-29""#).unwrap();
    assert_eq!(day.to_time_date().month(), Month::February);
    assert_eq!(serde_json::to_string(&day).unwrap(), r#""2024-02-29""#);
    assert_eq!(
        format!("{day} {day:?} {:>12}", Date::parse("0001-01-01").unwrap()),
        "2024-02-29 Date(2024-02-29)   0001-01-01"
    );
    assert!(day < Date::try_from("2024-03-01").unwrap());
}

#[test]
fn other_days_are_refused() {
    for text in ["", "2024-2-9", "2023-02-29", "2024-02-29Z", "2024-02-29T00:00:00Z", "24-02-29", "2024-02-30"] {
        assert_eq!(Date::parse(text).unwrap_err().to_string(), "not an RFC 3339 full-date", "{text}");
    }
}

#[test]
fn debug_shows_the_text() {
    assert_eq!(format!("{:?}", at("2024-07-29t15:51:28z")), "DateTime(2024-07-29t15:51:28z)");
}
