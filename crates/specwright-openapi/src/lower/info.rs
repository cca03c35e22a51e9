//! What a document says about itself, its servers and its tags.

use specwright_ir::{Code, Group, Info, Server};

use super::{
    Lower,
    at::At,
    typed::{said, typed},
};

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
        let see = self.external_docs(root);
        if let Some(openapiv3::Info { title, version, description, .. }) = typed(&info) {
            let [title, version] = [title, version].map(|text| said(text).unwrap_or_default());
            return Info { title, version, description: said(description), see };
        }
        Info {
            title: self.text(&info, "title").unwrap_or_default(),
            version: self.text(&info, "version").unwrap_or_default(),
            description: self.text(&info, "description"),
            see,
        }
    }

    /// The address in `externalDocs`.
    pub(super) fn external_docs(&mut self, owner: &At<'d>) -> Option<String> {
        let docs = self.object(owner, "externalDocs")?;
        match typed(&docs) {
            Some(openapiv3::ExternalDocumentation { url, .. }) => said(url),
            None => self.text(&docs, "url"),
        }
    }

    pub(super) fn tags(&mut self, root: &At<'d>) -> Vec<Group> {
        let mut tags = Vec::new();
        for tag in self.list(root, "tags") {
            if let Some(openapiv3::Tag { name, description, external_docs, .. }) = typed(&tag)
                && let Some(name) = said(name)
            {
                let see = external_docs.and_then(|docs| said(docs.url));
                tags.push(Group { name, description: said(description), see });
                continue;
            }
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
        let mut url = match typed(at) {
            Some(server) => filled(server),
            None => self.lenient_url(at),
        };
        if url.starts_with("//") {
            url.insert_str(0, "https:");
        }
        Some(url)
    }

    /// The URL of a server in which something is wrong.
    fn lenient_url(&mut self, at: &At<'d>) -> String {
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
        url
    }
}

/// The URL of a server with the default of each variable, or the first of its values.
fn filled(server: openapiv3::Server) -> String {
    let mut url = said(server.url).unwrap_or_default();
    for (name, variable) in server.variables.into_iter().flatten() {
        if let Some(value) = said(variable.default).or_else(|| variable.enumeration.into_iter().next()) {
            url = url.replace(&format!("{{{name}}}"), &value);
        }
    }
    url
}
