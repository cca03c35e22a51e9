//! YAML 1.2 with places.
//!
//! `saphyr-parser` scans; this module makes the tree, with limits of its own. It recurses nowhere.

use saphyr_parser::{Event, Parser, ScalarStyle, Tag};
use specwright_ir::{Code, Diagnostic, Diagnostics, FileId, Span};

use super::anchors::{Anchors, Measure};
use super::frame::{Frame, Key, Open};
use super::offsets::Offsets;
use super::repair::Repairs;
use super::scalar::{self, Plain};
use super::{MAX_DEPTH, Objects, Stop, span, too_deep};
use crate::tree::{Node, Value};

/// Reads a YAML text. `None` only with a fatal diagnostic.
pub(super) fn parse(file: FileId, text: &str, diagnostics: &mut Diagnostics) -> Option<Node> {
    let mut repairs = Repairs::new(text);
    loop {
        let repaired = repairs.text();
        let mut found = Diagnostics::default();
        let read = Builder::new(file, text, &repaired, repairs.offsets(&repaired), &mut found).run();
        if let Err(Failure::Scan { marker, info }) = &read
            && repairs.add(&repaired, *marker, info)
        {
            continue;
        }
        repairs.report(file, &mut found);
        found.iter().for_each(|found| diagnostics.push(found.clone()));
        return match read {
            Ok(root) => Some(root),
            Err(failure) => {
                let mut offsets = repairs.offsets(&repaired);
                diagnostics.push(failure.diagnostic(file, &mut offsets));
                None
            }
        };
    }
}

/// Why a reading ended before the end.
enum Failure {
    /// The scanner met something that is not YAML.
    Scan { marker: usize, info: String },
    /// The tree cannot be made.
    Stop(Diagnostic),
}

impl From<Stop> for Failure {
    fn from(stop: Stop) -> Self {
        Self::Stop(stop.0)
    }
}

impl Failure {
    fn diagnostic(self, file: FileId, offsets: &mut Offsets<'_>) -> Diagnostic {
        match self {
            Self::Stop(diagnostic) => diagnostic,
            Self::Scan { marker, info } => {
                let (start, end) = (offsets.byte(marker), offsets.byte(marker + 1));
                // The scanner counts brackets itself, with a limit of its own.
                let (code, message) = match info.as_str() {
                    "recursion limit exceeded" => {
                        (Code::Limit, "brackets stand in each other more than 255 deep".to_owned())
                    }
                    _ => (Code::Syntax, info),
                };
                Diagnostic::new(code, message).at(span(file, start, end))
            }
        }
    }
}

struct Builder<'a> {
    file: FileId,
    /// The text as it stands in the file.
    text: &'a str,
    /// The text to scan.
    scanned: &'a str,
    offsets: Offsets<'a>,
    frames: Vec<Frame>,
    anchors: Anchors,
    objects: Objects,
    first_document: Option<Span>,
    root: Option<Node>,
    /// Where the last piece of content ended; block collections end there.
    last_end: usize,
    diagnostics: &'a mut Diagnostics,
}

impl<'a> Builder<'a> {
    fn new(
        file: FileId,
        text: &'a str,
        scanned: &'a str,
        offsets: Offsets<'a>,
        diagnostics: &'a mut Diagnostics,
    ) -> Self {
        Self {
            file,
            text,
            scanned,
            offsets,
            frames: Vec::new(),
            anchors: Anchors::default(),
            objects: Objects::new(),
            first_document: None,
            root: None,
            last_end: 0,
            diagnostics,
        }
    }

    fn run(mut self) -> Result<Node, Failure> {
        let mut parser = Parser::new_from_str(self.scanned);
        while let Some(next) = parser.next_event() {
            let (event, at) =
                next.map_err(|error| Failure::Scan { marker: error.marker().index(), info: error.info().to_owned() })?;
            self.event(event, at)?;
        }
        let empty = || Stop::new(Code::Syntax, "the file holds nothing", span(self.file, 0, 0));
        Ok(self.root.ok_or_else(empty)?)
    }

