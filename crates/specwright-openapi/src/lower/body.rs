//! Request bodies and the choice among media types.

use specwright_ir::{Body, Code, Content, Format, Ty};

use super::{Lower, at::At, schema::Site, skeleton};

const BODY_KEYS: &[&str] = &["$ref", "summary", "description", "content", "required"];
const MEDIA_KEYS: &[&str] = &["schema", "example", "examples", "encoding"];

/// How well a media type is understood; lower is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Json,
    JsonSuffix,
    Wildcard,
    Form,
    Text,
    Bytes,
    Xml,
    Multipart,
}

/// Classifies a media type by its essence (RFC 9110 section 8.3.1, RFC 6839 for suffixes).
pub(super) fn kind(media_type: &str) -> Kind {
    let essence = media_type.split(';').next().unwrap_or("").trim().to_ascii_lowercase();
    match essence.as_str() {
        "application/json" | "text/json" => Kind::Json,
        "*/*" | "application/*" => Kind::Wildcard,
        "application/x-www-form-urlencoded" => Kind::Form,
        "application/xml" | "text/xml" => Kind::Xml,
        other if other.ends_with("+json") => Kind::JsonSuffix,
        other if other.ends_with("+xml") => Kind::Xml,
        other if other.starts_with("multipart/") => Kind::Multipart,
        other if other.starts_with("text/") => Kind::Text,
        _ => Kind::Bytes,
    }
}

impl<'d> Lower<'d> {
    /// A request body; `None` when the operation cannot be called with it.
    pub(super) fn body(&mut self, operation: &str, at: &At<'d>) -> Option<Body> {
        let target = self.follow(at)?;
        self.check_keys(&target, BODY_KEYS, "a request body");
        let skeleton =
            skeleton::read::<openapiv3::RequestBody>(self, &target, "request body", "the operation is left out")?;
        let Some((media_type, media)) = self.choose(&target, "sent") else {
            self.report(
                Code::BodyUnsupported,
                &target,
                "the request body has no media type that can be sent; the operation is left out",
            );
            return None;
        };
        let site = Site::Operation { operation: operation.to_owned(), role: vec!["request".to_owned()] };
        let format = match kind(media_type) {
            Kind::Json | Kind::JsonSuffix | Kind::Wildcard => Format::Json(self.media_type(&media, &site)),
            Kind::Form => Format::Form(self.media_type(&media, &site)),
            Kind::Text => Format::Text,
            Kind::Bytes => Format::Bytes,
            Kind::Xml | Kind::Multipart => {
                self.report(
                    Code::BodyUnsupported,
                    &media,
                    format!("a request body of `{media_type}` cannot be sent; the operation is left out"),
                );
                return None;
            }
        };
        let media_type = sendable(media_type, &format);
        Some(Body {
            required: skeleton.required,
            description: skeleton.description,
            content: Content { media_type, format },
        })
    }

    /// The best understood media type of a `content` map; the others are reported.
    pub(super) fn choose(&mut self, owner: &At<'d>, verb: &str) -> Option<(&'d str, At<'d>)> {
        let content = self.object(owner, "content")?;
        let media = content.members();
        let best =
            media.iter().enumerate().min_by_key(|(index, (name, _))| (kind(name), *index)).map(|(index, _)| index)?;
        for (index, (name, at)) in media.iter().enumerate() {
            if index != best {
                self.report(
                    Code::MediaTypeOmitted,
                    at,
                    format!("media type `{name}` stands beside the one that is {verb}; left out"),
                );
            }
        }
        media.into_iter().nth(best)
    }

    /// The type of what a media type object holds.
    pub(super) fn media_type(&mut self, media: &At<'d>, site: &Site) -> Ty {
        self.check_keys(media, MEDIA_KEYS, "a media type");
        match media.get("schema") {
            Some(schema) => self.use_of(&schema, site),
            None => Ty::Any,
        }
    }
}

/// A media range such as `*/*` cannot be sent as a `Content-Type`.
fn sendable(media_type: &str, format: &Format) -> String {
    match format {
        Format::Json(_) if media_type.contains('*') => "application/json".to_owned(),
        Format::Bytes if media_type.contains('*') => "application/octet-stream".to_owned(),
        Format::Text if media_type.contains('*') => "text/plain".to_owned(),
        _ => media_type.to_owned(),
    }
}
