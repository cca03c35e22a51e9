//! Diagnostics as values.

use crate::{Code, Origin, Pointer, Severity, Span};

/// One finding of a stage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// What kind of finding this is.
    pub code: Code,
    /// How bad it is; [`Code::severity`] of the code.
    pub severity: Severity,
    /// What was found, then what was done about it. Lower case, no full stop. May quote the document: a renderer
    /// escapes it.
    pub message: String,
    /// Where it was written; `None` when it concerns no text (a missing file).
    pub span: Option<Span>,
    /// Where it stands in the effective document, when it stands in one.
    pub pointer: Option<Pointer>,
    /// Other places that belong to it.
    pub related: Vec<Related>,
}

/// A second place that belongs to a [`Diagnostic`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Related {
    /// What is to be seen there.
    pub message: String,
    /// The place.
    pub span: Span,
}

impl Diagnostic {
    /// A finding that has no place in any text.
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: code.severity(),
            message: message.into(),
            span: None,
            pointer: None,
            related: Vec::new(),
        }
    }

    /// Sets the place in the text.
    #[must_use]
    pub fn at(mut self, span: Span) -> Self {
        self.span = Some(span);
        self
    }

    /// Sets the place in the text and in the document.
    #[must_use]
    pub fn of(mut self, origin: &Origin) -> Self {
        self.span = Some(origin.span);
        self.pointer = Some(origin.pointer.clone());
        self
    }

    /// Adds a second place.
    #[must_use]
    pub fn with_related(mut self, span: Span, message: impl Into<String>) -> Self {
        self.related.push(Related { message: message.into(), span });
        self
    }
}

/// What the stages of one run have found so far, in the order it was found.
#[derive(Clone, Debug, Default)]
pub struct Diagnostics {
    found: Vec<Diagnostic>,
}

impl Diagnostics {
    /// Adds a finding.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.found.push(diagnostic);
    }

    /// Reports a finding about something in the document.
    pub fn report(&mut self, code: Code, origin: &Origin, message: impl Into<String>) {
        self.push(Diagnostic::new(code, message).of(origin));
    }

    /// All findings in the order they were made.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.found.iter()
    }

    /// How many findings have this severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.found.iter().filter(|diagnostic| diagnostic.severity == severity).count()
    }

    /// Whether a finding makes all output impossible.
    pub fn is_fatal(&self) -> bool {
        self.count(Severity::Fatal) > 0
    }

    /// Whether nothing was found.
    pub fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// The findings, sorted by place (file, offset), then code, then message; those without a place first.
    #[must_use]
    pub fn into_sorted(mut self) -> Vec<Diagnostic> {
        self.found.sort_by(|a, b| {
            (a.span, a.code.name(), &a.message, &a.pointer).cmp(&(b.span, b.code.name(), &b.message, &b.pointer))
        });
        self.found.dedup();
        self.found
    }
}
