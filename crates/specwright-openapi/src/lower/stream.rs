//! Bodies of items that follow one another: JSON lines and sequences, and server-sent events.

use specwright_ir::{EventData, Events, Format, StringFormat, Ty};

use super::{Lower, at::At, body::Kind, schema::Site};

impl<'d> Lower<'d> {
    /// The format of a body of items; `None` for a media type of any other kind.
    pub(super) fn stream(&mut self, kind: Kind, media: &At<'d>, site: &Site) -> Option<Format> {
        match kind {
            Kind::Lines => Some(Format::Lines(self.stream_item(media, site))),
            Kind::Events => Some(Format::Events(self.event_stream(media, site))),
            _ => None,
        }
    }

    /// What each item is: `itemSchema` says it (OpenAPI 3.2); before that a schema stands for the list of all items or
    /// for each of them.
    pub(super) fn stream_item(&mut self, media: &At<'d>, site: &Site) -> Ty {
        let whole = self.whole_of_media(media, site);
        match media.get("itemSchema") {
            Some(item) => self.use_of(&item, &site.inside("item")),
            None if self.is_text(&whole) => Ty::Any,
            None => match self.behind(&whole) {
                Some(Ty::List(item)) => item.as_ref().clone(),
                _ => whole,
            },
        }
    }

    /// What the events are: `itemSchema` says all of each event, or as much as its data.
    fn event_stream(&mut self, media: &At<'d>, site: &Site) -> Events {
        let Some(item) = media.get("itemSchema") else {
            return match self.stream_item(media, site) {
                Ty::Any => of_data(Ty::String(StringFormat::Plain)),
                ty => of_data(ty),
            };
        };
        self.whole_of_media(media, site);
        match self.events(&item, site) {
            Some(events) => events,
            None => of_data(self.use_of(&item, &site.inside("item"))),
        }
    }
}

/// Events whose data are JSON, unless they are plain strings.
fn of_data(ty: Ty) -> Events {
    Events::alike(match ty {
        text @ Ty::String(StringFormat::Plain) => EventData::Text(text),
        json => EventData::Json(json),
    })
}
