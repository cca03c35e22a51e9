//! Bodies of items that follow one another: JSON lines and sequences, and server-sent events.

use specwright_ir::{Events, Format, StringFormat, Ty};

use super::{Lower, at::At, body::Kind, schema::Site};

impl<'d> Lower<'d> {
    /// The format of a body of items; `None` for a media type of any other kind.
    pub(super) fn stream(&mut self, kind: Kind, media: &At<'d>, site: &Site) -> Option<Format> {
        match kind {
            Kind::Lines => Some(Format::Lines(self.stream_item(media, site))),
            Kind::Events => {
                let last = self.last_event(media);
                Some(Format::Events(Events { ty: self.event_data(media, site), last }))
            }
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

    /// The data of the event that nothing comes behind: an alternative without a name that says just one text, beside
    /// others that say something else.
    fn last_event(&mut self, media: &At<'d>) -> Option<String> {
        let item = media.get("itemSchema").and_then(|item| self.follow(&item))?;
        let alternatives = item.get("oneOf").or_else(|| item.get("anyOf"))?.elements();
        let mut last = None;
        for alternative in &alternatives {
            let Some(properties) = self.follow(alternative).and_then(|alternative| alternative.get("properties"))
            else {
                continue;
            };
            let data = properties.get("data").and_then(|data| self.follow(&data));
            let text = data.filter(|_| !properties.has("event")).and_then(|data| data.get("const")?.as_str());
            // Two of them would be two things that events say.
            if text.is_some() && last.is_some() {
                return None;
            }
            last = last.or(text);
        }
        last.filter(|_| alternatives.len() > 1).map(str::to_owned)
    }

    /// What the data of each event is; a plain string for text.
    fn event_data(&mut self, media: &At<'d>, site: &Site) -> Ty {
        let text = Ty::String(StringFormat::Plain);
        let Some(item) = media.get("itemSchema").and_then(|item| self.follow(&item)) else {
            return match self.stream_item(media, site) {
                Ty::Any => text,
                ty => ty,
            };
        };
        self.whole_of_media(media, site);
        let data = item.get("properties").and_then(|properties| properties.get("data"));
        let Some(data) = data.and_then(|data| self.follow(&data)) else {
            return self.use_of(&item, &site.inside("item"));
        };
        match data.get("contentSchema") {
            Some(schema) => self.use_of(&schema, &site.inside("data")),
            None => match self.use_of(&data, &site.inside("data")) {
                ty if self.is_text(&ty) => text,
                ty => ty,
            },
        }
    }
}
