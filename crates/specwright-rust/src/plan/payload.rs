//! What answers of one status hold: a type and a way to read it for each media type.

use specwright_ir::{Content, EventData, EventKind, Events, Format, Response, XmlBody};

use super::{outcome::Decode, type_expr::TypeExpr, type_names::TypeNames, variants};

/// The largest payload that a variant holds by value beside variants of other types (clippy's `large_enum_variant`).
const LARGEST: usize = 200;

/// What an answer holds.
#[derive(Clone, Debug)]
pub(super) struct Payload {
    /// `None` for an answer without a body.
    pub(super) ty: Option<TypeExpr>,
    pub(super) decode: Decode,
    /// Whether it is a value, and not a text or bytes that only the media type says more about.
    pub(super) is_value: bool,
    /// The media type that it is for; `None` for every one that no other payload has.
    pub(super) media_type: Option<String>,
    /// The media type, and what variants are called after, of one that is not preferred.
    pub(super) beside: Option<(String, String)>,
    is_large: bool,
    /// The data after which a stream of events has ended.
    pub(super) until: Vec<String>,
}

/// What the answers of a response may hold, the preferred one first.
pub(super) fn of(response: &Response, names: &TypeNames) -> Vec<Payload> {
    let mut payloads: Vec<Payload> =
        response.wholes().enumerate().map(|(index, content)| payload(content, index > 0, names)).collect();
    if payloads.is_empty() {
        let (ty, decode) = (None, Decode::Empty);
        return vec![Payload {
            ty,
            decode,
            is_value: false,
            media_type: None,
            beside: None,
            is_large: false,
            until: Vec::new(),
        }];
    }
    // What may be anything comes to whatever is left.
    let every = payloads.iter().position(|payload| payload.media_type.as_deref() == Some("*/*")).unwrap_or_default();
    if let Some(payload) = payloads.get_mut(every) {
        payload.media_type = None;
    }
    payloads
}

fn payload(content: &Content, is_beside: bool, names: &TypeNames) -> Payload {
    let (ty, decode) = match &content.format {
        Format::Json(ty) if is_text(&content.media_type) => (names.expr(ty), Decode::TextValue),
        Format::Json(ty) => (names.expr(ty), Decode::Json),
        Format::Xml(body) => match names.xml().root(body) {
            Some(root) => (names.expr(&body.ty), Decode::Xml(root.clone())),
            None => (TypeExpr::Bytes, Decode::Bytes),
        },
        Format::Lines(ty) => (TypeExpr::JsonLines(Box::new(names.expr(ty))), Decode::Lines),
        Format::Events(events) => events_payload(events, names),
        Format::Text => (TypeExpr::String, Decode::Text),
        // A response is never a form or in parts and always says what it is: lowering hands out its bytes.
        Format::Bytes | Format::Raw | Format::Form(_) | Format::Multipart(_) => (TypeExpr::Bytes, Decode::Bytes),
    };
    let is_large = match &content.format {
        Format::Json(ty) | Format::Xml(XmlBody { ty, .. }) => names.size(ty) > LARGEST,
        Format::Lines(_) | Format::Events(_) => true,
        _ => false,
    };
    let media_type = content.media_type.clone();
    let word = || match media_type.as_str() {
        "*/*" => "other".to_owned(),
        _ => variants::label(content).join(" "),
    };
    Payload {
        ty: Some(ty),
        decode,
        is_value: content.format.ty().is_some(),
        beside: is_beside.then(|| (media_type.clone(), word())),
        media_type: Some(media_type),
        is_large,
        until: match &content.format {
            Format::Events(events) => events.terminal.clone(),
            _ => Vec::new(),
        },
    }
}

fn events_payload(events: &Events, names: &TypeNames) -> (TypeExpr, Decode) {
    let (item, decode) = match &events.kind {
        EventKind::Alike(EventData::Json(ty)) => (names.expr(ty), Decode::Events),
        EventKind::Alike(EventData::Text(_)) => (TypeExpr::String, Decode::TextEvents),
        EventKind::Named(named) => match names.events(&named.origin.pointer) {
            Some(name) => (TypeExpr::Events(name.clone()), Decode::NamedEvents),
            None => (TypeExpr::String, Decode::TextEvents),
        },
    };
    (TypeExpr::EventStream(Box::new(item)), decode)
}

/// The type of all payloads, if they are read alike whatever the status.
pub(super) fn only_type(all: &[Vec<Payload>]) -> Option<TypeExpr> {
    let Some((first, others)) = all.split_first() else { return Some(TypeExpr::Unit) };
    let ty = first.first().and_then(|payload| payload.ty.clone());
    let is_alike = |other: &Vec<Payload>| {
        let read = |payloads: &[Payload]| -> Vec<_> {
            payloads.iter().map(|Payload { ty, decode, .. }| (ty.clone(), decode.clone())).collect()
        };
        read(other) == read(first)
    };
    let is_one = first.iter().all(|payload| payload.ty == ty) && others.iter().all(is_alike);
    is_one.then(|| ty.unwrap_or(TypeExpr::Unit))
}

/// The payloads that are read in different ways: what is read whatever its media type comes last, and stands for all
/// that are read as it is.
pub(super) fn by_decode(payloads: &[Payload]) -> Vec<&Payload> {
    let (rest, own): (Vec<_>, Vec<_>) = payloads.iter().partition(|payload| payload.media_type.is_none());
    let is_rest = |payload: &&Payload| rest.iter().any(|rest| rest.decode == payload.decode);
    own.into_iter().filter(|payload| !is_rest(payload)).chain(rest.iter().copied()).collect()
}

/// Puts large values into boxes, unless every payload is as large.
pub(super) fn put_into_boxes(all: &mut [Vec<Payload>]) {
    let mut payloads: Vec<&mut Payload> = all.iter_mut().flatten().collect();
    let first = payloads.first().map(|payload| payload.ty.clone());
    if payloads.iter().all(|payload| Some(&payload.ty) == first.as_ref()) {
        return;
    }
    for payload in payloads.iter_mut().filter(|payload| payload.is_large) {
        payload.ty = payload.ty.take().map(TypeExpr::boxed);
    }
}

/// Whether a value stands in a text that need not be JSON.
fn is_text(media_type: &str) -> bool {
    let essence = media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    essence.starts_with("text/") && !essence.ends_with("json")
}
