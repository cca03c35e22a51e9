//! From text to a [`Node`].
//!
//! JSON has its own reader beside the YAML one: YAML scanners refuse the surrogate pairs of JSON strings, accept what
//! JSON forbids (trailing commas, comments, bare words), and take about twenty times as long for large documents.

mod anchors;
mod frame;
#[cfg(test)]
mod hostile;
mod json;
mod offsets;
mod repair;
mod scalar;
#[cfg(test)]
mod tests;
mod yaml;

use specwright_ir::{Code, Diagnostic, Diagnostics, FileId, Sources, Span};

use crate::tree::{Member, Node, Object};

/// How deep arrays and objects may stand in each other: a hundred schemas within schemas, each with a few levels of its
/// own, and what is around them.
pub(crate) const MAX_DEPTH: usize = 512;

/// How many repeated keys of one file are reported one by one.
const MAX_REPEATED: usize = 100;

/// Reads the text of a file in `sources`: as JSON when the name ends in `.json` or the text is JSON, as YAML 1.2
/// otherwise. `None` only with a fatal diagnostic.
pub(crate) fn parse(file: FileId, sources: &Sources, diagnostics: &mut Diagnostics) -> Option<Node> {
    let source = sources.get(file)?;
    if u32::try_from(source.text.len()).is_err() {
        diagnostics.push(Diagnostic::new(Code::Limit, format!("{} is larger than 4 GiB", source.name)));
        return None;
    }
    if is_named_json(&source.name) || json::is_json(&source.text) {
        json::parse(file, &source.text, diagnostics)
    } else {
        yaml::parse(file, &source.text, diagnostics)
    }
}

fn is_named_json(name: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(_, extension)| extension.eq_ignore_ascii_case("json"))
}

/// The diagnostic that ends the reading.
struct Stop(Diagnostic);

impl Stop {
    fn new(code: Code, message: impl Into<String>, at: Span) -> Self {
        Self(Diagnostic::new(code, message).at(at))
    }
}

/// The message for a text that nests deeper than [`MAX_DEPTH`].
fn too_deep() -> String {
    format!("arrays and objects stand in each other more than {MAX_DEPTH} deep")
}

/// A place in a file whose length is known to fit.
fn span(file: FileId, start: usize, end: usize) -> Span {
    let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    Span { file, start: offset(start), end: offset(end.max(start)) }
}

/// Builds the objects of one file and reports the keys that stand in one twice.
struct Objects {
    repeated: usize,
    merge_keys: usize,
}

impl Objects {
    fn new() -> Self {
        Self { repeated: 0, merge_keys: 0 }
    }

    /// Notes a YAML merge key, once in a file.
    fn merge_key(&mut self, at: Span, diagnostics: &mut Diagnostics) {
        self.merge_keys += 1;
        if self.merge_keys == 1 {
            let message =
                "merge key `<<` is not part of YAML 1.2; its members were copied, here and wherever the file has one";
            diagnostics.push(Diagnostic::new(Code::YamlLenient, message).at(at));
        }
    }

    /// Adds a member; the first one with its key counts.
    fn add(&mut self, object: &mut Object, key: String, member: Member, diagnostics: &mut Diagnostics) {
        let Some(first) = object.key_span(&key) else {
            object.insert(key, member);
            return;
        };
        self.repeated += 1;
        let message = match self.repeated {
            ..=MAX_REPEATED => format!("key `{key}` stands in this object twice; the first one counts"),
            repeated if repeated == MAX_REPEATED + 1 => {
                "more than 100 keys of this file stand in their object twice; the rest is not listed".to_owned()
            }
            _ => return,
        };
        diagnostics.push(Diagnostic::new(Code::DuplicateKey, message).at(member.key).with_related(first, "first here"));
    }
}

/// Helpers for the tests of this crate.
#[cfg(test)]
pub(crate) mod testing {
    use specwright_ir::{Diagnostics, Sources, Span};

    use crate::tree::Node;

    /// Reads a text under this name; diagnostics as lines `code line:column message`.
    pub(crate) fn read(name: &str, text: &str) -> (Option<Node>, Vec<String>) {
        let mut sources = Sources::default();
        let mut diagnostics = Diagnostics::default();
        let file = sources.add(name, text);
        let node = super::parse(file, &sources, &mut diagnostics);
        (node, lines(diagnostics, &sources))
    }

    /// Diagnostics, one a line, each related place on a line of its own.
    pub(crate) fn lines(diagnostics: Diagnostics, sources: &Sources) -> Vec<String> {
        let place = |span: Span| format!("{}:{}", sources.name(span.file), sources.line_column(span));
        let mut lines = Vec::new();
        for found in diagnostics.into_sorted() {
            let at = found.span.map_or_else(|| "-".to_owned(), place);
            lines.push(format!("{} {at} {}", found.code, found.message));
            lines.extend(found.related.iter().map(|other| format!("  {} {}", place(other.span), other.message)));
        }
        lines
    }

    /// The tree of a JSON text without faults.
    #[track_caller]
    pub(crate) fn json(text: &str) -> Node {
        let (node, found) = read("a.json", text);
        assert!(found.is_empty(), "{found:?}");
        node.expect("a tree")
    }

    /// The tree of a YAML text without faults.
    #[track_caller]
    pub(crate) fn yaml(text: &str) -> Node {
        let (node, found) = read("a.yaml", text);
        assert!(found.is_empty(), "{found:?}");
        node.expect("a tree")
    }
}
