//! The program that makes the calls of a suite: its modules, and the clients that they use.

use std::{
    fs,
    path::{Path, PathBuf},
};

use crate::{corpus::Workspace, failure::Failure, output, project};

const PACKAGE: &str = "spector-calls";

/// What every module stands on.
const SHARED: &[&str] = &["main", "scenario"];

/// Builds the calls below `own` with the clients they use, and gives the program. Of modules without a scenario that begins
/// like one of `only`, nothing is built; an empty `only` means all.
pub(super) fn build(
    workspace: &Workspace,
    own: &Path,
    clients: &[String],
    only: &[String],
) -> Result<PathBuf, Failure> {
    let folder = workspace.folder.join(PACKAGE);
    fs::create_dir_all(&folder).map_err(|error| Failure::at(&folder, &error))?;
    let path = folder.join("Cargo.toml");
    fs::write(&path, manifest(own, clients, only)?).map_err(|error| Failure::at(&path, &error))?;
    let names = clients.iter().flat_map(|name| [format!("{name}-models"), format!("{name}-client")]);
    workspace.set_members(&names.chain([PACKAGE.to_owned()]).collect::<Vec<_>>())?;
    let said = workspace.cargo(&["build", "--package", PACKAGE], "")?;
    for message in &said.messages {
        output::aside(&message.text);
    }
    said.executables.get(PACKAGE).cloned().ok_or_else(|| Failure::new(format!("the calls do not build\n{}", said.err)))
}

/// Each module of the calls is a feature of the program.
fn manifest(own: &Path, clients: &[String], only: &[String]) -> Result<String, Failure> {
    let source = own.join("src");
    let (mut features, mut chosen, mut text) = (String::new(), Vec::new(), String::new());
    for (name, module) in modules(&source)? {
        if only.is_empty() || only.iter().any(|beginning| has_scenario(&module, beginning)) {
            chosen.push(format!("{name:?}"));
            text.push_str(&module);
        }
        features.push_str(&format!("{name} = []\n"));
    }
    let is_used = |client: &&String| has_word(&text, |word| word == format!("{client}_client").replace('-', "_"));
    let dependencies: String = clients
        .iter()
        .filter(is_used)
        .map(|name| format!("{name}-client = {{ path = \"../{name}-client\" }}\n"))
        .collect();
    let crates = project::root().join("crates");
    Ok(format!(
        "[package]\nname = \"{PACKAGE}\"\nversion = \"0.0.0\"\nedition = \"2024\"\npublish = false\n\n[[bin]]\nname = \"{PACKAGE}\"\n\
         path = {main:?}\n\n[features]\ndefault = [{chosen}]\n{features}\n[dependencies]\nserde_json = \"1\"\nspecwright-runtime = {{ path = {runtime:?} }}\n\
         specwright-values = {{ path = {values:?} }}\ntokio = {{ version = \"1\", features = [\"macros\", \"rt-multi-thread\", \"time\"] }}\n{dependencies}",
        main = source.join("main.rs"),
        chosen = chosen.join(", "),
        runtime = crates.join("specwright-runtime"),
        values = crates.join("specwright-values"),
    ))
}

/// The modules of the calls by name, with the text of all their files.
fn modules(source: &Path) -> Result<Vec<(String, String)>, Failure> {
    let mut modules = Vec::new();
    for path in entries(source)? {
        let name = path.file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned());
        if !SHARED.contains(&name.as_str()) {
            modules.push((name, text(&path)?));
        }
    }
    Ok(modules)
}

/// A file, or all files below a folder.
fn text(path: &Path) -> Result<String, Failure> {
    if !path.is_dir() {
        return fs::read_to_string(path).map_err(|error| Failure::at(path, &error));
    }
    entries(path)?.iter().map(|path| text(path)).collect()
}

fn entries(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let at = |error: std::io::Error| Failure::at(folder, &error);
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder).map_err(at)? {
        paths.push(entry.map_err(at)?.path());
    }
    paths.sort();
    Ok(paths)
}

/// Whether a module has scenarios of the specification that the name of a scenario begins with. Modules may put the rest of
/// a name together.
fn has_scenario(module: &str, beginning: &str) -> bool {
    let specification = beginning.split('_').next().unwrap_or_default();
    has_word(module, |word| word.strip_prefix(specification).is_some_and(|rest| rest.starts_with('_')))
}

fn has_word(text: &str, is_it: impl Fn(&str) -> bool) -> bool {
    text.split(|one: char| !one.is_alphanumeric() && one != '_').any(is_it)
}
