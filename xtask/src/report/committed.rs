//! The report that is committed beside the generated crates.

use specwright_ir::{Diagnostic, Sources};

use super::places::Places;
use super::visible::visible;

/// One line a finding: `severity code file:line:column pointer — message`, with `-` for what there is not. Sorted by
/// file, line and column, so that the text changes only where the findings do.
pub(crate) fn committed(diagnostics: &[Diagnostic], sources: &Sources) -> String {
    let places = Places::new(sources);
    let mut lines: Vec<_> = diagnostics.iter().map(|diagnostic| line(diagnostic, &places)).collect();
    lines.sort();
    lines.dedup();
    lines.into_iter().map(|(_, line)| line + "\n").collect()
}

/// What to sort by, and the line.
fn line<'a>(diagnostic: &Diagnostic, places: &Places<'a>) -> (Option<(&'a str, usize, usize)>, String) {
    let place = diagnostic.span.map(|span| {
        let at = places.line_column(span);
        (places.name(span), at.line, at.column)
    });
    let shown =
        place.map_or_else(|| "-".to_owned(), |(file, line, column)| format!("{}:{line}:{column}", visible(file)));
    let pointer = diagnostic.pointer.as_ref().map_or_else(|| "-".to_owned(), |pointer| visible(&pointer.to_string()));
    let Diagnostic { severity, code, message, .. } = diagnostic;
    (place, format!("{severity} {code} {shown} {pointer} — {}", visible(message)))
}
