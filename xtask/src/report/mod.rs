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

/// Prints diagnostics the way rustc does, in the order given, with a blank line after each.
pub(crate) fn render(diagnostics: &[Diagnostic], sources: &Sources, style: Style) -> String {
    let renderer = match style {
        Style::Plain => Renderer::plain(),
        Style::Colour => Renderer::styled(),
    };
    let places = Places::new(sources);
    let mut text = String::new();
    for diagnostic in diagnostics {
        text.push_str(&renderer.render(&groups(diagnostic, &places)));
        text.push_str("\n\n");
    }
    text
}

fn groups<'a>(diagnostic: &Diagnostic, places: &Places<'_>) -> Vec<Group<'a>> {
    let title = level(diagnostic.severity).primary_title(visible(&diagnostic.message)).id(diagnostic.code.name());
    let mut main = Group::with_title(title);
    if let Some(span) = diagnostic.span {
        main = at(main, span, AnnotationKind::Primary, places);
    }
    if let Some(pointer) = &diagnostic.pointer {
        main = main.element(Level::NOTE.message(format!("at {}", visible(&pointer.to_string()))));
    }
    let mut groups = vec![main];
    for related in &diagnostic.related {
        let group = Group::with_title(Level::NOTE.secondary_title(visible(&related.message)));
        groups.push(at(group, related.span, AnnotationKind::Context, places));
    }
    groups
}

/// Adds `file:line:column` and what stands there.
fn at<'a>(group: Group<'a>, span: Span, kind: AnnotationKind, places: &Places<'_>) -> Group<'a> {
    let place = places.line_column(span);
    // The excerpt is a piece of the line, so the renderer cannot count the column: it is told.
    let group = group.element(Origin::path(visible(places.name(span))).line(place.line).char_column(place.column));
    let Some(excerpt) = Excerpt::new(span, places) else { return group };
    let snippet = Snippet::source(excerpt.text).line_start(place.line).annotation(kind.span(excerpt.marked));
    group.element(snippet)
}

fn level(severity: Severity) -> Level<'static> {
    match severity {
        Severity::Note => Level::NOTE,
        Severity::Warning => Level::WARNING,
        Severity::Error | Severity::Fatal => Level::ERROR,
    }
}
