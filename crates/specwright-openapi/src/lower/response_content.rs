//! What an answer may hold: the media type that is preferred, those beside it, and the choice among them.

use specwright_ir::{
    Code, Content, Enum, EnumValue, EnumWire, Facts, Format, NameHint, Parameter, ParameterStyle, Response, Shape,
    StringFormat, Ty,
};

use super::{
    Lower,
    at::At,
    body::{Kind, kind, rank, subtype},
    schema::Site,
};

/// What the answers of one status may hold.
#[derive(Default)]
pub(super) struct Contents {
    pub(super) preferred: Option<Content>,
    /// What it may be instead.
    pub(super) others: Vec<Content>,
    /// The same item by item.
    pub(super) streams: Vec<Content>,
}

/// What a content gives to who reads it.
#[derive(PartialEq)]
enum Held<'t> {
    Value(&'t Ty),
    /// Text or bytes that only the media type says more about.
    As(&'t str),
}

impl<'d> Lower<'d> {
    /// What a `content` map says. Streams are told apart if they are `kept`: beside something else they are read by an
    /// operation of their own.
    pub(super) fn contents(&mut self, all: &At<'d>, kept: bool, site: &Site) -> Contents {
        let mut media = Vec::new();
        for (name, at) in all.members() {
            if !name.starts_with("x-") {
                media.push((name, self.follow(&at).unwrap_or(at)));
            }
        }
        let is_stream = |(name, _): &(&str, At<'d>)| kept && kind(name).is_stream();
        let (streams, mut whole): (Vec<_>, Vec<_>) = media.into_iter().partition(is_stream);
        whole.sort_by_key(|(name, at)| rank(name, at));
        let mut streams = streams.into_iter();
        let mut whole = whole.into_iter();
        let Some((name, at)) = whole.next().or_else(|| streams.next()) else { return Contents::default() };
        let preferred = self.response_content(name, &at, Code::ResponseLoose, site);
        let mut others: Vec<Content> = Vec::new();
        for (other, media) in whole {
            let is_same =
                media.get("schema").zip(at.get("schema")).is_some_and(|(one, two)| one.node.is_same_json(two.node));
            let content = match &preferred.format {
                Format::Json(ty) if is_same && !media.has("itemSchema") => {
                    let ty = ty.clone();
                    self.same_as_json(ty, &preferred.media_type, other, &media)
                }
                _ => Some(self.response_content(other, &media, Code::MediaTypeRaw, &site.inside(subtype(other)))),
            };
            others.extend(content.filter(|content| is_new(content, &preferred)));
        }
        let mut items = Vec::new();
        for (name, media) in streams {
            let format = self.stream(kind(name), &media, &site.inside("stream"));
            items.extend(format.map(|format| Content { media_type: name.to_owned(), format }));
        }
        Contents { preferred: Some(preferred), others, streams: items }
    }

    /// A media type with the schema of the preferred one, which is JSON. There is nothing more to learn from it, unless it
    /// is a text that is no JSON: there are no quotes around it.
    fn same_as_json(&mut self, ty: Ty, json: &str, other: &str, media: &At<'d>) -> Option<Content> {
        let media_type = other.to_owned();
        match kind(other) {
            Kind::Json | Kind::JsonSuffix | Kind::Wildcard => None,
            Kind::Text if self.behind(&ty) == Some(&Ty::String(StringFormat::Plain)) => {
                Some(Content { media_type, format: Format::Text })
            }
            Kind::Text if self.is_text(&ty) => Some(Content { media_type, format: Format::Json(ty) }),
            _ => {
                let message = format!("`{other}` says what `{json}` says, which is asked for; not needed");
                self.report(Code::MediaTypeUnused, media, message);
                None
            }
        }
    }

    /// One media type of an answer. What is not decoded is reported with the code.
    fn response_content(&mut self, media_type: &str, media: &At<'d>, loose: Code, site: &Site) -> Content {
        let kind = kind(media_type);
        if let Some(format) = self.stream(kind, media, site) {
            return Content { media_type: media_type.to_owned(), format };
        }
        let ty = self.media_type(media, site);
        let format = match kind {
            Kind::Json | Kind::JsonSuffix => Format::Json(ty),
            Kind::Wildcard if media.has("schema") && !self.is_bytes(media, &ty) => Format::Json(ty),
            Kind::Xml => self.xml_body(media, ty),
            Kind::Text => {
                if !self.is_text(&ty) || media.has("itemSchema") {
                    let why = "no reader of values is known for this format";
                    let message = format!("a response of `{media_type}` is not decoded; its text is handed out: {why}");
                    self.report(loose, media, message);
                }
                Format::Text
            }
            _ => {
                let plain = matches!(kind, Kind::Bytes | Kind::Wildcard | Kind::Range)
                    && self.is_text(&ty)
                    && !media.has("itemSchema");
                if !plain {
                    let why = match kind {
                        Kind::Invalid => "that is no media type",
                        _ => "no reader of values is known for this format",
                    };
                    let message =
                        format!("a response of `{media_type}` is not decoded; its bytes are handed out: {why}");
                    self.report(loose, media, message);
                }
                Format::Bytes
            }
        };
        let media_type = if kind == Kind::Invalid { "*/*" } else { media_type };
        Content { media_type: media_type.to_owned(), format }
    }

    /// The `Accept` header as an option of a call whose caller may choose what the answer is.
    pub(super) fn accept_parameter(
        &mut self,
        operation: &str,
        responses: &[Response],
        at: &At<'d>,
    ) -> Option<Parameter> {
        let mut wanted: Vec<&str> = Vec::new();
        for response in responses.iter().filter(|response| response.status.is_success()) {
            let first = response.content.as_ref().map(|content| self.held(content));
            if response.others.iter().any(|other| Some(self.held(other)) != first) {
                wanted.extend(response.wholes().map(|content| content.media_type.as_str()));
            }
        }
        let mut values: Vec<EnumValue> = Vec::new();
        for media_type in wanted {
            let wire = EnumWire::String(media_type.to_owned());
            if !values.iter().any(|value| value.wire == wire) {
                values.push(EnumValue { wire, name: None, description: None });
            }
        }
        if values.is_empty() {
            return None;
        }
        let hint = NameHint::Operation { operation: operation.to_owned(), role: vec!["accept".to_owned()] };
        let id = self.types.reserve(hint, at.origin());
        let facts = Facts { description: Some("What an answer may be.".to_owned()), ..Facts::default() };
        self.types.define(id, facts, Shape::Enum(Enum { values }));
        let description = "What the answer is asked to be, instead of the first of these that the server has.";
        Some(Parameter {
            wire: "accept".to_owned(),
            style: ParameterStyle::Header { explode: false },
            required: false,
            allow_reserved: false,
            ty: Ty::Named(id),
            facts: Facts { description: Some(description.to_owned()), ..Facts::default() },
            origin: at.origin(),
        })
    }

    fn held<'t>(&'t self, content: &'t Content) -> Held<'t> {
        const TEXT: &Ty = &Ty::String(StringFormat::Plain);
        match &content.format {
            Format::Text if content.media_type.starts_with("text/plain") => Held::Value(TEXT),
            format => {
                format.ty().map_or(Held::As(&content.media_type), |ty| Held::Value(self.behind(ty).unwrap_or(ty)))
            }
        }
    }
}

/// Whether there is more to a content than another spelling of the preferred one.
fn is_new(content: &Content, preferred: &Content) -> bool {
    let is_json = |content: &Content| kind(&content.media_type) <= Kind::Wildcard;
    content.format != preferred.format || content.format.ty().is_none() || is_json(content) != is_json(preferred)
}
