//! Responses.

use specwright_ir::{Code, Content, Format, Response, StatusPattern};

use super::{Lower, at::At, response_content::Contents, schema::Site};

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
        let target = self.referred(at);
        let Some((target, own)) = target.filter(|(target, _)| !self.is_malformed(target, "response")) else {
            let content = Content { media_type: "*/*".to_owned(), format: Format::Bytes };
            let content = Some(content).filter(|_| !is_bodyless(pattern));
            return Response {
                status: pattern,
                description: String::new(),
                content,
                others: Vec::new(),
                streams: Vec::new(),
                headers: Vec::new(),
                links: Vec::new(),
                origin: at.origin(),
            };
        };
        self.check_keys(&target, RESPONSE_KEYS, "a response");
        let role = match pattern {
            StatusPattern::Default => "error".to_owned(),
            _ if pattern.is_success() => "response".to_owned(),
            _ => format!("error {status}"),
        };
        let site = Site::Operation { operation: operation.to_owned(), role: vec![role] };
        let all = self.object(&target, "content");
        let mut contents = all.map_or_else(Contents::default, |all| self.contents(&all, pattern.is_success(), &site));
        if contents.preferred.is_some() && is_bodyless(pattern) {
            let message = format!("an answer of status {status} never has a body; the declared one is left out");
            self.report(Code::ResponseBodyless, &target, message);
            contents = Contents::default();
        }
        let description = own.or_else(|| self.text(&target, "description")).unwrap_or_default();
        Response {
            status: pattern,
            description,
            content: contents.preferred,
            others: contents.others,
            streams: contents.streams,
            headers: Vec::new(),
            links: Vec::new(),
            origin: target.origin(),
        }
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
