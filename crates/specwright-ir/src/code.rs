//! The closed list of diagnostic codes.

use std::fmt;

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Represented in full; said only so that a reader knows.
    Note,
    /// Represented, but by a guess or more loosely than the document means it.
    Warning,
    /// Something was left out of the output; everything else is there.
    Error,
    /// No output can be made.
    Fatal,
}

impl Severity {
    /// The lower-case word for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
            Self::Fatal => "fatal",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $variant:ident = $name:literal $severity:ident,)+) => {
        /// What kind of finding a [`Diagnostic`](crate::Diagnostic) is. The names are stable: `api.yaml` refers to them.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $($(#[doc = $doc])+ $variant,)+
        }

        impl Code {
            /// Every code, in the order of the stages that report it.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The stable kebab-case name.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)+ }
            }

            /// The code with this name.
            pub fn from_name(name: &str) -> Option<Self> {
                match name { $($name => Some(Self::$variant),)+ _ => None }
            }

            /// How bad a finding of this kind is.
            pub fn severity(self) -> Severity {
                match self { $(Self::$variant => Severity::$severity,)+ }
            }

            /// One sentence about what it means.
            pub fn explanation(self) -> &'static str {
                match self { $(Self::$variant => concat!($($doc),+),)+ }
            }
        }
    };
}