    fn event(&mut self, event: Event<'a>, at: saphyr_parser::Span) -> Result<(), Stop> {
        match event {
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentEnd => Ok(()),
            Event::DocumentStart(_) => self.document(at),
            Event::Alias(id) => self.alias(id, at),
            Event::Scalar(text, style, anchor, tag) => {
                let at = self.content(at);
                if self.frames.last().is_some_and(Frame::wants_key) {
                    return self.key(&text, style, anchor, at);
                }
                self.scalar(&text, style, anchor, tag.as_deref(), at)
            }
            Event::SequenceStart(anchor, tag) => self.open(anchor, tag.as_deref(), at, true),
            Event::MappingStart(anchor, tag) => self.open(anchor, tag.as_deref(), at, false),
            Event::SequenceEnd | Event::MappingEnd => self.close(at),
        }
    }

    fn document(&mut self, at: saphyr_parser::Span) -> Result<(), Stop> {
        let at = self.span(at);
        let Some(first) = self.first_document else {
            self.first_document = Some(at);
            return Ok(());
        };
        let stop = Diagnostic::new(Code::Syntax, "the file holds a second YAML document; there can be only one");
        Err(Stop(stop.at(at).with_related(first, "the first one starts here")))
    }

    fn alias(&mut self, id: usize, at: saphyr_parser::Span) -> Result<(), Stop> {
        let at = self.content(at);
        let (node, measure) = self.anchors.expand(id, self.frames.len(), at)?;
        let Some(frame) = self.frames.last_mut().filter(|frame| frame.wants_key()) else {
            return self.place(node, measure);
        };
        let Some(text) = node.scalar_text() else {
            return Err(Stop::new(Code::Syntax, "a key must be a scalar", at));
        };
        frame.set_key(Key { text: text.to_owned(), span: at, merge: false });
        Ok(())
    }

    fn key(&mut self, text: &str, style: ScalarStyle, anchor: usize, at: Span) -> Result<(), Stop> {
        let node = Node { span: at, value: Value::String(text.to_owned()) };
        self.anchors.remember(anchor, &node, Measure::scalar(text.len()))?;
        let merge = style == ScalarStyle::Plain && text == "<<";
        if let Some(frame) = self.frames.last_mut() {
            frame.set_key(Key { text: text.to_owned(), span: at, merge });
        }
        Ok(())
    }

    fn scalar(
        &mut self,
        text: &str,
        style: ScalarStyle,
        anchor: usize,
        tag: Option<&Tag>,
        at: Span,
    ) -> Result<(), Stop> {
        let at = match self.frames.last().and_then(Frame::key_span) {
            Some(key) if at.start == at.end => key,
            _ => at,
        };
        let value = match tag.map(|tag| (tag.is_yaml_core_schema(), tag.handle.as_str(), tag.suffix.as_str())) {
            None if style == ScalarStyle::Plain => self.plain(text, at),
            None | Some((true, _, "str") | (false, "", "!") | (false, "!", "")) => Value::String(text.to_owned()),
            Some((true, _, name @ ("int" | "float" | "bool" | "null"))) => self.tagged(name, text, at),
            Some(_) => {
                self.unknown_tag(tag, at);
                if style == ScalarStyle::Plain { self.plain(text, at) } else { Value::String(text.to_owned()) }
            }
        };
        let node = Node { span: at, value };
        let measure = Measure::scalar(text.len());
        self.anchors.remember(anchor, &node, measure)?;
        self.place(node, measure)
    }

    fn plain(&mut self, text: &str, at: Span) -> Value {
        match scalar::read(text) {
            Plain::Value(value) => value,
            Plain::Beyond(what) => {
                let message = format!("`{text}` is {what}, which JSON cannot say; read as a string");
                self.diagnostics.push(Diagnostic::new(Code::YamlOnly, message).at(at));
                Value::String(text.to_owned())
            }
        }
    }

