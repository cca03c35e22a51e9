//! What server-sent events say.

use crate::{Facts, NameHint, Origin, Ty};

/// The events of a stream (HTML standard, section 9.2).
#[derive(Clone, Debug, PartialEq)]
pub struct Events {
    /// What each of them is.
    pub kind: EventKind,
    /// The data after which no event follows. It is no event itself.
    pub terminal: Vec<String>,
}

/// What the events of a stream are.
#[derive(Clone, Debug, PartialEq)]
pub enum EventKind {
    /// All of them have the same data, whatever they are called.
    Alike(EventData),
    /// What an event has is told by what it is called.
    Named(Box<NamedEvents>),
}

/// What the data of an event holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EventData {
    /// JSON text of a value.
    Json(Ty),
    /// Text, which is all that a value of this type says: it is a string of any format, or an enum.
    Text(Ty),
}

impl EventData {
    /// The type of what it holds.
    pub fn ty(&self) -> &Ty {
        match self {
            Self::Json(ty) | Self::Text(ty) => ty,
        }
    }

    fn ty_mut(&mut self) -> &mut Ty {
        match self {
            Self::Json(ty) | Self::Text(ty) => ty,
        }
    }
}

/// Events that are told apart by what they are called.
#[derive(Clone, Debug, PartialEq)]
pub struct NamedEvents {
    /// What their name as a whole is made from: a component or an operation, never a member of a type.
    pub hint: NameHint,
    /// Prose.
    pub facts: Facts,
    /// At least one, in document order; no name stands in two of them.
    pub alternatives: Vec<EventAlternative>,
    /// Where they are declared. Events of the same origin are the same.
    pub origin: Origin,
}

/// One kind of event.
#[derive(Clone, Debug, PartialEq)]
pub struct EventAlternative {
    /// What such events are called, at least one name. An event that has none is called `message`.
    pub names: Vec<String>,
    /// What they have to say.
    pub data: EventData,
    /// CommonMark.
    pub description: Option<String>,
}

impl Events {
    /// Events of the same data, without an end of their own.
    pub fn alike(data: EventData) -> Self {
        Self { kind: EventKind::Alike(data), terminal: Vec::new() }
    }

    /// The type of the data of each kind of event.
    pub(crate) fn types(&self) -> Vec<&Ty> {
        match &self.kind {
            EventKind::Alike(data) => vec![data.ty()],
            EventKind::Named(named) => named.alternatives.iter().map(|one| one.data.ty()).collect(),
        }
    }

    /// Calls `f` with the type of the data of each kind of event, to change it.
    pub(crate) fn for_each_ty_mut(&mut self, f: &mut dyn FnMut(&mut Ty)) {
        match &mut self.kind {
            EventKind::Alike(data) => f(data.ty_mut()),
            EventKind::Named(named) => named.alternatives.iter_mut().for_each(|one| f(one.data.ty_mut())),
        }
    }
}
