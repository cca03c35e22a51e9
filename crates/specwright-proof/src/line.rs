//! The stages of the generator in a row, in this process.

use std::{
    fs,
    path::{Path, PathBuf},
};

use specwright_ir::{Api, Diagnostics, Sources};
use specwright_openapi::{
    lower,
    read::{self, Document, Input, LoadError, Loader},
};
use specwright_rust::{Crate, Location, Options, emit, plan};

use crate::{failure::Failure, project};

/// One document, in memory or on disk. One on disk may refer to other files of its folder.
pub(crate) enum File {
    Text(String),
    /// A document with what is said about it besides: a configuration of its operations, and an overlay.
    Amended {
        text: String,
        declarations: Option<String>,
        overlay: Option<String>,
    },
    At(PathBuf),
}

impl File {
    /// What the document is called while it is read: names of references are relative to it.
    fn name(&self) -> String {
        match self {
            Self::Text(_) | Self::Amended { .. } => "document".to_owned(),
            Self::At(path) => path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned()),
        }
    }

    fn input(&self) -> Input {
        let (declarations, overlay) = match self {
            Self::Amended { declarations, overlay, .. } => (declarations.as_ref(), overlay.as_ref()),
            Self::Text(_) | Self::At(_) => (None, None),
        };
        Input {
            documents: vec![self.name()],
            overlays: overlay.iter().map(|_| OVERLAY.to_owned()).collect(),
            declarations: declarations.map(|_| DECLARATIONS.to_owned()),
        }
    }
}

/// What the files beside a document in memory are called.
const DECLARATIONS: &str = "api.yaml";
const OVERLAY: &str = "overlay.yaml";

impl Loader for File {
    fn load(&self, name: &str) -> Result<String, LoadError> {
        let path = match self {
            Self::Text(text) | Self::Amended { text, .. } if name == self.name() => return Ok(text.clone()),
            Self::Amended { declarations: Some(text), .. } if name == DECLARATIONS => return Ok(text.clone()),
            Self::Amended { overlay: Some(text), .. } if name == OVERLAY => return Ok(text.clone()),
            Self::Text(_) | Self::Amended { .. } => return Err(LoadError::new("it is not the document")),
            Self::At(path) => path,
        };
        let wrong = |error: std::io::Error| LoadError::new(error.to_string());
        let folder = match path.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder,
            _ => Path::new("."),
        };
        let (folder, file) = (fs::canonicalize(folder).map_err(wrong)?, folder.join(name));
        let file = if name == self.name() { file } else { fs::canonicalize(file).map_err(wrong)? };
        if name != self.name() && !file.starts_with(&folder) {
            return Err(LoadError::outside("it is not in the folder of the document"));
        }
        fs::read_to_string(file).map_err(wrong)
    }
}

/// A document to its model; `None` when it cannot be read.
pub(crate) fn model(file: &File, diagnostics: &mut Diagnostics) -> Option<(Document, Api)> {
    let document = read::read(&file.input(), file, &mut Sources::default(), diagnostics)?;
    let api = lower(&document, diagnostics);
    Some((document, api))
}

/// A document as JSON in its own dialect.
pub(crate) fn as_json(path: &Path) -> Option<String> {
    let file = File::At(path.to_path_buf());
    read::bundle(&file.input(), &file, &mut Sources::default(), &mut Diagnostics::default())
}

/// A document to crates that stand on their own, none when a finding is fatal. An error is a bug of the generator.
pub(crate) fn crates(file: &File, name: &str) -> Result<Vec<Crate>, String> {
    let mut diagnostics = Diagnostics::default();
    let Some((_, api)) = model(file, &mut diagnostics) else { return Ok(Vec::new()) };
    let options = Options {
        models: format!("{name}-models"),
        client: format!("{name}-client"),
        source: "a document".to_owned(),
        location: Location::Alone {
            crates: project::root().join("crates").to_string_lossy().replace('\\', "/"),
            root: false,
        },
        formats: Vec::new(),
        validate: false,
    };
    let plan = plan(&api, &options, &mut diagnostics);
    let crates = emit(&plan).map_err(|error| error.to_string())?;
    Ok(if diagnostics.is_fatal() { Vec::new() } else { crates })
}

/// Puts crates below a folder.
pub(crate) fn write(folder: &Path, crates: &[Crate]) -> Result<(), Failure> {
    for one in crates {
        for (path, text) in one.files.iter() {
            let path = folder.join(&one.name).join(path);
            let parent = path.parent().unwrap_or(folder);
            fs::create_dir_all(parent)
                .and_then(|()| fs::write(&path, text))
                .map_err(|error| Failure::at(&path, &error))?;
        }
    }
    Ok(())
}
