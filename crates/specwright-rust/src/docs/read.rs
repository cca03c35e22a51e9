//! Markdown to [`Block`]s. Reading is total: whatever a description does, each of its words ends up
//! in the one model that [`super::write`] can print safely.
//!
//! Open containers and spans stand on a stack. Markdown opens and closes its own in order; HTML tags
//! open frames between them, which end at the latest where the Markdown around them ends.

use pulldown_cmark::{CodeBlockKind, Event, LinkType, Options, Parser, Tag, TagEnd};

use super::clean;
use super::frame::{Frame, Node};
use super::links;
use super::model::{Block, Inline, Style};
use super::tidy;

/// Containers nested deeper than this lend their content to the one around them.
const MAX_DEPTH: usize = 40;

/// How often definitions that define no link are turned into text before giving up on the rest.
const MAX_DEFINITION_PASSES: usize = 8;

/// The extensions that rustdoc reads, without the typographic one.
pub(super) fn options() -> Options {
    Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS
}

/// Reads a description that went through [`clean::source`].
pub(super) fn read(source: &str) -> Vec<Block> {
    let mut source = source.to_owned();
    for _ in 0..MAX_DEFINITION_PASSES {
        let starts = useless_definitions(&source);
        if starts.is_empty() {
            break;
        }
        for start in starts.into_iter().rev() {
            source.insert(start, '\\');
        }
    }
    let mut reader = Reader::new();
    for event in Parser::new_ext(&source, options()) {
        reader.event(event);
    }
    reader.finish()
}

/// Where `[x]: y` stands although `y` is no address. Markdown shows nothing for a definition, but a
/// line like `[Optional]: yes` is meant to be read.
fn useless_definitions(source: &str) -> Vec<usize> {
    if !source.contains("]:") {
        return Vec::new();
    }
    let parser = Parser::new_ext(source, options());
    let definitions = parser.reference_definitions().iter();
    let mut starts: Vec<usize> = definitions
        .filter(|(_, definition)| links::accept(&definition.dest).is_none())
        .map(|(_, definition)| definition.span.start)
        .collect();
    starts.sort_unstable();
    starts
}

/// The state of one reading; see the module's documentation.
pub(super) struct Reader {
    frames: Vec<Frame>,
    root: Frame,
    /// Markdown containers that were too deep to be opened.
    ignored: usize,
    /// Text of the code or HTML block that is being read.
    verbatim: Option<String>,
}

impl Reader {
    fn new() -> Self {
        Reader { frames: Vec::new(), root: Frame::new(Node::Root, None), ignored: 0, verbatim: None }
    }

