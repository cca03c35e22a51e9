//! What a description can say once it is safe: no markup beyond these values can be written.

pub(super) use pulldown_cmark::Alignment;

/// A block of a description.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Block {
    /// Running text; never empty.
    Paragraph(Vec<Inline>),
    /// Quoted blocks; never empty.
    Quote(Vec<Block>),
    /// Items, numbered from `start` if there is one; no item is empty.
    List { start: Option<u64>, items: Vec<Vec<Block>> },
    /// Preformatted lines without trailing whitespace.
    Code(String),
    /// Cells under column heads.
    Table(Table),
    /// A line across the page.
    Rule,
}

/// A cell holds inlines without [`Inline::Break`].
pub(super) type Cell = Vec<Inline>;

/// A table; `head` and each row are as long as `columns`.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Table {
    pub(super) columns: Vec<Alignment>,
    pub(super) head: Vec<Cell>,
    pub(super) rows: Vec<Vec<Cell>>,
}

/// A piece of running text.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Inline {
    /// Plain words on one line, exactly as the reader sees them.
    Text(String),
    /// Literal text in a code span, on one line.
    Code(String),
    /// Emphasised pieces.
    Styled(Style, Vec<Inline>),
    /// A link with a text of its own; `dest` comes from [`super::links::accept`].
    Link { dest: String, text: Vec<Inline> },
    /// A link shown as its address, also from [`super::links::accept`].
    Url(String),
    /// A forced line end.
    Break,
}

/// How a piece of text is set off from its surroundings.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Style {
    Emphasis,
    Strong,
    Struck,
}

impl Style {
    /// The marker before and after the text.
    pub(super) fn marker(self) -> &'static str {
        match self {
            Style::Emphasis => "*",
            Style::Strong => "**",
            Style::Struck => "~~",
        }
    }
}

/// The words of `inlines` without any markup.
pub(super) fn plain_text(inlines: &[Inline]) -> String {
    inlines
        .iter()
        .map(|inline| match inline {
            Inline::Text(text) | Inline::Code(text) | Inline::Url(text) => text.clone(),
            Inline::Styled(_, inner) | Inline::Link { text: inner, .. } => plain_text(inner),
            Inline::Break => " ".to_owned(),
        })
        .collect()
}

/// The text of `blocks` as one run of inlines, for places where no block can stand.
pub(super) fn flatten(blocks: Vec<Block>) -> Vec<Inline> {
    let mut flat = Vec::new();
    for block in blocks {
        if !flat.is_empty() {
            flat.push(Inline::Text(" ".to_owned()));
        }
        match block {
            Block::Paragraph(inlines) => flat.extend(inlines),
            Block::Quote(blocks) => flat.extend(flatten(blocks)),
            Block::List { items, .. } => flat.extend(flatten(items.into_iter().flatten().collect())),
            Block::Code(text) => flat.push(Inline::Code(text)),
            Block::Table(Table { head, rows, .. }) => {
                let cells = head.into_iter().chain(rows.into_iter().flatten());
                flat.extend(flatten(cells.map(Block::Paragraph).collect()));
            }
            Block::Rule => {}
        }
    }
    flat
}

/// `blocks` without emphasis, for text in which the markers would not mean what they should.
pub(super) fn unstyled(blocks: Vec<Block>) -> Vec<Block> {
    blocks
        .into_iter()
        .map(|block| match block {
            Block::Paragraph(inlines) => Block::Paragraph(plain_inlines(inlines)),
            Block::Quote(blocks) => Block::Quote(unstyled(blocks)),
            Block::List { start, items } => Block::List { start, items: items.into_iter().map(unstyled).collect() },
            Block::Table(Table { columns, head, rows }) => Block::Table(Table {
                columns,
                head: head.into_iter().map(plain_inlines).collect(),
                rows: rows.into_iter().map(|row| row.into_iter().map(plain_inlines).collect()).collect(),
            }),
            Block::Code(_) | Block::Rule => block,
        })
        .collect()
}

fn plain_inlines(inlines: Vec<Inline>) -> Vec<Inline> {
    fn strip(inlines: Vec<Inline>, out: &mut Vec<Inline>) {
        for inline in inlines {
            match inline {
                Inline::Styled(_, inner) => strip(inner, out),
                Inline::Link { dest, text } => out.push(Inline::Link { dest, text: plain_inlines(text) }),
                other => out.push(other),
            }
        }
    }
    let mut out = Vec::new();
    strip(inlines, &mut out);
    out
}
