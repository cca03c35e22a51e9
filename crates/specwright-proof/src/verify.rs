//! Recorded answers of a real server on the generated types of an API.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
    process::{Command, ExitCode, Stdio},
};

use serde::Deserialize;
use serde_json::{Value, value::RawValue};
use specwright_ir::{Api, Diagnostics, Format, IntWidth, NameHint, NumberFormat, StatusPattern, Ty};

use crate::{
    arguments::VerifyArguments,
    corpus::Workspace,
    failure::Failure,
    line::{self, File},
    output, project,
    roundtrip::{self, Answer, Definitions, Program, Question, TypeOf},
    spawn,
};

/// What is read of an API's configuration.
#[derive(Deserialize)]
struct Config {
    models: String,
}

/// A line of the file.
#[derive(Deserialize)]
struct Record<'a> {
    #[serde(rename = "type")]
    name: Option<String>,
    operation: Option<String>,
    status: Option<u16>,
    #[serde(borrow)]
    body: Option<&'a RawValue>,
}

/// A body that is tried.
struct Trial {
    /// The line of the file, from 1.
    line: usize,
    label: String,
    body: Value,
}

pub(crate) fn run(arguments: &VerifyArguments) -> Result<ExitCode, Failure> {
    let root = arguments.root.clone().unwrap_or_else(project::root);
    let root = std::path::absolute(&root).map_err(|error| Failure::at(&root, &error))?;
    let config = root.join("specs").join(&arguments.api).join("api.yaml");
    let text = fs::read_to_string(&config).map_err(|error| Failure::at(&config, &error))?;
    let config: Config =
        serde_yaml::from_str(&text).map_err(|error| Failure::new(format!("{}: {error}", config.display())))?;
    let (document, api) = line::model(&File::Text(bundle(&root, &arguments.api)?), &mut Diagnostics::default())
        .ok_or_else(|| Failure::new(format!("the document of `{}` cannot be read", arguments.api)))?;
    let effective = serde_json::to_value(&document.root).map_err(|error| Failure::new(error.to_string()))?;
    let definitions = Definitions::of(&api, effective);
    let known = Known::new(&api, &definitions);
    let text = fs::read_to_string(&arguments.answers).map_err(|error| Failure::at(&arguments.answers, &error))?;
    let mut faults = Vec::new();
    let mut types = BTreeMap::new();
    let mut trials = Vec::new();
    let mut questions = Vec::new();
    for (index, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        match read(line, index + 1, &known) {
            // An answer without a body has nothing to decode.
            Ok(None) => {}
            Ok(Some((trial, of, body))) => {
                types.entry(trial.label.clone()).or_insert(of);
                questions.push(Question { name: trial.label.clone(), value: body });
                trials.push(trial);
            }
            Err(fault) => faults.push((index + 1, fault)),
        }
    }
    if !questions.is_empty() {
        let work = arguments.work.clone().unwrap_or_else(|| project::root().join("target/proof"));
        let (program, folder) = build(&root, &work, &config.models, types.into_iter().collect())?;
        let answers = roundtrip::ask(&program, &folder, &questions)?;
        for (trial, answer) in trials.iter().zip(&answers) {
            faults.extend(look(trial, answer, &definitions).into_iter().map(|fault| (trial.line, fault)));
        }
    }
    faults.sort();
    for (line, fault) in &faults {
        output::line(&format!("{}:{line}: {fault}", arguments.answers.display()));
    }
    let wrong = faults.iter().map(|(line, _)| line).collect::<BTreeSet<_>>().len();
    let total = text.lines().filter(|line| !line.trim().is_empty()).count();
    output::line(&format!("{} of {total} answers came back whole", total - wrong));
    Ok(if faults.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The effective document of an API, from the command that knows how documents and overlays are joined.
fn bundle(root: &Path, api: &str) -> Result<String, Failure> {
    let output = Command::new(project::cargo())
        .args(["run", "--quiet", "--release", "--package", "xtask", "--", "--root"])
        .arg(root)
        .args(["bundle", api])
        .current_dir(project::root())
        .stderr(Stdio::inherit())
        .output()
        .map_err(|error| Failure::new(format!("cargo: {error}")))?;
    if !output.status.success() {
        return Err(Failure::new(format!("there is no effective document of `{api}`")));
    }
    String::from_utf8(output.stdout).map_err(|error| Failure::new(error.to_string()))
}

fn read(line: &str, number: usize, known: &Known<'_>) -> Result<Option<(Trial, TypeOf, String)>, String> {
    let record: Record<'_> = serde_json::from_str(line).map_err(|error| format!("is no recorded answer: {error}"))?;
    let (label, of) = match (&record.name, &record.operation, record.status) {
        (Some(name), None, _) => (name.clone(), known.of_name(name)?),
        (None, Some(operation), Some(status)) if record.body.is_none() => {
            return match known.answer(operation, status)? {
                Some(_) => Err(format!("has no JSON body, which `{operation}` declares for status {status}")),
                None => Ok(None),
            };
        }
        (None, Some(operation), Some(status)) => (format!("{operation} {status}"), known.of_answer(operation, status)?),
        _ => return Err("says neither a type nor an operation and a status".to_owned()),
    };
    let text = record.body.ok_or("has no body")?.get();
    let body = serde_json::from_str(text).map_err(|error| format!("is no JSON: {error}"))?;
    Ok(Some((Trial { line: number, label, body }, of, text.to_owned())))
}

fn build(root: &Path, work: &Path, models: &str, types: Vec<(String, TypeOf)>) -> Result<(PathBuf, PathBuf), Failure> {
    let work = std::path::absolute(work).map_err(|error| Failure::at(work, &error))?;
    let workspace = Workspace::new(&work, spawn::processors())?;
    let path = root.join("generated").join(models);
    let package = "verify-answers".to_owned();
    let program = Program { package: &package, models, path: &path.to_string_lossy(), types: &types };
    roundtrip::write_program(&workspace.folder.join(&package), &program)?;
    workspace.set_members(std::slice::from_ref(&package))?;
    let said = workspace.cargo(&["build", "--workspace"], "")?;
    match said.executables.get(&package) {
        Some(program) => Ok((program.clone(), workspace.folder.clone())),
        None => Err(Failure::new(format!(
            "the program does not build: {}",
            said.messages.first().map_or(said.err.as_str(), |message| message.text.as_str())
        ))),
    }
}

/// Everything that did not come back.
fn look(trial: &Trial, answer: &Answer, definitions: &Definitions) -> Vec<String> {
    let label = &trial.label;
    let back = match answer {
        Answer::Back(back) => back,
        Answer::Refused(error) => return vec![format!("{label}: not decoded: {error}")],
    };
    let Ok(back) = serde_json::from_str::<Value>(back) else { return vec![format!("{label}: no JSON came back")] };
    let found = roundtrip::differences(&trial.body, &back);
    found
        .into_iter()
        .filter(|difference| !definitions.defaults.explains(difference))
        .map(|difference| format!("{label}: {difference}"))
        .collect()
}

/// The types of an API, by what a recorded answer calls them.
struct Known<'a> {
    api: &'a Api,
    names: &'a [String],
}

impl<'a> Known<'a> {
    fn new(api: &'a Api, definitions: &'a Definitions) -> Self {
        Self { api, names: &definitions.names }
    }

    /// A type by its Rust name or by its name in the document.
    fn of_name(&self, wanted: &str) -> Result<TypeOf, String> {
        let by_document = |hint: &NameHint| matches!(hint, NameHint::Component(name) if name == wanted);
        let found = self.api.types.iter().zip(self.names);
        let mut found = found.filter(|((_, definition), name)| *name == wanted || by_document(&definition.hint));
        match found.next() {
            Some((_, name)) => Ok(TypeOf::Model(name.clone())),
            None => Err(format!("names the type `{wanted}`, which the API does not have")),
        }
    }

    /// The body of an operation's answer.
    fn of_answer(&self, wanted: &str, status: u16) -> Result<TypeOf, String> {
        match self.answer(wanted, status)? {
            Some(ty) => Ok(self.of_use(ty)),
            None => Err(format!("has a body, but `{wanted}` declares no JSON for status {status}")),
        }
    }

    /// The type of the JSON body of an answer, if it is declared to have one.
    fn answer(&self, wanted: &str, status: u16) -> Result<Option<&Ty>, String> {
        let same = |id: &str| plain(id) == plain(wanted);
        let operation = self.api.operations.iter().find(|operation| operation.id == wanted || same(&operation.id));
        let operation =
            operation.ok_or_else(|| format!("names the operation `{wanted}`, which the API does not have"))?;
        let stands_for = |pattern: StatusPattern| match pattern {
            StatusPattern::Exact(exact) => exact == status,
            StatusPattern::Range(hundred) => u16::from(hundred) == status / 100,
            StatusPattern::Default => true,
        };
        let response = operation.responses.iter().find(|response| stands_for(response.status));
        let response = response.ok_or_else(|| format!("has status {status}, which `{wanted}` does not declare"))?;
        Ok(match response.content.as_ref().map(|content| &content.format) {
            Some(Format::Json(ty)) => Some(ty),
            _ => None,
        })
    }

    fn of_use(&self, ty: &Ty) -> TypeOf {
        let inner = |ty: &Ty| Box::new(self.of_use(ty));
        match ty {
            Ty::Named(id) => self.names.get(id.index()).map_or(TypeOf::Any, |name| TypeOf::Model(name.clone())),
            Ty::List(element) => TypeOf::List(inner(element)),
            Ty::Map(value) => TypeOf::Map(inner(value)),
            Ty::Nullable(value) => TypeOf::Nullable(inner(value)),
            Ty::Boolean => TypeOf::Other("bool"),
            Ty::Integer(IntWidth::I32) => TypeOf::Other("i32"),
            Ty::Integer(IntWidth::I64) => TypeOf::Other("i64"),
            Ty::Number(NumberFormat::Double) => TypeOf::Other("f64"),
            Ty::String(_) => TypeOf::Other("String"),
            _ => TypeOf::Any,
        }
    }
}

/// What is left of a name when case and separators do not count: `getPet` and `get_pet` are one operation.
fn plain(name: &str) -> String {
    name.chars().filter(|character| character.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const DOCUMENT: &str = r##"{
        "openapi": "3.1.0", "info": {"title": "Things", "version": "1"},
        "paths": {"/things": {"post": {"operationId": "createThing", "responses": {
            "201": {"description": "made", "content": {"application/json": {"schema": {"type": "string"}}}},
            "204": {"description": "nothing to make"}
        }}}}
    }"##;

    #[track_caller]
    fn check(line: &str, expected: &str) {
        let (document, api) =
            line::model(&File::Text(DOCUMENT.to_owned()), &mut Diagnostics::default()).expect("a document");
        let definitions = Definitions::of(&api, serde_json::to_value(&document.root).expect("JSON"));
        let actual = match read(line, 1, &Known::new(&api, &definitions)) {
            Ok(Some((trial, _, body))) => format!("{}: {body}", trial.label),
            Ok(None) => "nothing to decode".to_owned(),
            Err(fault) => fault,
        };
        assert_eq!(actual, expected);
    }

    #[test]
    fn an_answer_is_held_against_what_its_status_declares() {
        check(r#"{"operation": "create_thing", "status": 201, "body": "x"}"#, r#"create_thing 201: "x""#);
        check(
            r#"{"operation": "createThing", "status": 204, "body": "x"}"#,
            "has a body, but `createThing` declares no JSON for status 204",
        );
        check(r#"{"operation": "createThing", "method": "POST", "status": 204}"#, "nothing to decode");
        check(
            r#"{"operation": "createThing", "status": 201, "body_base64": "AA=="}"#,
            "has no JSON body, which `createThing` declares for status 201",
        );
        check(r#"{"operation": "createThing", "status": 500}"#, "has status 500, which `createThing` does not declare");
        check(r#"{"type": "Thing"}"#, "names the type `Thing`, which the API does not have");
        check(r#"{"status": 204}"#, "says neither a type nor an operation and a status");
    }
}
