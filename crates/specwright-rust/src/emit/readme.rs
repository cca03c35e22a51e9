//! The README of a client, which is its crate's documentation too: calls of its own API. Every word of the code is a
//! minted name; nothing of the document reaches it as text.

use super::tokens::{Within, ty};
use crate::names::Name;
use crate::plan::{ClientPlan, CredentialCall, CredentialPlan, Example, Package, RUNTIME_FEATURES, TypeExpr};

/// What the README says behind the docs.
pub(super) fn lines(plan: &ClientPlan) -> Vec<String> {
    let own = Own { name: Package::code_name(&plan.package.name), has_server: plan.base_url.is_some() };
    let readme = &plan.readme;
    let mut lines = Vec::new();
    lines.extend(readme.call.iter().flat_map(|call| own.call(call)));
    lines.extend(authentication(&plan.credentials));
    lines.extend(readme.error.iter().flat_map(|error| own.errors(error.plain())));
    lines.extend(readme.pages.iter().flat_map(|(call, others)| own.pages(call, *others)));
    lines.extend(readme.streams.iter().flat_map(|(call, others)| own.streams(call, *others)));
    lines.extend(readme.call.iter().flat_map(|call| own.tests(call)));
    lines.extend(features(plan));
    lines
}

const RESULT: &str = "Result<(), Box<dyn std::error::Error>>";

/// What every example says of the crate.
struct Own {
    /// The crate's name in code.
    name: String,
    /// Whether the document names a server.
    has_server: bool,
}

impl Own {
    fn call(&self, call: &Example) -> Vec<String> {
        let (mut parameters, arguments) = self.arguments(call);
        let credential = match &call.credential {
            None => String::new(),
            Some((setter, CredentialCall::Basic)) => {
                parameters.extend(["user: &str".to_owned(), "secret: &str".to_owned()]);
                format!(".{setter}(user, secret)")
            }
            Some((setter, CredentialCall::Identity)) => {
                parameters.push(format!("identity: {}::runtime::Identity", self.name));
                format!(".{setter}(identity)")
            }
            Some((setter, _)) => {
                parameters.push("secret: &str".to_owned());
                format!(".{setter}(secret)")
            }
        };
        let (name, base_url, method) = (&self.name, self.base_url(), &call.method);
        let mut body = vec![format!("    let client = {name}::Client::builder(){base_url}{credential}.build()?;")];
        if call.has_answer {
            body.push(format!("    let answer = client.{method}({arguments}).await?;"));
            body.push("    println!(\"{answer:?}\");".to_owned());
        } else {
            body.push(format!("    client.{method}({arguments}).await?;"));
        }
        body.push("    Ok(())".to_owned());
        code(&format!("async fn example({{}}) -> {RESULT} {{"), &parameters, &body)
    }

    fn errors(&self, error: &str) -> Vec<String> {
        let mut lines = section(
            "Errors",
            "`api()` is the answer that the document declares for the status, where there is one. Status, headers and body \
             of every answer are kept beside it; the printed error quotes none of them.",
        );
        let name = &self.name;
        let parameters = [format!("error: &{name}::Error<{name}::{error}>")];
        let body = [
            "    match error.api() {",
            "        Some(declared) => format!(\"{:?}: {declared:?}\", error.status()),",
            "        None => format!(\"{:?}: {error}\", error.kind()),",
            "    }",
        ];
        lines.extend(code("fn tell({}) -> String {", &parameters, &body.map(str::to_owned)));
        lines
    }

    fn pages(&self, call: &Example, others: usize) -> Vec<String> {
        let text = "the list comes in pages; `items()` and `pages()` ask for the next one when it is needed.";
        let mut lines = section("Lists in pages", &of_one(call, others, text));
        let (_, arguments) = self.arguments(call);
        let begin = format!("    let mut items = client.{}({arguments}).items();", call.method);
        lines.extend(self.loop_over("list", call, begin, "items"));
        lines
    }

    fn streams(&self, call: &Example, others: usize) -> Vec<String> {
        let text = "the answer is a stream, which is read while it arrives. Dropping it ends the exchange.";
        let mut lines = section("Streams", &of_one(call, others, text));
        let (_, arguments) = self.arguments(call);
        let begin = format!("    let mut stream = client.{}({arguments}).await?;", call.method);
        lines.extend(self.loop_over("read", call, begin, "stream"));
        lines
    }

    /// A function that prints each item of a stream.
    fn loop_over(&self, function: &str, call: &Example, begin: String, stream: &str) -> Vec<String> {
        let mut parameters = vec![format!("client: &{}::Client", self.name)];
        parameters.extend(self.arguments(call).0);
        let body = [
            begin,
            format!("    while let Some(item) = {stream}.next().await {{"),
            "        println!(\"{:?}\", item?);".to_owned(),
            "    }".to_owned(),
            "    Ok(())".to_owned(),
        ];
        code(&format!("async fn {function}({{}}) -> {RESULT} {{"), &parameters, &body)
    }

    fn tests(&self, call: &Example) -> Vec<String> {
        let text = "With the feature `mock`, a transport answers from memory, and knows what was sent.";
        let mut lines = section("Tests", text);
        let (name, base_url) = (&self.name, self.base_url());
        let value = match &call.value {
            (Some(module), value) => format!("{module}::{value}"),
            (None, value) => value.to_string(),
        };
        let body = [
            "    let mock = Mock::new();".to_owned(),
            format!("    mock.on::<{name}::operations::{value}>().reply(Reply::status(503));"),
            format!("    let client = {name}::Client::builder(){base_url}.transport(mock.clone()).build()?;"),
            "    Ok((client, mock))".to_owned(),
        ];
        let head = format!("fn mocked({{}}) -> Result<({name}::Client, Mock), {name}::BuildError> {{");
        let mut block = code(&head, &[], &body);
        let import = [format!("use {name}::runtime::{{Mock, Reply}};"), String::new()];
        block.splice(1..1, import);
        lines.extend(block);
        lines
    }