    /// A scalar with a tag of the core schema.
    fn tagged(&mut self, name: &str, text: &str, at: Span) -> Value {
        match (name, scalar::read(text)) {
            ("int", Plain::Value(Value::Number(number))) if !number.as_str().contains(['.', 'e', 'E']) => {
                Value::Number(number)
            }
            ("float", Plain::Value(value @ Value::Number(_))) => value,
            ("bool", Plain::Value(value @ Value::Bool(_))) | ("null", Plain::Value(value @ Value::Null)) => value,
            _ => {
                let message = format!("`{text}` is no `!!{name}`; read as a string");
                self.diagnostics.push(Diagnostic::new(Code::YamlOnly, message).at(at));
                Value::String(text.to_owned())
            }
        }
    }

    fn unknown_tag(&mut self, tag: Option<&Tag>, at: Span) {
        if let Some(tag) = tag {
            let message = format!("YAML tag `{}{}` has no meaning in JSON; it was ignored", tag.handle, tag.suffix);
            self.diagnostics.push(Diagnostic::new(Code::YamlOnly, message).at(at));
        }
    }

    fn open(&mut self, anchor: usize, tag: Option<&Tag>, at: saphyr_parser::Span, array: bool) -> Result<(), Stop> {
        let open = self.opening(anchor, at, array);
        let place = span(self.file, open.start, open.start + usize::from(open.flow));
        if self.frames.last().is_some_and(Frame::wants_key) {
            return Err(Stop::new(Code::Syntax, "a key must be a scalar", place));
        }
        if self.frames.len() == MAX_DEPTH {
            return Err(Stop::new(Code::Limit, too_deep(), place));
        }
        let own = if array { "seq" } else { "map" };
        if tag.is_some_and(|tag| !(tag.is_yaml_core_schema() && tag.suffix == own)) {
            self.unknown_tag(tag, place);
        }
        self.frames.push(if array { Frame::array(open) } else { Frame::object(open) });
        Ok(())
    }

    /// Where a collection starts. The event's text holds anchor and tag too, and the bracket last; a block collection
    /// has no text of its own, and a block array's event may lie behind its first dash.
    fn opening(&mut self, anchor: usize, at: saphyr_parser::Span, array: bool) -> Open {
        let (from, end) = (self.offsets.byte(at.start.index()), self.offsets.byte(at.end.index()));
        let head = self.text.get(from..end).unwrap_or_default();
        if head.ends_with(['{', '[']) {
            return Open { start: end - 1, flow: true, anchor };
        }
        let rest = self.text.get(end..).unwrap_or_default();
        let on_dash =
            rest.strip_prefix('-').is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t', '\r', '\n']));
        let before = self.text.get(..end).unwrap_or_default().trim_end();
        let dash = before.ends_with('-').then(|| before.len() - 1).filter(|_| array && !on_dash);
        let start = dash.unwrap_or(end);
        Open { start, flow: false, anchor }
    }

    fn close(&mut self, at: saphyr_parser::Span) -> Result<(), Stop> {
        let Some(frame) = self.frames.pop() else { return Ok(()) };
        let bracket_end = self.offsets.byte(at.end.index());
        let open = frame.opening();
        if open.flow {
            self.last_end = bracket_end;
        }
        let place = span(self.file, open.start, self.last_end);
        let anchor = open.anchor;
        let (value, measure) = frame.finish(&mut self.objects, self.diagnostics)?;
        let node = Node { span: place, value };
        self.anchors.remember(anchor, &node, measure)?;
        self.place(node, measure)
    }

    fn place(&mut self, node: Node, measure: Measure) -> Result<(), Stop> {
        match self.frames.last_mut() {
            Some(frame) => frame.add(node, measure),
            None => self.root = Some(node),
        }
        Ok(())
    }

    /// The place of a piece of content, without the blanks behind it.
    fn content(&mut self, at: saphyr_parser::Span) -> Span {
        let place = self.span(at);
        let text = self.text.get(place.start as usize..place.end as usize).unwrap_or_default();
        let place = span(self.file, place.start as usize, place.start as usize + text.trim_end().len());
        self.last_end = self.last_end.max(place.end as usize);
        place
    }

    fn span(&mut self, at: saphyr_parser::Span) -> Span {
        let start = self.offsets.byte(at.start.index());
        let end = self.offsets.byte(at.end.index());
        span(self.file, start, end)
    }
}