codes! {
    /// A file could not be read.
    FileUnreadable = "file-unreadable" Fatal,
    /// The text is not well-formed JSON or YAML.
    Syntax = "syntax" Fatal,
    /// The text nests deeper, or expands further through aliases, than any honest document.
    Limit = "limit" Fatal,
    /// An object has the same key twice; the first one counts.
    DuplicateKey = "duplicate-key" Error,
    /// A tag or a number that YAML has and JSON has not; the nearest JSON value was taken.
    YamlOnly = "yaml-only" Warning,
    /// The text breaks YAML 1.2, but has only one sensible reading, which was taken.
    YamlLenient = "yaml-lenient" Note,
    /// The document says no version of OpenAPI that is understood here.
    VersionUnsupported = "version-unsupported" Fatal,
    /// Two documents of one API say different things about the same part.
    MergeConflict = "merge-conflict" Fatal,
    /// An overlay document breaks the Overlay specification.
    OverlayInvalid = "overlay-invalid" Fatal,
    /// An overlay action selects nothing.
    OverlayNoMatch = "overlay-no-match" Fatal,
    /// A configuration file has an unknown key, a missing key or a wrong value.
    ConfigInvalid = "config-invalid" Fatal,
    /// An entry of a configuration file applies to nothing.
    ConfigUnused = "config-unused" Fatal,
    /// A keyword has a value of a wrong type; the keyword was ignored.
    KeywordInvalid = "keyword-invalid" Warning,
    /// A keyword is not known in this place; it was ignored.
    KeywordUnknown = "keyword-unknown" Warning,
    /// A keyword is known but has no representation yet; it was ignored, values are accepted more loosely.
    KeywordUnsupported = "keyword-unsupported" Warning,
    /// A keyword counts nothing in this place, as OpenAPI says; it was ignored.
    KeywordIgnored = "keyword-ignored" Note,
    /// A reference points at nothing.
    ReferenceDangling = "reference-dangling" Error,
    /// References lead in a circle without ever reaching a definition.
    ReferenceCycle = "reference-cycle" Error,
    /// A reference points outside of the document.
    ReferenceExternal = "reference-external" Error,
    /// A part of the document cannot be read and was left out.
    Malformed = "malformed" Error,
    /// A schema is more than the model can say; it is treated as any JSON value.
    SchemaLoose = "schema-loose" Warning,
    /// A schema contradicts itself; the stronger reading was taken.
    SchemaConflict = "schema-conflict" Warning,
    /// A keyword only narrows the values of a type; it is not checked.
    ConstraintUnchecked = "constraint-unchecked" Note,
    /// A default is no value of its type; it was left out.
    DefaultInvalid = "default-invalid" Warning,
    /// Alternatives make more combinations than a reader could tell apart; treated as any JSON value.
    LimitVariants = "limit-variants" Warning,
    /// Schemas stand in or build on one another further than is followed; what is deeper is any JSON value.
    LimitDepth = "limit-depth" Warning,
    /// An operation has no operationId; a name was made from method and path.
    OperationIdMissing = "operation-id-missing" Warning,
    /// Two operations have the same operationId; the later one was renamed.
    OperationIdDuplicate = "operation-id-duplicate" Warning,
    /// A path template names a parameter that is declared nowhere; it became a required string.
    PathParameterUndeclared = "path-parameter-undeclared" Warning,
    /// A path parameter is declared but does not stand in the path template; it was left out.
    PathParameterUnused = "path-parameter-unused" Warning,
    /// A path is not written as OpenAPI wants it, but has only one sensible reading, which was taken.
    PathRepaired = "path-repaired" Warning,
    /// A parameter is declared twice in the same place; the first declaration counts.
    ParameterDuplicate = "parameter-duplicate" Warning,
    /// A parameter cannot be sent; it was left out.
    ParameterUnsupported = "parameter-unsupported" Error,
    /// A parameter cannot be typed or written exactly as the document says; it is sent as near to it as possible.
    ParameterLoose = "parameter-loose" Warning,
    /// A parameter names a header that is set by other means; it was left out.
    ParameterIgnored = "parameter-ignored" Note,
    /// A request body cannot be made from typed values; the caller brings its text or bytes.
    BodyLoose = "body-loose" Warning,
    /// A media type of a request beside the chosen one cannot be sent.
    MediaTypeOmitted = "media-type-omitted" Warning,
    /// A media type beside the chosen one is not needed: another one of a response, or JSON under another name.
    MediaTypeUnused = "media-type-unused" Note,
    /// A media type of a response beside the preferred one is not decoded; its text or bytes are handed out.
    MediaTypeRaw = "media-type-raw" Note,
    /// A response cannot be read as the document says; its bytes are handed out as they are.
    ResponseLoose = "response-loose" Warning,
    /// A status that never has a body declares one; the body was left out.
    ResponseBodyless = "response-bodyless" Warning,
    /// A response header is not typed; it can be read from the response's headers.
    ResponseHeaderUntyped = "response-header-untyped" Note,
    /// A security scheme is more than the client can do by itself; the caller must add what it needs.
    SecurityUnsupported = "security-unsupported" Warning,
    /// A security requirement names a scheme that is not declared.
    SecurityUndeclared = "security-undeclared" Warning,
    /// The document names no server that can be used; the caller must give a base URL.
    ServerMissing = "server-missing" Warning,
    /// A server, or a value of its variables, is not offered by itself; the caller can give its URL.
    ServerUnused = "server-unused" Note,
    /// Something that only people need is not repeated in the generated docs.
    AnnotationOmitted = "annotation-omitted" Note,
    /// The servers of a path or an operation cannot be used; its calls go to the client's base URL.
    ServerOverride = "server-override" Warning,
    /// A link leads to no operation of the document, or to another server; what it leads to can be called by hand.
    LinkOmitted = "link-omitted" Note,
    /// The answers are taken for the pages of a list, as parameters and properties are called and typed as those of pages are.
    PaginationRecognised = "pagination-recognised" Note,
    /// An operation is declared to answer in pages in a way that it does not have; its pages have to be asked for one by one.
    PaginationInvalid = "pagination-invalid" Warning,
    /// An idempotency key is declared in a way that cannot be followed; the caller gives keys.
    IdempotencyKeyInvalid = "idempotency-key-invalid" Warning,
    /// The generator has made something that is not Rust; please report it.
    Internal = "internal" Fatal,
    /// Two things would have the same Rust name; the later one was renamed.
    NameCollision = "name-collision" Warning,
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
