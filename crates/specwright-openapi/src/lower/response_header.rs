//! Headers of responses.

use specwright_ir::{Code, Facts, HeaderStyle, ParameterStyle, Place, Response, ResponseHeader, StringFormat, Ty};

use super::{
    Lower,
    at::At,
    body::{Kind, kind},
    parameter::is_token,
    schema::Site,
};

const HEADER_KEYS: &[&str] = &[
    "$ref",
    "summary",
    "description",
    "required",
    "deprecated",
    "style",
    "explode",
    "schema",
    "example",
    "examples",
    "content",
];

impl<'d> Lower<'d> {
    /// Adds what the responses of an operation say about their headers.
    pub(super) fn response_headers(&mut self, operation: &str, responses: &mut [Response]) {
        for response in responses {
            for (name, at) in self.declared_headers(response) {
                let header = self.response_header(operation, name, &at);
                let is_new = |header: &ResponseHeader| !response.headers.iter().any(|other| is_same(other, header));
                match header {
                    Some(header) if is_new(&header) => response.headers.push(header),
                    Some(_) => {
                        let message = format!("response header `{name}` is declared twice; the first one counts");
                        self.report(Code::ResponseHeaderUntyped, &at, message);
                    }
                    None => {}
                }
            }
        }
    }

    /// Reports the headers of what the caller answers a server.
    pub(super) fn report_response_headers(&mut self, responses: &[Response]) {
        for response in responses {
            for (name, at) in self.declared_headers(response) {
                let message = format!("header `{name}` of an answer that the caller gives has no type");
                self.report(Code::ResponseHeaderUntyped, &at, message);
            }
        }
    }

    fn declared_headers(&mut self, response: &Response) -> Vec<(&'d str, At<'d>)> {
        let Some(at) = At::find(self.root, &response.origin.pointer) else { return Vec::new() };
        self.object(&at, "headers").iter().flat_map(At::members).collect()
    }

    /// One header; `None` when it was left out.
    fn response_header(&mut self, operation: &str, wire: &str, at: &At<'d>) -> Option<ResponseHeader> {
        let (target, own) = self.referred(at)?;
        if self.is_malformed(&target, "header") {
            return None;
        }
        if wire.eq_ignore_ascii_case("content-type") {
            // OpenAPI, Response Object: it is ignored, as the media types of `content` say it.
            self.report(Code::ResponseHeaderUntyped, at, format!("`{wire}` is said by the media types; left out"));
            return None;
        }
        if !is_token(wire) {
            self.report(Code::ResponseHeaderUntyped, at, format!("`{wire}` cannot be the name of a header; left out"));
            return None;
        }
        self.check_keys(&target, HEADER_KEYS, "a header");
        let role = vec!["header".to_owned(), wire.to_owned()];
        let site = Site::Operation { operation: operation.to_owned(), role };
        let (style, ty, facts) = self.header_value(wire, &target, &site);
        let mut facts = self.described(&target, facts);
        facts.description = own.or(facts.description);
        Some(ResponseHeader {
            wire: wire.to_owned(),
            style,
            required: self.flag(&target, "required"),
            ty,
            facts,
            origin: target.origin(),
        })
    }

    fn header_value(&mut self, wire: &str, at: &At<'d>, site: &Site) -> (HeaderStyle, Ty, Facts) {
        let explode = matches!(self.style(at, Place::Header), ParameterStyle::Header { explode: true });
        let simple = HeaderStyle::Simple { explode };
        if let Some(schema) = at.get("schema") {
            return (simple, self.use_of(&schema, site), self.facts(&schema));
        }
        let text = Ty::String(StringFormat::Plain);
        let Some((media_type, media)) = at.get("content").and_then(|all| self.choose(&all, Code::MediaTypeUnused))
        else {
            let message = format!("response header `{wire}` has neither `schema` nor `content`; it became a string");
            self.report(Code::ResponseHeaderUntyped, at, message);
            return (simple, text, Facts::default());
        };
        let facts = media.get("schema").map(|schema| self.facts(&schema)).unwrap_or_default();
        let ty = self.media_type(&media, site);
        match kind(media_type) {
            Kind::Json | Kind::JsonSuffix | Kind::Wildcard => (HeaderStyle::Json, ty, facts),
            Kind::Text if self.is_text(&ty) => (simple, text, facts),
            _ => {
                let message = format!("response header `{wire}` is `{media_type}`, which is not decoded; it is text");
                self.report(Code::ResponseHeaderUntyped, &media, message);
                (simple, text, facts)
            }
        }
    }
}

fn is_same(one: &ResponseHeader, other: &ResponseHeader) -> bool {
    one.wire.eq_ignore_ascii_case(&other.wire)
}
