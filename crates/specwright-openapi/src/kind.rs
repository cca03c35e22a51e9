//! What stands where in an OpenAPI document of any version. Things are known by where they stand, never by what they
//! look like: a property may be called `$ref`, and an example may look like a schema.

/// What stands in a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    /// The root.
    Document,
    /// `components`.
    Components,
    /// A path item.
    PathItem,
    /// An operation.
    Operation,
    /// A parameter or a header.
    Parameter,
    /// A request body.
    Body,
    /// A response, or an encoding, which holds headers the same way.
    Response,
    /// A media type.
    MediaType,
    /// A schema.
    Schema,
    /// What tells the variants of a schema apart.
    Discriminator,
    /// A text that names a schema: its component name or a reference.
    SchemaName,
    /// A link.
    Link,
    /// A security scheme.
    SecurityScheme,
    /// An object with freely chosen names.
    Names(&'static Kind),
    /// The same, but names that start with `x-` are extensions.
    Extensible(&'static Kind),
    /// An array.
    List(&'static Kind),
}

/// What an encoding says where a property is written as a query parameter would be.
pub(crate) const QUERY_KEYS: &[&str] = &["style", "explode", "allowReserved"];

const CALLBACK: Kind = Kind::Extensible(&Kind::PathItem);

impl Kind {
    /// What stands in the member `key`; `None` when nothing in it is of interest here.
    pub(crate) fn part(self, key: &str) -> Option<Self> {
        match self {
            Self::Names(inner) => Some(*inner),
            Self::Extensible(inner) => (!key.starts_with("x-")).then_some(*inner),
            Self::Document => document_part(key),
            Self::Components => components_part(key),
            Self::PathItem => path_item_part(key),
            Self::Operation => operation_part(key),
            Self::Schema => schema_part(key),
            Self::Discriminator => match key {
                "mapping" => Some(Self::Names(&Self::SchemaName)),
                "defaultMapping" => Some(Self::SchemaName),
                _ => None,
            },
            Self::Parameter | Self::Body | Self::Response | Self::MediaType => content_part(key),
            Self::SchemaName | Self::Link | Self::SecurityScheme | Self::List(_) => None,
        }
    }

    /// What the elements of an array in this place are.
    pub(crate) fn element(self) -> Option<Self> {
        match self {
            Self::List(inner) => Some(*inner),
            // The items of a tuple, as they were written before JSON Schema 2020-12.
            Self::Schema => Some(Self::Schema),
            _ => None,
        }
    }

    /// Whether a `$ref` in an object of this place is a reference to one of the same kind.
    pub(crate) fn may_refer(self) -> bool {
        !matches!(self, Self::Document | Self::Operation | Self::Discriminator | Self::SchemaName | Self::List(_))
    }

    /// Whether an object in this place holds named things and says nothing itself.
    pub(crate) fn is_collection(self) -> bool {
        matches!(self, Self::Names(_) | Self::Extensible(_) | Self::Components)
    }
}

fn document_part(key: &str) -> Option<Kind> {
    Some(match key {
        "paths" | "webhooks" => Kind::Extensible(&Kind::PathItem),
        "components" => Kind::Components,
        // Swagger 2.0 has the components in the root.
        "definitions" => Kind::Names(&Kind::Schema),
        "parameters" => Kind::Names(&Kind::Parameter),
        "responses" => Kind::Names(&Kind::Response),
        "securityDefinitions" => Kind::Names(&Kind::SecurityScheme),
        _ => return None,
    })
}

fn components_part(key: &str) -> Option<Kind> {
    Some(match key {
        "schemas" => Kind::Names(&Kind::Schema),
        "responses" => Kind::Names(&Kind::Response),
        "parameters" | "headers" => Kind::Names(&Kind::Parameter),
        "requestBodies" => Kind::Names(&Kind::Body),
        "callbacks" => Kind::Names(&CALLBACK),
        "pathItems" => Kind::Names(&Kind::PathItem),
        "mediaTypes" => Kind::Names(&Kind::MediaType),
        "links" => Kind::Names(&Kind::Link),
        "securitySchemes" => Kind::Names(&Kind::SecurityScheme),
        _ => return None,
    })
}

fn path_item_part(key: &str) -> Option<Kind> {
    Some(match key {
        "get" | "put" | "post" | "delete" | "options" | "head" | "patch" | "trace" | "query" => Kind::Operation,
        "additionalOperations" => Kind::Names(&Kind::Operation),
        "parameters" => Kind::List(&Kind::Parameter),
        _ => return None,
    })
}

fn operation_part(key: &str) -> Option<Kind> {
    Some(match key {
        "parameters" => Kind::List(&Kind::Parameter),
        "requestBody" => Kind::Body,
        "responses" => Kind::Extensible(&Kind::Response),
        "callbacks" => Kind::Names(&CALLBACK),
        _ => return None,
    })
}

/// Parameters, bodies, responses and media types: each of these words means one thing in whichever of them it stands.
fn content_part(key: &str) -> Option<Kind> {
    Some(match key {
        "schema" | "itemSchema" | "items" => Kind::Schema,
        "content" => Kind::Names(&Kind::MediaType),
        "headers" => Kind::Names(&Kind::Parameter),
        "encoding" => Kind::Names(&Kind::Response),
        "prefixEncoding" => Kind::List(&Kind::Response),
        "itemEncoding" => Kind::Response,
        "links" => Kind::Names(&Kind::Link),
        _ => return None,
    })
}

/// Where a schema holds schemas, in any version: documents use keywords of versions they do not have.
pub(crate) fn schema_part(key: &str) -> Option<Kind> {
    Some(match key {
        "properties" | "patternProperties" | "dependentSchemas" | "$defs" | "definitions" => Kind::Names(&Kind::Schema),
        "allOf" | "anyOf" | "oneOf" | "prefixItems" => Kind::List(&Kind::Schema),
        "items" | "additionalProperties" | "not" | "contains" | "propertyNames" | "if" | "then" | "else" => {
            Kind::Schema
        }
        "unevaluatedItems" | "unevaluatedProperties" | "additionalItems" | "contentSchema" => Kind::Schema,
        "discriminator" => Kind::Discriminator,
        _ => return None,
    })
}
