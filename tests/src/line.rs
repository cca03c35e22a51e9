//! The stages in a row, in memory.

use std::collections::BTreeMap;

use specwright_ir::{Api, Diagnostic, Diagnostics, Sources, Span};
use specwright_openapi::{
    lower,
    read::{self, Input, LoadError, Loader},
};
use specwright_rust::{Crate, Location, Options, emit, plan};

/// Files in memory, by name.
#[derive(Clone, Debug, Default)]
pub struct Files(BTreeMap<String, String>);

impl Files {
    /// One document and nothing else.
    pub fn document(name: &str, text: &str) -> Self {
        Self::default().with(name, text)
    }

    /// The same files and one more.
    #[must_use]
    pub fn with(mut self, name: &str, text: &str) -> Self {
        self.0.insert(name.to_owned(), text.to_owned());
        self
    }

    /// What the stages are to read: every file in order of name; an overlay is what is called `overlay.*`. Files in
    /// the folder `parts` are only what these refer to.
    pub fn input(&self) -> Input {
        let named = self.0.keys().filter(|name| !name.starts_with("parts/")).cloned();
        let (overlays, documents) = named.partition(|name| name.starts_with("overlay."));
        Input { documents, overlays, declarations: None }
    }
}

impl Loader for Files {
    fn load(&self, name: &str) -> Result<String, LoadError> {
        if name.starts_with("..") {
            return Err(LoadError::outside("it leads out of the folder that references may lead to"));
        }
        self.0.get(name).cloned().ok_or_else(|| LoadError::new("there is no such file"))
    }
}

/// What became of some files.
#[derive(Debug)]
pub struct Line {
    /// The files as they were read.
    pub sources: Sources,
    /// Everything that was found, sorted by place.
    pub diagnostics: Vec<Diagnostic>,
    /// The model; `None` when it could not be made.
    pub api: Option<Api>,
    /// The crates; none with a fatal finding.
    pub crates: Vec<Crate>,
}

impl Line {
    /// The text of a generated file, by its path below the folder of its crate, with `models/` or `client/` in front.
    pub fn file(&self, path: &str) -> Option<&str> {
        let (end, path) = path.split_once('/')?;
        self.crates.iter().find(|one| one.name.ends_with(end))?.files.get(path)
    }
}

/// The options of most tests: crates `fixture-models` and `fixture-client` of this workspace.
pub fn options() -> Options {
    Options {
        models: "fixture-models".to_owned(),
        client: "fixture-client".to_owned(),
        source: "a fixture".to_owned(),
        location: Location::Member,
        formats: Vec::new(),
        validate: false,
    }
}

/// Takes files through every stage.
pub fn generate(files: &Files) -> Line {
    generate_as(files, &options())
}

/// [`generate`] with other options.
pub fn generate_as(files: &Files, options: &Options) -> Line {
    let mut sources = Sources::default();
    let mut diagnostics = Diagnostics::default();
    let document = read::read(&files.input(), files, &mut sources, &mut diagnostics);
    let api = document.map(|document| lower(&document, &mut diagnostics));
    let plan = api.as_ref().map(|api| plan(api, options, &mut diagnostics));
    let crates = match plan {
        Some(plan) if !diagnostics.is_fatal() => emit(&plan).unwrap_or_else(|error| panic!("{error}")),
        _ => Vec::new(),
    };
    Line { sources, diagnostics: diagnostics.into_sorted(), api, crates }
}

/// One finding: a line with `severity code file:line:column pointer`, the message, and a line for each related place.
/// What would break a line is escaped.
pub fn finding(found: &Diagnostic, sources: &Sources) -> String {
    let place = |span: Span| format!("{}:{}", sources.name(span.file), sources.line_column(span));
    let mut text = format!("{} {}", found.severity, found.code);
    if let Some(span) = found.span {
        text.push_str(&format!(" {}", place(span)));
    }
    if let Some(pointer) = &found.pointer {
        text.push_str(&format!(" {}", visible(&pointer.to_string())));
    }
    text.push_str(&format!("\n    {}\n", visible(&found.message)));
    for related in &found.related {
        text.push_str(&format!("    {}: {}\n", place(related.span), visible(&related.message)));
    }
    text
}

fn visible(text: &str) -> String {
    let shown = |character: char| match character {
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => character.escape_unicode().to_string(),
        control if control.is_control() => control.escape_default().to_string(),
        other => other.to_string(),
    };
    text.chars().map(shown).collect()
}

/// Every finding, as [`finding`] writes it.
pub fn findings(line: &Line) -> String {
    line.diagnostics.iter().map(|found| finding(found, &line.sources)).collect()
}
