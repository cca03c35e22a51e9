//! Parameters.

use specwright_ir::{Code, Facts, Parameter, ParameterStyle, Place, StringFormat, Ty};

use super::{
    Lower,
    at::At,
    body::{Kind, kind},
    path::{self, Template},
    schema::Site,
};

const PARAMETER_KEYS: &[&str] = &[
    "$ref",
    "summary",
    "name",
    "in",
    "description",
    "required",
    "deprecated",
    "allowEmptyValue",
    "style",
    "explode",
    "allowReserved",
    "schema",
    "example",
    "examples",
    "content",
];

/// Headers that a parameter may not set (OpenAPI, Parameter Object).
const RESERVED_HEADERS: &[&str] = &["accept", "content-type", "authorization"];

/// Headers that frame the message, which only what sends it can know.
const FRAMING_HEADERS: &[&str] = &[
    "accept-encoding",
    "connection",
    "content-length",
    "expect",
    "host",
    "keep-alive",
    "proxy-connection",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
];

/// How a parameter is written, and of what type it is.
struct Written {
    style: ParameterStyle,
    ty: Ty,
    facts: Facts,
}

/// Where a parameter object says that it travels.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Location {
    In(Place),
    QueryString,
}

impl<'d> Lower<'d> {
    /// The path of an operation and its parameters, path parameters first in the order of the template.
    pub(super) fn parameters(
        &mut self,
        id: &str,
        template: &Template,
        items: &[At<'d>],
        operation: &At<'d>,
    ) -> (String, Vec<Parameter>) {
        let mut declared: Vec<Parameter> = Vec::new();
        for owner in items.iter().rev() {
            declared = self.declared(id, owner, declared);
        }
        declared = self.declared(id, operation, declared);
        let path = self.settle(template, &declared);
        let mut ordered: Vec<Parameter> = Vec::new();
        for name in path::names(&path) {
            let index = declared.iter().position(|other| other.wire == name && is_path(other));
            match index {
                Some(index) => ordered.push(declared.remove(index)),
                None if ordered.iter().any(|other| other.wire == name) => {}
                None => ordered.push(self.undeclared(name, operation)),
            }
        }
        for parameter in declared {
            if !is_path(&parameter) {
                ordered.push(parameter);
                continue;
            }
            self.diagnostics.report(
                Code::PathParameterUnused,
                &parameter.origin,
                format!("path parameter `{}` does not stand in `{path}`; left out", parameter.wire),
            );
        }
        (path, ordered)
    }

    /// The parameters of a path item or an operation, which override inherited ones of the same name and place.
    fn declared(&mut self, id: &str, owner: &At<'d>, inherited: Vec<Parameter>) -> Vec<Parameter> {
        let mut own: Vec<Parameter> = Vec::new();
        for at in self.list(owner, "parameters") {
            let Some((target, description)) = self.referred(&at) else { continue };
            let Some(mut parameter) = self.parameter(id, &target) else { continue };
            parameter.facts.description = description.or(parameter.facts.description);
            if own.iter().any(|other| is_same(other, &parameter)) {
                let message = format!("parameter `{}` is declared twice; the first one counts", parameter.wire);
                self.report(Code::ParameterDuplicate, &at, message);
                continue;
            }
            own.push(parameter);
        }
        let mut all = inherited;
        for parameter in own {
            match all.iter_mut().find(|other| is_same(other, &parameter)) {
                Some(other) => *other = parameter,
                None => all.push(parameter),
            }
        }
        all
    }

    fn undeclared(&mut self, name: &str, operation: &At<'d>) -> Parameter {
        self.report(
            Code::PathParameterUndeclared,
            operation,
            format!("path parameter `{name}` is declared nowhere; it became a required string"),
        );
        Parameter {
            wire: name.to_owned(),
            style: ParameterStyle::Path { explode: false },
            required: true,
            allow_reserved: false,
            ty: Ty::String(StringFormat::Plain),
            facts: Facts::default(),
            origin: operation.origin(),
        }
    }

    /// One parameter; `None` when it was left out.
    fn parameter(&mut self, operation: &str, at: &At<'d>) -> Option<Parameter> {
        if self.is_malformed(at, "parameter") {
            return None;
        }
        self.check_keys(at, PARAMETER_KEYS, "a parameter");
        let Some(wire) = self.text(at, "name") else {
            self.report(Code::Malformed, at, "this parameter has no name; left out");
            return None;
        };
        let location = self.location(at, &wire)?;
        if location == Location::In(Place::Header) && self.is_foreign_header(at, &wire) {
            return None;
        }
        let written = self.written(operation, at, &wire, location);
        let facts = self.described(at, written.facts);
        self.check_empty_value(at, &wire, &written.ty);
        Some(Parameter {
            allow_reserved: self.allows_reserved(at, &wire, written.style),
            required: self.flag(at, "required") || written.style.place() == Place::Path,
            style: written.style,
            ty: written.ty,
            facts,
            origin: at.origin(),
            wire,
        })
    }

    /// What a parameter or a header says about itself, beside what its schema says.
    pub(super) fn described(&mut self, at: &At<'d>, mut facts: Facts) -> Facts {
        if let Some(description) = self.text(at, "description") {
            facts.description = Some(description);
        }
        if facts.examples.is_empty() {
            facts.examples.extend(at.get("example").map(|example| example.node.to_json()));
        }
        facts.deprecated |= self.flag(at, "deprecated");
        facts
    }

    fn location(&mut self, at: &At<'d>, wire: &str) -> Option<Location> {
        let found = self.string(at, "in").unwrap_or_default();
        match found.to_ascii_lowercase().as_str() {
            "path" => Some(Location::In(Place::Path)),
            "query" => Some(Location::In(Place::Query)),
            "header" => Some(Location::In(Place::Header)),
            "cookie" => Some(Location::In(Place::Cookie)),
            "querystring" => Some(Location::QueryString),
            _ => {
                let message = format!("parameter `{wire}` is in `{found}`, which is no part of a request; left out");
                self.report(Code::Malformed, at, message);
                None
            }
        }
    }

    /// Whether a header is set by other means, or can be set by none; then it is reported.
    fn is_foreign_header(&mut self, at: &At<'d>, wire: &str) -> bool {
        let lower = wire.to_ascii_lowercase();
        let reserved = RESERVED_HEADERS.contains(&lower.as_str());
        if reserved || FRAMING_HEADERS.contains(&lower.as_str()) {
            let by = match lower.as_str() {
                "accept" => "what the answers may be sets it",
                "content-type" => "the body sets it",
                "authorization" => "credentials set it",
                _ => "what sends the message sets it",
            };
            self.report(Code::ParameterIgnored, at, format!("header `{wire}` is not a parameter; {by}"));
            return true;
        }
        if is_token(wire) {
            return false;
        }
        self.report(Code::ParameterUnsupported, at, format!("`{wire}` cannot be the name of a header; left out"));
        true
    }

    fn written(&mut self, operation: &str, at: &At<'d>, wire: &str, location: Location) -> Written {
        let site = Site::Operation { operation: operation.to_owned(), role: vec![wire.to_owned()] };
        if let Some(schema) = at.get("schema") {
            let style = match location {
                Location::In(place) => self.style(at, place),
                Location::QueryString => ParameterStyle::QueryForm,
            };
            let ty = self.use_of(&schema, &site);
            // Of a single value there is nothing to explode.
            let style = match style {
                ParameterStyle::Cookie { .. } if self.is_single(&ty) => ParameterStyle::Cookie { explode: false },
                style => style,
            };
            return Written { style, ty, facts: self.facts(&schema) };
        }
        let chosen = at.get("content").and_then(|content| self.choose(&content, Code::MediaTypeOmitted));
        if let Some((media_type, media)) = chosen {
            return self.written_as(media_type, &media, wire, location, &site);
        }
        let message = format!("parameter `{wire}` has neither `schema` nor `content`; it became a string");
        self.report(Code::ParameterLoose, at, message);
        let style = match location {
            Location::In(place) => self.style(at, place),
            Location::QueryString => ParameterStyle::QueryText,
        };
        Written { style, ty: Ty::String(StringFormat::Plain), facts: Facts::default() }
    }

    /// A parameter with `content`.
    fn written_as(&mut self, media_type: &str, media: &At<'d>, wire: &str, location: Location, site: &Site) -> Written {
        let ty = self.media_type(media, site);
        let facts = media.get("schema").map(|schema| self.facts(&schema)).unwrap_or_default();
        let style = match (kind(media_type), location) {
            (Kind::Json | Kind::JsonSuffix | Kind::Wildcard, Location::In(place)) => ParameterStyle::Json(place),
            (Kind::Json | Kind::JsonSuffix, Location::QueryString) => ParameterStyle::QueryJson,
            (Kind::Form, Location::QueryString) => ParameterStyle::QueryForm,
            (found, _) => {
                if found != Kind::Text || !self.is_text(&ty) {
                    let message =
                        format!("parameter `{wire}` is `{media_type}`, which the caller has to write as text");
                    self.report(Code::ParameterLoose, media, message);
                }
                let style = match location {
                    Location::In(place) => default_style(place),
                    Location::QueryString => ParameterStyle::QueryText,
                };
                return Written { style, ty: Ty::String(StringFormat::Plain), facts };
            }
        };
        Written { style, ty, facts }
    }

    pub(super) fn style(&mut self, at: &At<'d>, place: Place) -> ParameterStyle {
        let declared = self.string(at, "style");
        let flag = at.has("explode").then(|| self.flag(at, "explode"));
        let explode = flag.unwrap_or(false);
        match (place, declared.unwrap_or_default()) {
            (Place::Path, "simple") => ParameterStyle::Path { explode },
            (Place::Path, "label") => ParameterStyle::Label { explode },
            (Place::Path, "matrix") => ParameterStyle::Matrix { explode },
            (Place::Header, "simple") => ParameterStyle::Header { explode },
            // Exploded, the delimiter never shows.
            (Place::Query, "spaceDelimited" | "pipeDelimited" | "tabDelimited") if explode => {
                ParameterStyle::Form { explode }
            }
            (Place::Query, "spaceDelimited") => ParameterStyle::SpaceDelimited,
            (Place::Query, "pipeDelimited") => ParameterStyle::PipeDelimited,
            (Place::Query, "tabDelimited") => ParameterStyle::TabDelimited,
            (Place::Query, "deepObject") => ParameterStyle::DeepObject,
            (place, style) => {
                let known = match place {
                    Place::Query => style == "form",
                    Place::Cookie => style == "form" || style == "cookie",
                    Place::Path | Place::Header => false,
                };
                if declared.is_some() && !known {
                    let message = format!("style `{style}` is not known for this place; the usual one is taken");
                    self.report(Code::KeywordInvalid, at, message);
                }
                match (default_style(place), flag) {
                    (ParameterStyle::Path { .. }, Some(explode)) => ParameterStyle::Path { explode },
                    (ParameterStyle::Header { .. }, Some(explode)) => ParameterStyle::Header { explode },
                    (ParameterStyle::Cookie { .. }, Some(explode)) => ParameterStyle::Cookie { explode },
                    (ParameterStyle::Form { .. }, Some(explode)) => ParameterStyle::Form { explode },
                    (style, _) => style,
                }
            }
        }
    }

    /// Whether values of a type are single texts.
    fn is_single(&self, ty: &Ty) -> bool {
        match ty {
            Ty::Nullable(inner) => self.is_single(inner),
            Ty::Boolean | Ty::Integer(_) | Ty::Number(_) | Ty::String(_) | Ty::Quoted(_) => true,
            Ty::Named(_) => self.is_text(ty),
            Ty::Any | Ty::List(_) | Ty::Map(_) | Ty::Tuple(_) => false,
        }
    }

    fn allows_reserved(&mut self, at: &At<'d>, wire: &str, style: ParameterStyle) -> bool {
        if !self.flag(at, "allowReserved") {
            return false;
        }
        match style.place() {
            Place::Query => matches!(
                style,
                ParameterStyle::Form { .. }
                    | ParameterStyle::SpaceDelimited
                    | ParameterStyle::PipeDelimited
                    | ParameterStyle::TabDelimited
            ),
            Place::Path => {
                let message = format!("`allowReserved`: reserved characters of `{wire}` are sent percent-encoded");
                self.report(Code::ParameterLoose, at, message);
                false
            }
            Place::Header | Place::Cookie => false,
        }
    }

    /// An empty value of a string is an empty string; other types have none.
    fn check_empty_value(&mut self, at: &At<'d>, wire: &str, ty: &Ty) {
        if self.flag(at, "allowEmptyValue") && matches!(ty, Ty::Boolean | Ty::Integer(_) | Ty::Number(_)) {
            let message = format!("`allowEmptyValue`: the type of `{wire}` has no empty value to send");
            self.report(Code::ParameterLoose, at, message);
        }
    }
}

/// How a parameter is written that says nothing about it.
fn default_style(place: Place) -> ParameterStyle {
    match place {
        Place::Path => ParameterStyle::Path { explode: false },
        Place::Header => ParameterStyle::Header { explode: false },
        Place::Cookie => ParameterStyle::Cookie { explode: true },
        Place::Query => ParameterStyle::Form { explode: true },
    }
}

/// Whether two parameters have the same name and place.
fn is_same(a: &Parameter, b: &Parameter) -> bool {
    let (place, other) = (a.style.place(), b.style.place());
    place == other && (a.wire == b.wire || (place == Place::Header && a.wire.eq_ignore_ascii_case(&b.wire)))
}

fn is_path(parameter: &Parameter) -> bool {
    parameter.style.place() == Place::Path
}

/// Whether a text is a token (RFC 9110 section 5.6.2): the name of a header, a method or an authentication scheme.
pub(super) fn is_token(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte))
}
