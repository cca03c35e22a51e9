//! A checkout of our own.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::Command,
    time::SystemTime,
};

/// An API with one record and one operation.
pub(crate) const SHOP: &str = r##"openapi: 3.1.0
info: {title: Shop, version: "1"}
servers: [{url: "https://api.example.com"}]
paths:
  /pets: {get: {operationId: listPets, responses: {"200": {description: Pets, content: {application/json: {schema: {$ref: "#/components/schemas/Pet"}}}}}}}
components: {schemas: {Pet: {type: object, properties: {name: {type: string}}}, Owner: {type: object, properties: {id: {type: string}}}}}
"##;

/// A folder with `specs/`; gone when dropped.
pub(crate) struct Project {
    pub(crate) root: PathBuf,
}

impl Project {
    /// With one API, `shop`.
    pub(crate) fn new(name: &str) -> Self {
        let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("cli").join(name);
        let _ = fs::remove_dir_all(&root);
        fs::create_dir_all(&root).unwrap();
        let project = Self { root };
        project.add("shop", SHOP);
        project
    }

    /// Adds a folder below `specs/`: all there is to a new API.
    pub(crate) fn add(&self, name: &str, document: &str) {
        self.write(&format!("specs/{name}/openapi.yaml"), document);
        let config = format!("documents: [openapi.yaml]\nmodels: {name}-models\nclient: {name}-client\n");
        self.write(&format!("specs/{name}/api.yaml"), &config);
    }

    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.root.join(path)
    }

    pub(crate) fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub(crate) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap()
    }

    /// Replaces a piece of a file that must be there.
    pub(crate) fn edit(&self, path: &str, old: &str, new: &str) {
        let text = self.read(path);
        assert!(text.contains(old), "{path} has no `{old}`:\n{text}");
        self.write(path, &text.replace(old, new));
    }

    /// Every file below a folder of the project, with text and time of change.
    pub(crate) fn snapshot(&self, folder: &str) -> BTreeMap<PathBuf, (String, SystemTime)> {
        let mut files = BTreeMap::new();
        let mut open = vec![self.path(folder)];
        while let Some(folder) = open.pop() {
            for entry in fs::read_dir(&folder).into_iter().flatten() {
                let entry = entry.unwrap();
                if entry.file_type().unwrap().is_dir() {
                    open.push(entry.path());
                } else {
                    let changed = fs::symlink_metadata(entry.path()).unwrap().modified().unwrap();
                    files.insert(entry.path(), (fs::read_to_string(entry.path()).unwrap_or_default(), changed));
                }
            }
        }
        files
    }

    /// Runs a command in this checkout.
    pub(crate) fn run(&self, arguments: &[&str]) -> Finished {
        let mut all = vec!["--root", self.root.to_str().unwrap()];
        all.extend(arguments);
        run_in(&self.root, &all)
    }

    /// `codegen` of everything, which must go well.
    pub(crate) fn generate(&self) {
        self.run(&["codegen"]).expect(0);
    }
}

impl Drop for Project {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.root);
    }
}

/// How the program ended.
#[derive(Debug)]
pub(crate) struct Finished {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Finished {
    #[track_caller]
    pub(crate) fn expect(self, code: i32) -> Self {
        assert_eq!(self.code, code, "standard output:\n{}\nstandard error:\n{}", self.out, self.err);
        self
    }

    /// Everything it said.
    pub(crate) fn said(&self) -> String {
        format!("{}{}", self.out, self.err)
    }

    /// Fails unless everything of this was said.
    #[track_caller]
    pub(crate) fn says(self, pieces: &[&str]) -> Self {
        let said = self.said();
        for piece in pieces {
            assert!(said.contains(piece), "`{piece}` is not said:\n{said}");
        }
        self
    }
}

/// Runs the program in a folder.
pub(crate) fn run_in(folder: &Path, arguments: &[&str]) -> Finished {
    let output = Command::new(env!("CARGO_BIN_EXE_xtask")).args(arguments).current_dir(folder).output().unwrap();
    Finished {
        code: output.status.code().unwrap(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}
