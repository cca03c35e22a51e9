//! Request bodies and the choice among media types.

use specwright_ir::{Body, Code, Content, Format, Shape, StringFormat, Ty};

use super::{Lower, at::At, parameter::is_token, schema::Site};

const BODY_KEYS: &[&str] = &["$ref", "summary", "description", "content", "required"];
const MEDIA_KEYS: &[&str] =
    &["$ref", "schema", "itemSchema", "example", "examples", "encoding", "prefixEncoding", "itemEncoding"];

/// How well a media type is understood; lower is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Json,
    JsonSuffix,
    /// Any media type.
    Wildcard,
    Form,
    Xml,
    Text,
    /// JSON texts one after the other.
    Lines,
    /// Server-sent events.
    Events,
    Bytes,
    Multipart,
    /// Some media types, like `image/*`.
    Range,
    /// No media type at all.
    Invalid,
}

impl Kind {
    /// Whether items follow one another.
    pub(super) fn is_stream(self) -> bool {
        matches!(self, Self::Lines | Self::Events)
    }
}

/// Classifies a media type by its essence (RFC 9110 section 8.3.1, RFC 6839 for suffixes).
pub(super) fn kind(media_type: &str) -> Kind {
    let essence = media_type.split(';').next().unwrap_or("").trim().to_ascii_lowercase();
    let is_text = media_type.bytes().all(|byte| byte.is_ascii_graphic() || byte == b' ');
    let is_pair = essence.split_once('/').is_some_and(|(group, name)| is_token(group) && is_token(name));
    match essence.as_str() {
        _ if !is_text || !is_pair => Kind::Invalid,
        "application/json" | "text/json" | "application/x-json" | "text/x-json" => Kind::Json,
        "*/*" | "application/*" => Kind::Wildcard,
        "application/x-www-form-urlencoded" => Kind::Form,
        "application/xml" | "text/xml" => Kind::Xml,
        "text/event-stream" => Kind::Events,
        "application/jsonl"
        | "application/jsonlines"
        | "application/x-jsonlines"
        | "application/ndjson"
        | "application/x-ndjson"
        | "application/stream+json"
        | "application/json-seq" => Kind::Lines,
        other if other.ends_with("+json-seq") || other.ends_with("+jsonl") => Kind::Lines,
        other if other.ends_with("+json") => Kind::JsonSuffix,
        other if other.ends_with("+xml") => Kind::Xml,
        other if other.starts_with("multipart/") => Kind::Multipart,
        other if other.starts_with("text/") => Kind::Text,
        other if other.contains('*') => Kind::Range,
        _ => Kind::Bytes,
    }
}

/// How well a media type is understood, with what stands at it.
pub(super) fn rank(media_type: &str, at: &At<'_>) -> Kind {
    match kind(media_type) {
        Kind::Wildcard if !at.has("schema") => Kind::Range,
        kind => kind,
    }
}

/// The part of a media type behind the slash, without parameters.
pub(super) fn subtype(media_type: &str) -> &str {
    let essence = media_type.split(';').next().unwrap_or_default().trim();
    essence.split_once('/').map_or(essence, |(_, subtype)| subtype)
}

impl<'d> Lower<'d> {
    /// A request body. One that cannot be read is brought by the caller.
    pub(super) fn body(&mut self, operation: &str, at: &At<'d>) -> Option<Body> {
        let raw = || Content { media_type: "*/*".to_owned(), format: Format::Raw };
        let Some((target, own)) = self.referred(at) else {
            return Some(Body { required: false, description: None, contents: vec![raw()] });
        };
        if self.is_malformed(&target, "request body") {
            return None;
        }
        self.check_keys(&target, BODY_KEYS, "a request body");
        let content = self.object(&target, "content");
        let mut contents = content.map_or_else(Vec::new, |content| self.body_contents(operation, &content));
        if contents.is_empty() {
            let message = "the request body names no media type; the caller brings it with the bytes";
            self.report(Code::BodyLoose, &target, message);
            contents.push(raw());
        }
        let description = own.or_else(|| self.text(&target, "description"));
        Some(Body { required: self.flag(&target, "required"), description, contents })
    }

