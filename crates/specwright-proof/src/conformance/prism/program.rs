//! The program that calls every method of a generated client.

use std::{fs, path::Path};

use specwright_rust::{ClientMethod, Slot, SlotOf, SlotType, Surface};

use crate::{failure::Failure, project};

/// The package of the program.
pub(crate) const PACKAGE: &str = "prism-calls";
/// The package that the programs of all documents share.
pub(crate) const SHARED: &str = "prism-driver";

/// Writes the program for the client `client`, and what it shares with others, as packages below a folder.
pub(crate) fn write(folder: &Path, client: &str, surface: &Surface) -> Result<(), Failure> {
    let crates = project::root().join("crates");
    let own = project::root().join("tests/conformance/prism/src/lib.rs");
    let shared = format!(
        "{}\n[lib]\npath = {own:?}\n\n[dependencies]\nserde = {{ version = \"1\", features = [\"derive\"] }}\n\
         serde_json = {{ version = \"1\", features = [\"raw_value\"] }}\nspecwright-runtime = {{ path = {runtime:?} }}\n\
         tokio = {{ version = \"1\", features = [\"rt\", \"net\", \"time\"] }}\n",
        head(SHARED),
        runtime = crates.join("specwright-runtime"),
    );
    let manifest = format!(
        "{}\n[dependencies]\n{client} = {{ path = \"../{client}\" }}\n{SHARED} = {{ path = \"../{SHARED}\" }}\n\
         serde_json = \"1\"\nspecwright-runtime = {{ path = {runtime:?} }}\nspecwright-values = {{ path = {values:?} }}\n",
        head(PACKAGE),
        runtime = crates.join("specwright-runtime"),
        values = crates.join("specwright-values"),
    );
    put(&folder.join(SHARED).join("Cargo.toml"), &shared)?;
    put(&folder.join(PACKAGE).join("Cargo.toml"), &manifest)?;
    put(&folder.join(PACKAGE).join("src/main.rs"), &source(&client.replace('-', "_"), surface))
}

fn head(name: &str) -> String {
    format!("[package]\nname = {name:?}\nversion = \"0.0.0\"\nedition = \"2024\"\npublish = false\n")
}

fn put(path: &Path, text: &str) -> Result<(), Failure> {
    let folder = path.parent().unwrap_or(path);
    let write = || fs::create_dir_all(folder).and_then(|()| fs::write(path, text));
    write().map_err(|error| Failure::at(path, &error))
}

fn source(client: &str, surface: &Surface) -> String {
    let credentials = surface.credentials.iter().map(|setter| {
        let user = if setter.user { "\"user\", " } else { "" };
        format!("        .{}({user}\"secret\")\n", setter.name)
    });
    let mut servers: Vec<&str> = surface.methods.iter().filter_map(|method| method.server.as_deref()).collect();
    servers.sort_unstable();
    servers.dedup();
    let servers = servers.iter().map(|server| format!("        .replace_server({server:?}, base)\n"));
    let settings: String = credentials.chain(servers).collect();
    let methods: String =
        surface.methods.iter().enumerate().map(|(index, method)| function(client, index, method)).collect();
    let table: String = (0..surface.methods.len()).map(|index| format!("    call_{index},\n")).collect();
    format!(
        "#![allow(deprecated, unused_mut, unused_variables)]\n\nuse prism_driver::{{Call, Input, Pending, Tap, send}};\n\
         use {client}::Client;\n\n\
         fn client(base: &str) -> Result<Client, String> {{\n    Client::builder()\n        .base_url(base)\n        \
         .allow_http(true)\n        .max_attempts(1)\n        .body_limit(1 << 28)\n{settings}        \
         .wrap_transport(Tap::around)\n        .build()\n        .map_err(|error| error.to_string())\n}}\n\n\
         {methods}const CALLS: &[Call<Client>] = &[\n{table}];\n\n\
         fn main() {{\n    prism_driver::run(client, CALLS);\n}}\n"
    )
}

fn function(client: &str, index: usize, method: &ClientMethod) -> String {
    let arguments: Vec<String> = method.arguments.iter().map(|slot| value(client, "input", slot)).collect();
    let options = options(client, "call", "input", &method.options);
    format!(
        "fn call_{index}(client: &Client, input: &Input<'_>) -> Result<Pending, String> {{\n    \
         let mut call = client.{}({});\n{options}    Ok(send(call.response()))\n}}\n\n",
        method.name,
        arguments.join(", "),
    )
}

/// The statements that chain what there are values for.
fn options(client: &str, target: &str, input: &str, options: &[(String, Slot)]) -> String {
    let option = |(setter, slot): &(String, Slot)| {
        format!(
            "    if {input}.has({:?}) {{\n        {target} = {target}.{setter}({});\n    }}\n",
            key(&slot.of),
            value(client, input, slot)
        )
    };
    options.iter().map(option).collect()
}

/// The expression that makes a value.
fn value(client: &str, input: &str, Slot { of, ty }: &Slot) -> String {
    let key = key(of);
    match ty {
        SlotType::Json(ty) => format!("{input}.json::<{ty}>({key:?})?"),
        SlotType::Bytes => format!("{input}.bytes({key:?})?"),
        SlotType::Raw => format!("{input}.raw({key:?})?"),
        SlotType::File => format!("{input}.file({key:?})?"),
        SlotType::Files => format!("{input}.files({key:?})?"),
        SlotType::Parts { name, arguments, options: setters } => {
            let arguments: Vec<String> = arguments.iter().map(|slot| value(client, "inner", slot)).collect();
            let setters = options(client, "parts", "inner", setters);
            format!(
                "{{\n        let inner = {input}.inner({key:?})?;\n        \
                 let mut parts = {client}::{name}::new({});\n{setters}        parts\n    }}",
                arguments.join(", ")
            )
        }
    }
}

/// What a value is called in the input of a call.
pub(crate) fn key(of: &SlotOf) -> String {
    match of {
        SlotOf::Parameter(index) => format!("p{index}"),
        SlotOf::Body => "body".to_owned(),
        SlotOf::Part(wire) => wire.clone(),
    }
}