    fn base_url(&self) -> &'static str {
        if self.has_server { "" } else { ".base_url(\"https://api.example.com\")" }
    }

    /// The parameters of a function that makes a call, and what it hands on.
    fn arguments(&self, call: &Example) -> (Vec<String>, String) {
        let arguments = call.arguments.iter().map(|(name, expr)| (argument(name), example_type(expr, &self.name)));
        let (names, types): (Vec<String>, Vec<String>) = arguments.unzip();
        let parameters = names.iter().zip(types).map(|(name, ty)| format!("{name}: {ty}")).collect();
        (parameters, names.join(", "))
    }
}

/// The name of an argument beside those that the examples have themselves.
fn argument(name: &Name) -> String {
    const OWN: [&str; 6] = ["answer", "client", "identity", "items", "secret", "user"];
    if OWN.contains(&name.as_str()) { format!("the_{name}") } else { name.to_string() }
}

/// A heading and a paragraph.
fn section(heading: &str, text: &str) -> Vec<String> {
    vec![format!("## {heading}"), String::new(), text.to_owned(), String::new()]
}

/// What is true of a call, and of how many others.
fn of_one(call: &Example, others: usize, text: &str) -> String {
    match others {
        0 => format!("For `{}`: {text}", call.method),
        1 => format!("For `{}` and another call: {text}", call.method),
        many => format!("For `{}` and {many} other calls: {text}", call.method),
    }
}

/// The setters of the builder, each with the first paragraph of its docs.
fn authentication(credentials: &[CredentialPlan]) -> Vec<String> {
    if credentials.is_empty() {
        return Vec::new();
    }
    let mut lines = section("Authentication", "A call whose credential the client was not given is not sent.");
    lines.extend(["| method of `ClientBuilder` | what it does |".to_owned(), "|---|---|".to_owned()]);
    for CredentialPlan { setter, docs, .. } in credentials {
        let first: Vec<&str> = docs.iter().take_while(|line| !line.is_empty()).map(|line| line.trim()).collect();
        lines.push(format!("| `{setter}` | {} |", first.join(" ").replace('|', "\\|")));
    }
    lines.push(String::new());
    lines
}

fn features(plan: &ClientPlan) -> Vec<String> {
    let mut lines = ["## Cargo features", "", "| feature | what it adds |", "|---|---|"].map(str::to_owned).to_vec();
    for (index, (feature, docs)) in RUNTIME_FEATURES.iter().enumerate() {
        let default = if index == 0 { " (default)" } else { "" };
        lines.push(format!("| `{feature}`{default} | {docs} |"));
    }
    if plan.sections.iter().any(|section| section.tag.is_some()) {
        lines.push("| each of the modules in `operations` (default) | The operations of a tag. |".to_owned());
    }
    lines.push(String::new());
    lines
}

/// A function as a block of code. `head` has `{}` for its parameters, which stand on one line if it is a short one.
fn code(head: &str, parameters: &[String], body: &[String]) -> Vec<String> {
    const WIDTH: usize = 100;
    let mut lines = vec!["```rust".to_owned()];
    let line = head.replacen("{}", &parameters.join(", "), 1);
    match head.split_once("{}") {
        Some((start, end)) if line.chars().count() > WIDTH && !parameters.is_empty() => {
            lines.push(start.to_owned());
            lines.extend(parameters.iter().map(|parameter| format!("    {parameter},")));
            lines.push(end.to_owned());
        }
        _ => lines.push(line),
    }
    lines.extend(body.iter().cloned());
    lines.extend(["}", "```", ""].map(str::to_owned));
    lines
}

pub(super) fn example_type(expr: &TypeExpr, crate_name: &str) -> String {
    match expr {
        TypeExpr::Model(name) => format!("{crate_name}::models::{name}"),
        TypeExpr::Vec(inner) => format!("Vec<{}>", example_type(inner, crate_name)),
        TypeExpr::Option(inner) => format!("Option<{}>", example_type(inner, crate_name)),
        TypeExpr::Map(inner) => format!("std::collections::BTreeMap<String, {}>", example_type(inner, crate_name)),
        TypeExpr::Bytes => "Vec<u8>".to_owned(),
        TypeExpr::ByteSource => "Vec<u8>".to_owned(),
        TypeExpr::RawBody => format!("{crate_name}::RawBody"),
        TypeExpr::Part => format!("{crate_name}::Part"),
        TypeExpr::Own(name) => format!("{crate_name}::{name}"),
        TypeExpr::Quoted(inner) => format!("{crate_name}::Quoted<{}>", example_type(inner, crate_name)),
        TypeExpr::DateTime
        | TypeExpr::Date
        | TypeExpr::Time
        | TypeExpr::Duration
        | TypeExpr::Uuid
        | TypeExpr::Number
        | TypeExpr::Secret
        | TypeExpr::Base64
        | TypeExpr::Base64Url => format!("{crate_name}::{}", ty(expr, Within::Client)),
        TypeExpr::Tuple(elements) => {
            let elements: Vec<_> = elements.iter().map(|element| example_type(element, crate_name)).collect();
            match elements.as_slice() {
                [one] => format!("({one},)"),
                several => format!("({})", several.join(", ")),
            }
        }
        other => ty(other, Within::Client).to_string(),
    }
}
