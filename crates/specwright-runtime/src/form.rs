//! Bodies of `application/x-www-form-urlencoded`.

use std::fmt;

use serde_core::Serialize;

use crate::flat::NotFlat;
use crate::invalid::InvalidRequest;
use crate::style::{self, Query};
use crate::tree::{Tree, tree};
use crate::writer::RequestWriter;

/// How one property of a form is written (OpenAPI, "Encoding Object"), where it is not as [`RequestWriter::form`] says.
///
/// ```
/// use specwright_runtime::{Encoding, Query};
///
/// const ENCODINGS: &[Encoding] =
///     &[Encoding::style("tags", Query::PipeDelimited), Encoding::json("filter"), Encoding::reserved("path")];
/// assert_eq!(ENCODINGS.len(), 3);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Encoding {
    property: &'static str,
    rule: Rule,
    reserved: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Rule {
    Usual,
    Style(Query),
    Json,
}

impl Encoding {
    /// As a query parameter of this style is written. Under the exploded form, an object is a pair for each of its
    /// properties.
    #[must_use]
    pub const fn style(property: &'static str, style: Query) -> Self {
        Self { property, rule: Rule::Style(style), reserved: false }
    }

    /// As JSON text, whatever it is (`contentType: application/json`).
    #[must_use]
    pub const fn json(property: &'static str) -> Self {
        Self { property, rule: Rule::Json, reserved: false }
    }

    /// As usual, with reserved characters left as they are where they cannot end the value (`allowReserved`).
    #[must_use]
    pub const fn reserved(property: &'static str) -> Self {
        Self { property, rule: Rule::Usual, reserved: true }
    }

    /// The same, with reserved characters left as they are where they cannot end the value (`allowReserved`).
    #[must_use]
    pub const fn and_reserved(self) -> Self {
        Self { reserved: true, ..self }
    }
}

impl RequestWriter {
    /// A form body, sent as `application/x-www-form-urlencoded`: a pair for each property that is present. A list is a
    /// pair for each of its items; an object in a property or an item is JSON text.
    ///
    /// # Errors
    /// When the body is not an object.
    pub fn form<T: Serialize + ?Sized>(&mut self, body: &T) -> Result<(), InvalidRequest> {
        self.form_with(body, &[])
    }

    /// A [form body](Self::form) with properties that are written in ways of their own.
    ///
    /// # Errors
    /// When the body is not an object, or a property cannot be written in its way.
    pub fn form_with<T: Serialize + ?Sized>(&mut self, body: &T, encodings: &[Encoding]) -> Result<(), InvalidRequest> {
        match pairs(body, encodings) {
            Ok(pairs) => self.put_body("application/x-www-form-urlencoded", pairs.join("&").into()),
            Err(problem) => Err(InvalidRequest::new(format!("the form body {problem}"))),
        }
    }
}

/// Why a value is not a form.
#[derive(Debug)]
pub(crate) enum NotForm {
    NoObject,
    Value(NotFlat),
    Property(&'static str, NotFlat),
}

impl From<NotFlat> for NotForm {
    fn from(problem: NotFlat) -> Self {
        Self::Value(problem)
    }
}

impl fmt::Display for NotForm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoObject => f.write_str("is not an object"),
            Self::Value(problem) => problem.fmt(f),
            Self::Property(name, problem) => write!(f, "cannot hold `{name}`, which {problem}"),
        }
    }
}

/// The pairs of a form, encoded.
pub(crate) fn pairs<T: Serialize + ?Sized>(value: &T, encodings: &[Encoding]) -> Result<Vec<String>, NotForm> {
    let fields = match tree(value)?.expanded()? {
        Tree::Absent => return Ok(Vec::new()),
        Tree::Fields(fields) => fields,
        _ => return Err(NotForm::NoObject),
    };
    let mut pairs = Vec::with_capacity(fields.len());
    for (name, value) in fields {
        match encodings.iter().find(|encoding| encoding.property == name) {
            None => push_usual(&name, value, style::encode, &mut pairs)?,
            Some(encoding) => {
                encoding.push(value, &mut pairs).map_err(|why| NotForm::Property(encoding.property, why))?
            }
        }
    }
    Ok(pairs)
}

impl Encoding {
    fn push(&self, value: Tree, pairs: &mut Vec<String>) -> Result<(), NotFlat> {
        let escape = if self.reserved { style::encode_allowing_reserved } else { style::encode };
        match self.rule {
            Rule::Usual => push_usual(self.property, value, escape, pairs),
            Rule::Style(style) => {
                pairs.extend(style::pairs(self.property, value, style, escape)?);
                Ok(())
            }
            Rule::Json => {
                let text = value.into_json()?;
                pairs.extend(text.map(|text| format!("{}={}", style::encode(self.property), escape(&text))));
                Ok(())
            }
        }
    }
}

fn push_usual(name: &str, value: Tree, escape: fn(&str) -> String, pairs: &mut Vec<String>) -> Result<(), NotFlat> {
    let items = match value {
        Tree::List(items) => items,
        value => vec![value],
    };
    for item in items {
        if let Some(text) = item.into_text()? {
            pairs.push(format!("{}={}", style::encode(name), escape(&text)));
        }
    }
    Ok(())
}
