//! What a document says about itself, its servers and its tags.

use specwright_ir::{Code, Group, Info, Server};

use super::{Lower, at::At};

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

    /// The first server with an absolute URL.
    pub(super) fn server(&mut self, root: &At<'d>) -> Option<Server> {
        let servers = self.list(root, "servers");
        if servers.is_empty() {
            self.report(Code::ServerMissing, root, "the document names no server; the caller must give a base URL");
            return None;
        }
        let mut chosen = None;
        for at in &servers {
            if chosen.is_some() {
                let message = "only the first server is the default; this one can be given as base URL";
                self.report(Code::ServerUnused, at, message);
                continue;
            }
            let Some(url) = self.server_url(at) else { continue };
            let absolute = url.starts_with("https://") || url.starts_with("http://");
            if absolute && !url.contains(['{', '}']) {
                chosen = Some(Server { url });
            } else {
                let message = format!("server `{url}` is not an absolute URL; the caller must give a base URL");
                self.report(Code::ServerMissing, at, message);
            }
        }
        chosen
    }

    /// The URL of a server, its variables replaced by their defaults. What an absolute URL leaves to the document's own
    /// scheme is `https`.
    fn server_url(&mut self, at: &At<'d>) -> Option<String> {
        if self.is_malformed(at, "server") {
            return None;
        }
        let mut url = self.text(at, "url").unwrap_or_default();
        for (name, variable) in at.get("variables").iter().flat_map(At::members) {
            if self.is_malformed(&variable, "server variable") {
                continue;
            }
            let first =
                self.list(&variable, "enum").first().and_then(|first| first.node.scalar_text().map(str::to_owned));
            if let Some(value) = self.text(&variable, "default").or(first) {
                url = url.replace(&format!("{{{name}}}"), &value);
            }
        }
        if url.starts_with("//") {
            url.insert_str(0, "https:");
        }
        Some(url)
    }
}