    /// What a request may be sent as, the best understood media type first.
    fn body_contents(&mut self, operation: &str, content: &At<'d>) -> Vec<Content> {
        let mut contents: Vec<Content> = Vec::new();
        let mut schemas: Vec<(At<'d>, Ty)> = Vec::new();
        for (media_type, media) in self.media_types(content) {
            let media = self.follow(&media).unwrap_or(media);
            let mut role = vec!["request".to_owned()];
            if !contents.is_empty() {
                role.push(subtype(media_type).to_owned());
            }
            let site = Site::Operation { operation: operation.to_owned(), role };
            let schema = media.get("schema");
            let is_same =
                |(other, _): &&(At<'d>, Ty)| schema.as_ref().is_some_and(|own| own.node.is_same_json(other.node));
            if kind(media_type) == Kind::Lines {
                let format = Format::Lines(self.stream_item(&media, &site));
                contents.push(Content { media_type: media_type.to_owned(), format });
                continue;
            }
            let ty = match schemas.iter().find(is_same) {
                // What is said word for word again is the type it was.
                Some((_, ty)) if !self.is_malformed(&media, "media type") => {
                    self.check_keys(&media, MEDIA_KEYS, "a media type");
                    ty.clone()
                }
                _ => self.media_type(&media, &site),
            };
            schemas.extend(schema.map(|schema| (schema, ty.clone())));
            let content = self.body_content(media_type, &media, ty);
            // Bytes that come with their media type are sent under any.
            if content.format == Format::Raw && contents.iter().any(|other| other.format == Format::Raw) {
                continue;
            }
            contents.push(content);
        }
        contents
    }

    /// The media types of a `content` map, the best understood first. Further spellings of JSON are reported: one says
    /// what the other says.
    fn media_types(&mut self, content: &At<'d>) -> Vec<(&'d str, At<'d>)> {
        let mut media: Vec<_> = content.members().into_iter().filter(|(name, _)| !name.starts_with("x-")).collect();
        media.sort_by_key(|(name, at)| rank(name, at));
        let is_json = |name: &str, at: &At<'d>| rank(name, at) <= Kind::Wildcard;
        let first = media.first().filter(|(name, at)| is_json(name, at)).cloned();
        let Some((first, preferred)) = first else { return media };
        let preferred = self.follow(&preferred).unwrap_or(preferred);
        let mut kept = Vec::new();
        let mut same = Vec::new();
        for (name, at) in media {
            let media = self.follow(&at).unwrap_or(at.clone());
            let is_other = name != first && is_json(name, &at);
            match is_other && !is_patch(name) && same_schema(&media, &preferred) {
                true => same.push((name, at)),
                false => kept.push((name, at)),
            }
        }
        for (name, at) in same {
            let message = format!("media type `{name}` stands beside `{first}`, which says the same; left out");
            self.report(Code::MediaTypeUnused, &at, message);
        }
        kept
    }

    fn body_content(&mut self, media_type: &str, media: &At<'d>, ty: Ty) -> Content {
        let kind = kind(media_type);
        let format = match kind {
            Kind::Json | Kind::JsonSuffix => Format::Json(ty),
            Kind::Wildcard if media.has("schema") && !self.is_bytes(media, &ty) => Format::Json(ty),
            Kind::Form => Format::Form(self.form(media, ty)),
            Kind::Xml => self.xml_body(media, ty),
            Kind::Text | Kind::Events => {
                if !self.is_text(&ty) || media.has("itemSchema") {
                    let why = "no writer of values is known for this format";
                    let message =
                        format!("a request body of `{media_type}` is sent as the caller has written it: {why}");
                    self.report(Code::BodyLoose, media, message);
                }
                Format::Text
            }
            Kind::Bytes | Kind::Lines => {
                if !self.is_text(&ty) || media.has("itemSchema") {
                    let why = "no writer of values is known for this format";
                    let message = format!("a request body of `{media_type}` is sent as the caller's bytes: {why}");
                    self.report(Code::BodyLoose, media, message);
                }
                Format::Bytes
            }
            Kind::Multipart | Kind::Invalid => {
                let parts = if kind == Kind::Multipart { self.parts_of_body(media_type, media, &ty) } else { None };
                if let Some(parts) = parts {
                    return Content { media_type: media_type.to_owned(), format: Format::Multipart(parts) };
                }
                let why = match kind {
                    Kind::Multipart => "the schema is no object whose properties could be the parts",
                    _ => "that is no media type",
                };
                let message = format!(
                    "a request body of `{media_type}` is not written: {why}; the caller brings its bytes and media type"
                );
                self.report(Code::BodyLoose, media, message);
                Format::Raw
            }
            // The document leaves the media type to the caller.
            Kind::Wildcard | Kind::Range => Format::Raw,
        };
        Content { media_type: sendable(media_type, kind, &format), format }
    }

    /// The best understood media type of a `content` map; the others are reported.
    pub(super) fn choose(&mut self, content: &At<'d>, others: Code) -> Option<(&'d str, At<'d>)> {
        let media: Vec<_> = content.members().into_iter().filter(|(name, _)| !name.starts_with("x-")).collect();
        let ranks = media.iter().enumerate().map(|(index, (name, at))| (rank(name, at), index));
        let (_, best) = ranks.min()?;
        let chosen = media.get(best).map(|(name, _)| kind(name));
        for (index, (name, at)) in media.iter().enumerate() {
            if index != best {
                // One spelling of JSON says what another says.
                let is_json = |kind: Kind| kind <= Kind::Wildcard;
                let same = chosen.is_some_and(is_json) && is_json(kind(name));
                let message = format!("media type `{name}` stands beside the one that is chosen; left out");
                self.report(if same { Code::MediaTypeUnused } else { others }, at, message);
            }
        }
        let (name, at) = media.into_iter().nth(best)?;
        Some((name, self.follow(&at).unwrap_or(at)))
    }

    /// The type of what a media type object holds. The items of a sequence get a type too.
    pub(super) fn media_type(&mut self, media: &At<'d>, site: &Site) -> Ty {
        let ty = self.whole_of_media(media, site);
        if let Some(item) = media.get("itemSchema") {
            self.use_of(&item, &site.inside("item"));
        }
        ty
    }

    /// The type that a media type object says of all that it holds.
    pub(super) fn whole_of_media(&mut self, media: &At<'d>, site: &Site) -> Ty {
        if self.is_malformed(media, "media type") {
            return Ty::Any;
        }
        self.check_keys(media, MEDIA_KEYS, "a media type");
        match media.get("schema") {
            Some(schema) => self.use_of(&schema, site),
            None => Ty::Any,
        }
    }

    /// Whether a schema stands for raw bytes: a string of `format: binary`, or `contentMediaType` without any type (OpenAPI
    /// 3.1, section 4.8.14.2).
    pub(super) fn is_bytes(&mut self, media: &At<'d>, ty: &Ty) -> bool {
        let schema = media.get("schema").and_then(|schema| self.follow(&schema));
        let is_untyped = |schema: At<'d>| schema.has("contentMediaType") && !schema.has("type");
        self.is_binary(ty) || schema.is_some_and(is_untyped)
    }

    /// Whether values of a type are raw bytes (`format: binary`).
    pub(super) fn is_binary(&self, ty: &Ty) -> bool {
        matches!(self.behind(ty), Some(Ty::String(StringFormat::Other(format))) if format == "binary")
    }

    /// Whether text or bytes say all that values of a type say: a string, under whatever name, or nothing at all.
    pub(super) fn is_text(&self, ty: &Ty) -> bool {
        match self.behind(ty) {
            Some(Ty::Any | Ty::String(_)) => true,
            Some(Ty::Named(id)) => {
                matches!(self.types.get(*id).map(|definition| &definition.shape), Some(Shape::Enum(_)))
            }
            _ => false,
        }
    }

    /// The type behind aliases and `null`; `None` when they never end.
    pub(super) fn behind<'t>(&'t self, ty: &'t Ty) -> Option<&'t Ty> {
        let mut current = ty;
        for _ in 0..=self.types.len() {
            current = match current {
                Ty::Nullable(inner) => inner,
                Ty::Named(id) => match self.types.get(*id).map(|definition| &definition.shape) {
                    Some(Shape::Alias(behind)) => behind,
                    _ => return Some(current),
                },
                _ => return Some(current),
            };
        }
        None
    }
}

/// Whether two media types have the same schema, or say nothing.
fn same_schema(one: &At<'_>, other: &At<'_>) -> bool {
    match (one.get("schema"), other.get("schema")) {
        (Some(one), Some(other)) => one.node.is_same_json(other.node),
        (None, None) => true,
        _ => false,
    }
}

/// Whether a media type says what the server is to do with a body of JSON (RFC 6902, RFC 7396).
fn is_patch(media_type: &str) -> bool {
    let subtype = subtype(media_type).to_ascii_lowercase();
    subtype.ends_with("patch+json") || subtype.ends_with("patch-query+json")
}

/// A media range such as `*/*` cannot be sent as a `Content-Type`.
fn sendable(media_type: &str, kind: Kind, format: &Format) -> String {
    match format {
        Format::Json(_) if media_type.contains('*') => "application/json".to_owned(),
        Format::Text if media_type.contains('*') => "text/plain".to_owned(),
        Format::Raw if kind == Kind::Invalid => "*/*".to_owned(),
        _ => media_type.to_owned(),
    }
}
