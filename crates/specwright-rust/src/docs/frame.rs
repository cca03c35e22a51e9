//! What is open while a description is read, and what becomes of it when it closes.

use pulldown_cmark::Alignment;

use super::clean;
use super::model::{self, Block, Cell, Inline, Style, Table};
use super::tidy;

/// What kind of thing a frame will become.
pub(super) enum Node {
    Root,
    Quote,
    Footnote(String),
    Heading,
    List {
        start: Option<u64>,
        items: Vec<Vec<Block>>,
    },
    Item,
    Table {
        columns: Vec<Alignment>,
        rows: Vec<Vec<Cell>>,
    },
    Row(Vec<Cell>),
    Cell,
    Preformatted,
    Styled(Style),
    /// A link, or only its text if the address is not one to follow.
    Link(Option<String>),
    Image(Option<String>),
    Code,
    Superscript,
}

impl Node {
    /// Spans stand inside a paragraph; all others hold paragraphs.
    pub(super) fn is_span(&self) -> bool {
        matches!(self, Node::Styled(_) | Node::Link(_) | Node::Image(_) | Node::Code | Node::Superscript)
    }
}

/// An open container or span with what it has received so far.
pub(super) struct Frame {
    pub(super) node: Node,
    /// The source of the HTML tag that opened it; Markdown opened it if there is none.
    pub(super) tag: Option<String>,
    pub(super) blocks: Vec<Block>,
    pub(super) inlines: Vec<Inline>,
}

impl Frame {
    pub(super) fn new(node: Node, tag: Option<String>) -> Self {
        Frame { node, tag, blocks: Vec::new(), inlines: Vec::new() }
    }

    /// Makes the pending inlines a block.
    pub(super) fn end_paragraph(&mut self) {
        let inlines = std::mem::take(&mut self.inlines);
        if let Node::Preformatted = self.node {
            let lines = inlines.into_iter().map(|inline| match inline {
                Inline::Break => Inline::Text("\n".to_owned()),
                other => other,
            });
            let code = clean::preformatted(&model::plain_text(&lines.collect::<Vec<_>>()));
            if !code.is_empty() {
                self.blocks.push(Block::Code(code));
            }
        } else {
            self.blocks.extend(tidy::paragraphs(inlines).into_iter().map(Block::Paragraph));
        }
    }

    /// What a span that was never closed leaves behind: its tag as text, then its content.
    pub(super) fn into_text(self) -> Vec<Inline> {
        self.tag.map(Inline::Text).into_iter().chain(self.inlines).collect()
    }

    /// The inlines that a closed span stands for.
    pub(super) fn into_span(self, in_link: bool) -> Vec<Inline> {
        let inlines = self.inlines;
        match self.node {
            Node::Styled(style) => vec![Inline::Styled(style, inlines)],
            Node::Link(Some(dest)) if !in_link => vec![Inline::Link { dest, text: inlines }],
            Node::Image(Some(dest)) if !in_link => {
                let is_silent = model::plain_text(&inlines).trim().is_empty();
                let text = if is_silent { vec![Inline::Text("image".to_owned())] } else { inlines };
                vec![Inline::Link { dest, text }]
            }
            Node::Code => vec![Inline::Code(model::plain_text(&inlines))],
            // `10<sup>3</sup>` must not become `103`.
            Node::Superscript => std::iter::once(Inline::Text("^".to_owned())).chain(inlines).collect(),
            _ => inlines,
        }
    }

    /// Gives what a closed container holds to the frame around it.
    pub(super) fn close_into(self, outer: &mut Frame) {
        let Frame { node, mut blocks, .. } = self;
        match (node, &mut outer.node) {
            (Node::Item, Node::List { items, .. }) => {
                if !blocks.is_empty() {
                    items.push(blocks);
                }
                return;
            }
            (Node::Cell, Node::Row(cells)) => {
                cells.push(tidy::line(model::flatten(blocks)));
                return;
            }
            (Node::Row(cells), Node::Table { rows, .. }) => {
                outer.blocks.append(&mut blocks);
                rows.push(cells);
                return;
            }
            (Node::Quote, _) if !blocks.is_empty() => blocks = vec![Block::Quote(blocks)],
            (Node::Footnote(label), _) => label_footnote(&label, &mut blocks),
            (Node::Heading, _) => blocks = heading(blocks),
            (Node::List { start, items }, _) if !items.is_empty() => {
                blocks.push(Block::List { start: start.and_then(|at| numbers_from(at, items.len())), items });
            }
            (Node::Table { columns, rows }, _) => blocks.extend(table(columns, rows).map(Block::Table)),
            (Node::Row(cells), _) => blocks.extend(cells.into_iter().map(Block::Paragraph)),
            _ => {}
        }
        outer.blocks.append(&mut blocks);
    }
}

/// A heading of ours would disturb the outline that rustdoc builds, so it is a line in bold.
fn heading(blocks: Vec<Block>) -> Vec<Block> {
    let strong = Inline::Styled(Style::Strong, tidy::line(model::flatten(blocks)));
    tidy::paragraphs(vec![strong]).into_iter().map(Block::Paragraph).collect()
}

fn label_footnote(label: &str, blocks: &mut Vec<Block>) {
    let label = Inline::Text(format!("[^{label}]: "));
    let mut inlines = vec![label];
    if let Some(Block::Paragraph(first)) = blocks.first_mut() {
        inlines.append(first);
        blocks.remove(0);
    }
    let labelled = tidy::paragraphs(inlines).into_iter().map(Block::Paragraph);
    blocks.splice(0..0, labelled);
}

/// A number of an ordered list has at most nine digits.
fn numbers_from(start: u64, items: usize) -> Option<u64> {
    let last = start.saturating_add(items as u64);
    Some(if last < 1_000_000_000 { start } else { 1 })
}

/// The first row is the head; every row gets the length of the longest.
fn table(mut columns: Vec<Alignment>, mut rows: Vec<Vec<Cell>>) -> Option<Table> {
    rows.retain(|row| row.iter().any(|cell| !cell.is_empty()));
    let width = rows.iter().map(Vec::len).max()?;
    columns.resize(width, Alignment::None);
    rows.iter_mut().for_each(|row| row.resize(width, Vec::new()));
    let head = rows.remove(0);
    Some(Table { columns, head, rows })
}
