//! Parameters and path templates.

use openapiv3::{
    CookieStyle, HeaderStyle, Parameter as Skeleton, ParameterData, ParameterSchemaOrContent, PathStyle, QueryStyle,
};
use specwright_ir::{Code, Facts, Parameter, ParameterStyle, StringFormat, Ty};

use super::{Lower, at::At, schema::Site, skeleton};

const PARAMETER_KEYS: &[&str] = &[
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

impl<'d> Lower<'d> {
    /// The parameters of an operation, path parameters first in the order of the template. `None` when the operation
    /// cannot be called without one that is not supported.
    pub(super) fn parameters(
        &mut self,
        id: &str,
        path: &str,
        item: &At<'d>,
        operation: &At<'d>,
    ) -> Option<Vec<Parameter>> {
        let mut declared: Vec<Parameter> = Vec::new();
        for at in self.list(item, "parameters").into_iter().chain(self.list(operation, "parameters")) {
            let Some(target) = self.follow(&at) else { continue };
            let Some(parameter) = self.parameter(id, &target)? else { continue };
            // A parameter of the operation overrides one of the path item with the same name and place.
            let same = |other: &Parameter| other.wire == parameter.wire && same_place(other.style, parameter.style);
            match declared.iter_mut().find(|other| same(other)) {
                Some(other) => *other = parameter,
                None => declared.push(parameter),
            }
        }
        let mut ordered = Vec::new();
        for name in template_names(path) {
            let index = declared.iter().position(|other| other.wire == name && is_path(other.style));
            match index {
                Some(index) => ordered.push(declared.remove(index)),
                None if ordered.iter().any(|other: &Parameter| other.wire == name) => {}
                None => ordered.push(self.undeclared(name, operation)),
            }
        }
        for parameter in declared {
            if !is_path(parameter.style) {
                ordered.push(parameter);
                continue;
            }
            self.diagnostics.report(
                Code::PathParameterUnused,
                &parameter.origin,
                format!("path parameter `{}` does not stand in `{path}`; left out", parameter.wire),
            );
        }
        Some(ordered)
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
            ty: Ty::String(StringFormat::Plain),
            facts: Facts::default(),
            origin: operation.origin(),
        }
    }

    /// One parameter. `Some(None)`: left out, the operation works without it. `None`: the operation does not.
    #[allow(clippy::option_option, reason = "three outcomes, said in the contract")]
    fn parameter(&mut self, operation: &str, at: &At<'d>) -> Option<Option<Parameter>> {
        self.check_keys(at, PARAMETER_KEYS, "a parameter");
        let Some(skeleton) = skeleton::read::<Skeleton>(self, at, "parameter", "left out") else { return Some(None) };
        let style = match style(&skeleton) {
            Ok(style) => style,
            Err(name) => return self.unsupported(at, &skeleton, format!("style `{name}` is not supported")),
        };
        if let Skeleton::Query { allow_reserved: true, .. } = &skeleton {
            self.report(
                Code::KeywordUnsupported,
                at,
                "`allowReserved` is not supported; reserved characters are sent percent-encoded",
            );
        }
        if let Skeleton::Query { allow_empty_value: Some(true), .. } = &skeleton {
            self.report(
                Code::KeywordUnsupported,
                at,
                "`allowEmptyValue` is not supported; an empty value is sent as `name=`",
            );
        }
        let data = data(&skeleton);
        if matches!(style, ParameterStyle::Header { .. })
            && RESERVED_HEADERS.contains(&data.name.to_ascii_lowercase().as_str())
        {
            self.report(
                Code::ParameterIgnored,
                at,
                format!("header `{}` is not a parameter; bodies and credentials set it", data.name),
            );
            return Some(None);
        }
        let ParameterSchemaOrContent::Schema(schema) = &data.format else {
            return self.unsupported(at, &skeleton, "a parameter with `content` is not supported".to_owned());
        };
        let (ty, mut facts) = match skeleton::schema_pointer(schema).and_then(|pointer| At::find(self.root, &pointer)) {
            Some(schema) => {
                let site = Site::Operation { operation: operation.to_owned(), role: vec![data.name.clone()] };
                (self.use_of(&schema, &site), self.facts(&schema))
            }
            None => (Ty::String(StringFormat::Plain), Facts::default()),
        };
        if data.description.is_some() {
            facts.description = data.description.clone();
        }
        if facts.examples.is_empty() {
            facts.examples.extend(at.get("example").map(|example| example.node.to_json()));
        }
        facts.deprecated |= data.deprecated.unwrap_or(false);
        let required = data.required || is_path(style);
        Some(Some(Parameter { wire: data.name.clone(), style, required, ty, facts, origin: at.origin() }))
    }

    #[allow(clippy::option_option, reason = "the contract of `parameter`")]
    fn unsupported(&mut self, at: &At<'d>, skeleton: &Skeleton, why: String) -> Option<Option<Parameter>> {
        let data = data(skeleton);
        let required = data.required || matches!(skeleton, Skeleton::Path { .. });
        let consequence = if required { "the operation is left out" } else { "the parameter is left out" };
        self.report(Code::ParameterUnsupported, at, format!("parameter `{}`: {why}; {consequence}", data.name));
        (!required).then_some(None)
    }
}

