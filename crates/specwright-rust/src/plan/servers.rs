//! The servers of an API, and of operations that have one of their own.

use std::collections::BTreeMap;

use specwright_ir::{Api, ServerTemplate, ServerVariable};

use super::{docs, operation::OperationPlan};
use crate::names::{Name, Scope, words};

/// A function that makes a server for the client's builder.
#[derive(Clone, Debug)]
pub(crate) struct ServerPlan {
    pub(crate) function: Name,
    pub(crate) docs: Vec<String>,
    pub(crate) template: String,
    pub(crate) variables: Vec<VariablePlan>,
}

/// A variable of a server.
#[derive(Clone, Debug)]
pub(crate) struct VariablePlan {
    pub(crate) wire: String,
    pub(crate) default: String,
    pub(crate) values: Vec<String>,
    /// The argument that gives it its value; `None` for one that has a value by itself.
    pub(crate) argument: Option<Name>,
}

/// A function for each server that can be chosen.
pub(super) fn plan(api: &Api) -> Vec<ServerPlan> {
    let mut functions = Scope::methods();
    api.servers.iter().map(|server| plan_server(server, &mut functions)).collect()
}

fn plan_server(server: &ServerTemplate, functions: &mut Scope) -> ServerPlan {
    let url = docs::code(&server.template);
    let variables: Vec<String> = server.variables.iter().map(|variable| told(server, variable)).collect();
    let variables = variables.join("\n");
    let sections = [server.description.as_deref(), Some(&format!("{url}.")), Some(&variables)];
    let mut arguments = Scope::fields();
    let mut variable = |variable: &ServerVariable| VariablePlan {
        wire: variable.name.clone(),
        default: variable.value().unwrap_or_default().to_owned(),
        values: variable.values.clone(),
        argument: server.needs(variable).then(|| arguments.mint(&words(&variable.name), "variable").name),
    };
    ServerPlan {
        function: functions.mint(&called(server), "server").name,
        docs: docs::of_sections(sections),
        template: server.template.clone(),
        variables: server.variables.iter().map(&mut variable).collect(),
    }
}

/// The name of a server, or a description that is as short as one, or else its URL.
fn called(server: &ServerTemplate) -> Vec<String> {
    const MOST_WORDS: usize = 4;
    let told = [&server.name, &server.description].into_iter().flatten().map(|text| words(text));
    let short = |words: &Vec<String>| (1..=MOST_WORDS).contains(&words.len());
    let url = server.template.split_once("://").map_or(server.template.as_str(), |(_, rest)| rest);
    told.into_iter().find(short).unwrap_or_else(|| words(url))
}

/// A line about a variable.
fn told(server: &ServerTemplate, variable: &ServerVariable) -> String {
    let mut line = format!("- {}", docs::code(&variable.name));
    match variable.value() {
        _ if server.needs(variable) => line.push_str(": has to be given"),
        Some("") => line.push_str(": empty by default"),
        Some(default) => line.push_str(&format!(": {} by default", docs::code(default))),
        None => {}
    }
    if let [_, _, ..] = variable.values.as_slice() {
        let values: Vec<String> = variable.values.iter().map(|value| docs::code(value)).collect();
        line.push_str(&format!(", one of {}", values.join(", ")));
    }
    line.push('.');
    if let Some(description) = &variable.description {
        line.push_str(&format!(" {}", crate::docs::doc_inline(description)));
    }
    line
}

/// Says in the docs of operations that have a server of their own where they go.
pub(super) fn tell(api: &Api, operations: &mut [OperationPlan]) {
    let own = api.operations.iter().filter_map(|operation| Some((operation.id.as_str(), operation.server.as_deref()?)));
    let own: BTreeMap<&str, &str> = own.collect();
    for operation in operations {
        let Some(server) = own.get(operation.id.as_str()) else { continue };
        let mut line = format!("Goes to the server {}.", docs::code(server));
        if !server.starts_with('/') && !operation.security.is_empty() {
            line.push_str(" Credentials go there if `ClientBuilder::trust_origin` says so.");
        }
        operation.method_docs.push(String::new());
        operation.method_docs.extend(crate::docs::doc_lines(&line));
    }
}
