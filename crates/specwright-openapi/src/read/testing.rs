//! Helpers for tests that read whole APIs.

use std::collections::BTreeMap;

use specwright_ir::{Diagnostics, Sources};

use super::{Document, Input, LoadError, Loader, bundle, read};
use crate::parse::testing::lines;

/// Files in memory.
struct Files(BTreeMap<String, String>);

impl Loader for Files {
    fn load(&self, name: &str) -> Result<String, LoadError> {
        self.0.get(name).cloned().ok_or_else(|| LoadError::new("no such file"))
    }
}

/// An API made of texts: those whose name starts with `overlay` are overlays.
pub(crate) struct Reading {
    /// What [`read`] gave.
    pub(crate) document: Option<Document>,
    /// What [`bundle`] gave.
    pub(crate) bundle: Option<String>,
    /// What was found, one a line.
    pub(crate) found: Vec<String>,
    /// The files.
    pub(crate) sources: Sources,
}

/// Reads an API made of these files.
pub(crate) fn files(files: &[(&str, &str)]) -> Reading {
    let loader = Files(files.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect());
    let names = files.iter().map(|(name, _)| (*name).to_owned());
    let (overlays, documents) = names.partition(|name| name.starts_with("overlay"));
    reading(&Input { documents, overlays, declarations: None }, &loader)
}

/// Reads an API, twice.
pub(crate) fn reading(input: &Input, loader: &dyn Loader) -> Reading {
    let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
    let bundle = bundle(input, loader, &mut sources, &mut diagnostics);
    let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
    let document = read(input, loader, &mut sources, &mut diagnostics);
    Reading { document, bundle, found: lines(diagnostics, &sources), sources }
}

impl Reading {
    /// What is written where the origin of a pointer leads, with its file.
    #[track_caller]
    pub(crate) fn origin(&self, pointer: &str) -> String {
        let pointer = specwright_ir::Pointer::parse(pointer).expect("a pointer");
        let origin = self.document.as_ref().expect("a document").origin(&pointer);
        assert_eq!(origin.pointer, pointer);
        let source = self.sources.get(origin.span.file).expect("a file");
        format!("{} {}", source.name, &source.text[origin.span.start as usize..origin.span.end as usize])
    }
}
