//! Responses.

use specwright_ir::{Code, Content, Format, Response, StatusPattern};

use super::{
    Lower,
    at::At,
    body::{Kind, kind},
    schema::Site,
    skeleton,
};

const RESPONSE_KEYS: &[&str] = &["$ref", "summary", "description", "headers", "content", "links"];

impl<'d> Lower<'d> {
    /// The declared responses of an operation, the most specific first.
    pub(super) fn responses(&mut self, operation: &str, at: &At<'d>) -> Vec<Response> {
        let mut responses = Vec::new();
        for (status, at) in at.get("responses").iter().flat_map(At::members) {
            if status.starts_with("x-") {
                continue;
            }
            let Some(pattern) = status_pattern(status) else {
                self.report(Code::Malformed, &at, format!("`{status}` is no status, range or `default`; left out"));
                continue;
            };
            if let Some(response) = self.response(operation, status, pattern, &at) {
                responses.push(response);
            }
        }
        responses.sort_by_key(|response| response.status);
        responses
    }

    fn response(&mut self, operation: &str, status: &str, pattern: StatusPattern, at: &At<'d>) -> Option<Response> {
        let target = self.follow(at)?;
        self.check_keys(&target, RESPONSE_KEYS, "a response");
        let skeleton = skeleton::read::<openapiv3::Response>(self, &target, "response", "left out")?;
        for (name, header) in target.get("headers").iter().flat_map(At::members) {
            self.report(
                Code::ResponseHeaderUntyped,
                &header,
                format!("response header `{name}` has no accessor; read it from the response's headers"),
            );
        }
        for (name, link) in target.get("links").iter().flat_map(At::members) {
            self.report(Code::PartUnsupported, &link, format!("link `{name}` is not represented"));
        }
        let content = match self.choose(&target, "read") {
            Some((media_type, media)) => {
                let role = match pattern {
                    StatusPattern::Default => "error".to_owned(),
                    _ if pattern.is_success() => "response".to_owned(),
                    _ => format!("error {status}"),
                };
                let site = Site::Operation { operation: operation.to_owned(), role: vec![role] };
                Some(self.response_content(media_type, &media, &site))
            }
            None => None,
        };
        Some(Response { status: pattern, description: skeleton.description, content, origin: target.origin() })
    }

    fn response_content(&mut self, media_type: &str, media: &At<'d>, site: &Site) -> Content {
        let format = match kind(media_type) {
            Kind::Json | Kind::JsonSuffix => Format::Json(self.media_type(media, site)),
            Kind::Wildcard if media.has("schema") => Format::Json(self.media_type(media, site)),
            Kind::Text => Format::Text,
            Kind::Bytes | Kind::Wildcard => Format::Bytes,
            Kind::Form | Kind::Xml | Kind::Multipart => {
                self.report(
                    Code::ResponseLoose,
                    media,
                    format!("a response of `{media_type}` is not decoded; its bytes are handed out"),
                );
                Format::Bytes
            }
        };
        Content { media_type: media_type.to_owned(), format }
    }
}

/// `200`, `4XX` (also in lower case) or `default`.
fn status_pattern(text: &str) -> Option<StatusPattern> {
    if text == "default" {
        return Some(StatusPattern::Default);
    }
    if let Some(hundred) = text.strip_suffix("XX").or_else(|| text.strip_suffix("xx")) {
        return hundred.parse().ok().filter(|hundred| (1..=5).contains(hundred)).map(StatusPattern::Range);
    }
    text.parse().ok().filter(|status| (100..=599).contains(status)).map(StatusPattern::Exact)
}
