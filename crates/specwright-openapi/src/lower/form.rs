//! Bodies of properties that are written one by one: forms and bodies of several parts.

use specwright_ir::{
    Code, Constraint, Encoding, Field, Form, ParameterStyle, Part, PartKind, Place, Presence, Rest, Shape, Ty,
};

use super::{
    Lower,
    at::At,
    body::{Kind, kind},
};

const ENCODING_KEYS: &[&str] =
    &["contentType", "headers", "style", "explode", "allowReserved", "encoding", "prefixEncoding", "itemEncoding"];

impl<'d> Lower<'d> {
    /// A form of pairs (OpenAPI 3.1, section 4.8.15.1).
    pub(super) fn form(&mut self, media: &At<'d>, ty: Ty) -> Form {
        let encodings = media.get("encoding").map_or_else(Vec::new, |encodings| encodings.members());
        let encodings = encodings.into_iter().filter_map(|(wire, at)| self.form_encoding(wire, &at)).collect();
        Form { ty, encodings }
    }

    /// How a property of a form is written, if it is not the usual way.
    fn form_encoding(&mut self, wire: &str, at: &At<'d>) -> Option<Encoding> {
        if self.is_malformed(at, "encoding") {
            return None;
        }
        self.check_keys(at, ENCODING_KEYS, "an encoding");
        let allow_reserved = self.flag(at, "allowReserved");
        let is_query = ["style", "explode", "allowReserved"].iter().any(|key| at.has(key));
        let is_json = self.string(at, "contentType").is_some_and(is_json);
        let style = match (is_query, is_json) {
            // `contentType` counts only where none of these says how it is written.
            (true, _) => Some(self.form_style(at)),
            (false, true) => Some(ParameterStyle::Json(Place::Query)),
            (false, false) => None,
        };
        (style.is_some() || allow_reserved).then(|| Encoding { wire: wire.to_owned(), style, allow_reserved })
    }

    fn form_style(&mut self, at: &At<'d>) -> ParameterStyle {
        let style = self.string(at, "style").unwrap_or("form");
        let explode = if at.has("explode") { self.flag(at, "explode") } else { style == "form" };
        match (style, explode) {
            ("form", explode) => ParameterStyle::Form { explode },
            ("deepObject", _) => ParameterStyle::DeepObject,
            ("spaceDelimited" | "pipeDelimited", true) => ParameterStyle::Form { explode: true },
            ("spaceDelimited", false) => ParameterStyle::SpaceDelimited,
            ("pipeDelimited", false) => ParameterStyle::PipeDelimited,
            (other, explode) => {
                let message = format!("`{other}` is no style of a form; written as `form`");
                self.report(Code::KeywordInvalid, at, message);
                ParameterStyle::Form { explode }
            }
        }
    }

    /// The parts of a body; `None` when its type is not an object with properties.
    pub(super) fn parts_of_body(&mut self, media: &At<'d>, ty: &Ty) -> Option<Vec<Part>> {
        let Ty::Named(id) = *self.behind(ty)? else { return None };
        let Shape::Record(record) = &self.types.get(id)?.shape else { return None };
        let (fields, has_others) = (record.fields.clone(), matches!(record.rest, Rest::Kept(_)));
        if has_others {
            let message = "parts besides those that have names are not sent";
            self.report(Code::KeywordUnsupported, media, message);
        }
        self.dissolved.insert(id);
        let encodings = media.get("encoding");
        let part = |field: Field| {
            let encoding = encodings.as_ref().and_then(|all| all.get(&field.wire));
            self.part_of_body(field, encoding.as_ref())
        };
        Some(fields.into_iter().map(part).collect())
    }

    fn part_of_body(&mut self, field: Field, encoding: Option<&At<'d>>) -> Part {
        let bare = match &field.ty {
            Ty::Nullable(inner) => inner.as_ref().clone(),
            other => other.clone(),
        };
        let required = field.presence == Presence::Required && bare == field.ty;
        let media_type = encoding.and_then(|at| self.part_media_type(at));
        let json = media_type.as_deref().is_some_and(is_json);
        let item = match self.behind(&bare) {
            Some(Ty::List(item)) => Some(item.as_ref().clone()),
            _ => None,
        };
        let kind = match item {
            _ if json => PartKind::Value { ty: bare, media_type },
            Some(item) if self.is_file(&item) => PartKind::File { several: true, media_type },
            None if self.is_file(&bare) => PartKind::File { several: false, media_type },
            _ => PartKind::Value { ty: bare, media_type },
        };
        if let (PartKind::Value { .. }, Some(at)) = (&kind, encoding) {
            for key in ["headers", "style", "explode", "allowReserved"] {
                if let Some(at) = at.get(key) {
                    let message = format!("`{key}` of a part that is a value is not sent");
                    self.report(Code::KeywordUnsupported, &at, message);
                }
            }
        }
        let mut facts = field.facts;
        if matches!(kind, PartKind::File { .. }) {
            // That it is a file says so.
            facts.constraints.retain(|one| !matches!(one, Constraint::Format(format) if format == "binary"));
        }
        Part { wire: field.wire, required, kind, facts, origin: field.origin }
    }

    /// The media type of a part: the first that is one and not a range.
    fn part_media_type(&mut self, at: &At<'d>) -> Option<String> {
        if self.is_malformed(at, "encoding") {
            return None;
        }
        self.check_keys(at, ENCODING_KEYS, "an encoding");
        let all = self.string(at, "contentType")?;
        let is_one = |text: &&str| !text.contains('*') && kind(text) != Kind::Invalid;
        all.split(',').map(str::trim).find(is_one).map(str::to_owned)
    }

    /// Whether a part of a type is bytes: what says `format: binary`, or nothing at all.
    fn is_file(&self, ty: &Ty) -> bool {
        self.is_binary(ty) || matches!(self.behind(ty), Some(Ty::Any))
    }
}

fn is_json(media_type: &str) -> bool {
    matches!(kind(media_type), Kind::Json | Kind::JsonSuffix)
}
