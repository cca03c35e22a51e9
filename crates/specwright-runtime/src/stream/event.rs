use std::fmt;

use serde_core::de::value::StrDeserializer;
use serde_core::de::{DeserializeOwned, IntoDeserializer};

use crate::decode::Problem;

/// One event of a server.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Event<T> {
    /// The last id that the server gave, with this event or before it. A stream that connects anew goes on behind it.
    pub id: Option<String>,
    /// What kind of event it is; `None` for one without a name, which browsers call `message`.
    pub name: Option<String>,
    /// What it says.
    pub data: T,
}

impl<T> Event<T> {
    /// An event.
    pub fn new(id: Option<String>, name: Option<String>, data: T) -> Self {
        Self { id, name, data }
    }

    /// What it is called: its name, and `message` for one without (HTML standard, section 9.2.6).
    #[must_use]
    pub fn kind(&self) -> &str {
        self.name.as_deref().filter(|name| !name.is_empty()).unwrap_or("message")
    }

    /// What the event says, alone.
    #[must_use]
    pub fn into_data(self) -> T {
        self.data
    }
}

impl Event<String> {
    /// What the event says, read as JSON.
    ///
    /// # Errors
    /// When it is not JSON or does not fit the type.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, Unfit> {
        serde_json::from_str(&self.data).map_err(|error| Unfit(Problem::json(&error, self.data.as_bytes())))
    }

    /// What the event says, read as text that says a value, like one of an enum: its JSON, or just its string.
    ///
    /// # Errors
    /// When it does not fit the type.
    pub fn text_value<T: DeserializeOwned>(&self) -> Result<T, Unfit> {
        self.json().or_else(|unfit| {
            let text: StrDeserializer<'_, serde_core::de::value::Error> = self.data.as_str().into_deserializer();
            T::deserialize(text).map_err(|_| unfit)
        })
    }
}

/// What can be made of an event by its name and its data. Generated enums of events implement it:
///
/// ```
/// use specwright_runtime::{Event, FromEvent, Unfit};
///
/// enum Change {
///     Added(u64),
///     Removed(u64),
///     Other(Event<String>),
/// }
///
/// impl FromEvent for Change {
///     fn from_event(event: &Event<String>) -> Result<Self, Unfit> {
///         match event.kind() {
///             "added" => event.json().map(Self::Added),
///             "removed" => event.json().map(Self::Removed),
///             _ => Ok(Self::Other(event.clone())),
///         }
///     }
/// }
///
/// let event = Event::new(None, Some("added".to_owned()), "7".to_owned());
/// assert!(matches!(Change::from_event(&event), Ok(Change::Added(7))));
/// ```
pub trait FromEvent: Sized {
    /// Reads an event.
    ///
    /// # Errors
    /// When its data does not fit.
    fn from_event(event: &Event<String>) -> Result<Self, Unfit>;
}

/// The data as it came.
impl FromEvent for String {
    fn from_event(event: &Event<String>) -> Result<Self, Unfit> {
        Ok(event.data.clone())
    }
}

/// Why the data of an event could not be read. Holds no text of it.
#[derive(Clone, PartialEq)]
pub struct Unfit(Problem);

impl Unfit {
    /// A reason of your own. It is printed, so it should not quote what was received.
    pub fn new(message: impl Into<String>) -> Self {
        Self(Problem::new(message))
    }

    pub(crate) fn into_problem(self) -> Problem {
        self.0
    }
}

impl fmt::Display for Unfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl fmt::Debug for Unfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Unfit").field(&self.0.message).finish()
    }
}

impl std::error::Error for Unfit {}
