//! HTML tags that have a meaning in Markdown take part in reading; all others are shown as text.

use super::frame::{Frame, Node};
use super::html::{self, Tag, Token};
use super::links;
use super::model::{Block, Inline, Style};
use super::read::Reader;

/// What a tag does to the text around it.
enum Role {
    Styled(Style),
    Code,
    Superscript,
    Link,
    Image,
    Break,
    Paragraph,
    Heading,
    List(Option<u64>),
    Item,
    Quote,
    Rule,
    Preformatted,
    Table,
    Row,
    Cell,
    /// Says nothing that a reader of text would miss.
    Silent,
}

fn role(name: &str) -> Option<Role> {
    Some(match name {
        "b" | "strong" => Role::Styled(Style::Strong),
        "i" | "em" | "var" | "dfn" | "cite" => Role::Styled(Style::Emphasis),
        "s" | "del" | "strike" => Role::Styled(Style::Struck),
        "code" | "tt" | "kbd" | "samp" => Role::Code,
        "sup" => Role::Superscript,
        "a" => Role::Link,
        "img" => Role::Image,
        "br" => Role::Break,
        "p" | "div" | "section" | "article" | "header" | "footer" | "center" | "details" | "summary" | "dl" | "dt"
        | "dd" | "figure" | "figcaption" | "caption" => Role::Paragraph,
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Role::Heading,
        "ul" => Role::List(None),
        "ol" => Role::List(Some(1)),
        "li" => Role::Item,
        "blockquote" => Role::Quote,
        "hr" => Role::Rule,
        "pre" => Role::Preformatted,
        "table" => Role::Table,
        "tr" => Role::Row,
        "td" | "th" => Role::Cell,
        "span" | "font" | "u" | "small" | "big" | "sub" | "abbr" | "mark" | "ins" | "wbr" | "label" | "thead"
        | "tbody" | "tfoot" | "colgroup" | "col" | "html" | "body" => Role::Silent,
        _ => return None,
    })
}

impl Reader {
    /// Reads HTML that stands in running text (`inline`) or makes up a block.
    pub(super) fn html(&mut self, html: &str, inline: bool) {
        for token in html::tokens(html) {
            match token {
                Token::Text(text) => self.text(&html::decode(text)),
                Token::Comment => {}
                Token::Open(tag) => match role(&tag.name) {
                    Some(role) if !self.is_full() => self.open_tag(&tag, role, inline),
                    _ => self.text(tag.source),
                },
                Token::Close(tag) => match role(&tag.name) {
                    Some(role) => self.close_tag(&tag, &role),
                    None => self.text(tag.source),
                },
            }
        }
    }

    fn open_tag(&mut self, tag: &Tag<'_>, role: Role, inline: bool) {
        let source = Some(tag.source.to_owned());
        let node = match role {
            Role::Styled(style) => Node::Styled(style),
            Role::Code => Node::Code,
            Role::Preformatted if inline => Node::Code,
            Role::Superscript => Node::Superscript,
            Role::Link => Node::Link(tag.attribute("href").and_then(|href| links::accept(&href))),
            Role::Break => return self.push(Inline::Break),
            Role::Image => return self.image(tag),
            Role::Silent => return,
            // A block cannot begin inside emphasis, only words can end.
            _ if self.is_in_span() => return self.push(Inline::Break),
            Role::Paragraph => return self.end_paragraph(),
            Role::Rule => return self.push_block(Block::Rule),
            Role::Heading => Node::Heading,
            Role::List(start) => Node::List { start, items: Vec::new() },
            Role::Quote => Node::Quote,
            Role::Preformatted => Node::Preformatted,
            Role::Table => Node::Table { columns: Vec::new(), rows: Vec::new() },
            Role::Item => return self.open_part(source, Node::Item, |node| matches!(node, Node::List { .. })),
            Role::Row => {
                return self.open_part(source, Node::Row(Vec::new()), |node| matches!(node, Node::Table { .. }));
            }
            Role::Cell => return self.open_part(source, Node::Cell, |node| matches!(node, Node::Row(_))),
        };
        self.open(node, source);
    }

    /// Opens an item, row or cell in the nearest whole it can belong to, which ends its predecessor.
    fn open_part(&mut self, source: Option<String>, part: Node, is_whole: fn(&Node) -> bool) {
        self.end_paragraph();
        let Some(depth) = self.open_tags().position(|frame| is_whole(&frame.node)) else { return };
        for _ in 0..depth {
            self.close_top(true);
        }
        self.open(part, source);
    }

    fn image(&mut self, tag: &Tag<'_>) {
        let mut frame = Frame::new(Node::Image(tag.attribute("src").and_then(|src| links::accept(&src))), None);
        frame.inlines.extend(tag.attribute("alt").map(Inline::Text));
        self.push_span(frame);
    }

    fn close_tag(&mut self, tag: &Tag<'_>, role: &Role) {
        let opened_here = |frame: &Frame| frame.tag.as_deref().is_some_and(|source| opens(source, &tag.name));
        let is_block = matches!(
            role,
            Role::Heading | Role::List(_) | Role::Item | Role::Quote | Role::Table | Role::Row | Role::Cell
        );
        // A span ends only in the paragraph in which it began.
        let depth = self.open_tags().take_while(|frame| is_block || frame.node.is_span() || opened_here(frame));
        let depth = depth.map(opened_here).position(|found| found);
        match (depth, role) {
            (Some(depth), _) => {
                for _ in 0..depth {
                    self.close_top(true);
                }
                self.close_top(false);
            }
            (None, Role::Styled(_) | Role::Code | Role::Superscript | Role::Link) => self.text(tag.source),
            (None, Role::Silent | Role::Break | Role::Image | Role::Preformatted) => {}
            (None, _) if self.is_in_span() => self.push(Inline::Break),
            (None, _) => self.end_paragraph(),
        }
    }
}

/// Whether `source` is an opening tag of that name.
fn opens(source: &str, name: &str) -> bool {
    let rest = source.strip_prefix('<').and_then(|rest| rest.split_at_checked(name.len()));
    rest.is_some_and(|(head, tail)| {
        head.eq_ignore_ascii_case(name) && !tail.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '-')
    })
}
