//! Diagnostics as text: for people, for programs, and for the file that is committed beside the generated crates.
//!
//! Whatever comes from a document is hostile until shown otherwise: every text is made visible before it is printed,
//! and no more than a window of a long line is.

mod committed;
mod excerpt;
mod json;
mod places;
#[cfg(test)]
mod tests;
mod visible;

pub(crate) use committed::committed;
pub(crate) use json::json;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use specwright_ir::{Diagnostic, Severity, Sources, Span};

use excerpt::Excerpt;
use places::Places;
use visible::visible;

/// Whether to colour the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Style {
    /// No escape sequences at all.
    Plain,
    /// ANSI colours.
    Colour,
}

/// Stands for a path until the text is rendered. No text from outside can have it: it is made visible there.
const PATH: &str = "\u{fdd0}";

/// Prints diagnostics the way rustc does, in the order given, with a blank line after each.
pub(crate) fn render(diagnostics: &[Diagnostic], sources: &Sources, style: Style) -> String {
    let renderer = match style {
        Style::Plain => Renderer::plain(),
        Style::Colour => Renderer::styled(),
    };
    let places = Places::new(sources);
    let mut text = String::new();
    for diagnostic in diagnostics {
        let mut page = Page { places: &places, lines: Vec::new() };
        let groups = page.groups(diagnostic);
        text.push_str(&page.with_places(renderer.render(&groups)));
        text.push_str("\n\n");
    }
    text
}

/// One diagnostic on its way to text.
struct Page<'a> {
    places: &'a Places<'a>,
    /// The places as the renderer will print them, and as they are.
    lines: Vec<(String, String)>,
}

impl Page<'_> {
    fn groups<'g>(&mut self, diagnostic: &Diagnostic) -> Vec<Group<'g>> {
        let title = level(diagnostic.severity).primary_title(visible(&diagnostic.message)).id(diagnostic.code.name());
        let mut main = Group::with_title(title);
        if let Some(span) = diagnostic.span {
            main = self.at(main, span, AnnotationKind::Primary);
        }
        if let Some(pointer) = &diagnostic.pointer {
            main = main.element(Level::NOTE.message(format!("at {}", visible(&pointer.to_string()))));
        }
        let mut groups = vec![main];
        for related in &diagnostic.related {
            let group = Group::with_title(Level::NOTE.secondary_title(visible(&related.message)));
            groups.push(self.at(group, related.span, AnnotationKind::Context));
        }
        groups
    }

    /// Adds `file:line:column` and what stands there.
    fn at<'g>(&mut self, group: Group<'g>, span: Span, kind: AnnotationKind) -> Group<'g> {
        let place = self.places.line_column(span);
        let path = visible(self.places.name(span));
        let Some(excerpt) = Excerpt::new(span, self.places) else {
            return group.element(Origin::path(path).line(place.line).char_column(place.column));
        };
        // The renderer counts columns in what it is given, and that may be a piece of the line.
        self.lines.push((format!("{PATH}:{}:{}", place.line, excerpt.column), format!("{path}:{place}")));
        let snippet = Snippet::source(excerpt.text).path(PATH).line_start(place.line);
        group.element(snippet.annotation(kind.span(excerpt.marked)))
    }

    fn with_places(&self, mut text: String) -> String {
        for (printed, meant) in &self.lines {
            text = text.replacen(printed, meant, 1);
        }
        text
    }
}

fn level(severity: Severity) -> Level<'static> {
    match severity {
        Severity::Note => Level::NOTE,
        Severity::Warning => Level::WARNING,
        Severity::Error | Severity::Fatal => Level::ERROR,
    }
}
