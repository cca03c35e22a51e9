//! Bodies of XML: which of them can be written and read.

use specwright_ir::{Api, Code, Content, Diagnostics, Format, Origin, Response, Ty, Types, XmlBody};

use super::{Lower, at::At};

impl<'d> Lower<'d> {
    /// A body of XML.
    pub(super) fn xml_body(&mut self, media: &At<'d>, ty: Ty) -> Format {
        let xml = media.get("schema").and_then(|schema| self.xml(&schema));
        Format::Xml(XmlBody { ty, xml, origin: media.origin() })
    }
}

/// Leaves the text of those bodies to the caller whose types have no form in XML. Forgets what is said about XML when no
/// body is.
pub(super) fn settle(api: &mut Api, diagnostics: &mut Diagnostics) {
    let Api { operations, webhooks, types, .. } = api;
    let mut settle = Settle { types, diagnostics, is_used: false };
    for operation in operations {
        operation.parameters.iter_mut().for_each(|parameter| parameter.facts.xml = None);
        operation.body.iter_mut().flat_map(|body| &mut body.contents).for_each(|content| settle.request(content));
        operation.responses.iter_mut().for_each(|response| settle.response(response));
    }
    for webhook in webhooks {
        webhook.body.iter_mut().for_each(|content| settle.request(content));
        webhook.responses.iter_mut().for_each(|response| settle.response(response));
    }
    if !settle.is_used {
        types.forget_xml();
    }
}

struct Settle<'a> {
    types: &'a Types,
    diagnostics: &'a mut Diagnostics,
    /// Whether a body is XML.
    is_used: bool,
}

impl Settle<'_> {
    fn request(&mut self, content: &mut Content) {
        if let Format::Multipart(parts) = &mut content.format {
            parts.named.iter_mut().for_each(|part| part.facts.xml = None);
        }
        if let Err((origin, reason)) = self.check(content) {
            let message =
                format!("a request body of `{}` is sent as the caller has written it: {reason}", content.media_type);
            self.diagnostics.report(Code::BodyLoose, &origin, message);
            content.format = Format::Text;
        }
    }

    fn response(&mut self, response: &mut Response) {
        response.headers.iter_mut().for_each(|header| header.facts.xml = None);
        let preferred = response.content.iter_mut().map(|content| (Code::ResponseLoose, content));
        for (code, content) in preferred.chain(response.others.iter_mut().map(|other| (Code::MediaTypeRaw, other))) {
            if let Err((origin, reason)) = self.check(content) {
                let message = format!(
                    "a response of `{}` is not decoded; its bytes are handed out: {reason}",
                    content.media_type
                );
                self.diagnostics.report(code, &origin, message);
                content.format = Format::Bytes;
            }
        }
    }

    /// Why a body of XML cannot be one.
    fn check(&mut self, content: &Content) -> Result<(), (Origin, String)> {
        let Format::Xml(XmlBody { ty, xml, origin }) = &content.format else { return Ok(()) };
        let root = self.types.xml_root(ty, xml.as_deref());
        let all = root.and_then(|(_, root)| self.types.xml_definitions(&root));
        self.is_used |= all.is_ok();
        all.map(drop).map_err(|reason| (origin.clone(), reason))
    }
}