    fn finish(mut self) -> Vec<Block> {
        while !self.frames.is_empty() {
            self.close_top(true);
        }
        self.end_paragraph();
        self.root.blocks
    }

    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::Html(text) => self.text(&text),
            Event::Code(code) | Event::InlineMath(code) | Event::DisplayMath(code) => {
                self.push(Inline::Code(code.into_string()));
            }
            Event::InlineHtml(html) => self.html(&html, true),
            Event::FootnoteReference(label) => self.text(&format!("[^{label}]")),
            Event::SoftBreak => self.text("\n"),
            Event::HardBreak => self.push(Inline::Break),
            Event::Rule => self.push_block(Block::Rule),
            Event::TaskListMarker(done) => self.text(if done { "[x] " } else { "[ ] " }),
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::CodeBlock(CodeBlockKind::Fenced(_) | CodeBlockKind::Indented) | Tag::HtmlBlock => {
                self.end_paragraph();
                self.verbatim = Some(String::new());
            }
            Tag::Paragraph => self.end_paragraph(),
            tag => self.open_markdown(node_of(tag)),
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::CodeBlock => {
                let code = clean::preformatted(&self.verbatim.take().unwrap_or_default());
                if !code.is_empty() {
                    self.push_block(Block::Code(code));
                }
            }
            TagEnd::HtmlBlock => {
                let html = self.verbatim.take().unwrap_or_default();
                self.html(&html, false);
                self.close_preformatted();
                self.end_paragraph();
            }
            TagEnd::Paragraph => self.end_paragraph(),
            _ if self.ignored > 0 => self.ignored -= 1,
            _ => {
                while self.frames.last().is_some_and(|frame| frame.tag.is_some()) {
                    self.close_top(true);
                }
                self.close_top(false);
            }
        }
    }

    fn open_markdown(&mut self, node: Node) {
        if self.ignored > 0 || self.is_full() {
            self.ignored += 1;
            if !node.is_span() {
                self.end_paragraph();
            }
        } else {
            self.open(node, None);
        }
    }

    /// Opens a frame; `tag` is the source of the HTML tag that did it.
    pub(super) fn open(&mut self, node: Node, tag: Option<String>) {
        if !node.is_span() {
            self.end_paragraph();
        }
        self.frames.push(Frame::new(node, tag));
    }

    pub(super) fn is_full(&self) -> bool {
        self.frames.len() >= MAX_DEPTH
    }

    pub(super) fn top(&mut self) -> &mut Frame {
        self.frames.last_mut().unwrap_or(&mut self.root)
    }

    /// The open frames from the innermost outwards, as far as HTML tags opened them.
    pub(super) fn open_tags(&self) -> impl Iterator<Item = &Frame> {
        self.frames.iter().rev().take_while(|frame| frame.tag.is_some())
    }

    /// Whether the innermost Markdown frame is a span, so that no block can begin here.
    pub(super) fn is_in_span(&self) -> bool {
        self.frames.iter().rev().find(|frame| frame.tag.is_none()).is_some_and(|frame| frame.node.is_span())
    }

    pub(super) fn push(&mut self, inline: Inline) {
        self.top().inlines.push(inline);
    }

    pub(super) fn push_block(&mut self, block: Block) {
        self.end_paragraph();
        self.top().blocks.push(block);
    }

    /// Adds text as the reader should see it.
    pub(super) fn text(&mut self, text: &str) {
        if let Some(verbatim) = &mut self.verbatim {
            verbatim.push_str(text);
        } else {
            self.push(Inline::Text(text.to_owned()));
        }
    }

    /// Makes the pending inlines a paragraph. Tags of spans that are still open become text.
    pub(super) fn end_paragraph(&mut self) {
        while self.open_tags().next().is_some_and(|frame| frame.node.is_span()) {
            self.close_top(true);
        }
        if !self.top().node.is_span() {
            self.top().end_paragraph();
        }
    }

    /// Closes the innermost frame and hands what it holds to the one around it. `unfinished` says
    /// that its closing tag is missing.
    pub(super) fn close_top(&mut self, unfinished: bool) {
        let is_span = self.frames.last().is_some_and(|frame| frame.node.is_span());
        if !is_span {
            self.end_paragraph();
        }
        let Some(frame) = self.frames.pop() else { return };
        if is_span && unfinished {
            self.top().inlines.extend(frame.into_text());
        } else if is_span {
            self.push_span(frame);
        } else {
            frame.close_into(self.top());
        }
    }

    /// Adds what a closed span stands for.
    pub(super) fn push_span(&mut self, span: Frame) {
        let in_link = self.frames.iter().any(|outer| matches!(outer.node, Node::Link(Some(_))));
        self.top().inlines.extend(span.into_span(in_link));
    }

    fn close_preformatted(&mut self) {
        while self.open_tags().any(|frame| matches!(frame.node, Node::Preformatted)) {
            self.close_top(true);
        }
    }
}

fn node_of(tag: Tag<'_>) -> Node {
    match tag {
        Tag::Heading { .. } => Node::Heading,
        Tag::BlockQuote(_) => Node::Quote,
        Tag::List(start) => Node::List { start, items: Vec::new() },
        Tag::Item => Node::Item,
        Tag::FootnoteDefinition(label) => Node::Footnote(label.into_string()),
        Tag::Table(columns) => Node::Table { columns, rows: Vec::new() },
        Tag::TableHead | Tag::TableRow => Node::Row(Vec::new()),
        Tag::TableCell => Node::Cell,
        Tag::Emphasis => Node::Styled(Style::Emphasis),
        Tag::Strong => Node::Styled(Style::Strong),
        Tag::Strikethrough => Node::Styled(Style::Struck),
        Tag::Link { link_type: LinkType::Email, .. } => Node::Link(None),
        Tag::Link { dest_url, .. } => Node::Link(links::accept(&dest_url)),
        Tag::Image { dest_url, .. } => Node::Image(links::accept(&dest_url)),
        // Extensions that are not switched on.
        _ => Node::Link(None),
    }
}

/// Reads one line as running text: nothing in it can begin a block.
pub(super) fn read_line(line: &str) -> Vec<Inline> {
    let blocks = read(&super::escape::line_start(line));
    tidy::line(super::model::flatten(blocks))
}
