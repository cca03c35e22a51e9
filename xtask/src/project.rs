//! The checkout: where specs and generated crates are.

use std::{
    fs, io,
    path::{Component, Path, PathBuf},
};

use specwright_openapi::read::{LoadError, Loader};

use crate::output::Failure;

/// The largest document that is read.
const MAX_BYTES: u64 = 512 * 1024 * 1024;

/// A checkout.
#[derive(Clone, Debug)]
pub(crate) struct Project {
    /// Where `specs/` and `generated/` are.
    pub(crate) root: PathBuf,
    /// Where the crates are that generated code stands on.
    pub(crate) crates: PathBuf,
}

impl Project {
    /// The checkout at `root`, or the one this program was built in.
    pub(crate) fn find(root: Option<PathBuf>) -> Result<Self, Failure> {
        let own = checkout()?;
        let root = match root {
            Some(root) => {
                fs::canonicalize(&root).map_err(|error| Failure::usage(format!("{}: {error}", root.display())))?
            }
            None => own.clone(),
        };
        Ok(Self { root, crates: own.join("crates") })
    }

    pub(crate) fn specs(&self) -> PathBuf {
        self.root.join("specs")
    }

    pub(crate) fn generated(&self) -> PathBuf {
        self.root.join("generated")
    }

    /// The names of all APIs, sorted: the folders under `specs/` that hold an `api.yaml`.
    pub(crate) fn apis(&self) -> Result<Vec<String>, Failure> {
        let specs = self.specs();
        let entries = fs::read_dir(&specs).map_err(|error| Failure::new(format!("{}: {error}", specs.display())))?;
        let mut apis = Vec::new();
        for entry in entries {
            let entry = entry.map_err(|error| Failure::new(format!("{}: {error}", specs.display())))?;
            let name = entry.file_name().to_string_lossy().into_owned();
            if entry.path().join("api.yaml").is_file() {
                apis.push(name);
            } else if entry.path().is_dir() {
                return Err(Failure::new(format!("specs/{name} has no api.yaml")));
            }
        }
        apis.sort();
        Ok(apis)
    }

    /// The folder of one API, if there is such an API.
    pub(crate) fn api(&self, name: &str) -> Result<PathBuf, Failure> {
        let apis = self.apis()?;
        if apis.iter().any(|api| api == name) {
            return Ok(self.specs().join(name));
        }
        Err(Failure::usage(format!("there is no API `{name}` under specs/; there are: {}", apis.join(", "))))
    }
}

/// The checkout this program was built in; if that is gone, the one Cargo runs it from.
fn checkout() -> Result<PathBuf, Failure> {
    let built = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let run = std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
    let parent = |manifest: PathBuf| manifest.parent().map(Path::to_path_buf);
    let found = [Some(built), run].into_iter().flatten().filter_map(parent);
    let mut found = found.filter(|root| root.join("crates/specwright-values").is_dir());
    found
        .next()
        .ok_or_else(|| Failure::usage("the checkout this program belongs to is gone; run it with `cargo xtask`"))
}

/// Files of one folder; neither names nor links lead out of it.
pub(crate) struct Folder {
    root: PathBuf,
    /// The part of it that documents may refer to.
    references: PathBuf,
}

impl Folder {
    /// The folder `root`, whose documents may refer to files below `references`.
    pub(crate) fn new(root: PathBuf, references: PathBuf) -> Self {
        Self { root, references }
    }
}

impl Loader for Folder {
    fn load(&self, name: &str) -> Result<String, LoadError> {
        if name.contains('\\') {
            return Err(LoadError::outside("the name leads out of the folder"));
        }
        read_within(&self.root.join(name), &self.references)
    }
}

/// Files named by the caller, and files that those refer to.
pub(crate) struct Files {
    /// Name and path of each that the caller names.
    pub(crate) files: Vec<(String, PathBuf)>,
    /// The folder that the others must be in.
    pub(crate) references: PathBuf,
}

impl Loader for Files {
    fn load(&self, name: &str) -> Result<String, LoadError> {
        match self.files.iter().find(|(known, _)| known == name) {
            Some((_, path)) => read(path),
            None => read_within(Path::new(name), &self.references),
        }
    }
}

/// The text of a file in a folder, symbolic links followed before it is judged where the file is. Nothing is opened
/// outside.
fn read_within(path: &Path, folder: &Path) -> Result<String, LoadError> {
    let outside = || LoadError::outside("it leads out of the folder that references may lead to");
    // A name that leads out says nothing about what is there, not even whether it exists.
    let (named, named_folder) = (plain(path).ok_or_else(outside)?, plain(folder).ok_or_else(outside)?);
    let root = fs::canonicalize(folder).map_err(|_| outside())?;
    if !named.starts_with(&named_folder) && !named.starts_with(&root) {
        return Err(outside());
    }
    let real = match fs::canonicalize(path) {
        Ok(real) => real,
        Err(error) => return Err(explain(&error)),
    };
    if real.starts_with(&root) { read(&real) } else { Err(outside()) }
}

/// The absolute form of a path, without `..`.
fn plain(path: &Path) -> Option<PathBuf> {
    let mut plain = PathBuf::new();
    for part in std::path::absolute(path).ok()?.components() {
        match part {
            Component::ParentDir => {
                plain.pop();
            }
            other => plain.push(other),
        }
    }
    Some(plain)
}

/// Why a file cannot be read, in words.
fn explain(error: &io::Error) -> LoadError {
    match error.kind() {
        io::ErrorKind::NotFound => LoadError::new("there is no such file"),
        io::ErrorKind::PermissionDenied => LoadError::new("it may not be read"),
        _ => LoadError::new(error.to_string()),
    }
}

/// The text of a file, of limited size.
pub(crate) fn read(path: &Path) -> Result<String, LoadError> {
    let metadata = fs::metadata(path).map_err(|error| explain(&error))?;
    if !metadata.is_file() {
        return Err(LoadError::new("it is not a file"));
    }
    if metadata.len() > MAX_BYTES {
        return Err(LoadError::new(format!("it is larger than {} MiB", MAX_BYTES / 1024 / 1024)));
    }
    let bytes = fs::read(path).map_err(|error| explain(&error))?;
    String::from_utf8(bytes)
        .map_err(|error| LoadError::new(format!("it is not UTF-8: byte {}", error.utf8_error().valid_up_to())))
}
