//! The same input gives the same bytes; and so does input that differs only in what means nothing.

use std::{collections::BTreeMap, fs, thread};

use specwright_tests::{Files, Line, generate, root};

use crate::snapshot::{self, fixtures};

/// Every generated file by crate and path.
type Output = BTreeMap<(String, String), String>;

fn output(line: &Line) -> Output {
    assert!(!line.crates.is_empty(), "{}", specwright_tests::findings(line));
    let files = line
        .crates
        .iter()
        .flat_map(|one| one.files.iter().map(|(path, text)| ((one.name.clone(), path.to_owned()), text.to_owned())));
    files.collect()
}

fn from_yaml(text: &str) -> Output {
    output(&generate(&Files::document("openapi.yaml", text)))
}

#[track_caller]
fn check_same(one: &str, other: &str) {
    let (one, other) = (from_yaml(one), from_yaml(other));
    for (file, text) in &one {
        assert_eq!(Some(text), other.get(file), "{file:?}");
    }
    assert_eq!(one.len(), other.len());
}

fn document(body: &str) -> String {
    format!("openapi: 3.1.0\ninfo: {{title: Shop, version: '1'}}\nservers: [{{url: 'https://a.example'}}]\n{body}")
}

fn petstore() -> String {
    fs::read_to_string(fixtures("generate").join("petstore.yaml")).unwrap()
}

fn archera() -> Files {
    let folder = root().join("specs/archera");
    ["invites.json", "orgs.json", "overlay.yaml"].into_iter().fold(Files::default(), |files, name| {
        let text = fs::read_to_string(folder.join(name)).unwrap();
        files.with(name, &text)
    })
}

#[test]
fn the_same_input_gives_the_same_bytes_in_every_thread() {
    let text = petstore();
    let all: Vec<Output> = thread::scope(|scope| {
        let running: Vec<_> = (0..10).map(|_| scope.spawn(|| from_yaml(&text))).collect();
        running.into_iter().map(|one| one.join().unwrap()).collect()
    });
    assert!(all.windows(2).all(|pair| pair[0] == pair[1]));
}

#[test]
fn findings_and_model_are_the_same_each_time() {
    let told = || {
        let line = generate(&snapshot::read(&fixtures("reject").join("keyword_types")));
        format!("{}{}", specwright_tests::findings(&line), line.api.unwrap())
    };
    assert_eq!(told(), told());
}

#[test]
fn several_documents_and_an_overlay_give_the_same_bytes_each_time() {
    assert_eq!(output(&generate(&archera())), output(&generate(&archera())));
}

#[test]
fn json_and_yaml_of_one_document_give_the_same_crates() {
    let yaml = petstore();
    let value: serde_yaml::Value = serde_yaml::from_str(&yaml).unwrap();
    for json in [serde_json::to_string(&value).unwrap(), serde_json::to_string_pretty(&value).unwrap()] {
        let from_json = output(&generate(&Files::document("openapi.json", &json)));
        assert_eq!(from_json, from_yaml(&yaml));
    }
}

#[test]
fn line_breaks_of_windows_and_a_byte_order_mark_change_nothing() {
    let yaml = petstore();
    check_same(&yaml, &yaml.replace('\n', "\r\n"));
    check_same(&yaml, &format!("\u{feff}{yaml}"));
}

#[test]
fn names_of_files_do_not_reach_the_output() {
    let text = petstore();
    let elsewhere = output(&generate(&Files::document("some/other folder/api.yml", &text)));
    assert_eq!(elsewhere, from_yaml(&text));
}

#[test]
fn the_order_of_keywords_means_nothing() {
    check_same(
        &document(
            "paths:
  /a/{b}:
    get:
      operationId: a
      parameters: [{name: b, in: path, required: true, description: x, schema: {type: string, maxLength: 3}}]
      responses: {'200': {description: y, content: {application/json: {schema: {type: integer}}}}}
",
        ),
        &document(
            "paths:
  /a/{b}:
    get:
      responses: {'200': {content: {application/json: {schema: {type: integer}}}, description: y}}
      parameters: [{schema: {maxLength: 3, type: string}, description: x, required: true, in: path, name: b}]
      operationId: a
",
        ),
    );
}

#[test]
fn the_order_of_responses_and_methods_means_nothing() {
    let operation =
        |method: &str| format!("{method}: {{operationId: {method}, responses: {{'204': {{description: ''}}}}}}");
    let (get, put) = (operation("get"), operation("put"));
    check_same(
        &document(&format!("paths: {{/a: {{{get}, {put}}}}}")),
        &document(&format!("paths: {{/a: {{{put}, {get}}}}}")),
    );
    let responses =
        |list: &str| document(&format!("paths: {{/a: {{get: {{operationId: a, responses: {{{list}}}}}}}}}"));
    check_same(
        &responses("'200': {description: x}, default: {description: y}, 4XX: {description: z}"),
        &responses("4XX: {description: z}, default: {description: y}, '200': {description: x}"),
    );
}

#[test]
fn the_order_of_components_means_nothing_while_their_names_differ() {
    let pet = "Pet: {type: object, properties: {owner: {$ref: '#/components/schemas/Owner'}}}";
    let owner = "Owner: {type: object, properties: {name: {type: string}}}";
    let schemas = |list: &[&str]| document(&format!("components: {{schemas: {{{}}}}}", list.join(", ")));
    check_same(&schemas(&[pet, owner]), &schemas(&[owner, pet]));
}

#[test]
fn the_order_of_operations_is_the_order_of_the_clients_methods() {
    let path =
        |name: &str| format!("/{name}: {{get: {{operationId: {name}, responses: {{'204': {{description: ''}}}}}}}}");
    let client = |first: &str, second: &str| {
        let text = document(&format!("paths: {{{}, {}}}", path(first), path(second)));
        from_yaml(&text)[&("fixture-client".to_owned(), "src/client.rs".to_owned())].clone()
    };
    let place = |client: &str, name: &str| client.find(&format!("pub fn {name}(&self")).unwrap();
    let (ab, ba) = (client("a", "b"), client("b", "a"));
    assert!(place(&ab, "a") < place(&ab, "b"));
    assert!(place(&ba, "b") < place(&ba, "a"));
}

#[test]
fn the_order_of_properties_is_the_order_of_fields() {
    let fields = |list: &str| {
        let text = document(&format!("components: {{schemas: {{A: {{type: object, properties: {{{list}}}}}}}}}"));
        from_yaml(&text)[&("fixture-models".to_owned(), "src/a.rs".to_owned())].clone()
    };
    let place = |text: &str, name: &str| text.find(&format!("pub {name}: ")).unwrap();
    let text = fields("z: {type: string}, a: {type: string}");
    assert!(place(&text, "z") < place(&text, "a"));
}
