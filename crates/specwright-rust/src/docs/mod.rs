//! Descriptions from API documents as Rust documentation.
//!
//! A description is Markdown written by strangers, and rustdoc does more with Markdown than show it:
//! code blocks are compiled and run, HTML is copied into the page, brackets are links to items. So a
//! description is read into a model that has no place for any of these ([`model`]) and printed from it
//! in the plainest Markdown ([`write`]). What was printed is read again before it is used.

mod clean;
mod escape;
mod frame;
mod html;
mod links;
mod model;
mod plain;
mod read;
mod spans;
mod tags;
mod tidy;
mod verify;
mod write;

#[cfg(test)]
mod tests;

pub(crate) use clean::is_hidden;
use model::{Block, Inline};

/// The lines of a documentation comment that shows `markdown`, one per `#[doc = "..."]`.
///
/// Each is empty or starts with a space; none has a line end or a character that cannot be seen. rustdoc
/// finds no test, no HTML, no link to an item and nothing to warn of in them. Headings become bold
/// lines, code blocks become fences of plain text, and links lead only to web and mail addresses.
pub(crate) fn doc_lines(markdown: &str) -> Vec<String> {
    doc_sections([markdown])
}

/// [`doc_lines`] for texts one below the other, each read alone: a fence or a tag that one of them
/// leaves open ends with it.
pub(crate) fn doc_sections<'a>(sections: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let sources: Vec<String> = sections.into_iter().map(clean::source).collect();
    let lines = plainly(&sources).or_else(|| written(sources.iter().flat_map(|source| read::read(source)).collect()));
    let lines = lines.unwrap_or_else(|| {
        let code = sources.iter().map(|source| clean::preformatted(source));
        write::write(&code.filter(|code| !code.is_empty()).map(Block::Code).collect::<Vec<_>>())
    });
    lines.into_iter().map(comment_line).collect()
}

/// `text` as one line of the same safe Markdown, without a space before it; for summaries and titles,
/// which are no Markdown but often contain some.
pub(crate) fn doc_inline(text: &str) -> String {
    let text = clean::words(&clean::source(text));
    let text = text.trim();
    let line = |inlines: &[Inline]| escape::line_start(&spans::write_line(inlines, false));
    let inlines = read::read_line(text);
    let written = line(&inlines);
    // What Markdown shows nothing of, such as the first line of a code block, is meant to be read here.
    if !inlines.is_empty() && verify::reads_as(&written, &[Block::Paragraph(inlines)]) {
        written
    } else {
        line(&tidy::line(vec![Inline::Text(text.to_owned())]))
    }
}

/// The lines for texts of words and punctuation; `None` if one of them may be more.
fn plainly(sources: &[String]) -> Option<Vec<String>> {
    let texts = sources.iter().filter(|source| !source.is_empty());
    let lines = write::write(&texts.map(|source| plain::paragraph(source)).collect::<Option<Vec<Block>>>()?);
    plain::is_proven(&lines).then_some(lines)
}

/// The lines for `blocks`, with their emphasis if that is read as it is meant.
fn written(blocks: Vec<Block>) -> Option<Vec<String>> {
    let lines = write::write(&blocks);
    if verify::reads_as(&lines.join("\n"), &blocks) {
        return Some(lines);
    }
    let blocks = read::read(&write::write(&model::unstyled(blocks)).join("\n"));
    let lines = write::write(&blocks);
    verify::reads_as(&lines.join("\n"), &blocks).then_some(lines)
}

fn comment_line(line: String) -> String {
    if line.is_empty() { line } else { format!(" {line}") }
}
