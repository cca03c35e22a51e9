//! Brings running text into the one form that writing and reading again leaves alone: single spaces,
//! none at the edges of a paragraph or of an emphasis, nothing empty, nothing nested in its own kind.

use super::clean;
use super::links;
use super::model::{self, Inline, Style};

/// The paragraphs that `inlines` make; two forced line ends in a row begin another one.
pub(super) fn paragraphs(inlines: Vec<Inline>) -> Vec<Vec<Inline>> {
    let mut paragraphs = Vec::new();
    let mut current = Vec::new();
    let mut inlines = inlines.into_iter().peekable();
    while let Some(inline) = inlines.next() {
        let is_end = inline == Inline::Break && {
            while inlines.next_if(is_blank).is_some() {}
            inlines.next_if(|next| *next == Inline::Break).is_some()
        };
        if is_end {
            paragraphs.push(std::mem::take(&mut current));
        } else {
            current.push(inline);
        }
    }
    paragraphs.push(current);
    let tidied =
        paragraphs.into_iter().map(|inlines| tidy(inlines, Context { keeps_breaks: true, ..Context::default() }));
    tidied.filter(|inlines| !inlines.is_empty()).collect()
}

/// `inlines` as one line, for a cell, a heading or a summary.
pub(super) fn line(inlines: Vec<Inline>) -> Vec<Inline> {
    tidy(inlines, Context::default())
}

/// What the inlines stand in.
#[derive(Clone, Copy, Default)]
struct Context {
    keeps_breaks: bool,
    in_link: bool,
    in_emphasis: bool,
    in_strong: bool,
    in_struck: bool,
}

impl Context {
    fn is_in(self, style: Style) -> bool {
        match style {
            Style::Emphasis => self.in_emphasis,
            Style::Strong => self.in_strong,
            Style::Struck => self.in_struck,
        }
    }

    fn within(mut self, style: Style) -> Self {
        match style {
            Style::Emphasis => self.in_emphasis = true,
            Style::Strong => self.in_strong = true,
            Style::Struck => self.in_struck = true,
        }
        self
    }
}

fn tidy(inlines: Vec<Inline>, context: Context) -> Vec<Inline> {
    let mut out = Vec::new();
    collect(inlines, context, &mut out);
    trim(&mut out);
    release_punctuation(&mut out);
    out
}

/// Appends `inlines` to `out`, whose last piece may grow.
fn collect(inlines: Vec<Inline>, context: Context, out: &mut Vec<Inline>) {
    for inline in join_texts(inlines) {
        match inline {
            Inline::Text(text) if context.in_link => push_text(out, &text),
            Inline::Text(text) => {
                for part in links::split(&clean::words(&text)) {
                    match part {
                        Inline::Text(text) => push_text(out, &text),
                        link => out.push(link),
                    }
                }
            }
            Inline::Code(code) => push_code(out, &code),
            Inline::Break if context.keeps_breaks => push_break(out),
            Inline::Break => push_text(out, " "),
            Inline::Styled(style, inner) if context.is_in(style) => collect(inner, context, out),
            Inline::Styled(style, inner) => push_styled(out, style, inner, context),
            Inline::Link { dest, text } => push_link(out, dest, text, context),
            Inline::Url(dest) => out.push(Inline::Url(dest)),
        }
    }
}

/// Joins neighbouring texts, so that an address is found though its pieces were read apart.
fn join_texts(inlines: Vec<Inline>) -> Vec<Inline> {
    let mut joined: Vec<Inline> = Vec::with_capacity(inlines.len());
    for inline in inlines {
        match (joined.last_mut(), inline) {
            (Some(Inline::Text(last)), Inline::Text(text)) => last.push_str(&text),
            (_, inline) => joined.push(inline),
        }
    }
    joined
}

fn push_text(out: &mut Vec<Inline>, text: &str) {
    let text = clean::words(text);
    let follows_space = match out.last() {
        Some(Inline::Text(last)) => last.ends_with(' '),
        Some(Inline::Break) => true,
        _ => false,
    };
    let text = if follows_space { text.trim_start() } else { &text };
    match out.last_mut() {
        _ if text.is_empty() => {}
        Some(Inline::Text(last)) => last.push_str(text),
        _ => out.push(Inline::Text(text.to_owned())),
    }
}

fn push_code(out: &mut Vec<Inline>, code: &str) {
    let code = clean::words(code);
    let code = code.trim();
    match out.last_mut() {
        _ if code.is_empty() => {}
        // Two code spans without a space between them would be read as one.
        Some(Inline::Code(last)) => last.push_str(code),
        _ => out.push(Inline::Code(code.to_owned())),
    }
}

