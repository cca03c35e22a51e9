//! The JSON-Schema-Test-Suite: each schema as a component, each valid instance decoded and encoded again.

use std::{
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
};

use serde::Deserialize;
use serde_json::{Map, Value, json};
use specwright_ir::{Diagnostics, NameHint};
use specwright_rust::{Crate, type_names};

use crate::{
    arguments::SuiteArguments,
    corpus::{Said, Slot, Workspace},
    failure::Failure,
    line::{self, File},
    output, project,
    roundtrip::{self, Answer, Defaults, Program, Question, TypeOf, options},
    spawn,
};

/// A schema of the suite and what is said of it.
#[derive(Deserialize)]
struct Case {
    description: String,
    schema: Value,
    tests: Vec<Test>,
}

#[derive(Deserialize)]
struct Test {
    description: String,
    data: Value,
    valid: bool,
}

/// One file of the suite as a document of its own.
struct Document {
    slot: Slot,
    file: String,
    cases: Vec<Case>,
    types: Vec<(String, TypeOf)>,
    defaults: Defaults,
}

pub(crate) fn run(arguments: &SuiteArguments) -> Result<ExitCode, Failure> {
    let work = arguments.work.clone().unwrap_or_else(|| project::root().join("target/proof"));
    let work = std::path::absolute(&work).map_err(|error| Failure::at(&work, &error))?;
    let workspace = Workspace::new(&work, spawn::processors())?;
    let mut documents = Vec::new();
    let mut faults = 0;
    for (index, path) in files(&arguments.folder)?.iter().enumerate() {
        match generate(&workspace.folder, path, &format!("api{index}"))? {
            Some(document) => documents.push(document),
            None => {
                faults += 1;
                output::line(&format!("{}: nothing was generated", path.display()));
            }
        }
    }
    let (programs, said) = build(&workspace, &documents)?;
    for (document, fault) in documents.iter().filter_map(|document| Some((document, said.about(&document.slot)?))) {
        faults += 1;
        output::line(&format!("{}: does not compile without a warning: {fault}", document.file));
    }
    let (mut whole, mut total) = (0, 0);
    for (document, program) in documents.iter().zip(programs) {
        let (kept, tried) = ask(document, program.as_deref(), &workspace.folder)?;
        output::aside(&format!("{}: {kept} of {tried}", document.file));
        whole += kept;
        total += tried;
    }
    output::line(&format!("{whole} of {total} valid instances came back whole; {faults} documents at fault"));
    Ok(if faults == 0 && whole == total { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The files of the suite, sorted.
fn files(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let at = |error: std::io::Error| Failure::at(folder, &error);
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).map_err(at)? {
        let path = entry.map_err(at)?.path();
        if path.extension().is_some_and(|extension| extension == "json") {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

/// Makes a document of a file and the crates of the document.
fn generate(folder: &Path, path: &Path, name: &str) -> Result<Option<Document>, Failure> {
    let text = fs::read_to_string(path).map_err(|error| Failure::at(path, &error))?;
    let cases: Vec<Case> =
        serde_json::from_str(&text).map_err(|error| Failure::new(format!("{}: {error}", path.display())))?;
    let mut schemas: Map<String, Value> =
        cases.iter().enumerate().map(|(index, case)| (component(index), resource(index, &case.schema))).collect();
    schemas.extend((0..cases.len()).map(|index| (user(index), user_of(index))));
    let document = json!({
        "openapi": "3.1.0",
        "info": { "title": "suite", "version": "1" },
        "paths": {},
        "components": { "schemas": schemas },
    });
    let text = document.to_string();
    let Some((_, api)) = line::model(&File::Text(text.clone()), &mut Diagnostics::default()) else { return Ok(None) };
    let names = type_names(&api, &options());
    let named = api.types.iter().zip(names).filter_map(|((_, definition), name)| match &definition.hint {
        NameHint::Component(component) if component.starts_with(USER) => Some((component.clone(), TypeOf::Model(name))),
        _ => None,
    });
    let types = named.collect();
    let defaults = roundtrip::defaults_in(&document);
    let crates = match line::crates(&File::Text(text), name) {
        Ok(crates) if !crates.is_empty() => crates,
        _ => return Ok(None),
    };
    // There are no operations, so a client would only cost time.
    let models: Vec<Crate> = crates.into_iter().filter(|one| one.name.ends_with("-models")).collect();
    line::write(folder, &models)?;
    let file = path.file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned());
    Ok(Some(Document { slot: Slot::of_output(name, &file), file, cases, types, defaults }))
}

/// A schema that stays what it was inside of a document: its references are relative to itself, and where the suite
/// does not say by which draft it is read, that is said.
fn resource(index: usize, schema: &Value) -> Value {
    let Value::Object(keywords) = schema else { return schema.clone() };
    let mut keywords = keywords.clone();
    keywords.entry("$id").or_insert_with(|| format!("https://suite.invalid/{index}").into());
    keywords.entry("$schema").or_insert_with(|| DRAFT.into());
    Value::Object(keywords)
}

/// The draft of the schemas.
const DRAFT: &str = "https://json-schema.org/draft/2020-12/schema";

fn component(index: usize) -> String {
    format!("Case{index}")
}

/// A component that uses the component of a case: whether that may be `null` is known where it is used.
fn user(index: usize) -> String {
    format!("{USER}{index}")
}

const USER: &str = "UserOfCase";

fn user_of(index: usize) -> Value {
    json!({
        "type": "object",
        "required": ["value"],
        "properties": { "value": { "$ref": format!("#/components/schemas/{}", component(index)) } },
    })
}

/// The programs of the documents that compile, and what was said of all.
fn build(workspace: &Workspace, documents: &[Document]) -> Result<(Vec<Option<PathBuf>>, Said), Failure> {
    let mut members = Vec::new();
    for Document { slot, types, .. } in documents {
        let (package, models) = (slot.program(), slot.models());
        let path = format!("../{models}");
        let program = Program { package: &package, models: &models, path: &path, types };
        roundtrip::write_program(&workspace.folder.join(&package), &program)?;
        members.extend([package, models]);
    }
    workspace.set_members(&members)?;
    let said = workspace.cargo(&["build", "--workspace", "--keep-going"], "")?;
    Ok((documents.iter().map(|document| said.executables.get(&document.slot.program()).cloned()).collect(), said))
}

/// Tries every valid instance; how many came back whole, and of how many.
fn ask(document: &Document, program: Option<&Path>, folder: &Path) -> Result<(usize, usize), Failure> {
    let mut labels = Vec::new();
    let mut questions = Vec::new();
    for (index, case) in document.cases.iter().enumerate() {
        for test in case.tests.iter().filter(|test| test.valid) {
            let data = json!({ "value": test.data });
            questions.push(Question { name: user(index), value: data.to_string() });
            labels.push((format!("{}: {}: {}", document.file, case.description, test.description), data));
        }
    }
    let total = questions.len();
    let Some(program) = program else {
        output::line(&format!("{}: the program does not build", document.file));
        return Ok((0, total));
    };
    let mut whole = 0;
    for ((label, data), answer) in labels.iter().zip(roundtrip::ask(program, folder, &questions)?) {
        let fault = match answer {
            Answer::Refused(error) => Some(error),
            Answer::Back(back) => {
                let back: Value = serde_json::from_str(&back).map_err(|error| Failure::new(error.to_string()))?;
                let found = roundtrip::differences(data, &back);
                let mut lost = found.iter().filter(|difference| !document.defaults.explains(difference));
                lost.next().map(ToString::to_string)
            }
        };
        match fault {
            Some(fault) => output::line(&format!("{label}: {fault}: {data}")),
            None => whole += 1,
        }
    }
    Ok((whole, total))
}
