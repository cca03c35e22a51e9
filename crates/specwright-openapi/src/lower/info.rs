//! What a document says about itself, its servers and its tags.

use specwright_ir::{Code, Info, Server, Tag};

use super::{Lower, at::At, skeleton};

impl<'d> Lower<'d> {
    pub(super) fn info(&mut self, root: &At<'d>) -> Info {
        if !root.has("info") {
            self.report(Code::KeywordInvalid, root, "the document has no `info`; title and version are left empty");
        }
        let Some(info) = self.object(root, "info") else { return Info::default() };
        Info {
            title: self.text(&info, "title").unwrap_or_default(),
            version: self.text(&info, "version").unwrap_or_default(),
            description: self.text(&info, "description"),
        }
    }

    pub(super) fn tags(&mut self, root: &At<'d>) -> Vec<Tag> {
        let mut tags = Vec::new();
        for tag in self.list(root, "tags") {
            match self.text(&tag, "name") {
                Some(name) => tags.push(Tag { name, description: self.text(&tag, "description") }),
                None => self.report(Code::Malformed, &tag, "a tag has no name; left out"),
            }
        }
        tags
    }

    /// The first server, if it has an absolute URL.
    pub(super) fn server(&mut self, root: &At<'d>) -> Option<Server> {
        let servers = self.list(root, "servers");
        let Some((first, others)) = servers.split_first() else {
            self.report(Code::ServerMissing, root, "the document names no server; the caller must give a base URL");
            return None;
        };
        for other in others {
            self.report(Code::ServerUnused, other, "only the first server is the default; this one can be given as base URL");
        }
        let server = skeleton::read::<openapiv3::Server>(self, first, "server", "left out")?;
        let mut url = server.url;
        for (name, variable) in server.variables.into_iter().flatten() {
            url = url.replace(&format!("{{{name}}}"), &variable.default);
        }
        let absolute = url.starts_with("https://") || url.starts_with("http://");
        if absolute && !url.contains(['{', '}']) {
            return Some(Server { url });
        }
        self.report(Code::ServerMissing, first, format!("server `{url}` is not an absolute URL; the caller must give a base URL"));
        None
    }
}
