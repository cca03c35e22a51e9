//! What stands in a manifest.

/// Names that no module of ours has: those of the crates that a path may begin with, of the crate's own root, and of
/// devices that cannot be files on Windows.
pub(super) const NOT_MODULES: &[&str] = &[
    "alloc",
    "core",
    "proc_macro",
    "serde_json",
    "specwright_runtime",
    "specwright_values",
    "std",
    "test",
    "lib",
    "main",
    "aux",
    "con",
    "nul",
    "prn",
    "com0",
    "com1",
    "com2",
    "com3",
    "com4",
    "com5",
    "com6",
    "com7",
    "com8",
    "com9",
    "lpt0",
    "lpt1",
    "lpt2",
    "lpt3",
    "lpt4",
    "lpt5",
    "lpt6",
    "lpt7",
    "lpt8",
    "lpt9",
];

/// What the caller decides about the crates of an API.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// Package name of the models crate, such as `archera-models`.
    pub models: String,
    /// Package name of the client crate, such as `archera-client`.
    pub client: String,
    /// Where the documents are kept, as said in the first line of every file: `specs/archera`.
    pub source: String,
    /// How the crates find the crates they stand on.
    pub location: Location,
    /// Types for string formats that would otherwise be strings.
    pub formats: Vec<FormatType>,
    /// Whether models can check the constraints of the documents.
    pub validate: bool,
}

/// A type of another crate that stands for the strings of one format. It has to implement `Clone`, `Debug`, `PartialEq`,
/// `Serialize` and `Deserialize`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormatType {
    /// The value of `format`.
    pub format: String,
    /// The type; the first segment of its path is the crate.
    pub path: TypePath,
    /// The package the crate comes from.
    pub package: String,
    /// The version requirement for the package.
    pub version: String,
    /// The features it needs, such as `serde`.
    pub features: Vec<String>,
    /// Whether the type implements `Eq`.
    pub eq: bool,
    /// Whether the type implements `Hash`.
    pub hash: bool,
}

/// The path of a type in another crate, such as `url::Url`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TypePath(Vec<String>);

impl TypePath {
    /// Reads a path of at least two identifiers; `None` for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        let segments: Vec<String> = text.split("::").map(str::to_owned).collect();
        let is_ident = |segment: &String| {
            let letter = |first: char| first.is_ascii_alphabetic();
            segment.starts_with(letter)
                && segment.chars().all(|character| character.is_ascii_alphanumeric() || character == '_')
        };
        (segments.len() >= 2 && segments.iter().all(is_ident)).then_some(Self(segments))
    }

    /// The identifiers, the crate first.
    pub fn segments(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }
}

/// How generated crates find the crates they stand on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Location {
    /// As members of this workspace, through its dependency table.
    Member,
    /// On their own, through paths.
    Alone {
        /// The folder that holds `specwright-values` and `specwright-runtime`, with `/`.
        crates: String,
        /// Whether each is the root of a workspace of its own: needed below a foreign one.
        root: bool,
    },
}

/// A package to be written.
#[derive(Clone, Debug)]
pub(crate) struct Package {
    pub(crate) name: String,
    pub(crate) description: String,
    pub(crate) location: Location,
    pub(crate) dependencies: Vec<Dependency>,
    /// Cargo features and what they switch on.
    pub(crate) features: Vec<(String, Vec<String>)>,
}

/// A dependency of a generated crate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Dependency {
    /// A crate of ours.
    Own { name: &'static str, default_features: bool, features: &'static [&'static str] },
    /// The models crate beside the client.
    Beside(String),
    /// `serde_json`.
    Json,
    /// The crate of a format's type.
    Foreign { package: String, version: String, features: Vec<String> },
}

impl Package {
    /// The name that code uses for the crate.
    pub(crate) fn code_name(name: &str) -> String {
        name.replace('-', "_")
    }
}
