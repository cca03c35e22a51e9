//! The proof that printed Markdown is what it should be: rustdoc's parser reads it.

use pulldown_cmark::{BrokenLink, CodeBlockKind, Event, LinkType, Parser, Tag};

use super::links;
use super::model::Block;
use super::read;

/// Whether `markdown` is inert and reading it gives `blocks`.
pub(super) fn reads_as(markdown: &str, blocks: &[Block]) -> bool {
    is_inert(markdown) && read::read(markdown) == blocks
}

/// Whether rustdoc only shows `markdown`: nothing in it runs, is copied into the page as it stands, or
/// refers to an item.
pub(super) fn is_inert(markdown: &str) -> bool {
    // rustdoc looks for items behind brackets that Markdown takes for text.
    let mut refers_to_items = false;
    let mut on_broken_link = |_: BrokenLink<'_>| {
        refers_to_items = true;
        None
    };
    let parser = Parser::new_with_broken_link_callback(markdown, read::options(), Some(&mut on_broken_link));
    let is_inert = parser.reference_definitions().iter().next().is_none()
        && parser.into_iter().all(|event| match event {
            Event::Start(tag) => is_inert_tag(&tag),
            Event::Html(_) | Event::InlineHtml(_) | Event::FootnoteReference(_) | Event::TaskListMarker(_) => false,
            Event::InlineMath(_) | Event::DisplayMath(_) => false,
            Event::End(_) | Event::Text(_) | Event::Code(_) => true,
            Event::SoftBreak | Event::HardBreak | Event::Rule => true,
        });
    is_inert && !refers_to_items
}

fn is_inert_tag(tag: &Tag<'_>) -> bool {
    match tag {
        Tag::CodeBlock(CodeBlockKind::Fenced(info)) => info.as_ref() == "text",
        Tag::Link { link_type: LinkType::Inline | LinkType::Autolink, dest_url, title, .. } => {
            title.is_empty() && links::accept(dest_url).is_some_and(|dest| dest == dest_url.as_ref())
        }
        Tag::Paragraph | Tag::BlockQuote(_) | Tag::List(_) | Tag::Item => true,
        Tag::Table(_) | Tag::TableHead | Tag::TableRow | Tag::TableCell => true,
        Tag::Emphasis | Tag::Strong | Tag::Strikethrough => true,
        _ => false,
    }
}
