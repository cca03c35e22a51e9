//! Responses.

use specwright_ir::{Code, Content, Format, Response, StatusPattern};

use super::{
    Lower,
    at::At,
    body::{Kind, kind},
    schema::Site,
};

const RESPONSE_KEYS: &[&str] = &["$ref", "summary", "description", "headers", "content", "links"];

impl<'d> Lower<'d> {
    /// The declared responses of an operation, the most specific first.
    pub(super) fn responses(&mut self, operation: &str, at: &At<'d>) -> Vec<Response> {
        let mut responses: Vec<Response> = Vec::new();
        let Some(declared) = self.object(at, "responses") else { return responses };
        for (status, at) in declared.members() {
            if status.starts_with("x-") {
                continue;
            }
            let Some(pattern) = status_pattern(status) else {
                self.report(Code::Malformed, &at, format!("`{status}` is no status, range or `default`; left out"));
                continue;
            };
            if responses.iter().any(|other| other.status == pattern) {
                let message = format!("`{status}` is declared already in another spelling; this one is left out");
                self.report(Code::Malformed, &at, message);
                continue;
            }
            responses.push(self.response(operation, status, pattern, &at));
        }
        responses.sort_by_key(|response| response.status);
        responses
    }

    /// One response. Of one that cannot be read, the bytes are handed out.
    fn response(&mut self, operation: &str, status: &str, pattern: StatusPattern, at: &At<'d>) -> Response {
        let target = self.follow(at);
        let Some(target) = target.filter(|target| !self.is_malformed(target, "response")) else {
            let content = Content { media_type: "*/*".to_owned(), format: Format::Bytes };
            let content = Some(content).filter(|_| !is_bodyless(pattern));
            return Response {
                status: pattern,
                description: String::new(),
                content,
                streams: Vec::new(),
                headers: Vec::new(),
                origin: at.origin(),
            };
        };
        self.check_keys(&target, RESPONSE_KEYS, "a response");
        for (name, link) in target.get("links").iter().flat_map(At::members) {
            let message = format!("link `{name}` is not represented; what it leads to can be called by hand");
            self.report(Code::LinkOmitted, &link, message);
        }
        let role = match pattern {
            StatusPattern::Default => "error".to_owned(),
            _ if pattern.is_success() => "response".to_owned(),
            _ => format!("error {status}"),
        };
        let site = Site::Operation { operation: operation.to_owned(), role: vec![role] };
        let all = self.object(&target, "content");
        let is_kept = |kind: Kind| pattern.is_success() && kind.is_stream();
        let chosen = all.as_ref().and_then(|all| self.choose(all, Code::MediaTypeUnused, is_kept));
        let mut streams = Vec::new();
        if let (Some((first, _)), Some(all)) = (&chosen, &all)
            && pattern.is_success()
        {
            streams = self.streams(all, first, &site);
        }
        let mut content = chosen.map(|(media_type, media)| self.response_content(media_type, &media, &site));
        if content.is_some() && is_bodyless(pattern) {
            let message = format!("an answer of status {status} never has a body; the declared one is left out");
            self.report(Code::ResponseBodyless, &target, message);
            content = None;
            streams.clear();
        }
        let description = self.text(&target, "description").unwrap_or_default();
        Response { status: pattern, description, content, streams, headers: Vec::new(), origin: target.origin() }
    }

    /// The media types of items beside the chosen one.
    fn streams(&mut self, all: &At<'d>, chosen: &str, site: &Site) -> Vec<Content> {
        let mut streams = Vec::new();
        for (media_type, media) in all.members() {
            let kind = kind(media_type);
            if media_type != chosen && kind.is_stream() {
                let media = self.follow(&media).unwrap_or(media);
                let format = self.stream(kind, &media, &site.inside("stream"));
                streams.extend(format.map(|format| Content { media_type: media_type.to_owned(), format }));
            }
        }
        streams
    }

    fn response_content(&mut self, media_type: &str, media: &At<'d>, site: &Site) -> Content {
        let kind = kind(media_type);
        if let Some(format) = self.stream(kind, media, site) {
            return Content { media_type: media_type.to_owned(), format };
        }
        let ty = self.media_type(media, site);
        let format = match kind {
            Kind::Json | Kind::JsonSuffix => Format::Json(ty),
            Kind::Wildcard if media.has("schema") && !self.is_binary(&ty) => Format::Json(ty),
            Kind::Xml => self.xml_body(media, ty),
            Kind::Text => {
                if !self.is_text(&ty) || media.has("itemSchema") {
                    let message = format!("a response of `{media_type}` is not decoded; its text is handed out");
                    self.report(Code::ResponseLoose, media, message);
                }
                Format::Text
            }
            _ => {
                let plain = matches!(kind, Kind::Bytes | Kind::Wildcard | Kind::Range)
                    && self.is_text(&ty)
                    && !media.has("itemSchema");
                if !plain {
                    let message = format!("a response of `{media_type}` is not decoded; its bytes are handed out");
                    self.report(Code::ResponseLoose, media, message);
                }
                Format::Bytes
            }
        };
        let media_type = if kind == Kind::Invalid { "*/*" } else { media_type };
        Content { media_type: media_type.to_owned(), format }
    }
}

/// Whether HTTP knows no body for a status (RFC 9110 section 6.4.1).
fn is_bodyless(status: StatusPattern) -> bool {
    matches!(status, StatusPattern::Exact(100..=199 | 204 | 205 | 304) | StatusPattern::Range(1))
}

/// `200`, `4XX` or `default`, letters in any case.
fn status_pattern(text: &str) -> Option<StatusPattern> {
    let text = text.trim().to_ascii_lowercase();
    if text == "default" {
        return Some(StatusPattern::Default);
    }
    if let Some(hundred) = text.strip_suffix("xx") {
        return hundred.parse().ok().filter(|hundred| (1..=5).contains(hundred)).map(StatusPattern::Range);
    }
    let is_number = text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|status| is_number && (100..=999).contains(status)).map(StatusPattern::Exact)
}
