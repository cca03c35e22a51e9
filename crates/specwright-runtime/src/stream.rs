//! Answers that are read while they arrive.

mod bytes;
mod error;
mod event;
mod event_parser;
mod event_stream;
#[cfg(feature = "blocking")]
mod items;
mod json_lines;
mod live;
mod reconnect;
mod records;

pub use self::bytes::ByteStream;
pub use error::StreamError;
pub use event::{Event, FromEvent, Unfit};
pub use event_stream::EventStream;
#[cfg(feature = "blocking")]
pub use items::{Items, Pull};
pub use json_lines::JsonLines;
pub use live::LiveBody;
pub(crate) use reconnect::Reopened;

#[cfg(test)]
mod tests;
