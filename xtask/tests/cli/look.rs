//! `import`, `ir`, `bundle`, and the command line itself.

use serde_json::Value;

use crate::project::{Project, run_in};

#[test]
fn a_document_is_taken_out_of_a_page() {
    let project = Project::new("import");
    let document = r#"{"openapi":"3.1.0","info":{"title":"Zoo","version":"1"},"paths":{"/v1/animals":{}}}"#;
    project
        .write("page.md", &format!("# Animals\n\nText.\n\n```json\n{document}\n```\n\n```json\n{{\"id\": 1}}\n```\n"));
    project
        .run(&["import", "shop", "page.md"])
        .expect(0)
        .says(&["specs/shop/animals.json: new", "does not name animals.json"]);
    assert_eq!(project.read("specs/shop/animals.json"), format!("{document}\n"));
    project.run(&["import", "shop", "page.md"]).expect(0).says(&["specs/shop/animals.json: unchanged"]);
}

#[test]
fn a_page_without_documents_is_an_error() {
    let project = Project::new("import-none");
    project.write("page.md", "# Nothing\n\n```json\n{}\n```\n");
    project.run(&["import", "shop", "page.md"]).expect(1).says(&["page.md", "no fenced JSON block"]);
    project.run(&["import", "shop", "gone.md"]).expect(1).says(&["gone.md", "there is no such file"]);
    project.run(&["import", "zoo", "page.md"]).expect(2).says(&["`zoo`"]);
}

#[test]
fn the_model_can_be_looked_at() {
    let project = Project::new("ir");
    let finished = project.run(&["ir", "shop"]).expect(0);
    assert!(finished.out.contains("operation \"listPets\" GET \"/pets\""), "{}", finished.out);
    assert!(finished.out.contains("record \"Pet\""), "{}", finished.out);
}

#[test]
fn the_effective_document_can_be_looked_at() {
    let project = Project::new("bundle");
    project.write(
        "specs/shop/overlay.yaml",
        "overlay: 1.0.0\ninfo: {title: t, version: '1'}\nactions: [{target: $.info, update: {title: Better, x-n: 1.50}}]\n",
    );
    project.edit("specs/shop/api.yaml", "models:", "overlays: [overlay.yaml]\nmodels:");
    let finished = project.run(&["bundle", "shop"]).expect(0);
    let bundle: Value = serde_json::from_str(&finished.out).unwrap();
    assert_eq!(bundle["info"]["title"], "Better");
    assert!(finished.out.contains("\"x-n\": 1.50"), "numbers keep their text: {}", finished.out);
    assert!(finished.out.find("\"openapi\"") < finished.out.find("\"paths\""), "{}", finished.out);
}

#[test]
fn looking_at_a_faulty_document_shows_the_fault() {
    let project = Project::new("look-faulty");
    project.write("specs/shop/openapi.yaml", "openapi: [");
    for command in ["ir", "bundle"] {
        let finished = project.run(&[command, "shop"]).expect(1).says(&["syntax", "openapi.yaml:1:"]);
        assert_eq!(finished.out, "");
    }
}

#[test]
fn every_command_explains_itself() {
    let project = Project::new("help");
    project.run(&["--help"]).expect(0).says(&["codegen", "generate", "import", "ir", "bundle"]);
    project.run(&["codegen", "--help"]).expect(0).says(&["--check", "Exit status"]);
    project.run(&["generate", "--help"]).expect(0).says(&["--name", "--out", "--diagnostics", "Exit status"]);
    project.run(&["import", "--help"]).expect(0).says(&["<API>", "<PAGE>"]);
    project.run(&["ir", "--help"]).expect(0).says(&["<API>"]);
    project.run(&["bundle", "--help"]).expect(0).says(&["<API>"]);
}

#[test]
fn wrong_arguments_are_status_2() {
    let project = Project::new("usage");
    for arguments in [
        &[][..],
        &["frobnicate"],
        &["codegen", "--chek"],
        &["generate", "in.yaml"],
        &["generate", "--name", "x", "--out", "y"],
        &["generate", "in.yaml", "--name", "x", "--out", "y", "--diagnostics", "xml"],
        &["import", "shop"],
        &["ir"],
        &["bundle", "shop", "more"],
    ] {
        project.run(arguments).expect(2);
    }
}

#[test]
fn a_root_that_is_not_there_is_status_2() {
    let project = Project::new("no-root");
    run_in(&project.root, &["--root", "gone", "codegen"]).expect(2).says(&["gone"]);
}

#[test]
fn a_root_without_specs_is_explained() {
    let project = Project::new("no-specs");
    std::fs::remove_dir_all(project.path("specs")).unwrap();
    project.run(&["codegen"]).expect(1).says(&["specs"]);
}
