//! Bodies of properties that are written one by one: forms and bodies of several parts.

use specwright_ir::{
    Code, Constraint, Encoding, Field, Form, ParameterStyle, Part, PartKind, Parts, Place, Presence, Rest, Shape, Ty,
};

use super::{
    Lower,
    at::At,
    body::{Kind, kind},
};
use crate::kind::QUERY_KEYS;

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
        let is_query = QUERY_KEYS.iter().any(|key| at.has(key));
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
            ("spaceDelimited" | "pipeDelimited" | "tabDelimited", true) => ParameterStyle::Form { explode: true },
            ("spaceDelimited", false) => ParameterStyle::SpaceDelimited,
            ("pipeDelimited", false) => ParameterStyle::PipeDelimited,
            ("tabDelimited", false) => ParameterStyle::TabDelimited,
            (other, explode) => {
                let message = format!("`{other}` is no style of a form; written as `form`");
                self.report(Code::KeywordInvalid, at, message);
                ParameterStyle::Form { explode }
            }
        }
    }

    /// The parts of a body; `None` when its type is not an object with properties.
    pub(super) fn parts_of_body(&mut self, media_type: &str, media: &At<'d>, ty: &Ty) -> Option<Parts> {
        let Ty::Named(id) = *self.behind(ty)? else { return None };
        let Shape::Record(record) = &self.types.get(id)?.shape else { return None };
        let (fields, rest) = (record.fields.clone(), record.rest.clone());
        let rest = match rest {
            // What may be anything is a value here: of a file the document says more.
            Rest::Kept(ty) if matches!(self.behind(&ty), Some(Ty::Any)) => {
                Some(PartKind::Value { ty, media_type: None })
            }
            Rest::Kept(ty) => Some(self.part_kind(ty, None)),
            _ => None,
        };
        self.dissolved.insert(id);
        let encodings = media.get("encoding");
        let is_form = media_type.trim_start().to_ascii_lowercase().starts_with("multipart/form-data");
        let part = |field: Field| {
            let encoding = encodings.as_ref().and_then(|all| all.get(&field.wire));
            self.part_of_body(field, encoding.as_ref(), is_form)
        };
        Some(Parts { named: fields.into_iter().map(part).collect(), rest })
    }

    fn part_of_body(&mut self, field: Field, encoding: Option<&At<'d>>, is_form: bool) -> Part {
        let bare = match &field.ty {
            Ty::Nullable(inner) => inner.as_ref().clone(),
            other => other.clone(),
        };
        let required = field.presence == Presence::Required && bare == field.ty;
        let media_type = encoding.and_then(|at| self.part_media_type(at));
        let mut kind = self.part_kind(bare, media_type);
        if let (PartKind::Value { ty, .. }, Some(at)) = (&kind, encoding) {
            if let Some(at) = at.get("headers") {
                let message = "`headers` of a part that is a value are not sent";
                self.report(Code::KeywordUnsupported, &at, message);
            }
            if let Some(style) = self.part_style(at, is_form) {
                kind = PartKind::Styled { ty: ty.clone(), style };
            }
        }
        let mut facts = field.facts;
        if matches!(kind, PartKind::File { .. }) {
            // That it is a file says so.
            facts.constraints.retain(|one| !matches!(one, Constraint::Format(format) if format == "binary"));
        }
        Part { wire: field.wire, required, kind, facts, origin: field.origin }
    }

    fn part_kind(&mut self, ty: Ty, media_type: Option<String>) -> PartKind {
        let item = match self.behind(&ty) {
            Some(Ty::List(item)) => Some(item.as_ref().clone()),
            _ => None,
        };
        match item {
            _ if media_type.as_deref().is_some_and(is_json) => PartKind::Value { ty, media_type },
            Some(item) if self.is_file(&item) => PartKind::File { several: true, media_type },
            None if self.is_file(&ty) => PartKind::File { several: false, media_type },
            _ => PartKind::Value { ty, media_type },
        }
    }

    /// How a part is written that an encoding says to be like a query parameter, which only the parts of a form can be.
    fn part_style(&mut self, at: &At<'d>, is_form: bool) -> Option<ParameterStyle> {
        let said: Vec<_> = QUERY_KEYS.iter().filter_map(|key| Some((key, at.get(key)?))).collect();
        if is_form {
            return (!said.is_empty()).then(|| self.form_style(at));
        }
        for (key, at) in said {
            let message = format!("`{key}` is only for parts of `multipart/form-data`; ignored");
            self.report(Code::KeywordIgnored, &at, message);
        }
        None
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
