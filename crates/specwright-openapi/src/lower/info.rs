//! What a document says about itself and its tags.

use specwright_ir::{Code, Group, Info};

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
}