fn push_break(out: &mut Vec<Inline>) {
    trim_end(out);
    if !out.is_empty() && out.last() != Some(&Inline::Break) {
        out.push(Inline::Break);
    }
}

/// Emphasis cannot begin or end with a space, so spaces and line ends move out of it.
fn push_styled(out: &mut Vec<Inline>, style: Style, inner: Vec<Inline>, context: Context) {
    let mut content = Vec::new();
    collect(inner, context.within(style), &mut content);
    if let Some(before) = content.first().and_then(|first| edge(first, str::starts_with)) {
        collect(vec![before], context, out);
    }
    let after = content.last().and_then(|last| edge(last, str::ends_with));
    trim(&mut content);
    let (style, content) = strong_inside(style, content);
    if !content.is_empty() {
        match out.last_mut() {
            Some(Inline::Styled(last, before)) if *last == style => {
                let both = std::mem::take(before).into_iter().chain(content).collect();
                *before = tidy(both, context.within(style));
            }
            _ => out.push(Inline::Styled(style, content)),
        }
    }
    if let Some(after) = after {
        collect(vec![after], context, out);
    }
}

/// `**Note:**this` is no emphasis, `**Note**:this` is: punctuation at an edge moves out to the word
/// that follows or precedes it.
fn release_punctuation(inlines: &mut Vec<Inline>) {
    let mut released: Vec<Inline> = Vec::with_capacity(inlines.len());
    for mut inline in inlines.drain(..) {
        if let (Some(Inline::Styled(_, content)), Inline::Text(after)) = (released.last_mut(), &mut inline)
            && after.starts_with(char::is_alphanumeric)
            && let Some(Inline::Text(last)) = content.last_mut()
        {
            let kept = last.trim_end_matches(is_punctuation).len();
            after.insert_str(0, last.get(kept..).unwrap_or_default());
            last.truncate(kept);
        }
        if let (Some(Inline::Text(before)), Inline::Styled(_, content)) = (released.last_mut(), &mut inline)
            && before.ends_with(char::is_alphanumeric)
            && let Some(Inline::Text(first)) = content.first_mut()
        {
            let kept = first.trim_start_matches(is_punctuation).to_owned();
            before.push_str(first.strip_suffix(kept.as_str()).unwrap_or_default());
            *first = kept;
        }
        released.push(inline);
    }
    *inlines = released;
}

fn is_punctuation(c: char) -> bool {
    !c.is_alphanumeric() && !c.is_whitespace()
}

/// `***x***` is read as strong text within emphasis.
fn strong_inside(style: Style, mut content: Vec<Inline>) -> (Style, Vec<Inline>) {
    match content.as_mut_slice() {
        [Inline::Styled(Style::Emphasis, inner)] if style == Style::Strong => {
            let inner = std::mem::take(inner);
            (Style::Emphasis, vec![Inline::Styled(Style::Strong, inner)])
        }
        _ => (style, content),
    }
}

/// The space or line end at an edge of `inline`.
fn edge(inline: &Inline, has_space: fn(&str, char) -> bool) -> Option<Inline> {
    match inline {
        Inline::Text(text) if has_space(text, ' ') => Some(Inline::Text(" ".to_owned())),
        Inline::Break => Some(Inline::Break),
        _ => None,
    }
}

fn push_link(out: &mut Vec<Inline>, dest: String, text: Vec<Inline>, context: Context) {
    let inside = Context { keeps_breaks: false, in_link: true, ..context };
    let text = tidy(text, inside);
    let shown = model::plain_text(&text);
    if shown.is_empty() || links::accept(&shown).as_ref() == Some(&dest) {
        out.push(Inline::Url(dest));
    } else {
        out.push(Inline::Link { dest, text });
    }
}

fn trim(inlines: &mut Vec<Inline>) {
    while inlines.first().is_some_and(is_blank_or_break) {
        inlines.remove(0);
    }
    if let Some(Inline::Text(first)) = inlines.first_mut() {
        *first = first.trim_start().to_owned();
    }
    while inlines.last().is_some_and(is_blank_or_break) {
        inlines.pop();
    }
    trim_end(inlines);
}

fn trim_end(inlines: &mut Vec<Inline>) {
    if let Some(Inline::Text(last)) = inlines.last_mut() {
        last.truncate(last.trim_end().len());
        if last.is_empty() {
            inlines.pop();
        }
    }
}

fn is_blank(inline: &Inline) -> bool {
    matches!(inline, Inline::Text(text) if text.trim().is_empty())
}

fn is_blank_or_break(inline: &Inline) -> bool {
    is_blank(inline) || *inline == Inline::Break
}
