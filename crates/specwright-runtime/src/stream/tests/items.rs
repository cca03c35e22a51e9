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

/// The name of the thread on which an item was read.
struct ReadBy(Option<String>);

impl<'de> serde::Deserialize<'de> for ReadBy {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        u8::deserialize(deserializer).map(|_| Self(std::thread::current().name().map(str::to_owned)))
    }
}

#[test]
fn that_have_arrived_take_no_waiting() {
    let mode = Blocking::start().expect("a worker");
    let lines = JsonLines::<ReadBy>::new(live(&[Send("1\n2\n")]), "application/jsonl");
    let read: Vec<_> = Items::new(lines, &mode).map(|item| item.expect("an item").0).collect();
    assert_eq!(read, [Some("api-client".to_owned()), std::thread::current().name().map(str::to_owned)]);
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
    let bytes = ByteStream::new(live(&[TimeOut]));
    let errors: Vec<ErrorKind> = Items::new(bytes, &mode).map(|chunk| chunk.expect_err("silence").kind()).collect();
    assert_eq!(errors, [ErrorKind::Timeout]);
}
