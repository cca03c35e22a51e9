//! What a document says about itself, its servers and its tags.

use specwright_ir::{Code, Group, Info, Server};

use super::{Lower, at::At, skeleton};

const INFO_KEYS: &[&str] = &["title", "version", "description", "summary", "contact", "license", "termsOfService"];

impl<'d> Lower<'d> {
    pub(super) fn info(&mut self, root: &At<'d>) -> Info {
        if !root.has("info") {
            self.report(Code::KeywordInvalid, root, "the document has no `info`; title and version are left empty");
        }
        let Some(info) = self.object(root, "info") else { return Info::default() };
        for key in ["contact", "license", "termsOfService", "summary"] {
            if let Some(member) = info.get(key) {
                self.report(
                    Code::AnnotationOmitted,
                    &member,
                    format!("`{key}` of the API is not repeated in the docs"),
                );
            }
        }
        self.check_keys(&info, INFO_KEYS, "info object");
        Info {
            title: self.text(&info, "title").unwrap_or_default(),
            version: self.text(&info, "version").unwrap_or_default(),
            description: self.text(&info, "description"),
            see: self.external_docs(root),
        }
    }

    /// The address in `externalDocs`.
    pub(super) fn external_docs(&mut self, owner: &At<'d>) -> Option<String> {
        let docs = self.object(owner, "externalDocs")?;
        self.text(&docs, "url")
    }

    pub(super) fn tags(&mut self, root: &At<'d>) -> Vec<Group> {
        let mut tags = Vec::new();
        for tag in self.list(root, "tags") {
            match self.text(&tag, "name") {
                Some(name) => {
                    let (description, see) = (self.text(&tag, "description"), self.external_docs(&tag));
                    tags.push(Group { name, description, see });
                }
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
            self.report(
                Code::ServerUnused,
                other,
                "only the first server is the default; this one can be given as base URL",
            );
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
        self.report(
            Code::ServerMissing,
            first,
            format!("server `{url}` is not an absolute URL; the caller must give a base URL"),
        );
        None
    }
}