fn style(skeleton: &Skeleton) -> Result<ParameterStyle, &'static str> {
    match skeleton {
        Skeleton::Path { style: PathStyle::Simple, parameter_data } => {
            Ok(ParameterStyle::Path { explode: parameter_data.explode.unwrap_or(false) })
        }
        Skeleton::Path { style: PathStyle::Label, .. } => Err("label"),
        Skeleton::Path { style: PathStyle::Matrix, .. } => Err("matrix"),
        Skeleton::Header { style: HeaderStyle::Simple, parameter_data } => {
            Ok(ParameterStyle::Header { explode: parameter_data.explode.unwrap_or(false) })
        }
        Skeleton::Cookie { style: CookieStyle::Form, .. } => Ok(ParameterStyle::Cookie),
        Skeleton::Query { style, parameter_data, .. } => Ok(match style {
            // Exploded, the delimiter never shows.
            QueryStyle::SpaceDelimited | QueryStyle::PipeDelimited if parameter_data.explode == Some(true) => {
                ParameterStyle::Form { explode: true }
            }
            QueryStyle::Form => ParameterStyle::Form { explode: parameter_data.explode.unwrap_or(true) },
            QueryStyle::SpaceDelimited => ParameterStyle::SpaceDelimited,
            QueryStyle::PipeDelimited => ParameterStyle::PipeDelimited,
            QueryStyle::DeepObject => ParameterStyle::DeepObject,
        }),
    }
}

fn data(skeleton: &Skeleton) -> &ParameterData {
    match skeleton {
        Skeleton::Query { parameter_data, .. }
        | Skeleton::Header { parameter_data, .. }
        | Skeleton::Path { parameter_data, .. }
        | Skeleton::Cookie { parameter_data, .. } => parameter_data,
    }
}

/// Whether two styles stand in the same part of the request.
fn same_place(a: ParameterStyle, b: ParameterStyle) -> bool {
    let place = |style| match style {
        ParameterStyle::Path { .. } => 0,
        ParameterStyle::Header { .. } => 1,
        ParameterStyle::Cookie => 2,
        ParameterStyle::Form { .. }
        | ParameterStyle::SpaceDelimited
        | ParameterStyle::PipeDelimited
        | ParameterStyle::DeepObject => 3,
    };
    place(a) == place(b)
}

fn is_path(style: ParameterStyle) -> bool {
    matches!(style, ParameterStyle::Path { .. })
}

/// The names in braces, in order.
fn template_names(path: &str) -> impl Iterator<Item = &str> {
    path.split('{').skip(1).filter_map(|rest| rest.split_once('}').map(|(name, _)| name))
}
