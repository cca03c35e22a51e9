//! The program that decodes and encodes with the generated types, and the talk with it.

use std::{
    fs,
    path::Path,
    process::{Command, Stdio},
};

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::failure::Failure;

/// A program for some types of a models crate.
pub(crate) struct Program<'a> {
    pub(crate) package: &'a str,
    /// The package of the models and where it is.
    pub(crate) models: &'a str,
    pub(crate) path: &'a str,
    /// What questions call the types, and what they are.
    pub(crate) types: &'a [(String, TypeOf)],
}

/// A type as Rust writes it.
#[derive(Clone, Debug)]
pub(crate) enum TypeOf {
    /// A definition of the models crate.
    Model(String),
    List(Box<TypeOf>),
    Map(Box<TypeOf>),
    Nullable(Box<TypeOf>),
    /// A type of the language.
    Other(&'static str),
    /// Any JSON value.
    Any,
}

impl TypeOf {
    fn text(&self, models: &str) -> String {
        match self {
            Self::Model(name) => format!("{models}::{name}"),
            Self::List(element) => format!("Vec<{}>", element.text(models)),
            Self::Map(value) => format!("std::collections::BTreeMap<String, {}>", value.text(models)),
            Self::Nullable(value) => format!("Option<{}>", value.text(models)),
            Self::Other(name) => (*name).to_owned(),
            Self::Any => "serde_json::Value".to_owned(),
        }
    }
}

/// Writes the program as a package of its own.
pub(crate) fn write(folder: &Path, program: &Program<'_>) -> Result<(), Failure> {
    let Program { package, models, path, types } = program;
    let manifest = format!(
        "[package]\nname = {package:?}\nversion = \"0.0.0\"\nedition = \"2024\"\npublish = false\n\n[dependencies]\n\
         {models} = {{ path = {path:?} }}\nserde = {{ version = \"1\", features = [\"derive\"] }}\n\
         serde_json = {{ version = \"1\", features = [\"raw_value\"] }}\n"
    );
    let code = models.replace('-', "_");
    let arms: String =
        types.iter().map(|(label, of)| format!("        {label:?} => check::<{}>,\n", of.text(&code))).collect();
    let table = format!(
        "\nfn by_name(name: &str) -> Option<Check> {{\n    Some(match name {{\n{arms}        _ => return None,\n    }})\n}}\n"
    );
    let source = folder.join("src");
    let write = |path: &Path, text: &str| fs::write(path, text).map_err(|error| Failure::at(path, &error));
    fs::create_dir_all(&source).map_err(|error| Failure::at(&source, &error))?;
    write(&folder.join("Cargo.toml"), &manifest)?;
    write(&source.join("main.rs"), &format!("{PROGRAM}{table}"))
}

/// Reads `{"type": .., "value": ..}` a line, answers `{"ok": ..}` or `{"error": ".."}` a line. The value is decoded from
/// its text, as a client would, on a thread with room for deep values.
const PROGRAM: &str = r#"use std::io::{self, BufRead as _, Write as _};

use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::value::RawValue;

#[derive(Deserialize)]
struct Question<'a> {
    #[serde(rename = "type")]
    name: String,
    #[serde(borrow)]
    value: &'a RawValue,
}

type Check = fn(&str) -> Result<String, serde_json::Error>;

fn check<T: DeserializeOwned + Serialize>(text: &str) -> Result<String, serde_json::Error> {
    serde_json::to_string(&serde_json::from_str::<T>(text)?)
}

fn answer(line: &str) -> String {
    let question: Question<'_> = match serde_json::from_str(line) {
        Ok(question) => question,
        Err(error) => return serde_json::json!({ "error": error.to_string() }).to_string(),
    };
    let Some(check) = by_name(&question.name) else {
        return serde_json::json!({ "error": "there is no such type" }).to_string();
    };
    match check(question.value.get()) {
        Ok(back) => format!("{{\"ok\":{back}}}"),
        Err(error) => serde_json::json!({ "error": error.to_string() }).to_string(),
    }
}

fn main() {
    let work = || {
        let mut out = io::stdout().lock();
        for line in io::stdin().lock().lines() {
            let _ = writeln!(out, "{}", answer(&line.unwrap_or_default()));
        }
    };
    let thread = std::thread::Builder::new().stack_size(64 << 20).spawn(work);
    let _ = thread.map(|thread| thread.join());
}
"#;

/// A value for a type.
#[derive(Clone, Debug)]
pub(crate) struct Question {
    pub(crate) name: String,
    /// As JSON.
    pub(crate) value: String,
}

/// What came of it.
#[derive(Clone, Debug)]
pub(crate) enum Answer {
    /// The value as it was encoded again.
    Back(String),
    /// It was not decoded, or the program ended over it.
    Refused(String),
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum Line<'a> {
    #[serde(borrow)]
    Ok(&'a RawValue),
    Error(String),
}

/// How often the program is started again after it ended over a value.
const RESTARTS: usize = 20;

/// Asks everything; the answers are in the order of the questions.
pub(crate) fn ask(program: &Path, folder: &Path, questions: &[Question]) -> Result<Vec<Answer>, Failure> {
    let mut answers: Vec<Answer> = Vec::new();
    for _ in 0..RESTARTS {
        let rest = questions.get(answers.len()..).unwrap_or_default();
        if rest.is_empty() {
            break;
        }
        let (text, ended) = run(program, folder, rest)?;
        answers.extend(text.lines().map(read));
        answers.truncate(questions.len());
        if answers.len() < questions.len() {
            answers.push(Answer::Refused(format!("the program ended over it: {ended}")));
        }
    }
    answers.resize(questions.len(), Answer::Refused("not asked: the program ended too often".to_owned()));
    Ok(answers)
}

fn read(line: &str) -> Answer {
    match serde_json::from_str::<Line<'_>>(line) {
        Ok(Line::Ok(back)) => Answer::Back(back.get().to_owned()),
        Ok(Line::Error(error)) => Answer::Refused(error),
        Err(_) => Answer::Refused(format!("the program wrote what is no JSON: {line}")),
    }
}

fn run(program: &Path, folder: &Path, questions: &[Question]) -> Result<(String, String), Failure> {
    let input = folder.join("questions.ndjson");
    let mut text = String::new();
    for Question { name, value } in questions {
        text.push_str(&format!("{{\"type\":{name:?},\"value\":{value}}}\n"));
    }
    fs::write(&input, text).map_err(|error| Failure::at(&input, &error))?;
    let file = fs::File::open(&input).map_err(|error| Failure::at(&input, &error))?;
    let output = Command::new(program)
        .stdin(Stdio::from(file))
        .output()
        .map_err(|error| Failure::new(format!("{}: {error}", program.display())))?;
    fs::remove_file(&input).map_err(|error| Failure::at(&input, &error))?;
    let ended = format!("{} {}", output.status, String::from_utf8_lossy(&output.stderr).trim());
    Ok((String::from_utf8_lossy(&output.stdout).into_owned(), ended))
}
