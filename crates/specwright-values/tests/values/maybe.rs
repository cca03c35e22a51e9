//! The three states.

use specwright_values::time::OffsetDateTime;
use specwright_values::{Base64, Base64Url, Date, DateTime, Maybe, Secret};

fn text(value: impl Into<Maybe<String>>) -> Maybe<String> {
    value.into()
}

fn numbers(value: impl Into<Maybe<Vec<i64>>>) -> Maybe<Vec<i64>> {
    value.into()
}

fn secret(value: impl Into<Maybe<Secret>>) -> Maybe<Secret> {
    value.into()
}

fn some(value: &str) -> Maybe<String> {
    Maybe::Value(value.to_owned())
}

#[test]
fn a_setter_takes_values() {
    assert_eq!(text("x"), some("x"));
    assert_eq!(text("x".to_owned()), some("x"));
    assert_eq!(text(Some("x".to_owned())), some("x"));
    assert_eq!(text(Maybe::Value("x".to_owned())), some("x"));
    assert_eq!(numbers(vec![]), Maybe::Value(vec![]));
    assert_eq!(secret("x"), Maybe::Value(Secret::from("x")));
    assert_eq!(secret("x".to_owned()), Maybe::Value(Secret::from("x")));
    assert_eq!(secret(Secret::from("x")), Maybe::Value(Secret::from("x")));
}

#[test]
fn a_setter_takes_null() {
    assert_eq!(text(None), Maybe::Null);
    assert_eq!(text(Maybe::Null), Maybe::Null);
    assert_eq!(numbers(None), Maybe::Null);
    assert_eq!(secret(None), Maybe::Null);
}

#[test]
fn a_setter_takes_absence() {
    assert_eq!(text(Maybe::Absent), Maybe::Absent);
    assert_eq!(text(Maybe::default()), Maybe::Absent);
    assert_eq!(numbers(Maybe::Absent), Maybe::Absent);
}

#[test]
fn formats_convert() {
    let epoch = OffsetDateTime::UNIX_EPOCH;
    assert_eq!(Maybe::<DateTime>::from(epoch), Maybe::Value(DateTime::from(epoch)));
    assert_eq!(Maybe::<Date>::from(epoch.date()), Maybe::Value(Date::from(epoch.date())));
    assert_eq!(Maybe::<Base64>::from(vec![1]), Maybe::Value(Base64::from([1])));
    assert_eq!(Maybe::<Base64>::from(b"x"), Maybe::Value(Base64::from([b'x'])));
    assert_eq!(Maybe::<Base64Url>::from([1]).value().map(Base64Url::as_bytes), Some([1].as_slice()));
    assert_eq!(Maybe::<Size>::from("small"), Maybe::Value(Size::Small));
    assert_eq!(Maybe::<Size>::from("huge"), Maybe::Value(Size::Other("huge".to_owned())));
}

#[derive(Debug, PartialEq)]
enum Size {
    Small,
    Other(String),
}

specwright_values::string_enum! { Size { Small = "small", else Other } }

#[test]
fn each_state_answers_for_itself() {
    let states = [some("x"), Maybe::Null, Maybe::Absent];
    let told = states.each_ref().map(|state| (state.is_value(), state.is_null(), state.is_absent()));
    assert_eq!(told, [(true, false, false), (false, true, false), (false, false, true)]);
    assert_eq!(states.each_ref().map(Maybe::as_deref), [Some("x"), None, None]);
    assert_eq!(states.each_ref().map(Maybe::value), [Some(&"x".to_owned()), None, None]);
    assert_eq!(states.clone().map(Maybe::into_nested), [Some(Some("x".to_owned())), Some(None), None]);
    assert_eq!(states.clone().map(|state| state.map(|text| text.len())), [Maybe::Value(1), Maybe::Null, Maybe::Absent]);
    assert_eq!(states.each_ref().map(|state| state.as_ref().unwrap_or(&String::new()).len()), [1, 0, 0]);
    assert_eq!(states.map(Maybe::unwrap_or_default), ["x", "", ""]);
}

#[test]
fn a_value_can_be_changed_and_taken() {
    let mut state = some("x");
    if let Some(value) = state.value_mut() {
        value.push('y');
    }
    assert_eq!(state.as_mut().map(|value| value.len()), Maybe::Value(2));
    assert_eq!(state.take(), some("xy"));
    assert_eq!(state, Maybe::Absent);
    assert_eq!(state.unwrap_or_else(|| "z".to_owned()), "z");
}

#[test]
fn debug_reads_as_it_is_written() {
    assert_eq!(format!("{:?}", [Maybe::Absent, Maybe::Null, Maybe::Value(1)]), "[Absent, Null, Value(1)]");
}

#[test]
fn outside_of_a_record_absent_and_null_are_null() {
    let states = [Maybe::Absent, Maybe::Null, Maybe::Value(1)];
    assert_eq!(serde_json::to_string(&states).unwrap(), "[null,null,1]");
    let read: Vec<Maybe<u8>> = serde_json::from_str("[null,1]").unwrap();
    assert_eq!(read, [Maybe::Null, Maybe::Value(1)]);
}
